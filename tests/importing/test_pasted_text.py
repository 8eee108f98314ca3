"""A plan copied out of Word and pasted is read like its file."""

import pytest

from kehoach_desktop.importing.faults import EmptyPlan, PlanTooLarge
from kehoach_desktop.importing.read_plan import PASTED, read_pasted
from kehoach_desktop.paths import resource

SAMPLE = resource("sample", "ke-hoach-mau.txt").read_text(encoding="utf-8")


def test_pasted_text_is_read_like_a_file():
    proposal = read_pasted(SAMPLE.replace("\n", "\r\n"))
    assert proposal.source_name == PASTED
    assert proposal.place == "An Bình"
    assert len(proposal.tasks) > 50


def test_an_empty_clipboard_is_said_to_be_empty():
    with pytest.raises(EmptyPlan):
        read_pasted("  \r\n ")


def test_more_than_a_plan_is_refused():
    with pytest.raises(PlanTooLarge):
        read_pasted("chữ " * 2_000_000)


def test_two_plans_in_one_text_lose_no_task_of_either():
    both = read_pasted(SAMPLE + "\n\n" + SAMPLE.replace("An Bình", "Hòa Lâm"))
    once = read_pasted(SAMPLE)
    assert len(both.paragraphs) >= 2 * len(once.paragraphs) - 2
    assert len(both.tasks) >= 2 * len(once.tasks) - 12
