"""Accepting a proposal whole: what becomes of units, numbers, signers, and of a second plan in the same file."""

import dataclasses

import pytest

from kehoach_desktop.domain.records import Assignment, Indicator, Paragraph, Plan, Section, Signer, Task, Unit
from kehoach_desktop.paths import resource
from kehoach_desktop.services import history, plans
from kehoach_desktop.services.offices import create_office


@pytest.fixture(scope="module")
def proposal():
    return plans.propose(resource("sample", "ke-hoach-mau.docx"))


@pytest.fixture
def empty_file(tmp_path):
    with create_office(tmp_path / "an-binh.kehoach", "xã An Bình") as opened:
        yield opened


def test_every_paragraph_and_section_is_kept_in_order(empty_file, proposal):
    plan_id, _ = plans.accept(empty_file, proposal)
    with empty_file.read() as records:
        assert [p.text for p in records.all(Paragraph, plan_id=plan_id)] == [p.text for p in proposal.paragraphs]
        assert [s.title for s in records.all(Section, plan_id=plan_id)] == [s.title for s in proposal.sections]


def test_no_unit_has_two_roles_in_one_task(empty_file, proposal):
    plans.accept(empty_file, proposal)
    with empty_file.read() as records:
        pairs = [(a.task_id, a.unit_id) for a in records.all(Assignment)]
    assert len(pairs) == len(set(pairs))


def test_a_second_plan_finds_the_units_of_the_first(empty_file, proposal):
    plans.accept(empty_file, proposal)
    with empty_file.read() as records:
        before = {unit.id for unit in records.all(Unit)}
    plans.accept(empty_file, dataclasses.replace(proposal, title="Kế hoạch năm sau"))
    with empty_file.read() as records:
        assert {unit.id for unit in records.all(Unit)} == before
        assert records.count(Plan) == 2


def test_the_plans_signer_fills_an_empty_name_and_undo_empties_it(empty_file, proposal):
    plans.accept(empty_file, proposal)
    with empty_file.read() as records:
        assert [s.name for s in records.all(Signer)] == [proposal.signer_name]
    history.undo(empty_file)
    with empty_file.read() as records:
        assert [s.name for s in records.all(Signer)] == [None]
        assert records.count(Task) == 0


def test_a_signer_with_a_name_stays(tmp_path, proposal):
    with create_office(tmp_path / "b.kehoach", "xã An Bình", signer="Đỗ Minh Khuê") as office_file:
        plans.accept(office_file, proposal)
        with office_file.read() as records:
            assert [s.name for s in records.all(Signer)] == ["Đỗ Minh Khuê"]


def test_the_name_of_an_indicator_begins_with_a_capital(empty_file, proposal):
    first = dataclasses.replace(proposal.indicators[0], name="tỷ lệ hộ có sổ sức khỏe")
    plans.accept(empty_file, dataclasses.replace(proposal, indicators=[first]))
    with empty_file.read() as records:
        assert [i.name for i in records.all(Indicator)] == ["Tỷ lệ hộ có sổ sức khỏe"]
