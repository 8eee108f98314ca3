"""Texts begun in cells and fields and not yet taken, kept in the office file over a crash; no edits, not in the history."""

import json
from collections.abc import Collection, Mapping

from kehoach_desktop.domain.unfinished import Place, Typed, Values
from kehoach_desktop.storage.drafts import drafts, drop_draft, save_draft
from kehoach_desktop.storage.office_file import OfficeFile

_START = "typing:"


def keep(office_file: OfficeFile, changed: Mapping[Place, Values], gone: Collection[Place] = ()) -> None:
    """Keeps what is being typed now and forgets what was taken or given up."""
    for place in gone:
        drop_draft(office_file, _key(place))
    for place, values in changed.items():
        save_draft(office_file, _key(place), values)


def kept(office_file: OfficeFile) -> list[Typed]:
    """What was left unfinished, the oldest first; rows this program does not understand are passed over."""
    found = []
    for draft in drafts(office_file):
        place = _place(draft.key)
        if place is not None and all(isinstance(value, str) for value in draft.values.values()):
            found.append(Typed(place, dict(draft.values), draft.saved_at))
    return found


def _key(place: Place) -> str:
    return _START + json.dumps([place.tab, place.sort, *place.names], ensure_ascii=False)


def _place(key: str) -> Place | None:
    if not key.startswith(_START):
        return None
    try:
        tab, sort, *names = json.loads(key.removeprefix(_START))
    except ValueError:
        return None
    return Place(str(tab), str(sort), tuple(map(str, names)))
