"""A typed deadline as the fields of a task: a day, a month, months in focus, a year, thường xuyên. Stores nothing."""

import re

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.domain.records import DueKind, Task
from kehoach_desktop.domain.vietnamese import fold, format_date, nfc, parse_date
from kehoach_desktop.errors import BadValue

_DAY = re.compile(r"(?:ngay )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
_MONTH_OF_YEAR = re.compile(r"thang (\d{1,2})(?:/| nam )(\d{4})")
_MONTHS = re.compile(r"thang ([\d,; va]+)")
_QUARTER = re.compile(r"quy (iv|i{1,3}|[1-4])(?:(?:/| nam )(\d{4}))?")
_YEAR = re.compile(r"(?:den |het |trong )*(?:nam )?(20\d\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def due_fields(text: str, year: int, task: Task | None = None) -> dict[str, str]:
    """The fields a typed deadline sets, as texts for the editing verbs; a day or quarter without a year takes `year`.

    Of a task that has a day already only the day is named, so that the step is called after it. Raises BadValue.
    """
    fields = _fields(nfc(text).strip(), year)
    same_kind = task is not None and fields["due_kind"] == task.due_kind.value and task.due_kind is DueKind.DATE
    return {"due_on": fields["due_on"]} if same_kind else fields


def _fields(text: str, year: int) -> dict[str, str]:
    bare = fold(text)
    if not bare or bare in ("–", "-", "chua co han"):
        return _made(DueKind.NONE, due_text="")
    if bare.startswith(("thuong xuyen", "hang ")):
        return _made(DueKind.ONGOING, due_text=text)
    if found := _YEAR.fullmatch(bare):
        return _made(DueKind.UNTIL_YEAR, due_text=f"Đến năm {found[1]}")
    if found := _MONTH_OF_YEAR.fullmatch(bare):
        return _made(DueKind.DATE, due_on=_month_end(int(found[2]), int(found[1])))
    if found := _QUARTER.fullmatch(bare):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return _made(DueKind.DATE, due_on=_month_end(int(found[2] or year), quarter * 3))
    if found := _MONTHS.fullmatch(bare):
        return _made(DueKind.MONTHS, months=", ".join(re.findall(r"\d+", found[1])))
    if found := _DAY.fullmatch(bare):
        text = f"{found[1]}/{found[2]}/{found[3] or year}"
    try:
        return _made(DueKind.DATE, due_on=format_date(parse_date(text)))
    except BadValue as fault:
        if found:
            raise
        examples = "Gõ ví dụ 30/6/2026, tháng 4, 6, 9, đến năm 2030 hoặc thường xuyên; Esc để bỏ."
        raise BadValue(f"“{text}” không phải là thời hạn.", examples) from fault


def _made(kind: DueKind, **texts: str) -> dict[str, str]:
    return {"due_kind": kind.value, "due_on": "", "months": "", **texts}


def _month_end(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        raise BadValue(f"Không có tháng {month}.", "Gõ lại, ví dụ 30/6/2026.")
    return format_date(month_end(year, month))
