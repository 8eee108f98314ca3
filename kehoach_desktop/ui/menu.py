"""The menus as data and the one builder; what an act does is wired by the window. Only acts that exist are listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True)
class MenuAct:
    """A line of a menu. `needs`: "" always, "file" an open file, "plan" a plan in it,
    "conflicts" some that nobody decided, "earlier" a plan with a version before it, "undo"/"redo" a step to take,
    "typing" a text begun before a crash.
    """

    key: str
    text: str
    shortcut: str = ""
    needs: str = ""
    group: str = ""  # acts of one group exclude one another and carry a tick


@dataclass(frozen=True)
class Submenu:
    """A menu within a menu that is filled when it opens."""

    key: str
    text: str
    needs: str = ""


_LINE = None
MENUS: tuple[tuple[str, tuple[MenuAct | Submenu | None, ...]], ...] = (
    ("&Tệp", (
        MenuAct("new_office", "Tạo tệp mới…"),
        MenuAct("open", "Mở tệp…", "Ctrl+O"),
        Submenu("recent", "Mở gần đây"),
        MenuAct("sample", "Xem kế hoạch mẫu"),
        _LINE,
        MenuAct("import", "Nhập kế hoạch…", "Ctrl+I"),
        MenuAct("paste_plan", "Nhập từ nội dung đã chép", needs="file"),
        _LINE,
        MenuAct("from_stick", "Mở từ USB…", "Ctrl+U"),
        MenuAct("carry", "Chép ra USB…", needs="file"),
        MenuAct("backup", "Sao lưu ngay", needs="file"),
        MenuAct("restore", "Khôi phục từ bản sao lưu…", needs="file"),
        MenuAct("backup_folder", "Đổi nơi sao lưu…"),
        _LINE,
        MenuAct("print", "In…", "Ctrl+P", "plan"),
        _LINE,
        MenuAct("show_folder", "Mở thư mục chứa tệp", needs="file"),
        MenuAct("close_file", "Đóng tệp", needs="file"),
        MenuAct("quit", "Thoát", "Ctrl+Q"),
    )),
    ("&Sửa", (
        MenuAct("undo", "Hoàn tác", "Ctrl+Z", "undo"),
        MenuAct("redo", "Làm lại", "Ctrl+Y", "redo"),
        _LINE,
        MenuAct("search", "Tìm", "Ctrl+F", "file"),
        _LINE,
        MenuAct("done", "Đánh dấu hoàn thành", "F9", "plan"),
        MenuAct("extend", "Gia hạn…", "F7", "plan"),
        MenuAct("typing", "Xem chỗ đang gõ dở", needs="typing"),
    )),
    ("&Xem", (
        MenuAct("tab:plan", "Kế hoạch", "Alt+1", "file"),
        MenuAct("tab:tasks", "Nhiệm vụ", "Alt+2", "file"),
        MenuAct("tab:units", "Đơn vị", "Alt+3", "file"),
        MenuAct("tab:indicators", "Chỉ tiêu", "Alt+4", "file"),
        MenuAct("tab:reports", "Báo cáo", "Alt+5", "file"),
        _LINE,
        MenuAct("period_back", "Kỳ trước", "Alt+Left", "plan"),
        MenuAct("period_forth", "Kỳ sau", "Alt+Right", "plan"),
        _LINE,
        MenuAct("pane", "Khung chi tiết", "F4", "file"),
        MenuAct("next_pane", "Khung kế tiếp", "F6", "file"),
        _LINE,
        MenuAct("theme:system", "Nền theo hệ thống", group="theme"),
        MenuAct("theme:light", "Nền sáng", group="theme"),
        MenuAct("theme:dark", "Nền tối", group="theme"),
    )),
    ("Th&êm", (
        MenuAct("add", "Thêm ở thẻ này", "Ctrl+N"),
        MenuAct("steps", "Đề xuất mức từng năm", "Ctrl+E", "plan"),
    )),
    ("Thu báo &cáo", (
        MenuAct("unit_forms", "Xuất phiếu cho mọi đơn vị…", needs="plan"),
        MenuAct("unit_forms_pdf", "Xuất phiếu PDF để in, đọc…", needs="plan"),
        MenuAct("not_sent", "Đơn vị chưa nộp", needs="plan"),
        _LINE,
        MenuAct("collect", "Thu báo cáo…", needs="plan"),
        MenuAct("collect_folder", "Thu cả thư mục…", needs="plan"),
        _LINE,
        MenuAct("merge", "Gộp tệp nhận về…", needs="file"),
        MenuAct("conflicts", "Mâu thuẫn còn lại…", needs="conflicts"),
    )),
    ("&Báo cáo", (
        Submenu("forms", "Biểu và văn bản", "plan"),
        MenuAct("words", "Sửa lời văn báo cáo…", needs="plan"),
        MenuAct("foreign_form", "Điền biểu của cấp trên…", needs="plan"),
    )),
    ("C&ông cụ", (
        MenuAct("palette", "Bảng lệnh…", "Ctrl+K"),
        MenuAct("history", "Lịch sử…", "Ctrl+H", "file"),
        MenuAct("bin", "Thùng rác…", needs="file"),
        MenuAct("compare", "So với bản trước…", needs="earlier"),
        MenuAct("check", "Kiểm tra tệp", needs="file"),
        MenuAct("office", "Cơ quan và người ký…", needs="file"),
        MenuAct("author", "Người làm việc…"),
        _LINE,
        MenuAct("settings", "Cài đặt…"),
    )),
    ("Trợ &giúp", (
        MenuAct("help", "Hướng dẫn", "F1"),
        MenuAct("keys", "Phím tắt"),
        MenuAct("news", "Có gì mới"),
        MenuAct("about", "Giới thiệu"),
    )),
)  # fmt: skip


class Menus:
    """The menu bar of a window: `actions` and `submenus` by key."""

    def __init__(self, window: QMainWindow, slots: Mapping[str, Callable[[], None]]) -> None:
        self.actions: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._needs: dict[str, str] = {}
        for title, lines in MENUS:
            menu = window.menuBar().addMenu(title)
            menu.setToolTipsVisible(True)
            for line in lines:
                self._add(window, menu, line, slots)

    def _add(
        self, window: QMainWindow, menu: QMenu, line: MenuAct | Submenu | None, slots: Mapping[str, Callable[[], None]]
    ) -> None:
        if line is None:
            menu.addSeparator()
            return
        self._needs[line.key] = line.needs
        if isinstance(line, Submenu):
            self.submenus[line.key] = menu.addMenu(line.text)
            return
        action = QAction(line.text, window, checkable=bool(line.group))
        if line.shortcut:
            action.setShortcut(QKeySequence(line.shortcut))
        slot = slots[line.key]
        action.triggered.connect(lambda _=False: slot())
        menu.addAction(action)
        self.actions[line.key] = action

    def enable(self, have: Mapping[str, bool]) -> None:
        """Greys what is not possible now; `have` tells of file, plan, undo, redo."""
        for key, need in self._needs.items():
            part = self.actions.get(key) or self.submenus[key]
            part.setEnabled(not need or have[need])

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Names the steps in the menu: "Hoàn tác: sửa thời hạn nhiệm vụ 2.2"."""
        for key, word, name in (("undo", "Hoàn tác", undo), ("redo", "Làm lại", redo)):
            self.actions[key].setText(f"{word}: {name[:1].lower()}{name[1:]}" if name else word)

    def tick(self, group: str, key: str) -> None:
        """Ticks one act of a group."""
        for name, action in self.actions.items():
            if name.startswith(group + ":"):
                action.setChecked(name == f"{group}:{key}")
