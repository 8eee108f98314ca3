"""What the pictures show, one scene after another: every tab, window, box and state over real files; the studio takes them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import made_up
from every_window import WINDOWS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from screenshots import Studio

TABS = ("plan", "tasks", "units", "indicators", "reports")
PARAGRAPH = "2.2"  # the task whose paragraph gives rise to the most
NARROW = 1280


class Scenes:
    """Drives the program of a studio."""

    def __init__(self, studio: "Studio") -> None:
        self.studio = studio
        self.take, self.settle = studio.take, studio.settle
        self.window, self.space, self.folder = studio.window, studio.program.workspace, studio.folder

    def take_all(self, states: list[str]) -> None:
        """The start page, then every state, then the start page with files."""
        self.studio.program.open(None)
        self.settle()
        self.take("01-bat-dau")
        if {"mau", "cua-so"} & set(states):
            self._open_sample()
        if "mau" in states:
            self._take_tabs("")
            self._take_plan()
            self._take_tasks()
            self._take_units()
            self._take_indicators()
            self._take_reports()
            self._take_menus()
        if "cua-so" in states:
            self._take_windows()
            self._take_conflicts()
        if "trong" in states:
            self._open(made_up.empty_office(self.folder))
            self._take_tabs("-trong")
        if "lon" in states:
            self._open(made_up.large_office(self.folder))
            self._take_tabs("-lon")
        self._take_start()
        self.window.close()
        self.studio.program.close()

    # --- files ---

    def _open_sample(self) -> None:
        """The sample with papers in its register, something in its bin and a version before it."""
        self.window.files.open_sample()
        self.settle(lambda: self.space.is_open)
        self._perform(made_up.issued_papers, self.folder, self.space.plan_id)

    def _open(self, path: Any) -> None:
        self.window.files.open(str(path))
        self.settle(lambda: self.space.path == path and self.space.is_whole)

    def _perform(self, verb: Callable[..., Any], *args: Any, **facts: Any) -> None:
        self.space.perform("Sửa", verb, *args, **facts)
        self.settle()

    # --- tabs ---

    def _show(self, key: str) -> Any:
        self.window.show_tab(key)
        self.settle(lambda: key != "reports" or self.space.plan_id is None or self.window.reports.is_drawn)
        return self.window.current_tab

    def _take_tabs(self, state: str) -> None:
        """Every tab; where the detail pane is shut on a narrow screen, once more with it."""
        for number, key in enumerate(TABS, 2):
            tab = self._show(key)
            if key == "plan" and self.space.plan_id is not None:
                self._show_paragraph(tab)
            self.take(f"{number:02d}-{key}{state}")
            if self.window.width() < NARROW * self.studio.letters and self.space.plan_id is not None:
                self.window.menus.actions["pane"].trigger()
                self.settle()
                self.take(f"{number:02d}-{key}{state}-khung")
                self.window.menus.actions["pane"].trigger()

    def _show_paragraph(self, tab: Any) -> None:
        from kehoach_desktop.ui.tabs.base import Jump

        tasks = self.space.dossier.tasks
        tab.show_jump(Jump("plan", record_id=next((t.id for t in tasks if t.number == PARAGRAPH), tasks[0].id)))
        self.settle()

    def _take_plan(self) -> None:
        tab = self._show("plan")
        for fold in ("paper", "legal_basis", "recipient", "funding", "signer"):
            if tab.folds.open_fold(fold):
                self.settle()
                self.take(f"02-plan-{fold}")
                tab.folds.open_fold(fold)

    def _take_tasks(self) -> None:
        """A search without a hit, a saved step, a refused cell, ticked rows, filters, a form half filled in, an extension."""
        from kehoach_desktop.services import editing
        from kehoach_desktop.ui.background import ProgressView
        from kehoach_desktop.ui.tabs.base import Jump

        window, tab = self.window, self._show("tasks")
        window.toolbar.search.setText("không có chữ này")
        self.settle()
        self.take("03-tasks-khong-thay")
        window.toolbar.search.clear()
        self._perform(editing.set_fields, "task", self.space.dossier.tasks[1].id, {"due_on": "30/6/2026"})
        self.take("03-tasks-da-luu")
        self.space.undo()
        self.settle()
        self.take("03-tasks-da-hoan-tac")
        self._perform(editing.set_fields, "task", self.space.dossier.tasks[1].id, {"due_on": "31/6/2026"})
        self.take("03-tasks-bi-tu-choi")
        window.status.show_progress(ProgressView("Đang thu 30 phiếu", 18, 30, 2.0, cancellable=True))
        self.take("03-tasks-dang-lam")
        window.status.show_progress(None)
        tab.list.model.set_ticked([1, 2, 3], on=True)
        self.settle()
        self.take("03-tasks-danh-dau")
        tab.list.model.tick_all(on=False)
        tab.show_jump(Jump("tasks", view="late"))
        self.settle()
        self.take("03-tasks-qua-han")
        tab.ask_extension()
        self._take_popup("03-tasks-gia-han")
        tab.show_jump(Jump("tasks", view="all"))
        tab.add_new()
        self.settle()
        self.take("03-tasks-them")
        tab.list.add_bar.hide()

    def _take_units(self) -> None:
        self.window.menus.actions["not_sent"].trigger()
        self.settle()
        self.take("04-units-chua-nop")
        self.window.current_tab.views.choose("all")  # pyright: ignore[reportAttributeAccessIssue]

    def _take_indicators(self) -> None:
        tab = self._show("indicators")
        tab.propose_steps()
        self.settle()
        self.take("05-indicators-de-xuat")
        tab.propose_steps()
        self.settle()

    def _take_reports(self) -> None:
        for form in ("chi-tieu", "tien-do", "theo-doi-bao-cao", "don-doc", "ke-hoach"):
            self.window.show_form(form)
            self.settle(lambda: self.window.reports.is_drawn)
            self.take(f"06-reports-{form}")
        self.window.show_form("bao-cao")
        self.settle(lambda: self.window.reports.is_drawn)

    def _take_menus(self) -> None:
        """Every menu of the menu bar, open."""
        from PySide6.QtWidgets import QMenu

        bar = self.window.menuBar()
        for number, action in enumerate(bar.actions(), 1):
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.popup(self.window.mapToGlobal(bar.actionGeometry(action).bottomLeft()))
                self.settle()
                self.take(f"40-trinh-don-{number}", menu)
                menu.close()

    def _take_popup(self, name: str) -> None:
        """What opened over the window, then shut."""
        from PySide6.QtWidgets import QApplication

        self.settle()
        popup = QApplication.activePopupWidget()
        assert popup is not None  # the scene has just opened it
        self.take(name, popup)
        popup.close()

    # --- windows ---

    def _take_windows(self) -> None:
        """Every other window, once."""
        from kehoach_desktop.services import editing

        tasks, units = self.space.dossier.tasks, self.space.dossier.units
        self._perform(editing.delete_record, "task", tasks[5].id)
        self._perform(editing.delete_record, "unit", units[-1].id)
        self._perform(made_up.amended, self.folder, self.space.plan_id)
        self._show("tasks")
        for name, open_it in WINDOWS.items():
            if self.studio.wants(name):
                widget = open_it(self.window, self.folder)
                self._show_window(widget)
                self.take(name, widget)
                self._take_more(name, widget)
                widget.hide()
        self._take_print_dialog()

    def _show_window(self, widget: "QWidget") -> None:
        if widget.isWindow():
            widget.show()
            self.studio.fit(widget)
        self.settle()

    def _take_more(self, name: str, widget: Any) -> None:
        """The later steps of the first set-up, the pages of the help, a stick while it is written."""
        if name == "11-thiet-lap-lan-dau":
            for step in range(2, len(widget.steps) + 1):
                widget.go_on()
                self.settle()
                self.take(f"{name}-{step}", widget)
        elif name == "26-huong-dan":
            from kehoach_desktop.ui.help import pages

            for page in pages.PAGES:
                widget.show_page(page)
                self.settle()
                self.take(f"{name}-{page}", widget)
        elif name == "27-chep-ra-usb":
            widget.carry_button.click()
            self.take(f"{name}-dang-chep", widget)
            self.settle()
        elif name == "09-thu-bao-cao":
            widget.table.select_record(str(widget.model.shown_records()[-1].path))
            self.settle()
            self.take(f"{name}-nhan", widget)

    def _take_print_dialog(self) -> None:
        from pathlib import Path

        from PySide6.QtPrintSupport import QPrinter

        from kehoach_desktop.ui.printing import printer_dialog

        if self.studio.wants("31-in"):
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            dialog = printer_dialog(Path("Báo cáo 6 tháng đầu năm 2026.pdf"), printer, self.window)
            self._show_window(dialog)
            self.take("31-in", dialog)
            dialog.hide()

    def _take_conflicts(self) -> None:
        """Files are merged, the conflicts left open: their window, and the marks in the tabs."""
        from kehoach_desktop.ui.tabs.base import Jump

        if not self.studio.wants("08-mau-thuan") and not self.studio.wants("03-tasks-mau-thuan"):
            return
        merging = WINDOWS["08-gop-tep"](self.window, self.folder)
        self._show_window(merging)
        merging.take_button.click()  # pyright: ignore[reportAttributeAccessIssue]
        self.settle()
        tab = self._show("tasks")
        contested = {conflict.id for conflict in self.space.dossier.conflicts}
        tab.show_jump(Jump("tasks", record_id=next(t.id for t in self.space.dossier.tasks if t.id in contested)))
        self.settle()
        self.take("03-tasks-mau-thuan")
        self.window.merging.show_open()
        self._show_window(self.window.merging.window)
        self.take("08-mau-thuan", self.window.merging.window)
        self.window.merging.window.hide()

    # --- the start page ---

    def _take_start(self) -> None:
        """Files that can be opened, then some that cannot, then one with copies to go back to."""
        self.space.close()
        self.settle()
        self.take("01-bat-dau-co-tep")
        names = ("XaAnBinh-cu", "XaAnBinh-2027", "XaAnBinh-mat")
        paths = [made_up.empty_office(self.folder, name) for name in names]
        for path in paths:
            self._open(path)
            self.window.menus.actions["backup"].trigger()
            self.settle()
            self.space.close()
            self.settle()
        damaged, newer, gone = paths
        made_up.damaged(damaged)
        made_up.from_a_newer_program(newer)
        gone.unlink()
        self.window.show_start()
        self.settle()
        self.take("01-bat-dau-khong-mo-duoc")
        self.window.files.open(str(damaged))
        self.settle()
        self.take("01-bat-dau-cuu-tep")
