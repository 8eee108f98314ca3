"""Tables of tasks, who bears them and what came of them; fields are told in domain.records."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from kehoach_desktop.domain.records import DueKind, Role, TaskState
from kehoach_desktop.storage.columns import RecordRow, link


class TaskRow(RecordRow):
    """A task."""

    __tablename__ = "task"

    plan_id: Mapped[str] = link("plan")
    section_id: Mapped[str | None] = link("section")
    paragraph_id: Mapped[str | None] = link("paragraph")
    position: Mapped[int]
    number: Mapped[str | None]
    title: Mapped[str]
    content: Mapped[str | None]
    due_kind: Mapped[DueKind]
    due_on: Mapped[date | None]
    due_text: Mapped[str | None]
    months: Mapped[tuple[int, ...]]
    product: Mapped[str | None]
    officer: Mapped[str | None]
    supervisor: Mapped[str | None]
    approver: Mapped[str | None]
    state: Mapped[TaskState]
    finished_on: Mapped[date | None]
    note: Mapped[str | None]


class AssignmentRow(RecordRow):
    """Unit x task x role. Not unique: two offices may both assign, and a merge must keep both until somebody decides."""

    __tablename__ = "assignment"

    task_id: Mapped[str] = link("task")
    unit_id: Mapped[str] = link("unit")
    role: Mapped[Role]


class ProgressRow(RecordRow):
    """Task x period x unit."""

    __tablename__ = "progress"
    __table_args__ = (Index(None, "task_id", "period"), Index(None, "period"))

    task_id: Mapped[str] = link("task", index=False)
    period: Mapped[str]
    unit_id: Mapped[str | None] = link("unit")
    state: Mapped[TaskState]
    result: Mapped[str | None]
    difficulty: Mapped[str | None]
    proposal: Mapped[str | None]
    evidence: Mapped[str | None]
