"""Gộp tệp by keyboard over real files: copies of other machines, a password, deletions, marks of what is undecided."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import factories as make
import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.domain import records as r
from kehoach_desktop.exchange import carrying
from kehoach_desktop.services import exporting
from kehoach_desktop.services.merge_view import Part
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.ui.dialogs.prompt import Prompt
from kehoach_desktop.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "mười hai chữ cái"


class Chooser:
    """Answers every question about files with the files a test laid out."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def open_file(self, title: str, folder: str, pattern: str) -> str:
        return ""

    def open_files(self, title: str, folder: str, pattern: str) -> list[str]:
        return [str(path) for path in self.files]

    def folder(self, title: str, folder: str) -> str:
        return ""

    def printer(self, path: Path) -> None:
        return None


class Bench:
    """The main window over our file, and copies that come back."""

    def __init__(
        self, window: MainWindow, chooser: Chooser, ours: Path, stick: Path, settle: Callable[[], None]
    ) -> None:
        self.window, self.chooser, self.ours, self.stick, self.settle = window, chooser, ours, stick, settle
        self._original = stick / "gốc"
        shutil.copyfile(ours, self._original)

    def came_back(self, name: str, work: Callable, site: str = "site-b", author: str = "Lê Thị Mơ") -> Path:
        copy = self.stick / name
        shutil.copyfile(self._original, copy)
        with OfficeFile.open(copy, author=author, site=site) as theirs, theirs.step("Làm việc") as records:
            work(records)
        return copy

    def here(self, work: Callable) -> None:
        """An edit of ours, made in the window's own file."""

        def verb(office_file: OfficeFile):
            from kehoach_desktop.services.changes import Changes

            with office_file.step("Sửa ở đây") as records:
                work(records)
            return Changes.of("Sửa ở đây", "task", "unit", "indicator", "result", "target", "progress", "assignment")

        self.window.workspace.perform("Sửa", verb)
        self.settle()

    def merge(self, *paths: Path):
        self.chooser.files = list(paths)
        self.window.menus.actions["merge"].trigger()
        return self.shown()

    def shown(self):
        self.settle()
        self.settle()
        QTest.qWait(100)
        return self.window.merging.window

    def read(self, kind: type[r.Record], record_id: str) -> Any:
        with OfficeFile.open(self.ours, author="x", site="site-x") as office_file, office_file.read() as records:
            return records.find(kind, id=record_id)

    @property
    def open_count(self) -> int:
        return len(self.window.workspace.dossier.conflicts)


@pytest.fixture
def bench(qtbot, opened, office_path: Path, tmp_path: Path, settle):
    chooser = Chooser()
    window = MainWindow(opened, lambda: tmp_path / "mẫu.kehoach", chooser, opens_files=False)
    qtbot.addWidget(window)
    window.show()
    opened.workspace.dossier_changed.emit(make_everything())
    window._opened()
    stick = tmp_path / "USB"
    stick.mkdir()
    yield Bench(window, chooser, office_path, stick, settle)
    settle()
    merging = window.merging.__dict__.get("window")
    if merging is not None and Shiboken.isValid(merging):  # qtbot has closed them; a slow machine has deleted them too
        merging.choices.clear()
        merging.close()
    if Shiboken.isValid(window):
        window.close()


def make_everything():
    from kehoach_desktop.ui.workspace import EVERYTHING

    return EVERYTHING


def due(day: int) -> Callable:
    return lambda records: records.update(r.Task, "t0", due_on=date(2026, 6, day))


def test_two_copies_are_merged_by_keyboard_alone(bench: Bench):
    first = bench.came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Vi Thị Nga"))
    second = bench.came_back("tây.kehoach", lambda rec: rec.update(r.Task, "t3", officer="Bùi Văn Sơn"), site="site-c")
    shown = bench.merge(first, second)
    assert shown.isVisible()
    assert shown.take_button.text() == "Gộp 2 tệp"
    assert {row.title for row in shown.view.of(Part.CHANGED)} == {"Trạm Y tế xã", "2.1 Kiểm tra bếp ăn bán trú"}
    assert "bản sao chép tay" in shown.files_note.words.text()
    QTest.keyClick(shown.table, Qt.Key.Key_Return, CONTROL)
    bench.settle()
    assert not shown.isVisible()
    assert bench.read(r.Unit, "u1").head == "Vi Thị Nga"
    assert bench.read(r.Task, "t3").officer == "Bùi Văn Sơn"
    assert bench.window.status.news.text().startswith("Đã gộp 2 tệp: 2 ô đổi. Sao lưu: XaHoaLam 2026-06-22")


@pytest.mark.parametrize(("key", "day"), [(Qt.Key.Key_1, 12), (Qt.Key.Key_2, 19)])
def test_a_conflict_is_decided_for_ours_or_theirs(bench: Bench, key: Qt.Key, day: int):
    copy = bench.came_back("đông.kehoach", due(19))
    bench.here(due(12))
    shown = bench.merge(copy)
    (contest,) = shown.view.conflicts
    assert (contest.base, [side.text for side in contest.sides]) == ("15/6/2026", ["12/6/2026", "19/6/2026"])
    assert contest.sides[1].author == "Lê Thị Mơ"
    QTest.keyClick(shown.table, key, CONTROL)
    assert shown.hint.text() == "Đã chọn đủ."
    QTest.keyClick(shown.table, Qt.Key.Key_Return, CONTROL)
    bench.settle()
    assert bench.read(r.Task, "t0").due_on == date(2026, 6, day)
    assert bench.open_count == 0


def test_a_value_of_ones_own_is_typed_and_a_wrong_one_is_told(bench: Bench):
    copy = bench.came_back("đông.kehoach", due(19))
    bench.here(due(12))
    shown = bench.merge(copy)
    QTest.keyClick(shown.table, Qt.Key.Key_F2)
    own = shown.pane.own
    own.setPlainText("31/6/2026")
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert "31" in shown.hint.text()
    assert shown.choices.decided_count(shown.view) == 0
    own.setPlainText("20/6/2026")
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert shown.pane.blocks[0].own.text() == "Giá trị khác: 20/6/2026"
    QTest.keyClick(shown.table, Qt.Key.Key_Return, CONTROL)
    bench.settle()
    assert bench.read(r.Task, "t0").due_on == date(2026, 6, 20)


def test_undecided_stays_ours_is_marked_and_is_decided_later_from_the_status_line(bench: Bench):
    copy = bench.came_back("đông.kehoach", due(19))
    bench.here(due(12))
    shown = bench.merge(copy)
    assert shown.hint.text().startswith("Còn 1 ô chưa chọn")
    shown.apply()
    bench.settle()
    assert bench.read(r.Task, "t0").due_on == date(2026, 6, 12)
    status = bench.window.status
    assert (status.conflicts.isVisible(), status.conflicts.text()) == (True, "1 mâu thuẫn chờ quyết định")
    status.conflicts.click()
    later = bench.shown()
    assert later.heading.text() == "Mâu thuẫn còn lại"
    assert later.take_button.text() == "Ghi lựa chọn"
    QTest.keyClick(later.table, Qt.Key.Key_F8)
    QTest.keyClick(later.pane.blocks[0].boxes[0], Qt.Key.Key_2, CONTROL)
    assert later.take_button.text() == "Ghi 1 lựa chọn"
    later.apply()
    bench.settle()
    assert bench.read(r.Task, "t0").due_on == date(2026, 6, 19)
    assert not status.conflicts.isVisible()


def cell(window: MainWindow, tab: str, key: str, column: str):
    window.show_tab(tab)
    window.current_tab.refresh()
    tab_in_sight: Any = window.current_tab
    model = getattr(tab_in_sight, "model", None) or tab_in_sight.list.model
    return model.cell_at(model.reveal(key), model.column_index(column))


def test_marks_stand_in_the_tabs_and_go_with_an_edit(bench: Bench):
    def there(records):
        due(19)(records)
        records.update(r.Unit, "u1", head="Vi Thị Nga")
        records.update(r.Result, "r1", value=Decimal(70))

    def here(records):
        due(12)(records)
        records.update(r.Unit, "u1", head="Vũ Văn Bảy")
        records.update(r.Result, "r1", value=Decimal(60))

    copy = bench.came_back("đông.kehoach", there)
    bench.here(here)
    bench.merge(copy).apply()
    bench.settle()
    window = bench.window
    marked = cell(window, "tasks", "t0", "due")
    assert marked.conflict
    assert "12/6/2026 (đang dùng) hoặc 19/6/2026" in marked.tooltip
    assert cell(window, "units", "u1", "head").conflict
    assert cell(window, "indicators", "i1", "value").conflict
    assert not cell(window, "tasks", "t1", "due").conflict
    bench.here(due(14))
    assert not cell(window, "tasks", "t0", "due").conflict
    assert window.status.conflicts.text() == "2 mâu thuẫn chờ quyết định"
    window.workspace.undo()
    bench.settle()
    assert not cell(window, "tasks", "t0", "due").conflict


def test_papers_remark_on_what_is_undecided(bench: Bench):
    copy = bench.came_back("đông.kehoach", due(19))
    bench.here(due(12))
    workspace = bench.window.workspace

    def told() -> list[str]:
        return [f.text for f in exporting.remarks(workspace.dossier, "2026-H1", "bao-cao", on=workspace.today)]

    assert not any("mâu thuẫn" in text for text in told())
    bench.merge(copy).apply()
    bench.settle()
    assert "Có 1 mâu thuẫn chưa quyết định" in told()


def test_deletions_are_ticked_one_by_one_and_can_be_spared(bench: Bench):
    copy = bench.came_back("đông.kehoach", lambda rec: [rec.delete(r.Task, i) for i in ("t4", "t5")])
    shown = bench.merge(copy)
    rows = shown.view.of(Part.DELETED)
    assert [shown.choices.of(row.contests[0]).value for row in rows] == [True, True]
    assert not shown.deletions_note.isVisible()
    row = next(row for row in rows if row.key.id == "t4")
    shown.table.select_record(row.id)
    QTest.keyClick(shown.table, Qt.Key.Key_Space)
    shown.apply()
    bench.settle()
    assert bench.read(r.Task, "t4") is not None
    assert bench.read(r.Task, "t5") is None


def test_many_deletions_are_kept_unless_ticked(bench: Bench):
    copy = bench.came_back("nhầm.kehoach", lambda rec: [rec.delete(r.Task, f"t{n}") for n in range(6)])
    shown = bench.merge(copy)
    assert shown.deletions_note.isVisible()
    assert all(not shown.choices.of(row.contests[0]).value for row in shown.view.of(Part.DELETED))
    row = next(row for row in shown.view.of(Part.DELETED) if row.key.id == "t5")
    shown.table.select_record(row.id)
    QTest.keyClick(shown.table, Qt.Key.Key_2, CONTROL)
    shown.apply()
    bench.settle()
    assert [i for i in range(6) if bench.read(r.Task, f"t{i}") is None] == [5]
    assert bench.read(r.Assignment, "a0") is not None


def test_deleted_there_and_used_here_is_asked_with_its_parts(bench: Bench):
    copy = bench.came_back("đông.kehoach", lambda rec: rec.delete(r.Task, "t0"))
    bench.here(lambda rec: rec.update(r.Task, "t0", officer="Vi Thị Nga"))
    shown = bench.merge(copy)
    assert shown.view.of(Part.DELETED) == []
    (contest,) = shown.view.conflicts
    assert [side.text for side in contest.sides] == ["Giữ bản ghi này, cả phần đã sửa.", "Xóa bản ghi này."]
    shown.apply()
    bench.settle()
    assert bench.read(r.Assignment, "a0") is not None
    bench.window.merging.show_open()
    later = bench.shown()
    QTest.keyClick(later.table, Qt.Key.Key_2, CONTROL)
    later.apply()
    bench.settle()
    assert bench.read(r.Task, "t0") is None
    assert bench.open_count == 0


def test_a_unit_typed_twice_is_offered_and_joined_only_when_said(bench: Bench):
    copy = bench.came_back(
        "đông.kehoach", lambda rec: rec.add(make.make_unit(id="new", name="Xóm Đông", kind=r.UnitKind.HAMLET))
    )
    shown = bench.merge(copy)
    (row,) = shown.view.of(Part.TWIN)
    assert row.title == "Thôn Đông và Xóm Đông"
    shown.apply()
    later = bench.shown()
    assert later.isVisible()
    assert bench.read(r.Unit, "new") is not None
    QTest.keyClick(later.table, Qt.Key.Key_2, CONTROL)
    later.apply()
    bench.settle()
    bench.settle()
    assert bench.read(r.Unit, "new") is None
    assert bench.read(r.Unit, "u3").name == "Thôn Đông"


def test_an_indicator_typed_twice_can_be_told_apart_or_joined(bench: Bench):
    def there(records):
        records.add(r.Indicator(id="twin", plan_id="plan", name="hộ dùng Nước sạch", position=9))
        records.add(make.make_target(id="g-twin", indicator_id="twin", year=2029))

    shown = bench.merge(bench.came_back("đông.kehoach", there))
    (row,) = shown.view.of(Part.TWIN)
    shown.table.select_record(row.id)
    QTest.qWait(120)
    QTest.keyClick(shown.table, Qt.Key.Key_2, CONTROL)
    shown.apply()
    bench.settle()
    bench.settle()
    assert bench.read(r.Indicator, "twin") is None
    years = {t.year for t in bench.window.workspace.dossier.targets if t.indicator_id == "i0"}
    assert 2029 in years


class Typist(QObject):
    """Types into the password box when it comes; "" leaves it with Esc."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words, self.asked = list(words), []
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Prompt):
            self.asked.append(box.line.accessibleName())
            word = self.words.pop(0)
            if word:
                box.line.setText(word)
                box.accept()
            else:
                box.reject()


def test_a_package_asks_for_its_password_again_when_it_is_wrong(bench: Bench):
    copy = bench.came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Vi Thị Nga"))
    package = bench.stick / "đông.kehoach-goi"
    carrying.write_package(copy, package, {"unit": "Trạm Y tế xã"}, PASSWORD)
    typist = Typist("sai mật khẩu rồi", PASSWORD)
    bench.merge(package)
    shown = bench.shown()
    assert len(typist.asked) == 2
    assert "chưa đúng" in typist.asked[1]
    assert "Trạm Y tế xã" in shown.facts.text()
    assert not shown.files_note.isVisible()
    assert shown.view.changed == 1


def test_escape_skips_the_package_and_the_others_are_read(bench: Bench):
    plain = bench.came_back("tây.kehoach", lambda rec: rec.update(r.Unit, "u2", head="Vi Thị Nga"), site="site-c")
    package = bench.stick / "đông.kehoach-goi"
    carrying.write_package(plain, package, {}, PASSWORD)
    typist = Typist("")
    shown = bench.merge(package, plain)
    assert len(typist.asked) == 1
    assert "Gói có mật khẩu." in shown.refused_note.words.text()
    assert shown.take_button.text() == "Gộp 1 tệp"


def test_a_file_taken_in_before_says_so(bench: Bench):
    copy = bench.came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Vi Thị Nga"))
    bench.merge(copy).apply()
    bench.settle()
    again = bench.merge(copy)
    assert "đông.kehoach: đã nhập ngày 22/6/2026, không có gì mới." in again.files_note.words.text()
    assert not again.take_button.isEnabled()
    QTest.keyClick(again.table, Qt.Key.Key_Escape)
    assert not again.isVisible()


def drop(window: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    facts = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(QDropEvent(QPointF(9, 9), *facts, QEvent.Type.Drop))


def test_a_copy_dropped_on_the_window_leads_to_the_merge(bench: Bench):
    copy = bench.came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Vi Thị Nga"))
    drop(bench.window, copy)
    shown = bench.shown()
    assert shown.isVisible()
    assert bench.window.workspace.path == bench.ours


def test_another_office_dropped_on_the_window_is_opened(bench: Bench, tmp_path: Path):
    other = tmp_path / "khác.kehoach"
    make.make_office_file(other).close()
    drop(bench.window, other)
    bench.shown()
    assert bench.window.workspace.path == other


def test_answers_are_not_lost_by_escape_unasked(bench: Bench, said):
    copy = bench.came_back("đông.kehoach", due(19))
    bench.here(due(12))
    shown = bench.merge(copy)
    QTest.keyClick(shown.table, Qt.Key.Key_2, CONTROL)
    said.answer = False
    QTest.keyClick(shown.table, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert said.questions[-1].title == "Bỏ, không gộp"


def test_what_changes_in_the_file_meanwhile_is_planned_anew(bench: Bench):
    copy = bench.came_back("đông.kehoach", due(19))
    shown = bench.merge(copy)
    assert shown.view.conflicts == []
    bench.here(due(12))
    bench.shown()
    assert len(shown.view.conflicts) == 1
