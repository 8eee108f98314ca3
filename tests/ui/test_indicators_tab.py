"""Each daily act on indicators, through the widgets, read back from the file."""

from decimal import Decimal

import factories as make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.services import editing, indicators, results
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.indicators import CellEdit
from kehoach_desktop.ui.models.rows import RowRole
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.indicators.chart import axis
from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab

KEY = Qt.Key


@pytest.fixture
def tab(build_tab) -> IndicatorsTab:
    return build_tab(IndicatorsTab)


def at(tab, indicator_id, column):
    return tab.model.index(tab.model.row_of(indicator_id), tab.model.column_index(column))


def cell(tab, indicator_id, column):
    return at(tab, indicator_id, column).data(RowRole.CELL)


def go(tab, indicator_id, column):
    tab.table.setFocus()
    tab.table.stand_at(at(tab, indicator_id, column))


def type_text(tab, qtbot, text, key=KEY.Key_Return):
    qtbot.keyClick(tab.table, KEY.Key_F2)
    editor = tab.table.findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, key)


def result(tab, indicator_id, period="2026-H1", unit_id=None):
    found = tab.workspace.dossier.results_of(indicator_id, period)
    return next((row for row in found if row.unit_id == unit_id), None)


def targets(tab, indicator_id):
    return {t.year: t.value for t in tab.workspace.dossier.targets_of(indicator_id)}


def clip(text):
    QGuiApplication.clipboard().setText(text)


# --- what is shown ---


def test_figures_follow_from_numerator_and_denominator(tab):
    assert [cell(tab, "i0", c).text for c in ("number", "mark", "numerator", "denominator", "value", "verdict")] == [
        "1", "80", "873", "1.240", "70,4", "Gần đạt",
    ]  # fmt: skip
    assert cell(tab, "i0", "value").ground == "alt"
    assert not at(tab, "i0", "value").flags() & Qt.ItemFlag.ItemIsEditable
    assert at(tab, "i1", "value").flags() & Qt.ItemFlag.ItemIsEditable


def test_years_to_come_are_columns_under_their_own_head(tab):
    titles = [column.title for column in tab.model.columns]
    assert titles[-4:] == ["2027", "2028", "2029", "2030"]
    assert cell(tab, "i0", "year-2030").text == "95"
    assert "6 tháng" in titles


def test_views_count_verdicts(tab):
    tab.views.choose("near")
    assert [row.id for row in tab.model.shown_records()] == ["i0"]
    tab.views.choose("missed")
    assert tab.model.shown_records() == []
    assert tab.nothing.words.text() == "Không có chỉ tiêu nào ở “Chưa đạt” khớp điều đang tìm."


def test_a_row_stays_in_its_view_while_it_is_filled(tab, qtbot, settle):
    tab.views.choose("no_data")
    go(tab, "i2", "value")
    type_text(tab, qtbot, "95")
    settle()
    assert [row.verdict for row in tab.model.shown_records()] == [Verdict.MET]


def test_another_period_has_its_own_figures(tab, opened):
    opened.workspace.set_period(Period("2026-Q1"))
    assert "Quý I" in [column.title for column in tab.model.columns]
    assert cell(tab, "i0", "numerator").text == "–"
    opened.workspace.set_period(Period("2026"))
    assert cell(tab, "i0", "value").tooltip == "Số của 6 tháng đầu năm 2026; kỳ này chưa có số"


def test_the_bar_names_the_cell_and_where_its_figure_comes_from(tab):
    go(tab, "i0", "numerator")
    assert (tab.bar.name.text(), tab.bar.value.text()) == ("1 · 6 tháng · Tử số", "873")
    assert tab.bar.source.text() == "gõ cho cả xã"
    go(tab, "i0", "year-2030")
    assert (tab.bar.name.text(), tab.bar.source.text()) == ("1 · Mức 2030", "từ 95% trở lên")


def test_search_finds_by_words_without_accents(tab):
    tab.search("ve sinh")
    assert [row.id for row in tab.model.shown_records()] == ["i1"]


def test_the_badge_counts_missed_indicators(tab, perform, opened):
    assert IndicatorsTab.badge(opened.workspace) is None
    perform(indicators.write_cells, [CellEdit("i1", "value", "20", period="2026-H1")])
    assert IndicatorsTab.badge(opened.workspace).text == "1 chưa đạt"


# --- typing ---


def test_enter_takes_the_figure_and_goes_down(tab, qtbot, settle):
    go(tab, "i0", "numerator")
    type_text(tab, qtbot, "1.000")
    settle()
    assert result(tab, "i0").numerator == Decimal(1000)
    assert cell(tab, "i0", "value").text == "80,6"
    assert tab.table.current_record().id == "i1"


def test_tab_takes_the_figure_and_goes_to_the_next_cell_to_type_into(tab, qtbot, settle):
    go(tab, "i0", "denominator")
    type_text(tab, qtbot, "1.300", KEY.Key_Tab)
    settle()
    assert result(tab, "i0").denominator == Decimal(1300)
    assert tab.model.columns[tab.table.current_column()].key == "year-2027"
    assert tab.table.state() is tab.table.State.NoState


def test_tab_wraps_to_the_next_row_and_back(tab, qtbot):
    go(tab, "i0", "year-2030")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    assert (tab.table.current_record().id, tab.table.current_column()) == ("i1", tab.model.column_index("name"))
    qtbot.keyClick(tab.table, KEY.Key_Backtab)
    assert (tab.table.current_record().id, tab.table.current_column()) == ("i0", tab.model.column_index("year-2030"))


def test_a_letter_begins_a_new_text(tab, qtbot, settle):
    go(tab, "i1", "value")
    qtbot.keyClick(tab.table, KEY.Key_9)
    editor = tab.table.findChild(QLineEdit)
    assert editor.text() == "9"
    qtbot.keyClicks(editor, "1,5")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    assert result(tab, "i1").value == Decimal("91.5")


def test_a_wrong_figure_stays_marked_and_is_not_stored(tab, qtbot, settle, said):
    go(tab, "i1", "value")
    type_text(tab, qtbot, "khoảng 95")
    settle()
    assert said.faults == [("“khoảng 95” không phải là số.", "Gõ một số, phần chữ đưa vào ghi chú.")]
    assert result(tab, "i1").value == Decimal(90)
    assert tab.model.draft("i1", "value").fault
    go(tab, "i1", "value")
    assert tab.bar.source.text().startswith("“khoảng 95” không phải là số.")
    qtbot.keyClick(tab.table, KEY.Key_Escape)
    assert not tab.model.refused
    assert at(tab, "i1", "value").data() == "90"


def test_a_numerator_that_is_too_big_goes_through_with_its_denominator(tab, qtbot, settle, said):
    go(tab, "i0", "numerator")
    type_text(tab, qtbot, "1.300")
    settle()
    assert said.faults[-1][0] == "Tử số 1.300 lớn hơn mẫu số 1.240."
    assert result(tab, "i0").numerator == Decimal(873)
    go(tab, "i0", "denominator")
    type_text(tab, qtbot, "1.400")
    settle()
    assert (result(tab, "i0").numerator, result(tab, "i0").denominator) == (Decimal(1300), Decimal(1400))
    assert not tab.model.refused


def test_targets_and_last_year_are_typed_in_the_sheet(tab, qtbot, settle):
    for column, text in (("year-2027", "82,5"), ("mark", "81"), ("before", "62,4")):
        go(tab, "i0", column)
        type_text(tab, qtbot, text)
        settle()
    assert targets(tab, "i0") == {2026: Decimal(81), 2027: Decimal("82.5"), 2030: Decimal(95)}
    assert result(tab, "i0", "2025").value == Decimal("62.4")


def test_names_measures_and_operators_are_cells(tab, settle):
    for column, text in (("name", "Hộ dùng nước hợp vệ sinh"), ("measure", "hộ"), ("operator", "gt")):
        tab.model.setData(at(tab, "i0", column), text)
        settle()
    indicator = tab.workspace.dossier.indicators[0]
    assert (indicator.name, indicator.measure, indicator.operator) == ("Hộ dùng nước hợp vệ sinh", "hộ", r.Operator.GT)


def test_the_same_figure_typed_again_is_no_step(tab, qtbot, settle, said):
    go(tab, "i0", "mark")
    type_text(tab, qtbot, "80,0")
    settle()
    assert said.steps == []
    assert tab.model.draft("i0", "mark") is None


# --- blocks ---


def test_a_block_from_excel_is_one_step_and_wrong_cells_are_marked(tab, qtbot, settle, said, opened):
    clip("90\t100\nmười\t50\n")
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert said.warnings == [("Đã dán 3 ô, 1 ô sai được đánh dấu.", "F8 đến ô sai.")]
    assert said.steps == ["Đã dán 3 ô chỉ tiêu"]
    assert (result(tab, "i0").numerator, result(tab, "i0").denominator) == (Decimal(90), Decimal(100))
    assert result(tab, "i1").denominator == Decimal(50)
    assert list(tab.model.refused) == [("i1", "numerator")]
    go(tab, "i0", "mark")
    qtbot.keyClick(tab.table, KEY.Key_F8)
    assert tab.table.currentIndex() == at(tab, "i1", "numerator")
    opened.workspace.undo()
    settle()
    assert result(tab, "i0").numerator == Decimal(873)


def test_a_block_skips_worked_out_cells_and_what_lies_outside(tab, qtbot, settle, said):
    clip("900\t1.200\t75,0\tĐạt\n1\t2\t3\t4\n1\t2\t3\t4\n1\t2\t3\t4")
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "chỉ đọc hoặc ngoài bảng bỏ qua" in said.warnings[-1][0]
    assert (result(tab, "i0").numerator, result(tab, "i0").value) == (Decimal(900), None)


def test_one_copied_value_fills_the_selection(tab, qtbot, settle):
    clip("100")
    go(tab, "i0", "year-2030")
    tab.table.selectionModel().select(at(tab, "i1", "year-2030"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [targets(tab, i)[2030] for i in ("i0", "i1")] == [Decimal(100), Decimal(100)]


def test_cells_go_to_excel_as_text_with_tabs(tab, qtbot):
    go(tab, "i0", "numerator")
    for column in ("denominator", "value"):
        tab.table.selectionModel().select(at(tab, "i0", column), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "873\t1.240\t70,4"


def test_del_empties_the_selected_cells(tab, qtbot, settle, opened):
    go(tab, "i0", "numerator")
    tab.table.selectionModel().select(at(tab, "i0", "denominator"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_Delete)
    settle()
    assert result(tab, "i0") is None
    opened.workspace.undo()
    settle()
    assert result(tab, "i0").numerator == Decimal(873)


def test_ctrl_d_takes_what_stands_above(tab, qtbot, settle, said):
    go(tab, "i1", "year-2030")
    qtbot.keyClick(tab.table, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert targets(tab, "i1")[2030] == Decimal(95)
    assert said.steps == ["Đã chép xuống 1 ô chỉ tiêu"]


def test_ctrl_d_fills_a_selection_from_its_top(tab, qtbot, settle):
    go(tab, "i0", "mark")
    for i in ("i1", "i2"):
        tab.table.selectionModel().select(at(tab, i, "mark"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [targets(tab, i)[2026] for i in ("i0", "i1", "i2")] == [Decimal(80)] * 3


# --- rows ---


def test_a_new_indicator_is_typed_and_becomes_current(tab, qtbot, settle):
    tab.add_new()
    tab.add_line.field.setText("Hộ có nhà tiêu hợp vệ sinh")
    qtbot.keyClick(tab.add_line.field, KEY.Key_Return)
    settle()
    assert tab.table.current_record().indicator.name == "Hộ có nhà tiêu hợp vệ sinh"
    assert tab.table.current_record().number == 4


def test_ctrl_del_takes_the_indicator_and_says_what_went(tab, qtbot, settle, said, opened):
    go(tab, "i0", "mark")
    qtbot.keyClick(tab.table, KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [i.id for i in opened.workspace.dossier.indicators] == ["i1", "i2"]
    assert said.steps[-1] == "Đã xóa chỉ tiêu 1 cùng 2 mức và 1 kết quả"


# --- the pane ---


@pytest.fixture
def hamlets(tab, perform):
    """Two hamlets beside "Thôn Đông"; the first reported i2."""

    def add(office_file):
        with office_file.step("Chuẩn bị") as records:
            records.add(
                make.make_unit(id="h1", name="Thôn Bắc", kind=r.UnitKind.HAMLET),
                make.make_unit(id="h2", name="Thôn Tây", kind=r.UnitKind.HAMLET),
                make.make_result(indicator_id="i2", unit_id="h1", numerator=Decimal(45), denominator=Decimal(50)),
            )
        from kehoach_desktop.services.changes import Changes

        return Changes.of("Chuẩn bị", "unit", "result")

    perform(add)
    tab.show_jump(Jump("indicators", record_id="i2"))
    return tab.pane


def roll_index(pane, name, column):
    row = next(i for i, row in enumerate(pane.model.shown_records()) if row.unit.name == name)
    return pane.model.index(row, pane.model.column_index(column))


def test_units_are_rolled_up_by_sums(tab, hamlets, settle):
    assert [row.unit.name for row in hamlets.model.shown_records()] == ["Thôn Bắc", "Thôn Đông", "Thôn Tây"]
    for column, text in (("numerator", "10"), ("denominator", "50")):
        hamlets.model.setData(roll_index(hamlets, "Thôn Tây", column), text)
        settle()
    assert result(tab, "i2", unit_id="h2").numerator == Decimal(10)
    assert hamlets.sum.texts == {
        "unit": "Cả xã", "numerator": "55", "denominator": "100", "value": "55,0", "report": "tính 2/3",
    }  # fmt: skip
    assert cell(tab, "i2", "value").text == "55,0"
    go(tab, "i2", "numerator")
    assert tab.bar.source.text() == "cộng từ 2/3 thôn"


def test_a_wrong_unit_is_named_and_does_not_count(tab, hamlets, settle, said):
    hamlets.model.setData(roll_index(hamlets, "Thôn Tây", "denominator"), "91")
    settle()
    hamlets.model.setData(roll_index(hamlets, "Thôn Tây", "numerator"), "96")
    settle()
    assert said.faults[-1] == ("Tử số 96 lớn hơn mẫu số 91.", "Sửa một trong hai ô.")
    assert hamlets.wrong.isVisible()
    assert hamlets.wrong_words.text() == "Tử số 96 lớn hơn mẫu số 91"
    assert tab.bar.wrong.accessibleName() == "Thôn Tây có ô sai, chưa cộng"
    hamlets.fix.click()
    assert hamlets.table.currentIndex() == roll_index(hamlets, "Thôn Tây", "numerator")


def test_a_refused_figure_waits_while_another_indicator_is_shown(tab, hamlets, settle, qtbot):
    hamlets.model.setData(roll_index(hamlets, "Thôn Tây", "numerator"), "nhiều")
    settle()
    tab.show_jump(Jump("indicators", record_id="i0"))
    assert not hamlets.model.refused
    tab.show_jump(Jump("indicators", record_id="i2"))
    assert [draft.text for draft in hamlets.model.refused.values()] == ["nhiều"]


def test_the_chart_says_its_figures(tab, perform):
    perform(indicators.write_cells, [CellEdit("i0", "value", "62,4", period="2025")])
    tab.show_jump(Jump("indicators", record_id="i0"))
    words = tab.pane.chart.accessibleDescription()
    assert words == "Kết quả: năm 2025 62,4; năm 2026 70,4. Mức: năm 2026 80; năm 2030 95. Đơn vị tính: %."


@pytest.mark.parametrize(("low", "high"), [(57.1, 95), (0, 0), (3, 3), (0.02, 0.9), (1200, 98000), (-5, 5)])
def test_the_axis_reaches_around_every_figure(low, high):
    ticks = axis(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 2 <= len(ticks) <= 10


# --- the rest of the house ---


def test_first_columns_stay_while_the_sheet_is_scrolled(tab, qtbot):
    tab.resize(800, 420)
    qtbot.waitUntil(lambda: tab.table.horizontalScrollBar().maximum() > 0)
    go(tab, "i1", "year-2030")
    width = tab.table.frozen_width()
    assert width == tab.table.columnWidth(0) + tab.table.columnWidth(1)
    frozen = tab.table.childAt(QPoint(width // 2, 80))
    qtbot.mouseClick(frozen, Qt.MouseButton.LeftButton, pos=QPoint(width // 2, tab.table.viewport().y() + 4))
    assert tab.table.currentIndex() == at(tab, "i0", "name")


def test_a_long_name_takes_two_lines(tab, settle):
    low = tab.table.rowHeight(0)
    name = "Tỷ lệ hộ gia đình trong toàn xã được dùng nước sạch đạt quy chuẩn kỹ thuật quốc gia"
    tab.model.setData(at(tab, "i0", "name"), name)
    settle()
    assert tab.table.rowHeight(0) > low


def test_f4_and_narrow_screens(tab, qtbot):
    tab.toggle_pane()
    assert not tab.pane.isVisible()
    tab.toggle_pane()
    tab.resize(1000, 420)
    qtbot.waitUntil(lambda: not tab.pane.isVisible())


def test_a_plan_without_indicators_says_what_to_do(tab, perform, qtbot):
    for i in range(3):
        perform(editing.delete_record, "indicator", f"i{i}")
    assert tab.empty.isVisible()
    tab.empty.acted.emit("add")
    assert tab.add_line.isVisible()


def test_no_file_open_is_survived(qtbot, desk, said):
    tab = IndicatorsTab(desk)
    qtbot.addWidget(tab)
    tab.show_dossier(desk.workspace)
    tab.add_new()
    assert said.warnings == [("Chưa có kế hoạch để thêm chỉ tiêu.", "Nhập kế hoạch trước.")]
    assert IndicatorsTab.badge(desk.workspace) is None


def test_every_button_has_a_name(tab):
    buttons = [b for b in tab.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")]
    assert [b for b in buttons if not (b.accessibleName() or b.text())] == []


# --- marks proposed for the years between ---


def mark(tab, indicator_id, year):
    return cell(tab, indicator_id, f"year-{year}")


def test_proposed_marks_are_slanted_and_no_data(tab, qtbot):
    qtbot.mouseClick(tab.propose, Qt.MouseButton.LeftButton)
    assert [(mark(tab, "i0", y).text, mark(tab, "i0", y).italic) for y in (2027, 2028, 2029, 2030)] == [
        ("83,8", True), ("87,5", True), ("91,3", True), ("95", False),
    ]  # fmt: skip
    assert mark(tab, "i1", 2028).text == "–"
    assert targets(tab, "i0") == {2026: Decimal(80), 2030: Decimal(95)}
    assert tab.foot.take_all.text() == "Nhận cả 3 mức"


def test_ctrl_enter_takes_the_marks_of_the_row_as_one_step(tab, qtbot, opened, settle):
    tab.propose_steps()
    go(tab, "i0", "year-2027")
    qtbot.keyClick(tab.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert targets(tab, "i0")[2028] == Decimal("87.5")
    assert not mark(tab, "i0", 2028).italic
    assert opened.workspace.undo_name == "Nhận 3 mức đề xuất của chỉ tiêu Hộ dùng nước sạch"
    opened.workspace.undo()
    settle()
    assert targets(tab, "i0") == {2026: Decimal(80), 2030: Decimal(95)}
    assert mark(tab, "i0", 2028).italic


def test_all_proposed_marks_are_taken_at_once(tab, qtbot, perform, opened):
    perform(indicators.write_cells, [CellEdit("i1", "target", "100", year=2030)])
    tab.propose_steps()
    qtbot.mouseClick(tab.foot.take_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.workspace.undo_name == "Nhận 6 mức đề xuất")
    assert targets(tab, "i1")[2028] == Decimal("92.5")
    assert tab.foot.currentIndex() == 0


def test_a_figure_typed_over_a_proposed_mark_bends_the_line(tab, qtbot, settle):
    tab.propose_steps()
    go(tab, "i0", "year-2028")
    type_text(tab, qtbot, "90")
    settle()
    assert [mark(tab, "i0", year).text for year in (2027, 2028, 2029)] == ["85", "90", "92,5"]
    assert not mark(tab, "i0", 2028).italic


def test_an_increase_stays_an_increase(tab, perform, opened, settle):
    perform(editing.set_fields, "indicator", "i0", {"operator": "inc", "measure": "thôn"})
    tab.propose_steps()
    assert mark(tab, "i0", 2028).text == "+88"


def test_the_chart_draws_proposed_marks_apart(tab):
    tab.propose_steps()
    tab._show_pane(tab.table.current_record())
    assert tab.pane.chart._trend.proposed == ((2027, Decimal("83.8")), (2028, Decimal("87.5")), (2029, Decimal("91.3")))
    assert "Mức đề xuất: năm 2027 83,8" in tab.pane.chart.accessibleDescription()


def test_proposals_are_put_away_by_the_same_act(tab):
    tab.propose_steps()
    tab.propose_steps()
    assert mark(tab, "i0", 2028).text == "–"


def test_without_two_known_marks_it_says_what_is_missing(tab, perform, said):
    perform(indicators.write_cells, [CellEdit("i0", "target", "", year=2030)])
    tab.propose_steps()
    assert said.warnings[-1][0] == "Không có năm nào để đề xuất."
    assert tab.foot.currentIndex() == 0


# --- roll-up by hamlet ---


def test_ten_hamlets_with_nil_and_partial_answers_roll_up_by_sums(tab, qtbot, perform):
    hamlets = [make.make_unit(id=f"h{i}", name=f"Thôn {i}", kind=r.UnitKind.HAMLET, position=10 + i) for i in range(9)]
    perform(lambda office_file: _put(office_file, hamlets))
    clear = [CellEdit("i0", name, "", period="2026-H1") for name in ("numerator", "denominator")]
    pairs = [("u3", "40", "50"), ("h0", "10", "100"), ("h1", "0", "30"), ("h2", "7", ""), ("h3", "", "20")]
    cells = [
        CellEdit("i0", name, text, period="2026-H1", unit_id=unit)
        for unit, *both in pairs
        for name, text in zip(("numerator", "denominator"), both, strict=True)
    ]
    perform(indicators.write_cells, clear + cells)
    perform(results.record_submission, "h4", "2026-H1", "approved", is_nil=True)
    select(qtbot, tab, "i0")
    assert tab.pane.sum.texts["numerator"] == "50"
    assert tab.pane.sum.texts["denominator"] == "180"
    assert tab.pane.sum.texts["value"] == "27,8"
    assert tab.pane.sum.texts["report"] == "tính 3/10"
    assert cell(tab, "i0", "value").text == "27,8"
    nil = tab.pane.model.index(tab.pane.model.row_of("i0 2026-H1 h4"), tab.pane.model.column_index("report"))
    assert nil.data(RowRole.CELL).text == "Không phát sinh"


def _put(office_file, rows):
    with office_file.step("Chuẩn bị") as records:
        records.add_all(rows)
    return Changes.of("Chuẩn bị", "unit")


def select(qtbot, tab, indicator_id):
    assert tab.table.select_record(indicator_id)
    qtbot.waitUntil(lambda: tab.pane._row is not None and tab.pane._row.id == indicator_id)


def test_enter_after_tabs_goes_under_the_cell_where_they_began(tab, qtbot):
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    qtbot.keyClick(tab.table, KEY.Key_Return)
    here = (tab.table.current_record().id, tab.model.columns[tab.table.current_column()].key)
    assert here == ("i1", "numerator")


def test_an_arrow_ends_the_run_of_tabs(tab, qtbot):
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    qtbot.keyClick(tab.table, KEY.Key_Down)
    qtbot.keyClick(tab.table, KEY.Key_Return)
    assert tab.model.columns[tab.table.current_column()].key == "denominator"


def test_tab_passes_over_a_figure_whose_fraction_was_just_typed(tab, qtbot, settle):
    tab.table.select_record("i2")
    qtbot.waitUntil(lambda: tab.pane.model.rowCount() > 0)
    first = tab.pane.model.record_at(0)
    tab.pane.model.put_draft(first.id, "numerator", "5")
    value = tab.pane.model.index(0, tab.pane.model.column_index("value"))
    assert value.flags() & Qt.ItemFlag.ItemIsEditable
    tab.pane.model.put_draft(first.id, "denominator", "9")
    assert not value.flags() & Qt.ItemFlag.ItemIsEditable
