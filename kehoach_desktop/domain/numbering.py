"""Where a new task stands: its number after the last one of its section, its place behind all others. Changes nothing."""

import re

from kehoach_desktop.domain.dossier import Dossier

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
    own = path.partition(".")[2] or path
    return f"{own}.1" if own else str(len(numbers) + 1), position
