"""What the forms count and say, on the sample office."""

import dataclasses
from decimal import Decimal

import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.reports.forms import (
    assignments,
    common,
    indicator_results,
    report_review,
    report_text,
    task_progress,
    unit_summary,
)
from kehoach_desktop.reports.forms.report_facts import Facts
from kehoach_desktop.reports.model import RowKind
from kehoach_desktop.reports.text import cell_text
from tests.factories import make_indicator, make_result, make_target
from tests.reports.sample_dossier import DOSSIER, WINDOW, request


def texts(form, kind=RowKind.DATA):
    return [[cell_text(cell) for cell in row.cells] for row in form.rows if row.kind is kind]


def test_assignments_are_grouped_by_section_and_numbered_through():
    form = assignments.build(request())
    assert texts(form, RowKind.GROUP) == [
        ["III.1", "Khám và theo dõi sức khỏe"],
        ["III.2", "Nước uống, vệ sinh"],
        ["", "Nhiệm vụ khác"],
    ]
    assert [row[0] for row in texts(form)] == [str(n) for n in range(1, 8)]


def test_six_clears_of_a_task_are_its_cells():
    assert texts(assignments.build(request()))[0] == [
        "1", "Khám mắt cho học sinh", "Trạm Y tế xã", "Các trường học", "Hà Minh Lộc", "Đỗ Minh Khuê", "30/4/2026",
        "Danh sách học sinh cận thị", "Chủ tịch UBND xã", "",
    ]  # fmt: skip


def test_fifth_clear_is_called_as_the_office_calls_it():
    office = dataclasses.replace(DOSSIER.office, sixth_clear="kết quả")
    columns = assignments.build(request(dataclasses.replace(DOSSIER, office=office))).columns
    assert ("Kết quả", "Rõ kết quả") in [(c.title, c.over) for c in columns]


def test_state_is_told_in_the_four_official_boxes():
    states = [row[4] for row in texts(task_progress.build(request()))]
    assert states[:4] == [
        "Đã hoàn thành đúng hạn", "Đã hoàn thành quá hạn 9 ngày", "Chưa hoàn thành quá hạn 14 ngày", "Chưa hoàn thành trong hạn",
    ]  # fmt: skip


def test_results_of_several_units_stand_under_their_names():
    row = texts(task_progress.build(request()))[3]
    assert row[5] == "Trường Tiểu học Hòa Lâm: Lấy 2 mẫu, đạt\nTrường THCS Hòa Lâm: Lấy 1 mẫu, đạt"


def test_a_half_year_without_own_report_takes_the_latest_quarter():
    row = next(row for row in texts(task_progress.build(request())) if row[1] == "Phun thuốc diệt muỗi")
    assert row[5] == "Phun đợt tháng 4 ở 3 thôn"


def test_tasks_can_be_grouped_by_lead_unit():
    form = task_progress.build(request(by_unit=True))
    names = [title for _, title in texts(form, RowKind.GROUP)]
    assert names == ["Phòng Văn hóa - Xã hội", "Trạm Y tế xã", "Phòng Kinh tế", "Các trường học", common.NO_LEAD]


def test_state_is_that_of_the_last_day_of_the_data():
    assert request().as_of == WINDOW.data_to


def test_sums_count_every_task_once():
    form = unit_summary.build(request())
    (total,) = texts(form, RowKind.TOTAL)
    assert total[2:8] == ["7", "1", "1", "4", "1", "28,6"]
    assert sum(int(row[2]) for row in texts(form)) == 8
    assert "tính một lần" in form.note


def test_sums_of_an_empty_plan_have_no_share():
    form = unit_summary.build(request(dataclasses.replace(DOSSIER, tasks=(), assignments=())))
    assert texts(form, RowKind.TOTAL)[0][2:8] == ["0", "0", "0", "0", "0", ""]


def test_indicator_row_has_targets_figure_share_and_verdict():
    rows = texts(indicator_results.build(request()))
    assert rows[0][3:9] == ["88,4", "≥ 95", "≥ 100", "95,5", "100,6", "Đạt"]
    assert rows[1][6:9] == ["45,3", "50,3", "Chưa đạt"]


def test_paper_knows_no_near_miss():
    words = {standing.words for standing in indicator_results.standings(request())}
    assert words <= {"Đạt", "Chưa đạt", "Chưa có số liệu", ""}


def test_a_zero_denominator_is_no_figure():
    row = texts(indicator_results.build(request()))[3]
    assert row[6:9] == ["", "", "Chưa có số liệu"]


@pytest.mark.parametrize(
    ("value", "mark", "shown"),
    [
        ("94.96", "95", "94.96"),
        ("94.94", "95", "94.9"),
        ("95.04", "95", "95.04"),
        ("95", "95", "95"),
        ("14.25", None, "14.3"),
    ],
)
def test_rounding_never_hides_on_which_side_of_the_target_a_figure_lies(value, mark, shown):
    assert common.rounded(Decimal(value), Decimal(mark) if mark else None) == Decimal(shown)


def test_of_many_target_years_the_past_ones_go_first():
    indicator = make_indicator(name="x")
    targets = tuple(make_target(indicator, year=year, value=Decimal(1)) for year in range(2020, 2046))
    years = indicator_results.target_years(
        request(dataclasses.replace(DOSSIER, indicators=(indicator,), targets=targets))
    )
    assert years == [2026, 2027, 2028, 2029, 2030, 2031, 2045]


def test_increase_is_measured_from_last_year():
    indicator = make_indicator(name="Số thôn khỏe", measure="thôn", operator=r.Operator.INC)
    dossier = dataclasses.replace(
        DOSSIER,
        indicators=(indicator,),
        targets=(make_target(indicator, value=Decimal(2)),),
        results=(make_result(indicator, value=Decimal(4)), make_result(indicator, period="2025", value=Decimal(3))),
    )
    assert indicator_results.standings(request(dossier))[0].words == "Chưa đạt"


def test_report_names_who_has_not_reported():
    blocks = report_text.leadership(Facts(request()))
    assert "Có 3/5 đơn vị gửi báo cáo" in blocks[1].text
    assert "chưa có báo cáo của Phòng Kinh tế và Trường THCS Hòa Lâm" in blocks[1].text


def test_report_says_so_when_nothing_was_reported():
    facts = Facts(request(dataclasses.replace(DOSSIER, progress=())))
    assert [b.text for b in report_review.proposals(facts)] == ["Không có kiến nghị, đề xuất."]


def test_plan_is_named_without_what_is_not_known_yet():
    plan = dataclasses.replace(DOSSIER.plan, number=None, issued_on=None)
    assert common.plan_name(dataclasses.replace(DOSSIER, plan=plan)) == "Kế hoạch"
    assert common.plan_name(DOSSIER) == "Kế hoạch số 27/KH-UBND ngày 15 tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Thực hiện Nghị quyết số 5", "thực hiện Nghị quyết số 5"),
        ("Kế hoạch nâng cao sức khỏe", "thực hiện nâng cao sức khỏe"),
        ("UBND xã triển khai chuyển đổi số", "thực hiện UBND xã triển khai chuyển đổi số"),
        ("", ""),
    ],
)
def test_subject_of_the_plan_goes_on_inside_a_sentence(title, subject):
    plan = dataclasses.replace(DOSSIER.plan, title=title)
    assert common.plan_subject(dataclasses.replace(DOSSIER, plan=plan)) == subject
