"""A block from Excel over the table of units: one step, wrong cells marked with the reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.ui.tabs.units_tab import UnitsTab


@pytest.fixture
def tab(build_tab) -> UnitsTab:
    return build_tab(UnitsTab)


def place(tab, unit_id, column):
    return tab.model.index(tab.model.row_of(unit_id), tab.model.column_index(column))


@pytest.fixture
def paste(tab, qtbot, settle):
    def do(unit_id, column, text):
        tab.table.setCurrentIndex(place(tab, unit_id, column))
        tab.table.setFocus()
        QGuiApplication.clipboard().setText(text)
        qtbot.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        settle()

    return do


def units(tab):
    return tab.workspace.dossier.unit_by_id


def test_heads_are_pasted_down_over_bands_as_one_step(tab, paste, opened, settle):
    paste("u1", "head", "Ngô Thị Mận\r\nVũ Đình Khôi\r\nTrần Văn Bảy\r\n")
    assert [units(tab)[key].head for key in ("u1", "u2", "u3")] == ["Ngô Thị Mận", "Vũ Đình Khôi", "Trần Văn Bảy"]
    opened.workspace.undo()
    settle()
    assert [units(tab)[key].head for key in ("u1", "u2", "u3")] == ["Hoàng Văn Lâm", None, "Bùi Văn Sơn"]


def test_heads_of_columns_lead_texts_to_hidden_columns(tab, paste):
    paste("u1", "name", "Chức danh\tNgười đứng đầu\tĐiện thoại\nTrạm trưởng\tNgô Thị Mận\t0900 000 118")
    unit = units(tab)["u1"]
    assert (unit.head_title, unit.head, unit.phone) == ("Trạm trưởng", "Ngô Thị Mận", "0900 000 118")
    assert unit.name == "Trạm Y tế xã"


def test_a_name_of_another_unit_is_marked_and_the_rest_is_taken(tab, paste, said):
    paste("u1", "name", "Thôn Đông\tNgô Thị Mận\nPhòng Kinh tế và Hạ tầng\tVũ Đình Khôi")
    assert (units(tab)["u1"].name, units(tab)["u1"].head) == ("Trạm Y tế xã", "Ngô Thị Mận")
    assert units(tab)["u2"].name == "Phòng Kinh tế và Hạ tầng"
    assert {at: draft.fault for at, draft in tab.model.refused.items()} == {
        ("u1", "name"): "“Thôn Đông” đã là tên của Thôn Đông. Gõ tên khác, hoặc gộp hai đơn vị ở khung phải."
    }
    assert said.warnings == [("Đã dán 3 ô, 1 ô sai được đánh dấu.", "F8 đến ô sai.")]


def test_f8_goes_to_the_wrong_cell(tab, qtbot, paste):
    paste("u2", "name", "–\tVũ Đình Khôi")
    tab.table.select_record("u3")
    qtbot.keyClick(tab.table, Qt.Key.Key_F8)
    assert tab.table.currentIndex() == place(tab, "u2", "name")


def test_names_may_change_places_but_not_come_twice(tab, paste):
    paste("u1", "name", "Phòng Kinh tế\nTrạm Y tế xã\nThôn Bắc")
    assert [units(tab)[key].name for key in ("u1", "u2", "u3")] == ["Phòng Kinh tế", "Trạm Y tế xã", "Thôn Bắc"]
    paste("u1", "name", "Thôn Nam\nthôn nam")
    assert [key for key, _ in tab.model.refused] == ["u1", "u2"]


def test_figures_take_no_pasted_text(tab, paste, said):
    paste("u1", "lead", "7\t8")
    assert said.warnings == [("Không có ô nào để dán.", "Chọn ô đầu, ví dụ ô Đơn vị hoặc Người đứng đầu, rồi dán lại.")]


def shown(tab):
    return [tab.model.columns[place].key for place in tab.table.head.order()]


def test_title_and_phone_are_columns_to_be_shown_and_typed_into(tab, settle, opened):
    assert not {"head_title", "phone"} & set(shown(tab))
    opened.workspace.set_period(Period("2026-9M"))  # other columns behind them
    assert not {"head_title", "phone"} & set(shown(tab))
    tab.table.head.show_column(tab.model.column_index("phone"), on=True)
    assert shown(tab)[:3] == ["name", "head", "phone"]
    tab.model.setData(place(tab, "u3", "phone"), "0900 000 119")
    settle()
    assert units(tab)["u3"].phone == "0900 000 119"


def test_columns_of_a_newer_program_begin_hidden_where_a_layout_is_remembered(show_tab, opened):
    kept = {"order": ["name", "head", "lead", "support", "late", "now"], "widths": {}, "hidden": ["late"], "sort": []}
    opened.settings.set("table/", kept, "units")
    tab = show_tab(UnitsTab, opened)
    assert not {"head_title", "phone", "late"} & set(shown(tab))
    assert {"name", "head", "lead"} <= set(shown(tab))
