"""Bringing back what was deleted, from the bin and from the history; asks when an owner must come back too."""

from collections.abc import Callable, Sequence
from typing import Any

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import restoring
from kehoach_desktop.services.restoring import OwnerGone
from kehoach_desktop.ui.desk import Desk

Done = Callable[[Any], None]


def restore_records(desk: Desk, record_ids: Sequence[str], on_done: Done, on_error: Done) -> None:
    """Deleted records with what hung on them, as one step."""
    _restore(desk, restoring.restore_deleted, list(record_ids), on_done, on_error)


def restore_step(desk: Desk, step_id: str, on_done: Done, on_error: Done) -> None:
    """All that a step deleted."""
    _restore(desk, restoring.restore_step, step_id, on_done, on_error)


def _restore(desk: Desk, verb: Callable[..., Any], target: Any, on_done: Done, on_error: Done) -> None:
    def ask(fault: UserFacingError) -> None:
        if isinstance(fault, OwnerGone) and desk.messages.confirm(
            "Khôi phục cả bản ghi chứa nó?",
            f"{fault.cause} Muốn khôi phục thì phải khôi phục cả bản ghi ấy; hoàn tác được bằng Ctrl+Z.",
            "Khôi phục cả hai", "Để nguyên",
        ):  # fmt: skip
            desk.workspace.perform("Khôi phục", verb, target, with_owners=True, on_done=on_done, on_error=on_error)
        else:
            on_error(fault)

    desk.workspace.perform("Khôi phục", verb, target, on_done=on_done, on_error=ask)
