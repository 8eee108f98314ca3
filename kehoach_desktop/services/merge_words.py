"""Words for a merge: what differs between two values, a common value before two histories parted, a typed value. Reads no file."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kehoach_desktop.domain.fields import field_types, parse_field
from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind
from kehoach_desktop.domain.records import KINDS
from kehoach_desktop.services.record_words import LINKS
from kehoach_desktop.storage.json_values import to_json

Marked = tuple[tuple[str, bool], ...]  # pieces of a text, blanks with the word before them; True where it differs
_MOST_COMPARED = 3000  # words of both together; longer texts are shown without marks
_CHOSEN_ONLY = {"months", "columns", "period", "form", "part"}  # what is not typed into one field


def value_in(change: Change, field: str) -> Any:
    """What an edit says of a field; a birth or an end says it of all fields."""
    if change.kind is ChangeKind.UPDATE:
        return change.new
    whole = change.new if change.kind is ChangeKind.CREATE else change.old
    return (whole or {}).get(field)


def same(first: Any, second: Any) -> bool:
    """Whether two plain JSON values are one, true not being 1."""
    return json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def marked(text: str, other: str) -> Marked:
    """A text in pieces, those marked that the other text has not at this place."""
    own, theirs = text.split(" "), other.split(" ")
    if len(own) + len(theirs) > _MOST_COMPARED:
        return ((text, False),) if text else ()
    alike = [False] * len(own)
    for start, _, size in SequenceMatcher(None, own, theirs, autojunk=False).get_matching_blocks():
        alike[start : start + size] = [True] * size
    pieces: list[tuple[str, bool]] = []
    for place, word in enumerate(own):
        piece = word if place + 1 == len(own) else word + " "
        if pieces and pieces[-1][1] is not alike[place]:
            pieces[-1] = (pieces[-1][0] + piece, not alike[place])
        else:
            pieces.append((piece, not alike[place]))
    return tuple(pieces)


def before_parting(
    ours: Iterable[ChangeId], theirs: Iterable[ChangeId], edits: Mapping[ChangeId, Change]
) -> Change | None:
    """The last edit that both sides went on from, None where they share none."""
    both = _ancestors(ours, edits) & _ancestors(theirs, edits)
    replaced = {i for one in both for i in edits[one].supersedes}
    return edits[max(both - replaced)] if both - replaced else None


def _ancestors(ids: Iterable[ChangeId], edits: Mapping[ChangeId, Change]) -> set[ChangeId]:
    found: set[ChangeId] = set()
    waiting = [i for one in ids if one in edits for i in edits[one].supersedes]
    while waiting:
        one = waiting.pop()
        if one in edits and one not in found:
            found.add(one)
            waiting.extend(edits[one].supersedes)
    return found


def can_be_typed(kind: str, field: str | None) -> bool:
    """Whether a person may write a third value for a field; one that names another record is chosen."""
    return field is not None and field in field_types(kind) and field not in LINKS and field not in _CHOSEN_ONLY


def typed_value(kind: str, field: str, text: str) -> Any:
    """A typed text as the plain JSON value of a field. Raises BadValue."""
    return to_json(KINDS[kind], field, parse_field(kind, field, text))


def grouped(items: Sequence[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Items by a key, in the order in which keys first come."""
    found: dict[Any, list[Any]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
