"""The bar under the table while two or more rows are ticked: acts on all of them. Sends wishes; stores nothing."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QMenu, QWidget

from kehoach_desktop.domain.records import TaskState
from kehoach_desktop.ui.models.states import STATE_SHAPES
from kehoach_desktop.ui.tabs.tasks.progress_form import ProgressForm, values_of
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.marking import mark_bad
from kehoach_desktop.ui.widgets.panes import ground
from kehoach_desktop.ui.widgets.popup_form import PopupForm

_HEIGHT = 42


class BulkBar(QWidget):
    """Hidden until `show_count` is given two or more."""

    state_chosen = Signal(str)
    units_requested = Signal(QPoint)
    due_requested = Signal(QPoint)
    report_requested = Signal(QPoint)
    print_requested = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "acs")
        self.setFixedHeight(max(_HEIGHT, theme.sizes.field + 14))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 0)
        row.setSpacing(8)
        self.count = Words(theme, "", tone="ac", bold=True)
        row.addWidget(self.count)
        row.addSpacing(4)
        self.state_button = Button(theme, "Tình trạng", menu_arrow=True)
        self.lead_button = Button(theme, "Chủ trì", menu_arrow=True)
        self.due_button = Button(theme, "Gia hạn…")
        self.report_button = Button(theme, "Ghi kết quả kỳ…")
        self.print_button = Button(theme, "In phiếu giao việc")
        for button in (self.state_button, self.lead_button, self.due_button, self.report_button, self.print_button):
            row.addWidget(button)
        row.addStretch(1)
        self.clear_button = Button(theme, "Bỏ chọn", kind="flat", key="Esc")
        row.addWidget(self.clear_button)
        self.state_button.clicked.connect(self._state_menu)
        self.lead_button.clicked.connect(lambda: self.units_requested.emit(_above(self.lead_button)))
        self.due_button.clicked.connect(lambda: self.due_requested.emit(_above(self.due_button)))
        self.report_button.clicked.connect(lambda: self.report_requested.emit(_above(self.report_button)))
        self.print_button.clicked.connect(self.print_requested)
        self.clear_button.clicked.connect(self.cleared)
        self.hide()

    def show_count(self, count: int) -> None:
        """Shows the bar for two or more ticked rows."""
        self.count.setText(f"Đã chọn {count} nhiệm vụ")
        self.setVisible(count >= 2)

    def set_narrow(self, *, narrow: bool) -> None:
        """On a narrow screen printing is left to the menu."""
        self.print_button.setVisible(not narrow)

    def _state_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for state in TaskState:
            shape, word = STATE_SHAPES[state]
            action = menu.addAction(word)
            action.triggered.connect(lambda _=False, state=state: self.state_chosen.emit(state.value))
            if shape.name != "half_disc":
                action.setIcon(self._theme.icon(shape.name, 16, shape.tone, filled=shape.filled))
        at = _above(self.state_button)
        menu.popup(QPoint(at.x(), at.y() - menu.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 2, self._theme.color("ac"))


def _above(button: QWidget) -> QPoint:
    return button.mapToGlobal(QPoint(0, 0))


class ExtendPopup(PopupForm):
    """Another deadline for one or several tasks, and why; Enter in the first field goes to the second."""

    typed = Signal(str, str)  # deadline, reason

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Gia hạn", parent)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.addWidget(Words(theme, words, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self.field, self.reason = QLineEdit(), QLineEdit()
        self.field.setPlaceholderText("30/9/2026")
        self.reason.setPlaceholderText("ví dụ chờ phân bổ kinh phí")
        self.reason.setMinimumWidth(round(260 * max(1.0, theme.sizes.line / 18)))
        for row, (name, field) in enumerate((("Thời hạn mới", self.field), ("Lý do", self.reason))):
            label = Words(theme, name, tone="tx2")
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        button = Button(theme, "Ghi", key="Enter")
        grid.addWidget(button, 1, 2)
        self.column.addLayout(grid)
        hint = "Ngày, tháng 4, 6, 9, đến năm 2030 hoặc thường xuyên. Lý do ghi vào ghi chú của nhiệm vụ."
        self.wrong = Words(theme, hint, role="small", tone="tx2", wrap=True)
        self.column.addWidget(self.wrong)
        self.field.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self._send)
        button.clicked.connect(self._send)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()

    def _send(self) -> None:
        self.typed.emit(self.field.text(), self.reason.text())

    def refuse(self, words: str, *, reason: bool) -> None:
        """What was typed cannot be taken; it stays, marked, with the cursor in the field that is wrong."""
        self.wrong.setText(words)
        self.wrong.set_tone("re")
        for field, bad in ((self.field, not reason), (self.reason, reason)):
            mark_bad(field, words if bad else "")
        (self.reason if reason else self.field).setFocus()


class ReportPopup(PopupForm):
    """One report for several tasks."""

    def __init__(self, theme: Theme, count: int, period: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Ghi kết quả kỳ", parent)
        self.setFixedWidth(round(420 * max(1.0, theme.sizes.line / 18)))
        self.form = ProgressForm(theme)
        self.form.show_values(f"Kết quả {period} của {count} nhiệm vụ", values_of(None))
        self.form.left.connect(self.close)
        self.column.addWidget(self.form)
