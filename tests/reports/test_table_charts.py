"""Charts of indicators: which are drawn, from which figures, on PDF and in Excel."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import indicator_results
from kehoach_desktop.reports.model import Chart, ChartPoint, TableForm
from kehoach_desktop.reports.pdf_charts import scale
from kehoach_desktop.reports.pdf_table import write_table as write_pdf
from kehoach_desktop.reports.xlsx import write_table as write_xlsx
from tests.factories import make_indicator, make_result, make_target
from tests.reports.readback import pdf_fonts, pdf_pages
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW, request
from tests.reports.test_live_sheets import COLUMNS


def one_indicator(operator=r.Operator.GTE, results=(), targets=()):
    """The charts of a single indicator with results by period and targets by year."""
    indicator = make_indicator(name="Hộ có hố xí", measure="%", operator=operator)
    dossier = replace(
        DOSSIER,
        indicators=(indicator,),
        results=tuple(make_result(indicator, period=p, value=Decimal(v)) for p, v in results),
        targets=tuple(make_target(indicator, year=y, value=Decimal(v)) for y, v in targets),
    )
    return indicator_results.build(request(dossier)).charts


def points(chart):
    return [(p.label, p.result, p.target) for p in chart.points]


def test_results_and_targets_stand_at_their_years():
    (chart,) = one_indicator(
        results=[("2024", 70), ("2025-H1", 71), ("2026-H1", 80), ("2027", 99)], targets=[(2026, 82), (2030, 95)]
    )
    assert points(chart) == [("2024", 70, None), ("2025", 71, None), ("2026", 80, 82), ("2030", None, 95)]
    assert (chart.title, chart.measure) == ("Hộ có hố xí", "%")


def test_without_a_result_or_with_one_year_there_is_no_chart():
    assert not one_indicator(targets=[(2026, 82), (2030, 95)])
    assert not one_indicator(results=[("2026-H1", 80)], targets=[(2026, 82)])
    assert not one_indicator()


def test_an_increase_is_no_mark_on_the_scale():
    (chart,) = one_indicator(r.Operator.INC, [("2025", 3), ("2026-H1", 4)], [(2026, 2), (2030, 9)])
    assert points(chart) == [("2025", 3, None), ("2026", 4, None)]


def test_a_target_for_every_year_is_drawn_where_there_are_results():
    (chart,) = one_indicator(results=[("2025", 3), ("2026-H1", 4)], targets=[(None, 5)])
    assert [p.target for p in chart.points] == [5, 5]


def test_far_years_are_not_drawn():
    (chart,) = one_indicator(results=[("2025", 3), ("2026-H1", 4)], targets=[(2030, 5), (2045, 9)])
    assert [p.label for p in chart.points] == ["2025", "2026", "2030"]


def test_charts_can_be_left_out(tmp_path):
    assert not indicator_results.build(request(charts=False)).charts


def test_the_pdf_has_the_charts_on_a_page_of_its_own(tmp_path):
    path = tmp_path / "out.pdf"
    render("chi-tieu", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    *table, last = pdf_pages(path)
    assert "BIỂU ĐỒ" not in " ".join(table)
    assert last.startswith("2\nBIỂU ĐỒ KẾT QUẢ SO VỚI MỤC TIÊU")
    assert "Trường có nhân viên y tế" in last
    assert all(pdf_fonts(path).values())


def test_the_report_has_tables_only(tmp_path):
    path = tmp_path / "out.pdf"
    render("bao-cao", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    assert "BIỂU ĐỒ" not in " ".join(pdf_pages(path))


def test_excel_has_native_charts_over_figures_in_sight(tmp_path):
    path = tmp_path / "out.xlsx"
    render("chi-tieu", DOSSIER, WINDOW, on=TODAY, fmt="xlsx", path=path)
    ws = openpyxl.load_workbook(path)["Biểu đồ"]
    assert ws.sheet_state == "visible"
    assert [cell.value for cell in ws[2]] == ["TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "2025", "2026", "2030"]
    assert [cell.value for cell in ws[3]][1:] == ["Học sinh được khám mắt", "%", "Kết quả", 88.4, 95.5, None]
    assert [cell.value for cell in ws[4]][3:] == ["Mục tiêu", None, 95, 100]
    first, second = ws._charts
    assert [series.val.numRef.f for series in first.series] == ["'Biểu đồ'!$E$3:$G$3", "'Biểu đồ'!$E$4:$G$4"]
    assert first.series[1].graphicalProperties.line.dashStyle == "dash"
    assert second.series[0].cat.numRef.f == "'Biểu đồ'!$F$2:$G$2"
    assert (ws.page_setup.orientation, ws.page_setup.fitToWidth) == ("landscape", 1)


HOSTILE = ("=1+1", "<b>&", "\x00\x07\ud800", "x" * 3000, "Tổ chức khám. " * 200, "", "\n\n")
FIGURES = ((0, 0), ("1e12", "-1e12"), ("0.000001", "0.000002"), (-5, None), (None, 7), (100, 100))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_drawn(title, tmp_path):
    charts = tuple(
        Chart(
            title, title, (ChartPoint("2025", _or_none(a), _or_none(b)), ChartPoint("2026", _or_none(b), _or_none(a)))
        )
        for a, b in FIGURES
    )
    form = TableForm("BIỂU", COLUMNS, (), charts=charts * 5)
    write_pdf(form, tmp_path / "out.pdf")
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 1 + 5
    write_xlsx(form, tmp_path / "out.xlsx")
    ws = openpyxl.load_workbook(tmp_path / "out.xlsx")["Biểu đồ"]
    assert len(ws._charts) == 30
    assert not any(cell.data_type == "f" for row in ws.iter_rows() for cell in row)


def _or_none(value):
    return None if value is None else Decimal(value)


@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(0, 10**9, places=3))
def test_a_scale_holds_every_value_in_few_round_steps(low, span):
    ticks = scale(low, low + span)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low
    assert low + span <= ticks[-1]
    assert low < 0 or ticks[0] >= 0
    assert len({b - a for a, b in pairwise(ticks)}) == 1
