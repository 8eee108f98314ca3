"""Left of the task tab: saved views, chips, table, add line and bulk bar over one book of tasks. Sends wishes, writes nothing."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import Task
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.after_painting import AfterPainting
from kehoach_desktop.ui.models.cells import TICK
from kehoach_desktop.ui.models.conflicts import Marks, with_marks
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.tasks.add_bar import AddBar
from kehoach_desktop.ui.tabs.tasks.book import TaskBook, section_title
from kehoach_desktop.ui.tabs.tasks.chip_room import COUNT, MORE, SHORT_COUNT, ChipRoom
from kehoach_desktop.ui.tabs.tasks.columns import conflict_column, search_text, task_columns
from kehoach_desktop.ui.tabs.tasks.filters import FILTER_BY_KEY, FILTERS, VIEW_BY_KEY, options, passes, value_words
from kehoach_desktop.ui.tabs.tasks.grouping import DEFAULT, GROUPING_BY_KEY, GROUPINGS, band_note
from kehoach_desktop.ui.tabs.tasks.own_views import MOST, OwnViews, all_views
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button, ChipBar, ChipSpec
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar

if TYPE_CHECKING:
    from kehoach_desktop.ui.tabs.tasks.bulk_bar import BulkBar
    from kehoach_desktop.ui.widgets.empty_state import NoHits

_CHOSEN = ("lead", "section")  # columns whose value is chosen from a list
_MANY = 3000
_COUNT_MS = 60
_LONGEST_VALUE = 34
_NARROW = 760  # under this width of the list "6 rõ" is a figure and the buttons are icons
_HALF = 540  # beside its pane in a narrow window


class TaskList(QWidget):
    """`current_changed` follows the current row; every act leaves as a signal with the tasks it is about."""

    current_changed = Signal(object)  # Task or None
    opened = Signal(object)  # Enter on a row
    edit_requested = Signal(object, str, str)  # task, column, typed text
    units_requested = Signal(object, QPoint)  # task; where a list may open
    section_requested = Signal(object, QPoint)
    delete_requested = Signal(list)
    shown_changed = Signal()
    bulk_built = Signal(object)  # the BulkBar
    search_left = Signal()  # wish to end the search
    refused = Signal(str, str)  # cause and remedy

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.book: TaskBook | None = None
        self.filters: dict[str, tuple[str, ...]] = {}
        self._specs: list[ChipSpec] = []
        self._kept: frozenset[str] | None = None  # ids that pass view and filters; None: all
        self._counted: tuple[TaskBook, tuple[str, ...], list[View]] | None = None
        self._settings = settings
        self._grouping = self._last_grouping
        self._narrow = self._short_count = False
        self._last_view = "all"
        self._search = ""
        self._own = OwnViews(settings)
        self._count_soon = AfterPainting(lambda: self._count_views(now=True), _COUNT_MS, self)
        self._stack = QStackedWidget(self)
        self.views = ViewsBar(theme, self)
        self.save_button = Button(theme, "Lưu khung nhìn", kind="flat", icon="bookmark", small=True)
        self.views.right.addWidget(self.save_button)
        self.chips = ChipBar(theme, self)
        self.chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._make_buttons()
        columns = task_columns(self._book, lambda: self._narrow)
        self.model = RowsModel[Task](
            with_marks(columns, "task", Marks(lambda: self._book().dossier), conflict_column),
            search_text=search_text(self._book), parent=self,
        )  # fmt: skip
        self.table = Table(theme, "tasks", settings, two_lines=True, parent=self._stack)
        self.table.setAccessibleName("Nhiệm vụ")
        self.add_bar = AddBar(theme, self)
        self._lay_out()
        self._connect()

    @cached_property
    def no_hits(self) -> "NoHits":
        """What stands in place of the rows while there is none; built when that is so."""
        from kehoach_desktop.ui.widgets.empty_state import NoHits

        page = NoHits(self._theme, self._stack)
        page.cleared.connect(self._bring_rows)
        self._stack.addWidget(page)
        return page

    @cached_property
    def bulk(self) -> "BulkBar":
        """The bar under the table; built when two rows are ticked for the first time."""
        from kehoach_desktop.ui.tabs.tasks.bulk_bar import BulkBar

        bar = BulkBar(self._theme, self)
        bar.set_narrow(narrow=self._narrow)
        bar.cleared.connect(lambda: self.model.tick_all(on=False))
        self._parts.addWidget(bar)
        self.bulk_built.emit(bar)
        return bar

    def _book(self) -> TaskBook:
        assert self.book is not None  # noqa: S101 - no row is shown before a book is
        return self.book

    def _make_buttons(self) -> None:
        self.group_button = Button(self._theme, GROUPING_BY_KEY[self._grouping].button_words, menu_arrow=True)
        self.columns_button = Button(self._theme, "Cột", icon="table_settings", tip="Chọn cột")
        self.add_button = Button(self._theme, "Thêm", icon="add", key="Ctrl+N")
        for button in (self.group_button, self.columns_button, self.add_button):
            self.chips.right.addWidget(button)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        column = self._parts = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.views, self.chips, self.add_bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.table.set_model(self.model)
        self.model.modelReset.connect(self._leave_tick_column)
        self.model.ticks_changed.connect(self._show_ticked)
        self.model.shown_changed.connect(self._count)
        self.model.edit_requested.connect(self.edit_requested)
        self.table.current_record_changed.connect(self.current_changed)
        self.table.record_opened.connect(self._open)
        self.table.delete_requested.connect(lambda task: self.delete_requested.emit(self.chosen() or [task]))
        self.table.escaped.connect(self.step_back)
        self.table.installEventFilter(self)
        self.views.chosen.connect(self._view_chosen)
        self.chips.removed.connect(self._drop_filter)
        self.chips.clicked.connect(self._open_filter)
        self.chips.add_requested.connect(self._filter_menu)
        self.save_button.clicked.connect(self._save_view)
        self.group_button.clicked.connect(self._group_menu)
        self.columns_button.clicked.connect(
            lambda: self.table.head.column_menu().popup(self.columns_button.mapToGlobal(QPoint(0, 28)))
        )

    # --- showing ---

    def show_book(self, book: TaskBook) -> None:
        """The tasks as they stand now; view, filters, ticks and the current row stay."""
        self.book = book
        self._find_kept()
        self._arrange(lay_out=False)
        self.model.set_records(book.dossier.tasks)
        self._show_chips()
        self._show_ticked()

    def _show_ticked(self) -> None:
        count = len(self.model.ticked)
        if count >= 2 or "bulk" in vars(self):
            self.bulk.show_count(count)

    def search(self, text: str) -> None:
        """Narrows to rows that have every word, accents aside."""
        self._search = text.strip()
        self.model.set_search(text)

    def chosen(self) -> list[Task]:
        """The ticked tasks when there are two or more."""
        ticked = self.model.ticked
        return ticked if len(ticked) >= 2 else []

    def place_of(self, task: Task) -> tuple[int, int]:
        """Where a task stands among those shown (from 1), and how many are shown."""
        shown = self.model.shown_records()
        return next((i for i, found in enumerate(shown, 1) if found.id == task.id), 0), len(shown)

    def show_view(self, key: str, filters: dict[str, tuple[str, ...]] | None = None) -> None:
        """Takes a view by its key, with these filters and no others."""
        self.filters = dict(filters or {})
        self._count_views(now=True)
        self.views.choose(key if key in VIEW_BY_KEY or key in self._own.by_key else "all", tell=False)
        self._view_chosen(self.views.current, keep_filters=True)

    @property
    def is_narrowed(self) -> bool:
        """Whether view or filters leave out tasks, apart from the search."""
        return bool(self.filters) or self.views.current != "all"

    def step_back(self) -> None:
        """Esc: first view and filters go, then the search."""
        if self.is_narrowed:
            self.show_view("all")
        else:
            self.search_left.emit()

    def clear_filters(self) -> None:
        """All tasks again."""
        if self.is_narrowed:
            self.show_view("all")
        if self._search:
            self.search_left.emit()

    def _bring_rows(self) -> None:
        """Some tasks again: view and filters go, and the search where it alone leaves none."""
        if self.is_narrowed:
            self.show_view("all")
        if not self.model.shown_count:
            self.search_left.emit()
        self.table.setFocus()

    def _view_chosen(self, key: str, *, keep_filters: bool = False) -> None:
        own = self._own.by_key.get(key)
        if own is not None:
            self.filters = {name: values for name, values in own.filters.items() if name in FILTER_BY_KEY}
            self._take_grouping(own.grouping or self._grouping)
        elif self._last_view not in VIEW_BY_KEY:  # an own view is left with all that belongs to it
            self._take_grouping(self._last_grouping)
            self.filters = self.filters if keep_filters else {}
        self._last_view = key
        self._refilter()

    @property
    def _base_view(self) -> str:
        own = self._own.by_key.get(self.views.current)
        return own.view if own is not None else self.views.current or "all"

    def _refilter(self) -> None:
        """View, filters or grouping are others."""
        self._find_kept()
        if self.book is not None:
            self._arrange()
        self._show_chips()

    def _find_kept(self) -> None:
        """Works out once which tasks pass view and filters."""
        self._kept = None
        if self.book is not None and (self._base_view != "all" or self.filters):
            book, keep = self.book, VIEW_BY_KEY[self._base_view].keep
            found = (t.id for t in book.dossier.tasks if keep(book, t) and passes(book, self.filters, t))
            self._kept = frozenset(found)
        self.model.set_filter(self._keeps if self._kept is not None else None, lay_out=False)

    def _keeps(self, task: Task) -> bool:
        return self._kept is None or task.id in self._kept

    def _arrange(self, *, lay_out: bool = True) -> None:
        """Order and bands as the book in force has them; asked of every task, so by nothing but the book's own words."""
        book, band = self._book(), GROUPING_BY_KEY[self._grouping].group
        by_lateness = VIEW_BY_KEY[self._base_view].by_lateness
        self.model.set_order(book.order_by_lateness if by_lateness else book.order)
        bands = None if band is None or by_lateness else partial(band, book)
        self.model.set_groups(bands, self._note, lay_out=lay_out)

    def _note(self, tasks: list[Task]) -> str:
        late = self._book().late_ids
        return band_note(len(tasks), sum(task.id in late for task in tasks) if late else 0)

    def _show_views(self) -> None:
        self._count_views()
        mine = self.views.current in self._own.by_key
        self.save_button.setText("Bỏ khung nhìn" if mine else "Lưu khung nhìn")
        self.save_button.set_tip(self.save_button.text())  # it may have room for its icon alone
        self.save_button.setEnabled(mine or bool(self.filters) or self._grouping != DEFAULT)
        self.save_button.updateGeometry()

    @property
    def can_save_view(self) -> bool:
        """Whether filters or bands stand that have no name yet."""
        return self.save_button.isEnabled() and self.views.current not in self._own.by_key

    def _count_views(self, *, now: bool = False) -> None:
        """How many tasks each view holds; of very many tasks they are counted after the table has been painted."""
        if self.book is None:
            return
        own = tuple(self._own.by_key)
        if self._counted is None or self._counted[:2] != (self.book, own):
            if len(self.book.dossier.tasks) > _MANY and not now:
                self._count_soon.start()
                return
            self._counted = (self.book, own, all_views(self.book, self._own))
            self.views.set_views(self._counted[2])

    def _show_chips(self) -> None:
        """The filters in force; those that find no room stand behind one chip."""
        specs = self._fitting([self._spec(key) for key in self.filters])
        if specs != self._specs:
            self._specs = specs
            self.chips.set_chips(specs)
        self._count()
        self._show_views()

    def _spec(self, key: str) -> ChipSpec:
        words = value_words(self._book(), key, self.filters[key])
        short = words if len(words) <= _LONGEST_VALUE else words[: _LONGEST_VALUE - 1].rstrip(" ,") + "…"
        return ChipSpec(key, FILTER_BY_KEY[key].label, short)

    def _fitting(self, specs: list[ChipSpec]) -> list[ChipSpec]:
        """The chips that find room; before one is put away the count of rows is said shorter."""
        taken = (self.chips.add_chip, self.group_button, self.columns_button, self.add_button)
        room = self.width() - sum(widget.sizeHint().width() + 6 for widget in taken) - 46
        total = self.model.total_count
        chips = ChipRoom(self._theme, specs)
        self._short_count = self._narrow or not chips.fit(room - chips.small_width(COUNT.format(total, total)))
        return chips.shown(room - chips.small_width(SHORT_COUNT.format(total, total)))

    def _count(self) -> None:
        shown, total = self.model.shown_count, self.model.total_count
        words = (SHORT_COUNT if self._short_count else COUNT).format(shown, total)
        self.chips.set_count(f"{format_number(total)} nhiệm vụ" if shown == total else words)
        if total and not shown:
            self.no_hits.set_words(*self._no_hit_words())
        self._stack.setCurrentWidget(self.no_hits if total and not shown else self.table)
        self.shown_changed.emit()

    def _no_hit_words(self) -> tuple[str, ...]:
        """Why there is no row, and the button's word where it is the search alone."""
        count = len(self.filters) + (self._base_view != "all")
        if self._search and count:
            return (f"Không có nhiệm vụ nào có “{self._search}” và khớp {count} bộ lọc.",)
        if self._search:
            return f"Không có nhiệm vụ nào có “{self._search}”.", self.no_hits.LEAVE_SEARCH
        return (f"Không có nhiệm vụ nào khớp {count} bộ lọc." if count else "Chưa có nhiệm vụ nào.",)

    # --- filters and views ---

    def set_filter(self, key: str, values: Sequence[str]) -> None:
        """Narrows by these values; none takes the filter away."""
        if values:
            self.filters[key] = tuple(values)
        else:
            self.filters.pop(key, None)
        self._refilter()

    def _drop_filter(self, key: str) -> None:
        if key == MORE:
            shown = {spec.key for spec in self._specs}
            self.filters = {name: values for name, values in self.filters.items() if name in shown}
        self.set_filter(key, ())
        self.chips.add_chip.setFocus()

    def _filter_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in FILTERS:
            action = menu.addAction(kind.label)
            action.setCheckable(True)
            action.setChecked(kind.key in self.filters)
            action.setEnabled(bool(kind.options(self._book())))
            action.triggered.connect(lambda _=False, key=kind.key: self._open_filter(key, at))
        menu.popup(at)

    def _open_filter(self, key: str, at: QPoint) -> None:
        if key == MORE:
            self._filter_menu(at)
            return
        from kehoach_desktop.ui.widgets.picker import Picker

        kind, book, chosen = FILTER_BY_KEY[key], self._book(), self.filters.get(key, ())
        picker = Picker(self._theme, kind.label, options(book, key, chosen), chosen, ticks=True, parent=self)
        if kind.typed is not None:
            picker.take_typed(partial(kind.typed, book), kind.hint)
        picker.ticked.connect(lambda values: self.set_filter(key, values))
        picker.open_at(at)

    def _save_view(self) -> None:
        if self.views.current in self._own.by_key:
            self._own.drop(self.views.current)
            self.show_view("all")
            return
        if self._own.is_full:
            self.refused.emit(
                f"Đã có {MOST} khung nhìn tự đặt, không lưu thêm được.",
                "Mở một khung nhìn không dùng nữa, bấm “Bỏ khung nhìn”, rồi lưu lại.",
            )
            return
        from kehoach_desktop.ui.tabs.tasks.own_views import NamePopup

        popup = NamePopup(self._theme, self)
        popup.named.connect(self._name_view)
        popup.open_below(self.save_button.mapToGlobal(QPoint(0, self.save_button.height())))

    def _name_view(self, title: str) -> None:
        key = self._own.add(title, self._base_view, self.filters, self._grouping)
        self._show_views()
        self.views.choose(key)

    def _group_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for grouping in GROUPINGS:
            action = menu.addAction(grouping.title)
            action.setCheckable(True)
            action.setChecked(grouping.key == self._grouping)
            action.triggered.connect(lambda _=False, key=grouping.key: self.group_by(key))
        menu.popup(self.group_button.mapToGlobal(QPoint(0, self.group_button.height())))

    def group_by(self, key: str) -> None:
        """Bands the rows another way, in the next run too."""
        self._settings.set("tasks/grouping", key)
        self._take_grouping(key)
        self._refilter()

    def _take_grouping(self, key: str) -> None:
        self._grouping = key
        self.group_button.setText(GROUPING_BY_KEY[key].button_words)
        self.group_button.setAccessibleName(self.group_button.text())
        self.group_button.updateGeometry()

    @property
    def _last_grouping(self) -> str:
        """How she banded the rows last, own views apart."""
        key = self._settings.get("tasks/grouping")
        return key if key in GROUPING_BY_KEY else DEFAULT

    # --- adding ---

    def open_add(self) -> None:
        """Opens the line for new tasks, at the section of the current row."""
        if self.book is not None:
            current = self.table.current_record()
            sections = [(s.id, section_title(self.book.dossier, s)) for s in self._sections()]
            self.add_bar.open_for(sections, current.section_id if current is not None else None)

    def _sections(self) -> Iterator:
        """Sections that have tasks, else all of them."""
        book = self._book()
        used = {task.section_id for task in book.dossier.tasks}
        yield from [s for s in book.sections if s.id in used] or book.sections

    # --- keys ---

    def _open(self, task: Task) -> None:
        if self._column() in _CHOSEN:
            self._ask_list(task)
        else:
            self.opened.emit(task)

    def _column(self) -> str:
        place = self.table.current_column()
        return self.model.columns[place].key if place >= 0 else ""

    def _ask_list(self, task: Task) -> None:
        corner = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        wish = self.units_requested if self._column() == "lead" else self.section_requested
        wish.emit(task, self.table.viewport().mapToGlobal(corner))

    def _leave_tick_column(self) -> None:
        if self._column() == TICK:
            self._go_to_title()

    def _go_to_title(self) -> None:
        index: QModelIndex = self.model.index(self.table.current_row(), self.model.column_index("title"))
        self.table.setCurrentIndex(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and letters on a cell that is not edited: lead and section open their lists, any other goes to the title."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            task = self.table.current_record()
            control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            letter = bool(event.text()) and event.text().isprintable() and event.key() != Qt.Key.Key_Space
            if task is not None and not control and (event.key() == Qt.Key.Key_F2 or letter):
                if self._column() in _CHOSEN:
                    self._ask_list(task)
                    field = QApplication.focusWidget()
                    if letter and isinstance(field, QLineEdit):  # the letter is the first of what is looked for
                        field.insert(event.text())
                    return True
                if not self.table.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                    self._go_to_title()
        return super().eventFilter(watched, event)

    # --- size ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = max(1.0, self._theme.sizes.line / 18)
        self.add_button.set_bare(bare=self.width() < round(_HALF * scale))
        narrow = self.width() < round(_NARROW * scale)
        if narrow != self._narrow:
            self._narrow = narrow
            if "bulk" in vars(self):
                self.bulk.set_narrow(narrow=narrow)
            self.columns_button.setText("" if narrow else "Cột")
            for button in (self.columns_button, self.add_button):
                button.updateGeometry()
            self.model.refresh_cells()
        if self.book is not None:
            self._show_chips()
