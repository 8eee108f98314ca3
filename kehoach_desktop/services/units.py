"""Units beyond single fields: other names, groups, units that are one; every call is one named, undoable step."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.records import (
    KINDS,
    Assignment,
    Indicator,
    IssuedPaper,
    Progress,
    Record,
    Result,
    Role,
    Submission,
    SubmissionState,
    Unit,
    UnitAlias,
    UnitKind,
    UnitMember,
)
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.editing import label_of
from kehoach_desktop.services.plans import unit_names
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

_CLOCK = Clock()

# What names a unit, and what else must be equal for two such records to be about the same thing (None: never the same).
_POINTERS: tuple[tuple[type[Record], str, tuple[str, ...] | None], ...] = (
    (Assignment, "unit_id", ("task_id",)),
    (Submission, "unit_id", ("period",)),
    (Result, "unit_id", ("indicator_id", "period")),
    (Progress, "unit_id", ("task_id", "period")),
    (UnitMember, "unit_id", ("group_id",)),
    (UnitMember, "group_id", ("unit_id",)),
    (UnitAlias, "unit_id", ("name",)),
    (Indicator, "unit_id", None),
    (IssuedPaper, "unit_id", None),
)
_NAMES_OF_KINDS = {kind: name for name, kind in KINDS.items()}
# Of two records about the same thing the one further on is kept.
_ROLE_RANK = {Role.LEAD: 2, Role.SUPPORT: 1, Role.MONITOR: 0}
_STATE_RANK = {
    SubmissionState.NOT_SENT: 0, SubmissionState.RETURNED: 1, SubmissionState.SENT: 2, SubmissionState.APPROVED: 3,
}  # fmt: skip
_MERGED_KINDS = ("unit", "unit_alias", "unit_member", "assignment", "submission", "result", "progress", "indicator")


def unit_key(name: str) -> str:
    """What is the same for all spellings of one unit; "thôn", "xóm", "bản" before a hamlet's own name are one word."""
    names = unit_names()
    key = names.key(name)
    words = [fold(w) for kind, known in names.kinds if kind is UnitKind.HAMLET for w in known]
    own = re.match(rf"(?:{'|'.join(re.escape(word) for word in words)})\s+(.+)", key) if words else None
    return f"thon {own[1]}" if own else key


def possible_twins(units: Iterable[Unit], aliases: Iterable[UnitAlias]) -> Mapping[str, list[Unit]]:
    """Unit id -> the other units that a name or another name of it also fits; groups are only compared with groups."""
    units = list(units)
    by_id = {unit.id: unit for unit in units}
    holders: dict[tuple[bool, str], dict[str, None]] = {}
    named = [(unit.id, unit.name) for unit in units] + [(alias.unit_id, alias.name) for alias in aliases]
    for unit_id, name in named:
        if unit_id in by_id:
            holders.setdefault((by_id[unit_id].is_group, unit_key(name)), {})[unit_id] = None
    twins: dict[str, dict[str, None]] = {}
    for ids in holders.values():
        for unit_id in ids if len(ids) > 1 else ():
            twins.setdefault(unit_id, {}).update((other, None) for other in ids if other != unit_id)
    return {unit_id: [by_id[other] for other in others] for unit_id, others in twins.items()}


def add_unit(office_file: OfficeFile, name: str, *, is_group: bool | None = None) -> tuple[Unit, Changes]:
    """A new unit; kind and duty follow from its name. Raises BadValue for a name that is empty or already there."""
    name = _clean_name(name)
    names = unit_names()
    with office_file.read() as records:
        units = records.all(Unit)
        known = _holder(records, name)
    if known is not None:
        raise BadValue(f"Đã có {known.name}.", "Gõ tên khác, hoặc mở đơn vị đó.", subject=known.id)
    unit = Unit(
        id=_CLOCK.new_id(), name=name, kind=names.kind(name), duty_kind=names.duty_kind(name),
        is_group=names.is_group(name) if is_group is None else is_group,
        position=max((u.position for u in units), default=-1) + 1,
    )  # fmt: skip
    step = f"Thêm đơn vị {label_of(unit)}"
    with office_file.step(step) as records:
        records.add(unit)
    return unit, Changes.of(step, "unit")


def add_alias(office_file: OfficeFile, unit_id: str, name: str) -> Changes:
    """Another name under which a unit is met. Raises BadValue when some unit has that very name already."""
    name = _clean_name(name)
    with office_file.read() as records:
        unit = records.get(Unit, unit_id)
        known = _holder(records, name)
    if known is not None:
        raise BadValue(
            f"“{name}” đã là tên của {known.name}.", "Gõ tên khác, hoặc dùng Gộp với đơn vị khác ở thẻ Đơn vị."
        )
    step = f"Thêm tên khác của {label_of(unit)}"
    with office_file.step(step) as records:
        records.add(UnitAlias(id=_CLOCK.new_id(), unit_id=unit_id, name=name))
    return Changes.of(step, "unit_alias")


def set_members(office_file: OfficeFile, group_id: str, unit_ids: Iterable[str]) -> Changes:
    """Makes these units, and no others, the members of a group."""
    with office_file.read() as records:
        group = records.get(Unit, group_id)
    step = f"Sửa thành viên của {label_of(group)}"
    with office_file.step(step) as records:
        _match(records, {"group_id": group_id}, "unit_id", [i for i in unit_ids if i != group_id])
    return Changes.of(step, "unit_member")


def set_groups(office_file: OfficeFile, unit_id: str, group_ids: Iterable[str]) -> Changes:
    """Makes a unit belong to these groups and no others."""
    with office_file.read() as records:
        unit = records.get(Unit, unit_id)
    step = f"Sửa nhóm của {label_of(unit)}"
    with office_file.step(step) as records:
        _match(records, {"unit_id": unit_id}, "group_id", [i for i in group_ids if i != unit_id])
    return Changes.of(step, "unit_member")


def hung_on(office_file: OfficeFile, unit_id: str) -> Counter[str]:
    """How many records of each kind name a unit, in every plan: what a merge would hand over."""
    counts = Counter[str]()
    with office_file.read() as records:
        for kind, field, _ in _POINTERS:
            counts[_NAMES_OF_KINDS[kind]] += records.count(kind, **{field: unit_id})
    return +counts


def merge_units(office_file: OfficeFile, keep_id: str, other_id: str) -> tuple[int, Changes]:
    """Makes two units one: everything of the other goes to the kept one, and its name becomes another name.

    Where both have a record about the same thing (a report of one period, a role in one task) the one further on is
    kept, else that of the kept unit. Returns how many records were set aside so; history holds them.
    """
    if keep_id == other_id:
        raise BadValue("Hai đơn vị là một.", "Chọn đơn vị khác để gộp.")
    with office_file.read() as records:
        keep, other = records.get(Unit, keep_id), records.get(Unit, other_id)
    step = f"Gộp {label_of(other)} vào {label_of(keep)}"
    set_aside = 0
    with office_file.step(step) as records:
        for kind, field, same in _POINTERS:
            set_aside += _move(records, kind, field, same, keep_id, other_id)
        for member in records.all(UnitMember, group_id=keep_id, unit_id=keep_id):
            records.delete(UnitMember, member.id)
        names = {fold(a.name) for a in records.all(UnitAlias, unit_id=keep_id)} | {fold(keep.name)}
        if fold(other.name) not in names:
            records.add(UnitAlias(id=_CLOCK.new_id(), unit_id=keep_id, name=other.name))
        filled = {n: getattr(other, n) for n in ("head_title", "head", "phone") if not getattr(keep, n)}
        records.update(Unit, keep_id, **filled)
        records.delete(Unit, other_id)
    return set_aside, Changes.of(step, *_MERGED_KINDS)


def _clean_name(text: str) -> str:
    name = " ".join(nfc(text).split())
    if not name:
        raise BadValue("Chưa có tên đơn vị.", "Gõ tên, ví dụ Trạm Y tế xã.")
    return name


def _holder(records: Records, name: str) -> Unit | None:
    """The unit that bears this very name, accents and case aside, itself or as another name."""
    wanted = fold(name)
    units = {unit.id: unit for unit in records.all(Unit)}
    found = next((unit for unit in units.values() if fold(unit.name) == wanted), None)
    alias = next((alias for alias in records.all(UnitAlias) if fold(alias.name) == wanted), None)
    return found or (units.get(alias.unit_id) if alias else None)


def _match(records: Records, where: dict[str, str], field: str, wanted: Iterable[str]) -> None:
    """Adds and deletes memberships until those found under `where` name exactly the wanted ids."""
    wanted = list(dict.fromkeys(wanted))
    held = {getattr(member, field): member for member in records.all(UnitMember, **where)}
    for other_id, member in held.items():
        if other_id not in wanted:
            records.delete(UnitMember, member.id)
    for other_id in wanted:
        if other_id not in held:
            key = {**where, field: other_id}
            records.add(UnitMember(id=natural_id(UnitMember, **key), **key))


def _move(
    records: Records, kind: type[Record], field: str, same: tuple[str, ...] | None, keep_id: str, other_id: str
) -> int:
    """Points the other unit's records of a kind to the kept unit; returns how many had to give way to one already there."""
    taken = {_about(row, same): row for row in records.all(kind, **{field: keep_id})} if same else {}
    set_aside = 0
    for row in records.all(kind, **{field: other_id}):
        there = taken.get(_about(row, same)) if same else None
        if there is None:
            records.update(kind, row.id, **{field: keep_id})
            continue
        if _rank(row) > _rank(there):
            records.update(kind, there.id, **_facts(row, {field, *(same or ())}))
        records.delete(kind, row.id)
        set_aside += kind not in (UnitMember, UnitAlias)
    return set_aside


def _about(row: Record, same: tuple[str, ...] | None) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in same or ())


def _rank(row: Record) -> int:
    match row:
        case Assignment(role=role):
            return _ROLE_RANK[role]
        case Submission(state=state):
            return _STATE_RANK[state]
        case _:
            return 0


def _facts(row: Record, without: set[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).__dataclass_fields__ if name not in {"id", *without}}
