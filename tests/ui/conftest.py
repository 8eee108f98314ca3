"""Real widgets offscreen over a real office file: desk, workspace, worker, and a record of what the person was told."""

import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import factories as make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kehoach_desktop import APP_NAME
from kehoach_desktop.app import QT_ARGUMENTS
from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.background import Background
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.messages import Messages, Question
from kehoach_desktop.ui.pyside_guard import import_pyside, keep_true_alive
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.workspace import Workspace

keep_true_alive()
import_pyside()
sys.path.append(str(Path(__file__).parents[2] / "installer"))  # the table of every window

T = TypeVar("T", bound=Tab)

NOW = datetime(2026, 6, 22, 14, 3, 22, tzinfo=make.VIETNAM)


class Said:
    """Everything the program said, and the answer it gets to its questions."""

    def __init__(self) -> None:
        self.answer = True
        self.questions: list[Question] = []
        self.faults: list[tuple[str, str]] = []
        self.warnings: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.steps: list[str] = []
        self.saved: list[str] = []

    def ask(self, question: Question) -> bool:
        self.questions.append(question)
        return self.answer

    def hear(self, messages: Messages) -> None:
        messages.faulted.connect(lambda cause, remedy: self.faults.append((cause, remedy)))
        messages.warned.connect(lambda cause, remedy: self.warnings.append((cause, remedy)))
        messages.told.connect(self.told.append)
        messages.stepped.connect(lambda what, _: self.steps.append(what))
        messages.saved.connect(self.saved.append)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As the program starts Qt."""
    return [APP_NAME, *QT_ARGUMENTS]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def messages(said: Said, qapp: QApplication) -> Messages:
    messages = Messages(said.ask)
    said.hear(messages)
    return messages


@pytest.fixture
def background(qapp: QApplication, messages: Messages):
    background = Background()
    crashes: list[BaseException] = []
    background.crashed.connect(crashes.append)
    background.failed.connect(messages.fault)
    yield background
    background.shut_down()
    if crashes:
        raise crashes[0]


@pytest.fixture
def workspace(background: Background, messages: Messages, settings: Settings):
    workspace = Workspace(background, messages, settings, make.fixed_clock(NOW))
    yield workspace
    workspace.close()


@pytest.fixture
def desk(theme: Theme, messages: Messages, settings: Settings, background: Background, workspace: Workspace) -> Desk:
    return Desk(theme, messages, settings, background, workspace)


@pytest.fixture(autouse=True)
def no_window_left(qapp: QApplication):
    """A test closes what it opens; what is left would answer the next test."""
    yield
    left = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"windows left open: {left}"


def small_office() -> list[r.Record]:
    """A plan with two sections, six tasks in every state, three indicators, four units, seen on 22/6/2026."""
    plan = make.make_plan(id="plan")
    sections = [
        make.make_section(plan, id="s2", number="III.", title="NHIỆM VỤ, GIẢI PHÁP"),
        make.make_section(plan, id="s21", parent_id="s2", number="1.", title="Nước sạch", level=2, position=1),
        make.make_section(plan, id="s22", parent_id="s2", number="2.", title="Vệ sinh học đường", level=2, position=2),
    ]
    paragraphs = [
        make.make_paragraph(plan, id=f"p{i}", section_id="s21" if i < 3 else "s22", position=i, kind="bullet", marker="-",
                            text=f"Việc thứ {i} được nêu trong kế hoạch, chậm nhất ngày 15 tháng 6.")
        for i in range(6)
    ]  # fmt: skip
    units = [
        make.make_unit(id="u1", name="Trạm Y tế xã", kind=r.UnitKind.OFFICE, head="Hoàng Văn Lâm", position=0),
        make.make_unit(id="u2", name="Phòng Kinh tế", kind=r.UnitKind.OFFICE, position=1),
        make.make_unit(id="u3", name="Thôn Đông", kind=r.UnitKind.HAMLET, head="Bùi Văn Sơn", position=2),
        make.make_unit(id="u4", name="Các thôn", kind=r.UnitKind.HAMLET, is_group=True, position=3),
    ]
    return [plan, *sections, *paragraphs, *units, *_small_tasks(plan), *_small_indicators(plan), make.make_cycle(plan)]


def _small_tasks(plan: r.Plan) -> list[r.Record]:
    def task(i: int, title: str, **facts):
        section = "s21" if i < 3 else "s22"
        number = f"{1 if i < 3 else 2}.{i % 3 + 1}"
        return make.make_task(
            plan, id=f"t{i}", section_id=section, paragraph_id=f"p{i}", position=i, number=number, title=title, **facts
        )

    dated = {"due_kind": r.DueKind.DATE}
    return [
        task(0, "Xét nghiệm nước giếng của các hộ ven suối", due_on=date(2026, 6, 15), **dated),
        task(1, "Lắp bể lọc tại hai điểm trường", due_on=date(2026, 6, 26), **dated),
        task(2, "Tuyên truyền tiết kiệm nước", due_kind=r.DueKind.ONGOING),
        task(3, "Kiểm tra bếp ăn bán trú", due_on=date(2026, 9, 30), product="Biên bản kiểm tra", **dated),
        task(4, "Sửa nhà vệ sinh trường mầm non", due_on=date(2026, 5, 31), state=r.TaskState.DONE,
             finished_on=date(2026, 5, 20), **dated),
        task(5, "Tập huấn giáo viên y tế", due_on=date(2026, 3, 31), state=r.TaskState.DONE,
             finished_on=date(2026, 4, 10), **dated),
        r.Assignment(id="a0", task_id="t0", unit_id="u1", role=r.Role.LEAD),
        r.Assignment(id="a1", task_id="t0", unit_id="u4", role=r.Role.SUPPORT),
        r.Assignment(id="a2", task_id="t1", unit_id="u2", role=r.Role.LEAD),
        r.Assignment(id="a3", task_id="t3", unit_id="u1", role=r.Role.LEAD),
        r.UnitMember(id="m1", group_id="u4", unit_id="u3"),
        make.make_progress(id="pr0", task_id="t0", period="2026-Q1", result="Đã lấy 12 mẫu trên 40 hộ"),
        make.make_submission(id="sb1", unit_id="u1", period="2026-H1", state=r.SubmissionState.APPROVED,
                             received_on=date(2026, 6, 15)),
    ]  # fmt: skip


def _small_indicators(plan: r.Plan) -> list[r.Record]:
    names = ["Hộ dùng nước sạch", "Trường có nhà vệ sinh đạt chuẩn", "Học sinh được khám sức khỏe"]
    rows: list[r.Record] = [
        make.make_indicator(plan, id=f"i{i}", name=name, position=i) for i, name in enumerate(names)
    ]
    rows += [make.make_target(id=f"g{i}", indicator_id=f"i{i}", value=Decimal(80 + 5 * i)) for i in range(3)]
    rows.append(make.make_target(id="g30", indicator_id="i0", year=2030, value=Decimal(95)))
    rows.append(make.make_result(id="r0", indicator_id="i0", numerator=Decimal(873), denominator=Decimal(1240)))
    rows.append(make.make_result(id="r1", indicator_id="i1", value=Decimal(90)))
    return rows


@pytest.fixture(scope="session")
def small_office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office file with `small_office` in it, to be copied and never opened."""
    path = tmp_path_factory.mktemp("office") / "XaHoaLam.kehoach"
    make.make_office_file(path, *small_office()).close()
    return path


@pytest.fixture
def office_path(tmp_path: Path, small_office_file: Path) -> Path:
    """A test's own copy of it."""
    path = tmp_path / small_office_file.name
    shutil.copyfile(small_office_file, path)
    return path


@pytest.fixture
def opened(qtbot, desk: Desk, office_path: Path) -> Desk:
    """The desk with that file open."""
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(office_path)
    return desk


@pytest.fixture
def settle(qtbot, background: Background) -> Callable[[], None]:
    """Waits until the worker has nothing left to do and its answers have arrived."""

    def wait() -> None:
        qtbot.waitUntil(lambda: background.is_idle, timeout=10000)

    return wait


@pytest.fixture
def show_tab(qtbot) -> Callable[[type[T], Desk], T]:
    """Brings a tab into sight as the window wires it; it lets go of what outlives it before it is closed."""

    def show(kind: type[T], desk: Desk) -> T:
        tab = kind(desk)
        desk.theme.dress(tab)
        tab.watch(desk.workspace.dossier_changed, lambda _: tab.mark_stale())
        tab.watch(desk.workspace.period_changed, tab.mark_stale)
        qtbot.addWidget(tab, before_close_func=kind.release)
        tab.resize(1366, 570)
        tab.show()
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        return tab

    return show


@pytest.fixture
def build_tab(show_tab, opened: Desk, settle: Callable[[], None]) -> Callable[[type[T]], T]:
    """Shows a tab over the file that is open."""

    def build(kind: type[T]) -> T:
        tab = show_tab(kind, opened)
        settle()
        return tab

    return build


@pytest.fixture
def perform(opened: Desk, settle: Callable[[], None]) -> Callable[..., None]:
    """Runs a verb on the open file and waits for what it changed."""

    def run(verb: Callable[..., Any], *args: Any, **facts: Any) -> None:
        opened.workspace.perform("Chuẩn bị", verb, *args, **facts)
        settle()

    return run


class NoChooser:
    """Nobody picks a file or a folder."""

    def open_file(self, title: str, folder: str, pattern: str) -> str:
        return ""

    def folder(self, title: str, folder: str) -> str:
        return ""


@pytest.fixture
def show_window(qtbot, desk: Desk, tmp_path: Path, settle: Callable[[], None]):
    """Shows the whole window, 1366 wide, on its page of files; `chooser` answers for the person where files are asked for."""
    from kehoach_desktop.ui.main_window import MainWindow

    def show(chooser: Any = None) -> MainWindow:
        window = MainWindow(desk, lambda: tmp_path / "sample" / "Xã mẫu.kehoach", chooser, opens_files=False)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 698)
        qtbot.addWidget(window, before_close_func=lambda _: settle())
        window.show_start()
        window.show()
        return window

    return show


@pytest.fixture
def open_office(qtbot, office_path: Path, settle: Callable[[], None]):
    """Opens the office of the test in a window and waits until it has been read."""

    def open_it(window: Any) -> Any:
        with qtbot.waitSignal(window.workspace.opened, timeout=10000):
            window.files.open(str(office_path))
        settle()
        return window

    return open_it


@pytest.fixture
def office_window(qtbot, show_window: Callable[..., Any], open_office: Callable[..., Any]):
    """The whole window over the small office, active."""
    window = show_window(NoChooser())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return open_office(window)


@pytest.fixture
def at_tab(office_window, settle: Callable[[], None]) -> Callable[[str], Tab]:
    """Shows a tab of that window with the focus in what it is about."""

    def show(key: str) -> Tab:
        office_window.show_tab(key)
        settle()
        office_window.current_tab.take_focus()
        return office_window.current_tab

    return show
