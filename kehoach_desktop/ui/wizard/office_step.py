"""Step 1: the office, chosen from the list of communes or typed by hand where it is not in it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.domain.vietnamese import fold, format_number, nfc
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services import communes
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice, SearchField
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.wizard.commune_list import CommuneHead, CommuneList, upper_first
from kehoach_desktop.ui.wizard.sheets import LetterheadSheet
from kehoach_desktop.ui.wizard.step import Frame, Step, labelled

_MOST_ROWS = 300  # more than any province has; laying out thousands at every key would be felt
_ANY_PROVINCE = "Mọi tỉnh, thành phố"


class ListPart(QWidget):
    """Search field, province and list; `changed` says that another commune is chosen."""

    changed = Signal()
    typed = Signal()
    typing_wanted = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known = communes.load()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._make_search())
        column.addWidget(self._make_list(), 1)
        self._search()

    def _make_search(self) -> QHBoxLayout:
        theme = self._theme
        self.field = SearchField(theme, "Gõ tên xã, phường, đặc khu")
        self.province = Choice(theme)
        self.province.setAccessibleName("Tỉnh, thành phố")
        self.province.addItem(_ANY_PROVINCE, None)
        for name in self._known.provinces:
            self.province.addItem(upper_first(name), name)
        for part in (self.field, self.province):
            part.setFixedHeight(theme.sizes.field + 4)
        self._clear = self.field.addAction(theme.icon("dismiss", 16, "tx2"), QLineEdit.ActionPosition.TrailingPosition)
        for button in self.field.findChildren(QToolButton):
            button.setAccessibleName("Xóa chữ đã gõ")
        self._clear.setToolTip("Xóa chữ đang tìm (Esc)")
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.field.clear)
        theme.changed.connect(self._recolour)
        self.field.textChanged.connect(self._search)
        self.field.textEdited.connect(self.typed)
        self.field.installEventFilter(self)
        self.province.currentIndexChanged.connect(self._search)
        self.province.activated.connect(self.typed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.province)
        return row

    def _make_list(self) -> QWidget:
        theme = self._theme
        self.list = CommuneList(theme)
        self.list.picked.connect(lambda _: self.changed.emit())
        self.list.clicked.connect(lambda _: self.typed.emit())
        self.list.opened.connect(self.opened)
        foot = ground(QWidget(), "alt")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 2, 10, 2)
        self.count = ElidedWords(theme, "", role="small", tone="tx2")
        self.by_hand = Button(theme, "Không có trong danh sách: tự gõ tên", kind="link", small=True)
        self.by_hand.clicked.connect(self.typing_wanted)
        row.addWidget(self.count, 1)
        row.addWidget(self.by_hand)
        return Frame(theme, CommuneHead(theme), self.list, rule("line2"), foot)

    def _search(self) -> None:
        """The best hit is chosen at once, so that Enter takes it; a choice that is still in sight stays."""
        text, province, before = self.field.text(), self.province.currentData(), self.list.chosen
        found = self._known.search(text, province)
        first = found[0] if found and fold(text) else None
        keep = before if before in found and not fold(text) else None
        self.list.show_found(found[:_MOST_ROWS], choose=first or keep)
        self._clear.setVisible(bool(text))
        number = format_number(len(found))
        if not found:
            self.count.setText(f"Không có tên nào khớp “{text.strip()}”")
        elif fold(text):
            self.count.setText(f"{number} kết quả cho “{text.strip()}”")
        else:
            self.count.setText(f"{number} xã, phường, đặc khu")
        if len(found) > _MOST_ROWS:
            self.count.setText(f"{self.count.text()}; hiện {_MOST_ROWS} dòng đầu")

    def _recolour(self) -> None:
        self._clear.setIcon(self._theme.icon("dismiss", 16, "tx2"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            page = self.list.page
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
            if event.key() in steps:
                self.list.move_choice(steps[Qt.Key(event.key())])
                self.typed.emit()
                return True
        return super().eventFilter(watched, event)


class TypedPart(QWidget):
    """Kind, name and province typed by hand."""

    changed = Signal()
    typed = Signal()
    list_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice(theme)
        for kind in CommuneKind:
            self.kind.addItem(upper_first(kind.value), kind.value)
        self.name, self.province = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("An Bình")
        self.province.setPlaceholderText("tỉnh …, thành phố …")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(labelled(theme, "Loại", self.kind))
        row.addLayout(labelled(theme, "Tên", self.name), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addLayout(labelled(theme, "Tỉnh, thành phố", self.province))
        self.back = Button(theme, "Chọn trong danh sách", kind="link")
        self.back.clicked.connect(self.list_wanted)
        column.addWidget(self.back)
        column.addStretch(1)
        for field in (self.name, self.province):
            field.textChanged.connect(self.changed)
            field.textEdited.connect(self.typed)
        self.kind.currentIndexChanged.connect(self.changed)
        self.kind.activated.connect(self.typed)

    @property
    def chosen_kind(self) -> CommuneKind:
        return CommuneKind(self.kind.currentData())

    def show_facts(self, facts: OfficeFacts) -> None:
        """Fills the fields."""
        self.kind.setCurrentIndex(list(CommuneKind).index(facts.kind))
        self.name.setText(facts.name)
        self.province.setText(facts.province or "")

    def facts(self) -> OfficeFacts | None:
        """What stands in the fields; None without a name."""
        name = " ".join(nfc(self.name.text()).split())
        province = " ".join(nfc(self.province.text()).split())
        return OfficeFacts(name, self.chosen_kind, province or None) if name else None


class _Fact(QWidget):
    """A line with an icon before it."""

    def __init__(self, theme: Theme, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shape = theme, shape
        row = QHBoxLayout(self)
        row.setContentsMargins(painting.ICON + 8, 0, 0, 0)
        self.words = Words(theme, "", tone="tx" if shape.tone == "gr" else "tx2", wrap=True)
        row.addWidget(self.words)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painting.draw_shape(QPainter(self), self._theme, self._shape, QPoint(0, (self._theme.sizes.line - 15) // 2))


class OfficeStep(Step):
    """`advanced` says that a row was double-clicked: taken, go on. `left` that Esc was pressed in the empty search."""

    advanced = Signal()
    left = Signal()

    def __init__(self, theme: Theme, *, pictured: bool = True, parent: QWidget | None = None) -> None:
        total = format_number(len(communes.load().all))
        self._heads = (
            ("Chọn xã, phường, đặc khu", f"Gõ vài chữ, không cần dấu. Danh sách có {total} xã, phường, đặc khu."),
            ("Tên cơ quan", "Gõ như ghi trên văn bản; loại và tên riêng ở hai ô."),
        )
        super().__init__(theme, *self._heads[0], parent)
        self.listed, self.typed = ListPart(theme), TypedPart(theme)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.listed)
        self.parts.addWidget(self.typed)
        self.column.addWidget(self.parts, 1)
        self.close_column(stretch=False)
        if pictured:
            self.column.addSpacing(8)
        self.column.addLayout(self._make_foot(shown=pictured))
        self.listed.typing_wanted.connect(self.type_by_hand)
        self.typed.list_wanted.connect(self.choose_from_list)
        self.listed.opened.connect(self.advanced)
        self.listed.field.left.connect(self.left)
        for part in (self.listed, self.typed):
            part.changed.connect(self._follow)
            part.typed.connect(self.touch)
        self._follow()

    def _make_foot(self, *, shown: bool) -> QVBoxLayout:
        theme = self.theme
        head = Words(theme, "Sẽ ghi trên văn bản", bold=True)
        self.sheet = LetterheadSheet(theme)
        self.units_fact, self.place_fact = (_Fact(theme, Shape("checkmark_circle", "gr")) for _ in range(2))
        self.lock_fact = _Fact(theme, Shape("lock_closed", "tx2"))
        self.lock_fact.words.setText("Mọi dữ liệu nằm trên máy này, không cần mạng")
        facts = QVBoxLayout()
        facts.setSpacing(6)
        facts.addStretch(1)
        for fact in (self.units_fact, self.place_fact, self.lock_fact):
            facts.addWidget(fact)
            fact.setVisible(shown)
        facts.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.sheet, 4, Qt.AlignmentFlag.AlignTop)
        row.addLayout(facts, 6)
        foot = QVBoxLayout()
        foot.setSpacing(5)
        foot.addWidget(head)
        foot.addLayout(row)
        head.setVisible(shown)
        self.sheet.setVisible(shown)
        return foot

    # --- the two ways ---

    @property
    def by_hand(self) -> bool:
        return self.parts.currentWidget() is self.typed

    def type_by_hand(self) -> None:
        """Fields instead of the list; what was searched for becomes the name."""
        chosen = self._chosen()
        self.typed.show_facts(chosen or OfficeFacts(" ".join(nfc(self.listed.field.text()).split())))
        self._show(self.typed)

    def choose_from_list(self) -> None:
        """The list again."""
        self._show(self.listed)

    def _show(self, part: QWidget) -> None:
        self._turn_to(part)
        self.show_fault(None)
        QTimer.singleShot(0, self, lambda: self.first_field().setFocus(Qt.FocusReason.OtherFocusReason))

    def show_facts(self, facts: OfficeFacts) -> None:
        """An office that is known already, in its fields."""
        self.typed.show_facts(facts)
        self._turn_to(self.typed)

    def _turn_to(self, part: QWidget) -> None:
        self.parts.setCurrentWidget(part)
        title, line = self._heads[self.by_hand]
        self.title.setText(title)
        self.line.setText(line)
        self._follow()

    # --- the answer ---

    def facts(self) -> OfficeFacts | None:
        """Name, kind and province; None while nothing is chosen."""
        return self.typed.facts() if self.by_hand else self._chosen()

    def _chosen(self) -> OfficeFacts | None:
        commune = self.listed.list.chosen
        return OfficeFacts(commune.name, commune.kind, commune.province) if commune else None

    def _follow(self) -> None:
        facts = self.facts()
        shown = facts or OfficeFacts("", self.typed.chosen_kind if self.by_hand else CommuneKind.COMMUNE)
        self.sheet.show_office(shown)
        whose = f" của một {shown.kind.value}" if facts else ""
        self.units_fact.words.setText(f"Bước 4 đề xuất sẵn phòng, trạm, trường{whose}")
        self.place_fact.words.setText(f"Địa danh: “{self.sheet.place_line}”")
        if facts:
            self.show_fault(None)
        self.changed.emit()

    def fault(self) -> UserFacingError | None:
        if self.facts() is not None:
            return None
        if self.by_hand:
            return BadValue("Chưa có tên cơ quan.", "Gõ tên, ví dụ An Bình.")
        return BadValue("Chưa chọn xã, phường, đặc khu.", "Gõ vài chữ của tên rồi chọn một dòng, hoặc tự gõ tên.")

    def first_field(self) -> QWidget:
        return self.typed.name if self.by_hand else self.listed.field
