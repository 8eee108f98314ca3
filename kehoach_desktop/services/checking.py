"""Looking an office file over: is it whole, do its records hold together, what is missing; changes nothing."""

from enum import StrEnum
from pathlib import Path

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Role
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import drives
from kehoach_desktop.services.offices import load, open_office
from kehoach_desktop.storage import chain
from kehoach_desktop.storage.glance import refuse_by_header, refuse_unsound
from kehoach_desktop.storage.integrity import integrity_faults

_REWRITTEN = "Lịch sử sửa đổi đã bị sửa ngoài chương trình: mã lịch sử không còn khớp."


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "lỗi"
    WARNING = "nhắc"


@frozen
class Finding:
    """One thing to look at; kind and id lead to the record where there is one."""

    level: Level
    text: str
    kind: str | None = None
    record_id: str | None = None


def check_file(path: Path) -> list[Finding]:
    """Integrity of the file and completeness of every plan in it. A file that cannot be opened raises its fault."""
    with open_office(path) as office_file:
        findings = [Finding(Level.ERROR, text) for text in integrity_faults(office_file)]
        findings += [Finding(Level.ERROR, _REWRITTEN) for _ in chain.broken_sites(office_file)]
        if findings:  # a broken file is not read any further: its records may point nowhere
            return findings
        for plan in load(office_file).plans:
            findings += check_dossier(load(office_file, plan.id))
    return findings


def check_dossier(dossier: Dossier) -> list[Finding]:
    """What a clerk should complete before printing."""
    findings = [
        Finding(Level.WARNING, f"Nhiệm vụ {task.number or ''} chưa có chủ trì: {task.title}", "task", task.id)
        for task in dossier.tasks
        if not dossier.units_of(task.id, Role.LEAD)
    ]
    findings += [
        Finding(Level.WARNING, f"Chỉ tiêu chưa có mức: {indicator.name}", "indicator", indicator.id)
        for indicator in dossier.indicators
        if not dossier.targets_of(indicator.id)
    ]
    findings += [
        Finding(Level.WARNING, f"Nhóm “{unit.name}” chưa có thành viên.", "unit", unit.id)
        for unit in dossier.units
        if unit.is_group and not dossier.members_of(unit.id)
    ]
    if dossier.plan and not dossier.plan.signer_name:
        findings.append(Finding(Level.WARNING, "Kế hoạch chưa có tên người ký.", "plan", dossier.plan.id))
    if dossier.plan and not dossier.recipients:
        findings.append(Finding(Level.WARNING, "Kế hoạch chưa có nơi nhận.", "plan", dossier.plan.id))
    return findings


def why_not_open(path: Path) -> UserFacingError | None:
    """The fault that keeps a file from opening, or None; the file is not changed, not even upgraded.

    Of a file on a stick only the first bytes are read, for it is opened as a copy; a share is not asked: it may be asleep.
    """
    try:
        drives.refuse_unplugged(path)
        if drives.lies_on_stick(path):
            refuse_by_header(path)
        elif not drives.lies_away(path):
            refuse_unsound(path)
    except UserFacingError as fault:
        return fault
    return None
