"""Step 2: what stands over papers and who drafts them; the letterhead is shown as it will be printed."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.six_clears import CLEARS
from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.services.first_setup import DRAFTING_UNIT, SIXTH_CLEAR, OfficeFacts
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Radio
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.wizard.sheets import LetterheadSheet
from kehoach_desktop.ui.wizard.step import Step, labelled

_OFFERED = (DRAFTING_UNIT, "Văn phòng HĐND và UBND")
_CLEARS_OFFERED = (SIXTH_CLEAR, "kết quả")


class LetterheadStep(Step):
    """Drafting unit and the name of the clear about the outcome; agency, place and symbol follow from the office."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        line = "In đầu mọi văn bản, theo Nghị định 30/2020/NĐ-CP."
        super().__init__(theme, "Tiêu đề văn bản", line, parent)
        self._office = OfficeFacts("")
        self.sheet = LetterheadSheet(theme, whole=True)
        self.column.addWidget(self.sheet)
        self.column.addSpacing(16)
        self.column.addLayout(self._make_drafter())
        self.column.addSpacing(16)
        self.column.addLayout(self._make_clear())
        self.close_column()
        self._follow()

    def _make_drafter(self) -> QVBoxLayout:
        self.drafter = QLineEdit(DRAFTING_UNIT)
        self.offers = [Button(self.theme, name, small=True) for name in _OFFERED]
        for button in self.offers:
            button.setAccessibleName(f"Đơn vị soạn thảo: {button.text()}")
            button.clicked.connect(lambda _=False, button=button: self._take(button.text()))
        self.symbols = Words(self.theme, "", role="small", tone="tx2", wrap=True)
        self.drafter.textChanged.connect(self._follow)
        self.drafter.textEdited.connect(self.touch)
        column = labelled(self.theme, "Đơn vị soạn thảo", self.drafter, *self.offers)
        column.addWidget(self.symbols)
        return column

    def _make_clear(self) -> QVBoxLayout:
        theme = self.theme
        words = Words(theme, "Trong “6 rõ”, rõ về đầu ra gọi là", tone="tx2")
        self.radios = [Radio(theme, f"rõ {name}") for name in _CLEARS_OFFERED] + [Radio(theme, "khác:")]
        self.other = QLineEdit()
        self.other.setAccessibleName("Tên khác của rõ về đầu ra")
        self.other.setPlaceholderText("ví dụ: chất lượng")
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for place, radio in enumerate(self.radios):
            radio.setAccessibleName(f"Rõ về đầu ra gọi là {radio.text().strip(':')}")
            self._group.addButton(radio, place)
            row.addWidget(radio)
        row.addWidget(self.other, 1)
        self.clears = Words(theme, "", role="small", tone="tx2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.clears)
        self.radios[0].setChecked(True)
        self._group.idClicked.connect(self._clear_clicked)
        self._group.idToggled.connect(lambda *_: self._follow())
        self.other.textChanged.connect(self._follow)
        self.other.textEdited.connect(self.touch)
        return column

    def _clear_clicked(self, place: int) -> None:
        self.touch()
        if place == len(_CLEARS_OFFERED):
            self.other.setFocus()

    def _take(self, name: str) -> None:
        self.drafter.setText(name)
        self.drafter.setFocus()
        self.touch()

    def enter(self, office: OfficeFacts) -> None:
        """Paints the letterhead of the office chosen before."""
        self._office = office
        self._follow()

    def _follow(self) -> None:
        self.other.setEnabled(self.radios[-1].isChecked())
        drafter = self.drafting_unit()
        self.sheet.show_office(replace(self._office, drafting_unit=drafter or None))
        letters = paper.unit_letters(drafter) if drafter else ""
        symbol = paper.symbol_of(None, drafter or None)
        archive = f"Lưu: VT, {letters}." if letters else "Lưu: VT."
        self.symbols.setText(f"Công văn ghi “Số: …/{symbol}”, cuối nơi nhận ghi “- {archive}”")
        names = [self.sixth_clear() if clear.key == "product" else clear.name for clear in CLEARS]
        self.clears.setText(f"6 rõ: {', '.join(names)}.")
        self.changed.emit()

    # --- the answer ---

    def drafting_unit(self) -> str:
        """The unit that drafts, "" for none."""
        return " ".join(nfc(self.drafter.text()).split())

    def sixth_clear(self) -> str:
        """The name of the clear about the outcome; the usual one while none is typed."""
        place = self._group.checkedId()
        if 0 <= place < len(_CLEARS_OFFERED):
            return _CLEARS_OFFERED[place]
        typed = " ".join(nfc(self.other.text()).split())
        return typed.removeprefix("rõ ").removeprefix("Rõ ") or SIXTH_CLEAR

    def show_facts(self, facts: OfficeFacts) -> None:
        """What an office has already."""
        self.drafter.setText(facts.drafting_unit or "")
        known = facts.sixth_clear in _CLEARS_OFFERED
        place = _CLEARS_OFFERED.index(facts.sixth_clear) if known else len(_CLEARS_OFFERED)
        self.other.setText("" if known else facts.sixth_clear)
        self.radios[place].setChecked(True)

    def reset(self) -> None:
        self.show_facts(OfficeFacts(""))
        self.touched = False

    def first_field(self) -> QWidget:
        return self.drafter
