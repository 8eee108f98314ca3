"""The list of keys, and the box it shares with other pages to read."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import KeyCap, Words
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling

KEYS: tuple[tuple[str, str], ...] = (
    ("F1", "hướng dẫn cho chỗ đang đứng"),
    ("Alt+1 … Alt+5", "chuyển thẻ; Ctrl+Tab sang thẻ kế tiếp"),
    ("Alt+Trái, Alt+Phải", "kỳ trước, kỳ sau"),
    ("Backspace, Alt+Home", "vừa từ kế hoạch sang thẻ khác: về lại đoạn đang xem"),
    ("Ctrl+F", "tìm trong thẻ, không cần gõ dấu"),
    ("Ctrl+K", "bảng lệnh: gõ vài chữ để đến mọi việc, biểu, bản ghi"),
    ("Ctrl+H", "lịch sử sửa đổi"),
    ("Ctrl+N", "thêm ở thẻ này; ở trang bắt đầu là tạo tệp mới"),
    ("Ctrl+O, Ctrl+I", "mở tệp, nhập kế hoạch"),
    ("Ctrl+U", "mở từ USB"),
    ("Ctrl+P", "đến thẻ Báo cáo để in"),
    ("Ctrl+Z, Ctrl+Y", "hoàn tác, làm lại"),
    ("F2", "sửa ô đang đứng; gõ chữ là thay cả ô"),
    ("Enter, Tab", "ghi ô rồi xuống, sang ô kế tiếp; thêm Shift là ngược lại"),
    ("Esc", "bỏ ô đang gõ, bỏ chọn, bỏ lọc, rồi xóa chữ tìm"),
    ("Space, Ctrl+A", "đánh dấu dòng, đánh dấu tất cả"),
    ("Del, Ctrl+Del", "xóa dòng hoặc ô, xóa cả chỉ tiêu; Ctrl+Z lấy lại"),
    ("Shift+F10", "các việc làm được với dòng đang đứng, như bấm chuột phải"),
    ("Ctrl+C, Ctrl+V, Ctrl+D", "chép ô, dán từ Excel, chép xuống"),
    ("F4, F6", "đóng mở khung chi tiết, sang khung kế tiếp"),
    ("F7, F9", "gia hạn, đánh dấu hoàn thành nhiệm vụ đã chọn"),
    ("Ctrl+E", "đề xuất mức từng năm"),
    ("F8, Shift+F8", "chỗ cần xem kế tiếp, chỗ trước; ô sai kế tiếp"),
    ("Ctrl+Enter", "nhận đề xuất, ghi kết quả kỳ, khôi phục"),
    ("Ctrl+G, Ctrl+T, Ctrl+M", "rà soát nhập: gộp, tách, chuyển mục"),
    ("Ctrl+Q", "thoát"),
)
_AROUND = 220  # title, foot and the frame of the screen


class InfoBox(QDialog):
    """A titled page with a close button; more acts stand at the left of it."""

    def __init__(self, theme: Theme, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(24, 18, 24, 18)
        inner.setSpacing(10)
        inner.addWidget(Words(theme, title, role="page", bold=True))
        inner.addWidget(content)
        column.addWidget(body, 1)
        column.addWidget(rule("line2"))
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(16, 10, 16, 10)
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self.close_button = Button(theme, "Đóng", key="Esc")
        self.close_button.clicked.connect(self.accept)
        self._foot.addWidget(self.close_button)
        column.addLayout(self._foot)
        self.close_button.setFocus()  # a text to read would keep Enter and the arrows

    def add_act(self, button: Button) -> None:
        """Another button, after those that were added before."""
        self._foot.insertWidget(self._foot.count() - 2, button)


def keys_box(theme: Theme, parent: QWidget | None) -> InfoBox:
    """Every key and what it does."""
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    for row, (key, words) in enumerate(KEYS):
        grid.addWidget(KeyCap(theme, key), row, 0)
        grid.addWidget(Words(theme, words), row, 1)
    area = scrolling(content)
    area.setMinimumWidth(content.sizeHint().width() + 18)
    box = InfoBox(theme, "Phím tắt", area, parent)
    room = (box.screen() or QGuiApplication.primaryScreen()).availableGeometry().height() - _AROUND
    area.setMinimumHeight(min(content.sizeHint().height(), max(room, 200)))
    return box
