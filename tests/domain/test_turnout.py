"""Who reports and whose report counts as handed in."""

import factories as make
import pytest

from kehoach_desktop.domain.records import SubmissionState
from kehoach_desktop.domain.submissions import has_come, reporting_units, turnout


@pytest.mark.parametrize(
    ("state", "came"),
    [
        (SubmissionState.SENT, True),
        (SubmissionState.APPROVED, True),
        (SubmissionState.RETURNED, False),
        (SubmissionState.NOT_SENT, False),
    ],
)
def test_a_report_given_back_is_awaited_again(state, came):
    assert has_come(make.make_submission(state=state)) is came
    assert not has_come(None)


def office():
    task = make.make_task(id="t")
    units = [
        make.make_unit(id=key, name=key, is_group=key == "g") for key in ("lead", "g", "member", "follower", "idle")
    ]
    return make.make_dossier(
        task, *units, make.make_member(id="m", group_id="g", unit_id="member"),
        make.make_assignment(task, units[0]), make.make_assignment(task, units[1]),
        make.make_indicator(unit_id="follower"),
        make.make_submission(unit_id="lead", state=SubmissionState.RETURNED),
        make.make_submission(unit_id="follower", state=SubmissionState.SENT),
    )  # fmt: skip


def test_units_report_for_themselves_and_groups_by_their_members():
    assert [unit.id for unit in reporting_units(office())] == ["lead", "member", "follower"]


def test_the_turnout_of_a_period_adds_up():
    found = turnout(office(), "2026-H1")
    assert [unit.id for unit in found.came] == ["follower"]
    assert [unit.id for unit in found.missing] == ["lead", "member"]
    assert [unit.id for unit in found.returned] == ["lead"]
    assert [unit.id for unit in found.waiting] == ["follower"]
    assert len(found.came) + len(found.missing) == len(found.reports)
