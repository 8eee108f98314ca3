"""Vietnamese text: composing, comparing, ordering, numbers and dates as a clerk writes them; knows nothing of records."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import MINYEAR, date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.errors import BadValue

# The new placement of the tone in open oa, oe, uy, and the old one that the program writes (hoà -> hòa).
_TONES_NEW = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
              "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
# Patterns are compiled when first used, which re remembers: many a start of the program needs none.
_OPEN_RHYME = "(?<![qQ])(" + "|".join(_TONES_NEW) + r")(?!\w)"

# Order of letters and tones: Trung tâm Từ điển học (domain notes §7); f j w z stand in their Latin places.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang has no mark
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, 1)}

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ANY_DAY = "30/6/2026"
_DATE = r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*"
_ISO_DATE = r"\s*(\d{4})-(\d{2})-(\d{2})\s*"


class BadDate(BadValue):
    """A typed text that is no day; the remedy is true wherever it was typed."""


def nfc(text: str) -> str:
    """The text with composed accents, as everything leaves the program."""
    return unicodedata.normalize("NFC", text)


def tone_normal(text: str) -> str:
    """The text composed and with the old tone placement (hoá -> hóa), for comparing; `quý` stays as it is."""

    def old(match: re.Match[str]) -> str:
        found = match.group(0)
        placed = _TONES_NEW[found.lower()]
        if found.islower():
            return placed
        return placed.upper() if found.isupper() else placed.capitalize()

    return re.sub(_OPEN_RHYME, old, nfc(text), flags=re.IGNORECASE)


def upper_first(text: str) -> str:
    """The text as it begins a line or a sentence: xã An Bình, Xã An Bình."""
    return text[:1].upper() + text[1:]


def toneless(text: str) -> str:
    """The text without tone marks, its letters kept: án -> an, but ă, đ, ơ stay."""
    return nfc("".join(c for c in unicodedata.normalize("NFD", text) if c not in _TONE_MARKS))


class _WithoutMarks(dict[int, int | None]):
    """For str.translate: drops combining marks; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.combining(chr(code)) else code
        return found


_without_marks = _WithoutMarks()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower case, without accents, đ as d, runs of white space as one blank: what search compares."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(bare.translate(_without_marks).split())


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[object, ...]:
    """Key of the Vietnamese alphabetical order: letters first, then tones, syllable by syllable; lower before upper."""
    letters: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for syllable in re.findall(r"\d+|\w+|[^\w\s]+", tone_normal(text)):
        if syllable.isdecimal():
            letters.append(((0, int(syllable)), ()))
            continue
        ranks, tones = [], []
        for char in unicodedata.normalize("NFC", syllable.lower()):
            decomposed = unicodedata.normalize("NFD", char)
            tone = next((m for m in decomposed if m in _TONE_MARKS), "")
            base = unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed)
            ranks.append(_LETTER_RANK.get(base) or 1000 + ord((base or char)[0]))
            if tone:
                tones.append(_TONE_MARKS.index(tone) + 1)
        letters.append((tuple(ranks), tuple(tones)))
    return (tuple(letters), text.swapcase())


def parse_number(text: str) -> Decimal | None:
    """The number a clerk typed ("1.240", "77,67", "98,5 %"), or None when the text is not one number.

    A dot before exactly three digits is the thousand mark; otherwise a single dot is read as a decimal mark.
    """
    bare = nfc(text).replace("\u00a0", " ").strip().removesuffix("%").strip().replace(" ", "")
    bare = bare.replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?\d[\d.]*(?:,\d+)?", bare):
        return None
    whole, _, fraction = bare.partition(",")
    if "." in whole and not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+", whole):
        if fraction or whole.count(".") > 1 or whole.endswith("."):
            return None
        whole, _, fraction = whole.partition(".")
    try:
        return Decimal(whole.replace(".", "") + ("." + fraction if fraction else ""))
    except InvalidOperation:
        return None


def format_number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """The number with thousand dots and decimal comma; no needless zeros unless `places` asks for them; "" for None."""
    if value is None:
        return ""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number or abs(number):,f}"  # no minus before a nought
    whole, _, fraction = text.partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + ("," + fraction if fraction else "")


def parse_date(text: str) -> date:
    """The day a clerk typed (15/6/2026, 15-06-2026) or an ISO date; raises BadValue with the reason."""
    found = re.fullmatch(_DATE, text)
    iso = re.fullmatch(_ISO_DATE, text)
    if found:
        day, month, year = (int(part) for part in found.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise BadDate(f"“{text}” không phải là ngày.", f"Gõ ngày/tháng/năm, ví dụ {_ANY_DAY}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(day, month, year) from None


def _no_such_day(day: int, month: int, year: int) -> BadDate:
    """Why three numbers are no day; what is right in them stays in the example."""
    if not 1 <= month <= 12:
        return BadDate(f"Không có tháng {month}.", f"Gõ lại, ví dụ {_ANY_DAY}.")
    if year < MINYEAR:
        return BadDate(f"Không có năm {year}.", f"Gõ lại, ví dụ {_ANY_DAY}.")
    last = month_end(year, month)
    return BadDate(f"Tháng {month} không có ngày {day}.", f"Gõ lại, ví dụ {format_date(last)}.")


def format_day(day: int, month: int) -> str:
    """Day and month as papers write them: a leading 0 for days below 10 and for months 1 and 2 (NĐ 30/2020, Phụ lục I)."""
    return f"{day:02d}/{month:02d}" if month <= 2 else f"{day:02d}/{month}"


def format_date(value: date | None) -> str:
    """A date for screen and tables: 15/6/2026, 02/3/2026, 10/01/2026; "" for None."""
    return f"{format_day(value.day, value.month)}/{value.year}" if value else ""


def weekday_name(day: date) -> str:
    """The day of the week as it stands in a sentence: thứ Hai."""
    return _WEEKDAYS[day.weekday()]


def join_names(names: Iterable[str]) -> str:
    """Names in one line, as a table cell shows several units."""
    return ", ".join(name for name in names if name)
