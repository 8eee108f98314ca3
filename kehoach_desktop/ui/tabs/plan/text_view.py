"""The plan's own words, a paragraph a row: serif, justified, underlined where records come from. Shows only."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from kehoach_desktop.domain.records import Paragraph
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.tabs.plan.spans import Mark, PlanText
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.key_acts import COPY
from kehoach_desktop.ui.widgets.paper_text import PaperList, PaperPainter, spoken, stretches
from kehoach_desktop.ui.widgets.row_menu import menu_place

Index = QModelIndex | QPersistentModelIndex
_FOLLOW_MS = 80
_BAR = 3
_PENS: dict[Mark, tuple[str, Qt.PenStyle, float]] = {
    Mark.TASK: ("ac", Qt.PenStyle.SolidLine, 1.6),
    Mark.UNIT: ("tx2", Qt.PenStyle.DotLine, 1.4),
    Mark.DUE: ("am", Qt.PenStyle.DashLine, 1.6),
    Mark.TARGET: ("gr", Qt.PenStyle.SolidLine, 1.0),
}


def draw_underline(painter: QPainter, theme: Theme, mark: Mark, left: float, right: float, base: float) -> None:
    """A mark's line under words; a target's is double."""
    token, style, width = _PENS[mark]
    pen = QPen(theme.color(token), width)
    if style is not Qt.PenStyle.SolidLine:
        pen.setDashPattern([1, 1.6] if style is Qt.PenStyle.DotLine else [4, 2.4])
    painter.setPen(pen)
    base = round(base) + 0.5
    painter.drawLine(QPointF(left, base), QPointF(right, base))
    if mark is Mark.TARGET:
        painter.drawLine(QPointF(left, base + 2), QPointF(right, base + 2))


class ParagraphModel(QAbstractListModel):
    """Paragraphs in document order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text: PlanText | None = None
        self.paragraphs: tuple[Paragraph, ...] = ()
        self.row_of: dict[str, int] = {}

    def show_text(self, text: PlanText) -> bool:
        """Takes a plan's text; True when its paragraphs are others than before."""
        changed = text.dossier.paragraphs != self.paragraphs
        if changed:
            self.beginResetModel()
        self.text = text
        if changed:
            self.paragraphs = text.dossier.paragraphs
            self.row_of = {paragraph.id: row for row, paragraph in enumerate(self.paragraphs)}
            self.endResetModel()
        return changed

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.paragraphs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.paragraphs):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self.paragraphs[index.row()])
        return None


class _Painter(PaperPainter):
    """Paints paragraphs with their marks, and how many records come from each."""

    def __init__(self, theme: Theme, view: "TextView") -> None:
        super().__init__(theme, view)
        self._view = view

    def _layout(self, paragraph: Paragraph) -> tuple[QTextLayout, int]:
        return self.layout_of(paragraph.id, spoken(paragraph), paragraph.kind, self._view.text_width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        paragraph = self._view.paragraph_model.paragraphs[index.row()]
        _, height = self._layout(paragraph)
        return QSize(200, height + (14 if paragraph.kind == "heading" else 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paragraph = self._view.paragraph_model.paragraphs[index.row()]
        theme, rect = self._theme, QRect(option.rect)
        layout, _ = self._layout(paragraph)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = index.row() == self._view.currentIndex().row()
        if current:
            painter.fillRect(rect, theme.color("mark"))
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        top = rect.top() + (10 if paragraph.kind == "heading" else 4)
        at = QPointF(rect.left() + self._view.text_left, top)
        self._paint_gutter(painter, paragraph, rect, top)
        painter.setPen(theme.color("tx"))
        layout.draw(painter, at)
        self._paint_marks(painter, paragraph, layout, at)
        if current and self._view.hasFocus():
            painter.setPen(QPen(theme.color("ac"), 1))
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _paint_gutter(self, painter: QPainter, paragraph: Paragraph, rect: QRect, top: int) -> None:
        text = self._view.paragraph_model.text
        if text is None:
            return
        counts = (
            (len(text.tasks.get(paragraph.id, ())), "clipboard_task"),
            (len(text.indicators.get(paragraph.id, ())), "data_trending"),
        )
        theme, y = self._theme, top + 2
        painter.setFont(theme.font("small"))
        for count, icon in counts:
            if count and y + painting.ICON <= rect.bottom() + 4:
                painter.setPen(theme.color("tx2"))
                box = QRect(rect.left() + 6, y, 18, painting.ICON)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
                painting.draw_icon(painter, theme, icon, QPoint(rect.left() + 28, y), "tx2")
                y += painting.ICON + 2

    def _paint_marks(self, painter: QPainter, paragraph: Paragraph, layout: QTextLayout, at: QPointF) -> None:
        text = self._view.paragraph_model.text
        if text is None:
            return
        shift = len(spoken(paragraph)) - len(paragraph.text)
        for span in text.spans(paragraph):
            for left, right, _, base in stretches(layout, at, span.start + shift, span.end + shift):
                draw_underline(painter, self._theme, span.mark, left, right, base)


class TextView(PaperList):
    """Up and down move by paragraph; Enter asks for its first record; Ctrl+C copies the paragraph."""

    paragraph_changed = Signal(object)  # Paragraph or None; 80 ms after the last move
    opened = Signal(object)
    menu_wanted = Signal(QPoint)  # on screen, about the current paragraph

    gutter, margin = 56, 20

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Nội dung kế hoạch", parent)
        self.paragraph_model = ParagraphModel(self)
        self._follow = QTimer(self, interval=_FOLLOW_MS, singleShot=True)
        self._follow.timeout.connect(lambda: self.paragraph_changed.emit(self.current()))
        self.setItemDelegate(_Painter(theme, self))
        self.setModel(self.paragraph_model)
        self.activated.connect(lambda _: self.current() and self.opened.emit(self.current()))

    def show_text(self, text: PlanText) -> None:
        """A plan's paragraphs; the current one stays current."""
        kept = self.current()
        if self.paragraph_model.show_text(text):
            self.forget_layouts()
            row = self.paragraph_model.row_of.get(kept.id, 0) if kept is not None else 0
            if self.paragraph_model.rowCount():
                self.setCurrentIndex(self.paragraph_model.index(row))
        else:
            self.viewport().update()

    def current(self) -> Paragraph | None:
        row = self.currentIndex().row()
        found = self.paragraph_model.paragraphs
        return found[row] if 0 <= row < len(found) else None

    def go_to(self, paragraph_id: str, *, top: bool = False) -> bool:
        """Makes a paragraph current and shows it, in the middle or at the top."""
        row = self.paragraph_model.row_of.get(paragraph_id)
        if row is None:
            return False
        index = self.paragraph_model.index(row)
        self.setCurrentIndex(index)
        hint = QAbstractItemView.ScrollHint.PositionAtTop if top else QAbstractItemView.ScrollHint.PositionAtCenter
        self.scrollTo(index, hint)
        return True

    def find_words(self, words: str, *, after_current: bool = True) -> bool:
        """Goes to the next paragraph with all these words, accents aside; from the end on from the beginning."""
        needles = fold(words).split()
        count = len(self.paragraph_model.paragraphs)
        here = self.currentIndex().row() + (1 if after_current else 0)
        for step in range(count) if needles else ():
            paragraph = self.paragraph_model.paragraphs[(here + step) % count]
            hay = fold(spoken(paragraph))
            if all(needle in hay for needle in needles):
                return self.go_to(paragraph.id)
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._follow.start()
        self.viewport().update()

    def keys_taken(self) -> Collection[str]:
        return [COPY] if self.current() is not None else []

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, at = menu_place(self, event)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.matches(QKeySequence.StandardKey.Copy) and current is not None:
            QGuiApplication.clipboard().setText(spoken(current))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the four underlines mean."""

    _WORDS = ((Mark.TASK, "Nhiệm vụ"), (Mark.UNIT, "Đơn vị"), (Mark.DUE, "Thời hạn"), (Mark.TARGET, "Mức chỉ tiêu"))

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.sizes.small_line + 12)
        self.setAccessibleName("Gạch chân: " + ", ".join(words for _, words in self._WORDS))

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics("small")
        return QSize(sum(metrics.horizontalAdvance(words) + 16 for _, words in self._WORDS), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, x = theme.metrics("small"), 0
        middle = (self.height() - metrics.height()) // 2
        for mark, words in self._WORDS:
            width = metrics.horizontalAdvance(words)
            if x + width > self.width() + 2:  # half a word tells nothing
                break
            painter.setFont(theme.font("small"))
            painter.setPen(QColor(theme.color("tx2")))
            painter.drawText(QRect(x, middle - 2, width + 2, metrics.height()), Qt.AlignmentFlag.AlignVCenter, words)
            draw_underline(painter, theme, mark, x, x + width, middle + metrics.height() - 1)
            x += width + 16
