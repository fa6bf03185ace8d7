"""Keep the Danish catalogue in step with the code.

    python scripts/translations.py          collect all sentences, add new ones to the .po, compile the .mo
    python scripts/translations.py --check  say what is untranslated, unused or out of step, and change nothing
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parent.parent / "src" / "netcompose"
FOLDER = SOURCE / "locale" / "da" / "LC_MESSAGES"
PO, MO = FOLDER / "netcompose.po", FOLDER / "netcompose.mo"
KEYWORDS = {"say": None, "say_n": (1, 2)}


def collected() -> Catalog:
    """All sentences that the code says, as an empty catalogue."""
    catalogue = Catalog(locale="da", project="netcompose", charset="utf-8", fuzzy=False)
    for path, _line, message, _comments, _context in extract_from_dir(
        SOURCE, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=False
    ):
        catalogue.add(message, locations=[(path, 0)])
    return catalogue


def kept() -> Catalog:
    """The Danish catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="da")
    with PO.open("rb") as file:
        return read_po(file, locale="da")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def placeholders(text: str) -> set[str]:
    """The names in braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def faults() -> Iterator[str]:
    """Everything that is wrong with the catalogue, a line each."""
    said, catalogue = collected(), kept()
    for message in said:
        if not message.id:
            continue
        here = catalogue.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = (here.string if isinstance(here.string, tuple) else (here.string,)) if here else ()
        if not translations or not all(translations) or len(translations) != len(originals) or (here and here.fuzzy):
            yield f"not translated: {originals[0]}"
            continue
        for original, translation in zip(originals, translations, strict=True):
            if not placeholders(translation) <= placeholders("".join(originals)) or placeholders(original) - placeholders(translation) - {"n"}:
                yield f"placeholders differ: {original}"
    known = {message.id for message in said}
    for message in catalogue:
        if message.id and message.id not in known:
            yield f"no longer said: {message.id}"
    if not MO.exists() or MO.read_bytes() != compiled(catalogue):
        yield "the compiled catalogue is out of date"


def update() -> None:
    """Add what is new, drop what is gone, keep what is translated, compile."""
    catalogue = kept()
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    FOLDER.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, sort_output=True, no_location=True, omit_header=False, ignore_obsolete=True)
    text = re.sub(rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team)[^\n]*\n', b"", buffer.getvalue(), flags=re.MULTILINE)
    PO.write_bytes(text)
    MO.write_bytes(compiled(kept()))


def main() -> int:
    if "--check" not in sys.argv:
        update()
    found = list(faults())
    print("\n".join(found) or "The Danish catalogue is complete.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
