"""The open office file as the window sees it: its frozen dossier, the plan and period in force.

Every act on the file goes through here to the worker thread; nothing here decides a rule.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import UndoState
from kehoach_desktop.domain.periods import Period, Window, reporting_periods
from kehoach_desktop.domain.records import Office
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.ui.background import Background, Progress
from kehoach_desktop.ui.messages import Link, Messages
from kehoach_desktop.ui.open_file import OpenFile, View
from kehoach_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from kehoach_desktop.services.first_setup import FirstSetup
    from kehoach_desktop.services.offices import OfficeFile

EVERYTHING = Changes(frozenset({"*"}), "")
OTHER_YEARS = Changes(frozenset({"result", "progress"}), "")
_REST_MS = 150  # between the first look at a file and opening it, for the window to be painted


class Workspace(QObject):
    """State the tabs read: `dossier`, `plan_id`, `period`, `window`, `today`. They change the file through `perform`."""

    opened = Signal()  # another file is open now, after dossier_changed
    leaving = Signal()  # this file is left next; what is asked of it now is still done
    closed = Signal()
    dossier_changed = Signal(object)  # Changes; EVERYTHING (the period too) after opening or choosing another plan
    period_changed = Signal()  # another period over the same dossier
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
        self._file: OpenFile | None = None
        self.path: Path | None = None
        self.read_only = False
        self.dossier = Dossier(office=Office(id="", name=""))
        self.period = Period(str(self.today.year))
        self._years: Collection[int] | None = None  # of results and progress that are here; None for all
        self._when_whole: list[Callable[[], None]] = []
        # On the worker, before a verb changes the file: makes a copy where much is at stake.
        self.precaution: Callable[[OfficeFile, Callable[..., Any], tuple[Any, ...]], None] | None = None
        self._steps = UndoState(None, None)

    # --- what tabs read ---

    @property
    def today(self) -> date:
        """The day on which states are told; the sample is looked at on its own day."""
        return self._file.today if self._file is not None else self._clock.now().date()

    @property
    def now(self) -> datetime:
        """The machine's own time, for what is remembered outside the file."""
        return self._clock.now()

    @property
    def near(self) -> Decimal:
        """From which share of its mark on a figure is "gần đạt", for every light and count on screen."""
        percent = min(max(self._settings.get("indicators/near"), 1), 100)  # an .ini can be edited by hand
        return Decimal(percent) / 100

    @property
    def author(self) -> str:
        """The name under which edits go into the history."""
        from kehoach_desktop.services import machine

        return self._settings.get("author") or machine.author()

    def set_author(self, name: str) -> None:
        """Takes another name from now on."""
        self._settings.set("author", name)
        author = self.author
        self.ask(lambda office_file: setattr(office_file, "author", author), lambda _: None)

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
    def earlier_plan_id(self) -> str | None:
        """The plan that the one in force amends, while it is in the file."""
        plan = self.dossier.plan
        known = plan is not None and any(other.id == plan.amends_id for other in self.dossier.plans)
        return plan.amends_id if plan is not None and known else None

    @property
    def undo_name(self) -> str | None:
        """The step that undo takes back, None when there is none."""
        return _bare_name(self._steps.undo.name) if self._steps.undo else None

    @property
    def undo_step_id(self) -> str | None:
        """The id of that step."""
        return self._steps.undo.id if self._steps.undo else None

    @property
    def redo_name(self) -> str | None:
        """The step that redo does again, None when there is none."""
        return _bare_name(self._steps.redo.name) if self._steps.redo else None

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
        from kehoach_desktop.services.sample_day import sample_clock

        clock = sample_clock()

        def work(_: Progress) -> "OfficeFile":
            from kehoach_desktop.services import offices

            if path.exists():
                return offices.open_office(path, clock=clock)
            from kehoach_desktop.services import demo

            path.parent.mkdir(parents=True, exist_ok=True)
            return demo.build_sample(path)

        self._enter(work, path, "Dựng kế hoạch mẫu", None, clock)

    def _enter(
        self,
        work: Callable[[Progress], "OfficeFile"],
        path: Path,
        label: str,
        on_error: Callable[[UserFacingError], None] | None,
        clock: Clock | None = None,
    ) -> None:
        """Opens through `work`. Where nothing is open yet the window first shows what a look at the file tells."""
        file = OpenFile(path, clock or self._clock, work, self._settings.get("place/", str(path)))
        author: str | None = self._settings.get("author")

        def refuse(fault: UserFacingError) -> None:
            if self._file is file:
                self.close()
            self.refused.emit(path, fault)
            if on_error is not None:
                on_error(fault)

        def open_it(*, after_ms: int = 0) -> None:
            self._background.run(
                lambda progress: file.open(progress, author), on_done=done, on_error=refuse, progress_label=label,
                after_ms=after_ms,
            )  # fmt: skip

        def looked(view: View | None) -> None:
            if view is not None and not self.is_open:
                self._show_file(file, view)
                open_it(after_ms=_REST_MS)
            else:
                open_it()

        def done(view: View) -> None:
            if self._file is file:
                self._confirm(view)
            elif not file.is_left:
                self._show_file(file, view)
                self._read_other_years()

        if self.is_open or not path.exists():
            open_it()
        else:
            self._background.run(lambda _: file.look(), on_done=looked, progress_label=label)

    def _show_file(self, file: OpenFile, view: View) -> None:
        self._let_go()
        self._file, self.path, self.read_only = file, file.path, view.read_only
        self._take(view)
        self.dossier_changed.emit(EVERYTHING)
        self.opened.emit()

    def _confirm(self, view: View) -> None:
        """The file that was looked at is open now; as a rule it is as it looked."""
        self.read_only, self._steps = view.read_only, view.steps
        if view.dossier is not self.dossier:
            self._take(view, keep_period=True)
            self.dossier_changed.emit(EVERYTHING)
        self.undo_changed.emit()
        self._read_other_years()

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
        if self._file is not None and not self._file.is_refused:
            self.leaving.emit()
        file, self._file, self.path = self._file, None, None
        self._years = None
        self._when_whole.clear()
        if file is not None:
            file.is_left = True
            self._background.run(lambda _: file.close())

    # --- all years ---

    @property
    def is_whole(self) -> bool:
        """Whether results and progress of every year are here; a huge file shows the years near the period first."""
        return self._years is None

    def when_whole(self, act: Callable[[], None]) -> None:
        """Does what needs the figures of every year: now, or as soon as they have come."""
        if self.is_whole:
            act()
        else:
            self._when_whole.append(act)

    def _read_other_years(self) -> None:
        file = self._file
        if file is None or self.is_whole:
            return

        def done(view: View) -> None:
            if self._file is not file or self.is_whole:
                return
            self._take(view, keep_period=True)
            self.dossier_changed.emit(OTHER_YEARS)
            waiting, self._when_whole = self._when_whole, []
            for act in waiting:
                act()

        label = "Đọc số liệu các năm khác"
        self._background.run(lambda _: file.show_all_years(), on_done=done, progress_label=label)

    # --- plan and period ---

    def set_plan(self, plan_id: str) -> None:
        """Shows another plan of the same file."""
        file = self._file
        if plan_id == self.plan_id or file is None:
            return

        def done(view: View) -> None:
            self._take(view)
            self._remember()
            self.dossier_changed.emit(EVERYTHING)
            self._read_other_years()

        self._background.run(lambda _: file.show_plan(plan_id), on_done=done, progress_label="Đọc kế hoạch")

    def set_period(self, period: Period) -> None:
        """Shows another period; of a year that is still being read as soon as it has come."""
        if period == self.period:
            return
        if self._years is not None and not {period.year, period.year - 1} <= set(self._years):
            self.when_whole(lambda: self.set_period(period))
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
        undoable: bool = True,
        **kwargs: Any,
    ) -> None:
        """Runs a service verb as `verb(office_file, *args, **kwargs)` on the worker, then reads the dossier again.

        The verb returns Changes, something with `.changes`, a tuple ending in Changes, or None when nothing changed;
        a verb that wrote no step (the value was the same) counts as no change.
        The status line names the saved step; tabs hear `dossier_changed` once, after that `on_done(result)` is called.
        A known fault goes to the status line and to `on_error`; nothing has changed then. `with_progress` hands the
        verb a `progress` callback and offers Dừng. Without `undoable` the news does not offer to take the step back.
        """
        file = self._file
        if file is None:
            return

        def work(progress: Progress) -> tuple[Any, Changes | None, View]:
            if with_progress:
                kwargs["progress"] = progress
            if self.precaution is not None:
                self.precaution(file.office_file, verb, args)
            result = verb(file.office_file, *args, **kwargs)
            new_plan = _new_plan_in(result)
            return result, _changes_in(result), file.show_plan(new_plan) if new_plan else file.catch_up()

        def done(found: tuple[Any, Changes | None, View]) -> None:
            result, changes, view = found
            if changes is not None and view.steps != self._steps:
                other_plan = (view.dossier.plan.id if view.dossier.plan else None) != self.plan_id
                self._take(view, keep_period=True)
                self._messages.save(datetime.now().astimezone())
                self._messages.step(_done_words(changes.step), undoable=undoable and self.undo_name is not None)
                self.dossier_changed.emit(EVERYTHING if other_plan else changes)
                if other_plan:
                    self._read_other_years()
            if on_done is not None:
                on_done(result)

        self._background.run(work, on_done=done, on_error=on_error, progress_label=label, cancellable=with_progress)

    def ask(
        self, question: "Callable[[OfficeFile], Any]", on_done: Callable[[Any], None], label: str | None = None
    ) -> None:
        """Reads something else from the file (history, checks) on the worker; `question(office_file)` must not write."""
        file = self._file
        if file is not None:
            self._background.run(lambda _: question(file.office_file), on_done=on_done, progress_label=label)

    def undo(self) -> None:
        """Takes back the last named step."""
        from kehoach_desktop.services import history

        if self.undo_name:
            self.perform("Hoàn tác", history.undo, undoable=False, on_done=lambda _: self._offer_redo())

    def redo(self) -> None:
        """Does again the step taken back last."""
        from kehoach_desktop.services import history

        if self.redo_name:
            self.perform("Làm lại", history.redo)

    # --- inside ---

    def _offer_redo(self) -> None:
        """After “Đã hoàn tác …” the way back is to do it again; a further Hoàn tác there would read as that."""
        if self.redo_name:
            self._messages.offer(Link("Làm lại", self.redo))

    def _take(self, view: View, *, keep_period: bool = False) -> None:
        self.dossier, self._years, self._steps = view.dossier, view.years, view.steps
        if not keep_period:
            self.period = view.period
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


def _bare_name(step: str) -> str:
    """What a step is about: “Hoàn tác: Sửa …” done again reads as “Làm lại: sửa …”, not as a redo of an undo."""
    return step.removeprefix("Hoàn tác: ").removeprefix("Làm lại: ")


def _done_words(step: str) -> str:
    """A step as news: “Sửa thời hạn nhiệm vụ 2.2” becomes “Đã sửa thời hạn nhiệm vụ 2.2”."""
    return f"Đã {step[:1].lower()}{step[1:]}" if step else ""
