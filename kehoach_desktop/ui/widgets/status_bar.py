"""The line at the foot of the window: saved or fault, last step with its undo, progress with stop, who. Nothing vanishes by time."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from kehoach_desktop.ui.background import ProgressView
from kehoach_desktop.ui.messages import Link, Messages
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, KeyCap, ShapeWords, Words
from kehoach_desktop.ui.widgets.painting import draw_icon

_SAVED = Shape("checkmark_circle", "gr")
_FAULT = Shape("error_circle", "re", filled=True)
_WARNING = Shape("warning", "am", filled=True)
_FORK = Shape("branch_fork", "am")
_BAR_WIDTH = 150
_MOST_LINKS = 2
_MINUTES_FROM_S = 90
_NO_LINK = "Không có việc nào chờ"
# What stands at the right end for as long as it holds, in this order.
MARKS = ("usb", "backup")


class StatusBar(QWidget):
    """Hears `Messages`; sends `undo_requested` and `stop_requested`."""

    undo_requested = Signal()
    stop_requested = Signal()
    conflicts_requested = Signal()

    def __init__(self, theme: Theme, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._saved_words = ""
        self._step = ""  # what undo takes back, "" where it was not offered
        self.setProperty("ground", "win")
        self.setFixedHeight(theme.sizes.status)
        self.setAccessibleName("Thanh trạng thái")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 10, 0)
        row.setSpacing(10)
        self.state = ShapeWords(theme, _SAVED, "", role="small")
        self.state.hide()
        self.news = ElidedWords(theme, "", role="small", tone="tx2")
        self.undo_link = Button(theme, "Hoàn tác", kind="link", small=True, tip="Hoàn tác", key="Ctrl+Z")
        self.undo_link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo_cap = KeyCap(theme, "Ctrl+Z")
        self.links = [Button(theme, "", kind="link", small=True, tip=_NO_LINK) for _ in range(_MOST_LINKS)]
        self._link_acts: tuple[Link, ...] = ()
        self.progress = _ProgressLine(theme)
        self.progress.stopped.connect(self.stop_requested)
        self.fork = ShapeWords(theme, _FORK, "", role="small")
        self.fork.setFixedWidth(16)
        self.fork.hide()
        self.conflicts = Button(theme, "", kind="link", small=True, tone="am", tip="Xem các mâu thuẫn chưa quyết định")
        self.conflicts.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.conflicts.clicked.connect(self.conflicts_requested)
        self.conflicts.hide()
        self.right = Words(theme, "", role="small", tone="tx2")
        for part in (self.state, self.news, *self.links, self.undo_link, self.undo_cap, self.progress):
            row.addWidget(part)
        row.addStretch(1)
        self.marks = {key: ShapeWords(theme, _SAVED, "", role="small") for key in MARKS}
        for mark in self.marks.values():
            mark.hide()
            row.addWidget(mark)
        for part in (self.fork, self.conflicts):
            row.insertWidget(row.indexOf(self.marks["backup"]), part)
        row.addWidget(self.right)
        self.undo_link.clicked.connect(self.undo_requested)
        for place, button in enumerate(self.links):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, place=place: self._link_acts[place].act())
        self.news.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # a long path is cut
        self._offer_undo()
        self._offer_links(())
        self.progress.hide()
        self._hear(messages)

    def _hear(self, messages: Messages) -> None:
        messages.saved.connect(self._saved)
        messages.stepped.connect(self._stepped)
        messages.told.connect(self._told)
        messages.warned.connect(lambda cause, remedy: self._refused(_WARNING, cause, remedy))
        messages.faulted.connect(lambda cause, remedy: self._refused(_FAULT, cause, remedy))
        messages.offered.connect(self._offer_links)

    def set_right(self, text: str) -> None:
        """What stands at the right end: the last backup, who works here."""
        self.right.setText(text)

    def set_mark(self, key: str, shape: Shape | None, text: str = "", tip: str = "") -> None:
        """Something that holds until it is taken away with None: a stick being written, the last backup; one of MARKS."""
        mark = self.marks[key]
        if shape is not None:
            mark.set_bold(bold=shape.tone != "tx2")
            mark.set_state(shape, text)
            mark.setToolTip(tip)
            mark.setAccessibleName(f"{text}. {tip}" if tip else text)
        mark.setVisible(shape is not None)

    def set_conflicts(self, count: int) -> None:
        """Conflicts nobody decided yet: "2 mâu thuẫn chờ quyết định", which opens them; none show nothing."""
        words = f"{count} mâu thuẫn chờ quyết định" if count else ""
        self.conflicts.setText(words)
        self.conflicts.set_tip(f"{words}; bấm để xem" if count else "Xem các mâu thuẫn chưa quyết định")
        self.conflicts.updateGeometry()
        for part in (self.fork, self.conflicts):
            part.setVisible(count > 0)

    def show_progress(self, view: ProgressView | None) -> None:
        """Shows a long act in place of the last step; None takes it away."""
        self.progress.setVisible(view is not None)
        for part in (self.news, *self.links, self.undo_link, self.undo_cap):
            part.setVisible(view is None and bool(part.property("wanted")))
        if view is not None:
            self.progress.show_view(view)

    def clear(self) -> None:
        """Forgets the file that was open."""
        self._saved_words = ""
        self.state.hide()
        self._step = ""
        self._show_news("")
        self._offer_undo()

    # --- inside ---

    def _saved(self, time: str) -> None:
        self._saved_words = f"Đã lưu {time}"
        self._show_state(_SAVED, self._saved_words, bold=False)

    def _stepped(self, what: str, undoable: bool) -> None:
        self._step = what if undoable else ""
        self._show_news(what)
        self._offer_undo()

    def _told(self, text: str) -> None:
        if self._saved_words:
            self._show_state(_SAVED, self._saved_words, bold=False)
        else:
            self.state.hide()
        self._show_news(text)
        self._offer_undo(of_earlier=True)

    def _refused(self, shape: Shape, cause: str, remedy: str) -> None:
        self._show_state(shape, cause, bold=True)
        self._show_news(remedy)
        self._offer_undo(of_earlier=True)

    def _show_state(self, shape: Shape, text: str, *, bold: bool) -> None:
        self.state.set_bold(bold=bold)
        self.state.set_state(shape, text)
        self.state.show()

    def _offer_links(self, links: tuple[Link, ...]) -> None:
        self._link_acts = links[:_MOST_LINKS]
        words = [link.words for link in self._link_acts] + [""] * _MOST_LINKS
        for button, text in zip(self.links, words, strict=False):
            button.setText(text)
            button.set_tip(text or _NO_LINK)
            button.updateGeometry()
            button.setProperty("wanted", 1 if text else 0)
            button.setVisible(bool(text) and not self.progress.isVisible())

    def _show_news(self, text: str) -> None:
        self._offer_links(())
        self.news.setProperty("wanted", 1 if text else 0)
        self.news.setText(text)
        self.news.setVisible(bool(text) and not self.progress.isVisible())

    def _offer_undo(self, *, of_earlier: bool = False) -> None:
        """The last step can be taken back until the next; where other news stands the link says that it means that step."""
        offered = bool(self._step)
        self.undo_link.setText("Hoàn tác bước trước" if of_earlier else "Hoàn tác")
        self.undo_link.set_tip(f"Hoàn tác: {self._step}" if offered else "Hoàn tác", "Ctrl+Z")
        self.undo_link.updateGeometry()
        for part in (self.undo_link, self.undo_cap):
            part.setProperty("wanted", 1 if offered else 0)
            part.setVisible(offered and not self.progress.isVisible())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("win"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())


def _left_words(seconds: float) -> str:
    """A guess is told in minutes where seconds would only pretend to be known."""
    if seconds >= _MINUTES_FROM_S:
        return f"còn khoảng {round(seconds / 60)} phút"
    return f"còn khoảng {max(1, round(seconds))} giây"


class _ProgressLine(QWidget):
    """Icon, "Đang đọc: 18/30", a bar, the time left and Dừng."""

    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 0, 0)
        row.setSpacing(10)
        self.label = Words(theme, "", role="small", tone="ac")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.left = Words(theme, "", role="small", tone="tx2")
        self.stop = Button(theme, "Dừng", kind="link", small=True)
        self.stop.clicked.connect(self.stopped)
        for part in (self.label, self.bar, self.left, self.stop):
            row.addWidget(part)

    def show_view(self, view: ProgressView) -> None:
        counted = view.total > 1
        self.label.setText(f"{view.label}: {view.done:.0f}/{view.total:.0f}" if counted else view.label)
        if view.total and view.done:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * min(1.0, view.done / view.total)))
        else:
            self.bar.setRange(0, 0)
        self.left.setText(_left_words(view.left_s) if view.left_s is not None else "")
        self.stop.setVisible(view.cancellable)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw_icon(QPainter(self), self._theme, "arrow_sync", QPoint(0, (self.height() - 16) // 2), "ac")
