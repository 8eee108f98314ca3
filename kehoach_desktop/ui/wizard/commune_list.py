"""The communes found, as rows with a mark at the chosen one; moved by its owner's keys. It neither reads nor searches."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.services.communes import Commune
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_COMMUNE = Qt.ItemDataRole.UserRole
_MARK, _NAME = 11, 38  # from the left edge
_PROVINCE = 0.56  # the province's column begins there
_LEAST_ROWS = 3


class _Communes(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Commune] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        commune = self.found[index.row()]
        if role == _COMMUNE:
            return commune
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{upper_first(commune.full_name)}, {commune.province}"
        return None

    def show(self, found: Sequence[Commune]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, commune = self._theme, index.data(_COMMUNE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(
            rect, theme.color("sel" if on else "alt" if state & QStyle.StateFlag.State_MouseOver else "base")
        )
        if on:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("ac"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_mark(painter, QPoint(rect.left() + _MARK, rect.center().y() - 7), on=on)
        middle = rect.left() + round(rect.width() * _PROVINCE)
        left = self._put(painter, rect, rect.left() + _NAME, middle - 8, f"{upper_first(commune.kind.value)} ")
        self._put(painter, rect, left, middle - 8, commune.name, bold=True)
        self._put(painter, rect, middle, rect.right() - 8, upper_first(commune.province), tone="tx2")
        painter.restore()

    def _put(
        self, painter: QPainter, rect: QRect, left: int, right: int, text: str, *, bold: bool = False, tone: str = "tx"
    ) -> int:
        metrics = self._theme.metrics(bold=bold)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
        painter.setFont(self._theme.font(bold=bold))
        painter.setPen(self._theme.color(tone))
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return left + metrics.horizontalAdvance(words)

    def _paint_mark(self, painter: QPainter, at: QPoint, *, on: bool) -> None:
        theme, box = self._theme, QRect(at.x(), at.y(), 15, 15)
        painting.fill_rounded(
            painter, box, theme.color("ac" if on else "base"), theme.color("ac" if on else "ctl"), radius=7.5
        )
        if on:
            painting.fill_rounded(painter, box.adjusted(5, 5, -5, -5), theme.color("on"), None, radius=2.5)


class CommuneHead(QWidget):
    """The heads of the two columns."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.sizes.header)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("alt"))
        painter.setPen(theme.color("line2"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("tx2"))
        middle = round(self.width() * _PROVINCE)
        for left, words in ((_NAME, "Xã, phường, đặc khu"), (middle, "Tỉnh, thành phố")):
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


class CommuneList(QListView):
    """`picked` carries the chosen commune or None; `opened` says a row was double-clicked."""

    picked = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._communes = _Communes(self)
        self._row_height = theme.sizes.row + 2
        self.setModel(self._communes)
        self.setItemDelegate(_Row(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Xã, phường, đặc khu tìm thấy")
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, _LEAST_ROWS * self._row_height)

    def sizeHint(self) -> QSize:
        return QSize(100, 5 * self._row_height)

    @property
    def chosen(self) -> Commune | None:
        index = self.currentIndex()
        return self._communes.found[index.row()] if index.isValid() else None

    def show_found(self, found: Sequence[Commune], *, choose: Commune | None) -> None:
        """Shows these rows with one chosen, or none."""
        self._communes.show(found)
        row = next((i for i, commune in enumerate(found) if commune == choose), -1) if choose else -1
        if row >= 0:
            self.setCurrentIndex(self._communes.index(row))
        self.picked.emit(self.chosen)

    def move_choice(self, by: int) -> None:
        """Moves the choice; from nowhere to the first row."""
        count = len(self._communes.found)
        if count:
            row = self.currentIndex().row()
            self.setCurrentIndex(self._communes.index(0 if row < 0 else max(0, min(row + by, count - 1))))

    @property
    def page(self) -> int:
        """Rows that fit into sight."""
        return max(1, self.viewport().height() // self._row_height - 1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.scrollTo(current)
            self.picked.emit(self.chosen)

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""
