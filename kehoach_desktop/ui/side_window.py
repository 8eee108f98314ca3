"""The frame of windows beside the main one: head, body, foot with keys left and acts right. Knows no record."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import SearchField
from kehoach_desktop.ui.widgets.labels import ElidedWords, KeyCap, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.tab_order import move_focus

_SEARCH_WIDTH, _LEAST_SEARCH = 250, 140
_PANE_FROM, _WIDE_FROM = 1024, 1280


class SideWindow(QWidget):
    """A window of its own, non-modal. Subclasses fill `tools` and `head_acts` (head), `body` and `acts` (foot) and
    name their `stops`.

    F6 goes round the stops, Ctrl+F to the search, Esc closes; it is shut when the file is.
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, title: str, keys: Sequence[tuple[str, str]], *, search: str = "", parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Window)
        desk.theme.dress(self)
        self.desk = desk
        self.theme = desk.theme
        self.title = title
        self.setMinimumSize(760, 420)
        self.resize(1366, 698)
        ground(self, "win")
        self.search = SearchField(self.theme, search or "Tìm")
        self.search.setVisible(bool(search))
        self.tools = QHBoxLayout()
        self.head_acts = QHBoxLayout()
        self.facts = ElidedWords(self.theme, "", role="small", tone="tx2")
        self.body = QVBoxLayout()
        self.acts = QHBoxLayout()
        self.hint = ElidedWords(self.theme, "", role="small", tone="tx2")
        self._caps = [KeyCap(self.theme, key, words) for key, words in keys]
        self.close_button = Button(self.theme, "Đóng", key="Esc")
        self.close_button.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._make_head(), rule("line2"), None, rule("line2"), self._make_foot()):
            if part is None:
                column.addLayout(self.body, 1)
            else:
                column.addWidget(part)
        self.search.left.connect(self.focus_first)
        self.side: QWidget | None = None  # the pane that gives way where it is narrow; F4 brings it back
        self._was_wide: bool | None = None
        self.is_narrow = False  # too narrow for every word of the head
        self.show_title()

    def _make_head(self) -> QWidget:
        head = ground(QWidget(), "win")
        head.setFixedHeight(self.theme.sizes.dialog_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        self.heading = Words(self.theme, self.title, role="pane", bold=True)
        row.addWidget(self.heading)
        row.addSpacing(4)
        row.addWidget(self.search)
        self.tools.setSpacing(6)
        row.addLayout(self.tools)
        self.facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.facts, 1)
        row.addLayout(self.head_acts)
        return head

    def _make_foot(self) -> QWidget:
        foot = ground(QWidget(), "win")
        foot.setFixedHeight(self.theme.sizes.dialog_foot)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        for cap in self._caps:
            row.addWidget(cap)
        row.addWidget(self.hint, 1)
        self.acts.setSpacing(14)
        row.addLayout(self.acts)
        row.addWidget(self.close_button)
        return foot

    # --- for subclasses ---

    def stops(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.search]

    def focus_first(self) -> None:
        """Where the focus is when the window opens."""
        self.stops()[0].setFocus()

    def show_title(self, title: str | None = None) -> None:
        """Names the window after the open file; with a title, by that name from now on."""
        if title is not None:
            self.title = title
            self.heading.setText(title)
        path = self.desk.workspace.path
        self.setWindowTitle(f"{self.title} – {path.name}" if path else self.title)

    def ask(self, question: Callable[[Any], Any], on_done: Callable[[Any], None], label: str | None = None) -> None:
        """Reads from the file on the worker; an answer that comes when the window is shut or gone is dropped."""

        def answer(found: Any) -> None:
            if Shiboken.isValid(self) and self.isVisible():
                on_done(found)

        self.desk.workspace.ask(question, answer, label)

    def say(self, words: str, tone: str = "tx2") -> None:
        """The sentence in the foot."""
        self.hint.setText(words)
        self.hint.set_tone(tone)

    # --- window ---

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own
        return move_focus(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_F6:
                self._next_stop()
            case Qt.Key.Key_F4 if self.side is not None:
                self._toggle_side(self.side)
            case Qt.Key.Key_F if control and self.search.isVisible():
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case _:
                super().keyPressEvent(event)

    def _next_stop(self) -> None:
        stops, focus = [stop for stop in self.stops() if stop.isVisible()], self.focusWidget()
        inside = (i for i, s in enumerate(stops) if focus is not None and (s is focus or s.isAncestorOf(focus)))
        if stops:
            stops[(next(inside, -1) + 1) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_side(self, side: QWidget) -> None:
        side.setVisible(not side.isVisible())
        if not side.isVisible():
            self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the search shrinks and the keys give way to the sentence."""
        super().resizeEvent(event)
        width = event.size().width()
        scale = max(1.0, self.theme.sizes.line / 18)
        self.is_narrow = width < _WIDE_FROM * scale
        wide = width >= _PANE_FROM * scale
        if self.side is not None and wide is not self._was_wide:
            self._was_wide = wide
            self.side.setVisible(wide)
        self.search.setMinimumWidth(round((_LEAST_SEARCH if self.is_narrow else _SEARCH_WIDTH) * scale))
        self.search.setMaximumWidth(round(_SEARCH_WIDTH * scale))
        acts = sum(
            widget.sizeHint().width() + 14
            for i in range(self.acts.count())
            if (item := self.acts.itemAt(i)) is not None
            and (widget := item.widget()) is not None
            and not widget.isHidden()
        )
        room = width - acts - self.close_button.sizeHint().width() - 40 - width // 4
        for cap in self._caps:
            room -= cap.sizeHint().width() + 14
            cap.setVisible(room >= 0)
