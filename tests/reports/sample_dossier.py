"""An invented office with one reported half-year, small enough to read, with every case a form must cope with."""

from datetime import date
from decimal import Decimal

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.reports.forms.common import FormOptions, Request
from tests import factories as make
from tests.reports.plan_text import paragraphs

TODAY = date(2026, 6, 22)
WINDOW = Window(
    Period("2026-H1"), date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 17), "Theo kế hoạch: trước ngày 18/6"
)

OFFICE = make.make_office(id="office", name="xã Hòa Lâm", drafting_unit="Phòng Văn hóa - Xã hội")
PLAN = make.make_plan(id="plan", title="Thực hiện Đề án nâng cao sức khỏe học đường giai đoạn 2026 - 2030")

UNITS = tuple(
    make.make_unit(id=key, name=name, position=n, is_group=key == "schools")
    for n, (key, name) in enumerate(
        [
            ("culture", "Phòng Văn hóa - Xã hội"),
            ("clinic", "Trạm Y tế xã"),
            ("economy", "Phòng Kinh tế"),
            ("schools", "Các trường học"),
            ("primary", "Trường Tiểu học Hòa Lâm"),
            ("secondary", "Trường THCS Hòa Lâm"),
        ]
    )
)
MEMBERS = tuple(r.UnitMember(id=f"m-{u}", group_id="schools", unit_id=u) for u in ("primary", "secondary"))

SECTIONS = (
    make.make_section(PLAN, id="s3", number="III.", title="NHIỆM VỤ", level=1, position=1),
    make.make_section(PLAN, id="s31", parent_id="s3", number="1.", title="Khám và theo dõi sức khỏe", level=2, position=2),
    make.make_section(PLAN, id="s32", parent_id="s3", number="2.", title="Nước uống, vệ sinh", level=2, position=3),
)  # fmt: skip


def _task(key: str, title: str, section: str | None, **facts) -> r.Task:
    return make.make_task(PLAN, id=key, title=title, section_id=section, **facts)


TASKS = (
    _task("eyes", "Khám mắt cho học sinh", "s31", due_kind=r.DueKind.DATE, due_on=date(2026, 4, 30),
          state=r.TaskState.DONE, finished_on=date(2026, 4, 28), officer="Hà Minh Lộc", supervisor="Đỗ Minh Khuê",
          product="Danh sách học sinh cận thị", approver="Chủ tịch UBND xã"),
    _task("teeth", "Khám răng, trám răng sữa", "s31", due_kind=r.DueKind.DATE, due_on=date(2026, 3, 31),
          state=r.TaskState.DONE, finished_on=date(2026, 4, 9), officer="Hà Minh Lộc"),
    _task("books", "Lập sổ sức khỏe điện tử cho từng em…", "s31",
          content="Lập sổ sức khỏe điện tử cho từng em và cập nhật sau mỗi lần khám.",
          due_kind=r.DueKind.DATE, due_on=date(2026, 5, 31), state=r.TaskState.IN_PROGRESS),
    _task("water", "Kiểm tra nước uống hằng quý", "s32", due_kind=r.DueKind.ONGOING, state=r.TaskState.IN_PROGRESS),
    _task("toilets", "Sửa nhà vệ sinh ở 5 trường", "s32", due_kind=r.DueKind.UNTIL_YEAR, due_text="đến năm 2028"),
    _task("spray", "Phun thuốc diệt muỗi", "s32", due_kind=r.DueKind.MONTHS, months=(4, 6, 9)),
    _task("rules", "Ban hành quy chế y tế trường học", None, due_kind=r.DueKind.DATE, due_on=date(2026, 9, 30)),
)  # fmt: skip

_ROLES = {
    "eyes": (["clinic"], ["schools"]), "teeth": (["clinic"], ["schools"]), "books": (["clinic", "culture"], []),
    "water": (["schools"], ["clinic"]), "toilets": (["economy"], ["schools"]), "spray": (["clinic"], []),
    "rules": ([], ["culture"]),
}  # fmt: skip
ASSIGNMENTS = tuple(
    r.Assignment(id=f"a-{task}-{unit}-{role}", task_id=task, unit_id=unit, role=role)
    for task, (leads, supports) in _ROLES.items()
    for role, units in ((r.Role.LEAD, leads), (r.Role.SUPPORT, supports))
    for unit in units
)

PROGRESS = (
    make.make_progress(TASKS[0], result="Khám 812 em, 96 em cận thị"),
    make.make_progress(TASKS[1], result="Khám 640 em."),
    make.make_progress(TASKS[2], result="Lập 410/905 sổ", difficulty="Máy tính của trạm hỏng từ tháng 5", proposal="Cấp 1 máy tính"),
    make.make_progress(TASKS[3], unit_id="primary", result="Lấy 2 mẫu, đạt"),
    make.make_progress(TASKS[3], unit_id="secondary", result="Lấy 1 mẫu, đạt"),
    make.make_progress(TASKS[5], period="2026-Q1", result="Phun đợt tháng 4 ở 3 thôn"),
)  # fmt: skip


def _indicator(key: str, name: str, measure: str, operator: r.Operator, **facts) -> r.Indicator:
    return make.make_indicator(PLAN, id=key, name=name, measure=measure, operator=operator, **facts)


INDICATORS = (
    _indicator("i-eyes", "Học sinh được khám mắt", "%", r.Operator.GTE, unit_id="clinic"),
    _indicator("i-books", "Học sinh có sổ sức khỏe điện tử", "%", r.Operator.GT, unit_id="clinic"),
    _indicator("i-fat", "Học sinh thừa cân", "%", r.Operator.LTE),
    _indicator("i-height", "Chiều cao trung bình học sinh lớp 5", "cm", r.Operator.INC_GTE),
    _indicator("i-nurse", "Trường có nhân viên y tế", "trường", r.Operator.EQ, note="Cả xã có 5 trường"),
    _indicator("i-empty", "Trường có tủ thuốc", "trường", r.Operator.RANGE),
)
_TARGETS = (
    ("i-eyes", 2026, "95", None), ("i-eyes", 2030, "100", None), ("i-books", 2026, "90", None), ("i-fat", None, "12", None),
    ("i-height", 2030, "1.5", None), ("i-nurse", 2026, "4", None), ("i-nurse", 2030, "5", None), ("i-empty", 2026, "3", "5"),
)  # fmt: skip
TARGETS = tuple(
    make.make_target(
        id=f"t{n}", indicator_id=key, year=year, value=Decimal(low), value_max=Decimal(high) if high else None
    )
    for n, (key, year, low, high) in enumerate(_TARGETS)
)
RESULTS = (
    make.make_result(INDICATORS[0], numerator=Decimal(812), denominator=Decimal(850)),
    make.make_result(INDICATORS[0], period="2025", value=Decimal("88.4")),
    make.make_result(INDICATORS[1], unit_id="primary", numerator=Decimal(310), denominator=Decimal(520)),
    make.make_result(INDICATORS[1], unit_id="secondary", numerator=Decimal(100), denominator=Decimal(385)),
    make.make_result(INDICATORS[2], value=Decimal("11.2"), note="Đo đầu học kỳ II"),
    make.make_result(INDICATORS[3], numerator=Decimal(5), denominator=Decimal(0)),
    make.make_result(INDICATORS[4], period="2026-Q1", value=Decimal(4)),
)

SUBMISSIONS = (
    make.make_submission(UNITS[0], state=r.SubmissionState.APPROVED, received_on=date(2026, 6, 15)),
    make.make_submission(UNITS[1], state=r.SubmissionState.SENT, received_on=date(2026, 6, 19)),
    make.make_submission(UNITS[4], state=r.SubmissionState.APPROVED, received_on=date(2026, 6, 17), is_nil=True),
    make.make_submission(UNITS[5], state=r.SubmissionState.RETURNED, received_on=date(2026, 6, 17)),
)

DOSSIER = Dossier(
    office=OFFICE,
    plan=PLAN,
    plans=(PLAN,),
    signers=(make.make_signer(id="vice"), make.make_signer(id="chief", authority="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH", name="Lý Thu Ba")),
    units=UNITS,
    members=MEMBERS,
    sections=SECTIONS,
    paragraphs=paragraphs(PLAN),
    funding=(make.make_funding(PLAN, text="- Ngân sách xã 120 triệu đồng;"),),
    recipients=(make.make_recipient(PLAN, name="- Sở Y tế (để b/c);"), make.make_recipient(PLAN, name="Lưu: VT, VHXH.")),
    tasks=TASKS,
    assignments=ASSIGNMENTS,
    indicators=INDICATORS,
    targets=TARGETS,
    results=RESULTS,
    progress=PROGRESS,
    submissions=SUBMISSIONS,
)  # fmt: skip


def request(dossier: Dossier = DOSSIER, unit_id: str | None = None, **options) -> Request:
    """A print of the sample on 22 June 2026."""
    return Request(dossier, WINDOW, TODAY, unit_id, FormOptions(**options))
