"""Two histories of one office made into one: which values stand, which compete; pure, reads no file and asks no clock.

The union of the edits is the merged history. Of one field, the edits nobody superseded are its heads: one head, or equal
values, is taken; several are a conflict, and our value stays until a person decides. So order never matters and twice is
the same as once. A record deleted here and used there stays alive, in conflict, until a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple, Protocol

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step
from kehoach_desktop.frozen import frozen

Values = Mapping[str, Any]  # a record's fields as history keeps them
Links = Mapping[str, tuple[tuple[str, str], ...]]  # kind -> (field, kind of the record it names), ...

# The place of a row in a list: not worth a question, so everybody takes the same edit.
QUIET_FIELDS = frozenset({"position"})


class Key(NamedTuple):
    """A record, alive or not."""

    kind: str
    id: str


@frozen
class Received:
    """A history that came from elsewhere, read and checked; `sha256` tells the same package when it comes again."""

    database_id: str
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    name: str = ""
    sha256: str = ""


@frozen
class Conflict:
    """Edits that compete for one field; without a field: deletion against use. `ours` are those whose value is shown."""

    key: Key
    field: str | None
    ours: tuple[ChangeId, ...]
    theirs: tuple[ChangeId, ...]


@frozen
class Outcome:
    """A record before and after the merge; None where it does not exist."""

    key: Key
    before: Values | None
    after: Values | None
    conflicts: tuple[Conflict, ...] = ()
    rivals: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)  # field -> all values that compete for it
    ends: tuple[Change, ...] = ()  # the standing deletions, by id

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Fields whose shown value changes, of a record that lives before and after."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name, value in self.after.items() if self.before.get(name) != value)


@frozen
class MergePlan:
    """What a merge will do: the edits to take over, and every record they touch."""

    changes: tuple[Change, ...] = ()
    outcomes: Mapping[Key, Outcome] = field(default_factory=dict)

    @property
    def new(self) -> list[Outcome]:
        return [o for o in self.outcomes.values() if o.before is None and o.after is not None]

    @property
    def deleted(self) -> list[Outcome]:
        return [o for o in self.outcomes.values() if o.before is not None and o.after is None]

    @property
    def changed(self) -> list[Outcome]:
        return [o for o in self.outcomes.values() if o.changed_fields]

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for outcome in self.outcomes.values() for conflict in outcome.conflicts]


class OurSide(Protocol):
    """What planning asks of the file that is merged into; each is asked for many records at once."""

    def past(self, keys: Iterable[Key]) -> Mapping[Key, Sequence[Change]]:
        """All our edits of these records."""
        ...

    def current(self, keys: Iterable[Key]) -> Mapping[Key, Values]:
        """Their fields now; those that do not exist are left out."""
        ...

    def referrers(self, keys: Iterable[Key]) -> Iterable[tuple[Key, Key]]:
        """(living record, record it names) for every record of ours that names one of these."""
        ...

    def contested(self) -> Iterable[Key]:
        """Records with an undecided conflict; they are looked at again, for its reason may have gone."""
        ...


def plan_merge(incoming: Iterable[Change], ours: OurSide, links: Links) -> MergePlan:
    """What taking over these edits, none of which we have, does to our records."""
    news: dict[Key, list[Change]] = defaultdict(list)
    for change in incoming:
        news[Key(change.record_kind, change.record_id)].append(change)
    touched = dict.fromkeys([*news, *ours.contested()])
    outcomes = _settle_all(touched, news, ours)
    _keep_what_is_used(outcomes, ours, links)
    return MergePlan(tuple(change for changes in news.values() for change in changes), outcomes)


def settle(key: Key, changes: Sequence[Change], shown: Values | None) -> Outcome:
    """What stands of one record after all its edits; `shown` is what our screen shows of it now."""
    if len(changes) == 1 and changes[0].kind is ChangeKind.CREATE:  # nearly every new record: nothing to compare
        return Outcome(key, shown, changes[0].new)
    lives = [c for c in changes if c.kind is not ChangeKind.UPDATE]
    updates: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind is ChangeKind.UPDATE and change.field:
            updates[change.field].append(change)
    plain = _heads(lives)
    heads = {name: _heads([*lives, *edits]) for name, edits in updates.items()}
    standing = {c.id: c for some in (plain, *heads.values()) for c in some}
    ends = tuple(sorted((c for c in standing.values() if c.kind is ChangeKind.DELETE), key=lambda c: c.id))
    alive = [c for c in standing.values() if c.kind is not ChangeKind.DELETE]
    if not alive:
        return Outcome(key, shown, None, ends=ends)
    after: dict[str, Any] = {}
    rivals: dict[str, tuple[Any, ...]] = {}
    conflicts: list[Conflict] = []
    for name in _names(lives, heads):
        candidates = _candidates(name, heads.get(name, plain))
        if not candidates:
            continue
        value = _chosen(name, candidates, shown)
        after[name] = value
        ours = tuple(sorted(i for i, other in candidates.items() if other == value))
        theirs = tuple(sorted(i for i, other in candidates.items() if other != value))
        if theirs and name not in QUIET_FIELDS:
            conflicts.append(Conflict(key, name, ours, theirs))
            rivals[name] = tuple(candidates.values())
    if ends:
        conflicts.append(Conflict(key, None, _ids(alive), _ids(ends)))
    return Outcome(key, shown, after, tuple(conflicts), rivals, ends)


def revived(outcome: Outcome) -> Outcome:
    """A deleted record as it last was, in conflict with its deletion: something that lives names it."""
    conflict = Conflict(outcome.key, None, (), _ids(outcome.ends))
    return Outcome(outcome.key, outcome.before, dict(outcome.ends[-1].old), (conflict,), ends=outcome.ends)


# --- inside ---


def _settle_all(keys: Iterable[Key], news: Mapping[Key, Sequence[Change]], ours: OurSide) -> dict[Key, Outcome]:
    """The records after all edits, ours and new; a key nobody ever edited is left out."""
    keys = list(keys)
    past, current = ours.past(keys), ours.current(keys)
    edits = {key: [*past.get(key, ()), *news.get(key, ())] for key in keys}
    return {key: settle(key, changes, current.get(key)) for key, changes in edits.items() if changes}


def _keep_what_is_used(outcomes: dict[Key, Outcome], ours: OurSide, links: Links) -> None:
    """Brings back what one side deleted and living records of the other name, until nothing hangs in the air.

    A record named here of which nobody knows anything is left to the file's own check, which refuses the whole merge.
    """
    look_at = set(outcomes)
    while look_at:
        named = {target for key in look_at for target in _links_of(outcomes[key], links)}
        strangers = named - outcomes.keys()
        outcomes |= _settle_all(strangers - ours.current(strangers).keys(), {}, ours)
        dead = {key for key in look_at if outcomes[key].after is None}
        used = {target for source, target in ours.referrers(dead) if source not in outcomes}
        look_at = {key for key in named | used if key in outcomes and outcomes[key].after is None}
        for key in look_at:
            outcomes[key] = revived(outcomes[key])


def _links_of(outcome: Outcome, links: Links) -> Iterable[Key]:
    """The records a living one names, and would name if a conflict were decided otherwise."""
    if outcome.after is None:
        return
    for name, kind in links.get(outcome.key.kind, ()):
        for target in outcome.rivals.get(name) or (outcome.after.get(name),):
            if target is not None:
                yield Key(kind, target)


def _heads(changes: Sequence[Change]) -> list[Change]:
    gone = {i for c in changes for i in c.supersedes}
    return [c for c in changes if c.id not in gone]


def _names(lives: Iterable[Change], updated: Iterable[str]) -> Iterable[str]:
    """Every field any edit knows, in the record's order where its birth is among them."""
    names: dict[str, None] = {}
    for life in lives:
        names |= dict.fromkeys((life.new if life.kind is ChangeKind.CREATE else life.old) or ())
    return {**names, **dict.fromkeys(updated)}


def _candidates(name: str, heads: Iterable[Change]) -> dict[ChangeId, Any]:
    """The competing values by edit; the last value of a deleted record only where no living edit has one."""
    living, dead = {}, {}
    for change in heads:
        if change.kind is ChangeKind.UPDATE:
            living[change.id] = change.new
        elif change.kind is ChangeKind.CREATE and name in change.new:
            living[change.id] = change.new[name]
        elif change.kind is ChangeKind.DELETE and name in change.old:
            dead[change.id] = change.old[name]
    return living or ({max(dead): dead[max(dead)]} if dead else {})


def _chosen(name: str, candidates: Mapping[ChangeId, Any], shown: Values | None) -> Any:
    """What we show while it is undecided: what we showed before, else the same on every machine."""
    if name not in QUIET_FIELDS and shown is not None and name in shown and shown[name] in candidates.values():
        return shown[name]
    return candidates[max(candidates)]


def _ids(changes: Iterable[Change]) -> tuple[ChangeId, ...]:
    return tuple(sorted(c.id for c in changes))
