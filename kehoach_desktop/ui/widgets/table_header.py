"""The head of a table: sorts by click, moves by drag, chooses columns by right click, remembers all of it by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import TICK, Align
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.table import Table

_PAD = 8
_SAVE_MS = 400
_LEAST_STRETCH = 140
_TICK_LEFT = 14  # where the table draws its own boxes


@frozen
class HeadBox:
    """A box for all rows over a column of boxes: how it stands, what a click does."""

    state: Callable[[], Qt.CheckState]
    click: Callable[[], object]
    left: int = _PAD


class TableHeader(QHeaderView):
    """Widths of stretch columns follow the window; the others are as dragged or as the columns say."""

    def __init__(self, theme: Theme, name: str, settings: Settings, table: "Table") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme = theme
        self._table = table  # its own width is told late when a scroll bar comes
        self._name = name
        self._settings = settings
        self._model: RowsModel[Any] | None = None
        self._widths: dict[str, int] = {}
        self._boxes: dict[str, HeadBox] = {}
        self.sorts = True
        self._laying_out = False
        self._save_soon = QTimer(self, interval=_SAVE_MS, singleShot=True)
        self._save_soon.timeout.connect(self._save)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)
        self.sectionClicked.connect(self._clicked)

    def sizeHint(self) -> QSize:
        return QSize(self.length(), self._theme.sizes.header)

    def adopt(self, model: RowsModel[Any]) -> None:
        """Takes a model's columns and what was remembered of them."""
        self._model = model
        self._boxes[TICK] = HeadBox(model.tick_state, self._tick_all, _TICK_LEFT)
        self._recall()
        self.apply_widths()

    def put_box(self, key: str, box: HeadBox) -> None:
        """A box over a column whose ticks another keeps."""
        self._boxes[key] = box

    def order(self) -> list[int]:
        """Shown columns from left to right."""
        return [c for v in range(self.count()) if not self.isSectionHidden(c := self.logicalIndex(v))]

    def first_shown(self) -> int:
        return next(iter(self.order()), 0)

    def apply_widths(self) -> None:
        """Gives fixed columns their width and the stretch columns the rest."""
        if self._model is None or self._laying_out:
            return
        self._laying_out = True
        shown = self.order()
        columns = self._model.columns
        fixed = {c: self._widths.get(columns[c].key, self._scaled(columns[c].width)) for c in shown}
        growing = [c for c in shown if columns[c].stretch]
        room = self._table.viewport().width() - sum(w for c, w in fixed.items() if c not in growing)
        for c in growing:
            fixed[c] = max(room // len(growing), min(self._scaled(columns[c].width), _LEAST_STRETCH))
        for c, width in fixed.items():
            self.resizeSection(c, width)
        self._laying_out = False

    def _scaled(self, width: int) -> int:
        """Widths are drawn for the 10-point font; a larger one widens them."""
        return round(width * max(1.0, self._theme.sizes.line / 18))

    # --- what the person does ---

    def _resized(self, section: int, _old: int, new: int) -> None:
        if not self._laying_out and self._model is not None and section < len(self._model.columns):
            column = self._model.columns[section]
            if not column.stretch:
                self._widths[column.key] = new
            self.apply_widths()
            self._save_soon.start()

    def _moved(self, *_: int) -> None:
        if not self._laying_out:
            self._save_soon.start()

    def _clicked(self, section: int) -> None:
        if self._model is None:
            return
        key = self._model.columns[section].key
        if key in self._boxes:
            self._boxes[key].click()
            self.viewport().update()
            return
        if not self.sorts:
            return
        match self._model.sorted_by:
            case (now, False) if now == key:
                self._sort(key, descending=True)
            case (now, True) if now == key:
                self._sort(None)
            case _:
                self._sort(key)

    def _sort(self, key: str | None, *, descending: bool = False) -> None:
        if self._model is not None:
            self._model.sort_by(key, descending=descending)
            self._save_soon.start()
            self.viewport().update()

    def _tick_all(self) -> None:
        if self._model is not None:
            self._model.tick_all(on=self._model.tick_state() is not Qt.CheckState.Checked)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.column_menu().popup(event.globalPos())

    @property
    def can_sort(self) -> bool:
        """Whether a click on a head sorts."""
        return self.sectionsClickable() and not self.isHidden()

    def pop_up(self, menu: QMenu) -> None:
        """Opens a menu of this head under it."""
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sort_menu(self) -> QMenu:
        """A menu with the columns rows can be sorted by; deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in self.order():
            self.add_sort_line(menu, place, "{}")
        self.add_unsort_line(menu)
        return menu

    def add_sort_line(self, menu: QMenu, place: int, words: str) -> None:
        """Sorting by a column; once it is sorted so, the other way round. Nothing for a column without a title."""
        column = self._model.columns[place] if self._model is not None else None
        if self._model is None or column is None or not column.title:
            return
        key, text = column.key, words.format(column.title)
        up, down = ((key, turned) == self._model.sorted_by for turned in (False, True))
        if up or down:
            text += f": đổi sang {'giảm' if up else 'tăng'} dần"
        menu.addAction(text).triggered.connect(lambda: self._sort(key, descending=up))

    def add_unsort_line(self, menu: QMenu) -> None:
        """Back to the order of the table itself."""
        action = menu.addAction("Bỏ xếp")
        action.setEnabled(self._model is not None and self._model.sorted_by is not None)
        action.triggered.connect(lambda: self._sort(None))

    def column_menu(self) -> QMenu:
        """A menu with one tick for each column; deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_columns(menu)
        return menu

    def add_columns(self, menu: QMenu) -> None:
        """One tick for each column."""
        for place, column in enumerate(self._model.columns if self._model else ()):
            if not column.title:
                continue
            action = QAction(column.title, menu, checkable=True, checked=not self.isSectionHidden(place))
            action.toggled.connect(lambda on, place=place: self.show_column(place, on=on))
            menu.addAction(action)

    def show_column(self, place: int, *, on: bool) -> None:
        """Shows or hides a column; the last one cannot be hidden."""
        if on or len(self.order()) > 1:
            self.setSectionHidden(place, not on)
            self.apply_widths()
            self._save_soon.start()

    # --- memory ---

    def _recall(self) -> None:
        if self._model is None:
            return
        kept = self._settings.get("table/", self._name)
        keys = [column.key for column in self._model.columns]
        self._widths = {k: w for k, w in kept.get("widths", {}).items() if k in keys and isinstance(w, int)}
        hidden, known = kept.get("hidden"), kept.get("order", [])
        for place, column in enumerate(self._model.columns):  # one that came with a newer program begins as it says
            remembered = isinstance(hidden, list) and column.key in known
            self.setSectionHidden(place, column.key in hidden if remembered else column.hidden)
        self._laying_out = True
        wanted = [k for k in kept.get("order", []) if k in keys]
        for target, key in enumerate(wanted):
            self.moveSection(self.visualIndex(keys.index(key)), target)
        self._laying_out = False
        match kept.get("sort"):
            case [str(key), bool(descending)] if key in keys:
                self._model.sort_by(key, descending=descending)
            case _:
                pass

    def _save(self) -> None:
        if self._model is None or not self._name:
            return
        keys = [column.key for column in self._model.columns]
        kept = {
            "order": [keys[self.logicalIndex(v)] for v in range(min(self.count(), len(keys)))],
            "widths": self._widths,
            "hidden": [key for place, key in enumerate(keys) if self.isSectionHidden(place)],
            "sort": list(self._model.sorted_by or ()),
        }
        self._settings.set("table/", kept, self._name)

    # --- painting ---

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if self._model is None or logicalIndex >= len(self._model.columns):
            return
        theme, column = self._theme, self._model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, theme.color("alt"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line2"))
        if box := self._boxes.get(column.key):
            place = QRect(rect.left() + box.left, rect.center().y() - 7, 16, 16)
            painting.draw_check_box(painter, theme, place, box.state())
        else:
            self._paint_title(painter, rect.adjusted(_PAD, 0, -_PAD, 0), logicalIndex)
        painter.restore()

    def _paint_title(self, painter: QPainter, inner: QRect, section: int) -> None:
        assert self._model is not None  # noqa: S101 - paintSection looked
        theme, column = self._theme, self._model.columns[section]
        sort = self._model.sorted_by
        arrow = painting.ICON if sort and sort[0] == column.key else 0
        metrics = theme.metrics("small", bold=True)
        words = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, inner.width() - arrow)
        width = metrics.horizontalAdvance(words)
        left = {Align.LEFT: inner.left(), Align.RIGHT: inner.right() - width - arrow + 1}.get(
            column.align, inner.left() + (inner.width() - width - arrow) // 2
        )
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("ac" if column.accent else "tx2"))
        painter.drawText(QRect(left, inner.top(), width + 2, inner.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if arrow and sort:
            name = "arrow_down" if sort[1] else "arrow_up"
            painting.draw_icon(painter, theme, name, QPoint(left + width + 1, inner.center().y() - 7), "tx2")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().update()
