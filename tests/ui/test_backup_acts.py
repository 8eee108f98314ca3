"""Copies of the open file: made by themselves when it matters, told quietly, warned of when they fail; going back in the window."""

import os
from datetime import timedelta

import factories as make
import pytest
from PySide6.QtCore import Qt

from kehoach_desktop.app import Program
from kehoach_desktop.services import backups, editing


class Chosen:
    """Answers the file dialogs with a prepared folder."""

    def __init__(self):
        self.to = ""

    def folder(self, title, folder):
        return self.to


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def window(show_window, chosen):
    return show_window(chosen)


@pytest.fixture
def working(window, open_office):
    return open_office(window)


@pytest.fixture
def copies(office_path):
    """The reasons of the copies there are, newest first."""
    return lambda: [backup.why for backup in backups.of_path(office_path)]


@pytest.fixture
def forbidden(working, tmp_path, desk):
    """A folder for copies in which nothing can be made: a file stands in its place."""
    place = tmp_path / "không phải thư mục"
    place.write_text("x", encoding="utf-8")
    desk.settings.set("backup/folder", str(place))
    return place


def edit(window, settle, title="Xét nghiệm nước"):
    window.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": title})
    settle()


def mark(window):
    part = window.status.marks["backup"]
    return part.accessibleName().split(".")[0] if part.isVisible() else ""


def test_leaving_a_changed_file_makes_a_copy_and_an_unchanged_one_none(working, settle, copies, qtbot, office_path):
    edit(working, settle)
    working.workspace.close()
    settle()
    assert copies() == [""]
    with qtbot.waitSignal(working.workspace.opened, timeout=10000):
        working.files.open(str(office_path))
    settle()
    working.workspace.close()
    settle()
    assert copies() == [""]


def test_a_file_without_a_copy_says_so_until_there_is_one(qtbot, working, settle):
    qtbot.waitUntil(lambda: mark(working) == "Chưa có bản sao lưu")
    working.menus.actions["backup"].trigger()
    settle()
    assert mark(working) == "Sao lưu 14:03"


def test_the_round_copies_what_changed_and_says_when(working, settle, copies, said):
    working.backups.run_round()
    settle()
    assert copies() == [""]
    assert mark(working) == "Sao lưu 14:03"
    working.backups.run_round()
    settle()
    assert copies() == [""]
    assert said.warnings == []
    assert working.backups._clock.interval() == 30 * 60 * 1000
    assert working.backups._clock.isActive()


def test_a_copy_can_be_asked_for_by_the_menu(working, settle, copies):
    for _ in range(2):
        working.menus.actions["backup"].trigger()
        settle()
    assert copies() == ["", ""]
    assert working.status.news.text().startswith("Đã sao lưu 14:03 vào ")
    assert working.status.links[0].text() == "Mở thư mục"


def test_many_deletions_make_a_copy_first_and_few_none(working, settle, copies, office_path):
    working.workspace.perform("Xóa", editing.delete_record, "task", "t2")
    settle()
    assert copies() == []
    working.workspace.perform("Xóa", editing.delete_many, "task", ["t0", "t1", "t3", "t4", "t5"])
    settle()
    assert copies() == ["trước khi xóa nhiều"]
    (copy,) = backups.of_path(office_path)
    held = backups.look_over(copy, None)
    assert held.counts["task"] == (5, 0)
    assert len(working.workspace.dossier.tasks) == 0


def test_looking_for_the_last_copy_does_not_hide_that_a_new_one_failed(working, settle, forbidden, office_path):
    edit(working, settle)
    working.backups.run_round()
    working.backups._look(office_path)  # the moment after opening has come
    settle()
    assert mark(working) == "Chưa sao lưu được"


def test_a_copy_that_fails_warns_for_as_long_as_it_fails(working, settle, forbidden, said, desk):
    edit(working, settle)
    working.backups.run_round()
    settle()
    assert said.warnings[-1][0].startswith("Chưa sao lưu được: ")
    assert mark(working) == "Chưa sao lưu được"
    edit(working, settle, "Lấy mẫu nước")
    assert mark(working) == "Chưa sao lưu được"
    desk.settings.set("backup/folder", "")
    working.backups.run_round()
    settle()
    assert mark(working) == "Sao lưu 14:03"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system lets this user write anywhere")
def test_a_read_only_folder_warns(working, settle, tmp_path, desk, said):
    place = tmp_path / "chỉ đọc"
    place.mkdir(mode=0o500)
    desk.settings.set("backup/folder", str(place))
    working.backups.run_round()
    settle()
    assert said.warnings[-1][0].startswith("Chưa sao lưu được: ")


def test_an_act_is_done_although_its_copy_failed(working, settle, forbidden, said):
    working.workspace.perform("Xóa", editing.delete_many, "task", [f"t{n}" for n in range(6)])
    settle()
    assert len(working.workspace.dossier.tasks) == 0
    assert said.warnings[-1][0].startswith("Chưa sao lưu được: ")


def test_what_failed_at_the_exit_is_told_at_the_next_start(qtbot, tmp_path, office_path):
    place = tmp_path / "không phải thư mục"
    place.write_text("x", encoding="utf-8")
    memory = tmp_path / "trí nhớ.ini"

    def start():
        program = Program(settings=memory, theme="light", clock=make.fixed_clock(), opens_files=False)
        program.workspace._settings.set("backup/folder", str(place))
        with qtbot.waitSignal(program.workspace.opened, timeout=10000):
            program.open(str(office_path))
        qtbot.waitUntil(lambda: program.background.is_idle)
        return program

    def end(program):
        program.window.close()
        program.close()

    first = start()
    first.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Lấy mẫu nước"})
    qtbot.waitUntil(lambda: first.background.is_idle)
    end(first)
    second = start()
    qtbot.waitUntil(lambda: "Chưa sao lưu được" in second.window.status.state.accessibleName())
    place.unlink()
    end(second)
    assert backups.of_path(office_path, place)
    third = start()
    qtbot.wait(50)
    assert "Chưa sao lưu được" not in third.window.status.state.accessibleName()
    end(third)


def test_the_sample_is_not_copied(window, settle, qtbot, tmp_path):
    with qtbot.waitSignal(window.workspace.opened, timeout=60000):
        window.files.open_sample()
    settle()
    window.workspace.close()
    settle()
    assert backups.of_path(tmp_path / "sample" / "Xã mẫu.kehoach") == []


def test_another_place_for_copies_is_used_at_once(working, settle, chosen, tmp_path, office_path):
    chosen.to = str(tmp_path / "Ổ D")
    working.menus.actions["backup_folder"].trigger()
    settle()
    assert len(backups.of_path(office_path, tmp_path / "Ổ D")) == 1


# --- going back ---


@pytest.fixture
def listed(working, settle):
    """The list over a good copy and a damaged older one, after a task was deleted and another made."""
    older = backups.back_up
    working.workspace.ask(lambda f: older(f, why="trước khi gộp"), lambda _: None)
    settle()
    working.menus.actions["backup"].trigger()
    settle()
    working.workspace.perform("Xóa", editing.delete_record, "task", "t0")
    working.workspace.perform("Thêm", editing.create_record, "task", {"plan_id": "plan", "title": "Việc mới"})
    settle()
    bad = next(b for b in backups.of_path(working.workspace.path) if b.why)
    bad.path.write_bytes(b"hong")
    working.menus.actions["restore"].trigger()
    settle()
    return working.backups.restore


def test_the_list_tells_good_from_bad_and_what_would_come_and_go(listed):
    rows = {row.backup.why: row for row in listed.model.shown_records()}
    assert (rows[""].is_good, rows["trước khi gộp"].is_good) == (True, False)
    assert rows[""].difference.counts["task"] == (1, 1)
    assert listed.model.texts(listed.model.column_index("why")) == ["Theo định kỳ", "Trước khi gộp"]
    assert listed._difference_cell(rows[""]).text == "nhiệm vụ +1 −1"


def test_a_bad_copy_cannot_be_chosen(listed):
    bad = next(row for row in listed.model.shown_records() if not row.is_good)
    listed.table.select_record(bad.id)
    listed._enable()
    assert not listed.restore_button.isEnabled()


def test_going_back_by_keyboard_asks_once_and_keeps_the_file_as_it_was(
    qtbot, listed, working, settle, said, office_path
):
    good = next(row for row in listed.model.shown_records() if row.is_good)
    listed.table.select_record(good.id)
    with qtbot.waitSignal(working.workspace.opened, timeout=20000):
        qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    settle()
    (question,) = said.questions
    assert "được rút lại trong một bước, hoàn tác được bằng Ctrl+Z" in question.text
    assert "t0" in working.workspace.dossier.task_by_id
    qtbot.waitUntil(lambda: "Đã khôi phục về bản sao lúc 14:03" in working.status.news.text())
    assert working.status.links[0].text() == "Mở thư mục"
    (kept,) = office_path.parent.glob("*(trước khi khôi phục).kehoach")
    assert backups.contents(kept, ("task",)).ids["task"] != backups.contents(office_path, ("task",)).ids["task"]


def go_back_to_the_good_one(qtbot, listed, working, settle):
    with qtbot.waitSignal(working.workspace.opened, timeout=20000):
        listed._choose(next(row for row in listed.model.shown_records() if row.is_good))
    settle()


def test_going_back_is_undone_by_the_usual_undo(qtbot, listed, working, settle):
    there = {task.title for task in working.workspace.dossier.tasks}
    go_back_to_the_good_one(qtbot, listed, working, settle)
    assert "Việc mới" not in {task.title for task in working.workspace.dossier.tasks}
    qtbot.waitUntil(working.status.undo_link.isVisible)
    assert working.workspace.undo_name == "Khôi phục về bản sao lúc 14:03 ngày 22/6/2026"
    working.status.undo_link.click()
    settle()
    assert {task.title for task in working.workspace.dossier.tasks} == there
    assert working.status.news.text().startswith("Đã hoàn tác")


def test_going_back_to_what_the_file_is_already_says_so(qtbot, listed, working, settle):
    good = next(row.backup for row in listed.model.shown_records() if row.is_good)
    go_back_to_the_good_one(qtbot, listed, working, settle)
    with qtbot.waitSignal(working.workspace.opened, timeout=20000):
        working.backups.go_back(working.workspace.path, good)
    settle()
    qtbot.waitUntil(lambda: "nên không có gì để khôi phục" in working.status.news.text())
    assert not working.status.undo_link.isVisible()


def test_thinking_better_of_it_changes_nothing(qtbot, listed, working, settle, said, office_path):
    said.answer = False
    before = office_path.read_bytes()
    listed._choose(next(row for row in listed.model.shown_records() if row.is_good))
    settle()
    assert office_path.read_bytes() == before
    assert listed.isVisible()


def test_a_file_without_copies_says_so(window, working, settle):
    working.menus.actions["restore"].trigger()
    settle()
    assert working.backups.restore.pages.currentIndex() == 1
    working.backups.restore.hide()


def test_a_damaged_file_is_offered_its_newest_copies_and_comes_back(working, settle, qtbot, office_path, desk):
    for hours in range(4):
        clock = make.fixed_clock(desk.workspace.now - timedelta(hours=hours))
        working.workspace.ask(lambda f, clock=clock: setattr(f, "clock", clock), lambda _: None)
        working.menus.actions["backup"].trigger()
        settle()
    working.workspace.close()
    settle()
    office_path.write_bytes(office_path.read_bytes()[:6000])
    working.files.open(str(office_path))
    qtbot.waitUntil(working.start.rescue.isVisible)
    rescue = working.start.rescue
    assert [button.text() for button in rescue.buttons] == ["14:03, hôm nay", "13:03, hôm nay", "12:03, hôm nay"]
    assert "XaHoaLam.kehoach hỏng" in rescue.note.words.text()
    assert rescue.buttons[0].hasFocus()
    with qtbot.waitSignal(working.workspace.opened, timeout=20000):
        qtbot.keyClick(rescue.buttons[0], Qt.Key.Key_Space)
    settle()
    assert len(working.workspace.dossier.tasks) == 6
    (kept,) = office_path.parent.glob("*(trước khi khôi phục).kehoach")
    assert kept.stat().st_size == 6000
    qtbot.waitUntil(lambda: "Đã khôi phục về bản sao lúc" in working.status.news.text())
    assert not working.status.undo_link.isVisible()  # the copy took its place: there is no step to take back
