"""The page's template filled: style and script stand in the file, and their hashes are all that its policy lets in."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from netcompose.report.page.contents import contents
from netcompose.report.workbook import palette

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.report.view import View
    from netcompose.tasks.rebalance import Rebalanced

_UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what HTML may not hold
TURNING: Final = frozenset(
    {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
)  # of Unicode's directions
STEPS: Final = ("#FFFFFF", "#FCE9D6", "#F9D3AC", "#F6BC83", "#F2A65A")  # from none to most, of the matrix


def page(view: View, calendars: Mapping[str, str], rebalanced: Rebalanced | None = None) -> str:
    """The whole page as text."""
    environment = Environment(
        loader=PackageLoader("netcompose.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_showable,
    )
    environment.filters["apart"] = _apart
    style, script = _style(), _template("page.js")
    return environment.get_template("page.html").render(
        **contents(view, calendars, rebalanced),
        style=style,
        script=script,
        allowed=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def _showable(value: Any) -> Any:
    """What HTML may not hold becomes the replacement character; our own markup stays as it is."""
    return _UNSHOWABLE.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _apart(text: str) -> Markup:
    """A text that may be written from right to left, so that it does not turn what stands around it; all others need no sign of it."""
    turned = any(unicodedata.bidirectional(char) in TURNING for char in text)
    shown = escape(_showable(text))
    return Markup("<bdi>{}</bdi>").format(shown) if turned else shown


def _style() -> str:
    """The style sheet, with the workbook's colours for the departments and the steps of the matrix."""
    colours = {"ink": palette.INK, "muted": palette.MUTED, "band": palette.BAND, "pale": palette.PALE}
    colours |= {"line": palette.LINE, "link": palette.LINK, "warn": palette.WARN[0], "warn-ink": palette.WARN[1]}
    rules = [f":root{{{';'.join(f'--{name}:{colour}' for name, colour in colours.items())}}}"]
    for number, colour in enumerate([*palette.HUES, *palette.PLAIN]):
        rules.append(f".d{number}{{background:{colour};fill:{colour}}}")
    rules += [f".s{number}{{background:{colour}}}" for number, colour in enumerate(STEPS)]
    return "\n".join(rules) + "\n" + _template("page.css")


def _template(name: str) -> str:
    return files("netcompose.report.page").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """What a content policy knows an inline style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
