"""Label and value, one under another, each edited in its place: the detail panes. Sends what was typed, never takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import ShapeWords, Words
from kehoach_desktop.ui.widgets.marking import mark_bad

_LABEL_WIDTH = 92


@frozen
class Field:
    """One row. `edit` is the text the editor starts with (None: not edited here); `choices` are (value, label) pairs.

    `missing` marks an empty field that should be filled, on the amber ground with that text. `link` is a word at the right.
    """

    key: str
    label: str
    text: str
    edit: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    link: str = ""
    link_edits: bool = True  # whether the link opens the editor where there is one
    bold: bool = False


class _Value(QLineEdit):
    """The editor of one row: Enter takes, Esc gives up, leaving takes what was changed."""

    taken = Signal(str)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isModified() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.taken.emit(self.text())
        elif event.reason() is not Qt.FocusReason.PopupFocusReason and self.property("bad") != "true":
            self.given_up.emit()


class FieldRow(QWidget):
    """One labelled value; F2, Enter or a double click opens its editor."""

    edited = Signal(str)
    link_clicked = Signal()

    def __init__(
        self, theme: Theme, field: Field, label_width: int = _LABEL_WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = field
        self._editor: QWidget | None = None
        self.setAccessibleName(f"{field.label}: {field.missing or field.text}")
        if field.edit is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setToolTip("F2 để sửa")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(8)
        label = Words(theme, field.label, tone="tx2", wrap=True)
        label.setFixedWidth(round(label_width * max(1.0, theme.sizes.line / 18)))
        self._value: QWidget = self._make_value()
        self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._value, 1)
        self.setMinimumHeight(theme.sizes.row)
        if field.link:
            button = Button(theme, field.link, kind="link", small=True)
            button.clicked.connect(self._link)
            label.setMinimumHeight(button.sizeHint().height())  # so that label, value and link stand on one line
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _make_value(self) -> QWidget:
        field = self.field
        if field.missing:
            words = ShapeWords(self._theme, Shape("warning", "am"), field.missing, bold=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            return words
        text = field.text or "–"
        return Words(self._theme, text, tone="tx" if field.text else "tx3", bold=field.bold, wrap=True)

    def _link(self) -> None:
        if self.field.edit is not None and self.field.link_edits:
            self.start_edit()
        self.link_clicked.emit()

    def start_edit(self) -> None:
        """Opens the editor in place of the value."""
        if self.field.edit is None or self._editor is not None:
            return
        self._editor = self._make_choice() if self.field.choices else self._make_line(self.field.edit)
        self._value.hide()
        self._row.insertWidget(1, self._editor, 1)
        self._editor.show()
        self._editor.setFocus()

    def _make_line(self, text: str) -> QWidget:
        editor = _Value(text)
        editor.setProperty("role", "cell")
        editor.selectAll()
        editor.taken.connect(self._take)
        editor.given_up.connect(self.stop_edit)
        return editor

    def _make_choice(self) -> QWidget:
        editor = Choice(self._theme)
        for value, label in self.field.choices:
            editor.addItem(label, value)
        editor.setCurrentIndex(max(0, editor.findData(self.field.edit)))
        editor.activated.connect(lambda _: self._take(editor.currentData()))
        editor.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._editor
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.stop_edit()
            return True
        return super().eventFilter(watched, event)

    def stop_edit(self) -> None:
        """Puts the value back."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self._row.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
            self._value.show()

    def refuse(self, reason: str, text: str) -> None:
        """The typed text was not taken; it stays in the editor, marked, with the reason in its tooltip."""
        self.start_edit()
        if isinstance(self._editor, _Value):
            self._editor.setText(text)
            self._editor.setModified(False)
            mark_bad(self._editor, reason)
            self._editor.setToolTip(reason)

    def unfinished(self) -> str | None:
        """What stands in the open editor and is not the value."""
        if isinstance(self._editor, _Value) and self._editor.text() != self.field.edit:
            return self._editor.text()
        return None

    def _take(self, text: str) -> None:
        changed = text != self.field.edit
        self.stop_edit()
        if changed:
            self.edited.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._editor is None:
            self.start_edit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.start_edit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("ams" if self.field.missing else "base"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        if self.hasFocus():
            painting.draw_focus_ring(painter, self._theme, self.rect())


class FieldList(QWidget):
    """Rows of fields; `edit_requested(key, text)` leaves, `refuse` marks what was not taken."""

    edit_requested = Signal(str, str)
    link_clicked = Signal(str)

    def __init__(self, theme: Theme, *, label_width: int = _LABEL_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label_width = label_width
        self._rows: dict[str, FieldRow] = {}
        self._typed: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Shows these fields; unchanged rows stay as they are, with their open editor."""
        old = self._rows
        if [row.field for row in old.values()] == list(fields):
            return
        focused = next((key for key, row in old.items() if row.hasFocus()), "")
        for row in old.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for field in fields:
            row = FieldRow(self._theme, field, self._label_width)
            row.edited.connect(lambda text, key=field.key: self._edited(key, text))
            row.link_clicked.connect(lambda key=field.key: self.link_clicked.emit(key))
            self._column.addWidget(row)
            self._rows[field.key] = row
        if focused in self._rows:
            self._rows[focused].setFocus()

    def row(self, key: str) -> FieldRow:
        return self._rows[key]

    def start_edit(self, key: str) -> None:
        """Opens the editor of a field."""
        self._rows[key].start_edit()

    def refuse(self, key: str, reason: str) -> None:
        """Marks the text last typed into a field as not taken."""
        if key in self._rows:
            self._rows[key].refuse(reason, self._typed.get(key, ""))

    def unfinished(self) -> dict[str, str]:
        """Texts that are typed and not taken, by field."""
        return {key: text for key, row in self._rows.items() if (text := row.unfinished()) is not None}

    def bring_back(self, key: str, text: str, reason: str) -> bool:
        """Opens a field with a text of an earlier run, marked; False where there is no such field."""
        row = self._rows.get(key)
        if row is None or row.field.edit is None:
            return False
        if row.field.edit != text:
            self._typed[key] = text
            row.refuse(reason, text)
        return True

    def _edited(self, key: str, text: str) -> None:
        self._typed[key] = text
        self.edit_requested.emit(key, text)
