"""On the page of files: where copies lie, the newest, how many are kept. Sends wishes, makes no copy and reads none."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.recent_rows import when_words
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Kept

_BREAK = "\u200b"  # a long path may be broken at its folders


class BackupNote(QWidget):
    """One or two lines on a soft ground; hidden until something is known."""

    folder_wished = Signal()
    change_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = "ac"
        self._whole, self._short, self._is_low = "", "", False
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 5, 12, 5)
        row.setSpacing(6)
        self.words = Words(theme, "", wrap=True)
        self.open_link = Button(theme, "Mở thư mục", kind="link", small=True, tip="Mở thư mục có các bản sao lưu")
        self.change_link = Button(theme, "Đổi nơi sao lưu", kind="link", small=True, tip="Chọn thư mục khác để sao lưu")
        self.open_link.clicked.connect(self.folder_wished)
        self.change_link.clicked.connect(self.change_wished)
        row.addWidget(Words(theme, "Sao lưu:", bold=True))
        row.addWidget(self.words, 1)
        for link in (self.open_link, self.change_link):
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(link)
        self.hide()

    def show_kept(self, kept: "Kept", today: date) -> None:
        """Says what lies there."""
        self._tone = "am" if kept.is_missing else "ac"
        self._whole, self._short = kept_words(kept, today), short_words(kept, today)
        self._show_words()
        self.open_link.setVisible(not kept.is_missing)
        self.show()
        self.update()

    def set_low(self, *, low: bool) -> None:
        """In a low window the place is told by the tooltip only, so that the list keeps its room."""
        self._is_low = low
        self._show_words()

    def _show_words(self) -> None:
        self.words.setText(self._short if self._is_low else self._whole)
        self.words.setToolTip(self._whole if self._is_low else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.soft(self._tone))
        painter.fillRect(0, 0, 3, self.height(), self._theme.color(self._tone))
        icon = "warning" if self._tone == "am" else "shield_checkmark"
        painting.draw_icon(painter, self._theme, icon, QPoint(12, (self.height() - painting.ICON) // 2), self._tone)


def kept_words(kept: "Kept", today: date) -> str:
    """The sentence for what is kept, or for a folder that is gone."""
    place = str(kept.folder).replace("\\", "\\" + _BREAK).replace("/", "/" + _BREAK)
    if kept.is_missing:
        return f"không thấy thư mục {place}. Cắm ổ đĩa ấy hoặc đổi nơi sao lưu."
    if kept.newest is None:
        return f"chưa có bản nào. Khi tệp có thay đổi, chương trình tự ghi vào {place}."
    files = f" của {format_number(kept.files)} tệp" if kept.files > 1 else ""
    return (
        f"tự ghi khi tệp có thay đổi, vào {place}; gần nhất {when_words(kept.newest.at, today)}. "
        f"Đang giữ {format_number(kept.count)} bản{files}."
    )


def short_words(kept: "Kept", today: date) -> str:
    """The same without the place."""
    if kept.is_missing:
        return "không thấy thư mục."
    if kept.newest is None:
        return "chưa có bản nào."
    return f"{when_words(kept.newest.at, today)}; {format_number(kept.count)} bản."
