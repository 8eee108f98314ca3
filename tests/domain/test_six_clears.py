"""Which of the six clears a task lacks."""

from datetime import date

import pytest

from kehoach_desktop.domain.records import DueKind
from kehoach_desktop.domain.six_clears import CLEARS, missing_clears
from tests.factories import make_task

FULL = {
    "officer": "Mai Lan",
    "due_kind": DueKind.DATE,
    "due_on": date(2026, 6, 15),
    "supervisor": "Phó Chủ tịch",
    "product": "Báo cáo",
    "approver": "Chủ tịch",
}


def missing(has_lead=True, **facts):
    return [clear.name for clear in missing_clears(make_task(**FULL | facts), has_lead)]


def test_a_task_with_everything_lacks_nothing():
    assert missing() == []


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"officer": None}, "người"),
        ({"has_lead": False}, "người"),
        ({"title": "  "}, "việc"),
        ({"due_on": None}, "thời gian"),
        ({"due_kind": DueKind.NONE}, "thời gian"),
        ({"due_kind": DueKind.MONTHS, "due_on": None}, "thời gian"),
        ({"due_kind": DueKind.UNTIL_YEAR, "due_on": None}, "thời gian"),
        ({"supervisor": ""}, "trách nhiệm"),
        ({"product": " "}, "sản phẩm"),
        ({"approver": None}, "thẩm quyền"),
    ],
)
def test_each_clear_is_missed_by_name(facts, name):
    assert missing(**facts) == [name]


@pytest.mark.parametrize(
    "facts",
    [
        {"due_kind": DueKind.ONGOING, "due_on": None},
        {"due_kind": DueKind.MONTHS, "due_on": None, "months": (4,)},
        {"due_kind": DueKind.UNTIL_YEAR, "due_on": None, "due_text": "đến năm 2030"},
    ],
)
def test_every_kind_of_time_is_clear(facts):
    assert missing(**facts) == []


def test_a_bare_task_lacks_all_but_the_work():
    found = missing_clears(make_task(), has_lead=False)
    assert [clear.key for clear in found] == ["person", "time", "responsibility", "product", "authority"]


def test_the_office_may_say_result_instead_of_product():
    assert [clear.label_for("kết quả") for clear in CLEARS] == [
        "Rõ người", "Rõ việc", "Rõ thời gian", "Rõ trách nhiệm", "Rõ kết quả", "Rõ thẩm quyền",
    ]  # fmt: skip
