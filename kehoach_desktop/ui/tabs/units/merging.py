"""Making a unit and one she names into one: choosing the other, what would move, the answer. Writes only through UnitActs."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.records import Unit
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.tabs.units.acts import UnitActs
from kehoach_desktop.ui.tabs.units.book import UnitBook, duty_words
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Note
from kehoach_desktop.ui.widgets.picker import Picker

MERGE_WITH = "Gộp với đơn vị khác…"
MERGE, LEAVE = "Gộp làm một", "Để nguyên"


class MergePart(QWidget):
    """The unit shown is the one that stays; nothing is changed before she says so under what would move."""

    def __init__(self, desk: Desk, acts: UnitActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._acts = desk, acts
        self._unit: Unit | None = None
        self._other: Unit | None = None
        self._book: UnitBook | None = None
        self.button = Button(
            desk.theme, MERGE_WITH, kind="link", small=True, tip="Đơn vị này và một đơn vị khác trong danh sách là một"
        )
        self.note = Note(desk.theme, tone="ac", icon="info", acts=(MERGE, LEAVE))
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 6)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        self.button.clicked.connect(lambda: self.choose(self.button.mapToGlobal(QPoint(0, self.button.height()))))
        self.note.acted.connect(self._answer)

    @property
    def others(self) -> list[Unit]:
        """The units the one shown may be merged with."""
        return self._others_of(self._unit) if self._unit is not None else []

    def has_others(self, unit: Unit) -> bool:
        """Whether there is a unit to merge one with."""
        return bool(self._others_of(unit))

    def _others_of(self, unit: Unit) -> list[Unit]:
        """Groups go only with groups."""
        rows = () if self._book is None else self._book.groups if unit.is_group else self._book.singles
        return [row.unit for row in rows if row.id != unit.id]

    def show_unit(self, unit: Unit | None, book: UnitBook) -> None:
        """Another unit, or one that is gone, is not what the question was about."""
        same = unit is not None and self._unit is not None and unit.id == self._unit.id
        if not same or self._other is None or self._other.id not in book.row_by_id:
            self._close()
        self._unit, self._book = unit, book
        self.button.setVisible(bool(self.others))

    def choose(self, at: QPoint) -> None:
        """Opens the list of the other units at a point of the screen."""
        book = self._book
        if book is None:
            return
        aliases: dict[str, list[str]] = {}
        for alias in book.dossier.aliases:
            aliases.setdefault(alias.unit_id, []).append(alias.name)
        kind = book.dossier.office.kind
        lines = [
            Choosable(u.id, u.name, duty_words(u, kind).partition(" · ")[0], " ".join(aliases.get(u.id, ())))
            for u in self.others
        ]
        picker = Picker(self._desk.theme, "Đơn vị để gộp", lines, parent=self)
        picker.picked.connect(self.propose)
        picker.open_at(at)

    def propose(self, other_id: str) -> None:
        """Says what would move from the other unit, and waits for the answer."""
        unit, other = self._unit, next((u for u in self.others if u.id == other_id), None)
        if unit is None or other is None:
            return

        def told(counts: Mapping[str, int]) -> None:
            if self._unit is not None and self._unit.id == unit.id:
                self._ask(unit, other, counts)

        from kehoach_desktop.services import units

        self._desk.workspace.ask(lambda office_file: units.hung_on(office_file, other.id), told)

    def _ask(self, unit: Unit, other: Unit, counts: Mapping[str, int]) -> None:
        self._other = other
        moved = ", ".join(f"{count} {KIND_LABELS[kind]}" for kind, count in counts.items())
        moves = f"{moved} chuyển sang" if moved else "không có việc hay báo cáo nào phải chuyển"
        self.note.set_text(
            f"Gộp “{other.name}” vào “{unit.name}”: {moves}; “{other.name}” thành tên khác. Ctrl+Z tách lại được."
        )
        self.note.show()
        first = self.note.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, answer: str) -> None:
        unit, other = self._unit, self._other
        self._close()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if answer == MERGE and unit is not None and other is not None:
            self._acts.merge(unit, other)

    def _close(self) -> None:
        self._other = None
        self.note.hide()
