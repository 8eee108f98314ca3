"""Units and indicators that two machines may have typed each: pairs a merge would bring, and making two indicators one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kehoach_desktop.domain.merging import Key, MergePlan
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.records import KINDS, Indicator, Record, Result, Target, Unit, UnitAlias
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import units
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.editing import label_of
from kehoach_desktop.storage.json_values import record_from_json, record_to_json
from kehoach_desktop.storage.office_file import OfficeFile

_TOLD = {
    "unit": ("name", "head_title", "head", "phone"), "indicator": ("name", "measure", "operator", "unit_id", "note"),
}  # fmt: skip
_PARTS: tuple[tuple[type[Record], tuple[str, ...]], ...] = ((Target, ("year",)), (Result, ("period", "unit_id")))


@frozen
class Pair:
    """Two records that may be one; `facts` are field, value of the one kept, value of the other."""

    keep: Key
    other: Key
    facts: tuple[tuple[str, Any, Any], ...]


def new_pairs(office_file: OfficeFile, plan: MergePlan) -> list[Pair]:
    """Pairs that are there after a merge and were not before; none where it touches neither units nor indicators."""
    if not any(key.kind in ("unit", "unit_alias", "indicator") for key in plan.outcomes):
        return []
    with office_file.read() as records:
        now: dict[str, dict[str, Record]] = {
            kind: {record.id: record for record in records.all(KINDS[kind])}
            for kind in ("unit", "unit_alias", "indicator")
        }
    after = {kind: _after(kind, rows, plan) for kind, rows in now.items()}
    before_pairs, after_pairs = _pairs(now), _pairs(after)
    found = []
    for kind, first, second in sorted(after_pairs - before_pairs):
        keep, other = (first, second) if first in now[kind] else (second, first)
        facts = [record_to_json(after[kind][i]) for i in (keep, other)]
        told = tuple((name, facts[0][name], facts[1][name]) for name in _TOLD[kind])
        found.append(Pair(Key(kind, keep), Key(kind, other), told))
    return found


def _after(kind: str, rows: Mapping[str, Record], plan: MergePlan) -> dict[str, Record]:
    merged = dict(rows)
    for key, outcome in plan.outcomes.items():
        if key.kind != kind:
            continue
        if outcome.after is None:
            merged.pop(key.id, None)
        else:
            merged[key.id] = record_from_json(KINDS[kind], dict(outcome.after))
    return merged


def _pairs(rows: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, str, str]]:
    found = set()
    by_name: dict[tuple[str, str], list[str]] = {}
    for indicator in rows["indicator"].values():
        by_name.setdefault((indicator.plan_id, fold(indicator.name)), []).append(indicator.id)
    for ids in by_name.values():
        found |= {("indicator", *sorted((ids[0], other))) for other in ids[1:]}
    aliases: Iterable[UnitAlias] = [alias for alias in rows["unit_alias"].values() if alias.unit_id in rows["unit"]]
    singles: Iterable[Unit] = rows["unit"].values()
    for unit_id, others in units.possible_twins(singles, aliases).items():
        found |= {("unit", *sorted((unit_id, other.id))) for other in others}
    return found


def make_one(office_file: OfficeFile, keep: Key, other_id: str) -> Changes:
    """Makes two units, or two indicators, one."""
    if keep.kind == "unit":
        return units.merge_units(office_file, keep.id, other_id)[1]
    return _merge_indicators(office_file, keep.id, other_id)


def _merge_indicators(office_file: OfficeFile, keep_id: str, other_id: str) -> Changes:
    """Targets and results go to the kept indicator; where it has one of its own for the year or period, that one stays."""
    if keep_id == other_id:
        raise BadValue("Hai chỉ tiêu là một.", "Chọn chỉ tiêu khác để gộp.")
    with office_file.read() as records:
        keep, other = records.get(Indicator, keep_id), records.get(Indicator, other_id)
    step = f"Gộp {label_of(other)} vào {label_of(keep)}"
    with office_file.step(step) as records:
        for kind, about in _PARTS:
            held = {tuple(getattr(row, n) for n in about) for row in records.all(kind, indicator_id=keep_id)}
            for row in records.all(kind, indicator_id=other_id):
                key = {name: getattr(row, name) for name in about}
                if tuple(key.values()) not in held:
                    new_id = natural_id(kind, indicator_id=keep_id, **key)
                    records.add(replace(row, id=new_id, indicator_id=keep_id))
        filled = {n: getattr(other, n) for n in ("measure", "unit_id", "note") if not getattr(keep, n)}
        records.update(Indicator, keep_id, **filled)
        records.delete(Indicator, other_id)
    return Changes.of(step, "indicator", "target", "result")
