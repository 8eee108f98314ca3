"""Where a task that is new in a section stands: its number after the last one there, its place behind all others. Changes nothing."""

import re
from collections.abc import Sequence

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Task

_LAST = re.compile(r"(\d+)$")


def next_task_place(dossier: Dossier, section_id: str | None) -> tuple[str, int]:
    """Number and position of a task to be added to a section: after 2.4 comes 2.5."""
    position = max((task.position for task in dossier.tasks), default=-1) + 1
    numbers = [task.number or "" for task in dossier.tasks if task.section_id == section_id]
    ends = [(int(found[1]), number[: found.start()]) for number in numbers if (found := _LAST.search(number))]
    if ends:
        last, head = max(ends)
        return f"{head}{last + 1}", position
    path = dossier.section_path(section_id)
    own = _own_number(path)
    return f"{own}.1" if own else str(len(numbers) + 1), position


def moved_task_places(dossier: Dossier, tasks: Sequence[Task], section_id: str) -> list[tuple[str | None, int]]:
    """Numbers and positions of tasks put one after another behind those of a section they are not in.

    A number that does not go on from that of its section (numbered through the whole plan, or by hand) stays.
    """
    first, position = next_task_place(dossier, section_id)
    found = _LAST.search(first)
    head, last = (first[: found.start()], int(found[1])) if found else (first, 1)
    places: list[tuple[str | None, int]] = []
    for place, task in enumerate(tasks):
        number = task.number
        if _is_of_section(dossier, task):
            number, last = f"{head}{last}", last + 1
        places.append((number, position + place))
    return places


def _is_of_section(dossier: Dossier, task: Task) -> bool:
    own = _own_number(dossier.section_path(task.section_id))
    return bool(own) and (task.number or "").startswith(f"{own}.")


def _own_number(path: str) -> str:
    """The number of a section without that of its chapter: "2.1" of "III.2.1"."""
    return path.partition(".")[2] or path
