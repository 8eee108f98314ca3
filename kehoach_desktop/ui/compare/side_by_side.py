"""Two versions of a text, paragraph beside paragraph, words that differ underlined: old dashed red, new solid green. Shows only."""

from collections.abc import Iterator, Sequence
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
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from kehoach_desktop.domain.records import Paragraph
from kehoach_desktop.services.plan_compare import RowState, Span, TextRow
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.panes import keep_bar
from kehoach_desktop.ui.widgets.paper_text import PaperList, PaperPainter, spoken, stretches

Index = QModelIndex | QPersistentModelIndex
Item = TextRow | int  # a row, or how many equal paragraphs are folded here
_GUTTER, _GAP, _RIGHT, _BAR = 36, 24, 14, 3
SHAPES = {
    RowState.CHANGED: Shape("edit", "am"), RowState.NEW: Shape("add", "gr"), RowState.GONE: Shape("subtract", "re"),
    RowState.MOVED: Shape("arrow_right", "ac"),
}  # fmt: skip


def row_words(row: TextRow) -> str:
    """A row as it is read out and copied."""
    place = f" {row.other_place}" if row.other_place is not None else ""
    match row.state:
        case RowState.SAME:
            return spoken(row.new)
        case RowState.CHANGED:
            return f"Đổi. Bản trước: {spoken(row.old)} Bản này: {spoken(row.new)}"
        case RowState.NEW:
            return f"Thêm: {spoken(row.new)}"
        case RowState.GONE:
            return f"Bỏ: {spoken(row.old)}"
        case RowState.MOVED if row.old is not None:
            return f"Chuyển đến đoạn{place} của bản này: {spoken(row.old)}"
        case _:
            return f"Chuyển từ đoạn{place} của bản trước: {spoken(row.new)}"


class RowModel(QAbstractListModel):
    """Rows in order; equal ones may be folded into their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TextRow] = ()
        self.items: list[Item] = []

    def show_rows(self, rows: Sequence[TextRow], *, only_differing: bool) -> None:
        self.beginResetModel()
        self._rows = rows
        self.items = list(_folded(rows)) if only_differing else list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            item = self.items[index.row()]
            return row_words(item) if isinstance(item, TextRow) else folded_words(item)
        return None

    def row_at(self, place: int) -> TextRow | None:
        item = self.items[place] if 0 <= place < len(self.items) else None
        return item if isinstance(item, TextRow) else None

    def place_of(self, paragraph_id: str) -> int:
        """Where a paragraph of either version stands, -1 when it is folded away."""
        for place, item in enumerate(self.items):
            if isinstance(item, TextRow) and paragraph_id in (item.new and item.new.id, item.old and item.old.id):
                return place
        return -1


def folded_words(count: int) -> str:
    """What stands in place of equal paragraphs."""
    return f"{count} đoạn giống nhau"


def _folded(rows: Sequence[TextRow]) -> Iterator[Item]:
    same = 0
    for row in rows:
        if row.state is RowState.SAME:
            same += 1
            continue
        if same:
            yield same
        same = 0
        yield row
    if same:
        yield same


class _Painter(PaperPainter):
    """Lays both sides of a row out for half the width and paints them."""

    as_printed = False

    def __init__(self, theme: Theme, view: "SideBySide") -> None:
        super().__init__(theme, view)
        self._view = view

    def _layout(self, paragraph: Paragraph | None) -> tuple[QTextLayout, int] | None:
        if paragraph is None:
            return None
        return self.layout_of(paragraph.id, spoken(paragraph), paragraph.kind, self._view.text_width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        item = self._view.rows.items[index.row()]
        if isinstance(item, int):
            return QSize(200, self._theme.sizes.row)
        sides = (self._layout(item.old), self._layout(item.new))
        return QSize(200, max([found[1] for found in sides if found is not None], default=21) + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, item = self._theme, QRect(option.rect), self._view.rows.items[index.row()]
        current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.color("sel" if current else "alt" if isinstance(item, int) else "base"))
        if isinstance(item, int):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("tx2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, folded_words(item))
        else:
            self._paint_row(painter, rect, item)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if current:
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: TextRow) -> None:
        theme, view = self._theme, self._view
        middle = rect.left() + view.new_left - _GAP // 2
        painter.fillRect(middle, rect.top(), 1, rect.height(), theme.color("line2"))
        shape = SHAPES.get(row.state)
        if shape is not None:
            painting.draw_shape(painter, theme, shape, QPoint(rect.left() + 11, rect.top() + 7))
        sides = (
            (row.old, row.old_spans, rect.left() + _GUTTER, "re"),
            (row.new, row.new_spans, rect.left() + view.new_left, "gr"),
        )
        for paragraph, spans, left, tone in sides:
            at = QPointF(left, rect.top() + 5)
            found = self._layout(paragraph)
            if found is None or paragraph is None:
                self._paint_absent(painter, QRect(left, rect.top(), view.text_width, rect.height()), row)
                continue
            layout, _ = found
            shift = len(spoken(paragraph)) - len(paragraph.text)
            alone = row.state in (RowState.NEW, RowState.GONE)
            marked = ((0, len(layout.text())),) if alone else tuple((a + shift, b + shift) for a, b in spans)
            self._paint_spans(painter, layout, at, marked, tone, ground=True)
            painter.setPen(theme.color("tx"))
            layout.draw(painter, at)
            self._paint_spans(painter, layout, at, marked, tone, ground=False)

    def _paint_absent(self, painter: QPainter, box: QRect, row: TextRow) -> None:
        """The side a paragraph is not on says where it is, or "–"."""
        words = "–"
        if row.state is RowState.MOVED:
            words = f"chuyển đến đoạn {row.other_place}" if row.old is not None else f"chuyển từ đoạn {row.other_place}"
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("tx2"))
        painter.drawText(box.adjusted(0, 6, 0, 0), Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_spans(
        self, painter: QPainter, layout: QTextLayout, at: QPointF, spans: Sequence[Span], tone: str, *, ground: bool
    ) -> None:
        pen = QPen(self._theme.color(tone), 1.6)
        if tone == "re":
            pen.setDashPattern([4, 2.4])
        painter.setPen(pen)
        for start, end in spans:
            for left, right, top, foot in stretches(layout, at, start, end):
                base = round(foot) + 0.5
                if ground:
                    painter.fillRect(QRectF(left, top, right - left, base - top), self._theme.soft(tone))
                else:
                    painter.drawLine(QPointF(left, base), QPointF(right, base))


class SideBySide(PaperList):
    """Up and down move by row; Enter asks for the paragraph in the plan; Ctrl+C copies both sides."""

    row_changed = Signal(object)  # TextRow or None
    opened = Signal(object)  # TextRow

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Hai bản kế hoạch, từng đoạn cạnh nhau", parent)
        self.rows = RowModel(self)
        keep_bar(self)
        self.setItemDelegate(_Painter(theme, self))
        self.setModel(self.rows)
        self.doubleClicked.connect(lambda _: self._ask())

    @property
    def text_width(self) -> int:
        """The width of one of the two texts."""
        return max((self.viewport().width() - _GUTTER - _GAP - _RIGHT) // 2, 80)

    @property
    def new_left(self) -> int:
        """Where the later text begins."""
        return _GUTTER + self.text_width + _GAP

    def show_rows(self, rows: Sequence[TextRow], *, only_differing: bool) -> None:
        """Shows a comparison; the current paragraph stays current where it is still shown."""
        kept = self.current()
        self.forget_layouts()
        self.rows.show_rows(rows, only_differing=only_differing)
        wanted = kept and (kept.new or kept.old)
        place = self.rows.place_of(wanted.id) if wanted else -1
        if place >= 0:
            self.go_to(place)
        elif not self.go_to_difference(1, start=-1) and self.rows.items:
            self.go_to(0)

    def current(self) -> TextRow | None:
        return self.rows.row_at(self.currentIndex().row())

    def go_to(self, place: int) -> None:
        """Makes a row current and shows it in the middle."""
        index = self.rows.index(place)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def go_to_paragraph(self, paragraph_id: str) -> bool:
        """Makes the row of a paragraph of either version current; False when it is not shown."""
        place = self.rows.place_of(paragraph_id)
        if place >= 0:
            self.go_to(place)
        return place >= 0

    def go_to_difference(self, by: int, start: int | None = None) -> bool:
        """F8: the next row that differs, or the one before; False when there is none that way."""
        place = (self.currentIndex().row() if start is None else start) + by
        while 0 <= place < len(self.rows.items):
            row = self.rows.row_at(place)
            if row is not None and row.state is not RowState.SAME:
                self.go_to(place)
                return True
            place += by
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.row_changed.emit(self.current())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.matches(QKeySequence.StandardKey.Copy) and current is not None:
            QGuiApplication.clipboard().setText(row_words(current))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        current = self.current()
        if current is not None:
            self.opened.emit(current)
