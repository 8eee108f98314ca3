"""Each rule on papers: what it finds, what it leaves alone, and on which forms it holds."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.paper_checks import RULES, Facts, Severity, check_paper, rules_of
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.paths import resource

NAMES = UnitNames.from_table(tomllib.loads(resource("rules", "units.toml").read_text(encoding="utf-8")))
WINDOW = Window(Period("2026-H1"), date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 17), "")


def complete() -> list[r.Record]:
    """An office with nothing to find fault with."""
    plan = make.make_plan(id="plan")
    unit = make.make_unit(id="u", name="Trạm Y tế xã")
    task = make.make_task(
        plan, id="t", due_kind=r.DueKind.DATE, due_on=date(2026, 6, 15), officer="Lê An", supervisor="Vũ Bình",
        product="Biên bản", approver="Chủ tịch",
    )  # fmt: skip
    return [
        plan, unit, task, make.make_assignment(task, unit), make.make_signer(id="s"),
        make.make_recipient(plan, name="Trạm Y tế xã (để t/h);"),
        make.make_indicator(plan, id="i"), make.make_target(id="g", indicator_id="i", value=Decimal(80)),
        make.make_result(id="r", indicator_id="i", numerator=Decimal(8), denominator=Decimal(10)),
        make.make_submission(unit, id="sb", state=r.SubmissionState.APPROVED),
    ]  # fmt: skip


def facts(*records: r.Record, form: str = "bao-cao", **choices) -> Facts:
    given = {"symbol": "BC-UBND", "number": "5", "issued_on": date(2026, 6, 20), **choices}
    return Facts(form, make.make_dossier(*records), given.pop("window", WINDOW), date(2026, 6, 22), NAMES, **given)


def without(record_id: str) -> list[r.Record]:
    return [record for record in complete() if record.id != record_id]


def changed(record_id: str, **values) -> list[r.Record]:
    return [replace(record, **values) if record.id == record_id else record for record in complete()]


def found(*records: r.Record, **choices) -> dict[str, str]:
    return {finding.id: finding.text for finding in check_paper(facts(*records, **choices))}


@pytest.mark.parametrize(
    "form", ["bao-cao", "tien-do", "chi-tieu", "phan-cong", "tong-hop-don-vi", "don-doc", "giao-viec"]
)
def test_a_complete_office_has_nothing_to_mend(form):
    assert found(*complete(), form=form) == {}


@pytest.mark.parametrize(
    ("rule", "records", "text"),
    [
        ("signer", changed("s", name=None), "Chưa có tên người ký"),
        ("signer_title", changed("s", title=" "), "Chưa có chức vụ của người ký Đỗ Minh Khuê"),
        ("plan_number", changed("plan", number=None, issued_on=None), "Kế hoạch chưa có số và ngày ban hành"),
        ("plan_number", changed("plan", issued_on=None), "Kế hoạch chưa có ngày ban hành"),
        ("due", changed("t", due_kind=r.DueKind.NONE, due_on=None), "Nhiệm vụ 1.1 chưa có thời hạn"),
        ("done_day", changed("t", state=r.TaskState.DONE), "Nhiệm vụ 1.1 hoàn thành nhưng chưa có ngày"),
        ("done_ahead", changed("t", state=r.TaskState.DONE, finished_on=date(2026, 7, 1)),
         "Nhiệm vụ 1.1 ghi hoàn thành ở ngày chưa đến"),
        ("returned", changed("sb", state=r.SubmissionState.RETURNED), "Trạm Y tế xã chưa nộp lại báo cáo bị trả"),
        ("sent", without("sb"), "Trạm Y tế xã chưa nộp báo cáo"),
        ("approved", changed("sb", state=r.SubmissionState.SENT), "Báo cáo của Trạm Y tế xã chờ duyệt"),
        ("results", without("r"), "1 chỉ tiêu chưa có số của 6 tháng đầu năm 2026"),
        ("marks", without("g"), "1 chỉ tiêu chưa có mức năm 2026"),
        ("results_period", changed("r", period="giữa năm"), "1 kết quả chỉ tiêu không thuộc kỳ nào"),
        ("numerator", changed("r", numerator=Decimal(11)), "Tử số lớn hơn mẫu số: Học sinh được khám mắt"),
        ("denominator", changed("r", unit_id="u", numerator=None, denominator=None, value=Decimal(80)),
         "Thiếu tử số, mẫu số: Học sinh được khám mắt"),
        ("denominator", changed("r", unit_id="u", denominator=None), "Thiếu tử số, mẫu số: Học sinh được khám mắt"),
        ("drafter", [*complete(), make.make_office(drafting_unit=None)], "Chưa có đơn vị soạn thảo"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(rule, records, text):
    assert found(*records)[rule] == text


def test_progress_of_no_period_is_named_with_its_task():
    assert found(*complete(), make.make_progress(task_id="t", period="đợt 1"))["progress_period"] == (
        "Kết quả nhiệm vụ 1.1 không thuộc kỳ nào"
    )


def test_the_plan_itself_is_signed_by_its_own_signer():
    assert "signer" in found(*complete(), form="ke-hoach", symbol=None)
    assert "signer" not in found(*changed("plan", signer_name="Vũ Bình", signer_title="CHỦ TỊCH"), form="ke-hoach")


def test_tasks_without_lead_are_one_finding_with_their_numbers():
    records = [record for record in complete() if not isinstance(record, r.Assignment)]
    records += [make.make_task(id=f"t{n}", number=f"2.{n}") for n in range(4)]
    finding = next(f for f in check_paper(facts(*records)) if f.id == "lead")
    assert (finding.text, finding.detail) == ("5 nhiệm vụ chưa có chủ trì", "1.1, 2.0, 2.1 và 2 nữa")
    assert finding.record_ids == ("t", "t0", "t1", "t2", "t3")


def test_reports_that_have_not_come_say_on_how_many_units_the_figures_rest():
    school = make.make_unit(id="u2", name="Trường tiểu học")
    missing = [*without("sb"), school, make.make_assignment(unit=school, task_id="t", role=r.Role.SUPPORT)]
    finding = next(f for f in check_paper(facts(*missing)) if f.id == "sent")
    assert finding.detail == "Số liệu mới tính 0/2 đơn vị: Trạm Y tế xã, Trường tiểu học"


def test_the_share_of_the_unit_that_follows_an_indicator_needs_no_denominator():
    records = changed("r", unit_id="u", numerator=None, denominator=None, value=Decimal(80))
    records = [replace(x, unit_id="u") if isinstance(x, r.Indicator) else x for x in records]
    assert "denominator" not in found(*records)


def test_a_group_without_members_gets_nothing():
    group = make.make_unit(id="g9", name="Các xóm", is_group=True)
    assert found(*complete(), group, make.make_assignment(unit=group, task_id="t"), form="giao-viec")["groups"] == (
        "Nhóm “Các xóm” chưa có thành viên"
    )


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ("Trạm Y tế xã;", True),
        ("- TYT xã (để t/h);", True),  # by its other name
        ("Phòng Kinh tế, Trạm Y tế;", True),
        ("Các cơ quan, đơn vị có liên quan;", True),
        ("Các phòng, ban, ngành, đoàn thể xã;", True),
        ("Như trên;", True),
        ("Các đơn vị y tế tuyến xã;", True),  # by the group it belongs to
        ("Thường trực Đảng ủy (để b/c);", False),
        ("Trạm Y tế xã Hòa Bình cũ ở bản Đông;", True),
        ("Các trường học, các thôn;", False),
        ("Lưu: VT, VHXH.", False),
    ],
)
def test_a_lead_unit_must_stand_under_the_recipients(line, reached):
    unit = make.make_unit(id="u", name="Trạm Y tế xã", kind=r.UnitKind.OFFICE)
    group = make.make_unit(id="g9", name="Các đơn vị y tế tuyến xã", is_group=True)
    records = [x for x in complete() if not isinstance(x, r.Recipient | r.Unit)]
    records += [unit, group, make.make_member(group, unit), make.make_alias(unit, name="TYT xã"),
                make.make_recipient(name=line)]  # fmt: skip
    assert ("recipients_lead" not in found(*records)) is reached


def test_a_missed_lead_is_an_error_and_a_missed_helper_a_remark():
    helper = make.make_unit(id="u2", name="Phòng Kinh tế")
    records = [x for x in complete() if not isinstance(x, r.Recipient)]
    records += [
        helper,
        make.make_assignment(unit=helper, task_id="t", role=r.Role.SUPPORT),
        make.make_recipient(name="Lưu: VT"),
    ]
    by_id = {finding.id: finding for finding in check_paper(facts(*records))}
    assert by_id["recipients_lead"].severity is Severity.ERROR
    assert by_id["recipients_lead"].detail == "Đơn vị chủ trì 1 nhiệm vụ phải có tên"
    assert (by_id["recipients_support"].severity, by_id["recipients_support"].text) == (
        Severity.WARNING,
        "Nơi nhận thiếu Phòng Kinh tế",
    )


def test_blank_number_and_day_are_a_reminder():
    finding = check_paper(facts(*complete(), number=None, issued_on=None))[0]
    assert (finding.severity, finding.text) == (Severity.REMINDER, "Để trống số và ngày")
    assert "blanks" not in found(*complete(), form="chi-tieu", number=None, issued_on=None)
    assert found(*complete(), form="giao-viec", symbol=None, number=None, issued_on=None)["blanks"] == "Để trống ngày"


def test_a_number_of_another_paper_is_refused_and_one_of_the_same_paper_is_not():
    other = make.make_paper(
        number="05", symbol="BC-UBND", period="2026-Q1", plan_id="plan", issued_on=date(2026, 3, 20)
    )
    assert found(*complete(), other)["number_taken"] == "Số 5/BC-UBND đã có trong sổ"
    assert "number_taken" not in found(*complete(), replace(other, period="2026-H1"))
    assert "number_taken" not in found(*complete(), replace(other, issued_on=date(2025, 3, 20)))


def test_a_day_before_the_plan_or_after_today_is_odd():
    assert found(*complete(), issued_on=date(2026, 1, 2))["day"] == "Ngày 02/01/2026 không khớp"
    assert "day" in found(*complete(), issued_on=date(2026, 6, 23))


def test_a_running_period_is_told():
    later = replace(WINDOW, data_to=date(2026, 6, 30))
    assert found(*complete(), window=later)["period_open"] == "Kỳ chưa hết: số liệu chốt ngày 30/6/2026"


def test_a_letter_asks_for_no_indicators_and_a_slip_only_for_its_own_tasks():
    records = [*without("r"), make.make_task(id="t2", number="9")]
    assert not {"results", "lead", "due"} & set(found(*records, form="don-doc"))
    assert "due" in found(*records, form="giao-viec")
    assert "due" not in found(*records, form="giao-viec", unit_id="u")


def test_errors_come_first():
    order = [finding.severity for finding in check_paper(facts(*changed("s", name=None), number=None, issued_on=None))]
    assert order == sorted(order, key=list(Severity).index)
    assert order[0] is Severity.ERROR


def test_rules_have_names_of_their_own_and_words_for_one_and_for_many():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.one for rule in RULES)
    assert len(rules_of("bao-cao")) > len(rules_of("don-doc"))
