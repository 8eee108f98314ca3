"""The offer to read a proposal as a new version of a plan already in the file, and what the comparison found. Compares nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.domain.records import Plan
from kehoach_desktop.services.amending import Candidate, Comparison, MatchState
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import Note
from kehoach_desktop.ui.widgets.picker import Picker

COMPARE, APART, STOP = "So với bản đã có", "Là kế hoạch khác", "Thôi so"


class AmendNote(QWidget):
    """Nothing is assumed unseen: until she chooses, the proposal is a plan of its own. Hidden where no plan is near."""

    compare_wished = Signal(str)  # id of the plan
    stopped = Signal()

    def __init__(self, theme: Theme, candidates: Sequence[Candidate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._candidates = list(candidates)
        self.note: Note | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.show_comparison(None)

    @property
    def words(self) -> str:
        """What is said now; "" when nothing is."""
        return self.note.words.text() if self.note is not None else ""

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Offers, or tells what was found."""
        if self.note is not None:
            self._column.removeWidget(self.note)
            self.note.hide()
            self.note.deleteLater()
            self.note = None
        self.setVisible(bool(self._candidates))
        if not self._candidates:
            return
        if comparison is None:
            first = self._candidates[0]
            words = f"Có thể là bản sửa đổi của {paper_of(first.plan)} ({first.reason}). So hai bản thì kết quả, phân công đã ghi được giữ."
            self.note = Note(self._theme, words, icon="info", acts=(COMPARE, APART))
        else:
            self.note = Note(self._theme, self._told(comparison), tone="ac", icon="info", acts=(STOP,))
        self.note.acted.connect(self.answer)
        self._column.addWidget(self.note)

    def _told(self, comparison: Comparison) -> str:
        plan = next((c.plan for c in self._candidates if c.plan.id == comparison.plan_id), self._candidates[0].plan)
        states = [match.state for match in comparison.tasks]
        new, changed = states.count(MatchState.NEW), states.count(MatchState.CHANGED)
        return (
            f"So với {paper_of(plan)}: nhiệm vụ mới {new}, đổi {changed}, bỏ {len(comparison.gone_tasks)}. "
            "Kết quả và phân công đã ghi được giữ."
        )

    def answer(self, words: str) -> None:
        """One of the buttons; where several plans are near it asks which."""
        if words == COMPARE and len(self._candidates) > 1:
            lines = [Choosable(c.plan.id, c.plan.title, paper_of(c.plan)) for c in self._candidates]
            self.picker = Picker(self._theme, "So với kế hoạch nào", lines, parent=self)
            self.picker.picked.connect(self.compare_wished)
            self.picker.open_at(self.mapToGlobal(QPoint(36, self.height())))
        elif words == COMPARE:
            self.compare_wished.emit(self._candidates[0].plan.id)
        else:
            if words == APART:
                self._candidates = []
            self.stopped.emit()


def paper_of(plan: Plan) -> str:
    """A plan in a sentence: its number, else the beginning of its title."""
    number = f"{plan.number}/{plan.symbol or ''}".rstrip("/") if plan.number else ""
    return f"Kế hoạch {number}" if number else f"“{plan.title[:50].strip()}…”"
