"""What the task tab shows while there is no plan: the views, not to be used yet, and how a plan comes in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.ui.tabs.tasks.filters import VIEWS
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.empty_state import Act, EmptyState
from kehoach_desktop.ui.widgets.panes import scrolling
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar

_ACTS = (
    Act("import", "arrow_import", "Nhập kế hoạch từ tệp", "Word, PDF có chữ, hoặc văn bản thuần", "Ctrl+I"),
    Act("paste", "document_text", "Dán nội dung kế hoạch", "Chép trong Word, trên thư hoặc trang tin rồi bấm vào đây"),
    Act("add", "add", "Gõ nhiệm vụ đầu tiên", "Khi chưa có kế hoạch bằng tệp", "Ctrl+N"),
    Act("sample", "lightbulb", "Xem kế hoạch mẫu", "Một xã không có thật; xem xong đóng lại, không ảnh hưởng gì"),
)
_PLAN_ENDINGS = (".docx", ".pdf", ".txt", ".md")


class EmptyPage(QWidget):
    """`acted` carries the key of an act, `dropped` the paths of files."""

    acted = Signal(str)
    dropped = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        views = ViewsBar(theme)
        views.set_views([View(view.key, view.title) for view in VIEWS])
        views.setEnabled(False)
        state = EmptyState(
            theme, "Chưa có kế hoạch nào",
            "Nhiệm vụ được lấy ra từ kế hoạch đã ký. Đưa tệp Word vào, chương trình đề xuất từng nhiệm vụ bên cạnh câu gốc; "
            "xem lại, đánh dấu rồi nhận. Thường mất khoảng mười phút.",
            _ACTS, drop="Thả tệp Word của kế hoạch vào đây",
            drop_line=".docx, .pdf có chữ, .txt. Bản quét không có chữ thì chưa đọc được.", endings=_PLAN_ENDINGS,
        )  # fmt: skip
        state.acted.connect(self.acted)
        state.dropped.connect(self.dropped)
        column.addWidget(views)
        column.addWidget(scrolling(state), 1)
