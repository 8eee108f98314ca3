"""Step 3: who signs, in order; the first one signs where nobody else is chosen. The block is shown as it will be printed."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.first_setup import SignerFacts
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import scrolling
from kehoach_desktop.ui.wizard.sheets import SignatureSheet
from kehoach_desktop.ui.wizard.step import Step

_MOST = 20


@frozen
class Pattern:
    """A way of signing by Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

    label: str
    authority: str
    title: str


PATTERNS: tuple[Pattern, ...] = (
    Pattern("TM. UBND, Phó Chủ tịch ký thay", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Pattern("TM. UBND, Chủ tịch ký", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    Pattern("TM. UBND, Quyền Chủ tịch ký", "TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
    Pattern("Chủ tịch ký theo thẩm quyền riêng", "", "CHỦ TỊCH"),
    Pattern("KT. Chủ tịch, Phó Chủ tịch ký", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Pattern("TL. Chủ tịch (thừa lệnh)", "TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
    Pattern("TUQ. Chủ tịch (thừa ủy quyền)", "TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
)
_OTHER = "Tự gõ quyền hạn…"


def _pattern_of(authority: str, title: str) -> int:
    """The pattern a signer follows; one with the same title first, else the first with the authority; -1 for none."""
    fitting = [place for place, pattern in enumerate(PATTERNS) if pattern.authority == authority]
    return next((place for place in fitting if PATTERNS[place].title == title), fitting[0] if fitting else -1)


class SignerRow(QWidget):
    """One signer: authority, title, name; wishes to move or go leave as signals."""

    edited = Signal()
    entered = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, facts: SignerFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._id = theme, facts.id
        self._make_fields(facts)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(6)
        first.addWidget(self.pattern, 1)
        for button in (self.up, self.down, self.gone):
            first.addWidget(button)
        second.addWidget(self.title, 8)
        second.addWidget(self.name, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 14)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.authority)
        column.addLayout(second)
        for part in (self.pattern, self.authority, self.title, self.name):
            part.installEventFilter(self)

    def _make_fields(self, facts: SignerFacts) -> None:
        theme = self._theme
        self.pattern = Choice(theme)
        for place, pattern in enumerate(PATTERNS):
            self.pattern.addItem(pattern.label, place)
        self.pattern.addItem(_OTHER, -1)
        self.authority = QPlainTextEdit(facts.authority)
        self.authority.setTabChangesFocus(True)
        self.authority.setFixedHeight(2 * theme.sizes.line + 26)
        self.authority.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.authority.setPlaceholderText("Mỗi dòng một quyền hạn")
        self.title, self.name = QLineEdit(facts.title), QLineEdit(facts.name)
        self.title.setPlaceholderText("chức vụ")
        self.name.setPlaceholderText("họ và tên, có thể để sau")
        self.up = Button(theme, icon="arrow_up", tip="Đưa lên trước", small=True)
        self.down = Button(theme, icon="arrow_down", tip="Đưa xuống sau", small=True)
        self.gone = Button(theme, icon="dismiss", tip="Bỏ người ký này", small=True)
        place = _pattern_of(facts.authority, facts.title)
        self.pattern.setCurrentIndex(place if place >= 0 else self.pattern.count() - 1)
        self.authority.setVisible(place < 0)
        self.pattern.activated.connect(self._take_pattern)
        for field in (self.title, self.name):
            field.home(False)  # a long text shows its beginning
            field.editingFinished.connect(lambda field=field: field.home(False))
            field.textEdited.connect(self.edited)
        self.authority.textChanged.connect(self.edited)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.gone.clicked.connect(self.removed)

    def number(self, place: int, count: int) -> None:
        """Which row it is: names its parts and says where it can move."""
        parts = (
            ("Ký theo", self.pattern),
            ("Quyền hạn", self.authority),
            ("Chức vụ", self.title),
            ("Họ và tên", self.name),
        )
        for name, part in parts:
            part.setAccessibleName(f"{name}, người ký {place + 1}")
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        self.gone.setEnabled(count > 1)

    def _take_pattern(self) -> None:
        place = self.pattern.currentData()
        self.authority.setVisible(place < 0)
        if place >= 0:
            self.authority.setPlainText(PATTERNS[place].authority)
            self.title.setText(PATTERNS[place].title)
            self.title.home(False)
        else:
            self.authority.setFocus()
        self.edited.emit()

    def facts(self) -> SignerFacts:
        """What stands in the row."""
        return SignerFacts(nfc(self.authority.toPlainText()), nfc(self.title.text()), nfc(self.name.text()), self._id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)


class SignersStep(Step):
    """Rows of signers at the left, the block of the one with the cursor at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        line = "Người đứng đầu danh sách ký khi không chọn người khác. Chưa có tên thì để trống."
        super().__init__(theme, "Người ký", line, parent)
        self.rows: list[SignerRow] = []
        self._current: SignerRow | None = None
        self.sheet = SignatureSheet(theme)
        self.add_button = Button(theme, "Thêm người ký", icon="add")
        self.add_button.clicked.connect(self._add)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.add_button)
        self._column.addStretch(1)
        self._area = scrolling(inner)
        right = QVBoxLayout()
        right.setSpacing(5)
        right.addWidget(Words(theme, "Sẽ ghi trên văn bản", bold=True))
        right.addWidget(self.sheet)
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._area, 12)
        body.addLayout(right, 6)
        self.column.addLayout(body, 1)
        self.close_column(stretch=False)
        self.show_signers(())

    def show_signers(self, signers: Iterable[SignerFacts]) -> None:
        """These signers in their order; one to fill in where there is none."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._current = None
        for facts in tuple(signers) or (SignerFacts(),):
            self._insert(facts)
        self._number()

    def _insert(self, facts: SignerFacts) -> SignerRow:
        row = SignerRow(self.theme, facts)
        row.edited.connect(self._edited)
        row.entered.connect(lambda: self._look_at(row))
        row.moved.connect(lambda by: self._move(row, by))
        row.removed.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _add(self) -> None:
        """The next usual way of signing that nobody has yet."""
        held = {row.pattern.currentData() for row in self.rows}
        order = (1, 0, 5, 2, 3, 4, 6)
        pattern = PATTERNS[next((place for place in order if place not in held), 0)]
        row = self._insert(SignerFacts(pattern.authority, pattern.title))
        self._number()
        self.touch()
        row.name.setFocus()
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row))

    def _remove(self, row: SignerRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if self._current is row:
            self._current = None
        self._number()
        self.rows[min(place, len(self.rows) - 1)].name.setFocus()
        self.touch()

    def _move(self, row: SignerRow, by: int) -> None:
        place = self.rows.index(row)
        self.rows.insert(place + by, self.rows.pop(place))
        self._column.removeWidget(row)
        self._column.insertWidget(place + by, row)
        self._number()
        self._order_tabs()
        (row.up if row.up.isEnabled() else row.down).setFocus(Qt.FocusReason.OtherFocusReason)
        self.touch()

    def _order_tabs(self) -> None:
        last: QWidget | None = None
        for row in self.rows:
            for part in (row.pattern, row.up, row.down, row.gone, row.authority, row.title, row.name):
                if last is not None:
                    QWidget.setTabOrder(last, part)
                last = part
        if last is not None:
            QWidget.setTabOrder(last, self.add_button)

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.number(place, len(self.rows))
        self.add_button.setEnabled(len(self.rows) < _MOST)
        self._order_tabs()
        self._look_at(self._current or self.rows[0])

    def _look_at(self, row: SignerRow) -> None:
        self._current = row
        facts = row.facts()
        self.sheet.show_signer(facts.authority, facts.title, facts.name)

    def _edited(self) -> None:
        if self._current is not None:
            self._look_at(self._current)
        self.touch()

    # --- the answer ---

    def signers(self) -> tuple[SignerFacts, ...]:
        """The signers in their order, also those without a name yet."""
        return tuple(row.facts() for row in self.rows)

    def reset(self) -> None:
        self.show_signers(())
        self.touched = False

    def first_field(self) -> QWidget:
        return self.rows[0].name
