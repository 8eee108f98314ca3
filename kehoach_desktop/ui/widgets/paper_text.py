"""Lists of paragraphs in the paper's serif: laid out once for a width, marked under words. Knows no plan and no review."""

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from kehoach_desktop.domain.records import Paragraph
from kehoach_desktop.ui.theme import Theme

_WIDEST, _INDENT, _LEAST_STEP = 760, 24, 21
# How kinds of paragraph stand on the page; what is not here is justified text.
_CENTRED = {"title", "letterhead", "slogan", "page_number"}
_LEFT = {"recipient", "recipient_head", "signature", "table_row", "table_head", "footnote", "label"}
_BOLD = {"heading", "title", "table_head"}


class Stretch(NamedTuple):
    """Words of one line: from `left` to `right`, their line's `top` and where a line under them stands."""

    left: float
    right: float
    top: float
    base: float


def spoken(paragraph: Paragraph | None) -> str:
    """The paragraph with its marker, as it is printed and read out; "" for none."""
    if paragraph is None:
        return ""
    return f"{paragraph.marker} {paragraph.text}" if paragraph.marker else paragraph.text


def stretches(layout: QTextLayout, at: QPointF, start: int, end: int) -> Iterator[Stretch]:
    """Where the characters from `start` to before `end` stand when the layout is drawn at a point, a line each."""
    for line in map(layout.lineAt, range(layout.lineCount())):
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            top = at.y() + line.y()
            yield Stretch(at.x() + _x(line, first), at.x() + _x(line, last), top, top + line.ascent() + 3)


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)
    return found[0] if isinstance(found, tuple) else found


class PaperPainter(QStyledItemDelegate):
    """Lays each paragraph out once for a width; subclasses paint. Without `as_printed` all text is ragged, not indented."""

    as_printed = True

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layouts: dict[Hashable, tuple[str, QTextLayout, int]] = {}

    def forget(self) -> None:
        """For another width or other paragraphs."""
        self._layouts.clear()

    def layout_of(self, key: Hashable, words: str, kind: str, width: int) -> tuple[QTextLayout, int]:
        """The laid out words and their height; `key` is the paragraph's own."""
        found = self._layouts.get(key)
        if found is None or found[0] != words:
            found = self._layouts[key] = (words, *self._make(words, kind, width))
        return found[1], found[2]

    def _make(self, words: str, kind: str, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(words, self._theme.font("paper", bold=kind in _BOLD))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        indent = 0
        if self.as_printed:
            if kind in _CENTRED:
                option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            elif kind not in _LEFT:
                indent = _INDENT
                if kind != "heading":
                    option.setAlignment(Qt.AlignmentFlag.AlignJustify)
        layout.setTextOption(option)
        return layout, _break(layout, width, indent)


def _break(layout: QTextLayout, width: int, indent: int) -> int:
    """Breaks the lines, the first one indented; returns the height."""
    step = max(round(QFontMetricsF(layout.font()).height()) + 1, _LEAST_STEP)
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        left = indent if y == 0 else 0
        line.setLineWidth(max(width - left, 40))
        line.setPosition(QPointF(left, y))
        y += step
    layout.endLayout()
    return round(y)


class PaperList(QListView):
    """Paragraphs under one another, as wide as the page at most; laid out anew when the width of the text changes.

    Subclasses set a PaperPainter and a model, and the room left and right of the text.
    """

    gutter, margin = 44, 20

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = 0
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._relayout = QTimer(self, interval=0, singleShot=True)
        self._relayout.timeout.connect(self.lay_out_anew)
        theme.changed.connect(self._take_font)

    @property
    def text_width(self) -> int:
        """The width lines are broken to."""
        widest = round(_WIDEST * max(1.0, self._theme.sizes.line / 18))
        return max(min(self._room, widest), 120)

    @property
    def text_left(self) -> int:
        """Where the text begins: after the gutter, centred on wide screens."""
        return self.gutter + max(0, (self._room - self.text_width) // 2)

    @property
    def _room(self) -> int:
        return self.viewport().width() - self.gutter - self.margin

    def forget_layouts(self) -> None:
        """For another width or other paragraphs."""
        painter = self.itemDelegate()
        if isinstance(painter, PaperPainter):
            painter.forget()

    def _take_font(self) -> None:
        """Another typeface may have been chosen."""
        self.forget_layouts()
        self._relayout.start()

    def lay_out_anew(self) -> None:
        """After another width; the current paragraph stays in sight."""
        self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.text_width != self._width:
            self._width = self.text_width
            self.forget_layouts()
            self._relayout.start()
        super().resizeEvent(event)
