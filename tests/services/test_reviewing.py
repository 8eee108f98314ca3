"""Looking a proposal over: what is ticked, edited, merged, split or left out is what stands in the file afterwards."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kehoach_desktop.domain.records import (
    Assignment,
    Indicator,
    LegalBasis,
    Paragraph,
    Plan,
    Role,
    Section,
    Target,
    Task,
    Unit,
)
from kehoach_desktop.errors import BadValue
from kehoach_desktop.importing.proposal import Doubt, Mend, Proposal
from kehoach_desktop.paths import resource
from kehoach_desktop.services import history, plans
from kehoach_desktop.services.offices import create_office
from kehoach_desktop.services.review_items import ItemKind
from kehoach_desktop.services.reviewing import Review


@pytest.fixture(scope="module")
def sample() -> Proposal:
    return plans.propose(resource("sample", "ke-hoach-mau.docx"))


@pytest.fixture
def review(sample: Proposal) -> Review:
    return Review(sample)


@pytest.fixture
def empty_file(tmp_path: Path):
    with create_office(tmp_path / "xa-hoa-lam.kehoach", "xã Hòa Lâm") as opened:
        yield opened


def rows(review: Review, kind: ItemKind):
    return [item for item in review.items if item.kind is kind]


def named(review: Review, kind: ItemKind, words: str):
    return next(item for item in rows(review, kind) if words in item.title)


def test_what_is_sure_is_ticked_and_what_is_doubtful_is_not(review: Review):
    assert review.left == len(review.doubtful) > 0
    assert all(item.ticked != bool(item.doubts) for item in review.items if item.kind is not ItemKind.MEND)
    ticked, total = review.counts
    assert ticked == total - sum(1 for item in review.doubtful if item.counted)


def test_the_one_task_without_a_lead_is_doubtful(review: Review):
    task = named(review, ItemKind.TASK, "Trình Hội đồng nhân dân xã")
    assert task.doubts == ("Không thấy đơn vị chủ trì trong câu",)
    assert [item.id for item in review.doubtful if item.kind is ItemKind.TASK] == [task.id]


def test_everything_ticked_gives_the_proposal_back(review: Review, sample: Proposal):
    review.tick([item.id for item in review.items], on=True)
    accepted = review.accepted()
    for name in ("paragraphs", "sections", "indicators", "report_deadlines", "legal_bases", "recipients", "title"):
        assert getattr(accepted, name) == getattr(sample, name)
    assert [(t.title, t.due_on) for t in accepted.tasks] == [(t.title, t.due_on) for t in sample.tasks]


def test_nothing_of_the_source_is_dropped_whatever_is_left_out(review: Review, sample: Proposal, empty_file):
    review.tick([item.id for item in review.items], on=False)
    plan_id, _ = plans.accept(empty_file, review.accepted())
    with empty_file.read() as records:
        assert [p.text for p in records.all(Paragraph, plan_id=plan_id)] == [p.text for p in sample.paragraphs]
        assert records.count(Section, plan_id=plan_id) == len(sample.sections)
        assert records.count(Task) == records.count(Indicator) == records.count(Unit) == records.count(LegalBasis) == 0
        plan = records.get(Plan, plan_id)
    assert plan.title == sample.title
    assert plan.number is None
    assert plan.signer_name is None


def test_a_unit_left_out_bears_no_work(review: Review, empty_file):
    unit = named(review, ItemKind.UNIT, "Công an xã")
    review.tick([unit.id], on=False)
    plans.accept(empty_file, review.accepted())
    with empty_file.read() as records:
        assert "Công an xã" not in {u.name for u in records.all(Unit)}
        assert records.count(Task) > 60


def test_a_renamed_unit_keeps_its_work_and_its_old_name(review: Review, sample: Proposal, empty_file):
    unit = named(review, ItemKind.UNIT, "Phòng Kinh tế")
    review.edit(unit.id, {"name": "Phòng Kinh tế và Môi trường"})
    plans.accept(empty_file, review.accepted())
    wanted = sum("Phòng Kinh tế" in task.lead for task in sample.tasks)
    with empty_file.read() as records:
        stored = records.find(Unit, name="Phòng Kinh tế và Môi trường")
        assert records.find(Unit, name="Phòng Kinh tế") is None
        assert records.count(Assignment, unit_id=stored.id, role=Role.LEAD) == wanted > 0


def test_two_units_merged_share_all_their_work(review: Review, sample: Proposal, empty_file):
    one, two = (named(review, ItemKind.UNIT, name) for name in ("Trạm Y tế xã", "Công an xã"))
    review.merge([two.id, one.id])
    accepted = review.accepted()
    assert all("Công an xã" not in (*task.lead, *task.support) for task in accepted.tasks)
    wanted = sum(bool({"Trạm Y tế xã", "Công an xã"} & {*t.lead, *t.support}) for t in sample.tasks)
    plans.accept(empty_file, accepted)
    with empty_file.read() as records:
        assert records.count(Assignment, unit_id=records.find(Unit, name="Trạm Y tế xã").id) == wanted


def test_a_unit_split_in_two_gives_its_work_to_both(sample: Proposal):
    task = replace(sample.tasks[0], lead=("Hội Nông dân xã và Đoàn Thanh niên xã",))
    review = Review(replace(sample, tasks=(task, *sample.tasks[1:])))
    unit = named(review, ItemKind.UNIT, "Hội Nông dân xã và")
    review.split(unit.id, review.seam(unit.id)[1])
    assert review.accepted().tasks[0].lead == ("Hội Nông dân xã", "Đoàn Thanh niên xã")


def test_spellings_of_one_unit_are_one_row_to_look_at(sample: Proposal):
    tasks = tuple(replace(task, lead=("Phòng VH-XH",)) if i == 3 else task for i, task in enumerate(sample.tasks))
    review = Review(replace(sample, tasks=tasks))
    unit = named(review, ItemKind.UNIT, "Phòng Văn hóa - Xã hội")
    assert unit.doubts == ("Hai cách viết của một đơn vị",)
    assert "“Phòng VH-XH”" in unit.detail
    review.take(unit.id, review.offers(unit.id)[0])
    assert review.accepted().tasks[3].lead == ("Phòng Văn hóa - Xã hội",)


def test_a_unit_that_names_nobody_is_offered_to_be_left_out(sample: Proposal):
    tasks = (replace(sample.tasks[0], support=("các đơn vị liên quan",)), *sample.tasks[1:])
    review = Review(replace(sample, tasks=tasks))
    unit = named(review, ItemKind.UNIT, "đơn vị liên quan")
    assert unit.doubts == ("Không nêu rõ đơn vị nào",)
    review.take(unit.id, review.offers(unit.id)[0])
    assert not review.item(unit.id).waits
    assert review.accepted().tasks[0].support == ()


def test_edits_are_typed_as_a_clerk_writes(review: Review, empty_file):
    indicator = rows(review, ItemKind.INDICATOR)[0]
    review.edit(indicator.id, {"value": "96,5", "op": "trên", "year": "2027"})
    task = rows(review, ItemKind.TASK)[0]
    review.edit(task.id, {"due_on": "20/3/2026", "lead": "Trạm Y tế xã; Công an xã"})
    plans.accept(empty_file, review.accepted())
    with empty_file.read() as records:
        target = records.find(Target, year=2027, value=Decimal("96.5"))
        stored = records.find(Task, title=task.title)
        assert target.operator == "gt" or records.get(Indicator, target.indicator_id).operator == "gt"
        assert stored.due_on == date(2026, 3, 20)
        leads = {a.unit_id for a in records.all(Assignment, task_id=stored.id, role=Role.LEAD)}
        assert {u.name for u in records.all(Unit) if u.id in leads} == {"Trạm Y tế xã", "Công an xã"}


def test_a_wrong_value_changes_nothing(review: Review):
    item, before = rows(review, ItemKind.INDICATOR)[0], review.items
    with pytest.raises(BadValue, match="khoảng 95"):
        review.edit(item.id, {"value": "khoảng 95"})
    assert review.items == before
    assert not review.touched


def test_two_tasks_merged_are_one_with_all_units(review: Review):
    one, two = rows(review, ItemKind.TASK)[:2]
    kept = review.merge([two.id, one.id])
    assert kept == one.id
    merged = review.item(kept).record
    assert one.record.text in merged.text
    assert two.record.text in merged.text
    assert len(rows(review, ItemKind.TASK)) == 70


def test_only_rows_of_one_kind_are_merged(review: Review):
    with pytest.raises(BadValue):
        review.merge([rows(review, ItemKind.TASK)[0].id, rows(review, ItemKind.UNIT)[0].id])


def test_a_task_split_gives_each_half_its_own_deadline(sample: Proposal):
    words = "Phòng Kinh tế lập dự toán trước ngày 15/4/2026; Trạm Y tế mua máy siêu âm trước ngày 31/8/2026."
    task = replace(sample.tasks[0], text=words, title="Lập dự toán", due_kind="date", due_on=date(2026, 4, 15))
    review = Review(replace(sample, tasks=(task, *sample.tasks[1:])))
    row = rows(review, ItemKind.TASK)[0]
    text, place = review.seam(row.id)
    assert text[place:].startswith("Trạm Y tế mua")
    first, second = (review.item(i).record for i in review.split(row.id, place))
    assert (first.due_on, second.due_on) == (date(2026, 4, 15), date(2026, 8, 31))
    assert first.lead == second.lead == task.lead
    with pytest.raises(BadValue):
        review.split(review.items[0].id, 0)


def test_a_task_moves_to_another_section(review: Review, sample: Proposal, empty_file):
    row, section = rows(review, ItemKind.TASK)[0], sample.sections[-1]
    review.move(row.id, section.key)
    plans.accept(empty_file, review.accepted())
    with empty_file.read() as records:
        task = records.find(Task, title=row.title)
        assert records.get(Section, task.section_id).title == section.title


def test_undo_and_redo_go_through_all_acts(review: Review):
    first = review.items
    task = rows(review, ItemKind.TASK)[5]
    review.discard([task.id])
    after = review.items
    assert not review.has(task.id)
    assert review.undo() == "loại nhiệm vụ"
    assert review.items == first
    assert review.redo() == "loại nhiệm vụ"
    assert review.items == after
    review.undo()
    review.tick([task.id], on=False)
    assert review.redo() is None


@pytest.fixture
def contradiction(sample: Proposal) -> Review:
    other = replace(sample.indicators[0], value=Decimal(97), paragraph=80)
    doubt = Doubt(80, "contradiction", f"{other.name}: nơi này ghi từ 97 %, nơi khác ghi từ 95,5 %.")
    return Review(replace(sample, indicators=(*sample.indicators, other), doubts=(doubt,)))


def test_a_contradiction_offers_both_figures(contradiction: Review):
    row = next(item for item in contradiction.doubtful if item.kind is ItemKind.INDICATOR)
    assert row.doubts == ("Đoạn 27 ghi từ 95,5% trở lên, đoạn này ghi từ 97% trở lên",)
    labels = [offer.label for offer in contradiction.offers(row.id)]
    assert labels == ["Lấy 97%", "Lấy 95,5% (đoạn 27)", "Giữ cả hai"]


@pytest.mark.parametrize(("chosen", "values"), [(0, {97}), (1, {Decimal("95.5")}), (2, {97, Decimal("95.5")})])
def test_the_figure_taken_is_the_one_that_stays(contradiction: Review, chosen: int, values: set):
    row = next(item for item in contradiction.doubtful if item.kind is ItemKind.INDICATOR)
    name, year = row.title, row.record.year
    contradiction.take(row.id, contradiction.offers(row.id)[chosen])
    found = {i.value for i in contradiction.accepted().indicators if (i.name, i.year) == (name, year)}
    assert found == values


def test_a_lead_can_be_taken_from_the_same_section(review: Review):
    task = named(review, ItemKind.TASK, "Trình Hội đồng nhân dân xã")
    keep, give = review.offers(task.id)
    assert keep.label == "Giữ, chưa có chủ trì"
    review.take(task.id, give)
    assert review.item(task.id).record.lead
    assert review.item(task.id).ticked
    assert task.id not in [item.id for item in review.items if item.waits]


def test_mends_are_made_only_when_ticked(sample: Proposal, empty_file):
    task = sample.tasks[0]
    mend = Mend(task.paragraph, "slip", "phổ biến", "quán triệt")
    torn = Mend(task.paragraph, "joined", "a ⏎ b", "a b")
    review = Review(replace(sample, mends=(mend, torn)))
    (row,) = rows(review, ItemKind.MEND)
    assert not row.ticked
    assert review.accepted().tasks[0].text == task.text
    review.tick([row.id], on=True)
    accepted = review.accepted()
    assert "quán triệt" in accepted.tasks[0].title
    assert "quán triệt" in next(p.text for p in accepted.paragraphs if p.id == task.paragraph)
    assert sum("quán triệt" in p.text for p in accepted.paragraphs) == 1


def test_doubts_of_the_importer_stand_on_their_rows(sample: Proposal):
    doubts = (
        Doubt(None, "no_number", "Kế hoạch chưa có số."), Doubt(None, "no_sections", "Không thấy chương, mục nào."),
        Doubt(sample.sections[0].paragraph, "same_number", "Số mục I dùng 2 lần."),
        Doubt(sample.tasks[0].paragraph, "some_later_kind", "Hạn trước ngày ban hành."),
    )  # fmt: skip
    review = Review(replace(sample, doc_number=None, doubts=doubts))
    kinds = {item.doubts[-1]: item.words for item in review.doubtful}
    assert kinds["Kế hoạch chưa có số"] == "Số, ký hiệu"
    assert kinds["Không thấy chương, mục nào"] == kinds["Số mục I dùng 2 lần"] == "Cả kế hoạch"
    assert kinds["Hạn trước ngày ban hành"] == "Nhiệm vụ"


def test_facts_of_the_paper_can_be_filled_in(sample: Proposal, empty_file):
    review = Review(replace(sample, doc_number=None, doc_date=None))
    number = next(i for i in rows(review, ItemKind.FACT) if i.words == "Số, ký hiệu")
    issued = next(i for i in rows(review, ItemKind.FACT) if i.words == "Ngày ban hành")
    review.edit(number.id, {"doc_number": "31"})
    review.edit(issued.id, {"doc_date": "05/02/2026"})
    plan_id, _ = plans.accept(empty_file, review.accepted())
    with empty_file.read() as records:
        plan = records.get(Plan, plan_id)
    assert (plan.number, plan.symbol, plan.issued_on) == ("31", "KH-UBND", date(2026, 2, 5))


def test_the_acceptance_is_one_step(review: Review, empty_file):
    plans.accept(empty_file, review.accepted())
    history.undo(empty_file)
    with empty_file.read() as records:
        assert records.count(Plan) == records.count(Task) == records.count(Unit) == records.count(Paragraph) == 0
