"""A text that is edited where it stands: click, Enter, F2 or a letter opens it, Enter keeps, Esc gives up. Stores nothing."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.marking import mark_bad

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class InlineText(Words):
    """Shows a text (or `hint` while there is none) and lets it be edited; `committed` carries what was typed.

    A refused text stays open, marked, with the reason in its tooltip, until it is typed anew or given up with Esc.
    Nothing is checked while she types, for Unikey rewrites letters. `lines` > 1 gives an editor of several lines, in
    which Shift+Enter breaks the line.
    """

    committed = Signal(str)
    gave_up = Signal()

    def __init__(
        self, theme: Theme, name: str, *, hint: str = "–", role: str = "body", bold: bool = False, lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, "", role=role, bold=bold, wrap=lines > 1, parent=parent)
        self._name, self._hint, self._lines = name, hint, lines
        self._value = self._typed = ""
        self._busy = False
        self._editor: QLineEdit | QPlainTextEdit | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMinimumHeight(theme.sizes.small_field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_value("")

    def minimumSizeHint(self) -> QSize:
        """Narrow places cut the text; it is whole in the tooltip."""
        return QSize(40, super().minimumSizeHint().height())

    def set_value(self, value: str | None, shown: str | None = None) -> None:
        """The text itself and, where it differs, how it is shown; an editor that is open is left alone."""
        self._value = value or ""
        words = self._value if shown is None else shown
        self.setText(words or self._hint)
        self.setToolTip(words)
        self.set_tone("tx" if words else "tx3")
        self.setAccessibleName(f"{self._name}: {words or 'trống'}")

    @property
    def value(self) -> str:
        return self._value

    @property
    def editor(self) -> QLineEdit | QPlainTextEdit | None:
        """The open editor, or None."""
        return self._editor

    @property
    def name(self) -> str:
        """What the text is, as it is read aloud."""
        return self._name

    def unfinished(self) -> str | None:
        """What stands in the open editor and is not the value, None while nothing does."""
        return self.typed() if self._editor is not None and self.typed() != self._value else None

    def bring_back(self, text: str, reason: str) -> None:
        """Opens the editor with a text of an earlier run, marked; nothing where it has become the value meanwhile."""
        if text != self._value:
            self.close_editor()
            self._typed = text
            self.refuse(reason)

    # --- opening ---

    def edit(self, text: str | None = None) -> None:
        """Opens the editor with the whole text chosen, or with a text to go on from."""
        if self._editor is not None:
            return
        editor = self._editor = QPlainTextEdit(self) if self._lines > 1 else QLineEdit(self)
        editor.setFont(self.font())
        editor.setAccessibleName(self._name)
        if isinstance(editor, QLineEdit):
            editor.setProperty("role", "cell")
            editor.setText(self._value if text is None else text)
        else:
            editor.setTabChangesFocus(True)
            editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            editor.setPlainText(self._value if text is None else text)
            self.setMinimumHeight(max(self.height(), self._lines * self.fontMetrics().height() + 14))
        if text is None:
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.end(False)
        self._place_editor()
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus()

    def _place_editor(self) -> None:
        if isinstance(self._editor, QLineEdit):
            height = max(self._theme.sizes.small_field, self._editor.minimumSizeHint().height())
            self._editor.setGeometry(-7, (self.height() - height) // 2, self.width() + 7, height)
        elif self._editor is not None:
            self._editor.setGeometry(-5, 0, self.width() + 5, max(self.height(), self.minimumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_editor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _OPENING and plain:
            self.edit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.edit("")
        elif plain and text and text.isprintable():
            self.edit(text)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- closing ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._editor_key(event)
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            away = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if away and not self._busy:
                QTimer.singleShot(0, self, self._keep)
        return False

    def _editor_key(self, event: QKeyEvent) -> bool:
        breaks = self._lines > 1 and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not breaks:
            self._keep(stay=True)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
            self.setFocus()
            self.gave_up.emit()
            return True
        return False

    def typed(self) -> str:
        """What stands in the editor."""
        if isinstance(self._editor, QPlainTextEdit):
            return self._editor.toPlainText()
        return self._editor.text() if self._editor is not None else self._value

    def _keep(self, *, stay: bool = False) -> None:
        """Takes the text; an unchanged one changes nothing, a refused one is not offered again until it differs."""
        if self._editor is None:
            return
        text = self.typed()
        if self._editor.property("bad") == "true" and text == self._typed:
            return
        self.close_editor()
        if stay:
            self.setFocus()
        if text != self._value:
            self._typed = text
            self.setText(text or self._hint)
            self.committed.emit(text)

    def close_editor(self) -> None:
        """Shuts the editor without taking its text."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self._busy = True
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self._busy = False
            self.setMinimumHeight(self._theme.sizes.small_field)

    def refuse(self, reason: str) -> None:
        """The text was not taken: opens it again, marked, and keeps the reason beside it."""
        self.set_value(self._value, self._value or None)
        self.edit(self._typed)
        if self._editor is not None:
            mark_bad(self._editor, reason)
            self._editor.setToolTip(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self._editor is None:
            painting.draw_focus_ring(QPainter(self), self._theme, self.rect())
