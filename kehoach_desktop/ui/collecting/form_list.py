"""The list of forms at the left: bands, shape, name and what came of each in a few words. Decides nothing."""

from enum import Enum

from kehoach_desktop.domain.vietnamese import sort_key
from kehoach_desktop.services.collection import CollectedForm
from kehoach_desktop.ui.models.cells import Cell, Column, Group, Shape


class Part(Enum):
    """The bands, in their order."""

    DOUBTFUL = "Cần xem"
    REFUSED = "Từ chối"
    ACCEPTED = "Nhận được"
    KNOWN = "Đã thu từ trước"


SHAPES = {
    Part.DOUBTFUL: Shape("warning", "am", filled=True),
    Part.REFUSED: Shape("prohibited", "re"),
    Part.ACCEPTED: Shape("checkmark_circle", "gr", filled=True),
    Part.KNOWN: Shape("checkmark_circle", "ne"),
}
_GROUPS = {part: Group(part.name, part.value, n, tone=SHAPES[part].tone) for n, part in enumerate(Part)}
_NIL = Shape("checkmark_circle", "gr")


def part_of(form: CollectedForm) -> Part:
    """The band of a form."""
    if form.refusal:
        return Part.REFUSED
    if form.is_known:
        return Part.KNOWN
    return Part.DOUBTFUL if form.is_doubtful else Part.ACCEPTED


def group_of(form: CollectedForm) -> Group:
    """The band of a form, as the table wants it."""
    return _GROUPS[part_of(form)]


def order_of(form: CollectedForm) -> object:
    """By name inside a band."""
    return sort_key(name_of(form))


def name_of(form: CollectedForm) -> str:
    """The unit's name, or the file's where there is no unit."""
    return form.unit.name if form.unit else form.file


def form_columns() -> tuple[Column[CollectedForm], ...]:
    """One column: name over the remark."""
    return (Column("form", "Phiếu", _cell, width=280, stretch=True),)


def _cell(form: CollectedForm) -> Cell:
    part = part_of(form)
    shape = _NIL if form.is_nil else SHAPES[part]
    spoken = f"{name_of(form)}. {part.value}. {form.brief}"
    tip = f"{name_of(form)}\n{form.brief}\n{form.file}"
    return Cell(name_of(form), second=form.brief, shape=shape, tooltip=tip, spoken=spoken)
