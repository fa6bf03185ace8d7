"""What a cell says: cleaned text, folded words, dates, yes and no, lists – and personal numbers, recognised to be dropped."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, TypeAlias

Cell: TypeAlias = "str | date"
"""A cell as the reader sees it: text ("" when empty) or a day."""

_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
    r"|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"  # joiners belong to emoji and to other scripts than ours
)
_SPACES: Final = re.compile(r"\s+")
_CAMEL: Final = re.compile(r"(?<=[a-zæøå0-9])(?=[A-ZÆØÅ])")
_NO_WORD: Final = re.compile(r"[^\w]+|_+")
_NORDIC: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
_TAG: Final = re.compile(
    r"<(?:/?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|label|li|mark|nobr|o:p|ol|p|pre|s"
    r"|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|wbr)(?:\s[^<>]{0,2000})?/?|!--.{0,2000}?--)>",
    re.IGNORECASE,
)
"""What exports leave of a page's text. Whatever else stands between < and > is no formatting, and is kept as it is."""
_LINK: Final = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}\)")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_STARS: Final = re.compile(r"(\*\*|__|`)(\S(?:.{0,500}?\S)?)\1")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./ ](\d{4}|\d\d)(?:[ T]\d{1,2}[:.]\d\d.*)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T]\d{1,2}[:.]\d\d.*)?")
_IN_WORDS: Final = re.compile(r"(\d{1,2})\.?[ -]([^\W\d]{3,9})\.?[ -](\d{4}|\d\d)")
_MONTHS: Final = {
    form: number
    for words in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, word in enumerate(words.split(), 1)
    for form in (word, word[:3], word[:4])
}
_SERIALS: Final = range(20_000, 60_000)
"""Excel's numbers of the days from 1954 to 2064."""
_FIRST_SERIAL: Final = date(1899, 12, 30)
_PERSONAL_FORM: Final = re.compile(r"(?<!\d)(\d\d)(\d\d)\d\d ?[-–] ?\d{4}(?!\d)|(?<!\d)(\d\d)(\d\d)\d\d \d{4}(?!\d)")
_TEN_DIGITS: Final = re.compile(r"(\d\d)(\d\d)\d{6}")
_ALONE: Final = re.compile(r"(?<!\d)\d{10}(?!\d)")
_HOUR: Final = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d\d)(?:[:.]\d\d)?)?")
_ERRORS: Final = frozenset(
    {
        "#n/a",
        "#ref!",
        "#value!",
        "#div/0!",
        "#name?",
        "#null!",
        "#num!",
        "#getting_data",
        "#formula!",
        "#i/t",
        "#reference!",
        "#værdi!",
    }
)
_YES: Final = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "sand", "sandt", "✓", "✔", "☑", "☒", "ok", "t"})
_NO: Final = frozenset({"nej", "n", "no", "0", "false", "falsk", "-", "–", "—", "☐", "✗", "✘", "f"})


def clean(text: str) -> str:
    """The text without what nobody sees: padding, hard spaces, line breaks, invisible signs; composed to NFC."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            text = text.encode("utf-8", "replace").decode("utf-8")
    if text.isprintable() and "  " not in text:  # nearly every text: no sign is invisible, and no space but a plain one
        return text.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def plain(text: str) -> str:
    """The text without HTML and Markdown: what a reader of the page would have seen. Cleaning twice changes nothing."""
    import html  # here, because few sheets hold any, and the table of all signs is long

    for _ in range(8):
        stripped = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub(" ", text))
        stripped = clean(_STARS.sub(r"\2", _LINK.sub(r"\1", stripped)))
        if stripped == text:
            break
        text = stripped
    return text


def is_marked_up(text: str) -> bool:
    """Whether the text holds HTML or Markdown."""
    return bool(_TAG.search(text) or _ENTITY.search(text) or _LINK.search(text) or _STARS.search(text))


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Words to compare by: no case, punctuation or accents of typing, æøå as ae oe aa. "ErLeder" and "Er-leder" are one."""
    text = unicodedata.normalize("NFKC", clean(text))
    return _NO_WORD.sub(" ", _CAMEL.sub(" ", text).casefold().translate(_NORDIC)).strip()


@lru_cache(maxsize=50_000)
def squash(text: str) -> str:
    """A header to look up: folded, without spaces. "Nærmeste leder", "NaermesteLeder" and "nærmeste_leder" are one."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=200_000)
def name_key(text: str) -> str:
    """A name to compare by; "Last, First M" is turned round first."""
    last, comma, first = text.partition(",")
    if comma and first.strip() and "," not in first:
        text = f"{first} {last}"
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_NORDIC)).strip()


@lru_cache(maxsize=200_000)
def id_key(text: str) -> str:
    """An id to compare by: no case and no spaces; 123.0 is 123. Leading zeros count."""
    key = re.sub(r"\s+", "", text).casefold()
    return key[:-2] if re.fullmatch(r"\d+\.0", key) else key


def tidy_id(text: str) -> str:
    """An id as it is kept: as written, but 123.0 is 123."""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def login_key(text: str) -> str:
    """A user name or e-mail to compare by: without case and without the domain before a backslash."""
    return text.rpartition("\\")[2].casefold().removeprefix("mailto:").strip()


def is_error(text: str) -> bool:
    """Whether a cell shows one of the spreadsheet's error values, like #N/A."""
    return text.startswith("#") and text.casefold() in _ERRORS


def yes_or_no(cell: Cell) -> bool | None:
    """Yes, no, or None when the text is neither (an empty cell is neither, too)."""
    if not isinstance(cell, str):
        return None
    word = cell.casefold().strip(" .!")
    return True if word in _YES else False if word in _NO or cell in _NO else None


def parts(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell, separated by comma or semicolon, each once, in order."""
    if not text:
        return ()
    return tuple(dict.fromkeys(filter(None, (entry.strip() for entry in re.split(r"[;,]", text)))))


def day(cell: Cell, *, month_first: bool = False) -> date | None:
    """A day from a date cell or from dd-mm-yyyy, d.m.yy, d/m-yyyy, yyyy-mm-dd or 1. maj 2026; None when it is none of them.

    Two digits of a year are read as Excel does: 29 is 2029, 30 is 1930. `month_first`: mm/dd/yyyy, as the column's other dates show.
    """
    if not isinstance(cell, str):
        return cell
    if not cell[:1].isdigit():
        return None
    if match := _DAY_FIRST.fullmatch(cell):
        number, month, year = (int(part) for part in match.groups())
        if month_first:
            number, month = month, number
    elif match := _YEAR_FIRST.fullmatch(cell):
        year, month, number = (int(part) for part in match.groups())
    elif match := _IN_WORDS.fullmatch(cell):
        number, month, year = int(match[1]), _MONTHS.get(match[2].casefold(), 0), int(match[3])
    else:
        return None
    if year < 100:
        year += 2000 if year < 30 else 1900
    try:
        return date(year, month, number)
    except ValueError:
        return None


def day_in_column(cell: Cell, *, month_first: bool = False) -> date | None:
    """A day from a column of dates, where a bare number is the day's number in Excel."""
    if isinstance(cell, str) and len(cell) == 5 and cell.isdecimal() and int(cell) in _SERIALS:
        return _FIRST_SERIAL + timedelta(int(cell))
    return day(cell, month_first=month_first)


def month_and_day(cell: Cell) -> tuple[int, int] | None:
    """The first two numbers of a day written in numbers; they tell whether a column writes the month first."""
    match = _DAY_FIRST.fullmatch(cell) if isinstance(cell, str) and cell[:1].isdigit() else None
    return None if match is None else (int(match[1]), int(match[2]))


def shown(cell: Cell, danish: bool = False) -> str:
    """A cell as text: a day as a reader of that language writes it."""
    if isinstance(cell, str):
        return cell
    return f"{cell:%d-%m-}{cell.year:04}" if danish else cell.isoformat()


def from_moment(moment: datetime) -> Cell:
    """A day from a date cell; with a time of day that matters it stays text."""
    if moment.hour or moment.minute or moment.second:
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.date()


def _is_birthday(number: str, month: str) -> bool:
    return 1 <= int(number) <= 31 and 1 <= int(month) <= 12


def holds_personal_number(text: str) -> bool:
    """Whether a personal number (CPR, ddmmyy-xxxx) stands somewhere in the text."""
    for match in _PERSONAL_FORM.finditer(text):
        number, month = (match[1], match[2]) if match[1] else (match[3], match[4])
        if _is_birthday(number, month):
            return True
    return False


def may_be_personal_number(text: str) -> bool | None:
    """Ten digits in a row: True when they begin with a date as a personal number does, False when not; None: not ten digits."""
    match = _TEN_DIGITS.fullmatch(text)
    return None if match is None else _is_birthday(match[1], match[2])


def mask(text: str) -> str:
    """The text as it may be shown: nothing in the form of a personal number, nor ten digits that begin like one."""
    masked = _PERSONAL_FORM.sub(lambda match: "…" if holds_personal_number(match[0]) else match[0], text)
    return _ALONE.sub(lambda match: "…" if may_be_personal_number(match[0]) else match[0], masked)


def hour(text: str) -> time | None:
    """A time of day: 09:00, 9.00, kl. 9 or 09:00:00; None when it is none."""
    match = _HOUR.fullmatch(text.casefold())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))
