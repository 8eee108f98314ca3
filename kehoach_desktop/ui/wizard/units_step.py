"""Step 4: the units of the office, proposed by its kind; hamlets are counted first and named afterwards."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.services import first_setup
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.wizard.step import Frame, Step
from kehoach_desktop.ui.wizard.unit_list import UnitList

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class UnitsStep(Step):
    """A list to tick, rename and add to; the proposal follows the office until the person changes something."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        line = "Bỏ dấu đơn vị không có. Nhập kế hoạch sẽ thêm đơn vị còn thiếu, sau này sửa ở thẻ Đơn vị."
        super().__init__(theme, "Đơn vị", line, parent)
        self._office: tuple[CommuneKind, str] | None = None
        self.list = UnitList(theme)
        self.column.addWidget(self._framed(), 1)
        self.column.addSpacing(10)
        self.column.addLayout(self._make_add())
        self.column.addSpacing(8)
        self.column.addLayout(self._make_hamlets())
        self.close_column(stretch=False)
        self.list.changed.connect(self.touch)
        self.changed.connect(self._tell)
        for field in (self.new_name, self.how_many):
            field.installEventFilter(self)

    def _framed(self) -> QWidget:
        foot = ground(QWidget(), "alt")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 4)
        self.count = ElidedWords(self.theme, "", role="small", tone="tx2")
        keys = Words(self.theme, "Space đánh dấu · F2 sửa tên · Del bỏ", role="small", tone="tx2")
        row.addWidget(self.count, 1)
        row.addWidget(keys)
        return Frame(self.theme, self.list, rule("line2"), foot)

    def _make_add(self) -> QHBoxLayout:
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText("Thêm đơn vị, ví dụ Trường Tiểu học An Bình")
        self.new_name.setAccessibleName("Tên đơn vị thêm vào")
        self.add_button = Button(self.theme, "Thêm", icon="add")
        self.add_button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.new_name, 1)
        row.addWidget(self.add_button)
        return row

    def _make_hamlets(self) -> QHBoxLayout:
        theme = self.theme
        self.word = Choice(theme)
        self.word.setAccessibleName("Gọi là thôn, tổ dân phố hay tên khác")
        self.how_many = QLineEdit()
        self.how_many.setAccessibleName("Số thôn, tổ dân phố")
        self.how_many.setPlaceholderText("số")
        self.how_many.setFixedWidth(theme.advance("0000") + 28)
        self.how_many.setMaxLength(3)
        self.how_many.setValidator(QIntValidator(0, first_setup.MOST_HAMLETS, self.how_many))
        self.name_button = Button(theme, "Tạo tên")
        self.name_button.clicked.connect(self._count)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Words(theme, "Có", tone="tx2"))
        row.addWidget(self.how_many)
        row.addWidget(self.word)
        row.addWidget(self.name_button)
        self.hamlets_line = ElidedWords(theme, "rồi sửa thành tên riêng bằng F2", role="small", tone="tx2")
        row.addWidget(self.hamlets_line, 1)
        self.how_many.textEdited.connect(self.touch)
        return row

    # --- what the person does ---

    def enter(self, office: OfficeFacts) -> None:
        """Proposes for an office of another kind or name; what was changed by hand stays while the office stays."""
        wanted = (office.kind, office.name)
        if wanted == self._office:
            return
        other_kind = self._office is None or self._office[0] is not office.kind
        self._office = wanted
        if self.touched and not other_kind:
            return
        self._propose()

    def _propose(self) -> None:
        kind, name = self._office or (CommuneKind.COMMUNE, "")
        self.list.show_units(first_setup.proposed_units(kind, name))
        self.word.clear()
        for word in first_setup.hamlet_words(kind):
            self.word.addItem(word, word)
        self.word.updateGeometry()
        self._tell()

    def _add(self) -> None:
        if self.new_name.text().strip():
            self.list.add(self.new_name.text())
            self.new_name.clear()
        self.new_name.setFocus()

    def _count(self) -> None:
        """Numbered names for as many hamlets as were typed, in place of those counted before."""
        text = self.how_many.text().strip()
        if not text.isdecimal():
            self.how_many.setFocus()
            return
        word = self.word.currentData()
        names = first_setup.hamlet_names(word, int(text))
        self.list.set_counted(names, first_setup.hamlets_group(word) if names else "")
        self.how_many.clear()
        if names:
            self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds what stands in the field; in an empty field it goes on, as everywhere."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            if watched is self.new_name and self.new_name.text().strip():
                self._add()
                return True
            if watched is self.how_many and self.how_many.text().strip():
                self._count()
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.count.setText(f"{len(self.list.names())} đơn vị được đánh dấu")

    # --- the answer ---

    def leave(self) -> None:
        """What still stands in the two fields is taken before the step is left."""
        if self.new_name.text().strip():
            self._add()
        if self.how_many.text().strip():
            self._count()

    def units(self) -> tuple[str, ...]:
        """The names of the ticked units in their order."""
        return self.list.names()

    def reset(self) -> None:
        self.new_name.clear()
        self.how_many.clear()
        self._propose()
        self.touched = False

    def first_field(self) -> QWidget:
        return self.list
