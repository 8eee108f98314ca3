"""The unit's report form as data: columns, words, where each answer goes, and the stamp by which a form is known again.

Writer and reader share it. A form of another layout needs another VERSION.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.records import TaskState
from kehoach_desktop.domain.unit_duties import Subject
from kehoach_desktop.domain.vietnamese import fold, tone_normal
from kehoach_desktop.frozen import frozen

FORM = "phieu-don-vi"
VERSION = 2
TITLE = "Phiếu báo cáo kết quả thực hiện nhiệm vụ, chỉ tiêu"
STAMP_SHEET = "Mã phiếu"
NIL_LABEL = "Không phát sinh"
CODE_LABEL = "Mã phiếu"
GROUP_TITLES = {Subject.TASK: "Nhiệm vụ", Subject.INDICATOR: "Chỉ tiêu"}
MAKER, HEAD = "Người lập biểu", "Thủ trưởng đơn vị"
YES, NO = "Có", "Không"


class Field(StrEnum):
    """The columns of the form (domain notes §4, biểu báo cáo của đơn vị)."""

    NUMBER = "number"
    TITLE = "title"
    PLANNED = "planned"
    RESULT = "result"
    CUMULATIVE = "cumulative"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATE = "state"
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"


class FormColumn(NamedTuple):
    """A column: its head and its width in millimetres."""

    field: Field
    title: str
    width: float


COLUMNS: tuple[FormColumn, ...] = (
    FormColumn(Field.NUMBER, "TT", 10),
    FormColumn(Field.TITLE, "Nhiệm vụ, chỉ tiêu", 64),
    FormColumn(Field.PLANNED, "Kế hoạch", 28),
    FormColumn(Field.RESULT, "Kết quả kỳ", 40),
    FormColumn(Field.CUMULATIVE, "Lũy kế", 16),  # worked out in the sheet, never read back
    FormColumn(Field.NUMERATOR, "Tử số", 16),
    FormColumn(Field.DENOMINATOR, "Mẫu số", 16),
    FormColumn(Field.STATE, "Tình trạng", 20),
    FormColumn(Field.DIFFICULTY, "Khó khăn", 24),
    FormColumn(Field.PROPOSAL, "Đề xuất", 20),
)

# Which field of the record an answer goes to. A column that is not named here is not asked of that kind of row.
ANSWERS: dict[Subject, dict[Field, str]] = {
    Subject.TASK: {
        Field.RESULT: "result", Field.STATE: "state", Field.DIFFICULTY: "difficulty", Field.PROPOSAL: "proposal",
    },
    Subject.INDICATOR: {
        Field.RESULT: "value", Field.NUMERATOR: "numerator", Field.DENOMINATOR: "denominator", Field.DIFFICULTY: "note",
    },
}  # fmt: skip
ANSWER_FIELDS = tuple(c.field for c in COLUMNS if any(c.field in fields for fields in ANSWERS.values()))
NUMBERS = {"value", "numerator", "denominator"}

STATES = CHOICE_LABELS[TaskState]
# Other words for the same states, met where the drop-down was lost.
OTHER_STATES: dict[str, TaskState] = {
    "Chưa thực hiện": TaskState.NOT_STARTED,
    "Chưa triển khai": TaskState.NOT_STARTED,
    "Đang thực hiện": TaskState.IN_PROGRESS,
    "Đang triển khai": TaskState.IN_PROGRESS,
    "Đã hoàn thành": TaskState.DONE,
    "Đã xong": TaskState.DONE,
    "Xong": TaskState.DONE,
}

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
CODE_PATTERN = re.compile(r"\b(\d{4}(?:-(?:Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?)-([0-9A-Z]{4})-([0-9A-Z]{4})\b")


def text_key(text: str) -> str:
    """What is the same for a text however it was typed again: letters and figures only, no accents, no case."""
    return " ".join(re.findall(r"\w+", fold(tone_normal(text))))


def digest(text: str) -> str:
    """A short mark of a text, to see later whether it is still the same."""
    return hashlib.sha256(text_key(text).encode()).hexdigest()[:12]


class StampedRow(NamedTuple):
    """A row of a form: its number in the first column, its record, the mark of its text."""

    number: str
    subject: Subject
    record_id: str
    text_digest: str


@frozen
class Stamp:
    """Whose form it is, of which plan and period, and what its rows are; it lies in the hidden sheet."""

    office_id: str
    office_name: str
    plan_id: str
    unit_id: str
    unit_name: str
    period: str
    rows: tuple[StampedRow, ...] = field(default=(), repr=False)
    version: int = VERSION

    @property
    def code(self) -> str:
        """The code printed on the form: the period and eight letters of a hash, 2026-H1-7F3K-29QD."""
        return form_code(self.office_id, self.plan_id, self.unit_id, self.period)

    def cells(self) -> Iterator[tuple[str, ...]]:
        """The hidden sheet, row by row."""
        yield ("form", FORM)
        for name in _STAMP_FIELDS:
            yield (name, str(getattr(self, name)))
        for row in self.rows:
            yield ("row", row.number, row.subject.value, row.record_id, row.text_digest)

    @classmethod
    def from_cells(cls, rows: Iterable[tuple[str, ...]]) -> "Stamp | None":
        """The stamp in a sheet; None when there is none, or not all of it."""
        facts: dict[str, str] = {}
        stamped: list[StampedRow] = []
        for name, *values in rows:
            if name == "row" and len(values) >= 4 and values[1] in set(Subject):
                stamped.append(StampedRow(values[0], Subject(values[1]), values[2], values[3]))
            elif values:
                facts.setdefault(name, values[0])
        version = facts.get("version", "")
        if facts.get("form") != FORM or not version.isdecimal() or not facts.keys() >= set(_STAMP_FIELDS):
            return None
        texts = {name: facts[name] for name in _STAMP_FIELDS if name != "version"}
        return cls(**texts, rows=tuple(stamped), version=int(version))


_STAMP_FIELDS = ("version", "office_id", "office_name", "plan_id", "unit_id", "unit_name", "period")


def form_code(office_id: str, plan_id: str, unit_id: str, period: str) -> str:
    """The visible code of a unit's form of a period."""
    number = int.from_bytes(hashlib.sha256(f"{office_id}|{plan_id}|{unit_id}|{period}".encode()).digest()[:5])
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{period}-{letters[:4]}-{letters[4:]}"
