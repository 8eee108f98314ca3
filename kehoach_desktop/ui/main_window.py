"""The window: lays out menu, toolbar, tabs and status line and connects their wishes to workspace and file acts; nothing else."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop import APP_NAME
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.ui.after_painting import AfterPainting
from kehoach_desktop.ui.backup_acts import BackupActs
from kehoach_desktop.ui.boxes import Boxes
from kehoach_desktop.ui.collecting.acts import CollectActs
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.dropping import Dropping
from kehoach_desktop.ui.file_acts import Chooser, DialogChooser, FileActs
from kehoach_desktop.ui.help.desk import HelpDesk
from kehoach_desktop.ui.here_acts import HereActs
from kehoach_desktop.ui.menu import HERE_KEYS, Menus
from kehoach_desktop.ui.merging.acts import MergeActs
from kehoach_desktop.ui.period_words import period_words
from kehoach_desktop.ui.recent import RecentFiles, recent_of
from kehoach_desktop.ui.side_windows import SideWindows
from kehoach_desktop.ui.tab_deck import TabDeck
from kehoach_desktop.ui.tab_search import TabSearch
from kehoach_desktop.ui.tab_table import REPORTS, TABS
from kehoach_desktop.ui.tabs.base import CONFLICTS, Jump, Tab
from kehoach_desktop.ui.unfinished.keeper import TypingKeeper
from kehoach_desktop.ui.usb_acts import UsbActs
from kehoach_desktop.ui.way_back import WayBack
from kehoach_desktop.ui.widgets.panes import ground
from kehoach_desktop.ui.widgets.status_bar import StatusBar
from kehoach_desktop.ui.widgets.tab_strip import TabLabel, TabStrip
from kehoach_desktop.ui.widgets.toolbar import ToolAct, Toolbar

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup
    from kehoach_desktop.ui.start_page import StartPage
    from kehoach_desktop.ui.tabs.reports_tab import ReportsTab

_TOOL_ACTS = (
    ToolAct("import", "arrow_import", "Nhập kế hoạch", "Ctrl+I"),
    ToolAct("collect", "archive", "Thu báo cáo", tip="Thu báo cáo: đọc phiếu đơn vị gửi về"),
    ToolAct("carry", "usb_stick", "Chép ra USB", tip="Chép ra USB: gói cả tệp, có kiểm tra"),
)
_LEAST_WIDTH, _LEAST_HEIGHT = 880, 440
_LATER_MS = 100  # after a change
_MANY = 3000  # so many tasks are counted after the painting

UNIT_FORM = "phieu-don-vi"  # asked for by a tab it is written to a folder at once, as Excel to be filled in
UNIT_FORM_PDF = "phieu-don-vi.pdf"  # the same to read and print, shown among the forms


class MainWindow(QMainWindow):
    """Built once by app.py with everything it needs."""

    def __init__(
        self, desk: Desk, sample_path: Callable[[], Path], chooser: Chooser | None = None, *, opens_files: bool = True
    ) -> None:
        super().__init__()
        self.desk = desk
        self.workspace = desk.workspace
        self.recent = RecentFiles(desk.settings)
        self.chooser = chooser or DialogChooser(self)
        self.files = FileActs(desk, self, self.chooser, sample_path, opens_files=opens_files)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setAcceptDrops(True)
        self.usb = UsbActs(desk, self, self.chooser, self.recent, self.files.show_outside)
        self.backups = BackupActs(desk, self, self.chooser, sample_path, self.files.show_outside)
        self.sides = SideWindows(desk, self, self.jump, self.files.write_history)
        self.collecting = CollectActs(desk, self, self.chooser, self.files.open_outside)
        self.typing = TypingKeeper(desk, lambda: self.deck.tabs, self._shown_tab, self)
        self.boxes = Boxes(self)
        self.help = HelpDesk(desk, self, self._tab_in_sight, self.boxes.show_keys)
        self.way = WayBack(self, self.jump, self._enable)
        self.here = HereActs(self, lambda: self.current_tab if self._tab_in_sight() else None)
        openings = {"recent": self._fill_recent, "forms": self._fill_forms}
        self.menus = Menus(self, lambda: self._slots, openings, self.here.now)
        self._lay_out()
        self._connect()
        self._later = AfterPainting(self._do_later, _LATER_MS, self)
        self._after_showing = AfterPainting(self._finish_showing, 0, self)
        self.menus.tick("theme", desk.theme.choice)
        self.setWindowTitle(APP_NAME)
        self._enable()
        desk.theme.dress(self)
        self._recall_geometry()

    # --- layout and wiring ---

    def _lay_out(self) -> None:
        theme = self.desk.theme
        self.toolbar = Toolbar(theme, _TOOL_ACTS)
        self.strip = TabStrip(theme, [TabLabel(tab.key, tab.title, tab.icon) for tab in TABS])
        self.deck = TabDeck(self.desk, TABS)
        self.search = TabSearch(self.toolbar, self.deck, self)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.strip)
        column.addWidget(self.deck, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.status = StatusBar(theme, self.desk.messages)
        whole = ground(QWidget(), "win")
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.status.set_right(self.workspace.author)
        self.merging = MergeActs(
            self.desk, self, self.chooser, self.status, self.files.open, self.sides.show_record_history
        )
        self.dropping = Dropping(self.desk, self.stack, self.collecting, self.merging, self.files.open)
        self.usb.merge = lambda path: self.merging.merge([path])

    def _connect(self) -> None:
        workspace, toolbar = self.workspace, self.toolbar
        self.usb.show_on(self.status)
        self.backups.show_on(self.status)
        self.files.stick_file_chosen.connect(self._open_from_stick)
        self.backups.rescue_offered.connect(self._offer_rescue)
        toolbar.plan_chosen.connect(workspace.set_plan)
        toolbar.period_chosen.connect(lambda period: workspace.set_period(Period.parse(period)))
        toolbar.period_stepped.connect(self.step_period)
        toolbar.undo_requested.connect(workspace.undo)
        toolbar.redo_requested.connect(workspace.redo)
        toolbar.acted.connect(lambda key: self._slots[key]())
        self.strip.chosen.connect(self.show_tab)
        self.strip.badge_chosen.connect(self._show_counted)
        self.deck.built.connect(self._wire_tab)
        self.status.undo_requested.connect(workspace.undo)
        self.status.stop_requested.connect(self.desk.background.stop_current)
        self.desk.background.progressed.connect(self.status.show_progress)
        workspace.opened.connect(self._opened)
        workspace.closed.connect(self.show_start)
        workspace.dossier_changed.connect(self._dossier_changed)
        workspace.period_changed.connect(self._period_changed)
        workspace.undo_changed.connect(self._undo_changed)
        workspace.refused.connect(self._refused)
        self.typing.left_changed.connect(self._enable)
        for key, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(key), self, lambda by=by: self._step_tab(by))

    @cached_property
    def _slots(self) -> dict[str, Callable[[], None]]:
        """What each act of menus, toolbar and first page does."""
        slots: dict[str, Callable[[], None]] = {
            "new_office": self.files.new_office, "open": self.files.open_dialog, "sample": self.files.open_sample,
            "import": self.files.import_dialog, "paste_plan": self.files.paste_plan, "print": self._print,
            "show_folder": self.files.show_folder, "close_file": self.workspace.close, "quit": self._quit,
            "undo": self.workspace.undo, "redo": self.workspace.redo, "search": self.search.start,
            "typing": self.typing.bring_back,
            "period_back": lambda: self.step_period(-1), "period_forth": lambda: self.step_period(1),
            "pane": self._toggle_pane, "next_pane": self._next_pane, "add": self._add,
            "unit_forms": self.files.write_unit_forms,
            "merge": self.merging.merge_dialog, "conflicts": self.merging.show_open, "way_back": self.way.go,
            "unit_forms_pdf": lambda: self.show_form(UNIT_FORM_PDF),
            "collect": self.collecting.ask_files, "collect_folder": self.collecting.ask_folder,
            "not_sent": lambda: self.jump(Jump("units", view="missing")), "check": self._check,
            "words": lambda: self.jump(Jump("reports", view="narrative")),
            "steps": lambda: self.jump(Jump("indicators", view="steps")),
            "done": lambda: self._task_act("done"), "extend": lambda: self._task_act("extend"),
            "office": self.files.edit_office, "help": self.help.show,
        }  # fmt: skip
        slots |= self.boxes.slots | self.sides.slots | self.usb.slots | self.backups.slots
        slots |= {key: (lambda key=key: self.here.do(key)) for key in HERE_KEYS}
        slots |= {f"tab:{tab.key}": (lambda key=tab.key: self.show_tab(key)) for tab in TABS}
        slots |= {f"theme:{name}": (lambda name=name: self.choose_theme(name)) for name in ("system", "light", "dark")}
        return slots

    # --- file and dossier ---

    @cached_property
    def start(self) -> "StartPage":
        """The page before a file is open; built when first wanted, for most starts open a file at once."""
        from kehoach_desktop.ui.start_page import StartPage

        start = StartPage(self.desk, self.recent)
        start.acted.connect(lambda key: self._slots[key]())
        start.path_chosen.connect(self.files.open)
        start.backup_chosen.connect(self.backups.go_back)
        start.all_backups_wished.connect(self.backups.show_copies_of)
        start.backup_place_wished.connect(self.backups.show_place)
        start.folder_wished.connect(self.files.show_outside)
        start.files_dropped.connect(self.dropping.take)
        self.backups.folder_chosen.connect(start.look_at_backups)
        self.stack.addWidget(start)
        return start

    def _refused(self, *_: object) -> None:
        if self.workspace.is_open:
            return
        self.stack.setCurrentWidget(self.start)
        self.start.refresh()

    def _open_from_stick(self, path: Path) -> None:
        if not self.workspace.is_open:
            self.show_start()
        self.usb.open_from(path)

    def _offer_rescue(self, path: Path, found: "list[Backup]") -> None:
        """A damaged file: its newest copies, on the page of files when nothing is open."""
        if self.workspace.is_open:
            self.backups.show_copies_of(path)
        else:
            self.start.offer_rescue(path, found)

    def show_start(self) -> None:
        """Shows the page of acts and recent files."""
        self.setWindowTitle(APP_NAME)
        self.status.clear()
        self.stack.setCurrentWidget(self.start)
        self.start.refresh()
        self.start.focus_first()
        self._enable()

    def _opened(self) -> None:
        path = self.workspace.path
        assert path is not None  # noqa: S101 - opened means there is a file
        name = f"{path.name} (chỉ xem)" if self.workspace.read_only else path.name
        self.setWindowTitle(f"{name} – {APP_NAME}")
        self.stack.setCurrentIndex(0)
        self.search.forget()
        self.way.forget()
        self.status.set_right(self.workspace.author)
        self.status.clear()
        self.desk.messages.tell(f"Đã mở {path.name}")
        self.show_tab(self.deck.current_key if self.deck.has_shown else self.desk.settings.get("window/tab"))
        self.current_tab.take_focus()
        self._later.start()

    def _dossier_changed(self, _: object) -> None:
        workspace = self.workspace
        if not workspace.is_open:
            return
        plans = [(p.id, _plan_label(p.number, p.symbol, p.title)) for p in workspace.dossier.plans]
        self.toolbar.set_plans(plans, workspace.plan_id)
        current = self.deck.current_key
        if self.deck.has_shown and self._wait_for_years(current, lambda: self.show_tab(current)):
            self.show_tab("tasks")
        self._show_period()
        self.refresh_tabs()
        self._enable()

    def _period_changed(self) -> None:
        self._show_period()
        self.refresh_tabs()

    def _show_period(self) -> None:
        workspace = self.workspace
        if not workspace.is_open:
            return
        offered = [(period.id, period.title) for period in workspace.periods_offered()]
        self.toolbar.set_periods(offered, workspace.period.id)
        words = period_words(workspace.window, workspace.today)
        if workspace.plan_id is not None:
            self.strip.notice.set_words(words.data, words.due, words.past, tip=words.tip)
        else:
            self.strip.notice.set_words("")

    def refresh_tabs(self) -> None:
        """All tabs and the figures beside their names, after what they show has changed."""
        if len(self.workspace.dossier.tasks) <= _MANY:
            self._show_badges()
        self.deck.mark_stale()
        self._later.start()

    def _do_later(self) -> None:
        """What nobody waits for: the figures beside the tabs' names, and the list of recent files."""
        if self.workspace.is_open:
            self._show_badges()
            self.recent.remember(recent_of(self.workspace))

    def _show_badges(self) -> None:
        for tab in self.deck.tabs:
            self._show_badge(tab)

    def _show_badge(self, tab: Tab) -> None:
        badge = tab.badge(self.workspace) if self.workspace.plan_id else None
        self.strip.set_badge(tab.key, badge.text if badge else "", badge.tone if badge else "ne")

    def _undo_changed(self) -> None:
        self.toolbar.set_undo(self.workspace.undo_name, self.workspace.redo_name)
        self.menus.name_undo(self.workspace.undo_name, self.workspace.redo_name)
        self._enable()

    def _enable(self) -> None:
        workspace = self.workspace
        has_plan = workspace.plan_id is not None
        self.menus.enable(
            {
                "file": workspace.is_open,
                "plan": has_plan,
                "conflicts": bool(workspace.dossier.conflicts),
                "earlier": workspace.earlier_plan_id is not None,
                "undo": workspace.undo_name is not None,
                "redo": workspace.redo_name is not None,
                "typing": bool(self.typing.left),
                "way_back": self.way.is_open,
            }
        )
        for part in (self.toolbar.period, self.toolbar.back, self.toolbar.forth):
            part.setEnabled(has_plan)
        for key, button in self.toolbar.act_buttons.items():
            button.setEnabled(self.menus.is_possible(key))

    # --- tabs ---

    @property
    def current_tab(self) -> Tab:
        """The tab in sight; it is built when first wanted."""
        return self.deck.tab(self.deck.current_key)

    @property
    def reports(self) -> "ReportsTab":
        """The tab of forms and papers."""
        from kehoach_desktop.ui.tabs.reports_tab import ReportsTab

        tab = self.deck.tab(REPORTS)
        assert isinstance(tab, ReportsTab)  # noqa: S101 - the key says so
        return tab

    def _wire_tab(self, tab: Tab) -> None:
        tab.jump_requested.connect(self.jump)
        tab.export_requested.connect(self.show_form)
        tab.import_requested.connect(self.files.import_dialog)
        tab.paste_requested.connect(self.files.paste_plan)
        tab.sample_requested.connect(self.files.open_sample)
        tab.files_dropped.connect(lambda paths: self.files.open(paths[0]))
        tab.files_requested.connect(self.files.export)
        tab.print_requested.connect(self.files.print_form)
        tab.file_requested.connect(self.files.open_outside)
        self.sides.wire(tab)
        self._show_badge(tab)

    def show_tab(self, key: str) -> None:
        """Brings a tab into sight, with the search that was left in it."""
        if not self.workspace.is_open or self._wait_for_years(key, lambda: self.show_tab(key)):
            return
        self.deck.show_tab(key)
        self.strip.select(self.deck.current_key)
        self.search.show_words()
        self.desk.settings.set("window/tab", self.deck.current_key)
        focus = self.focusWidget()
        if focus is None or not (self.strip.isAncestorOf(focus) or self.toolbar.isAncestorOf(focus)):
            self.current_tab.take_focus()

    def _shown_tab(self, key: str) -> Tab:
        self.show_tab(key)
        return self.current_tab

    def _wait_for_years(self, key: str, act: Callable[[], None]) -> bool:
        """Whether a tab must wait until the other years of a huge file are read; the act follows then."""
        if self.workspace.is_whole or not any(tab.needs_all_years for tab in TABS if tab.key == key):
            return False
        self.workspace.when_whole(act)
        self.desk.messages.tell("Đang đọc số liệu các năm khác, xong sẽ mở thẻ này.")
        return True

    def jump(self, jump: Jump) -> None:
        """Shows what a tab wished to see in another, or in the window of conflicts."""
        if jump.tab == CONFLICTS:
            self.merging.show_open()
            return
        if self._wait_for_years(jump.tab, lambda: self.jump(jump)):
            return
        if self.deck.has_shown:
            self.way.leave(self.current_tab)
        self.show_tab(jump.tab)
        self.current_tab.refresh()
        if jump.view:
            self.current_tab.leave_search()  # it would hide some of what is wanted
        self.current_tab.show_jump(jump)
        self.way.arrive(self.current_tab)

    def _show_counted(self, key: str) -> None:
        """The rows which the badge of a tab counts."""
        badge = self.deck.tab(key).badge(self.workspace)
        if badge is not None:
            self.jump(Jump(key, view=badge.view))

    def show_form(self, form_id: str, unit_id: str | None = None) -> None:
        """Shows a form in the reports tab; the form that units fill in is written to a folder at once."""
        if form_id == UNIT_FORM:
            self.files.write_unit_forms(unit_id)
            return
        if form_id == UNIT_FORM_PDF:
            form_id = UNIT_FORM
        if self._wait_for_years(REPORTS, lambda: self.show_form(form_id, unit_id)):
            return
        self.show_tab(REPORTS)
        self.reports.refresh()
        self.reports.show_form(form_id, unit_id)

    def _step_tab(self, by: int) -> None:
        keys = self.strip.keys
        self.show_tab(keys[(keys.index(self.deck.current_key) + by) % len(keys)])

    def _next_pane(self) -> None:
        """F6: toolbar, tabs, then the panes of the tab, round again."""
        stops = [self.toolbar.plan, self.strip, *self.current_tab.panes()]
        focus = self.focusWidget()
        inside = (i for i, s in enumerate(stops) if focus is not None and (s is focus or s.isAncestorOf(focus)))
        stops[(next(inside, -1) + 1) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- acts of the menu ---

    def _task_act(self, key: str) -> None:
        """About tasks that are in sight; from another tab it shows them first."""
        if self.deck.current_key == "tasks":
            self.current_tab.show_jump(Jump("tasks", view=key))
        else:
            self.show_tab("tasks")

    def _toggle_pane(self) -> None:
        self.current_tab.toggle_pane()

    def _add(self) -> None:
        if self.workspace.is_open:
            self.current_tab.add_new()
        else:
            self.files.new_office()

    def _print(self) -> None:
        """Ctrl+P prints the form in sight; from another tab it first shows the forms."""
        if self.deck.current_key == REPORTS:
            self.reports.ask_print()
        else:
            self.show_tab(REPORTS)

    def step_period(self, by: int) -> None:
        """The period of the same cycle before or after."""
        period = self.workspace.period
        self.workspace.set_period(period.next() if by > 0 else period.previous())

    def _check(self) -> None:
        if self._wait_for_years(REPORTS, self._check):
            return
        self.show_tab(REPORTS)
        self.reports.check_file()

    def choose_theme(self, name: str) -> None:
        """Light, dark, or as the system has it."""
        self.desk.theme.choose(name)
        self.desk.settings.set("theme", name)
        self.menus.tick("theme", name)

    def _tab_in_sight(self) -> str:
        return self.deck.current_key if self.stack.currentIndex() == 0 else ""

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for file in self.recent.all()[:10]:
            _add_act(menu, file.name, lambda path=file.path: self.files.open(path), tip=file.path)

    def _fill_forms(self, menu: QMenu) -> None:
        from kehoach_desktop.services.exporting import forms

        menu.clear()
        for form in forms():
            _add_act(menu, form.title, lambda form_id=form.id: self.show_form(form_id))

    def _quit(self) -> None:
        self.close()

    # --- window ---

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own
        from kehoach_desktop.ui.widgets.tab_order import move_focus

        return move_focus(self.centralWidget() or self, forward=next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()
        self._after_showing.start()

    def _finish_showing(self) -> None:
        """What is not seen in the first picture of the window."""
        self.setWindowIcon(self.desk.theme.app_icon())
        self.menus.fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.fit(event.size().width())
        self._settle()

    def _settle(self) -> None:
        """Does what the parts ask of their layouts before the painting: else all is painted twice, first in the old places."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dropping.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropping.drop(event)

    def _recall_geometry(self) -> None:
        kept = self.desk.settings.get("window/geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromHex(kept.encode())):
            self.resize(1366, 698)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.review is not None and not self.files.review.close():
            event.ignore()
            return
        if not self.usb.may_close():
            event.ignore()
            return
        self.desk.settings.set("window/geometry", self.saveGeometry().toHex().toStdString())
        self.desk.settings.flush()
        self.typing.release()
        self.help.release()
        self.sides.close_all()
        self.usb.close_all()
        self.backups.close_all()
        self.merging.close()
        self.collecting.close()
        self._later.stop()
        self.deck.release()
        super().closeEvent(event)


def _plan_label(number: str | None, symbol: str | None, title: str) -> str:
    """A plan in the toolbar: "27/KH-UBND · Thực hiện …"."""
    paper = "/".join(part for part in (number, symbol) if part) if number else ""
    return f"{paper} · {title}" if paper else title


def _add_act(menu: QMenu, text: str, slot: Callable[[], None], tip: str = "") -> QAction:
    action = menu.addAction(text)
    action.setToolTip(tip or text)
    action.triggered.connect(lambda _=False: slot())
    return action
