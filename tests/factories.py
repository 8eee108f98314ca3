"""Valid domain records with only the facts that matter spelt out: make_unit(name="Trạm Y tế"). Names are invented."""

from datetime import date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier

_numbers = count(1)
VIETNAM = timezone(timedelta(hours=7))


def new_id() -> str:
    """A different UUID each time, the same ones in every run."""
    return f"00000000-0000-4000-8000-{next(_numbers):012x}"


def fixed_clock(moment: datetime = datetime(2026, 7, 6, 14, 3, 22, tzinfo=VIETNAM)) -> Clock:
    """A clock that stands still; ids differ all the same."""
    return Clock(now=lambda: moment, new_id=new_id)


def make_office(**facts: Any) -> r.Office:
    return r.Office(
        **{"id": new_id(), "name": "Hòa Lâm", "province": "tỉnh Bình Khê", "drafting_unit": "VHXH", **facts}
    )


def make_signer(**facts: Any) -> r.Signer:
    return r.Signer(
        **{
            "id": new_id(),
            "authority": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
            "title": "PHÓ CHỦ TỊCH",
            "name": "Đỗ Minh Khuê",
            **facts,
        }
    )


def make_unit(**facts: Any) -> r.Unit:
    return r.Unit(**{"id": new_id(), "name": "Trạm Y tế xã", **facts})


def make_alias(unit: r.Unit | None = None, **facts: Any) -> r.UnitAlias:
    return r.UnitAlias(**{"id": new_id(), "unit_id": unit.id if unit else new_id(), "name": "TYT xã", **facts})


def make_member(group: r.Unit | None = None, unit: r.Unit | None = None, **facts: Any) -> r.UnitMember:
    links = {"group_id": group.id if group else new_id(), "unit_id": unit.id if unit else new_id()}
    return r.UnitMember(**{"id": new_id(), **links, **facts})


def make_plan(**facts: Any) -> r.Plan:
    return r.Plan(
        **{
            "id": new_id(),
            "title": "Nâng cao sức khỏe học đường giai đoạn 2026 - 2030",
            "number": "27",
            "symbol": "KH-UBND",
            "issued_on": date(2026, 1, 15),
            "place": "Hòa Lâm",
            "first_year": 2026,
            "last_year": 2030,
            **facts,
        }
    )


def _of(plan: r.Plan | None) -> dict[str, str]:
    return {"id": new_id(), "plan_id": plan.id if plan else new_id()}


def make_section(plan: r.Plan | None = None, **facts: Any) -> r.Section:
    return r.Section(
        **{**_of(plan), "number": "II.", "title": "NHIỆM VỤ, GIẢI PHÁP", "level": 1, "position": 0, **facts}
    )


def make_paragraph(plan: r.Plan | None = None, **facts: Any) -> r.Paragraph:
    return r.Paragraph(
        **{**_of(plan), "position": 0, "kind": "text", "text": "Trường học kiểm tra nước uống hằng quý.", **facts}
    )


def make_legal_basis(plan: r.Plan | None = None, **facts: Any) -> r.LegalBasis:
    return r.LegalBasis(**{**_of(plan), "text": "Căn cứ Quyết định số 9/QĐ-UBND;", "number": "9/QĐ-UBND", **facts})


def make_recipient(plan: r.Plan | None = None, **facts: Any) -> r.Recipient:
    return r.Recipient(**{**_of(plan), "name": "Lưu: VT, VHXH.", **facts})


def make_funding(plan: r.Plan | None = None, **facts: Any) -> r.Funding:
    return r.Funding(**{**_of(plan), "text": "Kinh phí lấy từ ngân sách xã.", **facts})


def make_task(plan: r.Plan | None = None, **facts: Any) -> r.Task:
    return r.Task(**{**_of(plan), "number": "1.1", "title": "Khám mắt cho học sinh", **facts})


def make_assignment(task: r.Task | None = None, unit: r.Unit | None = None, **facts: Any) -> r.Assignment:
    links = {"task_id": task.id if task else new_id(), "unit_id": unit.id if unit else new_id()}
    return r.Assignment(**{"id": new_id(), **links, "role": r.Role.LEAD, **facts})


def make_indicator(plan: r.Plan | None = None, **facts: Any) -> r.Indicator:
    return r.Indicator(
        **{
            **_of(plan),
            "name": "Học sinh được khám mắt",
            "measure": "%",
            "operator": r.Operator.GTE,
            **facts,
        }
    )


def _on(indicator: r.Indicator | None) -> dict[str, str]:
    return {"id": new_id(), "indicator_id": indicator.id if indicator else new_id()}


def make_target(indicator: r.Indicator | None = None, **facts: Any) -> r.Target:
    return r.Target(**{**_on(indicator), "year": 2026, **facts})


def make_result(indicator: r.Indicator | None = None, **facts: Any) -> r.Result:
    return r.Result(**{**_on(indicator), "period": "2026-H1", **facts})


def make_progress(task: r.Task | None = None, **facts: Any) -> r.Progress:
    return r.Progress(**{"id": new_id(), "task_id": task.id if task else new_id(), "period": "2026-H1", **facts})


def make_submission(unit: r.Unit | None = None, **facts: Any) -> r.Submission:
    return r.Submission(**{"id": new_id(), "unit_id": unit.id if unit else new_id(), "period": "2026-H1", **facts})


def make_cycle(plan: r.Plan | None = None, **facts: Any) -> r.ReportCycle:
    return r.ReportCycle(**{**_of(plan), "cycle": r.Cycle.HALF, "day": 15, "month": 6, **facts})


def make_paper(plan: r.Plan | None = None, **facts: Any) -> r.IssuedPaper:
    return r.IssuedPaper(
        **{
            "id": new_id(),
            "plan_id": plan.id if plan else None,
            "form": "bao-cao",
            "period": "2026-H1",
            "title": "Báo cáo kết quả 6 tháng",
            "file_name": "bao-cao.pdf",
            "sha256": "0" * 64,
            "printed_at": datetime(2026, 6, 20, 9, 30, tzinfo=VIETNAM),
            **facts,
        }
    )


def make_layout(**facts: Any) -> r.FormLayout:
    return r.FormLayout(**{"id": new_id(), "form": "tien-do", "columns": "number\ntitle\ndue = Hạn", **facts})


def make_narrative(plan: r.Plan | None = None, **facts: Any) -> r.Narrative:
    return r.Narrative(
        **{
            "id": new_id(),
            "plan_id": plan.id if plan else new_id(),
            "form": "bao-cao",
            "period": "2026-H1",
            "part": "opening",
            "text": "Xã đã làm **xong**.",
            "drafted": "Xã đã làm.",
            **facts,
        }
    )


_LISTS = {
    r.Signer: "signers", r.Unit: "units", r.UnitAlias: "aliases", r.UnitMember: "members", r.Section: "sections",
    r.Paragraph: "paragraphs", r.LegalBasis: "legal_bases", r.Recipient: "recipients", r.Funding: "funding",
    r.Task: "tasks", r.Assignment: "assignments", r.Indicator: "indicators", r.Target: "targets",
    r.Result: "results", r.Progress: "progress", r.Submission: "submissions", r.ReportCycle: "cycles",
    r.IssuedPaper: "papers",
    r.FormLayout: "layouts",
    r.Narrative: "narratives",
}  # fmt: skip


def make_dossier(*records: r.Record, office: r.Office | None = None, plan: r.Plan | None = None) -> Dossier:
    """A dossier of the given records, each put into its list; a plan among them, or `plan`, is the one shown."""
    plans = [record for record in records if isinstance(record, r.Plan)]
    plan = plan or (plans[0] if plans else make_plan())
    lists: dict[str, list[r.Record]] = {}
    for record in records:
        if not isinstance(record, r.Plan | r.Office):
            lists.setdefault(_LISTS[type(record)], []).append(record)
    offices = [record for record in records if isinstance(record, r.Office)]
    office = office or (offices[0] if offices else make_office())
    return Dossier(
        office=office, plan=plan, plans=tuple(plans or [plan]), **{name: tuple(rows) for name, rows in lists.items()}
    )


def make_office_file(path: Path, *records: r.Record, **facts: Any):
    """An open office file with these records in it, written as one import step."""
    from kehoach_desktop.domain.history import StepKind
    from kehoach_desktop.storage.office_file import OfficeFile

    given = {"office": make_office(), "author": "Mai Lan", "site": "site-a", "clock": fixed_clock(), **facts}
    office_file = OfficeFile.create(path, **given)
    if records:
        with office_file.step("Chuẩn bị dữ liệu", StepKind.IMPORT) as rows:
            rows.add_all(records)
    return office_file
