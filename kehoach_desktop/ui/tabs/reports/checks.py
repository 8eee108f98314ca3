"""What to look at before printing, from the dossier, each with the place where it is mended; it judges nothing anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.records import Role, SubmissionState
from kehoach_desktop.domain.vietnamese import join_names
from kehoach_desktop.ui.tabs.base import Jump

if TYPE_CHECKING:
    from kehoach_desktop.services.checking import Finding

_TAB_OF_KIND = {"task": "tasks", "indicator": "indicators", "unit": "units", "plan": "plan"}
_NAMED = 3  # so many are named; more are counted


@dataclass(frozen=True)
class Check:
    """One line of the pane: what, its detail, and where it leads."""

    id: str
    text: str
    detail: str = ""
    is_error: bool = False
    jump: Jump | None = None
    link: str = "Xem"


def checks_of(dossier: Dossier, window: Window) -> list[Check]:
    """What is true of a dossier and period: what the paper would lack, then deadlines that break the rule."""
    found = [_without_lead(dossier), _not_sent(dossier, window), _without_results(dossier, window), _signer(dossier)]
    found += [Check(f"window:{i}", w.message, window.source) for i, w in enumerate(window.warnings)]
    return [check for check in found if check is not None]


def _names(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return join_names(names[:_NAMED]) + (f" và {rest} nữa" if rest > 0 else "")


def _without_lead(dossier: Dossier) -> Check | None:
    tasks = [task for task in dossier.tasks if not dossier.units_of(task.id, Role.LEAD)]
    if not tasks:
        return None
    if len(tasks) == 1:
        task = tasks[0]
        text = f"Nhiệm vụ {task.number or ''} chưa có chủ trì".replace("  ", " ")
        return Check("lead", text, task.title, jump=Jump("tasks", record_id=task.id), link="Đến")
    detail = "Số " + _names([task.number or "–" for task in tasks])
    return Check("lead", f"{len(tasks)} nhiệm vụ chưa có chủ trì", detail, jump=Jump("tasks", view="no_lead"))


def _not_sent(dossier: Dossier, window: Window) -> Check | None:
    units = [unit for unit in dossier.units if not unit.is_group]
    missing = [
        unit.name
        for unit in units
        if (sent := dossier.submission_of(unit.id, window.period.id)) is None or sent.state is SubmissionState.NOT_SENT
    ]
    if not missing:
        return None
    text = f"{len(missing)} đơn vị chưa nộp báo cáo"
    return Check("sent", text, f"Số liệu tính {len(units) - len(missing)}/{len(units)} đơn vị: chưa có {_names(missing)}",
                 jump=Jump("units", view="missing"))  # fmt: skip


def _without_results(dossier: Dossier, window: Window) -> Check | None:
    empty = [i for i in dossier.indicators if not dossier.results_of(i.id, window.period.id)]
    if not empty:
        return None
    text = f"{len(empty)} chỉ tiêu chưa có số của {window.period.phrase}"
    return Check("results", text, _names([i.name for i in empty]), jump=Jump("indicators", view="no_data"))


def _signer(dossier: Dossier) -> Check | None:
    if any(signer.name for signer in dossier.signers):
        return None
    return Check("signer", "Chưa có tên người ký", "Chỗ họ tên sẽ để trống khi in", is_error=True)


def file_checks(findings: "Sequence[Finding]") -> list[Check]:
    """Findings of the whole file (integrity, completeness of every plan) as lines."""
    from kehoach_desktop.services.checking import Level

    return [
        Check(
            f"file:{i}", finding.text, is_error=finding.level is Level.ERROR, link="Đến",
            jump=Jump(_TAB_OF_KIND[finding.kind], record_id=finding.record_id) if finding.kind in _TAB_OF_KIND else None,
        )
        for i, finding in enumerate(findings)
    ]  # fmt: skip
