"""The sample plan's Word file is what its text gives, the importer reads it, and the reported half-year fits what is read."""

import importlib.util
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.importing.read_plan import read_plan
from kehoach_desktop.paths import resource

WORD = resource("sample", "ke-hoach-mau.docx")
TEXT = resource("sample", "ke-hoach-mau.txt").read_text(encoding="utf-8")
HALF_YEAR = tomllib.loads(resource("sample", "half-year.toml").read_text(encoding="utf-8"), parse_float=Decimal)
NAMES = UnitNames.from_table(tomllib.loads(resource("rules", "units.toml").read_text(encoding="utf-8")))
SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "build_sample.py"


@cache
def builder():
    spec = importlib.util.spec_from_file_location("build_sample", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def proposal():
    return read_plan(WORD)


@pytest.fixture(scope="module")
def made():
    return builder().build(TEXT)


def test_the_word_file_is_what_the_text_gives(made):
    assert builder().contents(WORD.read_bytes()) == builder().contents(made)


def test_the_same_text_gives_the_same_bytes(made):
    assert builder().build(TEXT) == made


def test_the_text_is_composed():
    assert nfc(TEXT) == TEXT


def test_word_itself_counts_and_bullets(made):
    document = builder().contents(made)["word/document.xml"].decode()
    assert document.count("<w:numPr>") > 100
    assert "III." not in document


def test_the_importer_reads_the_head_and_the_end():
    plan = proposal()
    assert (plan.place, plan.unit_type, plan.doc_number, plan.doc_symbol) == ("An Bình", "xã", "27", "KH-UBND")
    assert plan.doc_date == date(2026, 2, 12)
    assert plan.signer_authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert (plan.signer_position, plan.signer_name) == ("PHÓ CHỦ TỊCH", "Lê Thị Minh Hạnh")
    assert [basis.number for basis in plan.legal_bases] == [
        "09/2019/NĐ-CP", "72-NQ/TW", "112/KH-UBND", "18-CTr/ĐU", "06/TTr-VHXH",
    ]  # fmt: skip
    assert len(plan.recipients) == 8


def test_the_importer_reads_every_task_and_figure():
    plan = proposal()
    assert len(plan.tasks) == 71
    assert len(plan.indicators) == 24
    assert {(d.cycle, d.day, d.month) for d in plan.report_deadlines} == {
        ("quy", 18, None), ("6_thang", 18, 6), ("9_thang", 18, 9), ("nam", 18, 12),
    }  # fmt: skip


def test_every_unit_that_leads_or_supports_is_known():
    known = {NAMES.key(unit["name"]) for unit in HALF_YEAR["unit"]}
    named = {NAMES.key(name) for task in proposal().tasks for name in (*task.lead, *task.support)}
    assert named <= known


@pytest.mark.parametrize("given", HALF_YEAR["task"], ids=lambda given: given["match"])
def test_a_reported_task_is_one_of_the_plan(given):
    assert sum(fold(given["match"]) in fold(task.text) for task in proposal().tasks) == 1


@pytest.mark.parametrize("given", HALF_YEAR["indicator"], ids=lambda given: given["match"])
def test_a_reported_indicator_is_in_the_plan(given):
    first = next(item for item in proposal().indicators if fold(given["match"]) in fold(item.text))
    assert first.year == 2026


def test_every_task_of_the_plan_is_reported():
    assert len(HALF_YEAR["task"]) == len(proposal().tasks)


def test_the_reports_are_those_of_known_units_each_once():
    known = [unit["name"] for unit in HALF_YEAR["unit"] if not unit.get("is_group")]
    assert len(known) == len(set(known)) == 30
    for states in HALF_YEAR["submissions"].values():
        senders = [name for state, rows in states.items() if state != "notes" for name in rows]
        assert len(senders) == len(set(senders))
        assert set(senders) <= set(known)


def test_numerators_stay_within_their_denominators():
    rows = [row for given in HALF_YEAR["indicator"] for row in given.get("result", {}).values()]
    rows += [
        row for given in HALF_YEAR["indicator"] for units in given.get("by_unit", {}).values() for row in units.values()
    ]
    pairs = [(row["numerator"], row["denominator"]) for row in rows if "numerator" in row]
    assert len(pairs) > 25
    assert all(0 <= numerator <= denominator for numerator, denominator in pairs)


def test_finished_tasks_and_only_they_have_a_day_of_finishing():
    assert all((given["state"] == "done") == ("finished_on" in given) for given in HALF_YEAR["task"])
    assert all(given["finished_on"] <= HALF_YEAR["today"] for given in HALF_YEAR["task"] if "finished_on" in given)
