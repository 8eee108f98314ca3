"""Other names, groups and merging of units."""

from datetime import date

import factories as make
import pytest

from kehoach_desktop.domain.records import (
    Assignment,
    DutyKind,
    Indicator,
    Result,
    Role,
    Submission,
    SubmissionState,
    Unit,
    UnitAlias,
    UnitKind,
    UnitMember,
)
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import history, units


def rows(office_file, kind, **where):
    with office_file.read() as records:
        return records.all(kind, **where)


def put(office_file, *records):
    with office_file.step("Chuẩn bị") as step:
        step.add(*records)


def test_kind_and_duty_of_a_new_unit_follow_from_its_name(office_file):
    unit, changes = units.add_unit(office_file, "  Hội Nông dân xã ")
    assert (unit.name, unit.kind, unit.duty_kind) == ("Hội Nông dân xã", UnitKind.UNION, DutyKind.REQUESTED)
    assert changes.step == "Thêm đơn vị Hội Nông dân xã"
    assert rows(office_file, Unit)[-1] == unit


@pytest.mark.parametrize("name", ["", "  ", "trạm y tế XÃ"])
def test_a_unit_without_a_name_or_with_a_known_one_is_refused(office_file, name):
    with pytest.raises(BadValue):
        units.add_unit(office_file, name)
    assert len(rows(office_file, Unit)) == 2


def test_another_name_is_kept_once(office_file):
    units.add_alias(office_file, "u1", "TYT")
    with pytest.raises(BadValue, match="đã là tên của Trạm Y tế xã"):
        units.add_alias(office_file, "u2", "tyt")
    assert [(a.unit_id, a.name) for a in rows(office_file, UnitAlias)] == [("u1", "TYT")]


def test_members_become_exactly_the_named_ones(office_file):
    put(office_file, make.make_unit(id="h1", name="Thôn Đông"), make.make_unit(id="h2", name="Thôn Tây"))
    units.set_members(office_file, "u2", ["h1", "h2", "u2"])
    units.set_members(office_file, "u2", ["h2"])
    assert [m.unit_id for m in rows(office_file, UnitMember)] == ["h2"]
    units.set_groups(office_file, "h1", ["u2"])
    assert {m.unit_id for m in rows(office_file, UnitMember)} == {"h1", "h2"}
    units.set_groups(office_file, "h1", [])
    assert {m.unit_id for m in rows(office_file, UnitMember)} == {"h2"}


def test_spellings_of_one_unit_are_found():
    a, b = make.make_unit(name="Thôn Bến Trâu"), make.make_unit(name="Xóm bến trâu")
    c, d = make.make_unit(name="Phòng VHXH"), make.make_unit(name="Phòng Văn hóa - Xã hội xã")
    group = make.make_unit(name="Các thôn", is_group=True)
    found = units.possible_twins([a, b, c, d, group, make.make_unit(name="Thôn Bến Trâu Hạ")], [])
    assert {key: [unit.id for unit in others] for key, others in found.items()} == {
        a.id: [b.id], b.id: [a.id], c.id: [d.id], d.id: [c.id],
    }  # fmt: skip


def test_another_name_makes_two_units_possible_twins():
    a, b = make.make_unit(name="Trạm Y tế xã"), make.make_unit(name="TYT")
    found = units.possible_twins([a, b], [make.make_alias(a, name="TYT")])
    assert found == {a.id: [b], b.id: [a]}


@pytest.fixture
def with_twin(office_file):
    """u1 has a twin u9 with duties, reports, a member of the group and a name of its own."""
    put(
        office_file,
        make.make_unit(id="u9", name="TYT Hòa Lâm", head="Ngô Thị Mận", position=5),
        make.make_alias(id="al", unit_id="u9", name="Trạm xá"),
        make.make_member(id="m9", group_id="u2", unit_id="u9"),
        Assignment(id="a1", task_id="t1", unit_id="u1", role=Role.SUPPORT),
        Assignment(id="a9", task_id="t1", unit_id="u9", role=Role.LEAD),
        Assignment(id="b9", task_id="t2", unit_id="u9", role=Role.SUPPORT),
        make.make_submission(id="s1", unit_id="u1", period="2026-H1"),
        make.make_submission(
            id="s9", unit_id="u9", period="2026-H1", state=SubmissionState.APPROVED, received_on=date(2026, 6, 15)
        ),
        make.make_submission(id="q9", unit_id="u9", period="2026-Q1", state=SubmissionState.SENT),
        make.make_result(id="r9", indicator_id="i1", unit_id="u9"),
        make.make_indicator(id="i9", plan_id="p1", unit_id="u9", position=1),
    )
    return office_file


def test_merging_points_everything_to_the_kept_unit(with_twin):
    set_aside, changes = units.merge_units(with_twin, "u1", "u9")
    assert changes.step == "Gộp TYT Hòa Lâm vào Trạm Y tế xã"
    assert [u.id for u in rows(with_twin, Unit)] == ["u1", "u2"]
    assert {(a.task_id, a.unit_id, a.role) for a in rows(with_twin, Assignment)} == {
        ("t1", "u1", Role.LEAD), ("t2", "u1", Role.SUPPORT),
    }  # fmt: skip
    assert {(s.unit_id, s.period, s.state) for s in rows(with_twin, Submission)} == {
        ("u1", "2026-H1", SubmissionState.APPROVED), ("u1", "2026-Q1", SubmissionState.SENT),
    }  # fmt: skip
    assert [r.unit_id for r in rows(with_twin, Result)] == ["u1"]
    assert rows(with_twin, Indicator, id="i9")[0].unit_id == "u1"
    assert [(m.group_id, m.unit_id) for m in rows(with_twin, UnitMember)] == [("u2", "u1")]
    assert {a.name for a in rows(with_twin, UnitAlias)} == {"Trạm xá", "TYT Hòa Lâm"}
    assert rows(with_twin, Unit, id="u1")[0].head == "Ngô Thị Mận"
    assert set_aside == 2


def test_merging_is_one_step_to_take_back(with_twin):
    kinds = (Unit, UnitAlias, UnitMember, Assignment, Submission, Result, Indicator)
    before = {kind: {row.id: row for row in rows(with_twin, kind)} for kind in kinds}
    units.merge_units(with_twin, "u1", "u9")
    history.undo(with_twin)
    assert {kind: {row.id: row for row in rows(with_twin, kind)} for kind in kinds} == before


def test_a_unit_is_not_merged_with_itself(office_file):
    with pytest.raises(BadValue):
        units.merge_units(office_file, "u1", "u1")


def test_what_a_merge_would_hand_over_is_counted_by_kind(with_twin):
    counts = units.hung_on(with_twin, "u9")
    assert counts == {
        "assignment": 2, "submission": 2, "result": 1, "unit_member": 1, "unit_alias": 1, "indicator": 1,
    }  # fmt: skip
    units.merge_units(with_twin, "u1", "u9")
    assert units.hung_on(with_twin, "u9") == {}


def test_a_name_that_is_taken_is_refused_with_a_remedy_that_exists(office_file):
    with pytest.raises(BadValue, match="Gộp với đơn vị khác"):
        units.add_alias(office_file, "u1", rows(office_file, Unit, id="u2")[0].name)
