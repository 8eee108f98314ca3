"""The line under the sheet: what grounds mean and which keys work, or, while marks are proposed, how to take them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, KeyCap
from kehoach_desktop.ui.widgets.panes import ground, show_fitting

_KEYS = (("F2", "sửa ô"), ("Ctrl+D", "chép xuống"), ("Enter", "xuống"), ("Tab", "sang"), ("F8", "đến ô sai"))
_SLANTED = "Số nghiêng: mức đề xuất theo đường thẳng, chưa nhận"


class SheetFoot(QStackedWidget):
    """`show_steps(n, here)` turns it over: n marks are proposed, `here` of them in the current row."""

    all_taken = Signal()
    row_taken = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "win")
        self.setFixedHeight(max(theme.sizes.row, theme.sizes.small_field + 4))
        self.addWidget(self._usual())
        self.addWidget(self._steps())

    def _usual(self) -> QWidget:
        page, row = _page()
        row.addWidget(ElidedWords(self._theme, "Nền xám: ô tính, không gõ vào", role="small", tone="tx2"), 1)
        self._caps = [KeyCap(self._theme, key, words) for key, words in _KEYS]
        for cap in self._caps:
            row.addWidget(cap)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen keys give way to what the grounds mean."""
        super().resizeEvent(event)
        words = self._theme.advance("Nền xám: ô tính, không gõ vào", "small")
        show_fitting(self._caps, self.width() - words - 30, 14)

    def _steps(self) -> QWidget:
        page, row = _page()
        self.take_all = Button(self._theme, "Nhận cả", small=True, tip="Nhận mọi mức đề xuất thành một bước")
        self.take_row = Button(self._theme, "Nhận dòng này", key="Ctrl+Enter", small=True)
        self.drop = Button(self._theme, "Bỏ đề xuất", kind="flat", key="Ctrl+E", show_key=False, small=True)
        row.addWidget(ElidedWords(self._theme, _SLANTED, role="small", tone="tx2"), 1)
        for button, signal in (
            (self.take_all, self.all_taken),
            (self.take_row, self.row_taken),
            (self.drop, self.dropped),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        return page

    def show_steps(self, count: int, here: int) -> None:
        """None proposed: the usual line."""
        self.setCurrentIndex(1 if count else 0)
        self.take_all.setText(f"Nhận cả {count} mức")
        self.take_all.updateGeometry()
        self.take_row.setEnabled(here > 0)


def _page() -> tuple[QWidget, QHBoxLayout]:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(14)
    return page, row
