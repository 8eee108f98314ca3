"""An office file as the worker's thread holds it: looked at, opened, acted on, read again. Knows no widget and no rule.

Everything here but `path`, `clock` and `is_left` belongs to the worker's thread, which does one thing after another; so what
was read last is always what is brought up to date next.
"""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import UndoState
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.errors import BadValue, Cancelled, RecordNotFound, UserFacingError
from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    from kehoach_desktop.services.offices import OfficeFile, Reading

Opener = Callable[[Any], "OfficeFile"]


@frozen
class View:
    """What one visit to the file brings back to the window's thread.

    `years` are those whose results and progress the dossier holds so far; None, as in all but huge files, means all.
    """

    dossier: Dossier
    steps: UndoState
    period: Period
    read_only: bool
    years: Collection[int] | None


class OpenFile:
    """`opener(progress)` opens or makes the file; `place` is the plan and period shown when it was left last."""

    def __init__(self, path: Path, clock: Clock, opener: Opener, place: dict[str, Any]) -> None:
        self.path = path
        self.clock = clock
        self._opener = opener
        self._plan_id: str | None = place.get("plan")
        self._period_id: str | None = place.get("period")
        self._file: OfficeFile | None = None
        self._known: Reading | None = None
        self._fault: UserFacingError | None = None
        self.is_left = False  # for the window's thread: closed, or closed before it was open

    @property
    def today(self) -> date:
        """The day on which states are told; the sample is looked at on its own day."""
        return self.clock.now().date()

    @property
    def is_refused(self) -> bool:
        """Whether opening was tried and failed."""
        return self._fault is not None

    @property
    def office_file(self) -> "OfficeFile":
        """The file itself; raises the fault that kept it from opening."""
        if self._file is None:
            raise self._fault or Cancelled
        return self._file

    def look(self) -> View | None:
        """What the file shows before it is open, None where that takes opening; faults are left for `open` to tell."""
        from kehoach_desktop.services import offices

        try:
            seen = offices.look(self.path, self._plan_id, self._near())
        except UserFacingError:
            return None
        if seen is None:
            return None
        self._known = offices.Reading(seen.dossier, seen.step, seen.years)
        return View(seen.dossier, seen.undo, self._period(seen.dossier, self._period_id), seen.read_only, seen.years)

    def open(self, progress: Any, author: str | None) -> View:
        """Opens the file and reads it, or what has come since it was looked at."""
        try:
            self._file = self._opener(progress)
            if author:
                self._file.author = author
            return self.catch_up() if self._known is not None else self.show_plan(self._plan_id, self._period_id)
        except UserFacingError as fault:
            self._fault = fault
            self.close()
            raise
        except BaseException:
            self.close()
            raise

    def catch_up(self) -> View:
        """Every edit since the file was read last."""
        from kehoach_desktop.services import offices

        if self._known is None:
            return self.show_plan(None)
        self._known = offices.reread(self.office_file, self._known)
        return self._view(None)

    def show_plan(self, plan_id: str | None, period_id: str | None = None) -> View:
        """A plan read anew; of a plan that is gone the newest takes the place."""
        from kehoach_desktop.services import offices

        try:
            self._known = offices.read(self.office_file, plan_id, self._near())
        except RecordNotFound:
            self._known = offices.read(self.office_file, near=self._near())
        return self._view(period_id)

    def show_all_years(self) -> View:
        """The same plan with the figures of every year."""
        from kehoach_desktop.services import offices

        if self._known is not None:
            self._known = offices.read_all_years(self.office_file, self._known)
        return self._view(None)

    def close(self) -> None:
        """Lets go of the file."""
        office_file, self._file, self._known = self._file, None, None
        if office_file is not None:
            office_file.close()

    def _view(self, period_id: str | None) -> View:
        from kehoach_desktop.services import history

        assert self._known is not None  # noqa: S101 - the callers have just read
        dossier, office_file = self._known.dossier, self.office_file
        period = self._period(dossier, period_id)
        return View(dossier, history.undoable(office_file), period, office_file.read_only, self._known.years)

    def _period(self, dossier: Dossier, period_id: str | None) -> Period:
        """The period named, else the one a clerk works on today."""
        from kehoach_desktop.services import periods

        try:
            period = Period.parse(period_id or "")
        except BadValue:
            period = periods.default_period(dossier, self.today)
        periods.window(dossier, period.id)  # loads the holidays of a far year here and not while the person waits
        return period

    def _near(self) -> set[int]:
        """The years a person sees first: today's and that of the period shown last, each with the one it is compared to."""
        years = {self.today.year}
        try:
            if self._period_id:
                years.add(Period.parse(self._period_id).year)
        except BadValue:
            pass
        return years | {year - 1 for year in years}
