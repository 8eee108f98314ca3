"""The columns of the history table, its bands of days and the icon of a step, as data. Reads no file."""

from datetime import date

from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.domain.vietnamese import fold, format_date, upper_first, weekday_name
from kehoach_desktop.services.history import StepLine
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Group, Shape

_BY_STEP_KIND = {
    StepKind.IMPORT: "arrow_import", StepKind.MERGE: "branch_fork", StepKind.UNDO: "arrow_undo", StepKind.REDO: "arrow_redo",
}  # fmt: skip
_BY_VERB = {
    "thêm": "add",
    "xóa": "dismiss",
    "khôi": "archive",
    "gộp": "people_team",
    "in": "print",
    "tạo": "document_add",
}
_BY_RECORD = {
    "assignment": "person_add", "unit": "people_team", "unit_alias": "people_team", "unit_member": "people_team",
    "submission": "mail", "result": "data_trending", "target": "data_trending", "indicator": "data_trending",
    "issued_paper": "print", "plan": "document_text", "paragraph": "document_text", "section": "document_text",
}  # fmt: skip
_WRITING = frozenset({"xuất", "điền"})  # verbs of the steps that enter papers in the register
UNDONE = "đã hoàn tác"


def icon_of(line: StepLine) -> str:
    """What the step was, as a picture beside its name."""
    own = _BY_STEP_KIND.get(line.step.kind) or _BY_VERB.get(_verb(line))
    return own or _BY_RECORD.get(line.subject.kind if line.subject else "", "edit")


def _verb(line: StepLine) -> str:
    return line.step.name.split(" ", 1)[0].lower()


def subject_words(line: StepLine) -> str:
    """The second line of a step: whom it is about, where its name does not say so already."""
    if line.step.kind in (StepKind.IMPORT, StepKind.MERGE):
        return f"{line.edits} thay đổi"
    if line.subject is None:
        return ""
    words = line.subject.words
    if not words or fold(words) in fold(line.step.name):
        return line.subject.label if fold(line.subject.label) not in fold(line.step.name) else ""
    return words


def step_columns() -> tuple[Column[StepLine], ...]:
    """When, what, who, how much."""
    return (
        Column("at", "Lúc", lambda line: Cell(f"{line.step.at:%H:%M}", tone="tx2"), width=66),
        Column("step", "Bước", _step_cell, width=420, stretch=True),
        Column("who", "Người", lambda line: line.step.author, width=190),
        Column("edits", "Số ô", _count_cell, width=110, align=Align.RIGHT),
    )


def _step_cell(line: StepLine) -> Cell:
    name, second = line.step.name, subject_words(line)
    spoken = ". ".join(part for part in (name, second, UNDONE if line.undone else "") if part)
    return Cell(
        name, second=second, bold=True, struck=line.undone, tone="tx2" if line.undone else "tx", tooltip=name,
        shape=Shape(icon_of(line), "tx2"), spoken=spoken,
    )  # fmt: skip


def _count_cell(line: StepLine) -> Cell:
    return Cell(UNDONE if line.undone else f"{line.edits} {_counted(line)}", tone="tx2")


def _counted(line: StepLine) -> str:
    """Writing papers is counted by papers, for each is one line of the register; all else by cells."""
    writes_papers = line.subject is not None and line.subject.kind == "issued_paper" and _verb(line) in _WRITING
    return "văn bản" if writes_papers else "ô"


def day_of(line: StepLine, today: date) -> Group:
    """The band of a step's day: “Hôm nay, thứ Hai 22/6/2026”."""
    return day_band(line.step.at.date(), today)


def day_band(day: date, today: date) -> Group:
    """A band for a day, the newest first."""
    words = f"{weekday_name(day)} {format_date(day)}"
    title = f"Hôm nay, {words}" if day == today else upper_first(words)
    return Group(day.isoformat(), title, order=-day.toordinal())
