"""The editor that opens inside a row: its fields, the ways out of its doubt, or its words to be parted. Stores nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.services.review_doubts import Offer
from kehoach_desktop.services.review_items import Field, Item, ItemKind
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.marking import mark_bad

Lines = tuple[tuple[str, ...], ...]
# Fields of the whole form, line by line, and those shown at once beside a doubt.
_FORM: Mapping[ItemKind, Lines] = {
    ItemKind.INDICATOR: (("name",), ("op", "value", "value_max", "unit", "year", "target_text")),
    ItemKind.TASK: (("title",), ("lead", "support"), ("due_kind", "due_on", "months", "due_text", "product")),
    ItemKind.UNIT: (("name", "kind_of_duty", "is_group"), ("aliases",)),
    ItemKind.DEADLINE: (("cycle", "day", "month"),),
    ItemKind.BASIS: (("number", "date", "issuer"),),
    ItemKind.RECIPIENT: (("text",),), ItemKind.FUNDING: (("text",),), ItemKind.MEND: (("after",),),
    ItemKind.FACT: (("title", "doc_number", "doc_symbol", "doc_date", "place", "signer_position", "signer_name"),),
    ItemKind.NOTE: (),
}  # fmt: skip
_QUICK: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.INDICATOR: ("op", "value", "unit", "year"), ItemKind.TASK: ("lead",),
    ItemKind.DEADLINE: ("day", "month"), ItemKind.BASIS: ("number", "date"), ItemKind.FACT: (
        "title", "doc_number", "doc_symbol", "doc_date", "place", "signer_position", "signer_name",
    ),
}  # fmt: skip
# Widths at 100 %; what is not here takes the room that is left.
_WIDTHS = {
    "op": 128, "value": 72, "value_max": 64, "unit": 76, "year": 64, "due_kind": 132, "due_on": 96, "months": 84,
    "kind_of_duty": 96, "is_group": 84, "cycle": 100, "day": 56, "month": 56, "number": 140, "date": 100,
    "doc_number": 80, "doc_symbol": 140, "doc_date": 110,
}  # fmt: skip
_GAP = 6
_WRITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_STAYING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Panel(QWidget):
    """`committed` carries the texts that differ, `taken` an offer, `parted` a place; a refused text stays, marked."""

    committed = Signal(dict)
    entered = Signal()  # Enter in a field: what is typed is taken
    taken = Signal(object)
    parted = Signal(int)
    left = Signal()  # Esc

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._item: Item | None = None
        self._mode: tuple[object, ...] = ()
        self._fields: dict[str, QLineEdit | Choice] = {}
        self._labels: dict[str, Field] = {}
        self._offers: QWidget | None = None
        self._shown_offers: tuple[Offer, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 8)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(_GAP)
        self._splitter: QPlainTextEdit | None = None
        self.setAutoFillBackground(False)
        self.hide()

    # --- what is shown ---

    def show_item(self, item: Item, offers: Sequence[Offer], *, full: bool) -> None:
        """The fields of a row: all of them, or the few that settle its doubt; and its offers."""
        lines = _FORM[item.kind] if full else (_QUICK.get(item.kind, ()),)
        names = {field.name for field in item.fields}
        lines = tuple(tuple(name for name in line if name in names) for line in lines)
        mode = (item.id, lines, full)
        if mode != self._mode:
            self._clear()
            self._mode = mode
            self._labels = {field.name: field for field in item.fields}
            self._fill(lines, item, labelled=full)
        if tuple(offers) != self._shown_offers:
            self._offer(offers)
        self._item = item
        for name, editor in self._fields.items():
            if not editor.hasFocus() and editor.property("bad") != "true":
                _set_text(editor, item.text_of(name))

    def show_split(self, item: Item, text: str, place: int) -> None:
        """The words of a row with the cursor where they would be parted."""
        self._clear()
        self._mode, self._item = ("split", item.id), item
        editor = self._splitter = QPlainTextEdit(text)
        editor.setAccessibleName("Chỗ tách")
        editor.setTabChangesFocus(True)
        editor.setReadOnly(False)
        editor.setFixedHeight(4 * self._theme.sizes.line + 12)
        cursor = editor.textCursor()
        cursor.setPosition(place, QTextCursor.MoveMode.MoveAnchor)
        editor.setTextCursor(cursor)
        editor.installEventFilter(self)
        self._grid.addWidget(editor, 0, 0, 1, 2)
        editor.show()
        below = QWidget(self)
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(Words(self._theme, "Đặt con trỏ vào chỗ tách", role="small", tone="tx2"))
        row.addStretch(1)
        for words, key, slot in (("Thôi", "Esc", self.left.emit), ("Tách", "Enter", self._part)):
            button = Button(self._theme, words, small=True, key=key)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        self._grid.addWidget(below, 1, 0, 1, 2)
        below.show()

    @property
    def is_split(self) -> bool:
        return self._splitter is not None

    def drop_split(self) -> None:
        """Leaves the words unparted."""
        if self._splitter is not None:
            self._clear()

    def shows(self, item: Item) -> bool:
        """Whether it is about this row."""
        return self._item is not None and self._item.id == item.id

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._fields) or self._offers is not None or self._splitter is not None

    def focus_first(self) -> None:
        """Into the first field, its text chosen; into the words to part."""
        if self._splitter is not None:
            self._splitter.setFocus()
        elif self._fields:
            first = next(iter(self._fields.values()))
            first.setFocus()
            if isinstance(first, QLineEdit):
                first.selectAll()

    def field(self, name: str) -> QLineEdit | Choice:
        """The editor of a field; KeyError when it is not shown."""
        return self._fields[name]

    def offer_buttons(self) -> list[Button]:
        """The buttons of the offers, the one that Enter takes last."""
        return self._offers.findChildren(Button) if self._offers is not None else []

    def fit(self, width: int) -> int:
        """Lays the offers beside the fields, or under them where the row is narrow; returns the height needed."""
        if self._offers is not None and self._fields and self._mode[2:] != (True,):
            fields = self._grid.itemAtPosition(0, 0)
            inner = fields.widget() if fields is not None else None
            needed = (inner.minimumSizeHint().width() if inner else 0) + self._offers.sizeHint().width() + 2 * _GAP
            self._grid.removeWidget(self._offers)
            beside = needed <= width
            self._grid.addWidget(self._offers, 0 if beside else 1, 1 if beside else 0, Qt.AlignmentFlag.AlignRight)
            self._grid.setColumnStretch(0, 1)
        self.setFixedWidth(width)
        self._grid.activate()
        return (
            self._grid.totalHeightForWidth(width) if self._grid.hasHeightForWidth() else self._grid.sizeHint().height()
        )

    # --- building ---

    def _clear(self) -> None:
        self._fields, self._offers, self._splitter, self._mode, self._shown_offers = {}, None, None, (), ()
        while (taken := self._grid.takeAt(0)) is not None:
            part = taken.widget()
            if part is not None:
                part.hide()
                part.deleteLater()

    def _fill(self, lines: Lines, item: Item, *, labelled: bool) -> None:
        for number, names in enumerate(line for line in lines if line):
            holder = QWidget(self)
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_GAP)
            stretches = False
            for name in names:
                editor = self._fields[name] = self._make(self._labels[name], item)
                stretches = stretches or name not in _WIDTHS
                row.addWidget(self._labelled(name, editor) if labelled else editor, 0 if name in _WIDTHS else 1)
            if not stretches:
                row.addStretch(1)
            self._grid.addWidget(holder, number, 0, 1, 2 if labelled else 1)
            holder.show()  # a hidden part has no size yet, and the row must know its height now

    def _labelled(self, name: str, editor: QWidget) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Words(self._theme, self._labels[name].label, role="small", tone="tx2"))
        column.addWidget(editor)
        return holder

    def _make(self, field: Field, item: Item) -> QLineEdit | Choice:
        if field.choices is not None:
            editor = Choice(self._theme, self)
            editor.addItems(list(field.choices.values()))
            editor.activated.connect(lambda _: self.commit())
        else:
            editor = QLineEdit(self)
            editor.setPlaceholderText(field.label)
        _set_text(editor, item.text_of(field.name))
        hint = " (các tên cách nhau bằng dấu chấm phẩy)" if field.names else ""
        editor.setAccessibleName(field.label)
        editor.setToolTip(f"{field.label}{hint}")
        grow = max(1.0, self._theme.sizes.line / 18)
        if field.name in _WIDTHS:
            editor.setFixedWidth(round(_WIDTHS[field.name] * grow))
        else:
            editor.setMinimumWidth(60)
        editor.installEventFilter(self)
        return editor

    def _offer(self, offers: Sequence[Offer]) -> None:
        self._shown_offers = tuple(offers)
        if self._offers is not None:
            self._grid.removeWidget(self._offers)
            self._offers.hide()
            self._offers.deleteLater()
            self._offers = None
        if not offers:
            return
        self._offers = QWidget(self)
        row = QHBoxLayout(self._offers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addStretch(1)
        for offer in reversed(offers):
            button = Button(self._theme, offer.label, small=True, key="Enter" if offer is offers[0] else "")
            button.clicked.connect(lambda _=False, offer=offer: self._take(offer))
            row.addWidget(button)
        self._grid.addWidget(self._offers, self._grid.rowCount(), 0, 1, 2)
        self._offers.show()

    # --- typing ---

    def texts(self) -> dict[str, str]:
        """Fields whose text is not that of the row."""
        if self._item is None or not self._fields:
            return {}
        found = {name: _text(editor) for name, editor in self._fields.items()}
        return {name: text for name, text in found.items() if text != self._item.text_of(name)}

    def commit(self) -> None:
        """Offers what was typed; nothing when nothing was."""
        texts = self.texts()
        if texts:
            self.committed.emit(texts)

    def refuse(self, reason: str) -> None:
        """Marks the fields that differ, for what was typed there was not taken."""
        for name in self.texts():
            mark_bad(self._fields[name], reason)

    def accept_texts(self) -> None:
        """What was typed has been taken: the fields show it as the row has it now."""
        for name, editor in self._fields.items():
            mark_bad(editor, "")
            if self._item is not None:
                _set_text(editor, self._item.text_of(name))

    def _take(self, offer: Offer) -> None:
        self.commit()
        if not self.texts():
            self.taken.emit(offer)

    def _part(self) -> None:
        if self._splitter is not None:
            self.parted.emit(self._splitter.textCursor().position())

    def _give_up(self) -> None:
        self.accept_texts()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(watched, event)
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() not in _STAYING:
            self.commit()
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and control:
            event.ignore()
            self.window().keyPressEvent(event)
            return True
        if watched is self._splitter:
            if enter or (control and event.key() == Qt.Key.Key_T):
                self._part()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            # The words are only parted here, not written.
            return (bool(event.text()) and event.text().isprintable()) or event.key() in _WRITING
        if enter and isinstance(watched, QLineEdit):
            self.commit()
            if not self.texts():
                self.entered.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return True
        return False


def _text(editor: QLineEdit | Choice) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.currentText()


def _set_text(editor: QLineEdit | Choice, text: str) -> None:
    if isinstance(editor, QLineEdit):
        if editor.text() != text:
            editor.setText(text)
            editor.setCursorPosition(0)
    else:
        editor.setCurrentIndex(editor.findText(text))
        editor.style().polish(editor)
