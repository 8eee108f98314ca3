"""Keeps what is being typed in the tabs in the office file, a second after the key, and brings it back after a crash.

It looks at what stands on the screen and writes the difference to what it wrote last; so a text that was taken or given
up is forgotten by itself. Writing is the worker's.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.unfinished import Place, Typed, Values
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.tabs.base import Jump, Tab

TEXT, PERIOD, SHOWN = "text", "period", "shown"  # what is kept of a place
_KEEP_MS = 800
_ASK_MS = 600  # after opening: the window is painted first
_SHOW_MS = 300  # a pane follows the table a moment later


class TypingKeeper(QObject):
    """One for the main window. `tabs` are those built so far, `show` brings one into sight."""

    left_changed = Signal()  # there is, or is no more, something to bring back

    def __init__(
        self, desk: Desk, tabs: Callable[[], Sequence[Tab]], show: Callable[[str], Tab], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._tabs, self._show = desk, tabs, show
        self._kept: dict[Place, Values] = {}
        self._left: dict[Place, Typed] = {}  # of an earlier run, not yet brought back
        self._editor: QLineEdit | QPlainTextEdit | None = None
        self._soon = QTimer(self, interval=_KEEP_MS, singleShot=True)
        self._soon.timeout.connect(self.keep)
        desk.workspace.opened.connect(self._opened)
        desk.workspace.closed.connect(self._forget)
        desk.workspace.dossier_changed.connect(self._touch)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget is our parent
        app.focusChanged.connect(self._follow_focus)

    @property
    def left(self) -> Sequence[Typed]:
        """What an earlier run left and nobody has looked at yet."""
        return tuple(self._left.values())

    # --- keeping ---

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Hears the keys of the editor that has the focus."""
        if self._editor is not None and Shiboken.isValid(self._editor):
            self._editor.textChanged.disconnect(self._touch)
        self._editor = now if isinstance(now, QLineEdit | QPlainTextEdit) else None
        if self._editor is not None:
            self._editor.textChanged.connect(self._touch)
        self._touch()

    def _touch(self, *_: object) -> None:
        workspace = self._desk.workspace
        if workspace.is_open and not workspace.read_only and not self._soon.isActive():
            self._soon.start()

    def keep(self) -> None:
        """Writes what has changed on the screen since last time."""
        workspace = self._desk.workspace
        if not workspace.is_open or workspace.read_only:
            return
        from kehoach_desktop.services import unfinished
        from kehoach_desktop.ui.unfinished.places import typed_in

        now: dict[Place, Values] = {}
        for tab in self._tabs():
            fresh = not tab.is_stale
            now |= typed_in(tab) if fresh else {at: v for at, v in self._kept.items() if at.tab == tab.key}
        now = {place: self._same_or(place, values) for place, values in now.items()}
        changed = {place: values for place, values in now.items() if self._kept.get(place) != values}
        gone = self._kept.keys() - now.keys()
        if not changed and not gone:
            return
        self._kept = now
        if not self._left.keys().isdisjoint(changed):
            self._leave({place: typed for place, typed in self._left.items() if place not in changed})
        workspace.ask(lambda office_file: unfinished.keep(office_file, changed, gone), lambda _: None)

    def _same_or(self, place: Place, values: Values) -> Values:
        """A text that only stands beside another record now is not written again."""
        kept = self._kept.get(place)
        return kept if kept is not None and kept == {**values, SHOWN: kept.get(SHOWN, "")} else values

    def release(self) -> None:
        """Before the window goes: keeps the last letters and hears nothing more."""
        self._soon.stop()
        self.keep()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._follow_focus)

    def _forget(self) -> None:
        self._soon.stop()
        self._kept = {}
        self._leave({})

    # --- bringing back ---

    def _opened(self) -> None:
        self._forget()
        path = self._desk.workspace.path
        QTimer.singleShot(_ASK_MS, self, lambda: self._ask(path))

    def _ask(self, path: object) -> None:
        from kehoach_desktop.services import unfinished

        if self._desk.workspace.path == path and path is not None:
            self._desk.workspace.ask(unfinished.kept, self._found)

    def _found(self, typed: list[Typed]) -> None:
        left = {one.place: one for one in typed if one.place not in self._kept}
        if left:
            self._leave(left)
            self._tell(f"Còn {len(left)} ô đang gõ dở.")

    def _tell(self, words: str) -> None:
        self._desk.messages.tell(words)
        if self._left:
            self._desk.messages.offer(Link("Xem", self.bring_back))

    def _leave(self, left: dict[Place, Typed]) -> None:
        if left != self._left:
            self._left = left
            self.left_changed.emit()

    def bring_back(self) -> None:
        """Every text goes into its place again, marked; of those in a detail pane one record at a time."""
        if not self._left:
            return
        first = next(iter(self._left.values()))
        self._show_period(first)
        shown: Typed | None = None
        for typed in [one for one in self._left.values() if _same_view(one, first)]:
            if self._put(typed):
                shown = shown or typed
        if shown is not None:
            self._tab(shown)
            self._say_rest()
        elif (tab := self._tab(first)) is not None and first.values.get(SHOWN):
            tab.show_jump(Jump(tab.key, record_id=first.values[SHOWN]))
            QTimer.singleShot(_SHOW_MS, self, lambda: self._put_in_pane(first))
        else:
            self._give_up(first)

    def _put_in_pane(self, typed: Typed) -> None:
        if self._put(typed):
            self._say_rest()
        else:
            self._give_up(typed)

    def _put(self, typed: Typed) -> bool:
        from kehoach_desktop.ui.unfinished.places import put_back

        tab = self._tab(typed)
        if tab is None or put_back(tab, typed.place, typed.values, _reason(typed)) is None:
            return False
        self._settle(typed.place, typed.values)
        return True

    def _give_up(self, typed: Typed) -> None:
        """Its record is gone: the words are said, and let go."""
        self._settle(typed.place, None)
        words = typed.values.get(TEXT) or typed.values.get("result", "")
        self._tell(f"Chỗ đang gõ dở không còn trong tệp. Chữ đã gõ: “{words}”")

    def _settle(self, place: Place, values: Values | None) -> None:
        """It is on the screen now, or nowhere: from here on the screen decides whether it is kept."""
        self._kept[place] = values or {}
        self._leave({at: typed for at, typed in self._left.items() if at != place})
        self._touch()

    def _say_rest(self) -> None:
        rest = len(self._left)
        self._tell("Ô gõ dở đã được đánh dấu: F2 rồi Enter để ghi, Esc để bỏ." + (f" Còn {rest} ô." if rest else ""))

    def _show_period(self, typed: Typed) -> None:
        with suppress(BadValue):  # then the period in force is as good as any
            self._desk.workspace.set_period(Period.parse(typed.values.get(PERIOD, "")))

    def _tab(self, typed: Typed) -> Tab | None:
        tab = self._show(typed.place.tab)
        tab.refresh()
        return tab if tab.key == typed.place.tab else None


def _same_view(one: Typed, other: Typed) -> bool:
    return one.values.get(PERIOD) == other.values.get(PERIOD)


def _reason(typed: Typed) -> str:
    at = typed.kept_at.astimezone()
    return f"Gõ dở lúc {at:%H:%M} ngày {format_date(at.date())}, chưa ghi. F2 rồi Enter để ghi, Esc để bỏ."
