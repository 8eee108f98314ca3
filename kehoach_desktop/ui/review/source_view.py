"""The source text beside the proposals: numbered paragraphs, underlines, mends, the current sentence. Shows only."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from kehoach_desktop.services.review_items import Item
from kehoach_desktop.ui.review.source_marks import Shown, SourceMarks, legend
from kehoach_desktop.ui.tabs.plan.text_view import draw_underline
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.panes import keep_bar
from kehoach_desktop.ui.widgets.paper_text import PaperList, PaperPainter, stretches

Index = QModelIndex | QPersistentModelIndex
_BAR = 3


class _Paragraphs(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks: SourceMarks | None = None
        self.order: tuple[int, ...] = ()

    def take(self, marks: SourceMarks) -> None:
        if tuple(marks.order) != self.order:
            self.beginResetModel()
            self.marks, self.order = marks, tuple(marks.order)
            self.endResetModel()
        self.marks = marks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.marks is None:
            return None
        shown = self.marks.shown(self.order[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = ", cần xem" if shown.waits else ", đã nhận" if shown.taken else ""
            return f"Đoạn {shown.id}{state}: {shown.text}"
        if role == Qt.ItemDataRole.ToolTipRole and (typed := self.marks.typed(shown.id)):
            return f"Đã chuyển từ phông cũ. Trong tệp gõ là:\n{typed}"
        return None


class _Painter(PaperPainter):
    """Paints paragraphs with their numbers, underlines and mends, and the sentence in hand."""

    def __init__(self, theme: Theme, view: "SourceView") -> None:
        super().__init__(theme, view)
        self._view = view

    def _layout(self, shown: Shown) -> tuple[QTextLayout, int]:
        return self.layout_of(shown.id, shown.text, shown.kind, self._view.text_width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        shown = self._view.shown_at(index.row())
        return QSize(200, self._layout(shown)[1] + (12 if shown.kind == "heading" else 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, theme, rect = self._view.shown_at(index.row()), self._theme, QRect(option.rect)
        layout, _ = self._layout(shown)
        current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.fillRect(rect, theme.color("alt"))
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        top = rect.top() + (8 if shown.kind == "heading" else 3)
        at = QPointF(rect.left() + self._view.text_left, top)
        painter.setFont(theme.font("small", bold=current))
        painter.setPen(theme.color("tx" if current else "tx2"))
        number = QRect(rect.left(), top, round(at.x()) - rect.left() - 12, theme.sizes.line)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(shown.id))
        painter.setPen(theme.color("tx"))
        layout.draw(painter, at, self._formats(shown, current=current))
        for line in shown.underlines:
            for left, right, _, base in stretches(layout, at, line.start, line.end):
                draw_underline(painter, theme, line.mark, left, right, base)
        self._paint_state(painter, shown, QPoint(round(at.x()) + self._view.text_width + 10, top + 2))
        if current and self._view.hasFocus():
            painting.draw_focus_ring(painter, theme, rect, 0)
        painter.restore()

    def _formats(self, shown: Shown, *, current: bool) -> list[QTextLayout.FormatRange]:
        theme, found = self._theme, []
        if current and self._view.sentence is not None:
            marked = QTextCharFormat()
            marked.setBackground(theme.color("mark"))
            found.append(_range(*self._view.sentence, marked))
        struck, added = QTextCharFormat(), QTextCharFormat()
        struck.setForeground(theme.color("re"))
        struck.setFontStrikeOut(True)
        added.setForeground(theme.color("gr"))
        added.setBackground(theme.color("grs"))
        found += [_range(*span, struck) for span in shown.struck]
        return found + [_range(*span, added) for span in shown.added]

    def _paint_state(self, painter: QPainter, shown: Shown, at: QPoint) -> None:
        if shown.waits:
            painting.draw_icon(painter, self._theme, "warning", at, "am", filled=True)
        elif shown.taken:
            painting.draw_icon(painter, self._theme, "checkmark", at, "gr")


def _range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, look
    return found


class SourceView(PaperList):
    """Up and down move by paragraph; Enter asks for its proposals; Ctrl+C copies the paragraph."""

    paragraph_chosen = Signal(int)  # by hand, not through show_item
    opened = Signal(int)

    gutter, margin = 44, 34

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Văn bản gốc", parent)
        self.sentence: tuple[int, int] | None = None
        self._following = False
        self._paragraphs = _Paragraphs(self)
        keep_bar(self)
        self.setItemDelegate(_Painter(theme, self))
        self.setModel(self._paragraphs)

    @property
    def paragraph(self) -> int | None:
        """The current paragraph's number."""
        row = self.currentIndex().row()
        return self._paragraphs.order[row] if 0 <= row < len(self._paragraphs.order) else None

    def shown_at(self, row: int) -> Shown:
        """What a row shows."""
        marks = self._paragraphs.marks
        assert marks is not None  # noqa: S101 - there are rows only with marks
        return marks.shown(self._paragraphs.order[row])

    def show_marks(self, marks: SourceMarks) -> None:
        """The text as the review stands now."""
        before = self._paragraphs.marks
        self._paragraphs.take(marks)
        if before is not None and before.mends != marks.mends:
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_item(self, item: Item) -> None:
        """Brings the sentence of a row into sight and marks it; a row without a place leaves the text where it is."""
        marks = self._paragraphs.marks
        self.sentence = None
        if marks is not None and item.paragraph in self._paragraphs.order:
            self.sentence = marks.place_of(item, item.paragraph)
            self._go_to(item.paragraph)
        self.viewport().update()

    def _go_to(self, paragraph: int) -> None:
        index = self._paragraphs.index(self._paragraphs.order.index(paragraph))
        self._following = True
        self.setCurrentIndex(index)
        self._following = False
        seen = self.viewport().rect()
        if not seen.adjusted(0, 40, 0, -40).contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if not self._following:
            self.sentence = None
            if self.paragraph is not None:
                self.paragraph_chosen.emit(self.paragraph)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.paragraph is not None:
            QGuiApplication.clipboard().setText(self.shown_at(self.currentIndex().row()).text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.paragraph is not None:
                self.opened.emit(self.paragraph)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() in (
            Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_F2
        ):  # fmt: skip
            event.ignore()  # the window's own keys
        else:
            super().keyPressEvent(event)

    def lay_out_anew(self) -> None:
        self.doItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)


class SourceLegend(QWidget):
    """What the four underlines mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Gạch chân: " + ", ".join(legend().values()))

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics("small")
        width = sum(metrics.horizontalAdvance(words) + 14 for words in legend().values())
        return QSize(width - 14, self._theme.sizes.small_line + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, x = theme.metrics("small"), max(0, self.width() - self.sizeHint().width())
        top = (self.height() - metrics.height()) // 2 - 2
        for mark, words in legend().items():
            width = metrics.horizontalAdvance(words)
            if x + width > self.width():
                break
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("tx2"))
            painter.drawText(QRect(x, top, width + 2, metrics.height()), Qt.AlignmentFlag.AlignVCenter, words)
            draw_underline(painter, theme, mark, x, x + width, top + metrics.height() + 1)
            x += width + 14
