"""The text field of the editor: paragraphs, bullets and bold in the paper's serif, marks on changed figures; saves nothing.

Nothing is rewritten while a person types: input programs of Vietnamese take letters back and put others in their place.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from kehoach_desktop.domain.narrative import Line, LineKind, Span, markup, parse, plain
from kehoach_desktop.domain.narrative_compare import Mark
from kehoach_desktop.ui.theme import Theme

_KIND = QTextFormat.Property.UserProperty + 1
_KINDS = (LineKind.TEXT, LineKind.BULLET, LineKind.INNER)
_OWN_LINES = "application/x-kehoach-lines"  # a copy from this field keeps its bold
_WIDEST, _LEAST_MARGIN = 760, 18
_FIRST_LINE, _STEP, _GAP = 28, 24, 6
_NEW_LINE = "Mới thêm theo số liệu"
_TYPED_BULLETS = (LineKind.BULLET, LineKind.INNER)


class NarrativeEdit(QTextEdit):
    """Shows and gives lines. `typed` is sent after each change a person made."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self._loading = False
        self._marks: list[tuple[QTextCursor, str]] = []
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("paper"))
        self.setAccessibleName("Lời văn")
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._take_looks)

    def _take_looks(self) -> None:
        self.setFont(self._theme.font("paper"))
        self._show_marks()

    # --- lines in and out ---

    def set_lines(self, lines: Sequence[Line], marks: Iterable[Mark] = ()) -> None:
        """Shows other words; what could be undone before is forgotten."""
        self._loading = True
        document = self.document()
        document.setUndoRedoEnabled(False)
        self._marks = []
        self.clear()
        self.setFont(self._theme.font("paper"))
        cursor = QTextCursor(document)
        for number, line in enumerate(lines or (Line(LineKind.TEXT, ()),)):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format(line.kind))
            for span in line.spans:
                cursor.insertText(span.text, _letters(bold=span.bold))
        document.setUndoRedoEnabled(True)
        self._loading = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.set_marks(marks)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Marks other places of the words that stand there."""
        self._marks = [(self._selection(mark), mark.was) for mark in marks]
        self._show_marks()

    def _selection(self, mark: Mark) -> QTextCursor:
        """A mark that moves with its words; typing after it does not widen it."""
        block = self.document().findBlockByNumber(mark.line)
        cursor = QTextCursor(self.document())
        cursor.setPosition(block.position() + _units(block.text()[: mark.start]))
        cursor.setPosition(block.position() + _units(block.text()[: mark.end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return cursor

    def lines(self) -> tuple[Line, ...]:
        """What stands in the field; a dash typed at the front of a line makes it a bullet."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return tuple(line for line in self._lines_in(cursor) if line.spans)

    def _lines_in(self, cursor: QTextCursor) -> Iterable[Line]:
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            low, high = cursor.selectionStart(), cursor.selectionEnd()
            yield _typed(Line.of(_kind(block), *_spans(block, low, high)))
            block = block.next()

    # --- marks ---

    def _show_marks(self) -> None:
        found = []
        for cursor, _ in self._marks:
            shown = QTextEdit.ExtraSelection()
            shown.cursor = cursor
            look = QTextCharFormat()
            look.setBackground(self._theme.color("mark"))
            look.setForeground(self._theme.color("tx"))
            shown.format = look
            found.append(shown)
        self.setExtraSelections(found)

    def mark_at(self, position: int) -> str | None:
        """What the tooltip of a marked place says; None where nothing is marked."""
        for cursor, was in self._marks:
            if cursor.selectionStart() <= position < cursor.selectionEnd():
                return f"Trước: {was}" if was else _NEW_LINE
        return None

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.mark_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), words or "", self.viewport())
            return True
        return super().viewportEvent(event)

    # --- bold and bullets ---

    @property
    def is_bold(self) -> bool:
        return self.currentCharFormat().fontWeight() > QFont.Weight.Medium

    @property
    def kind(self) -> LineKind:
        """What the line of the cursor is."""
        return _kind(self.textCursor().block())

    def toggle_bold(self) -> None:
        """Ctrl+B: the selection, or what is typed next."""
        if not self._composing and not self.isReadOnly():
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Normal if self.is_bold else QFont.Weight.Bold)
            self.mergeCurrentCharFormat(look)

    def turn_bullets(self) -> None:
        """Ctrl+L: the lines of the selection from a paragraph to a dash, to a plus, and back."""
        if not self._composing and not self.isReadOnly():
            following = _KINDS[(_KINDS.index(self.kind) + 1) % len(_KINDS)]
            self._set_kind(self.textCursor(), following)
            self._changed()

    def _set_kind(self, cursor: QTextCursor, kind: LineKind) -> None:
        low, high = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(low)
        editing = QTextCursor(self.document())
        editing.beginEditBlock()
        while block.isValid() and block.position() <= high:
            QTextCursor(block).setBlockFormat(_block_format(kind))
            block = block.next()
        editing.endEditBlock()
        self.viewport().update()

    # --- typing ---

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        block = self.textCursor().block()
        bare = not self.textCursor().hasSelection() and not self.isReadOnly() and not self._composing
        if event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_bold()
        elif event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.turn_bullets()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_ENTER_MODIFIERS:
            if bare and not block.text() and _kind(block) is not LineKind.TEXT:
                self._set_kind(self.textCursor(), LineKind.TEXT)  # an empty bullet ends the list
            elif not self.isReadOnly():
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
        elif (
            event.key() == Qt.Key.Key_Backspace
            and bare
            and self.textCursor().atBlockStart()
            and _kind(block) is not LineKind.TEXT
        ):
            self._set_kind(self.textCursor(), LineKind.TEXT)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the window's
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        if not self._loading:
            self.viewport().update()
            self.typed.emit()

    # --- clipboard ---

    def createMimeDataFromSelection(self) -> QMimeData:
        """Lines as plain text with their dashes, and for this field with their bold."""
        lines = [line for line in self._lines_in(self.textCursor()) if line.spans]
        found = QMimeData()
        found.setText("\n".join(line.kind.value + line.text for line in lines))
        found.setData(_OWN_LINES, markup(lines).encode())
        return found

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Takes text in as plain paragraphs, in one undoable act."""
        own = bytes(source.data(_OWN_LINES).data())
        lines = parse(own.decode()) if own else plain(source.text())
        if not lines:
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(lines):
            if number:
                cursor.insertBlock()
            if number or not cursor.block().text():
                cursor.setBlockFormat(_block_format(line.kind if number or line.kind.value else _kind(cursor.block())))
            for span in line.spans:
                cursor.insertText(span.text, _letters(bold=span.bold))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # --- painting ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(_LEAST_MARGIN, (event.size().width() + 2 * self.viewportMargins().left() - _WIDEST) // 2)
        if side != self.viewportMargins().left():
            self.setViewportMargins(side, 10, side, 6)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font("paper"))
        painter.setPen(self._theme.color("tx"))
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        block = self.document().begin()
        while block.isValid():
            sign = _kind(block).value.strip()
            if sign:
                box = self.document().documentLayout().blockBoundingRect(block).translated(offset)
                if box.bottom() >= 0 and box.top() <= self.viewport().height() and block.layout().lineCount():
                    base = box.top() + block.layout().lineAt(0).ascent()
                    left = block.blockFormat().leftMargin() + self.document().documentMargin() - 14
                    painter.drawText(QPointF(left, base), sign)
            block = block.next()


_ENTER_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def _block_format(kind: LineKind) -> QTextBlockFormat:
    found = QTextBlockFormat()
    found.setProperty(_KIND, _KINDS.index(kind))
    found.setBottomMargin(_GAP)
    found.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if kind is LineKind.TEXT:
        found.setTextIndent(_FIRST_LINE)
        found.setAlignment(Qt.AlignmentFlag.AlignJustify)
    else:
        found.setLeftMargin(_FIRST_LINE + 14 + (_STEP if kind is LineKind.INNER else 0))
    return found


def _units(text: str) -> int:
    """The length of a text as Qt counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _kind(block: QTextBlock) -> LineKind:
    return _KINDS[block.blockFormat().intProperty(_KIND)]


def _letters(*, bold: bool) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return look


def _spans(block: QTextBlock, low: int, high: int) -> Iterable[Span]:
    """The pieces of a block between two places of the document, in one weight each."""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        start, end = max(low, fragment.position()), min(high, fragment.position() + fragment.length())
        if start < end:
            text = fragment.text()[start - fragment.position() : end - fragment.position()]
            yield Span(text, fragment.charFormat().fontWeight() > QFont.Weight.Medium)
        iterator += 1


def _typed(line: Line) -> Line:
    """A line whose first letters are a typed dash and a blank, as the bullet that was meant."""
    kind = next((k for k in _TYPED_BULLETS if line.kind is LineKind.TEXT and line.text.startswith(k.value)), None)
    if kind is None:
        return line
    first, *rest = line.spans
    return Line.of(kind, Span(first.text[len(kind.value) :], first.bold), *rest)
