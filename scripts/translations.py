"""Keep the Danish catalogue in step with the code.

    python scripts/translations.py          collect all sentences, add new ones to the .po, compile the .mo
    python scripts/translations.py --check  say what is untranslated, unused or out of step, and change nothing

Both files come out the same on every run and every machine: their header holds no date and no version.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from netcompose.cli import app
from netcompose.cli.spoken import help_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

SOURCE = Path(__file__).parent.parent / "src" / "netcompose"
FOLDER = SOURCE / "locale" / "da" / "LC_MESSAGES"
PO, MO = FOLDER / "netcompose.po", FOLDER / "netcompose.mo"
KEYWORDS = {"say": None, "say_n": (1, 2)}


class Sayings(Catalog):
    """A catalogue whose header holds what gettext needs, and nothing that changes from run to run."""

    def __init__(self) -> None:
        super().__init__(locale="da", charset="utf-8", fuzzy=False)
        self.header_comment = "# The Danish sentences of netcompose."

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        return [
            ("Project-Id-Version", "netcompose"),
            ("Language", "da"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms + "\n"),
        ]


def collected() -> Sayings:
    """All sentences that the code says, without translations."""
    catalogue = Sayings()
    for path, _line, message, _comments, _context in extract_from_dir(
        SOURCE, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=False
    ):
        catalogue.add(message, locations=[(path, 0)])
    for text in help_texts(get_command(app)):
        catalogue.add(text, flags=["no-python-brace-format"] if "{" in text else [])
    return catalogue


def kept() -> Sayings:
    """The Danish catalogue as it stands."""
    catalogue = Sayings()
    if PO.exists():
        with PO.open("rb") as file:
            for message in read_po(file, locale="da"):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it, sorted by its English sentences."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, sort_output=True, no_location=True, ignore_obsolete=True)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def placeholders(text: str) -> set[str]:
    """The names in braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def texts(message: Message) -> tuple[str, ...]:
    """The English sentence, or its singular and plural."""
    return message.id if isinstance(message.id, tuple) else (message.id,)


def translations(message: Message | None) -> tuple[str, ...]:
    """The Danish sentence, or its singular and plural; empty when there is none that counts."""
    if message is None or message.fuzzy:
        return ()
    return message.string if isinstance(message.string, tuple) else (message.string,)


def mistakes(said: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue for the sentences that are said, a line each."""
    for message in said:
        if not message.id:
            continue
        originals = texts(message)
        danish = translations(catalogue.get(originals[0]))
        if len(danish) != len(originals) or not all(danish):
            yield f"not translated: {originals[0]}"
            continue
        for original, translation in zip(originals, danish, strict=True):
            lost = placeholders(original) - placeholders(translation) - {"n"}
            if lost or placeholders(translation) - placeholders("".join(originals)):
                yield f"placeholders differ: {original}"
    known = {message.id for message in said}
    for message in catalogue:
        if message.id and message.id not in known:
            yield f"no longer said: {texts(message)[0]}"


def faults() -> Iterator[str]:
    """Everything that is wrong with the kept catalogue, a line each."""
    catalogue = kept()
    yield from mistakes(collected(), catalogue)
    if not MO.exists() or MO.read_bytes() != compiled(catalogue):
        yield "the compiled catalogue is out of date"


def update() -> None:
    """Add what is new, drop what is gone, keep what is translated, compile."""
    catalogue = kept()
    catalogue.update(collected(), no_fuzzy_matching=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(kept()))


def main() -> int:
    """Update the catalogue unless it is only to be checked, and say what is wrong with it."""
    if "--check" not in sys.argv:
        update()
    found = list(faults())
    print("\n".join(found) or "The Danish catalogue is complete.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
