"""The history as an Excel sheet: a row for each field, whole records in one, undone steps named, what was looked for only."""

import pytest
from openpyxl import load_workbook

from kehoach_desktop.domain.records import Role
from kehoach_desktop.errors import Cancelled
from kehoach_desktop.services import editing, history, history_sheet, results
from kehoach_desktop.services.history import Search
from kehoach_desktop.services.history_sheet import write_history

HEAD = ("Ngày", "Giờ", "Bước", "Người", "Bản ghi", "Việc", "Ô", "Cũ", "Mới", "Ghi chú")


@pytest.fixture
def sheet(office_file, tmp_path):
    """Writes what a search finds; returns the rows under the heads of the columns."""

    def write(**search):
        written = write_history(office_file, Search(**search), tmp_path)
        rows = [tuple(cell for cell in row) for row in load_workbook(written.path).active.iter_rows(values_only=True)]
        head = next(i for i, row in enumerate(rows) if row[0] == "Ngày")
        assert rows[head] == HEAD
        body = [row for row in rows[head + 1 :] if row[0]]
        assert len(body) == written.changes
        return body

    return write


def test_a_field_that_was_set_is_a_row_with_old_and_new(office_file, sheet):
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    editing.set_fields(office_file, "unit", "u1", {"phone": "0934"})
    newest = sheet()[0]
    assert newest[2:] == (
        "Sửa điện thoại đơn vị Trạm Y tế xã", "Trần Thu Hà", "Đơn vị: Trạm Y tế xã", "sửa", "điện thoại", "0912", "0934", None,
    )  # fmt: skip


def test_a_new_record_is_one_row_with_all_its_values(office_file, sheet):
    results.record_progress(office_file, "t1", "2026-H1", result="12 hộ", difficulty="Thiếu máy")
    rows = sheet()
    assert rows[0][5] == "thêm"
    assert "12 hộ" in rows[0][8]
    assert "Thiếu máy" in rows[0][8]
    assert rows[0][7] is None


def test_a_deleted_record_keeps_its_name_and_its_values(office_file, sheet):
    editing.delete_record(office_file, "task", "t1")
    gone = next(row for row in sheet() if row[5] == "xóa" and row[4].startswith("Nhiệm vụ"))
    assert "Lập danh sách hộ dùng nước giếng" in gone[7]
    assert gone[8] is None


def test_a_step_taken_back_says_so(office_file, sheet):
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    history.undo(office_file)
    assert [row[9] for row in sheet() if row[6] == "điện thoại"] == [None, "đã hoàn tác"]


def test_the_history_of_a_record_has_its_parts_and_nothing_else(office_file, sheet):
    editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa"})
    editing.assign(office_file, "t1", ["u1"], Role.SUPPORT)
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    rows = sheet(record=("task", "t1"))
    assert any("Lê Văn Hòa" in (row[8] or "") for row in rows)
    assert not any(row[4].startswith("Đơn vị") for row in rows)


def test_of_one_kind_only_that_kind_is_written(office_file, sheet):
    assert {row[4].partition(":")[0] for row in sheet(record_kind="unit")} == {"Đơn vị"}


def test_pages_follow_one_another_without_gap(office_file, sheet, monkeypatch):
    for day in range(1, 24):
        editing.set_fields(office_file, "task", "t1", {"due_on": f"{day}/6/2026"})
    whole = sheet()
    monkeypatch.setattr(history_sheet, "_STEPS_AT_ONCE", 5)
    assert sheet() == whole


def test_more_than_a_sheet_should_hold_is_cut_and_said(office_file, tmp_path, monkeypatch):
    for day in range(1, 9):
        editing.set_fields(office_file, "task", "t1", {"due_on": f"{day}/6/2026"})
    monkeypatch.setattr(history_sheet, "_MOST_ROWS", 3)
    written = write_history(office_file, Search(), tmp_path)
    assert (written.changes, written.is_cut) == (3, True)
    texts = [cell for row in load_workbook(written.path).active.iter_rows(values_only=True) for cell in row if cell]
    assert "Chỉ ghi 3 thay đổi mới nhất." in texts


def test_words_that_look_like_a_formula_stay_words(office_file, sheet):
    editing.set_fields(office_file, "task", "t1", {"note": "=1+1"})
    assert sheet()[0][8] == "=1+1"


def test_a_second_sheet_takes_another_name(office_file, tmp_path):
    first, second = (write_history(office_file, Search(), tmp_path).path for _ in range(2))
    assert (first.name, second.name) == ("Lịch sử thay đổi.xlsx", "Lịch sử thay đổi (2).xlsx")


def test_stopped_it_leaves_nothing(office_file, tmp_path):
    def stop(*_):
        raise Cancelled

    folder = tmp_path / "ra"
    with pytest.raises(Cancelled):
        write_history(office_file, Search(), folder, progress=stop)
    assert not folder.exists()


def test_writing_is_no_step_of_the_history(office_file, tmp_path):
    before = history.totals(office_file).steps
    write_history(office_file, Search(), tmp_path)
    assert history.totals(office_file).steps == before
