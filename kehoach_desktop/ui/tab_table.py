"""The five tabs as data; each is imported only when it is wanted, so that the window stands before they are read."""

from collections.abc import Callable

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.tabs.base import Tab


@frozen
class TabSpec:
    """A tab's key, title and icon, and the way to its class."""

    key: str
    title: str
    icon: str
    load: Callable[[], type[Tab]]
    needs_all_years: bool = False  # its figures reach beyond the period: it waits until a huge file is read whole


def _plan() -> type[Tab]:
    from kehoach_desktop.ui.tabs.plan_tab import PlanTab

    return PlanTab


def _tasks() -> type[Tab]:
    from kehoach_desktop.ui.tabs.tasks_tab import TasksTab

    return TasksTab


def _units() -> type[Tab]:
    from kehoach_desktop.ui.tabs.units_tab import UnitsTab

    return UnitsTab


def _indicators() -> type[Tab]:
    from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab

    return IndicatorsTab


def _reports() -> type[Tab]:
    from kehoach_desktop.ui.tabs.reports_tab import ReportsTab

    return ReportsTab


REPORTS = "reports"
TABS: tuple[TabSpec, ...] = (
    TabSpec("plan", "Kế hoạch", "document_text", _plan),
    TabSpec("tasks", "Nhiệm vụ", "clipboard_task", _tasks),
    TabSpec("units", "Đơn vị", "people_team", _units, needs_all_years=True),
    TabSpec("indicators", "Chỉ tiêu", "data_trending", _indicators, needs_all_years=True),
    TabSpec(REPORTS, "Báo cáo", "print", _reports, needs_all_years=True),
)
