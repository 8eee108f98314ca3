"""What a returned form would change in an office's records, cell by cell; writes nothing.

Rows are known by number and text together. A row known by its text alone gives suggestions, never accepted values, and
so does what would change a value of an approved report. An empty cell never wipes a value; what is doubtful is refused.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import is_percent
from kehoach_desktop.domain.records import Progress, Result, SubmissionState
from kehoach_desktop.domain.unit_duties import Duty, Subject, duties_of, indicator_duty, task_duty
from kehoach_desktop.errors import BadValue
from kehoach_desktop.exchange.answers import is_blank, is_nil, shown, value_of
from kehoach_desktop.exchange.faults import WrongForm
from kehoach_desktop.exchange.figures import doubts_about
from kehoach_desktop.exchange.form_identity import FormIdentity
from kehoach_desktop.exchange.form_layout import ANSWERS, COLUMNS, Field, StampedRow, digest, text_key
from kehoach_desktop.exchange.form_reader import ReturnedCell, ReturnedForm, ReturnedRow, place_name
from kehoach_desktop.frozen import frozen

_SAME_TEXT = 0.8  # how much of a row's text must agree where somebody mended it
_LONGEST = 600  # letters of a row that are compared
_KIND_OF = {Subject.TASK: "progress", Subject.INDICATOR: "result"}
_HEADS = {column.field: column.title for column in COLUMNS}
BY_TEXT = "Ghép theo chữ, dòng đã mất mã."
APPROVED = "Đổi giá trị của báo cáo đã duyệt."


@frozen
class CellChange:
    """A value from a form: where it stands, which field of which record it goes to, what is there now.

    `kind` is "progress" or "result", `owner_id` the task or indicator. `remark` says why it is but a suggestion.
    """

    cell: str
    kind: str
    owner_id: str
    title: str
    field: str
    old: Any
    new: Any
    remark: str = ""


@frozen
class RefusedCell:
    """A cell that is not taken, what stands in it and why."""

    cell: str
    title: str
    shown: str
    cause: str
    remedy: str = ""

    @property
    def reason(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


@frozen
class FormPlan:
    """What one form would do. `unchanged` counts values that are there already, `kept` are those over empty cells."""

    is_nil: bool = False
    accepted: tuple[CellChange, ...] = ()
    suggested: tuple[CellChange, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    unchanged: int = 0
    kept: tuple[CellChange, ...] = ()


def match_form(form: ReturnedForm, identity: FormIdentity, dossier: Dossier) -> FormPlan:
    """What the form would change. Raises WrongForm for one that is empty and does not say that there was nothing."""
    return _Matcher(form, identity, dossier).plan()


@dataclass(slots=True)
class _Answer:
    """A cell of a row that is known, and whether the row is known beyond doubt."""

    cell: ReturnedCell
    is_certain: bool


@dataclass(slots=True)
class _Matcher:
    """One form on its way to a plan."""

    form: ReturnedForm
    identity: FormIdentity
    dossier: Dossier
    refused: list[RefusedCell] = field(default_factory=list)
    accepted: list[CellChange] = field(default_factory=list)
    suggested: list[CellChange] = field(default_factory=list)
    unchanged: int = 0
    duties: dict[str, Duty] = field(default_factory=dict)
    by_number: dict[str, StampedRow] = field(default_factory=dict)
    by_text: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def plan(self) -> FormPlan:
        self._learn()
        for column in self.form.strange:
            name = column.cell.value
            self._refuse(column, "", f"Không nhận ra cột “{name}”.", "Đặt lại tên cột như trong phiếu rồi thu lại.")
        for record_id, answers in self._answers().items():
            self._take(self.duties[record_id], answers)
        nil = self._nil()
        if not (nil or self.accepted or self.suggested or self.refused or self.unchanged):
            raise WrongForm("Phiếu để trống và không ghi “Không phát sinh”.", "Trả lại đơn vị.")
        self.refused.sort(key=lambda refused: (len(refused.cell), refused.cell))
        kept = tuple(self._kept())
        return FormPlan(nil, tuple(self.accepted), tuple(self.suggested), tuple(self.refused), self.unchanged, kept)

    # --- rows ---

    def _learn(self) -> None:
        """The records a row may be about: what the unit is asked now, and what it was asked when the form was made."""
        dossier, year = self.dossier, self.identity.period.year
        stamped = self.form.stamp.rows if self.form.stamp else ()
        self.by_number = {row.number: row for row in stamped}
        self.duties = {duty.record_id: duty for duty in duties_of(dossier, self.identity.unit_id, year)}
        indicators = {indicator.id: indicator for indicator in dossier.indicators}
        for row in stamped:
            if row.record_id in self.duties:
                continue
            if row.subject is Subject.TASK and row.record_id in dossier.task_by_id:
                self.duties[row.record_id] = task_duty(dossier.task_by_id[row.record_id])
            elif row.subject is Subject.INDICATOR and row.record_id in indicators:
                self.duties[row.record_id] = indicator_duty(dossier, indicators[row.record_id], year)
        for duty in self.duties.values():
            self.by_text[digest(duty.title)].add(duty.record_id)
        for row in stamped:
            if row.record_id in self.duties:
                self.by_text[row.text_digest].add(row.record_id)

    def _answers(self) -> dict[str, dict[Field, list[_Answer]]]:
        """The filled cells of every row that is known, by record and column; the others are refused."""
        found: dict[str, dict[Field, list[_Answer]]] = defaultdict(lambda: defaultdict(list))
        for row in self.form.rows:
            if not row.answers:
                continue
            duty, is_certain, cause = self._find(row)
            for column, cell in row.answers.items():
                if duty is not None:
                    found[duty.record_id][column].append(_Answer(cell, is_certain))
                elif (row.in_table or cause) and not is_blank(cell.cell):
                    self._refuse(
                        cell, row.title, cause or "Dòng này không có trong phiếu.",
                        "Chép số liệu vào dòng có sẵn, hoặc thêm việc vào kế hoạch rồi xuất lại phiếu.",
                    )  # fmt: skip
        return found

    def _find(self, row: ReturnedRow) -> tuple[Duty | None, bool, str]:
        """The duty a row is about, whether that is certain, and what is wrong when it is about none."""
        stamped = self.by_number.get(row.number)
        text = digest(row.title)
        named = self.by_text.get(text, set())
        if stamped:
            duty = self.duties.get(stamped.record_id)
            if duty is None and text == stamped.text_digest:
                return None, False, f"{_called(stamped.subject)} này không còn trong tệp."
            if duty and (stamped.record_id in named or (not named and _nearly(row.title, duty.title))):
                return duty, True, ""
            if duty and not row.title:
                return duty, False, ""
        if len(named) > 1:
            return None, False, f"Có {len(named)} dòng cùng tên này, không rõ dòng nào."
        return (self.duties[next(iter(named))], False, "") if named else (None, False, "")

    # --- cells ---

    def _take(self, duty: Duty, answers: dict[Field, list[_Answer]]) -> None:
        asked = ANSWERS[duty.subject]
        given: dict[str, tuple[_Answer, Any]] = {}
        for column, found in answers.items():
            name = asked.get(column)
            if name is None:
                self._refuse_not_asked(duty, column, found)
                continue
            taken = list(self._values(duty, name, found))
            if len({value for _, value in taken}) > 1:
                for answer, _ in taken:
                    self._refuse(answer.cell, duty.title, "Có nhiều dòng của việc này ghi khác nhau.", "Giữ một dòng.")
            elif taken:
                given[name] = min(taken, key=lambda pair: not pair[0].is_certain)
        old = self._record(duty)
        if duty.subject is Subject.INDICATOR:
            for name, cause, remedy in doubts_about(
                {n: v for n, (_, v) in given.items()}, self._places(given), old, duty
            ):
                answer, _ = given.pop(name)
                if cause:
                    self._refuse(answer.cell, duty.title, cause, remedy)
                else:
                    self.unchanged += 1
        for name, (answer, value) in given.items():
            self._compare(duty, name, answer, old, value)

    def _values(self, duty: Duty, name: str, found: list[_Answer]) -> Iterator[tuple[_Answer, Any]]:
        for answer in found:
            try:
                value = value_of(answer.cell.cell, name, percent=is_percent(duty.measure))
            except BadValue as fault:
                self._refuse(answer.cell, duty.title, fault.cause, fault.remedy)
                continue
            if value is not None:
                yield answer, value

    @staticmethod
    def _places(given: dict[str, tuple[_Answer, Any]]) -> dict[str, str]:
        return {name: answer.cell.place for name, (answer, _) in given.items()}

    def _refuse_not_asked(self, duty: Duty, column: Field, found: list[_Answer]) -> None:
        what, head = _called(duty.subject), _HEADS[column].lower()
        for answer in found:
            if not is_blank(answer.cell.cell):
                remedy = (
                    "Chép nội dung sang cột khó khăn."
                    if duty.subject is Subject.INDICATOR
                    else "Chép sang cột kết quả kỳ."
                )
                self._refuse(answer.cell, duty.title, f"{what} không lấy cột {head}.", remedy)

    def _compare(self, duty: Duty, name: str, answer: _Answer, old: Progress | Result | None, new: Any) -> None:
        before = getattr(old, name) if old else None
        if before == new:
            self.unchanged += 1
            return
        remark = APPROVED if before is not None and self._is_approved() else "" if answer.is_certain else BY_TEXT
        change = CellChange(
            answer.cell.place, _KIND_OF[duty.subject], duty.record_id, duty.title, name, before, new, remark
        )
        (self.suggested if remark else self.accepted).append(change)

    def _kept(self) -> Iterator[CellChange]:
        """Values in the file over which the form has an empty cell; they stay."""
        for row in self.form.rows:
            duty = self._find(row)[0] if row.in_table else None
            old = self._record(duty) if duty else None
            if duty is None or old is None:
                continue
            for column, name in ANSWERS[duty.subject].items():
                before = getattr(old, name)
                if column in self.form.columns and column not in row.answers and before not in (None, ""):
                    place = place_name(row.row, self.form.columns[column])
                    yield CellChange(place, _KIND_OF[duty.subject], duty.record_id, duty.title, name, before, None)

    def _refuse(self, cell: ReturnedCell, title: str, cause: str, remedy: str) -> None:
        self.refused.append(RefusedCell(cell.place, title, shown(cell.cell), cause, remedy))

    # --- what the file holds now ---

    def _record(self, duty: Duty) -> Progress | Result | None:
        unit_id, period = self.identity.unit_id, self.identity.period.id
        if duty.subject is Subject.TASK:
            rows: list[Any] = self.dossier.progress_of(duty.record_id, period)
        else:
            rows = self.dossier.results_of(duty.record_id, period)
        return next((row for row in rows if row.unit_id == unit_id), None)

    def _is_approved(self) -> bool:
        submission = self.dossier.submission_of(self.identity.unit_id, self.identity.period.id)
        return submission is not None and submission.state is SubmissionState.APPROVED

    def _has_figures(self) -> bool:
        unit_id, period = self.identity.unit_id, self.identity.period.id
        rows = (*self.dossier.results, *self.dossier.progress)
        return any(row.unit_id == unit_id and row.period == period for row in rows)

    def _nil(self) -> bool:
        """Whether the form is a nil report; one that is not blank, or comes after figures, is refused as such."""
        cell = self.form.nil
        try:
            nil = is_nil(cell.cell if cell else None)
        except BadValue as fault:
            if cell:
                self._refuse(cell, "", fault.cause, fault.remedy)
            return False
        if not nil or cell is None:
            return False
        if self.accepted or self.suggested or self.refused or self.unchanged:
            self._refuse(
                cell, "", "Phiếu ghi không phát sinh nhưng vẫn có số liệu.", "Hỏi lại đơn vị, bỏ một trong hai."
            )
            return False
        if self._has_figures():
            self._refuse(cell, "", "Kỳ này đã có số liệu của đơn vị, phiếu lại ghi không phát sinh.", "Hỏi lại đơn vị.")
            return False
        return True


def _called(subject: Subject) -> str:
    return "Nhiệm vụ" if subject is Subject.TASK else "Chỉ tiêu"


def _nearly(text: str, title: str) -> bool:
    return SequenceMatcher(None, text_key(text[:_LONGEST]), text_key(title[:_LONGEST])).ratio() >= _SAME_TEXT
