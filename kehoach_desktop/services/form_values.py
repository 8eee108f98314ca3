"""What placeholders in a form of others stand for: the office, plan, period, counts, indicators and units of one dossier.

The figures and words are those of our own printed forms. Names are data: a table of name and meaning for each kind.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.indicators import Verdict, is_percent, target_text
from kehoach_desktop.domain.placeholders import Loop, LoopRecord, Number, Placeholder, Slugs, Value, Vocabulary, Year
from kehoach_desktop.domain.printable import one_line, tidy
from kehoach_desktop.domain.progress import Box, BoxCounts, Status, box_of, count_boxes, status_of
from kehoach_desktop.domain.records import Role, SubmissionState, Target, Task, Unit, UnitKind
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.indicator_results import Standing, standings
from kehoach_desktop.reports.forms.task_progress import state_text

Names = dict[str, str]

# The names that stand alone, with what they mean. The values follow under the same names.
OFFICE: Names = {
    "co_quan.ten": "Tên cơ quan, ví dụ xã An Bình",
    "co_quan.ten_day_du": "Ủy ban nhân dân xã …",
    "co_quan.ten_hoa": "ỦY BAN NHÂN DÂN XÃ …",
    "co_quan.dia_danh": "Địa danh trước ngày tháng",
    "co_quan.tinh": "Tỉnh, thành phố",
    "co_quan.don_vi_soan": "Đơn vị soạn thảo",
}
PLAN: Names = {
    "ke_hoach.ten": "Trích yếu kế hoạch",
    "ke_hoach.so": "Số của kế hoạch",
    "ke_hoach.ky_hieu": "Ký hiệu, ví dụ KH-UBND",
    "ke_hoach.ngay_ban_hanh": "Ngày ban hành",
    "ke_hoach.day_du": "Kế hoạch số …/KH-UBND ngày …",
    "ke_hoach.nam_dau": "Năm đầu của giai đoạn",
    "ke_hoach.nam_cuoi": "Năm cuối của giai đoạn",
}
PERIOD: Names = {
    "ky.ten": "Tên kỳ báo cáo",
    "ky.ten_ngan": "Tên kỳ viết ngắn",
    "ky.nam": "Năm của kỳ",
    "ky.tu_ngay": "Số liệu từ ngày",
    "ky.den_ngay": "Số liệu đến ngày",
    "ky.han_nop": "Hạn nộp báo cáo",
    "ngay_lap": "Ngày điền biểu",
    "ngay_lap.ngay": "Ngày điền biểu: ngày, có số 0",
    "ngay_lap.thang": "Ngày điền biểu: tháng, có số 0",
    "ngay_lap.nam": "Ngày điền biểu: năm",
    "ngay_lap.bang_chu": "Ngày điền biểu, ngày … tháng … năm …",
}
SIGNER: Names = {
    "nguoi_ky.quyen_han": "Các dòng TM., KT. trên chữ ký",
    "nguoi_ky.chuc_vu": "Chức vụ người ký",
    "nguoi_ky.ho_ten": "Họ tên người ký",
}
COUNTS: Names = {
    "tong": "Tổng số nhiệm vụ",
    "hoan_thanh": "Nhiệm vụ đã hoàn thành",
    "dung_han": "Nhiệm vụ đã hoàn thành đúng hạn",
    "hoan_thanh_qua_han": "Nhiệm vụ đã hoàn thành quá hạn",
    "chua_hoan_thanh": "Nhiệm vụ chưa hoàn thành",
    "trong_han": "Nhiệm vụ chưa hoàn thành, trong hạn",
    "qua_han": "Nhiệm vụ chưa hoàn thành, quá hạn",
    "ty_le": "Tỷ lệ nhiệm vụ hoàn thành (%)",
}
VERDICTS: Names = {
    "chi_tieu.tong": "Tổng số chỉ tiêu",
    "chi_tieu.dat": "Số chỉ tiêu đạt",
    "chi_tieu.chua_dat": "Số chỉ tiêu chưa đạt",
    "chi_tieu.chua_co_so": "Số chỉ tiêu chưa có số liệu",
}
INDICATOR: Names = {
    "ket_qua": "Kết quả trong kỳ",
    "muc": "Mục tiêu của năm (số)",
    "muc_bang_chu": "Mục tiêu của năm, viết bằng chữ",
    "ty_le": "Kết quả so với mục tiêu (%)",
    "danh_gia": "Đạt hay chưa đạt",
    "tu_so": "Tử số",
    "mau_so": "Mẫu số",
    "nam_truoc": "Thực hiện năm trước",
    "don_vi_tinh": "Đơn vị tính",
    "ten": "Tên chỉ tiêu",
    "don_vi": "Đơn vị theo dõi",
    "ghi_chu": "Ghi chú",
}
TASK: Names = {
    "tt": "Số thứ tự trong bảng",
    "so": "Số của nhiệm vụ trong kế hoạch",
    "ten": "Nội dung nhiệm vụ",
    "muc": "Mục của kế hoạch",
    "chu_tri": "Đơn vị chủ trì",
    "phoi_hop": "Đơn vị phối hợp",
    "han": "Thời hạn",
    "san_pham": "Sản phẩm",
    "can_bo": "Cán bộ phụ trách",
    "lanh_dao": "Lãnh đạo phụ trách",
    "tham_quyen": "Cấp trình, thẩm quyền",
    "tinh_trang": "Tình trạng theo bốn ô thống kê",
    "ngay_tre": "Số ngày quá hạn",
    "ngay_xong": "Ngày hoàn thành",
    "ket_qua": "Kết quả trong kỳ",
    "kho_khan": "Khó khăn, vướng mắc",
    "de_xuat": "Đề xuất, kiến nghị",
    "ghi_chu": "Ghi chú",
}
UNIT: Names = {
    "ten": "Tên đơn vị",
    "nguoi_dung_dau": "Người đứng đầu",
    "chuc_danh": "Chức danh người đứng đầu",
    "dien_thoai": "Điện thoại",
    **{name: meaning.replace("Nhiệm vụ", "Nhiệm vụ chủ trì", 1) for name, meaning in COUNTS.items()},
    "bao_cao": "Tình trạng nộp báo cáo kỳ này",
    "ngay_nop": "Ngày nộp báo cáo kỳ này",
}
TASK_TAGS: Names = {
    "hoan_thanh": "đã hoàn thành",
    "chua_hoan_thanh": "chưa hoàn thành",
    "dung_han": "đã hoàn thành đúng hạn",
    "hoan_thanh_qua_han": "đã hoàn thành quá hạn",
    "trong_han": "chưa hoàn thành, trong hạn",
    "qua_han": "chưa hoàn thành, quá hạn",
    "sap_den_han": "sắp đến hạn",
    "thuong_xuyen": "thường xuyên",
    "chua_giao": "chưa có đơn vị chủ trì",
}
INDICATOR_TAGS: Names = {"dat": "đạt", "chua_dat": "chưa đạt", "chua_co_so": "chưa có số liệu"}
UNIT_TAGS: Names = {
    "phong": "phòng, trạm, công an …",
    "truong": "trường học",
    "doan_the": "đoàn thể",
    "thon": "thôn, tổ dân phố",
    "khac": "đơn vị khác",
    "chu_tri": "có nhiệm vụ chủ trì",
    "da_nop": "đã nộp báo cáo kỳ này",
    "chua_nop": "chưa nộp báo cáo kỳ này",
}
STATES = TASK_TAGS | INDICATOR_TAGS | UNIT_TAGS  # filters that do not depend on an office's units
WHOLE = ("Cơ quan", "Kế hoạch", "Kỳ báo cáo", "Người ký", "Nhiệm vụ", "Chỉ tiêu")  # headings that are of no one thing
_BOX_TAGS = {
    Box.DONE_ON_TIME: ("dung_han", "hoan_thanh"),
    Box.DONE_LATE: ("hoan_thanh_qua_han", "hoan_thanh"),
    Box.OPEN_ON_TIME: ("trong_han", "chua_hoan_thanh"),
    Box.OPEN_LATE: ("qua_han", "chua_hoan_thanh"),
}
_STATUS_TAGS = {Status.SOON: "sap_den_han", Status.ONGOING: "thuong_xuyen"}
_SENT = (SubmissionState.SENT, SubmissionState.APPROVED)
_SHORT = {"bảo hiểm y tế": "BHYT", "bảo hiểm xã hội": "BHXH"}  # so that a name can be typed by hand


def vocabulary(request: Request) -> Vocabulary:
    """Every placeholder of a plan and period with its present value, and the records that rows are repeated for."""
    standing = standings(request)
    leads = {unit.id: tasks for unit, tasks in common.leads_with_tasks(request.dossier) if unit}
    units = [(slug, unit) for slug, unit in _named(request.dossier.units, lambda unit: unit.name) if not unit.is_group]
    indicators = _named(standing, lambda each: each.indicator.name)
    unit_values = {unit.id: _unit(request, unit, leads.get(unit.id, [])) for _, unit in units}
    return Vocabulary(
        (
            *_listed(OFFICE, _office(request), "Cơ quan"),
            *_listed(PLAN, _plan(request), "Kế hoạch"),
            *_listed(PERIOD, _period(request), "Kỳ báo cáo"),
            *_listed(SIGNER, _signer(request), "Người ký"),
            *_listed(COUNTS, _counts(count_boxes(request.dossier.tasks, request.as_of)), "Nhiệm vụ", "nhiem_vu."),
            *_listed(VERDICTS, _verdicts(standing), "Chỉ tiêu"),
            *_of_indicators(request, indicators),
            *(
                placeholder
                for slug, unit in units
                for placeholder in _listed(UNIT, unit_values[unit.id], one_line(unit.name), f"don_vi.{slug}.")
            ),
        ),
        (
            Loop("nhiem_vu", "Mỗi nhiệm vụ một dòng", TASK, TASK_TAGS | _unit_tags(units), _tasks(request, units)),
            Loop("chi_tieu", "Mỗi chỉ tiêu một dòng", {"tt": "Số thứ tự trong bảng", **INDICATOR},
                 INDICATOR_TAGS | _unit_tags(units), _indicator_rows(request, standing, units)),
            Loop("don_vi", "Mỗi đơn vị một dòng", {"tt": "Số thứ tự trong bảng", **UNIT}, UNIT_TAGS,
                 _unit_rows(request, units, unit_values)),
        ),
    )  # fmt: skip


def _named(things: Any, name_of: Callable[[Any], str]) -> list[tuple[str, Any]]:
    """Things with a slug each, in their order."""
    slugs = Slugs()
    return [(slugs.take(_shortened(name_of(thing))), thing) for thing in things]


def _shortened(name: str) -> str:
    for words, letters in _SHORT.items():
        name = name.replace(words, letters)
    return name


def _listed(names: Names, values: Mapping[str, Value], group: str, prefix: str = "") -> Iterator[Placeholder]:
    """A placeholder for each name of a table."""
    for name, meaning in names.items():
        yield Placeholder(f"{prefix}{name}", meaning, values[name], group)


def _number(value: Decimal | None, mark: Decimal | None = None, *, percent: bool = False) -> Number | None:
    return None if value is None else Number(value, common.rounded(value, mark), percent)


# --- values by name ---


def _office(request: Request) -> dict[str, Value]:
    office = request.dossier.office
    name = paper.agency_name(office)
    return {
        "co_quan.ten": paper.short_name(office),
        "co_quan.ten_day_du": name,
        "co_quan.ten_hoa": name.upper(),
        "co_quan.dia_danh": paper.place_name(office),
        "co_quan.tinh": one_line(office.province),
        "co_quan.don_vi_soan": one_line(office.drafting_unit),
    }


def _plan(request: Request) -> dict[str, Value]:
    plan = request.dossier.plan
    return {
        "ke_hoach.ten": one_line(plan.title) if plan else None,
        "ke_hoach.so": paper.paper_number(plan.number) if plan else None,
        "ke_hoach.ky_hieu": one_line(plan.symbol) if plan else None,
        "ke_hoach.ngay_ban_hanh": plan.issued_on if plan else None,
        "ke_hoach.day_du": paper.plan_name(plan) if plan else None,
        "ke_hoach.nam_dau": Year(plan.first_year) if plan and plan.first_year else None,
        "ke_hoach.nam_cuoi": Year(plan.last_year) if plan and plan.last_year else None,
    }


def _period(request: Request) -> dict[str, Value]:
    window, on = request.window, request.on
    day, month = paper.long_date(on).split()[1::2][:2]
    return {
        "ky.ten": window.period.title,
        "ky.ten_ngan": window.period.short_title,
        "ky.nam": Year(window.period.year),
        "ky.tu_ngay": window.data_from,
        "ky.den_ngay": window.data_to,
        "ky.han_nop": window.due_on,
        "ngay_lap": on,
        "ngay_lap.ngay": day,
        "ngay_lap.thang": month,
        "ngay_lap.nam": Year(on.year),
        "ngay_lap.bang_chu": paper.long_date(on),
    }


def _signer(request: Request) -> dict[str, Value]:
    signature = common.signature(request)
    *authority, title = signature.heads
    return {
        "nguoi_ky.quyen_han": "\n".join(authority),
        "nguoi_ky.chuc_vu": title,
        "nguoi_ky.ho_ten": signature.name,
    }


def _counts(counts: BoxCounts) -> dict[str, Value]:
    return {
        "tong": counts.total,
        "hoan_thanh": counts.done,
        "dung_han": counts.done_on_time,
        "hoan_thanh_qua_han": counts.done_late,
        "chua_hoan_thanh": counts.open,
        "trong_han": counts.open_on_time,
        "qua_han": counts.open_late,
        "ty_le": _number(counts.rate, percent=True),
    }


def _verdicts(standing: list[Standing]) -> dict[str, Value]:
    tags = [_verdict_tag(each) for each in standing]
    return {"chi_tieu.tong": len(tags), **{f"chi_tieu.{tag}": tags.count(tag) for tag in INDICATOR_TAGS}}


def _verdict_tag(standing: Standing) -> str:
    if standing.verdict is Verdict.NO_DATA:
        return "chua_co_so"
    return "dat" if standing.verdict is Verdict.MET else "chua_dat"


def _of_indicators(request: Request, indicators: list[tuple[str, Standing]]) -> Iterator[Placeholder]:
    """The values of each indicator, with its marks of single years."""
    for slug, standing in indicators:
        group, prefix = one_line(standing.indicator.name), f"chi_tieu.{slug}."
        yield from _listed(INDICATOR, _indicator(request, standing), group, prefix)
        for target in request.dossier.targets_of(standing.indicator.id):
            if target.year and target.value is not None:
                meaning = f"Mục tiêu năm {target.year} (số)"
                yield Placeholder(f"{prefix}muc_{target.year}", meaning, _mark(standing, target), group)


def _mark(standing: Standing, target: Target | None) -> Value:
    if target is None or target.value is None:
        return None
    return Number(target.value, target.value, is_percent(standing.indicator.measure))


def _indicator(request: Request, standing: Standing) -> dict[str, Value]:
    indicator, figure, target = standing.indicator, standing.figure, standing.target
    percent = is_percent(indicator.measure)
    unit = request.dossier.unit_by_id.get(indicator.unit_id or "")
    own = [r.note for r in request.dossier.results_of(indicator.id, request.period.id) if r.unit_id is None and r.note]
    return {
        "ket_qua": _number(figure.value, standing.mark, percent=percent),
        "muc": _mark(standing, target),
        "muc_bang_chu": target_text(target, standing.operator, indicator.measure) if target else None,
        "ty_le": _number(standing.share, Decimal(100), percent=True),
        "danh_gia": standing.words,
        "tu_so": _whole(figure.numerator),
        "mau_so": _whole(figure.denominator),
        "nam_truoc": _number(standing.before, percent=percent),
        "don_vi_tinh": tidy(indicator.measure),
        "ten": tidy(indicator.name),
        "don_vi": one_line(unit.name) if unit else None,
        "ghi_chu": tidy(own[0] if own else indicator.note),
    }


def _whole(value: Decimal | None) -> Number | None:
    return None if value is None else Number(value, value)


def _task(request: Request, task: Task) -> dict[str, Value]:
    reported = common.progress_in(request, task)
    due = common.due_cell(task)
    return {
        "so": one_line(task.number),
        "ten": common.task_text(task),
        "muc": request.dossier.section_path(task.section_id),
        "chu_tri": common.unit_names(request, task, Role.LEAD),
        "phoi_hop": common.unit_names(request, task, Role.SUPPORT),
        "han": due if isinstance(due, date) else str(due or ""),
        "san_pham": tidy(task.product),
        "can_bo": one_line(task.officer),
        "lanh_dao": one_line(task.supervisor),
        "tham_quyen": one_line(task.approver),
        "tinh_trang": state_text(request, task),
        "ngay_tre": _days_late(request, task),
        "ngay_xong": task.finished_on,
        "ket_qua": common.told(request, reported, "result"),
        "kho_khan": common.told(request, reported, "difficulty"),
        "de_xuat": common.told(request, reported, "proposal"),
        "ghi_chu": tidy(task.note),
    }


def _days_late(request: Request, task: Task) -> int | None:
    view = status_of(task, request.as_of)
    return view.days if view.status in (Status.LATE, Status.DONE_LATE) else None


def _unit(request: Request, unit: Unit, tasks: list[Task]) -> dict[str, Value]:
    submission = request.dossier.submission_of(unit.id, request.period.id)
    state = submission.state if submission else SubmissionState.NOT_SENT
    is_nil = submission is not None and submission.is_nil and state in _SENT
    return {
        "ten": one_line(unit.name),
        "nguoi_dung_dau": one_line(unit.head),
        "chuc_danh": one_line(unit.head_title),
        "dien_thoai": one_line(unit.phone),
        **_counts(count_boxes(tasks, request.as_of)),
        "bao_cao": "Không phát sinh" if is_nil else CHOICE_LABELS[SubmissionState][state],
        "ngay_nop": submission.received_on if submission and state is not SubmissionState.NOT_SENT else None,
    }


# --- rows to repeat ---


def _unit_tags(units: list[tuple[str, Unit]]) -> dict[str, str]:
    """Units as filters of rows, under the names they have as placeholders; the words of states come first."""
    return {slug: one_line(unit.name) for slug, unit in units if slug not in STATES}


def _rows(found: Iterator[tuple[dict[str, Value], set[str]]]) -> tuple[LoopRecord, ...]:
    return tuple(LoopRecord(values, frozenset(tags)) for values, tags in found)


def _tasks(request: Request, units: list[tuple[str, Unit]]) -> tuple[LoopRecord, ...]:
    slugs = {unit.id: slug for slug, unit in units}

    def rows() -> Iterator[tuple[dict[str, Value], set[str]]]:
        for task in request.dossier.tasks:
            leads = request.dossier.units_of(task.id, Role.LEAD)
            tags = {*_BOX_TAGS[box_of(task, request.as_of)], *(slugs[unit.id] for unit in leads if unit.id in slugs)}
            status = _STATUS_TAGS.get(status_of(task, request.as_of).status)
            tags |= {tag for tag in (status, "" if leads else "chua_giao") if tag}
            yield _task(request, task), tags

    return _rows(rows())


def _indicator_rows(
    request: Request, standing: list[Standing], units: list[tuple[str, Unit]]
) -> tuple[LoopRecord, ...]:
    slugs = {unit.id: slug for slug, unit in units}
    return _rows(
        (_indicator(request, each), {_verdict_tag(each), slugs.get(each.indicator.unit_id or "", "")})
        for each in standing
    )


def _unit_rows(
    request: Request, units: list[tuple[str, Unit]], values: Mapping[str, dict[str, Value]]
) -> tuple[LoopRecord, ...]:
    def rows() -> Iterator[tuple[dict[str, Value], set[str]]]:
        for _, unit in units:
            submission = request.dossier.submission_of(unit.id, request.period.id)
            sent = submission is not None and submission.state in _SENT
            tags = {_KIND_TAGS[unit.kind], "da_nop" if sent else "chua_nop"}
            yield values[unit.id], tags | ({"chu_tri"} if values[unit.id]["tong"] else set())

    return _rows(rows())


_KIND_TAGS = {kind: kind.value for kind in UnitKind}
