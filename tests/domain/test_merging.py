"""Merging as arithmetic of edits: any order, any number of times, and nothing anybody wrote is lost."""

import os
import random
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, heads
from kehoach_desktop.domain.merging import Key, MergePlan, plan_merge, settle

ROUNDS = int(os.environ.get("KEHOACH_MERGE_ROUNDS", "500"))
LINKS = {"assignment": (("task_id", "task"), ("unit_id", "unit")), "task": (("unit_id", "unit"),)}
REQUIRED = {("assignment", "task_id"), ("assignment", "unit_id")}
FIELDS = {"unit": ("name", "head"), "task": ("title", "unit_id"), "assignment": ("task_id", "unit_id", "role")}


class Site:
    """A copy of the office on one machine: its records, its history, and the edits a person can make there."""

    def __init__(self, name):
        self.name = name
        self.counter = 0
        self.changes: dict[ChangeId, Change] = {}
        self.rows: dict[Key, dict] = {}
        self.conflicts: dict[tuple[Key, str | None], frozenset[ChangeId]] = {}
        self._by_key: dict[Key, list[Change]] = defaultdict(list)

    # what planning asks

    def past(self, keys):
        return {key: self._by_key.get(key, []) for key in keys}

    def current(self, keys):
        return {key: self.rows[key] for key in keys if key in self.rows}

    def referrers(self, keys):
        wanted = set(keys)
        for key, row in self.rows.items():
            for field, kind in LINKS.get(key.kind, ()):
                if row.get(field) and Key(kind, row[field]) in wanted:
                    yield key, Key(kind, row[field])

    def contested(self):
        return {key for key, _ in self.conflicts}

    # what a person does

    def create(self, key, **values):
        # The same id may be born on two machines: the key of what has a natural one.
        self._edit(key, ChangeKind.CREATE, None, None, {"id": key.id, **values}, self._standing(key))
        self.rows[key] = {"id": key.id, **values}

    def update(self, key, field, value):
        self._edit(key, ChangeKind.UPDATE, field, self.rows[key][field], value, heads(self._by_key[key], field))
        self.rows[key] = {**self.rows[key], field: value}
        self.conflicts.pop((key, field), None)

    def delete(self, key):
        for other, row in list(self.rows.items()):
            for field, kind in LINKS.get(other.kind, ()):
                if other in self.rows and Key(kind, row[field] or "") == key:
                    if (other.kind, field) in REQUIRED:
                        self.delete(other)
                    else:
                        self.update(other, field, None)
        self._edit(key, ChangeKind.DELETE, None, self.rows[key], None, self._standing(key))
        del self.rows[key]
        self.conflicts = {at: ids for at, ids in self.conflicts.items() if at[0] != key}

    def keep(self, key):
        """Decides that a contested record stays."""
        self._edit(key, ChangeKind.CREATE, None, None, self.rows[key], self._standing(key))
        self.conflicts = {at: ids for at, ids in self.conflicts.items() if at[0] != key}

    def merge(self, *others: "Site") -> MergePlan:
        incoming = {i: c for other in others for i, c in other.changes.items() if i not in self.changes}
        plan = plan_merge(incoming.values(), self, LINKS)
        for change in plan.changes:
            self._take(change)
        for key, outcome in plan.outcomes.items():
            self.conflicts = {at: ids for at, ids in self.conflicts.items() if at[0] != key}
            for conflict in outcome.conflicts:
                self.conflicts[key, conflict.field] = frozenset(conflict.ours + conflict.theirs)
            if outcome.after is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = dict(outcome.after)
        return plan

    def copy(self):
        other = Site(self.name + "'")
        for change in self.changes.values():
            other._take(change)
        other.rows, other.conflicts = dict(self.rows), dict(self.conflicts)
        return other

    def _standing(self, key):
        past = self._by_key[key]
        return sorted({i for name in {c.field or "" for c in past} for i in heads(past, name)})

    def _edit(self, key, kind, field, old, new, supersedes):
        self.counter += 1
        self._take(
            Change(
                id=ChangeId(self.name, self.counter), step_id="", kind=kind, record_kind=key.kind, record_id=key.id,
                field=field, old=old, new=new, supersedes=tuple(supersedes),
            )
        )  # fmt: skip

    def _take(self, change):
        self.changes[change.id] = change
        self._by_key[Key(change.record_kind, change.record_id)].append(change)


def settled(site):
    """What two copies must agree on: history, what is undecided, and every value that is not."""
    undecided = set(site.conflicts)
    rows = {
        key: {name: value for name, value in row.items() if (key, name) not in undecided}
        for key, row in site.rows.items()
    }
    return set(site.changes), dict(site.conflicts), rows


def all_heads(site):
    for key, changes in site._by_key.items():
        for name in {c.field for c in changes if c.field} or {""}:
            for i in heads(changes, name):
                yield key, name, site.changes[i]


def play(seed, sites, edits=12):
    """Random work on several machines with exchanges in between, from one file copied to all of them."""
    chance = random.Random(seed)
    first = Site("first")
    for n in range(3):
        first.create(Key("unit", f"u{n}"), name=f"Đơn vị {n}", head=None)
        first.create(Key("task", f"t{n}"), title=f"Việc {n}", unit_id=f"u{n}")
        first.create(Key("assignment", f"a{n}"), task_id=f"t{n}", unit_id=f"u{(n + 1) % 3}", role="lead")
    machines = [first.copy() for _ in range(sites)]
    for number, machine in enumerate(machines):
        machine.name = f"s{number}"
    for count in range(edits):
        _one_edit(chance, chance.choice(machines), machines, count)
    return machines


def _one_edit(chance, site, machines, count):
    def ids(kind):
        return [key for key in site.rows if key.kind == kind]

    match chance.choice(["name", "name", "name", "link", "add", "add", "same", "delete", "merge", "keep"]):
        case "name" if ids("unit"):
            site.update(chance.choice(ids("unit")), chance.choice(["name", "head"]), chance.choice("abc"))
        case "link" if ids("task") and ids("unit"):
            site.update(chance.choice(ids("task")), "unit_id", chance.choice(ids("unit")).id)
        case "add" if ids("task") and ids("unit"):
            key = Key("assignment", f"{site.name}-{count}")
            site.create(
                key, task_id=chance.choice(ids("task")).id, unit_id=chance.choice(ids("unit")).id, role="support"
            )
        case "same" if Key("unit", "natural") not in site.rows:
            site.create(Key("unit", "natural"), name=chance.choice("ab"), head=None)
        case "delete" if site.rows:
            site.delete(chance.choice(sorted(site.rows)))
        case "merge":
            site.merge(chance.choice(machines))
        case "keep" if site.conflicts:
            site.keep(chance.choice(sorted(site.contested())))
        case _:
            pass


rounds = settings(max_examples=ROUNDS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
worlds = st.builds(play, st.integers(0, 2**32), st.integers(3, 6))


@rounds
@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_merging_does_not_matter(machines, chance):
    orders = [list(machines), list(machines)]
    chance.shuffle(orders[1])
    ends = []
    for order in orders:
        end = order[0].copy()
        for machine in order[1:]:
            end.merge(machine)
        end.merge()  # looks once more at what was contested on the way
        ends.append(settled(end))
    assert ends[0] == ends[1]


@rounds
@given(worlds)
def test_one_by_one_is_the_same_as_all_at_once(machines):
    one_by_one, at_once = machines[0].copy(), machines[0].copy()
    for machine in machines[1:]:
        one_by_one.merge(machine)
    at_once.merge(*machines[1:])
    for end in (one_by_one, at_once):
        end.merge()
    assert settled(one_by_one) == settled(at_once)


@rounds
@given(worlds)
def test_merging_twice_or_with_oneself_changes_nothing(machines):
    ours, theirs = machines[0].copy(), machines[1]
    ours.merge(theirs)
    ours.merge()
    before = settled(ours), dict(ours.rows)
    for again in (ours.merge(theirs), ours.merge(ours), ours.merge()):
        assert not again.changes
        assert not (again.new)
        assert not (again.deleted)
        assert not again.changed
    assert (settled(ours), dict(ours.rows)) == before


@rounds
@given(worlds)
def test_no_edit_vanishes(machines):
    end = machines[0].copy()
    end.merge(*machines[1:])
    for machine in machines:
        assert machine.changes.keys() <= end.changes.keys()
    for key, name, head in all_heads(end):
        rival = any(head.id in end.conflicts.get((key, field), ()) for field in (name or None, None))
        if head.kind is ChangeKind.UPDATE:
            assert rival or end.rows[key][name] == head.new
        elif head.kind is ChangeKind.DELETE:
            assert rival or key not in end.rows
        elif not name:
            assert key in end.rows


@rounds
@given(worlds)
def test_no_record_hangs_in_the_air(machines):
    end = machines[0].copy()
    for machine in machines[1:]:
        end.merge(machine)
    for key, row in end.rows.items():
        for field, kind in LINKS.get(key.kind, ()):
            assert row[field] is None or Key(kind, row[field]) in end.rows


@rounds
@given(worlds)
def test_a_decision_travels_and_is_made_once(machines):
    here, there = machines[0].copy(), machines[1].copy()
    here.name, there.name = "here", "there"
    here.merge(*machines[1:])
    there.merge(*machines)
    while here.conflicts:
        key, field = min(here.conflicts, key=str)
        if field is None:
            here.keep(key)
        else:
            here.update(key, field, here.rows[key][field])
        here.merge()
    there.merge(here)
    assert not there.conflicts
    assert settled(here) == settled(there)
    assert not here.merge(there).changes


# one case, one sentence


@pytest.fixture
def two():
    """Two machines with the same unit."""
    first = Site("first")
    first.create(Key("unit", "u"), name="Trạm Y tế", head=None)
    ours, theirs = first.copy(), first.copy()
    ours.name, theirs.name = "ours", "theirs"
    return ours, theirs


def test_edits_of_different_fields_are_both_taken(two):
    ours, theirs = two
    ours.update(Key("unit", "u"), "name", "Trạm Y tế xã")
    theirs.update(Key("unit", "u"), "head", "Lê Thị Mơ")
    plan = ours.merge(theirs)
    assert not plan.conflicts
    assert ours.rows[Key("unit", "u")] == {"id": "u", "name": "Trạm Y tế xã", "head": "Lê Thị Mơ"}


def test_two_values_for_one_field_keep_ours_and_name_both(two):
    ours, theirs = two
    ours.update(Key("unit", "u"), "head", "Lê Thị Mơ")
    theirs.update(Key("unit", "u"), "head", "Vũ Văn Bảy")
    (conflict,) = ours.merge(theirs).conflicts
    assert ours.rows[Key("unit", "u")]["head"] == "Lê Thị Mơ"
    assert (conflict.field, conflict.ours, conflict.theirs) == ("head", (("ours", 1),), (("theirs", 1),))


def test_equal_values_are_no_conflict(two):
    for site in two:
        site.update(Key("unit", "u"), "head", "Lê Thị Mơ")
    assert not two[0].merge(two[1]).conflicts


def test_what_was_deleted_there_and_edited_here_stays_in_conflict(two):
    ours, theirs = two
    ours.update(Key("unit", "u"), "head", "Lê Thị Mơ")
    theirs.delete(Key("unit", "u"))
    (conflict,) = ours.merge(theirs).conflicts
    assert (conflict.field, ours.rows[Key("unit", "u")]["head"]) == (None, "Lê Thị Mơ")


def test_what_was_deleted_there_and_used_here_stays_in_conflict(two):
    ours, theirs = two
    ours.create(Key("task", "t"), title="Khám mắt", unit_id="u")
    theirs.delete(Key("unit", "u"))
    for end in (ours.copy(), theirs.copy()):
        plan = end.merge(ours, theirs)
        assert [c.field for c in plan.conflicts] == [None]
        assert Key("unit", "u") in end.rows


def test_a_used_record_comes_back_as_its_deletion_kept_it_on_every_machine(two):
    """One machine still shows an older name than the one that was there when the record was deleted elsewhere."""
    ours, theirs = two
    third = ours.copy()
    third.name = "third"
    theirs.update(Key("unit", "u"), "name", "Trạm Y tế xã")
    theirs.delete(Key("unit", "u"))
    ours.create(Key("task", "t"), title="Khám mắt", unit_id="u")
    shown = []
    for end in (ours, theirs, third):
        copy = end.copy()
        copy.merge(ours, theirs)
        shown.append(copy.rows[Key("unit", "u")]["name"])
    assert shown == ["Trạm Y tế xã"] * 3


def test_what_was_deleted_there_and_left_alone_here_goes(two):
    ours, theirs = two
    theirs.delete(Key("unit", "u"))
    assert [o.key for o in ours.merge(theirs).deleted] == [Key("unit", "u")]
    assert not ours.rows


def test_places_in_a_list_are_never_asked_about():
    edits = [
        Change(id=ChangeId("a", 1), step_id="", kind=ChangeKind.CREATE, record_kind="unit", record_id="u", field=None,
               old=None, new={"id": "u", "position": 1}),
        *(
            Change(id=ChangeId(site, 2), step_id="", kind=ChangeKind.UPDATE, record_kind="unit", record_id="u",
                   field="position", old=1, new=place, supersedes=(ChangeId("a", 1),))
            for site, place in (("b", 5), ("c", 9))
        ),
    ]  # fmt: skip
    outcomes = [settle(Key("unit", "u"), order, {"id": "u", "position": 5}) for order in (edits, edits[::-1])]
    assert [(o.after, o.conflicts) for o in outcomes] == [({"id": "u", "position": 9}, ())] * 2
