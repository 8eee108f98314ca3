"""One cell of a returned form as a value of a record: a number, a state, a text; what is doubtful is refused, never guessed."""

import re
from decimal import Decimal, InvalidOperation

from kehoach_desktop.domain.printable import tidy
from kehoach_desktop.domain.records import TaskState
from kehoach_desktop.domain.vietnamese import format_number, parse_number
from kehoach_desktop.errors import BadValue
from kehoach_desktop.exchange.form_layout import NO, NUMBERS, OTHER_STATES, STATES, YES, text_key
from kehoach_desktop.exchange.spreadsheet import Cell, CellKind

_LARGEST = Decimal(10) ** 12
_STROKES = re.compile(r"[-–—_./…]+")  # what clerks put into a cell that stays empty
_CROSSES = {"x", "×"}
_STATE_BY_WORD = {text_key(word): state for word, state in OTHER_STATES.items()}
_STATE_BY_WORD |= {text_key(word): TaskState(value) for value, word in STATES.items()}
_YES = {text_key(YES), "x"}
_NO = {text_key(NO)}


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: strokes and crosses only."""
    return cell.kind == CellKind.TEXT and (
        bool(_STROKES.fullmatch(cell.value.strip())) or cell.value.strip().lower() in _CROSSES
    )


def value_of(cell: Cell, field: str, *, percent: bool = False) -> Decimal | TaskState | str | None:
    """The value for a record's field; None for a cell that says nothing. Raises BadValue with cause and remedy.

    `percent` tells that the figure is a percentage, so that Excel's 0,955 shown as 95,5 % is 95,5.
    """
    match cell.kind:
        case CellKind.FORMULA:
            raise BadValue("Ô có công thức chưa tính.", "Mở bằng Excel rồi lưu lại, hoặc gõ thẳng kết quả.")
        case CellKind.ERROR:
            raise BadValue(f"Ô báo lỗi {cell.value[:20]}.", "Sửa công thức, hoặc gõ thẳng kết quả.")
        case CellKind.BOOLEAN:
            raise BadValue("Ô chứa giá trị đúng, sai của Excel.", "Gõ lại bằng chữ hoặc số.")
        case CellKind.DATE:
            raise BadValue(
                "Ô bị Excel đổi thành ngày.", "Hỏi lại đơn vị số hoặc chữ đã gõ, rồi gõ lại vào ô định dạng chữ."
            )
        case _:
            pass
    if field in NUMBERS:
        return _number(cell, percent=percent and field == "value")
    return _state(cell) if field == "state" else _text(cell)


def is_nil(cell: Cell | None) -> bool:
    """Whether the unit says that there was nothing to report. Raises BadValue for an answer that is neither yes nor no."""
    if cell is None or (cell.kind == CellKind.TEXT and _STROKES.fullmatch(cell.value.strip())):
        return False
    if cell.kind == CellKind.BOOLEAN:
        return cell.value == "1"
    key = text_key(cell.value)
    if key in _YES or key in _NO:
        return key in _YES
    raise BadValue(f"“{_short(cell.value)}” không phải là có hoặc không.", f"Chọn {YES} hoặc {NO}.")


def _number(cell: Cell, *, percent: bool) -> Decimal | None:
    if cell.kind == CellKind.TEXT:
        text = tidy(cell.value)
        if _STROKES.fullmatch(text):
            return None
        number = parse_number(text)
        if number is None:
            raise BadValue(f"“{_short(text)}” không phải là số.", "Gõ một số, phần chữ đưa vào ghi chú.")
        if text.endswith("%") and not percent:
            raise BadValue(
                f"“{_short(text)}” là tỷ lệ, ô này cần một số đếm.", "Gõ số đếm; tỷ lệ do chương trình tính."
            )
    else:
        number = _figure(cell.value)
        if cell.kind == CellKind.PERCENT:
            if not percent:
                raise BadValue("Ô định dạng phần trăm.", "Gõ số đếm; tỷ lệ do chương trình tính.")
            number *= 100
    _refuse_large(number)
    return _plain(number)


def _figure(text: str) -> Decimal:
    """The figure of a cell; a worked-out formula leaves 94.19999999999999 for 94,2."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadValue(f"“{_short(text)}” không phải là số.", "Gõ lại một số.") from None
    if not number.is_finite():
        raise BadValue(f"“{_short(text)}” không phải là số.", "Gõ lại một số.")
    _refuse_large(number)
    return round(number, 9)


def _refuse_large(number: Decimal) -> None:
    if abs(number) > _LARGEST:
        raise BadValue("Số quá lớn.", "Gõ lại số.")


def _plain(number: Decimal) -> Decimal:
    """The figure without needless zeros and without an exponent."""
    bare = number.normalize()
    return bare.quantize(Decimal(1)) if bare == bare.to_integral_value() else bare


def _state(cell: Cell) -> TaskState | None:
    key = text_key(cell.value) if cell.kind == CellKind.TEXT else ""
    if key in _STATE_BY_WORD:
        return _STATE_BY_WORD[key]
    if cell.kind == CellKind.TEXT and _STROKES.fullmatch(cell.value.strip()):
        return None
    raise BadValue(
        f"“{_short(shown(cell))}” không có trong danh sách.", f"Chọn một trong: {', '.join(STATES.values())}."
    )


def _text(cell: Cell) -> str | None:
    text = tidy(cell.value) if cell.kind == CellKind.TEXT else shown(cell)
    return None if not text or _STROKES.fullmatch(text) else text


def shown(cell: Cell) -> str:
    """A cell's content as a person reads it; never fails, for it is what a refusal shows."""
    match cell.kind:
        case CellKind.NUMBER | CellKind.PERCENT:
            try:
                figure = _figure(cell.value)
            except BadValue:
                return _short(cell.value)
            return format_number(figure * 100) + " %" if cell.kind is CellKind.PERCENT else format_number(figure)
        case CellKind.FORMULA:
            return ""
        case CellKind.BOOLEAN:
            return "đúng" if cell.value == "1" else "sai"
        case _:
            return tidy(cell.value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
