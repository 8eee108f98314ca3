"""One plan's dossier: the right plan, one query a table, and a refresh that equals reading anew."""

from datetime import date

import factories as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage.dossiers import load_dossier, refresh_dossier


@pytest.fixture
def two_plans(office_file):
    with office_file.step("Nhập kế hoạch hai") as records:
        plan = make.make_plan(id="p2", position=1)
        task, indicator = make.make_task(plan, id="t2"), make.make_indicator(plan, id="i2")
        records.add(plan, task, indicator, make.make_paper(plan, id="b2"), make.make_paper(id="b0"))
        records.add(make.make_assignment(task, id="a2", unit_id="u1"), make.make_progress(task, id="k2"))
        records.add(make.make_progress(id="k1", task_id="t1"), make.make_result(id="v1", indicator_id="i1"))
        records.add(make.make_paper(id="b1", plan_id="p1"), make.make_submission(id="n1", unit_id="u1"))
    return office_file


def load(office_file, plan_id=None, **how):
    with office_file.read() as records:
        return load_dossier(records, plan_id, **how)


def ids(rows):
    return [row.id for row in rows]


def test_the_newest_plan_is_shown_unless_one_is_named(two_plans):
    assert load(two_plans).plan.id == "p2"
    assert load(two_plans, "p1").plan.id == "p1"
    with pytest.raises(RecordNotFound):
        load(two_plans, "p9")


def test_only_the_plans_own_records_come_along(two_plans):
    second, first = load(two_plans), load(two_plans, "p1")
    assert (ids(second.tasks), ids(second.assignments), ids(second.progress)) == (["t2"], ["a2"], ["k2"])
    assert (ids(first.results), ids(first.targets), ids(second.results)) == (["v1"], ["g1"], [])
    assert (ids(second.units), ids(second.submissions)) == (["u1"], ["n1"])
    assert (ids(second.papers), ids(first.papers)) == (["b2", "b0"], ["b0", "b1"])
    assert ids(first.plans) == ["p1", "p2"]


def test_an_office_without_a_plan_has_its_units(tmp_path):
    with make.make_office_file(tmp_path / "a.kehoach", make.make_unit(id="u1")) as office_file:
        dossier = load(office_file)
    assert (dossier.plan, ids(dossier.units), dossier.tasks) == (None, ["u1"], ())


def test_one_query_a_table_whatever_is_in_it(two_plans, plan):
    with two_plans.step("Thêm") as records:
        records.add_all([make.make_task(plan, position=n) for n in range(300)])
    asked = []
    with two_plans.read() as records:
        records.plain.set_trace_callback(asked.append)
        load_dossier(records, "p1")
        records.plain.set_trace_callback(None)
    assert len([s for s in asked if s.startswith("SELECT")]) == len(r.KINDS) + 1  # and one for conflicts


def test_years_bound_what_is_read(two_plans):
    periods = ["2025", "2026", "2026-H1", "2026-12", "2027-Q1"]
    with two_plans.step("Thêm") as records:
        records.add_all([make.make_result(indicator_id="i2", period=p) for p in periods])
        records.add_all([make.make_progress(task_id="t2", period=p) for p in periods])
    dossier = load(two_plans, years=(2026,))
    assert {x.period for x in dossier.results} == {"2026", "2026-H1", "2026-12"}
    assert {x.period for x in dossier.progress} == {"2026", "2026-H1", "2026-12"}
    assert len(load(two_plans, years=(2025, 2026, 2027)).results) == 5


ACTS = {
    "task text": lambda rec: rec.update(r.Task, "t2", title="khác", due_on=date(2026, 6, 15)),
    "task place": lambda rec: rec.update(r.Task, "t2", position=7),
    "task to another plan": lambda rec: rec.update(r.Task, "t2", plan_id="p1"),
    "task of another plan": lambda rec: rec.update(r.Task, "t1", title="kế hoạch kia"),
    "new task": lambda rec: rec.add(make.make_task(plan_id="p2")),
    "new unit": lambda rec: rec.add(make.make_unit()),
    "unit gone": lambda rec: rec.delete(r.Unit, "u1") if rec.find(r.Unit, id="u1") else None,
    "progress of another year": lambda rec: rec.update(r.Progress, "k2", period="2027-H1"),
    "progress text": lambda rec: rec.update(r.Progress, "k2", result="xong"),
    "office": lambda rec: rec.update(r.Office, rec.all(r.Office)[0].id, name="Bình An"),
    "this plan gone": lambda rec: rec.delete(r.Plan, "p2"),
}


@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=4), years=st.sampled_from([None, (2026,)]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_refresh_is_the_same_as_reading_anew(two_plans, names, years):
    with two_plans.read() as records:
        dossier, last = load_dossier(records, years=years), records.last_step_id()
    if "this plan gone" in names:
        names = ["this plan gone"]
    done = []
    for name in names:
        with two_plans.step(name) as records:
            ACTS[name](records)
        done += [name] if records.step else []
    with two_plans.read() as records:
        still = records.find(r.Plan, id="p2")
        assert refresh_dossier(records, dossier, last, years=years) == load_dossier(
            records, "p2" if still else None, years=years
        )
    for _ in done:
        two_plans.undo()


def test_a_refresh_after_an_edit_reads_only_that_record(two_plans):
    with two_plans.read() as records:
        dossier, last = load_dossier(records), records.last_step_id()
    with two_plans.step("Sửa") as records:
        records.update(r.Task, "t2", title="khác")
    asked = []
    event.listen(two_plans._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with two_plans.read() as records:
        fresh = refresh_dossier(records, dossier, last)
    assert fresh.tasks[0].title == "khác"
    assert fresh.units is dossier.units
    assert len(asked) <= 6


def test_a_refresh_from_an_unknown_step_reads_everything(two_plans):
    dossier = load(two_plans)
    with two_plans.read() as records:
        assert refresh_dossier(records, dossier, "step of another file") == dossier
