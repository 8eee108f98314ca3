"""Wording of official papers by Nghị định 30/2020/NĐ-CP (Phụ lục I và III); knows no page, font or file."""

import re
from datetime import date

from kehoach_desktop.domain.records import CommuneKind, Office, Plan
from kehoach_desktop.domain.vietnamese import nfc, toneless

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSEES = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
AGENCY = "Ủy ban nhân dân"
AGENCY_LETTERS = "UBND"

# Letters of the type of a paper, Phụ lục III; a công văn has none.
TYPE_LETTERS: dict[str, str] = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "công điện": "CĐ",
    "giấy mời": "GM",
    "giấy giới thiệu": "GGT",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}

# Letters of drafting units that are no plain initials.
_UNIT_LETTERS = {"văn phòng hđnd và ubnd": "VP", "phòng kinh tế, hạ tầng và đô thị": "KTHTĐT"}
_SMALL_WORDS = {"và", "của", "các"}

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_KINDS = "|".join(kind.value for kind in CommuneKind)
_OFFICE_NAME = rf"(?:(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+)?(?:({_KINDS})\s+)?(.+)"


def roman(number: int) -> str:
    """Roman figures of a whole number from 1 on, as chapters, quarters and annexes bear them."""
    if number < 1:
        raise ValueError(f"no Roman figures for {number}")
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def place_name(office: Office) -> str:
    """The name of the commune as it stands before the date: "An Bình", and in full where it begins with a figure: "Phường 1 Bảo Lộc".

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, điểm 4: a unit named by a figure is written with its kind.
    """
    kind, name = _kind_and_name(office)
    return f"{kind.capitalize()} {name}" if name[:1].isdigit() else name


def short_name(office: Office) -> str:
    """Kind and name, "xã An Bình", however the office's name was typed."""
    return " ".join(_kind_and_name(office))


def _kind_and_name(office: Office) -> tuple[str, str]:
    found = re.fullmatch(_OFFICE_NAME, " ".join(nfc(office.name).split()), re.IGNORECASE)
    if found is None:
        return office.kind.value, office.name
    return (found.group(1) or office.kind.value).lower(), found.group(2)


def agency_name(office: Office) -> str:
    """The issuing body inside a sentence: "Ủy ban nhân dân xã An Bình"."""
    return f"{AGENCY} {short_name(office)}"


def agency_lines(office: Office) -> tuple[str, str]:
    """The two lines at the top left; a commune's committee names no body above itself (Phụ lục I, mục II.2)."""
    return AGENCY.upper(), short_name(office).upper()


def paper_number(number: str | int | None) -> str:
    """The number of a paper, below 10 with a leading 0 (Phụ lục I); "" while it has none."""
    text = str(number or "").strip()
    return f"{int(text):02d}" if text.isdecimal() else text


def numbered(number: str | int | None, symbol: str | None) -> str:
    """Number and symbol, "05/BC-UBND"; room for a pen while the number is not given. The Party's "54-KH/ĐU" holds both."""
    if number and symbol and symbol.startswith(f"{number}-"):
        return symbol
    return f"{paper_number(number) or ' ' * 7}/{symbol or ''}"


def symbol_line(number: str | int | None, symbol: str | None) -> str:
    """The line "Số: 05/BC-UBND" under the name of the agency."""
    return f"Số: {numbered(number, symbol)}"


def unit_letters(unit_name: str) -> str:
    """The letters under which a unit drafts: Phòng Văn hóa - Xã hội -> VHXH."""
    name = " ".join(nfc(unit_name).split())
    if known := _UNIT_LETTERS.get(name.lower()):
        return known
    core = re.sub(rf"^(?:phòng|ban) | (?:{_KINDS})$", "", name, flags=re.IGNORECASE)
    words = [word for word in re.findall(r"\w+", core) if word.lower() not in _SMALL_WORDS]
    return "".join(word if word.isupper() else toneless(word[0]).upper() for word in words)


def symbol_of(type_name: str | None, drafting_unit: str | None = None) -> str:
    """The symbol of the committee's paper: "báo cáo" -> BC-UBND; a công văn (None) bears the drafter: UBND-VHXH."""
    if type_name is None:
        letters = unit_letters(drafting_unit) if drafting_unit else ""
        return f"{AGENCY_LETTERS}-{letters}" if letters else AGENCY_LETTERS
    return f"{TYPE_LETTERS[type_name.lower()]}-{AGENCY_LETTERS}"


def long_date(day: date) -> str:
    """A day in words, "ngày 05 tháng 01 năm 2026": a leading 0 for days below 10 and for months 1 and 2 only (Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_line(day: date | None, year: int | None = None) -> str:
    """A day in words, or room for a pen with the year when it is known."""
    blank = " " * 6
    return long_date(day) if day else f"ngày{blank}tháng{blank}năm {year or blank}".rstrip()


def place_date_line(place: str, day: date | None, year: int | None = None) -> str:
    """Place and day under the motto; room for a pen while the day is not given, with the year when it is known."""
    return f"{place}, {day_line(day, year)}"


def attached_line(type_name: str, number: str, day: date | None, year: int | None, agency: str) -> str:
    """What an annex says of its paper, "(Kèm theo Kế hoạch số 27/KH-UBND ngày … của …)" (Phụ lục I, mục III.1).

    `number` is the number with its symbol, "" of a paper that bears none.
    """
    return f"(Kèm theo {type_name}{f' số {number}' if number else ''} {day_line(day, year)} của {agency})"


def plan_name(plan: Plan | None) -> str:
    """A plan as papers name it, "Kế hoạch số 27/KH-UBND ngày 12 tháng 02 năm 2026"; what is not known is left out."""
    if plan is None:
        return "Kế hoạch"
    number = f" số {numbered(plan.number, plan.symbol)}".rstrip("/") if plan.number else ""
    return f"Kế hoạch{number}" + (f" {long_date(plan.issued_on)}" if plan.issued_on else "")
