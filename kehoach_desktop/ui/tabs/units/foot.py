"""The line under the units: how many reports of the period came, and the batch of reminders. Counts only."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.ui.tabs.units.book import Standing, UnitBook
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, show_fitting

_GAP = 16
_PARTS = (
    (Standing.APPROVED, "đã duyệt", "tx2"),
    (Standing.SENT, "chờ duyệt", "tx2"),
    (Standing.RETURNED, "trả lại", "tx2"),
    (Standing.MISSING, "chưa nộp", "re"),
)


class UnitsFoot(QWidget):
    """Totals of single units; groups report through their members."""

    remind_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "win")
        self.setFixedHeight(theme.sizes.row)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(_GAP)
        self.total = Words(theme, "", role="small", bold=True)
        self.parts = {state: Words(theme, "", role="small", tone=tone) for state, _, tone in _PARTS}
        self.remind = Button(theme, "", icon="mail", small=True, tip="In công văn đôn đốc cho mọi đơn vị chưa nộp")
        row.addWidget(self.total)
        for words in self.parts.values():
            row.addWidget(words)
        row.addStretch(1)
        row.addWidget(self.remind)
        self.remind.clicked.connect(self.remind_requested)
        self._wanted: list[Words] = []

    def show_counts(self, book: UnitBook) -> None:
        """The totals of the period in force."""
        counts, window = book.counts, book.window
        turnout = book.turnout
        words = f"{window.period.short_title}: {len(turnout.came)}/{len(turnout.reports)} đã nộp"
        if book.today <= window.data_to:
            words += f", chốt số liệu ngày {format_date(window.data_to)}"
        self.total.setText(words)
        for state, label, tone in _PARTS:
            count = counts[state]
            self.parts[state].setText(f"{count} {label}")
            self.parts[state].set_bold(bold=tone == "re")
        missing = len(turnout.missing)
        self.remind.setText(f"In {missing} công văn đôn đốc…")
        self.remind.setVisible(bool(missing) and book.today > window.data_to)
        self.remind.updateGeometry()
        self._wanted = [self.parts[state] for state, _, _ in reversed(_PARTS) if counts[state]]
        for part in self.parts.values():
            part.setVisible(part in self._wanted)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is missing stays longest; the button keeps at least its icon."""
        reminds = not self.remind.isHidden()
        self.remind.set_bare(bare=False)
        room = self.width() - 24 - self.total.sizeHint().width()
        least = self._wanted[0].sizeHint().width() + _GAP if self._wanted else 0
        if reminds and room - least < self.remind.sizeHint().width() + _GAP:
            self.remind.set_bare(bare=True)
        if reminds:
            room -= self.remind.sizeHint().width() + _GAP
        show_fitting(self._wanted, room, _GAP)
