"""Tab Nhiệm vụ: the tasks of the plan as a table with a detail pane; it wires its parts to the verbs and decides no rule."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.domain.periods import Period, reporting_periods
from kehoach_desktop.domain.progress import count_boxes
from kehoach_desktop.domain.records import Role, Task, TaskState
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.ui.after_painting import AfterPainting
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.tabs.base import Badge, Jump, Tab
from kehoach_desktop.ui.tabs.tasks.acts import TaskActs
from kehoach_desktop.ui.tabs.tasks.block import TaskBlock
from kehoach_desktop.ui.tabs.tasks.book import TaskBook
from kehoach_desktop.ui.tabs.tasks.filters import FILTER_BY_KEY, section_choices, unit_choices
from kehoach_desktop.ui.tabs.tasks.list_side import TaskList
from kehoach_desktop.ui.widgets.key_acts import COPY, DELETE, EDIT, PASTE
from kehoach_desktop.ui.widgets.panes import Splitter, ground
from kehoach_desktop.ui.widgets.row_menu import KeyLine, offer_menu
from kehoach_desktop.ui.widgets.views_bar import View
from kehoach_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from kehoach_desktop.ui.tabs.tasks.bulk_bar import BulkBar, ExtendPopup
    from kehoach_desktop.ui.tabs.tasks.empty_page import EmptyPage
    from kehoach_desktop.ui.tabs.tasks.pane import TaskPane

_PANE_WIDTH = 428
_NARROW = 1280  # under this width the pane is shut until F4 opens it
_HISTORY_MS = 250
_PERIODS_BACK, _PERIODS_ON = 3, 2
DONE, EXTEND = "done", "extend"  # wishes of the menu about the ticked tasks, else the current one


class TasksTab(Tab):
    """Jumps it understands: a view of `VIEWS`, or filters as "key:value" joined by "&" (box:open_late, lead:<unit id>&state:is:late), or a task's id."""

    key = "tasks"
    title = "Nhiệm vụ"
    icon = "clipboard_task"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.acts = TaskActs(self.workspace, self.messages)
        self._periods: list[tuple[Period, bool]] = []
        self._wanted_task: str | None = None
        self._pane_wanted: bool | None = None
        self._stack = QStackedWidget(self)
        self.splitter = Splitter(self.settings, "tasks", last_width=_PANE_WIDTH, parent=self._stack)
        self.list = TaskList(self.theme, self.settings, self.splitter)
        self.block = TaskBlock(self.workspace, self.messages, self.list.model, self.list.table)
        self.side = ground(QWidget(self.splitter), "base")
        self._side = QVBoxLayout(self.side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._history_soon = QTimer(self, interval=_HISTORY_MS, singleShot=True)
        self._history_soon.timeout.connect(self._ask_history)
        self._pane_soon = AfterPainting(lambda: self.pane, 0, self)
        self.setFocusProxy(self.list.table)
        self._connect_list()
        self.watch(self.theme.changed, self._repaint)

    @classmethod
    def badge(cls, workspace: Workspace) -> Badge | None:
        """How many tasks are late."""
        late = count_boxes(workspace.dossier.tasks, workspace.today).open_late
        return Badge(f"{format_number(late)} quá hạn", "re", "late") if late else None

    @cached_property
    def pane(self) -> "TaskPane":
        """The detail pane; built when wanted or after the first painting, for the table is looked at first."""
        from kehoach_desktop.ui.tabs.tasks.pane import TaskPane

        pane = TaskPane(self.theme, self.side)
        self._side.addWidget(pane)
        self._connect_pane(pane)
        self._fill_pane(pane, self.list.table.current_record())
        return pane

    @cached_property
    def empty(self) -> "EmptyPage":
        """What stands in place of the table while there is no plan; built when that is so."""
        from kehoach_desktop.ui.tabs.tasks.empty_page import EmptyPage

        page = EmptyPage(self.theme)
        page.acted.connect(self._empty_act)
        page.dropped.connect(self.files_dropped)
        self._stack.addWidget(page)
        return page

    def _show_table(self, *, on: bool) -> None:
        self._stack.setCurrentWidget(self.splitter if on else self.empty)

    def _empty_act(self, key: str) -> None:
        acts = {
            "import": self.import_requested.emit, "paste": self.paste_requested.emit, "add": self.add_new,
            "sample": self.sample_requested.emit,
        }  # fmt: skip
        acts[key]()

    def _connect_list(self) -> None:
        found = self.list
        found.current_changed.connect(self._show_current)
        found.shown_changed.connect(self._show_place)
        found.opened.connect(lambda _: self._open_pane())
        found.search_left.connect(self.leave_search)
        found.refused.connect(self.messages.warn)
        found.edit_requested.connect(self._edit_cell)
        found.units_requested.connect(lambda task, at: self._pick_units([task], Role.LEAD, at))
        found.section_requested.connect(lambda task, at: self._pick_section([task], at))
        found.delete_requested.connect(self._delete)
        offer_menu(
            found.table,
            (
                KeyLine("Sửa ô", EDIT),
                ("Chủ trì…", lambda task: self._pick_units([task], Role.LEAD, found.table.menu_point())),
                ("Phối hợp…", lambda task: self._pick_units([task], Role.SUPPORT, found.table.menu_point())),
                ("Ghi kết quả kỳ…", self._write_result),
                ("Hoàn thành\tF9", lambda _: self.finish()),
                ("Gia hạn…\tF7", lambda _: self.ask_extension()),
                ("Chuyển sang mục khác…", lambda _: self._pick_section(self._about(), found.table.menu_point())),
                None,
                KeyLine("Chép dòng", COPY),
                ("Chép kèm tên cột", lambda _: found.table.copy_cells(heads=True)),
                KeyLine("Dán từ Excel", PASTE),
                None,
                KeyLine("Xóa", DELETE),
                ("Lịch sử…", lambda task: self.history_requested.emit("task", task.id)),
            ),
        )
        found.add_button.clicked.connect(self.add_new)
        found.add_bar.typed.connect(self._create)
        found.add_bar.left.connect(self._leave_add)
        found.bulk_built.connect(self._connect_bulk)

    def _connect_bulk(self, bulk: "BulkBar") -> None:
        chosen = self.list.chosen
        bulk.state_chosen.connect(lambda state: self.acts.set_many(chosen(), {"state": state}))
        bulk.units_requested.connect(lambda at: self._pick_units(chosen(), Role.LEAD, at))
        bulk.due_requested.connect(lambda at: self.ask_extension(above=at))
        bulk.report_requested.connect(self._bulk_report)
        bulk.print_requested.connect(self._print)

    def _connect_pane(self, pane: "TaskPane") -> None:
        pane.edit_requested.connect(self._edit_field)
        pane.extend_requested.connect(lambda at: pane.task and self._extend([pane.task]).open_under(at))
        pane.units_requested.connect(lambda role, at: pane.task and self._pick_units([pane.task], role, at))
        pane.recorded.connect(lambda period, fields: pane.task and self.acts.report([pane.task], period, fields))
        pane.step_requested.connect(self.list.table.step_rows)
        pane.source_requested.connect(lambda key: self.jump_requested.emit(Jump("plan", record_id=key)))
        pane.history_requested.connect(lambda key: self.history_requested.emit("task", key))

    # --- showing ---

    def show_dossier(self, workspace: Workspace) -> None:
        """The tasks of the plan in force; the empty state while there is none."""
        dossier = workspace.dossier
        book = TaskBook(dossier, workspace.today, workspace.period, workspace.window)
        self._periods = self._shown_periods(workspace)
        self.list.show_book(book)
        adding = self.list.add_bar.isVisibleTo(self.list)
        empty = not dossier.tasks and not adding
        self._show_table(on=not empty)
        if self._wanted_task is not None and self.list.table.select_record(self._wanted_task):
            self._wanted_task = None
        self._show_current(self.list.table.current_record())

    def _shown_periods(self, workspace: Workspace) -> list[tuple[Period, bool]]:
        """Periods of the year in force near the one chosen, and whether their data are cut off."""
        from kehoach_desktop.services import periods as service

        period = workspace.period
        found = set(reporting_periods(period.year, workspace.dossier.cycles, service.rules())) | {period}
        ordered = sorted(found, key=lambda p: p.sort_key)
        here = ordered.index(period)
        near = ordered[max(0, here - _PERIODS_BACK) : here + _PERIODS_ON]
        return [(p, workspace.today > workspace.window_of(p).data_to) for p in near]

    def _show_current(self, task: Task | None) -> None:
        """The pane follows the current row; one not built yet is filled when it is."""
        if "pane" in vars(self):
            self._fill_pane(self.pane, task)
        elif task is not None:
            self._pane_soon.start()

    def _fill_pane(self, pane: "TaskPane", task: Task | None) -> None:
        place, count = self.list.place_of(task) if task is not None else (0, 0)
        pane.show_task(task, self.list.book, self._periods, place, count)
        if task is not None:
            self._history_soon.start()

    def _show_place(self) -> None:
        if self.list.table.current_record() is None:
            self._show_current(None)

    def _ask_history(self) -> None:
        task = self.pane.task
        if task is None or not self.workspace.is_open:
            return
        from kehoach_desktop.services import history

        def shown(found: Sequence) -> None:
            if not Shiboken.isValid(self.pane):  # the window may be gone when the worker answers
                return
            edits = [(step, changes) for step, changes in found if changes[0].kind is not ChangeKind.CREATE]
            self.pane.show_history(task.id, edits)

        self.workspace.ask(lambda office_file: history.timeline(office_file, task.id), shown)

    def release(self) -> None:
        self._pane_soon.stop()
        self._history_soon.timeout.disconnect(self._ask_history)  # an answer would come to nobody
        super().release()

    def show_jump(self, jump: Jump) -> None:
        """A view or filter another tab asked for, or one task."""
        self.refresh()
        if jump.view in (DONE, EXTEND):
            (self.finish if jump.view == DONE else self.ask_extension)()
            return
        parts = [part.partition(":") for part in (jump.view or "").split("&")]
        filters = {key: (value,) for key, _, value in parts if value and key in FILTER_BY_KEY}
        if filters:
            self.list.show_view("all", filters)
        elif jump.view:
            self.list.show_view(jump.view)
        if jump.record_id and not self.list.table.select_record(jump.record_id):
            self.list.clear_filters()
            self.list.table.select_record(jump.record_id)
        self.list.table.setFocus()

    def acts_here(self) -> dict[str, Callable[[], object]]:
        acts: dict[str, Callable[[], object]] = {"group": self.list.group_button.click}
        return acts | ({"save_view": self.list.save_button.click} if self.list.can_save_view else {})

    def views_offered(self) -> Sequence[View]:
        return self.list.views.views

    def search(self, text: str) -> None:
        self.list.search(text)

    def _repaint(self) -> None:
        self.list.table.viewport().update()
        self.update()

    # --- editing ---

    def _texts(self, task: Task, field: str, text: str) -> dict[str, str]:
        """What a typed text sets; raises BadValue for a deadline that is none."""
        if field == "due":
            from kehoach_desktop.domain.due_text import due_fields

            return due_fields(text, self.workspace.period.year, task)
        return {field: text}

    def _edit_cell(self, task: Task, column: str, text: str) -> None:
        def refuse(fault: UserFacingError) -> None:
            self.list.model.refuse(task.id, column, str(fault))

        try:
            self.acts.set_fields(task, self._texts(task, column, text), refuse)
        except BadValue as fault:
            self.messages.fault(fault)
            refuse(fault)

    def _edit_field(self, field: str, text: str) -> None:
        task = self.pane.task
        if task is None:
            return

        def refuse(fault: UserFacingError) -> None:
            if self.pane.task is not None and self.pane.task.id == task.id:
                self.pane.refuse(field, str(fault))

        try:
            self.acts.set_fields(task, self._texts(task, field, text), refuse)
        except BadValue as fault:
            self.messages.fault(fault)
            refuse(fault)

    def _pick_units(self, tasks: Sequence[Task], role: Role, at: QPoint) -> None:
        """One lead by Enter; several supporting units by ticks."""
        from kehoach_desktop.ui.widgets.picker import Picker

        book = self.list.book
        if book is None or not tasks:
            return
        held = [unit.id for unit in book.units(tasks[0], role)] if len(tasks) == 1 else []
        column = {Role.LEAD: "lead", Role.SUPPORT: "supports"}.get(role)
        for task in tasks if column else ():
            self.list.model.drop_draft(task.id, column or "")  # what was pasted there and refused is chosen anew
        name = {Role.LEAD: "Chủ trì", Role.SUPPORT: "Phối hợp", Role.MONITOR: "Theo dõi"}[role]
        picker = Picker(self.theme, name, unit_choices(book), held, ticks=role is not Role.LEAD, parent=self)
        if role is not Role.LEAD:
            picker.closed.connect(lambda: self._take_ticks(tasks[0], role, held, picker.values()))
        elif len(tasks) == 1:
            picker.picked.connect(lambda unit: self.acts.assign(tasks[0], [unit], role))
        else:
            picker.picked.connect(lambda unit: self.acts.assign_many(tasks, unit, role))
        picker.open_at(at)

    def _pick_section(self, tasks: Sequence[Task], at: QPoint) -> None:
        """One section by Enter."""
        from kehoach_desktop.ui.widgets.picker import Picker

        sections = section_choices(self.list.book) if self.list.book is not None else []
        if not sections:
            self.messages.warn("Kế hoạch chưa có mục nào để chuyển sang.", "Nhập kế hoạch từ tệp Word để có các mục.")
            return
        held = {task.section_id or "" for task in tasks}
        picker = Picker(self.theme, "Chuyển sang mục", sections, held if len(held) == 1 else (), parent=self)
        picker.picked.connect(lambda section: self.acts.move(tasks, section))
        picker.open_at(at)

    def _take_ticks(self, task: Task, role: Role, held: list[str], wanted: list[str]) -> None:
        if set(wanted) != set(held):
            self.acts.assign(task, wanted, role)

    def _delete(self, tasks: list[Task]) -> None:
        if len(tasks) == 1:
            self.acts.delete(tasks[0])
        else:
            self.acts.delete_many(tasks)

    # --- adding ---

    def add_new(self) -> None:
        """Ctrl+N: opens the line for new tasks."""
        self._show_table(on=True)
        self.list.open_add()

    def _create(self, title: str, section_id: str | None) -> None:
        from kehoach_desktop.domain.numbering import next_task_place

        number, position = next_task_place(self.workspace.dossier, section_id)
        facts = {"title": title, "section_id": section_id, "number": number, "position": position}

        def made(task: Task) -> None:
            self.list.add_bar.taken()
            if not self.list.table.select_record(task.id):
                self.list.clear_filters()
                self.list.table.select_record(task.id)
            self.list.add_bar.field.setFocus()

        self.acts.create(facts, made)

    def _leave_add(self) -> None:
        if self.workspace.dossier.tasks:
            self.list.table.setFocus()
        else:
            self._show_table(on=False)

    # --- several at once ---

    def _about(self) -> list[Task]:
        """What an act of the menu is about: the ticked tasks, else the current one."""
        current = self.list.table.current_record()
        return self.list.model.ticked or ([current] if current is not None else [])

    def finish(self) -> None:
        """F9: done, with today as the day."""
        tasks = [task for task in self._about() if task.state is not TaskState.DONE]
        if len(tasks) == 1:
            self.acts.set_fields(tasks[0], {"state": TaskState.DONE.value})
        elif tasks:
            self.acts.set_many(tasks, {"state": TaskState.DONE.value})

    def ask_extension(self, *, above: QPoint | None = None) -> None:
        """F7: another deadline and its reason."""
        tasks = self._about()
        if tasks and above is not None:
            self._extend(tasks).open_above(above)
        elif tasks:
            self._extend(tasks).open_under(self.list.table.menu_point())

    def _extend(self, tasks: Sequence[Task]) -> "ExtendPopup":
        from kehoach_desktop.ui.tabs.tasks.bulk_bar import ExtendPopup

        about = f"{len(tasks)} nhiệm vụ" if len(tasks) > 1 else f"nhiệm vụ {tasks[0].number or ''}".rstrip()
        popup = ExtendPopup(self.theme, f"Gia hạn {about}", self)

        def refuse(fault: UserFacingError) -> None:
            if Shiboken.isValid(popup):  # it may be gone when the worker answers
                popup.refuse(str(fault), reason="lý do" in fault.cause)

        def done(_: object) -> None:
            if Shiboken.isValid(popup):
                popup.close()

        popup.typed.connect(lambda due, why: self.acts.extend(tasks, due, why, done, refuse))
        return popup

    def _bulk_report(self, at: QPoint) -> None:
        from kehoach_desktop.ui.tabs.tasks.bulk_bar import ReportPopup

        tasks = self.list.chosen()
        popup = ReportPopup(self.theme, len(tasks), self.workspace.period.phrase, self)

        def take(fields: dict[str, str]) -> None:
            popup.close()
            self.acts.report(tasks, self.workspace.period.id, fields)

        popup.form.recorded.connect(take)
        popup.open_above(at)
        popup.form.texts["result"].setFocus()

    def _print(self) -> None:
        """Duty slips of the units that lead the ticked tasks: of one unit, or of all."""
        book = self.list.book
        leads = {unit.id for task in self.list.chosen() for unit in (book.units(task, Role.LEAD) if book else ())}
        self.export_requested.emit("giao-viec", next(iter(leads)) if len(leads) == 1 else None)

    # --- the pane ---

    def shown_record_id(self) -> str | None:
        return self.pane.task.id if self.pane.task is not None else None

    def toggle_pane(self) -> None:
        """F4: between the table and the pane; a shut pane opens, an open one with the focus in it shuts."""
        focus = self.window().focusWidget()
        inside = focus is not None and self.pane.isAncestorOf(focus)
        if not self.side.isVisible():
            self._open_pane()
        elif inside:
            self.list.table.setFocus()
            if self.width() < self.grown(_NARROW):
                self._pane_wanted = False
                self.side.hide()
        else:
            self.pane.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _write_result(self, task: Task) -> None:
        """The form of the period in the pane of a task."""
        self._show_current(task)
        self._open_pane()
        self.pane.results.open_current()

    def _open_pane(self) -> None:
        if not self.side.isVisible():
            self._pane_wanted = True
            self.side.show()
            if self.width() < self.grown(_NARROW):
                self.splitter.setSizes([self.width() // 2, self.width() // 2])
        self.pane.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.grown(_NARROW)
        if narrow and self._pane_wanted is not True:
            self.side.hide()
        elif not narrow:
            self._pane_wanted = None
            self.side.show()
