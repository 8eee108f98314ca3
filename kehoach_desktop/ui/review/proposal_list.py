"""The list of proposals: rows under bands, keys on rows, and the editor that opens inside the current one. Changes nothing."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kehoach_desktop.services.review_items import Item
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.review.panel import Panel
from kehoach_desktop.ui.review.row_painter import TEXT_LEFT, RowPainter, tick_box
from kehoach_desktop.ui.review.rows import Band, Line, ReviewRows, Row, rows_of
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.panes import keep_bar

Index = QModelIndex | QPersistentModelIndex
_PAD = 10


class ProposalList(QListView):
    """Signals are wishes; the window does them. `open_key` is the row with the editor in it, "" for none."""

    current_changed = Signal(object)  # Item or None
    ticks_wished = Signal(list)  # ids to turn over
    enter_pressed = Signal()
    edit_wished = Signal()
    discard_wished = Signal()
    menu_wished = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._review: Review | None = None
        self._folded: frozenset[str] = frozenset()
        self._only_doubts = False
        self._full = False
        self.open_key = ""
        self.panel_height = 0
        self.rows = ReviewRows(self)
        self.panel = Panel(theme, self.viewport())
        self.setAccessibleName("Đề xuất")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(RowPainter(theme, self))
        self.setModel(self.rows)
        self._place_later = QTimer(self, interval=0, singleShot=True)
        self._place_later.timeout.connect(self._place_panel)

    # --- what is shown ---

    def show_review(self, review: Review) -> None:
        """The rows as the review stands now; the current one stays current, else the next takes its place."""
        self._review = review
        key, place, scroll = self._current_key(), self.currentIndex().row(), self.verticalScrollBar().value()
        if self.rows.show_rows(rows_of(review, self._folded, only_doubts=self._only_doubts)):
            found = self.rows.place_of(key)
            self.doItemsLayout()
            self._make_current(found if found >= 0 else min(max(place, 0), self.rows.rowCount() - 1))
            self.verticalScrollBar().setValue(scroll)
        self._open_editor()

    def _current_key(self) -> str:
        row = self.rows.row_at(self.currentIndex().row())
        return row.key if row is not None else ""

    @property
    def folded(self) -> frozenset[str]:
        return self._folded

    def set_folded(self, folded: frozenset[str]) -> None:
        self._folded = folded
        self._again()

    def set_only_doubts(self, *, on: bool) -> None:
        self._only_doubts = on
        self._again()

    def toggle_band(self, key: str, *, folded: bool | None = None) -> None:
        wanted = key not in self._folded if folded is None else folded
        self.set_folded(self._folded | {key} if wanted else self._folded - {key})

    def _again(self) -> None:
        if self._review is not None:
            self.show_review(self._review)

    # --- the current row ---

    def current_row(self) -> Row | None:
        return self.rows.row_at(self.currentIndex().row())

    def current_item(self) -> Item | None:
        row = self.current_row()
        return row.item if isinstance(row, Line) else None

    def selected_items(self) -> list[Item]:
        """The rows chosen together, in order; at least the current one."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = [row.item for place in places if isinstance(row := self.rows.row_at(place), Line)]
        current = self.current_item()
        return found if len(found) > 1 or current is None else [current]

    def select_item(self, item_id: int) -> bool:
        """Makes a row current, unfolding its band; False when it is not in the list."""
        key = f"item:{item_id}"
        if self.rows.place_of(key) < 0 and self._review is not None:
            band = ""
            for row in rows_of(self._review, frozenset(), only_doubts=self._only_doubts):
                band = row.key if isinstance(row, Band) else band
                if row.key == key:
                    self.set_folded(self._folded - {band})
                    break
        place = self.rows.place_of(key)
        if place >= 0:
            self._make_current(place)
            index = self.rows.index(place)
            seen = self.viewport().rect()
            if not seen.contains(self.visualRect(index)):
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return place >= 0

    def step(self, by: int) -> None:
        """To the next or previous proposal, past bands."""
        place = self.currentIndex().row() + by
        while 0 <= place < self.rows.rowCount() and not isinstance(self.rows.row_at(place), Line):
            place += by
        if 0 <= place < self.rows.rowCount():
            self._make_current(place)

    def _make_current(self, place: int) -> None:
        if place >= 0:  # not setCurrentIndex: it looks at the keys held down and would add to the rows chosen
            index = self.rows.index(place)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self._full = False
            self._open_editor()
            self.current_changed.emit(self.current_item())
        self.viewport().update()

    # --- the editor inside ---

    def open_full(self) -> None:
        """Opens all fields of the current row and goes into the first."""
        item = self.current_item()
        if item is not None and item.fields:
            self._full = True
            self._open_editor()
            self.panel.focus_first()

    def open_split(self, text: str, place: int) -> None:
        """Opens the words of the current row to be parted."""
        item = self.current_item()
        if item is not None:
            self.panel.show_split(item, text, place)
            self._settle(f"item:{item.id}")
            self.panel.focus_first()

    def close_editor(self) -> None:
        """Back to the row; the few fields of a doubt stay."""
        self._full = False
        self.setFocus()
        self.panel.drop_split()
        self._open_editor()

    @property
    def is_full(self) -> bool:
        return self._full

    def _open_editor(self) -> None:
        item = self.current_item()
        if item is None or self._review is None or not (self._full or item.doubts):
            self._settle("")
            return
        if self.panel.is_split and self.panel.shows(item):
            return
        self.panel.show_item(item, self._review.offers(item.id), full=self._full)
        self._settle(f"item:{item.id}" if self.panel.has_content else "")

    def _settle(self, key: str) -> None:
        """Gives the open row the height its editor needs."""
        height = self.panel.fit(self._panel_width()) if key else 0
        if (key, height) != (self.open_key, self.panel_height):
            self.open_key, self.panel_height = key, height
            self.doItemsLayout()
        self._place_panel()
        self._place_later.start()  # once more when scroll bars and lines have found their places
        if key:
            index = self.rows.index(self.rows.place_of(key))
            if self.visualRect(index).bottom() > self.viewport().height():
                self.scrollTo(index)
                self._place_panel()

    def _panel_width(self) -> int:
        return max(self.viewport().width() - TEXT_LEFT - _PAD, 200)

    def _place_panel(self) -> None:
        place = self.rows.place_of(self.open_key) if self.open_key else -1
        if place < 0:
            self.panel.hide()
            return
        rect = self.visualRect(self.rows.index(place))
        top = rect.top() + self._theme.sizes.row_two
        self.panel.setGeometry(rect.left() + TEXT_LEFT, top, self._panel_width(), self.panel_height)
        self.panel.show()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "_place_later"):
            self._place_later.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.open_key:
            self._settle(self.open_key)

    # --- mouse and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row_at(index.row())
        if isinstance(row, Band) and event.button() is Qt.MouseButton.LeftButton:
            self._make_current(index.row())
            self.toggle_band(row.key)
            return
        if isinstance(row, Line):
            box = tick_box(self.visualRect(index), self._theme.sizes.row_two).adjusted(-6, -6, 6, 6)
            if box.contains(event.position().toPoint()):
                self._make_current(index.row())
                self.ticks_wished.emit([row.item.id])
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.rows.row_at(self.indexAt(event.position().toPoint()).row()), Line):
            self.edit_wished.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current_item() is not None:
            at = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Keyboard:
                at = self.viewport().mapToGlobal(self._current_rect().topLeft() + QPoint(TEXT_LEFT, 20))
            self.menu_wished.emit(at)

    def _current_rect(self) -> QRect:
        return self.visualRect(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._row_key(event, self.current_row(), plain=plain):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() not in _MOVES:
                event.ignore()  # the window's own keys
            else:
                super().keyPressEvent(event)

    def _row_key(self, event: QKeyEvent, row: Row | None, *, plain: bool) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_A if control:
                self.selectAll()
            case Qt.Key.Key_Space if plain:
                if isinstance(row, Line):
                    self.ticks_wished.emit([item.id for item in self.selected_items()])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                if isinstance(row, Band):
                    self.toggle_band(row.key)
                else:
                    self.enter_pressed.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if plain and isinstance(row, Band):
                self.toggle_band(row.key, folded=event.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_F2 if plain:
                self.edit_wished.emit()
            case Qt.Key.Key_Delete if plain:
                self.discard_wished.emit()
            case Qt.Key.Key_Escape if len(self.selectionModel().selectedIndexes()) > 1:
                self._make_current(self.currentIndex().row())
            case _:
                return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""


_MOVES = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_C,
)  # fmt: skip
