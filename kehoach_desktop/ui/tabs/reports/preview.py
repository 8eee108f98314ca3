"""Pages of a PDF on the desk ground with thumbnails; white paper in the dark too. It shows a file, it makes none."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QWidget

from kehoach_desktop.ui.tabs.reports.page_marks import Words, places
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.tokens import LIGHT

_GAP = 14
_THUMB = 44
_THUMB_PANE = 77
_STEPS = (50, 67, 80, 100, 125, 150, 200)
_POINTS_TO_PIXELS = 96 / 72
_LEAST_FIT = 30
_CACHED = 64
_SMALL, _FINER = 120, 4


class PageStore:
    """Rendered pages of one document, the latest few kept."""

    def __init__(self) -> None:
        self.document = QPdfDocument()
        self._bytes = QBuffer()
        self._images: dict[tuple[int, int, int], QImage] = {}

    def load(self, path: Path | None) -> bool:
        """Shows a file, or nothing; False when it is not a PDF. The file itself is not held: Windows could not delete it."""
        self._images.clear()
        self.document.close()
        self._bytes.close()
        if path is None:
            return True
        try:
            self._bytes.setData(path.read_bytes())
        except OSError:
            return False
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        return self.document.status() is QPdfDocument.Status.Ready

    @property
    def count(self) -> int:
        return self.document.pageCount() if self.document.status() is QPdfDocument.Status.Ready else 0

    def size(self, page: int) -> QSize:
        """A page's size at 100 %, in logical pixels."""
        points = self.document.pagePointSize(page)
        return QSize(round(points.width() * _POINTS_TO_PIXELS), round(points.height() * _POINTS_TO_PIXELS))

    def image(self, page: int, size: QSize, ratio: float) -> QImage:
        """A page as `size` logical pixels."""
        key = (page, round(size.width() * ratio), round(size.height() * ratio))
        if key not in self._images:
            while len(self._images) >= _CACHED:
                self._images.pop(next(iter(self._images)))
            finer = _FINER if size.width() < _SMALL else 1  # hairlines of a small page would come out thick
            drawn = self.document.render(page, QSize(key[1] * finer, key[2] * finer))
            smooth = Qt.TransformationMode.SmoothTransformation
            drawn = drawn.scaled(key[1], key[2], Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            image = QImage(drawn.size(), QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.drawImage(0, 0, drawn)
            painter.end()
            image.setDevicePixelRatio(ratio)
            self._images[key] = image
        return self._images[key]


class Pages(QAbstractScrollArea):
    """The pages one under another, each as wide as the window and at most 100 %, until the person zooms.

    Ctrl+wheel, plus and minus zoom, Ctrl+0 fits the width again; PgUp, PgDn, Home and End go by pages.
    """

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, theme: Theme, store: PageStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store = theme, store
        self._percent: int | None = None  # None: fitted to the width
        self.words = ""
        self._boxes: list[QRect] = []
        self.marks: Mapping[int, Sequence[QRectF]] = {}  # boxes on a page, in points
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("Xem trước trang in")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def reload(self) -> None:
        """The document is another one."""
        self._page = min(self._page, max(0, self._store.count - 1))
        self._lay_out()
        self.go_to(self._page)

    def _place_pages(self) -> list[QRect]:
        """Where every page lies in the content."""
        boxes, top = [], _GAP
        for page in range(self._store.count):
            size = self._scaled(page)
            left = max(_GAP, (self.viewport().width() - size.width()) // 2)
            boxes.append(QRect(QPoint(left, top), size))
            top += size.height() + _GAP
        return boxes

    def _scaled(self, page: int) -> QSize:
        return self._store.size(page) * (self.percent_of(page) / 100)

    def percent_of(self, page: int) -> int:
        """The zoom at which a page is shown."""
        if self._percent is not None:
            return self._percent
        width = max(1, self._store.size(page).width())
        return max(_LEAST_FIT, min(100, 100 * (self.viewport().width() - 2 * _GAP) // width))

    def _lay_out(self) -> None:
        self._boxes = self._place_pages()
        height = self._boxes[-1].bottom() + _GAP if self._boxes else 0
        width = max((box.width() for box in self._boxes), default=0) + 2 * _GAP
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    def go_to(self, page: int) -> None:
        """Scrolls to a page."""
        if 0 <= page < len(self._boxes):
            self.verticalScrollBar().setValue(self._boxes[page].top() - _GAP)
            self._set_page(page)

    def zoom(self, by: int) -> None:
        """The next larger or smaller zoom."""
        now = self.percent_of(self._page)
        larger = [step for step in _STEPS if step > now]
        smaller = [step for step in _STEPS if step < now]
        self.set_percent((larger or _STEPS[-1:])[0] if by > 0 else (smaller or _STEPS[:1])[-1])

    def set_percent(self, percent: int | None) -> None:
        """One zoom for all pages; None fits them to the width again."""
        self._percent = percent
        self._lay_out()
        self.go_to(self._page)
        self.zoomed.emit(self.percent_of(self._page))

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        page = sum(box.top() <= middle for box in self._boxes) - 1
        if page >= 0:
            self._set_page(page)
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._page
        self._lay_out()
        self.go_to(page)
        self.zoomed.emit(self.percent_of(page))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pages = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._store.count - 1,
        }
        if event.key() in pages:
            self.go_to(pages[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if event.key() == Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("desk"))
        if not self._store.count:
            painter.setPen(self._theme.color("tx2"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.words)
            return
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, place in enumerate(self._boxes):
            box = place.translated(offset)
            if box.intersects(self.viewport().rect()):
                painter.drawImage(box.topLeft(), self._store.image(page, box.size(), self.devicePixelRatioF()))
                self._paint_marks(painter, page, box)
                painter.setPen(QPen(self._theme.color("line2"), 1))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _paint_marks(self, painter: QPainter, page: int, box: QRect) -> None:
        """Changed words on their ground, the letters through it; the page is white in the dark too."""
        scale = box.width() / max(1.0, self._store.document.pagePointSize(page).width())
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark in self.marks.get(page, ()):
            size = QRectF(mark.x() * scale, mark.y() * scale, mark.width() * scale, mark.height() * scale)
            painter.fillRect(size.translated(QPointF(box.topLeft())).adjusted(-1, -1, 1, 1), QColor(LIGHT["mark"]))
        painter.restore()


class Thumbnails(QAbstractScrollArea):
    """Small pages at the left; a click goes there."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, store: PageStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store = theme, store
        self.current = 0
        self._boxes: list[QRect] = []
        self.setFixedWidth(_THUMB_PANE)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Các trang")
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    def reload(self) -> None:
        self._boxes = self._place_pages()
        height = self._boxes[-1].bottom() + 40 if self._boxes else 0
        self.verticalScrollBar().setRange(0, max(0, height - self.viewport().height()))
        self.viewport().update()

    def set_current(self, page: int) -> None:
        """Frames the page in sight."""
        self.current = page
        boxes = self._boxes
        bar = self.verticalScrollBar()
        if 0 <= page < len(boxes):
            low, high = boxes[page].top() - _GAP, boxes[page].bottom() + 30 - self.viewport().height()
            bar.setValue(max(high, min(bar.value(), low)))
        self.viewport().update()

    def _place_pages(self) -> list[QRect]:
        boxes, top = [], _GAP
        for page in range(self._store.count):
            size = self._store.size(page)
            wide = size.width() > size.height()
            width = _THUMB + 14 if wide else _THUMB
            height = round(width * size.height() / max(1, size.width()))
            boxes.append(QRect((_THUMB_PANE - width) // 2, top, width, height))
            top += height + 24
        return boxes

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint() + QPoint(0, self.verticalScrollBar().value())
        for page, box in enumerate(self._boxes):
            if box.adjusted(-8, -4, 8, 20).contains(at):
                self.chosen.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reload()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("win"))
        offset = QPoint(0, -self.verticalScrollBar().value())
        for page, box in enumerate(self._boxes):
            here = box.translated(offset)
            if not here.adjusted(0, 0, 0, 24).intersects(self.viewport().rect()):
                continue
            painter.drawImage(here.topLeft(), self._store.image(page, here.size(), self.devicePixelRatioF()))
            on = page == self.current
            painter.setPen(QPen(theme.color("ac" if on else "line2"), 2 if on else 1))
            painter.drawRect(here)
            painter.setFont(theme.font("small", bold=on))
            painter.setPen(theme.color("tx" if on else "tx2"))
            below = QRect(0, here.bottom() + 3, _THUMB_PANE, 18)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._store.document.pageLabel(page) or f"{page + 1}")


class Preview(QWidget):
    """Thumbnails and pages of one file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = PageStore()
        self._thumbnails_wanted = True
        self.thumbnails = Thumbnails(theme, self.store)
        self.pages = Pages(theme, self.store)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.pages, 1)
        self.thumbnails.chosen.connect(self.pages.go_to)
        self.pages.page_changed.connect(self.thumbnails.set_current)

    def show_thumbnails(self, *, on: bool) -> None:
        """With or without the small pages."""
        self._thumbnails_wanted = on
        self.thumbnails.setVisible(on and self.store.count > 0)

    def show_file(self, path: Path | None, words: str = "") -> None:
        """Shows a PDF, or words in its place."""
        self.pages.words = words
        self.pages.marks = {}
        if not self.store.load(path):
            self.pages.words = "Không mở được bản xem trước."
        self.thumbnails.setVisible(self._thumbnails_wanted and self.store.count > 0)
        self.pages.reload()
        self.thumbnails.reload()
        self.thumbnails.set_current(self.pages.page)

    def show_marks(self, wanted: Sequence[Words]) -> None:
        """Puts words of the document on the ground of marks."""
        self.pages.marks = places(self.store.document, wanted) if wanted and self.store.count else {}
        self.pages.viewport().update()
