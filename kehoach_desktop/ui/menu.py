"""The menus as data and the one builder; what an act does is wired by the window. Only acts that exist are listed."""

from collections.abc import Callable, Container, Iterator, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from kehoach_desktop.frozen import frozen


@frozen
class MenuAct:
    """A line of a menu. `needs`: "" always, "file" an open file, "plan" a plan in it,
    "conflicts" some that nobody decided, "earlier" a plan with a version before it, "undo"/"redo" a step to take,
    "typing" a text begun before a crash, "way_back" a paragraph one came
    from, "here" something to do it to where one stands (asked when its menu opens).
    """

    key: str
    text: str
    shortcut: str = ""
    needs: str = ""
    group: str = ""  # acts of one group exclude one another and carry a tick
    own_key: bool = False  # the key is only shown: the table or field with the focus takes it itself


@frozen
class Submenu:
    """A menu within a menu: of these lines, or without any filled when it opens."""

    key: str
    text: str
    needs: str = ""
    lines: tuple[MenuAct, ...] = ()


HERE = "here"
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
        MenuAct("copy", "Chép", "Ctrl+C", HERE, own_key=True),
        MenuAct("paste", "Dán", "Ctrl+V", HERE, own_key=True),
        MenuAct("fill", "Chép xuống", "Ctrl+D", HERE, own_key=True),
        MenuAct("edit", "Sửa ô", "F2", HERE, own_key=True),
        MenuAct("delete", "Xóa", "Del", HERE, own_key=True),
        MenuAct("delete_indicator", "Xóa chỉ tiêu", "Ctrl+Del", HERE, own_key=True),
        MenuAct("select_all", "Chọn tất cả", "Ctrl+A", HERE, own_key=True),
        MenuAct("wrong", "Ô sai kế tiếp", "F8", HERE, own_key=True),
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
        MenuAct("way_back", "Về đoạn vừa xem của kế hoạch", "Alt+Home", "way_back"),
        MenuAct("pane", "Khung chi tiết", "F4", "file"),
        MenuAct("next_pane", "Khung kế tiếp", "F6", "file"),
        _LINE,
        MenuAct("group", "Nhóm theo…", needs=HERE),
        MenuAct("sort", "Xếp theo cột…", needs=HERE),
        MenuAct("columns", "Cột…", needs=HERE),
        MenuAct("save_view", "Lưu khung nhìn…", needs=HERE),
        _LINE,
        Submenu("theme", "Màu nền", lines=(
            MenuAct("theme:system", "Nền theo hệ thống", group="theme"),
            MenuAct("theme:light", "Nền sáng", group="theme"),
            MenuAct("theme:dark", "Nền tối", group="theme"),
        )),
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
        MenuAct("receive", "Ghi nhận nộp", needs=HERE),
        MenuAct("approve", "Duyệt", needs=HERE),
        MenuAct("return", "Trả lại đơn vị…", needs=HERE),
        MenuAct("nil", "Không phát sinh", needs=HERE),
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
        _LINE,
        MenuAct("as_docx", "Xuất Word…", needs=HERE),
        MenuAct("as_xlsx", "Xuất Excel…", needs=HERE),
        MenuAct("as_pdf", "Xuất PDF…", needs=HERE),
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


def menu_lines() -> Iterator[tuple[str, MenuAct | Submenu]]:
    """Every line with the title of its menu; those of a menu within a menu follow it."""
    for title, lines in MENUS:
        for line in lines:
            if line is not None:
                yield title.replace("&", ""), line
            if isinstance(line, Submenu):
                yield from ((title.replace("&", ""), within) for within in line.lines)


_NEEDS = {line.key: line.needs for _, line in menu_lines()}
HERE_KEYS = tuple(key for key, needs in _NEEDS.items() if needs == HERE)


class Menus:
    """The menu bar of a window: `actions` and `submenus` by key.

    The titles stand at once; the lines under them are made by `fill`, after the window was painted, or when one is asked
    for. `slots` gives the act of each line, `openings` what fills a submenu when it opens, `here` what can be done where
    one stands.
    """

    def __init__(
        self, window: QMainWindow, slots: Callable[[], Mapping[str, Callable[[], None]]],
        openings: Mapping[str, Callable[[QMenu], None]], here: Callable[[], Container[str]],
    ) -> None:  # fmt: skip
        self._window, self._slots, self._openings, self._here = window, slots, openings, here
        self._actions: dict[str, QAction] = {}
        self._submenus: dict[str, QMenu] = {}
        self._have: Mapping[str, bool] = {}
        self._steps: dict[str, str | None] = {}
        self._ticked: dict[str, str] = {}
        self._menus = [(window.menuBar().addMenu(title), lines) for title, lines in MENUS]

    @property
    def actions(self) -> dict[str, QAction]:
        self.fill()
        return self._actions

    @property
    def submenus(self) -> dict[str, QMenu]:
        self.fill()
        return self._submenus

    def fill(self) -> None:
        """Makes the lines, once."""
        if self._actions:
            return
        slots = self._slots()
        for menu, lines in self._menus:
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.look_here)
            for line in lines:
                self._add(menu, line, slots)
        self._show_possible()
        self._show_steps()
        for group in self._ticked:
            self._show_tick(group)

    def _add(self, menu: QMenu, line: MenuAct | Submenu | None, slots: Mapping[str, Callable[[], None]]) -> None:
        if line is None:
            menu.addSeparator()
            return
        if isinstance(line, Submenu):
            within = self._submenus[line.key] = menu.addMenu(line.text)
            for act in line.lines:
                self._add(within, act, slots)
            if not line.lines:
                opening = self._openings[line.key]
                within.aboutToShow.connect(lambda: opening(within))
            return
        words = f"{line.text}\t{line.shortcut}" if line.own_key else line.text
        action = QAction(words, self._window, checkable=bool(line.group))
        if line.shortcut and not line.own_key:
            action.setShortcut(QKeySequence(line.shortcut))
        slot = slots[line.key]
        action.triggered.connect(lambda _=False: slot())
        menu.addAction(action)
        self._actions[line.key] = action

    def enable(self, have: Mapping[str, bool]) -> None:
        """Greys what is not possible now; `have` tells of file, plan, undo, redo."""
        self._have = have
        if self._actions:
            self._show_possible()

    def is_possible(self, key: str) -> bool:
        """Whether an act of the menus can be done now."""
        need = _NEEDS[key]
        return key in self._here() if need == HERE else not need or self._have[need]

    def look_here(self) -> None:
        """Greys what cannot be done where one stands; asked when a menu opens, for it changes with every move."""
        possible = self._here()
        for key in HERE_KEYS:
            self.actions[key].setEnabled(key in possible)

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Names the steps in the menu: "Hoàn tác: sửa thời hạn nhiệm vụ 2.2"."""
        self._steps = {"undo": undo, "redo": redo}
        if self._actions:
            self._show_steps()

    def tick(self, group: str, key: str) -> None:
        """Ticks one act of a group."""
        self._ticked[group] = f"{group}:{key}"
        if self._actions:
            self._show_tick(group)

    def _show_possible(self) -> None:
        for key, part in (*self._actions.items(), *self._submenus.items()):
            if key not in HERE_KEYS:
                part.setEnabled(self.is_possible(key))

    def _show_steps(self) -> None:
        words = {"undo": "Hoàn tác", "redo": "Làm lại"}
        for key, name in self._steps.items():
            self._actions[key].setText(f"{words[key]}: {name[:1].lower()}{name[1:]}" if name else words[key])

    def _show_tick(self, group: str) -> None:
        for name, action in self._actions.items():
            if name.startswith(group + ":"):
                action.setChecked(name == self._ticked[group])
