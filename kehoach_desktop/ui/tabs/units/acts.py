"""What the clerk does to units, as calls on the services through the workspace; shows nothing but the news of it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.records import SubmissionState, Unit
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.workspace import Workspace

Refused = Callable[[UserFacingError], None] | None


def gone_words(gone: dict[str, int]) -> str:
    """What hung on a deleted record: " cùng 3 phân công và 2 báo cáo của đơn vị"; "" when nothing did."""
    parts = [f"{count} {KIND_LABELS.get(kind, kind)}" for kind, count in gone.items() if count]
    return f" cùng {' và '.join(parts)}" if parts else ""


class UnitActs:
    """Every act is one named step that Ctrl+Z takes back."""

    def __init__(self, workspace: Workspace, messages: Messages) -> None:
        self._workspace = workspace
        self._messages = messages

    def set_fields(self, unit: Unit, texts: dict[str, str], on_done: Any = None, on_error: Refused = None) -> None:
        """Typed texts into fields of a unit."""
        from kehoach_desktop.services import editing

        self._workspace.perform(
            "Sửa đơn vị", editing.set_fields, "unit", unit.id, texts, on_done=on_done, on_error=on_error
        )

    def add(
        self, name: str, *, is_group: bool | None, on_done: Callable[[Unit], None], on_error: Refused = None
    ) -> None:
        """A new unit, or group, by its name."""
        from kehoach_desktop.services import units

        self._workspace.perform(
            "Thêm đơn vị",
            units.add_unit,
            name,
            is_group=is_group,
            on_done=lambda made: on_done(made[0]),
            on_error=on_error,
        )

    def delete(self, unit: Unit) -> None:
        """To the bin; the status line says what went with it."""
        from kehoach_desktop.services import editing

        def told(result: tuple[dict[str, int], Any]) -> None:
            self._messages.step(f"Đã xóa đơn vị {unit.name}{gone_words(result[0])}")

        self._workspace.perform("Xóa đơn vị", editing.delete_record, "unit", unit.id, on_done=told)

    def add_alias(self, unit: Unit, name: str, on_error: Refused = None) -> None:
        """Another name under which the unit is met."""
        from kehoach_desktop.services import units

        self._workspace.perform("Thêm tên khác", units.add_alias, unit.id, name, on_error=on_error)

    def drop_alias(self, alias_id: str) -> None:
        """Takes another name away."""
        from kehoach_desktop.services import editing

        self._workspace.perform("Xóa tên khác", editing.delete_record, "unit_alias", alias_id)

    def set_members(self, group: Unit, unit_ids: Iterable[str]) -> None:
        """These units and no others belong to the group."""
        from kehoach_desktop.services import units

        self._workspace.perform("Sửa thành viên nhóm", units.set_members, group.id, list(unit_ids))

    def set_groups(self, unit: Unit, group_ids: Iterable[str]) -> None:
        """The unit belongs to these groups and no others."""
        from kehoach_desktop.services import units

        self._workspace.perform("Sửa nhóm", units.set_groups, unit.id, list(group_ids))

    def merge(self, keep: Unit, other: Unit) -> None:
        """Makes two units one; says how many records about the same thing gave way."""
        from kehoach_desktop.services import units

        def told(result: tuple[int, Any]) -> None:
            if result[0]:
                cause = f"{result[0]} mục của {other.name} trùng với mục đã có của {keep.name}."
                self._messages.warn(cause, "Bản không dùng nằm trong Lịch sử.")

        self._workspace.perform("Gộp đơn vị", units.merge_units, keep.id, other.id, on_done=told)

    def submit(
        self, unit: Unit, period: str, state: SubmissionState, *, received_on: date | str | None = None,
        is_nil: bool | None = None, note: str | None = None, on_error: Refused = None,
    ) -> None:  # fmt: skip
        """Where the unit's report of a period stands now."""
        from kehoach_desktop.services import results

        given = {"received_on": received_on, "is_nil": is_nil, "note": note}
        self._workspace.perform(
            "Ghi báo cáo của đơn vị", results.record_submission, unit.id, period, state, on_error=on_error,
            **{name: value for name, value in given.items() if value is not None},
        )  # fmt: skip

    def forget_submission(self, submission_id: str) -> None:
        """As if nothing had been recorded of the report."""
        from kehoach_desktop.services import editing

        self._workspace.perform("Bỏ ghi nhận nộp", editing.delete_record, "submission", submission_id)
