"""What the clerk does to tasks, as calls on the services through the workspace; shows nothing but the news of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.records import Role, Task
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.workspace import Workspace

Refused = Callable[[UserFacingError], None] | None

# How many of a kind went with a deleted record, in words: 3 kết quả kỳ.
_GONE_WORDS = {"progress": "kết quả kỳ", "assignment": "phân công", "result": "kết quả kỳ", "target": "mức"}


def gone_words(gone: dict[str, int], kinds: Sequence[str] = ("progress", "result")) -> str:
    """What hung on a deleted record and is worth naming: " cùng 3 kết quả kỳ"; "" when nothing did."""
    parts = [f"{gone[k]} {_GONE_WORDS.get(k, KIND_LABELS.get(k, k))}" for k in kinds if gone.get(k)]
    return " cùng " + " và ".join(parts) if parts else ""


class TaskActs:
    """Every act is one named step that Ctrl+Z takes back."""

    def __init__(self, workspace: Workspace, messages: Messages) -> None:
        self._workspace = workspace
        self._messages = messages

    def set_fields(self, task: Task, texts: dict[str, str], on_error: Refused = None) -> None:
        """Typed texts into fields of one task."""
        from kehoach_desktop.services import editing

        self._workspace.perform("Sửa nhiệm vụ", editing.set_fields, "task", task.id, texts, on_error=on_error)

    def set_many(self, tasks: Sequence[Task], texts: dict[str, str]) -> None:
        """The same fields for several tasks."""
        from kehoach_desktop.services import editing

        ids = [task.id for task in tasks]
        self._workspace.perform("Sửa các nhiệm vụ", editing.set_many, "task", ids, texts)

    def extend(
        self, tasks: Sequence[Task], due: str, reason: str, on_done: Callable[[Any], None], on_error: Refused
    ) -> None:
        """Another deadline with its reason; a day without a year is of the year in force."""
        from kehoach_desktop.services import tasks as verbs

        ids, year = [task.id for task in tasks], self._workspace.period.year
        self._workspace.perform(
            "Gia hạn", verbs.extend_due, ids, due, reason, year=year, on_done=on_done, on_error=on_error
        )

    def move(self, tasks: Sequence[Task], section_id: str) -> None:
        """Behind the tasks of another section."""
        from kehoach_desktop.services import tasks as verbs

        self._workspace.perform("Chuyển mục", verbs.move_to_section, [task.id for task in tasks], section_id)

    def assign(self, task: Task, unit_ids: list[str], role: Role) -> None:
        """These units and no others bear the role."""
        from kehoach_desktop.services import editing

        self._workspace.perform("Phân công", editing.assign, task.id, unit_ids, role)

    def assign_many(self, tasks: Sequence[Task], unit_id: str, role: Role) -> None:
        """One unit bears the role in several tasks."""
        from kehoach_desktop.services import editing

        self._workspace.perform("Phân công", editing.assign_many, [task.id for task in tasks], unit_id, role)

    def report(self, tasks: Sequence[Task], period: str, fields: dict[str, str]) -> None:
        """What was done on one or several tasks in a period."""
        from kehoach_desktop.services import results

        ids = [task.id for task in tasks]
        if len(ids) == 1:
            verb = partial(results.record_progress, task_id=ids[0], period=period, **fields)
        else:
            verb = partial(results.record_progress_many, task_ids=ids, period=period, **fields)
        self._workspace.perform("Ghi kết quả", verb)

    def delete(self, task: Task) -> None:
        """To the bin; the status line says what went with it."""
        from kehoach_desktop.services import editing

        def told(result: tuple[dict[str, int], Any]) -> None:
            gone, _ = result
            if words := gone_words(gone):
                self._messages.step(f"Đã xóa nhiệm vụ {task.number or ''}".rstrip() + words)

        self._workspace.perform("Xóa nhiệm vụ", editing.delete_record, "task", task.id, on_done=told)

    def delete_many(self, tasks: Sequence[Task]) -> None:
        """Several to the bin as one step, after asking."""
        from kehoach_desktop.services import editing

        asked = self._messages.confirm(
            "Xóa nhiều nhiệm vụ",
            f"Xóa {len(tasks)} nhiệm vụ cùng kết quả của chúng. Hoàn tác được bằng Ctrl+Z.",
            f"Xóa {len(tasks)} nhiệm vụ",
        )
        if asked:

            def told(result: tuple[dict[str, int], Any]) -> None:
                self._messages.step(f"Đã xóa {len(tasks)} nhiệm vụ{gone_words(result[0])}")

            ids = [task.id for task in tasks]
            self._workspace.perform("Xóa các nhiệm vụ", editing.delete_many, "task", ids, on_done=told)

    def create(self, facts: dict[str, Any], on_done: Callable[[Task], None], on_error: Refused = None) -> None:
        """A new task; in an office without a plan a plan is made for it first."""
        from kehoach_desktop.services import editing

        def made(result: tuple[Task, Any]) -> None:
            on_done(result[0])

        if self._workspace.plan_id is not None:
            facts = {"plan_id": self._workspace.plan_id, **facts}
            self._workspace.perform(
                "Thêm nhiệm vụ", editing.create_record, "task", facts, on_done=made, on_error=on_error
            )
            return

        def go_on(_: Any) -> None:
            if self._workspace.plan_id is not None:
                self.create(facts, on_done, on_error)

        year = str(self._workspace.today.year)
        plan = {"title": "Kế hoạch chưa đặt tên", "first_year": year, "last_year": year, "symbol": "KH-UBND"}
        self._workspace.perform("Thêm kế hoạch", editing.create_record, "plan", plan, on_done=go_on, on_error=on_error)
