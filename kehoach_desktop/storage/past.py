"""Reads history for people: pages of steps, their edits, the life of a record, what was deleted. Changes nothing.

Every reader is one statement. Pages go by the time of the step (clocks serve display, and this is display) and, within
one moment, by the order in which steps came into the file.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, func, or_, select, type_coerce

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step, StepKind
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.recorder import chunks
from kehoach_desktop.storage.tables import ChangeRow, StepRow

_STEP = StepRow.__table__.c
_EDIT = ChangeRow.__table__.c
_moment: ColumnElement[str] = type_coerce(
    _STEP.at, Text
)  # ISO text: compares like the moments of one time zone, and without parsing
_STEP_FIELDS = tuple(field.name for field in fields(Step))
_STEP_COLUMNS = tuple(_STEP[name] for name in _STEP_FIELDS)


class Place(NamedTuple):
    """Where a step stands among all, newest first."""

    at: str
    arrival: int


@frozen
class Filter:
    """Which steps are wanted; None asks for all. `record_ids`: those that touched one of these records."""

    author: str | None = None
    record_kind: str | None = None
    step_kinds: tuple[StepKind, ...] | None = None
    since: date | None = None
    record_ids: tuple[str, ...] | None = None


@frozen
class PastStep:
    """A step with how many edits it holds and the record its first edit is about."""

    step: Step
    place: Place
    edits: int
    first: tuple[str, str] | None


@frozen
class Totals:
    """How much history there is, and who made it."""

    steps: int
    machines: int
    authors: tuple[str, ...]


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.author is not None:
        yield _STEP.author == wanted.author
    if wanted.step_kinds is not None:
        yield _STEP.kind.in_(wanted.step_kinds)
    if wanted.since is not None:
        yield _moment >= wanted.since.isoformat()
    if wanted.record_kind is not None:
        edits = select(1).where(_EDIT.step_id == _STEP.id, _EDIT.record_kind == wanted.record_kind)
        yield edits.correlate(StepRow.__table__).exists()
    if wanted.record_ids is not None:
        yield _STEP.id.in_(select(_EDIT.step_id).where(_EDIT.record_id.in_(wanted.record_ids)))


def _lines(*conditions: ColumnElement[bool], size: int | None = None) -> Select[*tuple[Any, ...]]:
    """The newest steps under conditions with what their rows tell; counts are made for the page and not for all steps."""
    wanted = select(*_STEP_COLUMNS, _moment.label("at_text"), _STEP.arrival).where(*conditions)
    page = wanted.order_by(_moment.desc(), _STEP.arrival.desc()).limit(size).subquery("page")
    mine = _EDIT.step_id == page.c.id
    count = select(func.count()).select_from(ChangeRow.__table__).where(mine).correlate(page)
    first = select(_EDIT.record_kind + " " + _EDIT.record_id).where(mine).correlate(page)
    first = first.order_by(_EDIT.counter).limit(1)
    return select(
        page, count.scalar_subquery().label("edits"), first.scalar_subquery().label("first")
    ).order_by(page.c.at_text.desc(), page.c.arrival.desc())  # fmt: skip


def _read_lines(office_file: OfficeFile, query: Select[*tuple[Any, ...]]) -> list[PastStep]:
    with office_file.looking() as connection:
        return [_line(row) for row in connection.execute(query)]


def _line(row: Any) -> PastStep:
    kind, _, record_id = (row.first or "").partition(" ")
    return PastStep(
        step=_step(row), place=Place(row.at_text, row.arrival), edits=row.edits,
        first=(kind, record_id) if record_id else None,
    )  # fmt: skip


def _step(row: Any) -> Step:
    return Step(**{name: getattr(row, name) for name in _STEP_FIELDS})


def steps_after(office_file: OfficeFile, wanted: Filter, after: Place | None, size: int) -> list[PastStep]:
    """The next page of steps, newest first; from the newest on where no place is given."""
    conditions = list(_conditions(wanted))
    if after is not None:
        conditions.append(or_(_moment < after.at, and_(_moment == after.at, _STEP.arrival < after.arrival)))
    return _read_lines(office_file, _lines(*conditions, size=size))


def steps_at(office_file: OfficeFile, arrivals: Sequence[int]) -> list[PastStep]:
    """Steps by their arrival numbers, newest first."""
    return _read_lines(office_file, _lines(_STEP.arrival.in_(arrivals)))


def step_names(office_file: OfficeFile, wanted: Filter) -> list[tuple[int, str]]:
    """(arrival, name) of every wanted step, newest first: what a search by words goes through."""
    query = select(_STEP.arrival, _STEP.name).where(*_conditions(wanted)).order_by(_moment.desc(), _STEP.arrival.desc())
    with office_file.looking() as connection:
        return [(arrival, name) for arrival, name in connection.execute(query)]


def steps_touching(office_file: OfficeFile, record_ids: Iterable[str]) -> set[int]:
    """Arrival numbers of the steps that edited one of these records."""
    found: set[int] = set()
    with office_file.looking() as connection:
        for ids in chunks(record_ids):
            query = select(_STEP.arrival).distinct().join(ChangeRow.__table__).where(_EDIT.record_id.in_(ids))
            found.update(connection.scalars(query))
    return found


_BARE = re.compile("[adeiouy]")  # what accents are put on, and d, which may be a đ


def values_like(
    office_file: OfficeFile, wanted: Filter, words: Iterable[str]
) -> Iterator[tuple[int, str | None, str | None, str | None]]:
    """(arrival of the step, field, old, new) of edits whose values, as JSON text, may have these words without accents.

    The database looks with a blank for each letter that may bear an accent, which is quick and lets too much through.
    """
    old, new = type_coerce(_EDIT.old, Text), type_coerce(_EDIT.new, Text)
    likes = [f"%{_BARE.sub('_', word.replace('!', '!!').replace('%', '!%').replace('_', '!_'))}%" for word in words]
    query = (
        select(_STEP.arrival, _EDIT.field, old.label("old_text"), new.label("new_text"))
        .join_from(ChangeRow.__table__, StepRow.__table__)
        .where(*_conditions(wanted), *(or_(old.like(like, escape="!"), new.like(like, escape="!")) for like in likes))
    )
    with office_file.looking() as connection:
        for row in connection.execute(query):
            yield row.arrival, row.field, row.old_text, row.new_text


def undone_steps(office_file: OfficeFile) -> frozenset[str]:
    """Ids of the steps that were taken back and not done again."""
    query = select(_STEP.id, _STEP.kind, _STEP.target_id).where(_STEP.target_id.is_not(None)).order_by(_STEP.arrival)
    undone: set[str] = set()
    taken_back: dict[str, str] = {}  # a step that takes back -> what it took back
    with office_file.looking() as connection:
        for step_id, kind, target in connection.execute(query):
            if kind is StepKind.REDO:
                target = taken_back.get(target, "")  # noqa: PLW2901 - what the undo had taken back stands again
                undone.discard(target)
                undone.update({taken_back[target]} if target in taken_back else ())
            else:
                undone.add(target)
                undone.discard(taken_back.get(target, ""))
                taken_back[step_id] = target
    return frozenset(undone)


def totals(office_file: OfficeFile) -> Totals:
    """Counts for the head of the history, and the names of all who wrote it."""
    query = select(_STEP.author, _STEP.site, func.count()).group_by(_STEP.author, _STEP.site)
    with office_file.looking() as connection:
        rows = connection.execute(query).all()
    machines = {row.site for row in rows} - {office_file.database_id}  # the file's own birth is nobody's machine
    return Totals(sum(row[2] for row in rows), len(machines), tuple(sorted({row.author for row in rows})))


def step_by_id(office_file: OfficeFile, step_id: str) -> PastStep | None:
    """One step, None when it is not in the file."""
    return next(iter(_read_lines(office_file, _lines(_STEP.id == step_id))), None)


def edits_of_step(office_file: OfficeFile, step_id: str, most: int) -> list[Change]:
    """The first edits of a step, in the order in which they were made."""
    query = select(ChangeRow.__table__).where(_EDIT.step_id == step_id).order_by(_EDIT.counter).limit(most)
    with office_file.looking() as connection:
        return [_change(row) for row in connection.execute(query)]


def edits_of_steps(office_file: OfficeFile, step_ids: Iterable[str]) -> dict[str, list[Change]]:
    """Every edit of some steps by the step's id, in the order in which they were made."""
    found: dict[str, list[Change]] = {}
    with office_file.looking() as connection:
        for ids in chunks(step_ids):
            query = select(ChangeRow.__table__).where(_EDIT.step_id.in_(ids)).order_by(_EDIT.site, _EDIT.counter)
            for row in connection.execute(query):
                found.setdefault(row.step_id, []).append(_change(row))
    return found


def life_of_field(office_file: OfficeFile, record_id: str, field: str) -> list[tuple[Step, Change]]:
    """Every edit that set or ended one field of a record, oldest first; births and deaths set all fields."""
    about = or_(_EDIT.field == field, _EDIT.kind != ChangeKind.UPDATE)
    return list(_steps_with_edits(office_file, _EDIT.record_id == record_id, about))


def deletions(office_file: OfficeFile, kinds: Collection[str]) -> list[tuple[Step, Change]]:
    """Every deletion of records of these kinds, oldest first, whether or not they are back."""
    return list(_steps_with_edits(office_file, _EDIT.kind == ChangeKind.DELETE, _EDIT.record_kind.in_(kinds)))


def last_deletion(office_file: OfficeFile, record_id: str) -> tuple[Step, Change] | None:
    """The step that last deleted a record, None when none did."""
    found = list(_steps_with_edits(office_file, _EDIT.record_id == record_id, _EDIT.kind == ChangeKind.DELETE))
    return found[-1] if found else None


def births_and_deaths(office_file: OfficeFile, record_ids: Iterable[str]) -> dict[str, Change]:
    """The last whole value history has of each record: of its deletion, else of its creation."""
    found: dict[str, Change] = {}
    for ids in chunks(record_ids):
        for _, change in _steps_with_edits(office_file, _EDIT.record_id.in_(ids), _EDIT.kind != ChangeKind.UPDATE):
            if change.kind is ChangeKind.DELETE or change.record_id not in found:
                found[change.record_id] = change
    return found


def lives(office_file: OfficeFile, record_ids: Iterable[str]) -> Iterator[tuple[Step, Change]]:
    """Every edit of these records with its step, oldest first."""
    for ids in chunks(record_ids):
        yield from _steps_with_edits(office_file, _EDIT.record_id.in_(ids))


def _steps_with_edits(office_file: OfficeFile, *conditions: ColumnElement[bool]) -> Iterator[tuple[Step, Change]]:
    step = StepRow.__table__
    columns = (column for column in ChangeRow.__table__.c if column.name not in ("kind", "site"))
    query = (
        select(*_STEP_COLUMNS, *columns, _EDIT.kind.label("edit_kind"), _EDIT.site.label("edit_site"))
        .join_from(ChangeRow.__table__, step)
        .where(*conditions)
        .order_by(_STEP.arrival, _EDIT.site, _EDIT.counter)
    )
    with office_file.looking() as connection:
        for row in connection.execute(query):
            yield _step(row), _change(row, kind=row.edit_kind, site=row.edit_site)


def _change(row: Any, **other: Any) -> Change:
    facts = {"kind": row.kind, "site": row.site, **other}
    return Change(
        id=ChangeId(facts["site"], row.counter), step_id=row.step_id, kind=facts["kind"], record_kind=row.record_kind,
        record_id=row.record_id, field=row.field, old=row.old, new=row.new, supersedes=row.supersedes,
    )  # fmt: skip


def moved_away(office_file: OfficeFile, kinds: Collection[str], field: str, owner_id: str) -> dict[str, int]:
    """Records whose field named an owner and came to name another: id -> arrival of the last such step."""
    query = (
        select(_EDIT.record_id, _STEP.arrival)
        .join_from(ChangeRow.__table__, StepRow.__table__)
        .where(_EDIT.record_kind.in_(kinds), _EDIT.field == field, _EDIT.old == owner_id)
        .order_by(_STEP.arrival)
    )
    with office_file.looking() as connection:
        return {row.record_id: row.arrival for row in connection.execute(query)}


def edits_of_records(office_file: OfficeFile, record_ids: Iterable[str]) -> Iterator[tuple[int, Change]]:
    """(arrival of the step, edit) of these records, oldest first for each."""
    with office_file.looking() as connection:
        for ids in chunks(record_ids):
            query = (
                select(ChangeRow.__table__, _STEP.arrival)
                .join_from(ChangeRow.__table__, StepRow.__table__)
                .where(_EDIT.record_id.in_(ids))
                .order_by(_STEP.arrival, _EDIT.site, _EDIT.counter)
            )
            for row in connection.execute(query):
                yield row.arrival, _change(row)
