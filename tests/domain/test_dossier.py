"""The look-ups of a dossier that screens and forms share."""

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Role, SubmissionState
from tests.factories import (
    make_assignment,
    make_dossier,
    make_indicator,
    make_member,
    make_office,
    make_plan,
    make_progress,
    make_result,
    make_section,
    make_submission,
    make_target,
    make_task,
    make_unit,
)


def test_an_empty_dossier_answers_every_question():
    dossier = Dossier(office=make_office())
    assert dossier.units_of("x", Role.LEAD) == []
    assert dossier.results_of("x", "2026-H1") == []
    assert dossier.submission_of("x", "2026-H1") is None
    assert dossier.section_path("x") == dossier.section_path(None) == ""


def test_units_of_a_task_by_role_in_the_order_of_assignment():
    task, one, two, three = make_task(), make_unit(name="Hai"), make_unit(name="Một"), make_unit(name="Ba")
    dossier = make_dossier(
        task, three, two, one,
        make_assignment(task, one), make_assignment(task, two), make_assignment(task, three, role=Role.SUPPORT),
    )  # fmt: skip
    assert dossier.units_of(task.id, Role.LEAD) == [one, two]
    assert dossier.units_of(task.id, Role.SUPPORT) == [three]
    assert dossier.units_of(task.id, Role.MONITOR) == []


def test_a_member_has_the_tasks_of_its_groups_once_and_in_plan_order():
    first, second, other = make_task(position=0), make_task(position=1), make_task(position=2)
    group, hamlet, stranger = make_unit(name="Các thôn", is_group=True), make_unit(name="Thôn Hạ"), make_unit()
    dossier = make_dossier(
        first, second, other, group, hamlet, stranger, make_member(group, hamlet),
        make_assignment(second, group), make_assignment(second, hamlet),
        make_assignment(first, hamlet), make_assignment(other, stranger),
    )  # fmt: skip
    assert dossier.tasks_of_unit(hamlet.id, Role.LEAD) == [first, second]
    assert dossier.tasks_of_unit(hamlet.id, Role.SUPPORT) == []
    assert dossier.members_of(group.id) == [hamlet]
    assert [a.task_id for a in dossier.assignments_of_unit(hamlet.id)] == [second.id, first.id]


def test_targets_stand_by_year_those_for_every_year_first():
    indicator = make_indicator()
    late, always, early = (make_target(indicator, year=year) for year in (2030, None, 2026))
    assert make_dossier(indicator, late, always, early).targets_of(indicator.id) == [always, early, late]


def test_results_and_progress_are_found_by_period():
    indicator, task = make_indicator(), make_task()
    own, by_unit = make_result(indicator), make_result(indicator, unit_id="u")
    old, reported = make_result(indicator, period="2025"), make_progress(task)
    dossier = make_dossier(indicator, task, own, by_unit, old, reported)
    assert dossier.results_of(indicator.id, "2026-H1") == [own, by_unit]
    assert dossier.progress_of(task.id) == dossier.progress_of(task.id, "2026-H1") == [reported]
    assert dossier.progress_of(task.id, "2026-Q1") == []


def test_a_submission_is_found_by_unit_and_period():
    unit = make_unit()
    sent = make_submission(unit, state=SubmissionState.SENT)
    dossier = make_dossier(unit, sent)
    assert dossier.submission_of(unit.id, "2026-H1") == sent
    assert dossier.submission_of(unit.id, "2026-Q1") is None


def paths(*numbers):
    """The path of the last of nested sections that bear these numbers."""
    plan, sections, parent = make_plan(), [], None
    for level, number in enumerate(numbers, 1):
        section = make_section(plan, number=number, level=level, parent_id=parent)
        sections.append(section)
        parent = section.id
    return make_dossier(plan, *sections).section_path(parent)


def test_the_path_of_a_section_joins_the_numbers_from_the_top():
    assert paths("III.", "2.") == "III.2"
    assert paths("III", "2", "a)") == "III.2.a"
    assert paths("II.", None, "3.") == "II.3"


def test_a_number_that_holds_its_parents_is_not_doubled():
    assert paths("III.", "1.", "1.2.") == "III.1.2"
