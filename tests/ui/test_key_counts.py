"""Daily acts done key by key through the real window: each does what it says, in no more keys and clicks than in Excel."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import factories as make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.periods import Period

ACTS = {act["key"]: act for act in tomllib.loads(Path(__file__).with_name("key_counts.toml").read_text("utf-8"))["act"]}
_TIMES = re.compile(r"(.+) x (\d+)")


def strokes(step: str) -> int:
    """Keys and clicks of a step; of typed text every letter is a key."""
    if step.startswith("gõ: "):
        return len(step.removeprefix("gõ: "))
    repeated = _TIMES.fullmatch(step)
    return int(repeated[2]) if repeated else 1


def all_steps(act: dict, side: str) -> list[str]:
    return [*act[side], *act.get("each", []) * act.get("times", 0)]


def count(act: dict, side: str) -> int:
    return sum(strokes(step) for step in all_steps(act, side))


class Hand:
    """Does the steps of an act where the focus is."""

    def __init__(self, qtbot, window, settle) -> None:
        self._qtbot, self._window, self._settle = qtbot, window, settle

    def do(self, key: str) -> None:
        for step in all_steps(ACTS[key], "here"):
            self._step(step)
        self._settle()

    def _step(self, step: str) -> None:
        kind, _, what = step.partition(": ")
        repeated = _TIMES.fullmatch(step)
        if kind == "gõ":
            for letter in what:
                self._qtbot.keyClicks(self._focus(), letter)
        elif kind == "chuột":
            self._qtbot.mouseClick(self._named(what), Qt.MouseButton.LeftButton)
            self._settle()
        elif kind != "hộp in":  # the system's own box: nothing of ours to press
            for _ in range(int(repeated[2]) if repeated else 1):
                self._press(repeated[1] if repeated else step)

    def _press(self, name: str) -> None:
        pressed = QKeySequence(name)[0]
        self._qtbot.keyClick(self._focus(), pressed.key(), pressed.keyboardModifiers())
        if pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier or name.startswith("F"):
            self._settle()

    def _focus(self):
        popup = QApplication.activePopupWidget()
        return (popup.focusWidget() if popup else None) or QApplication.focusWidget() or self._window

    def _named(self, name: str):
        buttons = self._window.current_tab.findChildren(QAbstractButton)
        return next(b for b in buttons if b.isVisible() and b.accessibleName().startswith(name))


def office() -> list[r.Record]:
    """Twenty-four tasks in two sections, ten hamlets, an indicator in per cent, a paper without its number."""
    plan = make.make_plan(id="plan")
    sections = [
        make.make_section(plan, id=f"s{i}", number=f"{i}.", title=f"Phần {i}", level=1, position=i) for i in (1, 2)
    ]
    titles = {5: "Lắp bể lọc tại hai điểm trường"}
    tasks = [
        make.make_task(plan, id=f"t{i}", number=f"{1 + i // 12}.{i % 12 + 1}", section_id=f"s{1 + i // 12}", position=i,
                       title=titles.get(i, f"Nạo vét mương đoạn {i}"), due_kind=r.DueKind.ONGOING)
        for i in range(24)
    ]  # fmt: skip
    hamlets = [make.make_unit(id=f"h{i}", name=f"Thôn {i}", kind=r.UnitKind.HAMLET, position=i) for i in range(10)]
    leads = [make.make_assignment(tasks[i], hamlets[i % 10]) for i in range(24)]
    indicator = make.make_indicator(plan, id="i0", name="Hộ dùng nước sạch", measure="%")
    paper = make.make_paper(plan, id="paper", symbol="BC-UBND")
    return [plan, *sections, *tasks, *hamlets, *leads, indicator, make.make_target(indicator, value=Decimal(80)), paper]


class Folder:
    """Answers where files go."""

    def __init__(self, to: Path) -> None:
        self._to = str(to)

    def open_file(self, *_: str) -> str:
        return ""

    def folder(self, *_: str) -> str:
        return self._to

    def printer(self, _: Path) -> None:
        """The system's box is left: what is printed stands in the register and in its folder."""


@pytest.fixture
def office_path(tmp_path):
    path = tmp_path / "XaHoaLam.kehoach"
    make.make_office_file(path, *office()).close()
    return path


@pytest.fixture
def window(qtbot, tmp_path, settle, show_window, open_office):
    window = show_window(Folder(tmp_path))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    open_office(window)
    window.show_tab("tasks")
    settle()
    return window


@pytest.fixture
def hand(qtbot, window, settle) -> Hand:
    return Hand(qtbot, window, settle)


def task(window, task_id: str) -> r.Task:
    return window.workspace.dossier.task_by_id[task_id]


def stand(window, task_id: str) -> None:
    assert window.current_tab.list.table.select_record(task_id)
    window.current_tab.list.table.setFocus()


# --- each act does what it says ---


def test_find(window, hand):
    hand.do("find")
    assert window.current_tab.list.table.current_record().id == "t5"
    assert window.current_tab.list.table.hasFocus()


def test_done_one(window, hand):
    stand(window, "t7")
    hand.do("done_one")
    assert [t.id for t in window.workspace.dossier.tasks if t.state is r.TaskState.DONE] == ["t7"]
    assert task(window, "t7").finished_on == window.workspace.today


def test_done_twelve(window, hand):
    stand(window, "t0")
    hand.do("done_twelve")
    assert {t.id for t in window.workspace.dossier.tasks if t.state is r.TaskState.DONE} == {f"t{i}" for i in range(12)}
    assert window.workspace.undo_name == "Sửa tình trạng của 12 nhiệm vụ"


def test_add(window, hand):
    hand.do("add")
    added = window.workspace.dossier.tasks
    assert next(t for t in added if t.title == "Khoi thong ranh").number == "1.13"


def test_extend(window, hand):
    stand(window, "t3")
    hand.do("extend")
    assert (task(window, "t3").due_on.month, task(window, "t3").note) == (
        9, "Gia hạn từ thường xuyên đến 30/9/2026: mua lu",
    )  # fmt: skip


def figures(window) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    found = window.workspace.dossier.results_of("i0", "2026-Q2")
    return {result.unit_id: (result.numerator, result.denominator) for result in found}


def test_quarter(window, hand, settle):
    window.workspace.set_period(Period("2026-Q2"))
    window.deck.tab("indicators")
    settle()
    hand.do("quarter")
    assert figures(window) == {f"h{i}": (Decimal(85), Decimal(100)) for i in range(10)}


def test_quarter_pasted(window, hand, settle):
    window.workspace.set_period(Period("2026-Q2"))
    window.deck.tab("indicators")
    settle()
    QGuiApplication.clipboard().setText("\n".join(f"{80 + i}\t100" for i in range(10)))
    hand.do("quarter_pasted")
    assert figures(window) == {f"h{i}": (Decimal(80 + i), Decimal(100)) for i in range(10)}


def test_missing(window, hand):
    hand.do("missing")
    assert len(window.current_tab.model.shown_records()) == 10


def test_print(window, hand, qtbot, settle, tmp_path, desk):
    desk.settings.set("export/folder", str(tmp_path))
    hand.do("print")
    qtbot.waitUntil(lambda: any(p.id != "paper" for p in window.workspace.dossier.papers), timeout=20000)
    assert list(tmp_path.glob("*.pdf"))


def test_number(window, hand, settle):
    window.show_tab("reports")
    settle()
    hand.do("number")
    assert next(p for p in window.workspace.dossier.papers if p.id == "paper").number == "64"


# --- and is counted ---


@pytest.mark.parametrize("key", ACTS)
def test_the_written_count_is_what_the_steps_come_to(key):
    act = ACTS[key]
    assert (count(act, "here"), count(act, "excel")) == (act["here_count"], act["excel_count"])


@pytest.mark.parametrize("key", ACTS)
def test_no_act_takes_more_here_than_in_excel(key):
    assert count(ACTS[key], "here") <= count(ACTS[key], "excel")


def test_every_act_of_the_table_is_done_by_a_test():
    assert {name.removeprefix("test_") for name in globals() if name.startswith("test_")} >= set(ACTS)
