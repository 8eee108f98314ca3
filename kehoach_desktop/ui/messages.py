"""The one door through which the program speaks: status line and the few modal questions. Shows nothing itself."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kehoach_desktop.domain.vietnamese import BadDate, upper_first
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen


@frozen
class Question:
    """A modal yes or no; `accept` names the act on the button."""

    title: str
    text: str
    accept: str
    decline: str = "Không"


@frozen
class Link:
    """Words after a piece of news that do something: "Mở thư mục"."""

    words: str
    act: Callable[[], None]


class Messages(QObject):
    """Signals are heard by the status bar; `asker` puts a question to the person and returns the answer."""

    saved = Signal(str)  # "14:03:22"
    stepped = Signal(str, bool)  # what was done; whether it can be undone
    told = Signal(str)  # plain news
    warned = Signal(str, str)  # cause, remedy: in amber, nothing is wrong yet
    faulted = Signal(str, str)  # cause, remedy: in red
    offered = Signal(object)  # tuple of Link: what can be done about the news just told

    def __init__(self, asker: Callable[[Question], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker

    def save(self, at: datetime) -> None:
        """Says that everything is on disk."""
        self.saved.emit(f"{at:%H:%M:%S}")

    def step(self, what: str, *, undoable: bool = True) -> None:
        """Names the last step; it stays until the next."""
        self.stepped.emit(upper_first(what), undoable)

    def tell(self, text: str) -> None:
        self.told.emit(text)

    def warn(self, cause: str, remedy: str = "") -> None:
        self.warned.emit(cause, remedy)

    def tell_block(self, verb: str, taken: int, wrong: int, left_out: int) -> None:
        """What came of a block of cells; nothing is said where all of it was taken."""
        parts = [f"Đã {verb} {taken} ô"]
        if wrong:
            parts.append(f"{wrong} ô sai được đánh dấu")
        if left_out > 0:
            parts.append(f"{left_out} ô chỉ đọc hoặc ngoài bảng bỏ qua")
        if len(parts) > 1:
            self.warn(", ".join(parts) + ".", "F8 đến ô sai." if wrong else "")

    def fault(self, error: UserFacingError) -> None:
        """Shows a known fault: cause and what to do; a day is typed in an editor, which Esc leaves."""
        leave = isinstance(error, BadDate)
        self.faulted.emit(error.cause, f"{error.remedy.rstrip('.')}; Esc để bỏ." if leave else error.remedy)

    def offer(self, *links: Link) -> None:
        """Puts links after the news just told; the next news takes them away."""
        self.offered.emit(links)

    def confirm(self, title: str, text: str, accept: str, decline: str = "Không") -> bool:
        """Asks before something that cannot be taken back."""
        return self._asker(Question(title, text, accept, decline))
