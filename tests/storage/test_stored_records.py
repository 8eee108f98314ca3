"""Records to rows and back: nothing is lost, order is the office's, deleting takes along what hangs on a record."""

from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import get_args, get_type_hints

import factories as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage.faults import BrokenLink
from kehoach_desktop.storage.json_values import record_from_json, record_to_json
from kehoach_desktop.storage.plain_rows import Condition, read_records

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["Trạm Y tế xã Hòa Lâm", "khoẻ mạnh – “ưu tiên”", "dòng một\ndòng hai", "=1+1", "'; DROP TABLE task;--", "a\0b", ""]
)
_BY_TYPE = {
    str: texts,
    int: st.integers(-(2**31), 2**31),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))])),
    tuple[int, ...]: st.lists(st.integers(1, 12), max_size=12, unique=True).map(tuple),
}


def values_of(hint):
    if isinstance(hint, UnionType):
        return st.none() | values_of(next(k for k in get_args(hint) if k is not type(None)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return _BY_TYPE[hint]


def any_record(cls):
    """A record of a kind with any values; links are left to the test."""
    hints = get_type_hints(cls)
    drawn = {
        f.name: values_of(hints[f.name])
        for f in fields(cls)
        if not (f.name.endswith("_id") and f.default is not MISSING) and f.name != "id"
    }
    return st.builds(cls, id=st.just(""), **drawn)


LINKS = {"plan_id": "p1", "unit_id": "u1", "group_id": "u1", "task_id": "t1", "indicator_id": "i1"}


@pytest.mark.parametrize("cls", r.KINDS.values(), ids=r.KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_kind_comes_back_as_it_was(cls, office_file, data):
    drawn = data.draw(any_record(cls))
    links = {link: target for link, target in LINKS.items() if getattr(drawn, link, None) is not None}
    record = replace(drawn, id=make.new_id(), **links)
    with office_file.step("Thêm") as records:
        records.add(record)
    with office_file.read() as records:
        assert records.get(cls, record.id) == record
        assert read_records(records.plain, cls, Condition('"id" = ?', (record.id,))) == [record]
    assert record_from_json(cls, record_to_json(record)) == record


@given(value=st.decimals(allow_nan=False, allow_infinity=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_keep_every_digit(office_file, value):
    record = make.make_result(indicator_id="i1", value=value)
    with office_file.step("Thêm") as records:
        records.add(record)
    with office_file.read() as records:
        assert str(records.get(r.Result, record.id).value) == str(value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_figure_is_not_stored(office_file, value):
    with pytest.raises(Exception, match="not a figure"), office_file.step("Thêm") as records:
        records.add(make.make_result(indicator_id="i1", value=Decimal(value)))


def test_records_come_by_position_then_in_the_order_of_birth(office_file, plan):
    with office_file.step("Thêm") as records:
        records.add(*(make.make_task(plan, id=i, position=p) for i, p in (("z", 5), ("y", 2), ("x", 5), ("w", 2))))
        records.add(*(make.make_assignment(id=i, task_id="t1", unit_id="u1") for i in ("c", "b", "d")))
    with office_file.read() as records:
        assert [t.id for t in records.all(r.Task)] == ["t1", "y", "w", "z", "x"]
        assert [a.id for a in records.all(r.Assignment)] == ["a1", "c", "b", "d"]


def test_conditions_are_values_none_or_one_of_several(office_file, plan):
    with office_file.step("Thêm") as records:
        records.add(make.make_task(plan, id="t2", number=None), make.make_task(plan, id="t3", number="3"))
    with office_file.read() as records:
        assert [t.id for t in records.all(r.Task, number=None)] == ["t2"]
        assert {t.id for t in records.all(r.Task, id={"t2", "t3", "t9"})} == {"t2", "t3"}
        assert records.all(r.Task, id=[]) == []
        assert records.count(r.Task, plan_id="p1") == 3
        assert records.find(r.Task, number="9") is None


def test_a_record_that_is_not_there_is_named(office_file):
    with office_file.read() as records, pytest.raises(RecordNotFound) as caught:
        records.get(r.Task, "t9")
    assert caught.value.subject == "t9"
    with pytest.raises(RecordNotFound), office_file.step("Sửa") as records:
        records.update(r.Task, "t9", title="x")
    with pytest.raises(RecordNotFound), office_file.step("Xóa") as records:
        records.delete(r.Task, "t9")


def test_update_returns_the_record_as_it_is_now(office_file):
    with office_file.step("Sửa") as records:
        changed = records.update(r.Task, "t1", title="Khám răng", months=(4, 9))
        assert changed == records.get(r.Task, "t1")
    assert (changed.title, changed.months) == ("Khám răng", (4, 9))


def test_ids_and_unknown_fields_cannot_be_set(office_file):
    for fields_ in ({"id": "t2"}, {"han": "x"}, {"born": 1}):
        with pytest.raises(TypeError), office_file.step("Sửa") as records:
            records.update(r.Task, "t1", **fields_)


def test_deleting_takes_along_what_cannot_stand_alone(office_file):
    with office_file.read() as records:
        assert records.dependents(r.Plan, "p1") == {
            "section": 1, "task": 1, "assignment": 1, "indicator": 1, "target": 1,
        }  # fmt: skip
    with office_file.step("Xóa kế hoạch") as records:
        gone = records.delete(r.Plan, "p1")
    assert gone == {
        "plan": ["p1"], "section": ["s1"], "task": ["t1"], "assignment": ["a1"], "indicator": ["i1"], "target": ["g1"],
    }  # fmt: skip
    with office_file.read() as records:
        assert {k for k, cls in r.KINDS.items() if records.count(cls)} == {"office", "unit"}


def test_deleting_empties_links_of_what_stands_alone(office_file, plan):
    with office_file.step("Thêm") as records:
        records.update(r.Task, "t1", section_id="s1")
        records.add(make.make_section(plan, id="s2", parent_id="s1"))
        records.add(make.make_paper(plan, id="b1", unit_id="u1"), make.make_plan(id="p2", amends_id="p1"))
    with office_file.step("Xóa") as records:
        assert records.delete(r.Section, "s1") == {"section": ["s1"]}
        assert set(records.delete(r.Plan, "p1")) == {"plan", "section", "task", "assignment", "indicator", "target"}
    with office_file.read() as records:
        assert records.get(r.IssuedPaper, "b1").plan_id is None
        assert records.get(r.Plan, "p2").amends_id is None


def test_a_units_figures_never_turn_into_the_communes(office_file):
    with office_file.step("Thêm") as records:
        records.add(make.make_result(id="k1", indicator_id="i1", unit_id="u1", value=Decimal(3)))
        records.add(make.make_progress(id="k2", task_id="t1", unit_id="u1"))
    with office_file.step("Xóa") as records:
        gone = records.delete(r.Unit, "u1")
    assert (gone["result"], gone["progress"]) == (["k1"], ["k2"])


def test_a_link_to_nothing_is_refused_and_nothing_is_written(office_file):
    with pytest.raises(BrokenLink), office_file.step("Thêm") as records:
        records.add(make.make_unit(id="u2"), make.make_assignment(id="a2", task_id="t9", unit_id="u1"))
    with office_file.read() as records:
        assert records.find(r.Unit, id="u2") is None


def test_rows_may_come_in_any_order_of_kinds(office_file):
    with office_file.step("Thêm") as records:
        records.add(make.make_assignment(id="a2", task_id="t2", unit_id="u2"), make.make_unit(id="u2"))
        records.add(make.make_task(id="t2", plan_id="p1"))
    with office_file.read() as records:
        assert records.count(r.Assignment) == 2


def test_all_is_one_statement(office_file):
    asked = []
    event.listen(office_file._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with office_file.read() as records:
        records.all(r.Task)
    assert [statement.split()[0] for statement in asked] == ["BEGIN", "SELECT"]


def test_records_are_of_no_use_after_their_transaction(office_file):
    with office_file.read() as records:
        pass
    with pytest.raises(Exception, match="closed"):
        records.all(r.Task)


def test_reading_does_not_write(office_file):
    with office_file.read() as records, pytest.raises(RuntimeError):
        records.add(make.make_unit())
