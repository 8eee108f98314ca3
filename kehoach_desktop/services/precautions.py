"""Before which acts a copy of the file is made, and why; makes none itself."""

from collections.abc import Callable
from typing import Any

from kehoach_desktop.services.editing import record_class
from kehoach_desktop.storage.office_file import OfficeFile

MANY = 5  # so many deletions are taken back by Ctrl+Z without a thought


def reason_to_back_up(office_file: OfficeFile, verb: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """Why a copy is made before `verb(office_file, *args)`, "" where none is needed; merging makes its own."""
    place = getattr(verb, "__module__", "").rpartition(".")[2], getattr(verb, "__name__", "")
    counts, words = _WHY.get(place, (None, ""))
    return words if counts is None or counts(office_file, *args) > MANY else ""


def _deleted(office_file: OfficeFile, kind: str, record_id: str) -> int:
    """How many records would go."""
    return _all_deleted(office_file, kind, [record_id])


def _all_deleted(office_file: OfficeFile, kind: str, record_ids: list[str]) -> int:
    if len(record_ids) > MANY:
        return len(record_ids)
    wanted = record_class(kind)
    with office_file.read() as records:
        present = [i for i in record_ids if records.find(wanted, id=i) is not None]
        return sum(1 + sum(records.dependents(wanted, i).values()) for i in present)


# By name, for a first edit need not wait until the importer is loaded.
_WHY: dict[tuple[str, str], tuple[Callable[..., int] | None, str]] = {
    ("plans", "accept"): (None, "trước khi nhập kế hoạch"),
    ("amending", "amend"): (None, "trước khi nhập bản sửa đổi"),
    ("editing", "delete_record"): (_deleted, "trước khi xóa nhiều"),
    ("editing", "delete_many"): (_all_deleted, "trước khi xóa nhiều"),
}
