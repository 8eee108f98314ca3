"""Tasks beyond single fields: deadlines moved with their reason, another section, and blocks of cells pasted as one step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.due_text import due_fields
from kehoach_desktop.domain.extensions import Extension, with_extension
from kehoach_desktop.domain.fields import parse_field
from kehoach_desktop.domain.numbering import moved_task_places
from kehoach_desktop.domain.progress import Status, due_label
from kehoach_desktop.domain.records import Assignment, Office, Role, Section, Task, TaskState, Unit, UnitAlias
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services.cell_blocks import NO_VALUE, CellText, Written
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.editing import give_role, label_of, with_consequences
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

ROLES = {"lead": Role.LEAD, "supports": Role.SUPPORT}


def extend_due(office_file: OfficeFile, task_ids: Sequence[str], due: str, reason: str, *, year: int) -> Changes:
    """Another deadline for one or several tasks, its reason kept in their remarks; one step.

    `due` is typed text, a day without a year is of `year`. Raises BadValue without a reason where a deadline is moved,
    and for a deadline that all of them have already.
    """
    fields = _values(due_fields(due, year))
    reason = " ".join(nfc(reason).split())
    with office_file.read() as records:
        tasks = records.some(Task, task_ids)
    moved = {task.id: due_label(task) for task in tasks}
    label = due_label(Task(id="", plan_id="", title="", **fields))
    if not label:
        raise BadValue("Chưa có thời hạn mới.", "Gõ ngày, ví dụ 30/9/2026.")
    if all(before == label for before in moved.values()):
        raise BadValue(f"Thời hạn đã là {label}.", "Gõ ngày khác; Esc để bỏ.")
    if not reason and any(moved.values()):
        raise BadValue("Chưa có lý do gia hạn.", "Gõ lý do, ví dụ chờ phân bổ kinh phí.")
    about = f"nhiệm vụ {label_of(tasks[0])}" if len(tasks) == 1 else f"{len(tasks)} nhiệm vụ"
    name = f"Gia hạn {about} đến {label}"
    edits = {}
    for task in tasks:
        told = Extension(moved[task.id], label, reason)
        edits[task.id] = {**fields, "note": with_extension(task.note, told)} if reason else fields
    with office_file.step(name) as records:
        records.update_all(Task, edits)
    return Changes.of(name, "task")


def move_to_section(office_file: OfficeFile, task_ids: Sequence[str], section_id: str) -> Changes:
    """Puts tasks behind those of another section, numbered on from them; one step.

    Raises BadValue when all of them stand there already, RecordNotFound for a section that is gone.
    """
    with office_file.read() as records:
        section = records.get(Section, section_id)
        sections = tuple(records.all(Section, plan_id=section.plan_id))
        tasks = tuple(records.all(Task, plan_id=section.plan_id))
    plan, wanted = Dossier(office=Office(id="", name=""), sections=sections, tasks=tasks), set(task_ids)
    moving = [task for task in tasks if task.id in wanted and task.section_id != section_id]
    where = f"mục {plan.section_path(section_id) or section.title}"
    if not moving:
        raise BadValue(f"Nhiệm vụ đã ở {where}.", "Chọn mục khác; Esc để bỏ.")
    about = f"nhiệm vụ {label_of(moving[0])}" if len(moving) == 1 else f"{len(moving)} nhiệm vụ"
    name = f"Chuyển {about} sang {where}"
    places = moved_task_places(plan, moving, section_id)
    edits = {
        task.id: {"section_id": section_id, "number": number, "position": position}
        for task, (number, position) in zip(moving, places, strict=True)
    }
    with office_file.step(name) as records:
        records.update_all(Task, edits)
    return Changes.of(name, "task")


# --- blocks of cells ---


def write_task_cells(office_file: OfficeFile, cells: Sequence[CellText], *, year: int) -> Written:
    """Writes every cell that can be taken as one step; a day without a year is of `year`.

    Besides fields there are "due", and "lead" and "supports" with names of units.
    """
    with office_file.read() as records:
        tasks = {task.id: task for task in records.some(Task, {cell.record_id for cell in cells})}
        find_unit = _unit_finder(records)
    refused: list[tuple[CellText, UserFacingError]] = []
    fields: dict[str, dict[str, Any]] = {}
    roles: dict[tuple[str, Role], list[str]] = {}
    for cell in cells:
        try:
            if cell.field in ROLES:
                roles[cell.record_id, ROLES[cell.field]] = [find_unit(name) for name in _names(cell.text)]
            else:
                fields.setdefault(cell.record_id, {}).update(_fields(tasks[cell.record_id], cell, year))
        except UserFacingError as fault:
            refused.append((cell, fault))
    today = office_file.clock.now().date()
    edits = {key: with_consequences("task", tasks[key], values, today) for key, values in fields.items() if values}
    step = f"Dán {len(cells) - len(refused)} ô nhiệm vụ"
    with office_file.step(step) as records:
        records.update_all(Task, edits)
        _write_roles(records, roles)
    changed = records.kinds_changed
    return Written(tuple(refused), Changes(changed, step) if changed else None)


def _values(texts: Mapping[str, str]) -> dict[str, Any]:
    return {name: parse_field("task", name, text) for name, text in texts.items()}


def _fields(task: Task, cell: CellText, year: int) -> dict[str, Any]:
    text = "" if cell.text.strip() in NO_VALUE else cell.text
    if cell.field == "due" and text.strip() == due_label(task):
        return {}  # what the cell shows is shorter than the plan's own words
    if cell.field == "due":
        return _values(due_fields(text, year))
    if cell.field == "state":
        return _state(text)
    return {cell.field: parse_field("task", cell.field, text)}


def _state(text: str) -> dict[str, Any]:
    """A state by its word; a word that only says how an open task stands to its deadline changes nothing."""
    shown = {fold(status.label): status for status in Status}.get(fold(text))
    if shown in (Status.DONE, Status.DONE_LATE):
        return {"state": TaskState.DONE}
    return {} if shown is not None else {"state": parse_field("task", "state", text)}


def _names(text: str) -> list[str]:
    bare = nfc(text).strip()
    if bare in NO_VALUE or fold(bare) == "chua co chu tri":
        return []
    return [name for part in bare.replace(";", ",").replace("\n", ",").split(",") if (name := " ".join(part.split()))]


def _unit_finder(records: Records) -> Callable[[str], str]:
    """Name or other name -> id of the unit; accents and case aside. Raises BadValue for a name nobody bears."""
    known = {fold(alias.name): alias.unit_id for alias in records.all(UnitAlias)}
    known |= {fold(unit.name): unit.id for unit in records.all(Unit)}

    def find(name: str) -> str:
        if fold(name) not in known:
            raise BadValue(f"Không có đơn vị “{name}”.", "Gõ đúng tên, hoặc thêm đơn vị ở thẻ Đơn vị.")
        return known[fold(name)]

    return find


def _write_roles(records: Records, roles: Mapping[tuple[str, Role], Iterable[str]]) -> None:
    held: dict[tuple[str, Role], list[Assignment]] = {}
    ids = sorted({task_id for task_id, _ in roles})
    for start in range(0, len(ids), 500):
        for assignment in records.all(Assignment, task_id=ids[start : start + 500]):
            held.setdefault((assignment.task_id, assignment.role), []).append(assignment)
    for (task_id, role), unit_ids in roles.items():
        give_role(records, task_id, unit_ids, role, held.get((task_id, role), ()))
