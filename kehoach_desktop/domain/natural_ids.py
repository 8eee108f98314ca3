"""Ids of records that are told apart by what they are about: one figure of one indicator, period and unit, wherever typed.

Two machines that enter the same cell make the same record, so a merge sees two values for it and not two records. Such an
id is a version 5 UUID; all others are random.
"""

from functools import cache
from typing import Any

from kehoach_desktop.domain.records import (
    Assignment,
    FormLayout,
    Narrative,
    Progress,
    Record,
    Result,
    Submission,
    Target,
    UnitMember,
)

# kind of record -> the fields that name it
NATURAL_KEYS: dict[type[Record], tuple[str, ...]] = {
    Result: ("indicator_id", "period", "unit_id"),
    Progress: ("task_id", "period", "unit_id"),
    Submission: ("unit_id", "period"),
    Target: ("indicator_id", "year"),
    Assignment: ("task_id", "unit_id", "role"),
    UnitMember: ("group_id", "unit_id"),
    FormLayout: ("form",),
    Narrative: ("plan_id", "form", "period", "unit_id", "part"),
}
_VERSION_AT, _NAME_VERSION = 14, "5"
_SPACE = "5f0c3c46-6f0e-4f5a-9f2b-5a3f0a7c9a11"  # of this program; never to be changed


def natural_id(kind: type[Record], **key: Any) -> str:
    """The id of the record with this key. Raises KeyError for a kind without one and for a key that is not whole."""
    import uuid  # here, for a window that only shows needs none

    parts = [kind.__name__, *(str(key[name] or "") for name in NATURAL_KEYS[kind])]
    return str(uuid.uuid5(_space(), "\n".join(parts)))


def is_natural(record_id: str) -> bool:
    """Whether an id follows from a key, so that the record may have lived before."""
    return record_id[_VERSION_AT : _VERSION_AT + 1] == _NAME_VERSION


@cache
def _space() -> Any:
    import uuid

    return uuid.UUID(_SPACE)
