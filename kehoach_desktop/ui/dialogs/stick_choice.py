"""A file on a stick is of an office that is on this machine already: merge it, or open a copy beside; opens nothing itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Note, Words
from kehoach_desktop.ui.widgets.panes import ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.services.opening_from_stick import Seen

RAW = "Đây là bản sao thô, chép bằng trình quản lý tệp, không có dấu kiểm tra. Lần sau nên dùng Chép ra USB ở máy gửi."
_WIDTH = 460


class StickChoice(QDialog):
    """`wish` after it closed: "merge", "copy", or "" for leaving it be."""

    def __init__(
        self, theme: Theme, seen: "Seen", present: Path, folder: Path, *, can_merge: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.dress(self)
        self.wish = ""
        self.setWindowTitle("Mở từ USB")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 18, 20, 16)
        inner.setSpacing(10)
        inner.addWidget(Words(theme, "Tệp này là của cơ quan đã có trên máy", role="pane", bold=True))
        texts = (origin(seen), f"Gộp: đưa phần mới vào {present.name}, xem trước rồi mới ghi.",
                 f"Mở bản chép riêng: chép vào {folder}, không đụng tới {present.name}.")  # fmt: skip
        for text in texts[0 if texts[0] else 1 :]:
            words = Words(theme, text, wrap=True)
            words.setMinimumWidth(_WIDTH)
            inner.addWidget(words)
        self.raw_note = Note(theme, RAW, tone="am")
        self.raw_note.setVisible(seen.is_raw)
        inner.addWidget(self.raw_note)
        column.addWidget(body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.merge_button = Button(theme, "Gộp vào tệp đang có", kind="primary")
        self.copy_button = Button(theme, "Mở bản chép riêng", kind="normal" if can_merge else "primary")
        self.leave_button = Button(theme, "Bỏ", key="Esc")
        self.merge_button.setVisible(can_merge)
        self.merge_button.clicked.connect(lambda: self._choose("merge"))
        self.copy_button.clicked.connect(lambda: self._choose("copy"))
        self.leave_button.clicked.connect(self.reject)
        for button in (self.merge_button, self.copy_button, self.leave_button):
            foot.addWidget(button)
        column.addWidget(rule("line2"))
        column.addLayout(foot)
        first = self.merge_button if can_merge else self.copy_button
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, wish: str) -> None:
        self.wish = wish
        self.accept()


def origin(seen: "Seen") -> str:
    """Who made a package, for whom and when: “Gói của Mai Lan, chép ngày 6/7/2026, phần của Trạm Y tế.”."""
    from datetime import datetime

    try:
        day = format_date(datetime.fromisoformat(seen.made_at).date()) if seen.made_at else ""
    except ValueError:
        day = ""
    parts = [f"Gói của {seen.author}" if seen.author else "Gói" if day or seen.unit else ""]
    parts += [f"chép ngày {day}" if day else "", f"phần của {seen.unit}" if seen.unit else ""]
    words = ", ".join(part for part in parts if part)
    return f"{words}." if words else ""
