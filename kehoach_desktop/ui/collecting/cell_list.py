"""The cells of one form as rows: refused ones on top, then new and changed values, then what stays. Decides nothing."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from kehoach_desktop.domain.fields import field_label, show_value
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.collection import CellChange, CollectedForm
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Group, Shape

_EMPTY = "trống"
_KINDS = {"progress": "nhiệm vụ", "result": "chỉ tiêu"}


class Part(Enum):
    """The bands, in their order."""

    REFUSED = "Ô bị từ chối"
    SUGGESTED = "Đề nghị, cần xem"
    CHANGED = "Giá trị mới hoặc đổi"
    KEPT = "Ô để trống"


_NOTES = {Part.REFUSED: "các ô khác của phiếu vẫn nhận", Part.SUGGESTED: "không tự đánh dấu",
          Part.KEPT: "giữ giá trị đang có"}  # fmt: skip
_TONES = {Part.REFUSED: "re"}
_GROUPS = {part: Group(part.name, part.value, n, tone=_TONES.get(part, "tx")) for n, part in enumerate(Part)}


@frozen
class CellRow:
    """A cell of a form: what is there now, what stands in the form, and a remark. Values are words already."""

    cell: str
    part: Part
    title: str
    what: str
    old: str
    new: str
    remark: str
    tone: str  # of the remark's shape

    @property
    def id(self) -> str:
        return f"{self.part.name}:{self.cell}"


def rows_of(form: CollectedForm, other: dict[tuple[str, str], Any]) -> list[CellRow]:
    """The rows of a form; `other` are the values of its rival by record and field, told where they differ."""
    heads = form.heads
    rows = [
        CellRow(
            each.cell,
            Part.REFUSED,
            each.title or "Phiếu",
            _column(heads.get(each.cell)),
            "–",
            each.shown,
            each.reason,
            "re",
        )
        for each in form.plan.refused
    ]
    mended = {each.cell: each for each in form.mended}
    for part, changes in ((Part.SUGGESTED, form.plan.suggested), (Part.CHANGED, form.plan.accepted)):
        for change in changes:
            remark, tone = _remark(change, other)
            if change.cell in mended:
                remark, tone = f"Sửa ở đây; phiếu ghi “{mended[change.cell].was}”", "am"
            rows.append(_row(change, part, show_value(change.new), remark, tone))
    rows += [_row(change, Part.KEPT, _EMPTY, "Phiếu để trống: giữ giá trị đang có", "ne") for change in form.plan.kept]
    return rows


def _column(head: str | None) -> str:
    return f"cột {head.lower()}" if head else ""


def values_of(form: CollectedForm) -> Iterator[tuple[tuple[str, str], Any]]:
    """What a form that is set aside says, by record and field."""
    plan = form.set_aside or form.plan
    return (((change.owner_id, change.field), change.new) for change in (*plan.accepted, *plan.suggested))


def _remark(change: CellChange, other: dict[tuple[str, str], Any]) -> tuple[str, str]:
    theirs = other.get((change.owner_id, change.field))
    if theirs is not None and theirs != change.new:
        return f"Phiếu kia ghi {show_value(theirs)}", "am"
    if change.remark:
        return change.remark.rstrip("."), "am"
    if change.old not in (None, ""):
        return f"Khác giá trị đang có ({show_value(change.old)})", "am"
    return "Mới trong kỳ này", "gr"


def _row(change: CellChange, part: Part, new: str, remark: str, tone: str) -> CellRow:
    what = f"{_KINDS[change.kind]} · {field_label(change.kind, change.field).lower()}"
    return CellRow(change.cell, part, change.title, what, show_value(change.old) or _EMPTY, new, remark, tone)


def group_of(row: CellRow) -> Group:
    """The band of a cell."""
    return _GROUPS[row.part]


def note_of(rows: list[CellRow]) -> str:
    """What stands after a band's title."""
    return " · ".join(filter(None, (str(len(rows)), _NOTES.get(rows[0].part, ""))))


def columns(is_on: Callable[[str], bool]) -> tuple[Column[CellRow], ...]:
    """Tick, cell, what it is about, old, new, remark."""
    return (
        Column("take", "", lambda row: _tick(row, is_on), width=40, tip="Nhận hoặc bỏ mọi ô của phiếu (Ctrl+A)"),
        Column("cell", "Ô", lambda row: Cell(row.cell, tone="tx2", ground=_ground(row)), width=52),
        Column("title", "Nhiệm vụ, chỉ tiêu", _title, width=320, stretch=True),
        Column("old", "Đang có", _old, width=120, align=Align.RIGHT),
        Column("new", "Trong phiếu", _new, width=150, align=Align.RIGHT),
        Column("remark", "Nhận xét", _said, width=300, stretch=True),
    )


def can_tick(row: CellRow) -> bool:
    """Whether a cell can be taken at all."""
    return row.part in (Part.SUGGESTED, Part.CHANGED)


def _tick(row: CellRow, is_on: Callable[[str], bool]) -> Cell:
    if not can_tick(row):
        return Cell("–", tone="tx2", ground=_ground(row), spoken="không nhận")
    on = is_on(row.cell)
    return Cell("", shape=Shape("tick_on" if on else "tick_off", "ac"), spoken="nhận" if on else "không nhận")


def _ground(row: CellRow) -> str | None:
    return "res" if row.part is Part.REFUSED else None


def _title(row: CellRow) -> Cell:
    return Cell(row.title, second=row.what, ground=_ground(row), tooltip=row.title)


def _old(row: CellRow) -> Cell:
    return Cell(row.old, tone="tx2", italic=row.old == _EMPTY, ground=_ground(row), tooltip=row.old)


def _new(row: CellRow) -> Cell:
    return Cell(row.new or _EMPTY, bold=True, italic=row.new in ("", _EMPTY), ground=_ground(row), tooltip=row.new)


_SHAPES = {"re": Shape("error_circle", "re", filled=True), "am": Shape("warning", "am", filled=True),
           "gr": Shape("checkmark", "gr"), "ne": Shape("arrow_right", "ne")}  # fmt: skip


def _said(row: CellRow) -> Cell:
    return Cell(row.remark, shape=_SHAPES[row.tone], small=True, ground=_ground(row), tooltip=row.remark)
