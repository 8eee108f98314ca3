"""The keys that menus name and the part with the focus takes itself; what a key does is not known here."""

from collections.abc import Collection
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

COPY, PASTE, FILL, EDIT, DELETE, SELECT_ALL, NEXT_WRONG = (
    "copy",
    "paste",
    "fill",
    "edit",
    "delete",
    "select_all",
    "wrong",
)
_CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    COPY: QKeyCombination(_CONTROL, Qt.Key.Key_C),
    PASTE: QKeyCombination(_CONTROL, Qt.Key.Key_V),
    FILL: QKeyCombination(_CONTROL, Qt.Key.Key_D),
    EDIT: QKeyCombination(Qt.Key.Key_F2),
    DELETE: QKeyCombination(Qt.Key.Key_Delete),
    SELECT_ALL: QKeyCombination(_CONTROL, Qt.Key.Key_A),
    NEXT_WRONG: QKeyCombination(Qt.Key.Key_F8),
}


@runtime_checkable
class TakesKeys(Protocol):
    """A part of the screen that says which of these keys would do something now."""

    def keys_taken(self) -> Collection[str]: ...


def press(widget: QWidget, key: str) -> None:
    """The same as the key itself, where the focus is: one way for table, field and menu."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    pressed = KEYS[key]
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers()))
