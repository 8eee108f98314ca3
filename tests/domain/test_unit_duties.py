"""What one unit is asked to report."""

import factories as make

from kehoach_desktop.domain.records import DueKind, Role, UnitKind
from kehoach_desktop.domain.unit_duties import Subject, duties_of, units_with_duties

PLAN = make.make_plan()
GROUP = make.make_unit(name="Các thôn", kind=UnitKind.HAMLET, is_group=True)
ONE = make.make_unit(name="Thôn Ao Sen", kind=UnitKind.HAMLET)
OTHER = make.make_unit(name="Thôn Gò Me", kind=UnitKind.HAMLET)
STATION = make.make_unit(name="Trạm Y tế xã", kind=UnitKind.OFFICE)
UNITS = (GROUP, ONE, OTHER, STATION, make.make_member(GROUP, ONE), make.make_member(GROUP, OTHER))


def titles(unit, *records):
    return [duty.title for duty in duties_of(make.make_dossier(*UNITS, *records, plan=PLAN), unit.id, 2026)]


def test_leads_and_supports_count_monitors_do_not():
    tasks = [make.make_task(PLAN, title=role.value, position=n) for n, role in enumerate(Role)]
    records = [make.make_assignment(task, STATION, role=role) for task, role in zip(tasks, Role, strict=True)]
    assert titles(STATION, *tasks, *records) == ["lead", "support"]


def test_a_task_of_the_group_is_asked_of_its_members_not_of_the_group():
    task = make.make_task(PLAN)
    dossier = make.make_dossier(*UNITS, task, make.make_assignment(task, GROUP), plan=PLAN)
    assert [unit for unit, _ in units_with_duties(dossier, 2026)] == [ONE, OTHER]


def test_a_task_held_alone_and_through_the_group_is_asked_once():
    task = make.make_task(PLAN)
    held = (make.make_assignment(task, GROUP, role=Role.SUPPORT), make.make_assignment(task, ONE))
    (duty,) = duties_of(make.make_dossier(*UNITS, task, *held, plan=PLAN), ONE.id, 2026)
    assert duty.planned.startswith("Chủ trì")


def test_an_indicator_is_asked_of_the_unit_that_follows_it():
    own = make.make_indicator(PLAN, name="Lượt khám", unit_id=STATION.id)
    assert (titles(STATION, own), titles(ONE, own)) == (["Lượt khám"], [])


def test_an_indicator_counted_by_one_hamlet_is_asked_of_all_of_them_and_of_nobody_else():
    counted = make.make_indicator(PLAN, name="Hộ có nước sạch")
    result = make.make_result(counted, unit_id=ONE.id, period="2025")
    assert titles(OTHER, counted, result) == ["Hộ có nước sạch"]
    assert titles(STATION, counted, result) == []


def test_what_its_follower_reported_is_not_asked_of_others_in_the_same_group():
    mixed = make.make_unit(name="Các cơ quan", is_group=True)
    fellow = make.make_unit(name="Phòng Kinh tế", kind=UnitKind.OFFICE)
    own = make.make_indicator(PLAN, unit_id=STATION.id)
    records = (mixed, fellow, make.make_member(mixed, fellow), make.make_member(mixed, STATION), own,
               make.make_result(own, unit_id=STATION.id))  # fmt: skip
    assert titles(fellow, *records) == []


def test_planned_tells_role_and_deadline_or_the_years_mark():
    task = make.make_task(PLAN, due_kind=DueKind.ONGOING)
    own = make.make_indicator(PLAN, unit_id=STATION.id)
    records = (task, make.make_assignment(task, STATION), own, make.make_target(own, year=2027, value=80))
    duties = duties_of(make.make_dossier(*UNITS, *records, plan=PLAN), STATION.id, 2026)
    assert [(duty.subject, duty.planned) for duty in duties] == [
        (Subject.TASK, "Chủ trì\nThường xuyên"), (Subject.INDICATOR, "Năm 2027: từ 80% trở lên"),
    ]  # fmt: skip


def test_a_title_that_was_cut_off_is_told_whole():
    task = make.make_task(PLAN, title="Rà soát các hộ…", content="Rà soát các hộ chưa có nước sạch.")
    assert titles(STATION, task, make.make_assignment(task, STATION)) == ["Rà soát các hộ chưa có nước sạch"]
