"""Where the links of findings lead: the folds of the plan, the views of the other tabs, the box of the office."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kehoach_desktop.ui.dialogs.office import OfficeDialog
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan_tab import PlanTab
from kehoach_desktop.ui.tabs.reports.checks import _PLACES, OFFICE
from kehoach_desktop.ui.tabs.reports_tab import ReportsTab
from kehoach_desktop.ui.tabs.tasks.filters import FILTER_BY_KEY, VIEW_BY_KEY
from kehoach_desktop.ui.tabs.units_tab import _VIEWS as UNIT_VIEWS


@pytest.mark.parametrize("view", ["recipient", "paper", "signer"])
def test_the_outer_parts_of_the_plan_unfold(qtbot, opened, view):
    tab = PlanTab(opened)
    qtbot.addWidget(tab, before_close_func=lambda t: t.release())
    tab.resize(1366, 560)
    tab.show()
    tab.show_jump(Jump("plan", view=view))
    shown = {"recipient": tab.folds.lists["recipient"].fields, "paper": tab.folds.paper, "signer": tab.folds.signer}[
        view
    ]
    assert shown.isVisible()


def test_every_view_named_is_one_of_its_tab():
    for rule, place in _PLACES.items():
        key, _, value = (place.view or "").partition(":")
        if place.tab == "tasks" and key:
            assert key in (FILTER_BY_KEY if value else VIEW_BY_KEY), rule
        if place.tab == "units" and key:
            assert key in {view for view, _, _ in UNIT_VIEWS}, rule


def test_a_missing_signer_leads_to_the_box_of_the_office(qtbot, opened):
    tab = ReportsTab(opened)
    qtbot.addWidget(tab, before_close_func=lambda t: t.release())
    met = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        met.append(type(box))
        box.reject()

    QTimer.singleShot(300, look)
    tab._follow(Jump(OFFICE))
    assert met == [OfficeDialog]
