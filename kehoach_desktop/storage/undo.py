"""Takes steps back and does them again as new, inverse edits read from history; works the same after a restart."""

from typing import TYPE_CHECKING, Any

from kehoach_desktop.domain.history import Change, ChangeKind, Step, StepKind, undo_state
from kehoach_desktop.domain.records import KINDS
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.json_values import from_json, record_from_json, record_to_json
from kehoach_desktop.storage.records import Records

if TYPE_CHECKING:
    from kehoach_desktop.storage.office_file import OfficeFile

Values = dict[str, Any]  # a record as history keeps it
Key = tuple[str, str]  # kind and id


def take_back(office_file: "OfficeFile", kind: StepKind) -> Step | None:
    """UNDO takes back this machine's last standing step, REDO does again what was taken back last.

    Returns the new step, None when there is nothing to do. Raises CannotUndo, and then nothing has changed.
    """
    with office_file.read() as records:
        own = [step for step in records.steps() if step.site == office_file.site]
        state = undo_state(own)
        target = state.undo if kind is StepKind.UNDO else state.redo
        edits = records.changes(step_id=target.id) if target else []
    return _reverse(office_file, target, edits, _name(kind, target, own), kind) if target is not None else None


def take_back_older(office_file: "OfficeFile", step_id: str) -> Step | None:
    """Takes back any step as a new edit of this machine, which undo takes back in its turn; later steps stay.

    Raises CannotUndo when something the step did was changed since, or was taken back already, and RecordNotFound for a
    step that is not in the file; then nothing has changed.
    """
    with office_file.read() as records:
        target = next((step for step in records.steps() if step.id == step_id), None)
        edits = records.changes(step_id=step_id) if target else []
    if target is None:
        raise RecordNotFound("Không có bước này trong tệp.", "Mở lại lịch sử rồi chọn bước khác.", subject=step_id)
    if target.site == office_file.database_id:
        raise faults.CannotUndo(
            office_file.path,
            cause="Bước tạo tệp không hoàn tác được.",
            remedy="Muốn bỏ cả tệp thì đóng tệp rồi xóa nó.",
        )
    return _reverse(office_file, target, edits, f"Hoàn tác: {target.name}", StepKind.EDIT)


def _reverse(
    office_file: "OfficeFile", target: Step, edits: list[Change], name: str, kind: StepKind
) -> Step | None:  # fmt: skip
    if target.kind is StepKind.MERGE:
        raise faults.CannotUndo(
            office_file.path,
            cause="Không hoàn tác được bước gộp dữ liệu từ máy khác.",
            remedy="Sửa trực tiếp ở chỗ cần sửa, hoặc mở bản sao lưu làm trước khi gộp.",
        )
    try:
        with office_file.step(name, kind, target.id) as records:
            now = _values_now(records, edits)
            then = _values_then(now, edits)
            if then is None:
                raise faults.CannotUndo(office_file.path)
            _apply(records, now, then)
            records.begin()  # a decision for the value already shown leaves nothing to set, and is taken back all the same
    except faults.BrokenLink as fault:  # something of a later step hangs on what would go
        raise faults.CannotUndo(office_file.path) from fault
    return records.step


def _name(kind: StepKind, target: Step, own: list[Step]) -> str:
    if kind is StepKind.UNDO:
        return f"Hoàn tác: {target.name}"
    original = next((step.name for step in own if step.id == target.target_id), target.name)
    return f"Làm lại: {original}"


def _values_now(records: Records, edits: list[Change]) -> dict[Key, Values | None]:
    """The records the edits are about, as they stand; None for one that is gone."""
    now: dict[Key, Values | None] = {(edit.record_kind, edit.record_id): None for edit in edits}
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in now:
        by_kind.setdefault(kind, []).append(record_id)
    for kind, ids in by_kind.items():
        for record in records.some(KINDS[kind], ids):
            now[kind, record.id] = record_to_json(record)
    return now


def _values_then(now: dict[Key, Values | None], edits: list[Change]) -> dict[Key, Values | None] | None:
    """The same records before the edits; None when one is no longer as its edits left it."""
    then = {key: None if values is None else dict(values) for key, values in now.items()}
    for edit in reversed(edits):
        key = edit.record_kind, edit.record_id
        values = then[key]
        match edit.kind:
            case ChangeKind.DELETE if values is None:
                then[key] = dict(edit.old)
            case ChangeKind.CREATE if values is not None and _agree(values, edit.new):
                then[key] = None if edit.old is None else values  # a decision that it stays: it was there before
            case ChangeKind.UPDATE if values is not None and edit.field and values.get(edit.field) == edit.new:
                values[edit.field] = edit.old
            case _:
                return None
    return then


def _agree(values: Values, created: Values) -> bool:
    """Whether a record is as it was created; fields that came with a later version do not count."""
    return all(values[name] == value for name, value in created.items() if name in values)


def _apply(records: Records, now: dict[Key, Values | None], then: dict[Key, Values | None]) -> None:
    """Writes the difference, a few statements for each kind."""
    gone: dict[str, list[str]] = {}
    back: list[Any] = []
    changed: dict[str, dict[str, Values]] = {}
    for (kind, record_id), values in then.items():
        cls, current = KINDS[kind], now[kind, record_id]
        if values is None:
            if current is not None:
                gone.setdefault(kind, []).append(record_id)
        elif current is None:
            back.append(record_from_json(cls, values))
        else:
            fields = {name: from_json(cls, name, value) for name, value in values.items() if current.get(name) != value}
            changed.setdefault(kind, {})[record_id] = fields
    records.revive(back)
    for kind, fields_by_id in changed.items():
        records.update_all(KINDS[kind], fields_by_id)
    for kind, ids in gone.items():
        records.remove(KINDS[kind], ids)
