"""One edit of one field as a record, its step, and which edits stand; pure, so that undo, audit and merging share it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from kehoach_desktop.frozen import frozen


class ChangeId(NamedTuple):
    """Who made an edit and as its how-manieth; unique in the world, the order of one site only."""

    site: str
    counter: int

    def __str__(self) -> str:
        return f"{self.site}:{self.counter}"

    @classmethod
    def parse(cls, text: str) -> "ChangeId":
        site, _, counter = text.rpartition(":")
        return cls(site, int(counter))


class StepKind(StrEnum):
    """What a step was; an undo names the step it took back, a redo the undo, and an edit the older step it took back."""

    EDIT = "edit"
    IMPORT = "import"
    MERGE = "merge"
    UNDO = "undo"
    REDO = "redo"


class ChangeKind(StrEnum):
    """Creating and deleting a row are one change each, with all its fields."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@frozen(kw_only=True, slots=True)
class Step:
    """A named act of a person: "sửa thời hạn nhiệm vụ 12". `at` is for display, never for deciding."""

    id: str
    site: str
    number: int
    name: str
    kind: StepKind
    at: datetime
    author: str
    target_id: str | None = None


@frozen(kw_only=True, slots=True)
class Change:
    """An edit. For `update` old and new are the field's values; for `create` new, for `delete` old is the whole row.

    Values are plain JSON values (days as ISO text, figures as text). `supersedes` names the edits this one replaces.
    """

    id: ChangeId
    step_id: str
    kind: ChangeKind
    record_kind: str
    record_id: str
    field: str | None
    old: Any
    new: Any
    supersedes: tuple[ChangeId, ...] = ()


def heads(changes: Iterable[Change], field: str) -> list[ChangeId]:
    """The edits of one record's field that nobody superseded, oldest first; the creation counts for every field."""
    about = [c for c in changes if c.field == field or c.kind is not ChangeKind.UPDATE]
    gone = {i for c in about for i in c.supersedes}
    return sorted(c.id for c in about if c.id not in gone)


@frozen
class UndoState:
    """What can be taken back and what can be done again now; None when there is nothing."""

    undo: Step | None
    redo: Step | None


def undo_state(steps: Iterable[Step]) -> UndoState:
    """Replays one site's steps, oldest first, into the two stacks a person expects: a new edit clears the redo stack."""
    done: list[Step] = []
    undone: list[tuple[Step, Step]] = []
    for step in steps:
        if step.kind is StepKind.UNDO:
            if done:
                undone.append((done.pop(), step))
        elif step.kind is StepKind.REDO:
            if undone:
                done.append(undone.pop()[0])
        else:
            done.append(step)
            undone.clear()
    return UndoState(done[-1] if done else None, undone[-1][1] if undone else None)
