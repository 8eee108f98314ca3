"""The open office file as the window sees it: its frozen dossier, the plan and period in force.

Every act on the file goes through here to the worker thread; nothing here decides a rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import UndoState
from kehoach_desktop.domain.periods import Period, Window, reporting_periods
from kehoach_desktop.domain.records import Office
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.ui.background import Background, Progress
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from kehoach_desktop.services.first_setup import FirstSetup
    from kehoach_desktop.services.offices import OfficeFile, Reading

EVERYTHING = Changes(frozenset({"*"}), "")


@dataclass(frozen=True)
class _Reading:
    """What one visit to the file brings back to the window's thread."""

    known: "Reading"
    steps: UndoState
    period: Period

    @property
    def dossier(self) -> Dossier:
        return self.known.dossier


class Workspace(QObject):
    """State the tabs read: `dossier`, `plan_id`, `period`, `window`, `today`. They change the file through `perform`."""

    opened = Signal()  # another file is open now (dossier is loaded)
    closed = Signal()
    dossier_changed = Signal(object)  # Changes; EVERYTHING after opening or choosing another plan
    period_changed = Signal()
    undo_changed = Signal()  # undo_name or redo_name is another
    refused = Signal(object, object)  # Path, UserFacingError: a file that could not be opened

    def __init__(
        self, background: Background, messages: Messages, settings: Settings, clock: Clock | None = None
    ) -> None:
        super().__init__()
        self._background = background
        self._messages = messages
        self._settings = settings
        self._clock = clock or Clock()
        self._file: OfficeFile | None = None
        self.path: Path | None = None
        self.read_only = False
        self.dossier = Dossier(office=Office(id="", name=""))
        self.period = Period(str(self.today.year))
        self._known: Reading | None = None  # what the file last told, read again after each act
        self._steps = UndoState(None, None)

    # --- what tabs read ---

    @property
    def today(self) -> date:
        """The day on which states are told; the sample is looked at on its own day."""
        clock = self._file.clock if self._file is not None else self._clock
        return clock.now().date()

    @property
    def now(self) -> datetime:
        """The machine's own time, for what is remembered outside the file."""
        return self._clock.now()

    @property
    def author(self) -> str:
        """The name under which edits go into the history."""
        from kehoach_desktop.services import machine

        return self._settings.get("author") or machine.author()

    def set_author(self, name: str) -> None:
        """Takes another name from now on."""
        self._settings.set("author", name)
        if self._file is not None:
            self._file.author = self.author

    def periods_offered(self) -> list[Period]:
        """The periods to choose from: those due under the plan in its years up to next year, and the one in force."""
        from kehoach_desktop.services import periods

        plan = self.dossier.plan
        last = self.today.year + 1
        first = min(plan.first_year or last, last) if plan else self.today.year
        if plan and plan.last_year:
            last = max(first, min(last, plan.last_year))
        offered = [
            period
            for year in range(max(first, last - 5), last + 1)
            for period in reporting_periods(year, self.dossier.cycles, periods.rules())
        ]
        return sorted({*offered, self.period}, key=lambda period: period.sort_key)

    @property
    def is_open(self) -> bool:
        return self.path is not None

    @property
    def plan_id(self) -> str | None:
        return self.dossier.plan.id if self.dossier.plan else None

    @property
    def undo_name(self) -> str | None:
        """The step that undo takes back, None when there is none."""
        return self._steps.undo.name if self._steps.undo else None

    @property
    def redo_name(self) -> str | None:
        """The step that redo does again, None when there is none."""
        return self._steps.redo.name if self._steps.redo else None

    @property
    def window(self) -> Window:
        """Data window, deadline and warnings of the period in force."""
        return self._windows(self.period)

    @cached_property
    def _window_cache(self) -> dict[str, Window]:
        return {}

    def _windows(self, period: Period) -> Window:
        from kehoach_desktop.services import periods

        if period.id not in self._window_cache:
            self._window_cache[period.id] = periods.window(self.dossier, period.id)
        return self._window_cache[period.id]

    def window_of(self, period: Period) -> Window:
        """The same for any other period of this plan."""
        return self._windows(period)

    # --- opening and closing ---

    def open(self, path: Path, *, on_error: Callable[[UserFacingError], None] | None = None) -> None:
        """Opens a file in place of the one that is open; a refusal leaves that one open."""

        def work(_: Progress) -> "OfficeFile":
            from kehoach_desktop.services import offices

            return offices.open_office(path, clock=self._clock)

        self._enter(work, path, f"Mở {path.name}", on_error)

    def set_up(
        self, path: Path, setup: "FirstSetup", *, on_error: Callable[[UserFacingError], None] | None = None
    ) -> None:
        """Makes an office file with everything the first start asked, and opens it."""

        def work(_: Progress) -> "OfficeFile":
            from kehoach_desktop.services import first_setup

            return first_setup.set_up(path, setup, clock=self._clock)

        self._enter(work, path, f"Tạo {path.name}", on_error)

    def open_sample(self, path: Path) -> None:
        """Opens the sample file, building it first where it is not there yet."""

        def work(_: Progress) -> "OfficeFile":
            from kehoach_desktop.services import demo, offices

            if path.exists():
                return offices.open_office(path, clock=demo.sample_clock())
            path.parent.mkdir(parents=True, exist_ok=True)
            return demo.build_sample(path)

        self._enter(work, path, "Dựng kế hoạch mẫu", None)

    def _enter(
        self,
        work: Callable[[Progress], "OfficeFile"],
        path: Path,
        label: str,
        on_error: Callable[[UserFacingError], None] | None,
    ) -> None:
        def enter(progress: Progress) -> "tuple[OfficeFile, _Reading]":
            office_file = work(progress)
            remembered = self._settings.get("place/", str(path))
            try:
                reading = self._read(office_file, remembered.get("plan"), remembered.get("period"))
            except BaseException:
                office_file.close()
                raise
            return office_file, reading

        def refuse(fault: UserFacingError) -> None:
            self.refused.emit(path, fault)
            if on_error is not None:
                on_error(fault)

        def done(found: "tuple[OfficeFile, _Reading]") -> None:
            self._let_go()
            self._file, reading = found
            self._file.author = self.author
            self.path = path
            self.read_only = self._file.read_only
            self._take(reading)
            self.opened.emit()
            self.dossier_changed.emit(EVERYTHING)
            self.period_changed.emit()

        self._background.run(enter, on_done=done, on_error=refuse, progress_label=label)

    def close(self) -> None:
        """Leaves the file; what was saved is saved."""
        if self._file is None:
            return
        self._let_go()
        self.dossier = Dossier(office=Office(id="", name=""))
        self._steps = UndoState(None, None)
        self.closed.emit()
        self.dossier_changed.emit(EVERYTHING)

    def _let_go(self) -> None:
        office_file, self._file, self.path = self._file, None, None
        self._known = None
        if office_file is not None:
            self._background.run(lambda _: office_file.close())

    # --- plan and period ---

    def set_plan(self, plan_id: str) -> None:
        """Shows another plan of the same file."""
        if plan_id == self.plan_id or self._file is None:
            return
        office_file = self._file

        def done(reading: _Reading) -> None:
            self._take(reading)
            self._remember()
            self.dossier_changed.emit(EVERYTHING)
            self.period_changed.emit()

        self._background.run(
            lambda _: self._read(office_file, plan_id, None), on_done=done, progress_label="Đọc kế hoạch"
        )

    def set_period(self, period: Period) -> None:
        if period == self.period:
            return
        self.period = period
        self._remember()
        self.period_changed.emit()

    # --- acts on the file ---

    def perform(
        self,
        label: str,
        verb: Callable[..., Any],
        *args: Any,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[UserFacingError], None] | None = None,
        with_progress: bool = False,
        **kwargs: Any,
    ) -> None:
        """Runs a service verb as `verb(office_file, *args, **kwargs)` on the worker, then reads the dossier again.

        The verb returns Changes, something with `.changes`, a tuple ending in Changes, or None when nothing changed;
        a verb that wrote no step (the value was the same) counts as no change.
        The status line names the saved step; tabs hear `dossier_changed` once, after that `on_done(result)` is called.
        A known fault goes to the status line and to `on_error`; nothing has changed then. `with_progress` hands the
        verb a `progress` callback and offers Dừng.
        """
        from kehoach_desktop.services import offices

        office_file = self._file
        if office_file is None:
            return

        def work(progress: Progress) -> tuple[Any, Changes | None, _Reading]:
            if with_progress:
                kwargs["progress"] = progress
            result = verb(office_file, *args, **kwargs)
            changes = _changes_in(result)
            new_plan, known = _new_plan_in(result), self._known
            if new_plan or known is None:
                return result, changes, self._read(office_file, new_plan or self.plan_id, self.period.id)
            return result, changes, self._at(office_file, offices.reread(office_file, known), self.period.id)

        def done(found: tuple[Any, Changes | None, _Reading]) -> None:
            result, changes, reading = found
            if changes is not None and reading.steps != self._steps:
                other_plan = (reading.dossier.plan.id if reading.dossier.plan else None) != self.plan_id
                self._take(reading)
                self._messages.save(datetime.now().astimezone())
                self._messages.step(_done_words(changes.step), undoable=self.undo_name is not None)
                self.dossier_changed.emit(EVERYTHING if other_plan else changes)
                if other_plan or "report_cycle" in changes.kinds:
                    self.period_changed.emit()
            if on_done is not None:
                on_done(result)

        self._background.run(work, on_done=done, on_error=on_error, progress_label=label, cancellable=with_progress)

    def ask(
        self, question: "Callable[[OfficeFile], Any]", on_done: Callable[[Any], None], label: str | None = None
    ) -> None:
        """Reads something else from the file (history, checks) on the worker; `question(office_file)` must not write."""
        office_file = self._file
        if office_file is not None:
            self._background.run(lambda _: question(office_file), on_done=on_done, progress_label=label)

    def undo(self) -> None:
        """Takes back the last named step."""
        from kehoach_desktop.services import history

        if self.undo_name:
            self.perform("Hoàn tác", history.undo)

    def redo(self) -> None:
        """Does again the step taken back last."""
        from kehoach_desktop.services import history

        if self.redo_name:
            self.perform("Làm lại", history.redo)

    # --- inside ---

    def _read(self, office_file: "OfficeFile", plan_id: str | None, period_id: str | None) -> _Reading:
        """On the worker: everything of a plan."""
        from kehoach_desktop.errors import RecordNotFound
        from kehoach_desktop.services import offices

        try:
            known = offices.read(office_file, plan_id)
        except RecordNotFound:  # the remembered plan is gone; the newest takes its place
            known = offices.read(office_file)
        return self._at(office_file, known, period_id)

    def _at(self, office_file: "OfficeFile", known: "Reading", period_id: str | None) -> _Reading:
        """On the worker: what was read, the names of undo and redo, and the period to show."""
        from kehoach_desktop.services import history, periods

        dossier = known.dossier
        state = history.undoable(office_file)
        today = office_file.clock.now().date()
        try:
            period = Period.parse(period_id) if period_id else periods.default_period(dossier, today)
        except BadValue:
            period = periods.default_period(dossier, today)
        periods.window(dossier, period.id)  # loads the holiday tables here and not while the person waits
        return _Reading(known, state, period)

    def _take(self, reading: _Reading) -> None:
        self._known, self.dossier = reading.known, reading.dossier
        self.period = reading.period
        self._steps = reading.steps
        self._window_cache.clear()
        self.undo_changed.emit()

    def _remember(self) -> None:
        if self.path is not None:
            self._settings.set("place/", {"plan": self.plan_id, "period": self.period.id}, str(self.path))


def _changes_in(result: Any) -> Changes | None:
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple) and result and isinstance(result[-1], Changes):
        return result[-1]
    found = getattr(result, "changes", None)
    return found if isinstance(found, Changes) else None


def _new_plan_in(result: Any) -> str | None:
    """The plan a verb has just made (its id beside Changes that touch plans), so that it is shown at once."""
    match result:
        case (str(plan_id), Changes(kinds=kinds)) if "plan" in kinds:
            return plan_id
        case _:
            return None


def _done_words(step: str) -> str:
    """A step as news: “Sửa thời hạn nhiệm vụ 2.2” becomes “Đã sửa thời hạn nhiệm vụ 2.2”."""
    return f"Đã {step[:1].lower()}{step[1:]}" if step else ""
