"""The bar under the table while two or more rows are ticked: acts on all of them. Sends wishes; stores nothing."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import TaskState
from kehoach_desktop.ui.models.states import STATE_SHAPES
from kehoach_desktop.ui.tabs.tasks.progress_form import ProgressForm, values_of
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground

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


class PopupForm(QFrame):
    """A small form that opens above a point and goes away with Esc."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAccessibleName(name)
        ground(self, "base")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._theme = theme

    def open_above(self, at: QPoint) -> None:
        self.adjustSize()
        self.move(at.x(), max(0, at.y() - self.height() - 4))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class DuePopup(PopupForm):
    """One deadline for several tasks."""

    typed = Signal(str)

    def __init__(self, theme: Theme, count: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Thời hạn mới", parent)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.addWidget(Words(theme, f"Thời hạn mới của {count} nhiệm vụ", bold=True))
        row = QHBoxLayout()
        self.field = QLineEdit()
        self.field.setAccessibleName("Thời hạn mới")
        self.field.setPlaceholderText("30/9/2026")
        self.field.setMinimumWidth(180)
        button = Button(theme, "Ghi", key="Enter")
        row.addWidget(self.field, 1)
        row.addWidget(button)
        self.column.addLayout(row)
        hint = "Ngày, tháng 4, 6, 9, đến năm 2030 hoặc thường xuyên."
        self.wrong = Words(theme, hint, role="small", tone="tx2", wrap=True)
        self.column.addWidget(self.wrong)
        self.field.returnPressed.connect(lambda: self.typed.emit(self.field.text()))
        button.clicked.connect(lambda: self.typed.emit(self.field.text()))

    def refuse(self, words: str) -> None:
        """What was typed is no deadline; it stays, marked."""
        self.wrong.setText(words)
        self.wrong.set_tone("re")
        self.field.setProperty("bad", "true")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class ReportPopup(PopupForm):
    """One report for several tasks."""

    def __init__(self, theme: Theme, count: int, period: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Ghi kết quả kỳ", parent)
        self.setFixedWidth(round(420 * max(1.0, theme.sizes.line / 18)))
        self.form = ProgressForm(theme)
        self.form.show_values(f"Kết quả {period} của {count} nhiệm vụ", values_of(None))
        self.form.left.connect(self.close)
        self.column.addWidget(self.form)
