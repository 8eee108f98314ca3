"""The pane of an indicator: answers of units rolled up, the chart, ten hamlets with gaps."""

from decimal import Decimal

import factories as make
import pytest
from indicator_cells import cell, go, result

from kehoach_desktop.domain import records as r
from kehoach_desktop.services import indicators, results
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.indicators import CellEdit
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.indicators.chart import axis
from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab


@pytest.fixture
def tab(build_tab) -> IndicatorsTab:
    return build_tab(IndicatorsTab)


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


def select(qtbot, tab, indicator_id):
    assert tab.table.select_record(indicator_id)
    qtbot.waitUntil(lambda: tab.pane._row is not None and tab.pane._row.id == indicator_id)


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
    model = tab.pane.model
    assert model.cell_at(model.row_of("i0 2026-H1 h4"), model.column_index("report")).text == "Không phát sinh"


def _put(office_file, rows):
    with office_file.step("Chuẩn bị") as records:
        records.add_all(rows)
    return Changes.of("Chuẩn bị", "unit")
