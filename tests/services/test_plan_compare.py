"""Two versions of a plan side by side, and the earlier version as it stood before the later one took its tasks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import factories as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.paths import resource
from kehoach_desktop.services import amending, editing, offices, plans
from kehoach_desktop.services.plan_compare import RowState, compare_plans, differing
from kehoach_desktop.services.plan_versions import compare_with_previous, version


def text(*lines, **facts):
    """A version of a plan with these paragraphs."""
    plan = make.make_plan(**facts)
    paragraphs = [make.make_paragraph(plan, position=i, text=line) for i, line in enumerate(lines)]
    return make.make_dossier(plan, *paragraphs)


def shown(comparison):
    return [
        (row.state.value, row.old.text if row.old else "", row.new.text if row.new else "") for row in comparison.rows
    ]


def words(source, spans):
    return [source[start:end] for start, end in spans]


def test_equal_versions_have_no_difference():
    lines = ("Trường rửa tay trước bữa ăn.", "Trạm đo huyết áp mỗi quý.")
    comparison = compare_plans(text(*lines), text(*lines))
    assert [row.state for row in comparison.rows] == [RowState.SAME] * 2
    assert comparison.records == ()


def test_a_changed_paragraph_stands_beside_its_old_words_with_the_differing_ones_marked():
    old, new = text("Trạm đo huyết áp trước ngày 30/4/2026."), text("Trạm đo huyết áp trước ngày 31/7/2026 tại thôn.")
    (row,) = compare_plans(old, new).rows
    assert row.state is RowState.CHANGED
    assert words(row.old.text, row.old_spans) == ["30/4/2026."]
    assert words(row.new.text, row.new_spans) == ["31/7/2026 tại thôn."]


def test_what_came_and_went_stands_in_its_place():
    old = text("Đầu kế hoạch.", "Phun thuốc diệt muỗi ở chợ.", "Cuối kế hoạch.")
    new = text("Đầu kế hoạch.", "Lắp ba máy lọc nước cho trường mầm non.", "Cuối kế hoạch.")
    assert shown(compare_plans(old, new)) == [
        ("same", "Đầu kế hoạch.", "Đầu kế hoạch."),
        ("gone", "Phun thuốc diệt muỗi ở chợ.", ""),
        ("new", "", "Lắp ba máy lọc nước cho trường mầm non."),
        ("same", "Cuối kế hoạch.", "Cuối kế hoạch."),
    ]


def test_a_changed_paragraph_among_new_ones_still_finds_its_old_one():
    old = text("Thôn tổng vệ sinh vào ngày chủ nhật hằng tuần.", "Trường học kiểm tra bếp ăn mỗi tháng.")
    new = text(
        "Trạm y tế tập huấn sơ cứu.", "Thôn tổng vệ sinh vào ngày thứ bảy hằng tuần.",
        "Trường học kiểm tra bếp ăn mỗi quý.",
    )  # fmt: skip
    assert [row.state.value for row in compare_plans(old, new).rows] == ["new", "changed", "changed"]


def test_a_paragraph_that_moved_says_where_it_is():
    old = text("Một.", "Đoạn bị chuyển đi nơi khác.", "Hai.", "Ba.")
    new = text("Một.", "Hai.", "Ba.", "Đoạn bị chuyển đi nơi khác.")
    rows = compare_plans(old, new).rows
    assert [(row.state.value, row.other_place) for row in rows] == [
        ("same", None), ("moved", 4), ("same", None), ("same", None), ("moved", 2),
    ]  # fmt: skip


def test_blanks_and_line_breaks_are_no_difference():
    comparison = compare_plans(text("Trạm đo  huyết áp."), text("Trạm đo huyết\náp."))
    assert comparison.rows[0].state is RowState.SAME


@given(st.lists(st.sampled_from(["một", "hai", "ba", "bốn"]), max_size=12), st.lists(st.sampled_from(["một", "hai", "năm"]), max_size=12))  # fmt: skip
def test_without_the_differing_words_both_texts_are_the_same(ours, theirs):
    old, new = " ".join(ours), " ".join(theirs)
    old_spans, new_spans = differing(old, new)
    left = [w for i, w in enumerate(ours) if not any(a <= len(" ".join(ours[:i])) + bool(i) < b for a, b in old_spans)]
    right = [
        w for i, w in enumerate(theirs) if not any(a <= len(" ".join(theirs[:i])) + bool(i) < b for a, b in new_spans)
    ]
    assert left == right


@given(st.lists(st.text("abc ", max_size=8), max_size=12), st.lists(st.text("abc ", max_size=8), max_size=12))
def test_every_paragraph_of_both_versions_is_shown_once(ours, theirs):
    old, new = text(*ours), text(*theirs)
    rows = compare_plans(old, new).rows
    assert [row.old.id for row in rows if row.old] == [p.id for p in old.paragraphs]
    assert [row.new.id for row in rows if row.new] == [p.id for p in new.paragraphs]


def test_tasks_are_matched_by_id_then_by_words():
    plan, later = make.make_plan(), make.make_plan()
    kept = make.make_task(plan, title="Đo huyết áp", due_kind=r.DueKind.DATE, due_on=date(2026, 4, 30))
    alike = make.make_task(plan, number="1.2", title="Kiểm tra bếp ăn của ba trường học trong xã")
    gone = make.make_task(plan, number="1.3", title="Phun thuốc diệt muỗi")
    new = make.make_task(later, number="1.4", title="Lắp máy lọc nước")
    again = make.make_task(later, number="1.2", title="Kiểm tra bếp ăn của năm trường học trong xã")
    comparison = compare_plans(
        make.make_dossier(plan, kept, alike, gone),
        make.make_dossier(later, replace(kept, plan_id=later.id, due_on=date(2026, 7, 31)), again, new),
    )
    told = {row.title: (row.state.value, [(c.label, c.old, c.new) for c in row.changes]) for row in comparison.records}
    assert told["1.1 Đo huyết áp"] == ("changed", [("thời hạn", "30/4/2026", "31/7/2026")])
    assert told["1.4 Lắp máy lọc nước"] == ("new", [])
    assert told["1.3 Phun thuốc diệt muỗi"] == ("gone", [])
    assert told["1.2 Kiểm tra bếp ăn của năm trường học trong xã"][0] == "changed"


def test_units_and_targets_that_changed_are_told():
    plan, later = make.make_plan(), make.make_plan()
    task, indicator = make.make_task(plan), make.make_indicator(plan)
    one, two = make.make_unit(name="Trạm Y tế xã"), make.make_unit(name="Phòng Kinh tế")
    old = make.make_dossier(
        plan, task, indicator, one, two, make.make_assignment(task, one), make.make_target(indicator, value=Decimal(80))
    )
    new = make.make_dossier(
        later, task, indicator, one, two, make.make_assignment(task, two),
        make.make_target(indicator, value=Decimal(85)), make.make_target(indicator, year=2030, value=Decimal(95)),
    )  # fmt: skip
    told = [[(c.label, c.old, c.new) for c in row.changes] for row in compare_plans(old, new).records]
    assert told == [
        [("chủ trì", "Trạm Y tế xã", "Phòng Kinh tế")],
        [("mức năm 2026", "từ 80% trở lên", "từ 85% trở lên"), ("mức năm 2030", "", "từ 95% trở lên")],
    ]


def test_how_far_a_task_is_is_no_difference_of_the_plan():
    plan, later = make.make_plan(), make.make_plan()
    task = make.make_task(plan)
    done = replace(task, state=r.TaskState.DONE, finished_on=date(2026, 5, 1), note="xong", officer="Lê Văn Hòa")
    assert compare_plans(make.make_dossier(plan, task), make.make_dossier(later, done)).records == ()


def test_long_plans_are_compared_line_by_line():
    lines = [f"Nhiệm vụ thứ {i} giao cho thôn số {i % 17} làm trong quý {i % 4}." for i in range(1500)]
    changed = [line.replace("quý", "tháng") if i % 10 == 0 else line for i, line in enumerate(lines)]
    old, new = text(*lines), text(*changed)
    comparison = compare_plans(old, new)
    assert comparison.count(RowState.CHANGED) == 150


# --- from the file ---

OLD_WORDS = "Soạn sổ tay hỏi đáp về giữ gìn sức khỏe tại nhà, phát đến từng hộ, hoàn thành trước ngày 30/4/2026."
NEW_WORDS = "Soạn sổ tay hỏi đáp về giữ gìn sức khỏe tại nhà, phát đến từng hộ, hoàn thành trước ngày 31/7/2026."


@pytest.fixture(scope="module")
def amended_office(tmp_path_factory):
    """The sample plan, and a version of it with a later deadline, one task less and a higher target."""
    sample = plans.propose(resource("sample", "ke-hoach-mau.docx"))
    tasks = [
        replace(t, text=NEW_WORDS, due_on=date(2026, 7, 31)) if t.text == OLD_WORDS else t for t in sample.tasks[:-1]
    ]
    paragraphs = tuple(replace(p, text=NEW_WORDS) if p.text == OLD_WORDS else p for p in sample.paragraphs)
    raised = replace(sample.indicators[0], value=Decimal(97))
    amended = replace(
        sample, title=f"{sample.title} (sửa đổi)", doc_number="45", source_sha256="f" * 64, tasks=tuple(tasks),
        paragraphs=paragraphs, indicators=(raised, *sample.indicators[1:]),
    )  # fmt: skip
    with offices.create_office(tmp_path_factory.mktemp("so") / "xa-hoa-lam.kehoach", "xã Hòa Lâm") as office_file:
        first, _ = plans.accept(office_file, sample)
        before = offices.load(office_file, first)
        comparison = amending.compare(before, amended)
        second, _ = amending.amend(office_file, amended, amending.decided(comparison))
        yield office_file, before, first, second


def test_the_earlier_version_has_its_tasks_again_as_they_were(amended_office):
    office_file, before, first, _ = amended_office
    then = version(office_file, first)
    assert {task.id: task for task in then.tasks} == before.task_by_id
    assert {i.id: i for i in then.indicators} == {i.id: i for i in before.indicators}
    assert sorted(a.id for a in then.assignments) == sorted(a.id for a in before.assignments)
    assert {t.id: t for t in then.targets} == {t.id: t for t in before.targets}


def test_a_plan_is_compared_with_the_version_it_amends(amended_office):
    office_file, _, _, second = amended_office
    comparison = compare_with_previous(office_file, second)
    (row,) = (row for row in comparison.rows if row.state is not RowState.SAME)
    assert (row.old.text, row.new.text) == (OLD_WORDS, NEW_WORDS)
    states = [(row.kind, row.state.value) for row in comparison.records]
    assert states == [("task", "changed"), ("task", "gone"), ("indicator", "changed")]
    assert ("thời hạn", "30/4/2026", "31/7/2026") in [(c.label, c.old, c.new) for c in comparison.records[0].changes]
    assert "95,5" in comparison.records[2].changes[0].old


def test_a_plan_without_an_earlier_version_is_refused_in_words(amended_office):
    office_file, _, first, _ = amended_office
    with pytest.raises(RecordNotFound, match="không có bản trước"):
        compare_with_previous(office_file, first)


def test_a_version_whose_earlier_one_is_deleted_is_refused(tmp_path):
    plan = make.make_plan(id="a")
    with make.make_office_file(tmp_path / "x.kehoach", plan, make.make_plan(id="b", amends_id="a")) as office_file:
        editing.delete_record(office_file, "plan", "a")
        with pytest.raises(RecordNotFound):
            compare_with_previous(office_file, "b")
