"""The four legal papers of the sample as data: on one page with number and day, and over many pages with both left blank."""

from dataclasses import replace
from datetime import date
from functools import cache

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Assignment, DueKind, Role
from kehoach_desktop.reports.catalog import describe
from kehoach_desktop.reports.forms.common import FormOptions, Request
from kehoach_desktop.reports.model import Block, LegalPaper, PaperBatch, TableForm
from tests.factories import make_task
from tests.reports.sample_dossier import DOSSIER, PLAN, TODAY, WINDOW

FORMS = ("bao-cao", "don-doc", "giao-viec", "ke-hoach")
SHORT, LONG = "one page", "many pages"
LENGTHS = (SHORT, LONG)
UNITS = {"don-doc": "economy", "giao-viec": "clinic"}
DAY = date(2026, 2, 5)
NAMED = {"bao-cao": "BC-UBND", "don-doc": "UBND-VHXH", "giao-viec": "", "ke-hoach": "KH-UBND"}

_LONG_TEXT = 12_000  # letters


@cache
def paper_of(form: str, length: str) -> LegalPaper:
    """A paper of the sample, cut to one page or stretched over several, its annexes too."""
    numbered = length == SHORT
    plan = replace(PLAN, number="5" if numbered else None, issued_on=DAY if numbered else None)
    options = FormOptions(number="5", issued_on=DAY) if numbered else FormOptions()
    dossier = replace(DOSSIER, plan=plan)
    if form == "don-doc" and not numbered:
        dossier = _with_late_tasks(dossier)
    described = describe(form, Request(dossier, WINDOW, TODAY, UNITS.get(form), options))
    paper = described.papers[0] if isinstance(described, PaperBatch) else described
    assert isinstance(paper, LegalPaper)
    return _short(paper) if numbered else _long(paper)


def _with_late_tasks(dossier: Dossier) -> Dossier:
    """So many that the letter lists them in an annex."""
    tasks = tuple(make_task(PLAN, title=f"Việc số {n}", due_kind=DueKind.DATE, due_on=DAY) for n in range(30))
    leads = tuple(
        Assignment(id=f"late{n}", task_id=t.id, unit_id="economy", role=Role.LEAD) for n, t in enumerate(tasks)
    )
    return replace(dossier, tasks=tasks, assignments=leads)


def _short(paper: LegalPaper) -> LegalPaper:
    """Two blocks of each kind, and the last."""
    seen: dict[str, int] = {}
    kept: list[Block] = []
    for block in paper.blocks[:-1]:
        seen[block.kind] = seen.get(block.kind, 0) + 1
        if seen[block.kind] <= 2:
            kept.append(block)
    return replace(paper, blocks=(*kept, paper.blocks[-1]))


def _long(paper: LegalPaper) -> LegalPaper:
    *text, last = paper.blocks
    grounds = [block for block in text if block.kind == "basis"]
    others = [block for block in text if block.kind != "basis"]
    times = _LONG_TEXT // max(sum(len(block.text) for block in others), 1) + 1
    annexes = tuple(
        replace(annex, rows=annex.rows * (60 // len(annex.rows) + 1)) if isinstance(annex, TableForm) else annex
        for annex in paper.annexes
    )
    return replace(paper, blocks=(*grounds, *others * times, last), annexes=annexes)
