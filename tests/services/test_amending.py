"""An amended plan: found again by its words, taken in as one step, and nothing that was reported is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kehoach_desktop.domain.records import (
    Assignment,
    Indicator,
    Paragraph,
    Plan,
    Progress,
    Result,
    Role,
    Target,
    Task,
    TaskState,
    Unit,
)
from kehoach_desktop.importing.proposal import Proposal, ProposedTask
from kehoach_desktop.paths import resource
from kehoach_desktop.services import amending, editing, history, offices, plans, results
from kehoach_desktop.services.amending import MatchState
from kehoach_desktop.services.review_items import ItemKind
from kehoach_desktop.services.reviewing import Review

OLD_WORDS = "Soạn sổ tay hỏi đáp về giữ gìn sức khỏe tại nhà, phát đến từng hộ, hoàn thành trước ngày 30/4/2026."
NEW_WORDS = "Soạn sổ tay hỏi đáp về giữ gìn sức khỏe tại nhà, phát đến từng hộ, hoàn thành trước ngày 31/7/2026."
ADDED = "Lắp máy đo huyết áp tự động tại nhà văn hóa của mười thôn."


@pytest.fixture(scope="module")
def sample() -> Proposal:
    return plans.propose(resource("sample", "ke-hoach-mau.docx"))


@pytest.fixture(scope="module")
def amended(sample: Proposal) -> Proposal:
    """The sample with a later deadline, one task more, one less, and a higher target."""

    def later(task: ProposedTask) -> ProposedTask:
        return replace(task, text=NEW_WORDS, due_on=date(2026, 7, 31)) if task.text == OLD_WORDS else task

    tasks = [later(task) for task in sample.tasks[:-1]]
    tasks.append(replace(sample.tasks[3], text=ADDED, title=ADDED[:-1], due_kind="none", due_on=None, due_text=None))
    paragraphs = tuple(replace(p, text=NEW_WORDS) if p.text == OLD_WORDS else p for p in sample.paragraphs)
    raised = replace(sample.indicators[0], value=Decimal(97))
    return replace(
        sample, title=f"{sample.title} (sửa đổi)", doc_number="45", doc_date=date(2026, 6, 1), source_sha256="f" * 64,
        tasks=tuple(tasks), paragraphs=paragraphs, indicators=(raised, *sample.indicators[1:]),
    )  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, sample: Proposal):
    """The sample accepted, one task and one indicator reported."""
    with offices.create_office(tmp_path / "xa-hoa-lam.kehoach", "xã Hòa Lâm") as opened:
        plans.accept(opened, sample)
        with opened.read() as records:
            task = next(t for t in records.all(Task) if t.content == OLD_WORDS)
            indicator = records.all(Indicator)[0]
        results.record_progress(opened, task.id, "2026-Q1", result="Đã in 200 cuốn", state=TaskState.IN_PROGRESS)
        results.record_result(opened, indicator.id, "2026-H1", value="95,9")
        editing.set_fields(opened, "task", task.id, {"officer": "Bùi Thị Nhàn"})
        yield opened


def compared(office, proposal: Proposal):
    dossier = offices.load(office)
    return dossier, amending.compare(dossier, proposal)


def test_a_plan_of_the_same_number_or_title_is_offered(office, sample: Proposal, amended: Proposal):
    dossier = offices.load(office)
    assert [c.reason for c in amending.candidates(dossier.plans, sample)] == ["đúng tệp này đã được nhập"]
    assert [c.reason for c in amending.candidates(dossier.plans, amended)] == ["trích yếu gần giống"]
    named = replace(amended, title="Sửa đổi, bổ sung một số điểm của Kế hoạch số 27/KH-UBND")
    assert [c.reason for c in amending.candidates(dossier.plans, named)] == ["trích yếu nhắc số của kế hoạch ấy"]
    same = replace(amended, title="Kế hoạch thay thế", doc_number="27")
    assert [c.reason for c in amending.candidates(dossier.plans, same)] == ["cùng số, ký hiệu"]
    other = replace(amended, title="Phòng cháy, chữa cháy rừng mùa khô", doc_number="8")
    assert amending.candidates(dossier.plans, other) == []


def test_unchanged_tasks_are_found_again_and_changed_ones_say_how(office, amended: Proposal):
    dossier, comparison = compared(office, amended)
    states = [match.state for match in comparison.tasks]
    assert states.count(MatchState.SAME) == 69
    (changed,) = (m for m in comparison.tasks if m.state is MatchState.CHANGED)
    assert dossier.task_by_id[changed.record_id].content == OLD_WORDS
    assert ("thời hạn", "30/4/2026", "31/7/2026") in [(d.label, d.old, d.new) for d in changed.differences]
    assert comparison.tasks[-1].state is MatchState.NEW
    assert len(comparison.gone_tasks) == 1
    (raised,) = (m for m in comparison.indicators if m.state is MatchState.CHANGED)
    assert [(d.old, d.new) for d in raised.differences] == [("95,5", "97")]


def test_what_was_reported_stays_with_its_task(office, amended: Proposal):
    dossier, comparison = compared(office, amended)
    plan_id, _ = amending.amend(office, amended, amending.decided(comparison))
    now = offices.load(office, plan_id)
    task = next(t for t in now.tasks if t.content == NEW_WORDS)
    assert dossier.task_by_id[task.id].content == OLD_WORDS
    assert task.due_on == date(2026, 7, 31)
    assert task.officer == "Bùi Thị Nhàn"
    assert [p.result for p in now.progress_of(task.id)] == ["Đã in 200 cuốn"]
    assert now.units_of(task.id, Role.LEAD) == dossier.units_of(task.id, Role.LEAD)
    assert now.units_of(task.id, Role.SUPPORT) == dossier.units_of(task.id, Role.SUPPORT)
    assert [r.value for r in now.results] == [Decimal("95.9")]
    assert {t.year: t.value for t in now.targets_of(now.indicators[0].id)}[2026] == 97


def test_the_old_plan_keeps_its_text_and_what_is_gone(office, sample: Proposal, amended: Proposal):
    dossier, comparison = compared(office, amended)
    plan_id, _ = amending.amend(office, amended, amending.decided(comparison))
    with office.read() as records:
        assert records.get(Plan, plan_id).amends_id == dossier.plan.id
        old = [p.text for p in records.all(Paragraph, plan_id=dossier.plan.id)]
        assert [t.id for t in records.all(Task, plan_id=dossier.plan.id)] == [t.id for t in comparison.gone_tasks]
        assert records.count(Task) == 72
        assert records.count(Indicator) == len(dossier.indicators)
        assert records.count(Unit) == len(dossier.units)
    assert old == [p.text for p in sample.paragraphs]


def test_the_order_and_sections_are_those_of_the_new_plan(office, amended: Proposal):
    _, comparison = compared(office, amended)
    plan_id, _ = amending.amend(office, amended, amending.decided(comparison))
    now = offices.load(office, plan_id)
    assert [t.content for t in now.tasks] == [t.text for t in amended.tasks]
    assert all(t.section_id in (None, *now.section_by_id) and t.paragraph_id in now.paragraph_by_id for t in now.tasks)
    assert len({t.number for t in now.tasks}) == len(now.tasks)


def test_one_undo_takes_the_amendment_back(office, amended: Proposal):
    dossier, comparison = compared(office, amended)
    amending.amend(office, amended, amending.decided(comparison))
    history.undo(office)
    assert offices.load(office) == dossier


def test_a_lead_that_is_replaced_goes_unless_it_has_reported(office, sample: Proposal, amended: Proposal):
    dossier = offices.load(office)
    before = next(t for t in dossier.tasks if t.content == OLD_WORDS)
    lead = dossier.units_of(before.id, Role.LEAD)[0]
    words = f"Trạm Y tế xã chủ trì: {NEW_WORDS}"
    tasks = tuple(replace(t, text=words, lead=("Trạm Y tế xã",)) if t.text == NEW_WORDS else t for t in amended.tasks)
    texts = tuple(replace(p, text=words) if p.text == NEW_WORDS else p for p in amended.paragraphs)
    proposal = replace(amended, tasks=tasks, paragraphs=texts)
    for reported, roles in (
        (False, {"Trạm Y tế xã": Role.LEAD}),
        (True, {"Trạm Y tế xã": Role.LEAD, lead.name: Role.SUPPORT}),
    ):
        if reported:
            history.undo(office)
            results.record_progress(office, before.id, "2026-Q1", unit_id=lead.id, result="Đã soạn xong")
        dossier, comparison = compared(office, proposal)
        plan_id, _ = amending.amend(office, proposal, amending.decided(comparison))
        now = offices.load(office, plan_id)
        held = {now.unit_by_id[a.unit_id].name: a.role for a in now.assignments if a.task_id == before.id}
        assert {name: role for name, role in held.items() if name in ("Trạm Y tế xã", lead.name)} == roles


def test_her_own_edits_of_an_unchanged_task_are_kept(office, amended: Proposal):
    dossier = offices.load(office)
    task = next(t for t in dossier.tasks if t.content not in (OLD_WORDS, dossier.tasks[-1].content))
    editing.set_fields(office, "task", task.id, {"due_on": "25/12/2026", "title": "Việc đã viết gọn lại"})
    editing.assign(office, task.id, [dossier.units[-1].id], Role.LEAD)
    dossier, comparison = compared(office, amended)
    plan_id, _ = amending.amend(office, amended, amending.decided(comparison))
    now = offices.load(office, plan_id)
    assert now.task_by_id[task.id].due_on == date(2026, 12, 25)
    assert now.task_by_id[task.id].title == "Việc đã viết gọn lại"
    assert [u.id for u in now.units_of(task.id, Role.LEAD)] == [dossier.units[-1].id]


def test_in_the_review_what_is_not_ticked_stays_under_the_old_plan(office, amended: Proposal):
    dossier = offices.load(office)
    review = Review(amended)
    review.compare_with(dossier)
    review.tick([item.id for item in review.items], on=True)
    row = next(i for i in review.items if i.kind is ItemKind.TASK and i.record.text == NEW_WORDS)
    assert review.match(row).state is MatchState.CHANGED
    review.tick([row.id], on=False)
    plan_id, _ = amending.amend(office, review.accepted(), review.amendment())
    with office.read() as records:
        task = records.get(Task, review.match(row).record_id)
        assert (task.plan_id, task.content, task.due_on) == (dossier.plan.id, OLD_WORDS, date(2026, 4, 30))
        assert records.count(Progress, task_id=task.id) == 1
        assert records.count(Task, plan_id=plan_id) == 70


def test_what_was_accepted_before_needs_no_second_look(office, amended: Proposal):
    review = Review(amended)
    task = next(item for item in review.doubtful if item.kind is ItemKind.TASK)
    assert not task.ticked
    review.compare_with(offices.load(office))
    assert review.item(task.id).ticked
    assert not review.item(task.id).waits
    assert review.undo() == "so với bản đã có"
    assert not review.item(task.id).ticked


def test_an_edit_in_the_review_reaches_the_old_record(office, amended: Proposal):
    review = Review(amended)
    review.compare_with(offices.load(office))
    row = next(i for i in review.items if i.kind is ItemKind.TASK and review.match(i).state is MatchState.SAME)
    review.edit(row.id, {"title": "Tên mới do người rà soát đặt"})
    plan_id, _ = amending.amend(office, review.accepted(), review.amendment())
    with office.read() as records:
        assert records.get(Task, review.match(row).record_id).title == "Tên mới do người rà soát đặt"
        assert records.count(Result) == 1
        assert records.count(Assignment) > 0
        assert records.count(Target, year=2026) > 0
        assert records.get(Plan, plan_id).number == "45"
