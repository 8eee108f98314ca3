"""What breaks each rule on papers: from the facts of a print to the records concerned. The rules' words stand in paper_checks."""

from collections import Counter
from collections.abc import Callable, Iterable

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.indicators import is_percent, target_for
from kehoach_desktop.domain.paper_facts import Facts, Hit
from kehoach_desktop.domain.paper_register import same_number
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.progress import is_done
from kehoach_desktop.domain.records import Result, Role, Signer, Task, TaskState
from kehoach_desktop.domain.six_clears import missing_clears
from kehoach_desktop.domain.standing import figure_in
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import BadValue

# --- signer, number, day ---


def signer_without_name(facts: Facts) -> Iterable[Hit]:
    """Who signs has no name."""
    signer = facts.signer
    name = signer.name if isinstance(signer, Signer) else signer.signer_name if signer else None
    if not (name or "").strip():
        yield Hit(signer.id if isinstance(signer, Signer) else "")


def signer_without_title(facts: Facts) -> Iterable[Hit]:
    """Who signs has a name and no title."""
    signer = facts.signer
    if isinstance(signer, Signer):
        if not (signer.title or "").strip():
            yield Hit(signer.id, signer.name or "")
    elif signer is not None and (signer.signer_name or "").strip() and not (signer.signer_title or "").strip():
        yield Hit("", signer.signer_name or "")


def open_conflicts(facts: Facts) -> Iterable[Hit]:
    """What files of other machines say otherwise, and nobody decided."""
    dossier = facts.dossier
    names: dict[str, str] = {unit.id: unit.name for unit in dossier.units}
    names |= {indicator.id: indicator.name for indicator in dossier.indicators}
    names |= {task.id: f"nhiệm vụ {task.number}" if task.number else task.title for task in dossier.tasks}
    for conflict in dossier.conflicts:
        yield Hit("", names.get(conflict.id) or KIND_LABELS[conflict.kind])


def blanks(facts: Facts) -> Iterable[Hit]:
    """Number or day left for a pen."""
    missing = ["số"] * (facts.symbol is not None and not facts.number) + ["ngày"] * (facts.issued_on is None)
    if missing:
        yield Hit("", " và ".join(missing))


def number_taken(facts: Facts) -> Iterable[Hit]:
    """The same number of the same symbol and year on another paper; a reprint of the very same paper is none."""
    if facts.symbol is None or not facts.number:
        return
    year = (facts.issued_on or facts.on).year
    plan_id = facts.dossier.plan.id if facts.dossier.plan else None
    own = (facts.form_id, plan_id, facts.period.id, facts.unit_id)
    for paper in same_number(facts.dossier.papers, facts.number, facts.symbol, year):
        if (paper.form, paper.plan_id, paper.period, paper.unit_id) != own:
            yield Hit(paper.id, f"{facts.number}/{facts.symbol}", f"Sổ văn bản: {paper.title}, {paper.file_name}")
            return


def odd_day(facts: Facts) -> Iterable[Hit]:
    """A day of issue after the printing or before the plan."""
    day, plan = facts.issued_on, facts.dossier.plan
    if day is None:
        return
    if day > facts.on:
        yield Hit("", format_date(day), "Ngày trên văn bản sau ngày in")
    elif plan and plan.issued_on and day < plan.issued_on:
        yield Hit("", format_date(day), f"Kế hoạch ban hành ngày {format_date(plan.issued_on)}")


def plan_unnumbered(facts: Facts) -> Iterable[Hit]:
    """A plan that papers cannot cite."""
    plan = facts.dossier.plan
    if plan is None:
        return
    missing = ["số"] * (not (plan.number or "").strip()) + ["ngày ban hành"] * (plan.issued_on is None)
    if missing:
        yield Hit(plan.id, " và ".join(missing))


def no_drafter(facts: Facts) -> Iterable[Hit]:
    """No letters after "Lưu: VT"."""
    if not (facts.dossier.office.drafting_unit or "").strip():
        yield Hit(facts.dossier.office.id)


# --- recipients ---


def no_recipients(facts: Facts) -> Iterable[Hit]:
    """A plan that goes to nobody."""
    if facts.dossier.plan and not facts.dossier.recipients:
        yield Hit(facts.dossier.plan.id)


def missed_units(role: Role, words: str) -> Callable[[Facts], Iterable[Hit]]:
    """Units with a role in tasks whom the recipients do not reach; one that leads is not named again as supporting."""

    def find(facts: Facts) -> Iterable[Hit]:
        dossier = facts.dossier
        if not dossier.recipients:
            return
        counts = Counter(a.unit_id for a in dossier.assignments if a.role is role)
        leads = {a.unit_id for a in dossier.assignments if a.role is Role.LEAD} if role is not Role.LEAD else set()
        acting = [unit for unit in dossier.units if unit.id in counts and unit.id not in leads]
        for unit in facts.reach.missed(acting):
            yield Hit(unit.id, unit.name, f"Đơn vị {words} {counts[unit.id]} nhiệm vụ phải có tên")

    return find


# --- tasks ---


def _task_hit(task: Task, remark: str = "") -> Hit:
    return Hit(task.id, task.number or "–", remark or task.title)


def without_lead(facts: Facts) -> Iterable[Hit]:
    """Tasks nobody leads."""
    return (_task_hit(task) for task in facts.tasks if task.id not in facts.led)


def without_due(facts: Facts) -> Iterable[Hit]:
    """Tasks without a time."""
    for task in facts.tasks:
        if any(clear.key == "time" for clear in missing_clears(task, has_lead=True)):
            yield _task_hit(task)


def unclear(facts: Facts) -> Iterable[Hit]:
    """Tasks that lack a "rõ" other than a lead or a deadline, which have rules of their own."""
    sixth = facts.dossier.office.sixth_clear
    for task in facts.tasks:
        lacking = [c.label_for(sixth) for c in missing_clears(task, task.id in facts.led)]
        if lacking:
            yield _task_hit(task, f"Thiếu {', '.join(lacking).lower()}: {task.title}")


def done_without_day(facts: Facts) -> Iterable[Hit]:
    """Tasks done on a day nobody wrote down."""
    for task in facts.tasks:
        if task.state is TaskState.DONE and task.finished_on is None:
            yield _task_hit(task)


def done_ahead(facts: Facts) -> Iterable[Hit]:
    """Tasks done on a day that is still to come."""
    for task in facts.tasks:
        if task.state is TaskState.DONE and not is_done(task, facts.on):
            yield _task_hit(task, f"Ngày hoàn thành {format_date(task.finished_on)} chưa đến: {task.title}")


# --- results ---


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except BadValue:
        return False
    return True


def results_without_period(facts: Facts) -> Iterable[Hit]:
    """Results whose period is none; no paper shows them."""
    bad = {period for period in {result.period for result in facts.dossier.results} if not _is_period(period)}
    names = {indicator.id: indicator.name for indicator in facts.dossier.indicators} if bad else {}
    for result in facts.dossier.results:
        if result.period in bad:
            name = names.get(result.indicator_id, "–")
            yield Hit(result.indicator_id, name, f"Kỳ ghi là “{result.period}”: {name}")


def progress_without_period(facts: Facts) -> Iterable[Hit]:
    """Progress whose period is none; no paper shows it."""
    dossier = facts.dossier
    bad = {period for period in {row.period for row in dossier.progress} if not _is_period(period)}
    for row in dossier.progress:
        if row.period in bad:
            task = dossier.task_by_id.get(row.task_id)
            yield Hit(row.task_id, task.number or task.title if task else "–", f"Kỳ ghi là “{row.period}”")


def without_denominator(facts: Facts) -> Iterable[Hit]:
    """Per cents of units given without their figures: they cannot be added up, so the commune has no figure."""
    asked = {i.id: i for i in facts.dossier.indicators if is_percent(i.measure)}
    own = {
        r.indicator_id
        for r in facts.results
        if r.indicator_id in asked and r.unit_id in (None, asked[r.indicator_id].unit_id)
    }
    bare = Counter(
        r.indicator_id for r in facts.results if r.indicator_id in asked and r.indicator_id not in own and _is_bare(r)
    )
    for indicator_id, count in bare.items():
        name = asked[indicator_id].name
        yield Hit(indicator_id, name, f"Số của {count} đơn vị không cộng vào số chung được")


def _is_bare(result: Result) -> bool:
    """A share without the two figures it comes from, or with only one of them."""
    given = (result.numerator is not None) + (result.denominator is not None)
    return given == 1 or (given == 0 and result.value is not None)


def numerator_over(facts: Facts) -> Iterable[Hit]:
    """Shares above the whole."""
    asked = {i.id: i.name for i in facts.dossier.indicators if is_percent(i.measure)}
    over = {
        r.indicator_id: r
        for r in facts.results
        if r.indicator_id in asked and r.numerator is not None and r.denominator is not None
        and r.numerator > r.denominator
    }  # fmt: skip
    for indicator_id, r in over.items():
        yield Hit(indicator_id, asked[indicator_id], f"Tử số {r.numerator} lớn hơn mẫu số {r.denominator}")


def without_figure(facts: Facts) -> Iterable[Hit]:
    """Indicators without a figure of the period, or of one within it."""
    due = facts.window.due_on
    late = (facts.on - due).days if due else 0
    for indicator in facts.dossier.indicators:
        if figure_in(facts.dossier, indicator, facts.period).value is None:
            remark = f"{indicator.name}, quá hạn nộp {late} ngày" if late > 0 else indicator.name
            yield Hit(indicator.id, indicator.name, remark)


def without_mark(facts: Facts) -> Iterable[Hit]:
    """Indicators that cannot be judged this year."""
    for indicator in facts.dossier.indicators:
        if target_for(facts.dossier.targets_of(indicator.id), facts.period.year) is None:
            yield Hit(indicator.id, indicator.name, indicator.name)


# --- reports of units, days ---


def not_sent(facts: Facts) -> Iterable[Hit]:
    """Units whose report has not come at all."""
    returned = {unit.id for unit in facts.turnout.returned}
    return (Hit(u.id, u.name, of_all=_share(facts)) for u in facts.turnout.missing if u.id not in returned)


def returned(facts: Facts) -> Iterable[Hit]:
    """Units whose report was given back and has not come again."""
    return (Hit(unit.id, unit.name, of_all=_share(facts)) for unit in facts.turnout.returned)


def _share(facts: Facts) -> str:
    reports = facts.turnout
    return f"Số liệu mới tính {len(reports.came)}/{len(reports.reports)} đơn vị"


def not_approved(facts: Facts) -> Iterable[Hit]:
    """Units whose report has come and nobody has looked at."""
    return (Hit(unit.id, unit.name, of_all="Số liệu đã tính vào báo cáo") for unit in facts.turnout.waiting)


def empty_groups(facts: Facts) -> Iterable[Hit]:
    """Groups with duties and without members."""
    acting = {a.unit_id for a in facts.dossier.assignments}
    for unit in facts.dossier.units:
        if unit.is_group and unit.id in acting and not facts.dossier.members_of(unit.id):
            yield Hit(unit.id, unit.name)


def window_doubts(facts: Facts) -> Iterable[Hit]:
    """Doubts about the period's deadline."""
    rows = [row for row in facts.dossier.cycles if row.cycle is facts.period.cycle and row.paragraph_id]
    source = next((row.paragraph_id for row in rows), None) or ""
    return (Hit(source, warning.message.rstrip("."), facts.window.source) for warning in facts.window.warnings)


def period_open(facts: Facts) -> Iterable[Hit]:
    """Data that is still coming in."""
    if facts.on <= facts.window.data_to:
        yield Hit("", format_date(facts.window.data_to))
