"""Forms that came back, looked over and taken in by keyboard: ticks, mended cells, two forms of a unit, stop, undo, closing."""

import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import returned_forms as forms
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.collecting.acts import CollectActs, are_forms
from kehoach_desktop.ui.collecting.form_list import Part, part_of
from kehoach_desktop.ui.widgets.buttons import Button

CLEAN, WALK, WATER = "Dọn vệ sinh đường làng", "Phát động tháng đi bộ", "Hộ dùng nước hợp vệ sinh"
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
GOOD = {WATER: {"numerator": 188, "denominator": 203}, CLEAN: {"state": "Hoàn thành", "result": "Dọn 4 đoạn"}}


@pytest.fixture
def office_path(sent_forms: Path, tmp_path: Path) -> Path:
    (tmp_path / "phieu").mkdir()
    for name in ("thon-ao-sen", "thon-cau-da", "cong-an-xa", "thon-go-me"):
        form = f"{forms.PERIOD}_phieu_{name}.xlsx"
        shutil.copyfile(sent_forms / "phieu" / form, tmp_path / "phieu" / form)
    return Path(shutil.copyfile(sent_forms / "office.kehoach", tmp_path / "XaHoaLam.kehoach"))


@pytest.fixture
def sent(office_path: Path) -> dict[str, Path]:
    """Four forms: two good ones, one nil, one with a word for a figure."""
    by_name = {path.stem.split("_", 2)[2]: path for path in (office_path.parent / "phieu").iterdir()}
    found = {
        "ao-sen": by_name["thon-ao-sen"], "cau-da": by_name["thon-cau-da"], "cong-an": by_name["cong-an-xa"],
        "go-me": by_name["thon-go-me"],
    }  # fmt: skip
    forms.fill(found["ao-sen"], {WATER: {"numerator": "khoảng 95", "denominator": 203}, CLEAN: {"state": "Hoàn thành"}})
    forms.fill(found["cau-da"], GOOD)
    forms.fill(found["cong-an"], {}, nil="Có")
    forms.fill(found["go-me"], GOOD)
    forms.strip_stamp(found["go-me"])
    return found


class Choosing:
    """The file dialog, answered beforehand."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def open_files(self, title: str, folder: str, pattern: str) -> list[str]:
        return self.paths

    def open_file(self, title: str, folder: str, pattern: str) -> str:
        return self.paths[0]

    def folder(self, title: str, folder: str) -> str:
        return self.paths[0]

    def printer(self, path: Path) -> None:
        return None


@pytest.fixture
def chooser() -> Choosing:
    return Choosing()


@pytest.fixture
def acts(qtbot, opened, chooser, sent, settle):
    opened.workspace.set_period(next(p for p in opened.workspace.periods_offered() if p.id == forms.PERIOD))
    parent = QWidget()
    acts = CollectActs(opened, parent, chooser, lambda _: None)
    qtbot.addWidget(parent, before_close_func=lambda _: acts.close())
    return acts


@pytest.fixture
def window(qtbot, acts, sent, settle):
    acts.collect([sent["ao-sen"].parent])
    qtbot.waitUntil(acts.window.isVisible, timeout=20000)
    settle()
    acts.window.activateWindow()
    qtbot.waitUntil(acts.window.isActiveWindow)
    return acts.window


def stored(desk) -> dict[tuple[str, str, str], object]:
    dossier = desk.workspace.dossier
    names = {unit.id: unit.name for unit in dossier.units}
    titles = {t.id: t.title for t in dossier.tasks} | {i.id: i.name for i in dossier.indicators}
    rows = [row for row in (*dossier.progress, *dossier.results) if row.period == forms.PERIOD]
    return {
        (names[row.unit_id], titles[getattr(row, "task_id", None) or row.indicator_id], field): value
        for row in rows
        for field in ("state", "result", "numerator", "denominator")
        if (value := getattr(row, field, None)) is not None
    }


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


def choose(qtbot, window, name: str) -> None:
    form = next(form for form in window.collection.forms if form.unit and form.unit.name == name)
    assert window.table.select_record(str(form.path))
    qtbot.waitUntil(lambda: window.pane.form is not None and window.pane.form.path == form.path)


def bands(window) -> dict[Part, list[str]]:
    found: dict[Part, list[str]] = {}
    for form in window.model.shown_records():
        found.setdefault(part_of(form), []).append(form.unit.name if form.unit else form.file)
    return found


def test_forms_stand_doubtful_first_and_the_foot_names_the_counts(window):
    assert bands(window) == {
        Part.DOUBTFUL: ["Thôn Ao Sen", "Thôn Gò Me"], Part.ACCEPTED: ["Công an xã", "Thôn Cầu Đá"],
    }  # fmt: skip
    assert window.windowTitle().startswith("Thu báo cáo 6 tháng 2026")
    assert (window.take_button.text(), window.clean_button.text()) == ("Nhận 3 phiếu", "Chỉ nhận 2 phiếu sạch")
    assert "Không phát sinh" in [form.brief for form in window.collection.forms]


def test_refused_cells_stand_on_top_and_suggested_ones_are_not_ticked(qtbot, window):
    choose(qtbot, window, "Thôn Ao Sen")
    assert [row.part.name for row in window.pane.rows][:2] == ["REFUSED", "REFUSED"]
    assert window.pane.rows[0].new == "khoảng 95"
    choose(qtbot, window, "Thôn Gò Me")
    assert {row.part.name for row in window.pane.rows} == {"SUGGESTED"}
    assert window.ticks.of(window.pane.form) == set()


def test_a_refused_cell_is_mended_and_everything_taken_by_keyboard_alone(qtbot, window, opened, settle, said):
    window.table.setFocus()
    press(qtbot, window, KEY.Key_F8)
    assert window.pane.table.hasFocus()
    qtbot.waitUntil(lambda: window.pane.bar.isVisible() and window.pane.bar.row is not None)
    press(qtbot, window, KEY.Key_F2)
    assert window.pane.bar.field.hasFocus()
    qtbot.keyClicks(window.pane.bar.field, "300")
    press(qtbot, window, KEY.Key_Return)
    settle()
    assert "lớn hơn mẫu số" in window.hint.text()
    window.pane.bar.field.selectAll()
    qtbot.keyClicks(window.pane.bar.field, "195")
    press(qtbot, window, KEY.Key_Return)
    settle()
    assert window.pane.form.plan.refused == ()
    assert window.take_button.text() == "Nhận 3 phiếu"
    press(qtbot, window, KEY.Key_Return, CONTROL)
    settle()
    assert stored(opened)["Thôn Ao Sen", WATER, "numerator"] == Decimal(195)
    assert stored(opened)["Thôn Cầu Đá", WATER, "numerator"] == Decimal(188)
    notes = [row.note for row in opened.workspace.dossier.submissions if row.note]
    assert len(notes) == 1
    assert "khoảng 95" in notes[0]
    assert said.steps[-1].startswith("Đã thu 3 phiếu: ")
    opened.workspace.undo()
    settle()
    assert stored(opened) == {}
    assert opened.workspace.dossier.submissions == ()


def click_head(qtbot, head, section: int) -> None:
    at = QPoint(head.sectionViewportPosition(section) + 16, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_the_box_in_the_head_takes_a_whole_form_in_and_out(qtbot, window):
    choose(qtbot, window, "Thôn Gò Me")
    pane, head = window.pane, window.pane.table.head
    click_head(qtbot, head, 0)
    assert len(window.ticks.of(pane.form)) == 4
    assert pane._all_state() is Qt.CheckState.Checked
    pane.table.setFocus()
    press(qtbot, window, KEY.Key_Space)
    assert pane._all_state() is Qt.CheckState.PartiallyChecked
    click_head(qtbot, head, 0)
    click_head(qtbot, head, 0)
    assert window.ticks.of(pane.form) == set()


def test_the_cells_of_a_form_keep_their_order_whatever_head_is_clicked(qtbot, window):
    choose(qtbot, window, "Thôn Ao Sen")
    click_head(qtbot, window.pane.table.head, 2)
    assert window.pane.model.sorted_by is None


def test_space_takes_a_cell_out_and_ctrl_a_takes_a_whole_form_in(qtbot, window, opened, settle):
    choose(qtbot, window, "Thôn Cầu Đá")
    press(qtbot, window, KEY.Key_Return)
    assert window.pane.table.hasFocus()
    row = window.pane.table.current_record()
    press(qtbot, window, KEY.Key_Space)
    assert row.cell not in window.ticks.of(window.pane.form)
    choose(qtbot, window, "Thôn Gò Me")
    press(qtbot, window, KEY.Key_A, CONTROL)
    assert len(window.ticks.of(window.pane.form)) == 4
    press(qtbot, window, KEY.Key_Return, CONTROL)
    settle()
    kept = stored(opened)
    assert kept["Thôn Gò Me", WATER, "numerator"] == Decimal(188)
    assert (window.isVisible(), len([key for key in kept if key[0] == "Thôn Cầu Đá"])) == (False, 3)


def test_only_the_clean_forms_leave_the_doubtful_ones_in_the_window(qtbot, window, opened, settle):
    window.clean_button.setFocus()
    press(qtbot, window, KEY.Key_Space)
    settle()
    assert {key[0] for key in stored(opened)} == {"Thôn Cầu Đá"}
    assert bands(window) == {Part.DOUBTFUL: ["Thôn Ao Sen", "Thôn Gò Me"]}
    nil = [row for row in opened.workspace.dossier.submissions if row.is_nil]
    assert [(row.file_name, bool(row.file_sha256), bool(row.received_on)) for row in nil] == [
        ("2026-H1_phieu_cong-an-xa.xlsx", True, True)
    ]


def test_closing_changes_nothing_and_asks_only_when_something_was_chosen(qtbot, window, opened, settle, said):
    press(qtbot, window, KEY.Key_Escape)
    assert (window.isVisible(), said.questions, stored(opened)) == (False, [], {})


def test_what_was_ticked_here_is_not_lost_without_a_question(qtbot, window, opened, said):
    choose(qtbot, window, "Thôn Cầu Đá")
    press(qtbot, window, KEY.Key_A, CONTROL)
    said.answer = False
    window.close()
    assert (window.isVisible(), len(said.questions)) == (True, 1)
    said.answer = True


def test_the_same_files_again_say_when_they_were_taken(qtbot, window, acts, opened, sent, settle):
    window.take_all()
    settle()
    acts.collect([sent["cau-da"]])
    settle()
    assert bands(window) == {Part.KNOWN: ["Thôn Cầu Đá"]}
    day = opened.workspace.dossier.submissions[0].received_on
    assert window.collection.forms[0].brief == f"Đã thu ngày {day.day}/{day.month}/{day.year}, không có gì mới"
    assert not window.take_button.isEnabled()


def test_of_two_forms_of_a_unit_the_newer_counts_until_the_other_is_preferred(qtbot, acts, sent, settle, tmp_path):
    other = tmp_path / "gui-lai.xlsx"
    other.write_bytes(sent["cau-da"].read_bytes())
    forms.fill(other, {WATER: {"numerator": 190}})
    os.utime(sent["cau-da"], (1_782_000_000, 1_782_000_000))
    acts.collect([sent["cau-da"], other])
    qtbot.waitUntil(acts.window.isVisible, timeout=20000)
    window = acts.window
    assert {form.file: part_of(form) for form in window.collection.forms} == {
        "gui-lai.xlsx": Part.DOUBTFUL, sent["cau-da"].name: Part.REFUSED,
    }  # fmt: skip
    assert "Phiếu kia ghi 188" in [row.remark for row in window.pane.rows]
    window.table.select_record(str(sent["cau-da"]))
    qtbot.waitUntil(lambda: window.pane.form.path == sent["cau-da"])
    use = next(b for b in window.pane.note.findChildren(Button) if b.text() == "Dùng phiếu này")
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert {form.file: part_of(form) for form in window.collection.forms} == {
        "gui-lai.xlsx": Part.REFUSED, sent["cau-da"].name: Part.DOUBTFUL,
    }  # fmt: skip


def test_a_form_of_nobody_is_given_a_unit_from_the_list(qtbot, acts, opened, sent, settle):
    forms.change(sent["go-me"], forms.wipe_code)
    acts.collect([sent["go-me"]])
    qtbot.waitUntil(acts.window.isVisible, timeout=20000)
    window = acts.window
    assert bands(window) == {Part.REFUSED: [sent["go-me"].name]}
    assert [b.text() for b in window.pane.note.findChildren(Button) if not b.isHidden()] == ["Chọn đơn vị…"]
    unit = next(unit for unit in opened.workspace.dossier.units if unit.name == "Thôn Gò Me")
    window.give_unit(window.pane.form, unit.id)
    settle()
    assert bands(window) == {Part.DOUBTFUL: ["Thôn Gò Me"]}
    assert window.ticks.of(window.collection.forms[0]) == set()


def test_f5_reads_the_folder_again(qtbot, window, sent, settle):
    forms.fill(sent["cau-da"], {WATER: {"numerator": 200}})
    press(qtbot, window, KEY.Key_F5)
    settle()
    choose(qtbot, window, "Thôn Cầu Đá")
    assert "200" in [row.new for row in window.pane.rows]


def test_stop_while_reading_takes_nothing_and_shows_nothing(qtbot, acts, opened, sent, settle, said):
    settle()
    acts.collect([sent["ao-sen"].parent])
    opened.background.stop_current()
    settle()
    assert not acts.window.isVisible()
    assert said.told[-1] == "Đã dừng đọc, chưa nhận phiếu nào."
    assert stored(opened) == {}


def test_a_form_sent_back_is_marked_with_what_was_wrong(qtbot, window, opened, settle):
    choose(qtbot, window, "Thôn Ao Sen")
    qtbot.mouseClick(window.pane.return_button, Qt.MouseButton.LeftButton)
    settle()
    (row,) = opened.workspace.dossier.submissions
    assert row.state is r.SubmissionState.RETURNED
    assert "khoảng 95" in (row.note or "")
    assert "Thôn Ao Sen" not in [name for names in bands(window).values() for name in names]


def test_the_menu_asks_for_files_and_remembers_their_folder(qtbot, acts, chooser, sent, opened, settle):
    chooser.paths = [str(sent["cau-da"])]
    acts.ask_files()
    qtbot.waitUntil(acts.window.isVisible, timeout=20000)
    assert opened.settings.get("files/collect_folder") == str(sent["cau-da"].parent)


def test_workbooks_and_folders_are_forms_and_plans_are_not(tmp_path):
    assert are_forms([tmp_path, tmp_path / "a.xlsx"])
    assert not are_forms([tmp_path / "ke-hoach.docx"])
    assert not are_forms([])
