"""Which edits of a field stand, and what can be undone and redone after any row of steps."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step, StepKind, heads, undo_state


def change(counter, field="title", kind=ChangeKind.UPDATE, supersedes=(), site="a"):
    return Change(
        id=ChangeId(site, counter), step_id="s", kind=kind, record_kind="task", record_id="t",
        field=field if kind is ChangeKind.UPDATE else None, old=None, new="x",
        supersedes=tuple(ChangeId(*parts) for parts in supersedes),
    )  # fmt: skip


BORN = change(1, kind=ChangeKind.CREATE)


@given(st.text(min_size=1, max_size=20), st.integers(0, 10**9))
def test_the_id_of_a_change_reads_back(site, counter):
    assert ChangeId.parse(str(ChangeId(site, counter))) == ChangeId(site, counter)


def test_a_new_record_has_one_head_in_every_field():
    assert heads([BORN], "title") == heads([BORN], "due_on") == [ChangeId("a", 1)]


def test_an_edit_replaces_what_it_supersedes_in_its_field_only():
    edited = change(2, supersedes=[("a", 1)])
    assert heads([BORN, edited], "title") == [ChangeId("a", 2)]
    assert heads([BORN, edited], "product") == [ChangeId("a", 1)]


def test_edits_of_two_sites_that_do_not_know_each_other_are_both_heads():
    ours, theirs = change(2, supersedes=[("a", 1)]), change(1, supersedes=[("a", 1)], site="b")
    assert heads([theirs, BORN, ours], "title") == [ChangeId("a", 2), ChangeId("b", 1)]


def test_a_decision_that_supersedes_both_ends_the_conflict():
    ours, theirs = change(2, supersedes=[("a", 1)]), change(1, supersedes=[("a", 1)], site="b")
    decided = change(3, supersedes=[("a", 2), ("b", 1)])
    assert heads([BORN, ours, theirs, decided], "title") == [ChangeId("a", 3)]


def test_a_deletion_counts_for_every_field():
    deleted = change(2, kind=ChangeKind.DELETE, supersedes=[("a", 1)])
    assert heads([BORN, deleted], "title") == heads([BORN, deleted], "note") == [ChangeId("a", 2)]


@given(st.permutations([BORN, change(2, supersedes=[("a", 1)]), change(1, supersedes=[("a", 1)], site="b")]))
def test_the_order_in_which_changes_come_does_not_matter(changes):
    assert heads(changes, "title") == [ChangeId("a", 2), ChangeId("b", 1)]


def steps(kinds):
    now = datetime(2026, 6, 22, 14, 3, tzinfo=UTC)
    return [
        Step(id=str(n), site="a", number=n, name=f"bước {n}", kind=StepKind(kind), at=now, author="Mai Lan")
        for n, kind in enumerate(kinds.split(), 1)
    ]


def numbers(state):
    return tuple(step.number if step else None for step in (state.undo, state.redo))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", (None, None)),
        ("edit", (1, None)),
        ("edit edit", (2, None)),
        ("edit undo", (None, 2)),
        ("edit edit undo", (1, 3)),
        ("edit edit undo undo", (None, 4)),
        ("edit undo redo", (1, None)),
        ("edit edit undo redo undo", (1, 5)),
        ("edit undo edit", (3, None)),
        ("import edit undo merge", (4, None)),
        ("undo redo edit", (3, None)),
    ],
)
def test_what_can_be_undone_and_redone(kinds, expected):
    assert numbers(undo_state(steps(kinds))) == expected


@given(st.lists(st.sampled_from(list(StepKind)), max_size=25))
def test_a_new_edit_can_be_undone_and_leaves_nothing_to_redo(kinds):
    rows = steps(" ".join([*kinds, StepKind.EDIT]))
    assert numbers(undo_state(rows)) == (len(rows), None)
