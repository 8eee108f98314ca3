"""The box for what should not happen: what is safe, what to do, and a report to copy. It holds no office data."""

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.services.about import program_version
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground


def report_of(error: BaseException) -> str:
    """What a helper needs: versions and the way to the fault; values of records are not in it, file paths may be."""
    lines = [
        f"Kế hoạch Desktop {program_version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
    ]
    return "\n".join(lines) + "".join(traceback.format_exception(error))


class CrashBox(QDialog):
    """Tells of a bug; the program goes on, what was saved is saved."""

    def __init__(self, theme: Theme, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self)
        self.setWindowTitle("Chương trình gặp lỗi")
        self.resize(720, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(8)
        inner.addWidget(Words(theme, "Chương trình gặp lỗi, số liệu đã lưu vẫn an toàn", role="pane", bold=True))
        inner.addWidget(Words(theme, "Chép báo lỗi gửi người hỗ trợ, rồi mở lại.", tone="tx2", wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setAccessibleName("Báo lỗi")
        self.report.setReadOnly(True)
        inner.addWidget(self.report, 1)
        column.addWidget(body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.copy_button = Button(theme, "Chép báo lỗi", kind="primary", icon="copy")
        close = Button(theme, "Đóng", key="Esc")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.reject)
        foot.addWidget(self.copy_button)
        foot.addWidget(close)
        column.addLayout(foot)
