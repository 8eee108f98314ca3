"""The list at the left of the merge window: what a row says of its record and of what was chosen. Decides nothing."""

from collections.abc import Callable

from kehoach_desktop.services.merge_view import MergeRow, Part
from kehoach_desktop.ui.merging.choices import Choices
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Group, Shape

TICKED, UNTICKED = "tick_on", "tick_off"
_TONES = {Part.CONFLICT: "am", Part.TWIN: "am"}
GROUPS = {part: Group(part.name, part.value, n, tone=_TONES.get(part, "tx")) for n, part in enumerate(Part)}
_CHOSEN = Shape("checkmark_circle", "gr", filled=True)


def columns(choices: Choices) -> tuple[Column[MergeRow], ...]:
    """Name, and at the right what is left to do or what was chosen."""
    return (
        Column("record", "Bản ghi", _name, width=120, stretch=True),
        Column("state", "", lambda row: state_cell(row, choices), width=84, align=Align.RIGHT),
    )


def _name(row: MergeRow) -> Cell:
    return Cell(row.title, second=row.second, tooltip=f"{row.title}\n{row.second}")


def state_cell(row: MergeRow, choices: Choices) -> Cell:
    """“2 ô” still open, “đã chọn”, a tick box for a deletion."""
    if row.part is Part.CHANGED:
        return Cell(f"{len(row.quiet)} ô", tone="tx2", small=True)
    if not row.contests:
        return Cell("")
    answer = choices.of(row.contests[0])
    if row.part is Part.DELETED:
        deletes = answer is not None and bool(answer.value)
        shape = Shape(TICKED if deletes else UNTICKED, "ac")
        return Cell("xóa" if deletes else "giữ lại", shape=shape, tone="am" if deletes else "tx2", bold=deletes)
    if row.part is Part.TWIN:
        if answer is None:
            return Cell("xem", tone="am", bold=True)
        return Cell("gộp" if answer.value else "không phải", shape=_CHOSEN, tone="gr")
    left = len(choices.open_of(row.contests))
    return Cell(f"{left} ô", tone="am", bold=True) if left else Cell("đã chọn", shape=_CHOSEN, tone="gr")


def note_of(choices: Choices) -> Callable[[list[MergeRow]], str]:
    """What stands after a band's title."""

    def note(rows: list[MergeRow]) -> str:
        match rows[0].part:
            case Part.CONFLICT:
                return f"{sum(len(row.contests) for row in rows)} ô, {len(rows)} bản ghi"
            case Part.TWIN:
                return f"{len(rows)} cặp"
            case Part.CHANGED:
                return f"{sum(len(row.quiet) for row in rows)} ô"
            case Part.DELETED:
                kept = sum(1 for row in rows if (a := choices.of(row.contests[0])) is not None and not a.value)
                return f"{len(rows)} bản ghi" + (f", giữ lại {kept}" if kept else "")
            case _:
                return f"{len(rows)} bản ghi"

    return note
