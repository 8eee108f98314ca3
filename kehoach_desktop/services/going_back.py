"""Going back to a copy of the file as one more step of its history, so that it travels and can be undone; knows no folder."""

from collections.abc import Iterable

from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.storage.json_values import field_names
from kehoach_desktop.storage.memory import not_collecting
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records


def go_back(office_file: OfficeFile, copy: OfficeFile, name: str) -> Changes | None:
    """Makes every record what it is in a sound copy of the same office, as one step of this name; None where none differs.

    What came since is deleted, what went is there again under its id, fields take the copy's values. Each edit replaces
    those that stood, whoever made them, so a merge brings none of them back. Conflicts that came since are decided for
    what the copy shows. All or nothing; raises the faults of storage.
    """
    with not_collecting(), copy.read() as then, office_file.step(name) as records:
        for kind in KINDS.values():  # links are looked at when all is done, so each kind may be finished by itself
            _match(records, kind, then.all(kind))
        _decide_what_came_since(records, then)
    return Changes(records.kinds_changed, name) if records.step is not None else None


def _match(records: Records, kind: type[Record], wanted: Iterable[Record]) -> None:
    now = {record.id: record for record in records.all(kind)}
    then = {record.id: record for record in wanted}
    names = field_names(kind)
    edits = {
        record_id: {name: new for name in names if (new := getattr(record, name)) != getattr(now[record_id], name)}
        for record_id, record in then.items()
        if record_id in now and record != now[record_id]
    }
    records.remove(kind, [record_id for record_id in now if record_id not in then])
    records.update_all(kind, edits)
    records.revive([record for record_id, record in then.items() if record_id not in now])


def _decide_what_came_since(records: Records, then: Records) -> None:
    """A value may be the copy's and yet compete with one that a merge brought in since; what competed then, still may."""
    before = {(conflict["kind"], conflict["id"], conflict["field"]) for conflict in then.conflicts()}
    for conflict in records.conflicts():
        kind_name, record_id, field = conflict["kind"], conflict["id"], conflict["field"]
        if (kind_name, record_id, field) in before:
            continue
        kind = KINDS[kind_name]
        if field is None:
            records.confirm(kind, record_id)
        else:
            records.decide(kind, record_id, field, getattr(records.get(kind, record_id), field))
