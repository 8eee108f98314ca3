"""Shape, word and colour of every state on screen, as tables; state is never told by colour alone."""

from datetime import date

from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.progress import Status, StatusView
from kehoach_desktop.domain.records import Submission, SubmissionState, TaskState
from kehoach_desktop.ui.models.cells import Cell, Shape

STATUS_SHAPES: dict[Status, Shape] = {
    Status.DONE: Shape("checkmark_circle", "gr", filled=True),
    Status.DONE_LATE: Shape("checkmark_circle", "gr"),
    Status.OPEN: Shape("half_disc", "ac"),
    Status.SOON: Shape("clock", "am"),
    Status.LATE: Shape("warning", "re", filled=True),
    Status.ONGOING: Shape("arrow_repeat_all", "ne"),
}
STATE_SHAPES: dict[TaskState, tuple[Shape, str]] = {
    TaskState.NOT_STARTED: (Shape("circle", "ne"), "Chưa làm"),
    TaskState.IN_PROGRESS: (Shape("half_disc", "ac"), "Đang làm"),
    TaskState.DONE: (Shape("checkmark_circle", "gr", filled=True), "Hoàn thành"),
    TaskState.PAUSED: (Shape("subtract", "ne"), "Tạm dừng"),
}
VERDICT_SHAPES: dict[Verdict, Shape] = {
    Verdict.MET: Shape("checkmark_circle", "gr", filled=True),
    Verdict.NEAR: Shape("warning", "am", filled=True),
    Verdict.MISSED: Shape("square_cross", "re", filled=True),
    Verdict.NO_DATA: Shape("dashed_ring", "ne"),
}
SUBMISSION_SHAPES: dict[SubmissionState, tuple[Shape, str]] = {
    SubmissionState.APPROVED: (Shape("checkmark_circle", "gr", filled=True), "Đã duyệt"),
    SubmissionState.SENT: (Shape("mail", "ac"), "Chờ duyệt"),
    SubmissionState.RETURNED: (Shape("arrow_undo", "am"), "Trả lại"),
    SubmissionState.NOT_SENT: (Shape("warning", "re", filled=True), "Chưa nộp"),
}
NIL = (Shape("checkmark_circle", "gr"), "Không phát sinh")
NOT_OPEN = (Shape("circle", "ne"), "Chưa mở")


def status_words(view: StatusView) -> tuple[str, str]:
    """The word of a task's state and its second line, which read as one: "Quá hạn", "7 ngày"; "Trong hạn", "còn 8 ngày"."""
    if view.days is None:
        return view.status.label, ""
    if view.status in (Status.LATE, Status.DONE_LATE):
        return view.status.label, f"{view.days} ngày"
    return view.status.label, "hôm nay" if view.days == 0 else f"còn {view.days} ngày"


def days_words(view: StatusView) -> str:
    """What stands alone beside a task's shape: its days, or its word where there are none."""
    word, days = status_words(view)
    return f"trễ {days}" if view.status is Status.DONE_LATE and days else days or word


def status_cell(view: StatusView) -> Cell:
    """A task's state: shape, word, days."""
    word, second = status_words(view)
    shape = STATUS_SHAPES[view.status]
    bold = view.status is not Status.ONGOING
    tone = "re" if view.status is Status.LATE else "am" if view.status is Status.SOON else "tx2"
    return Cell(
        word, second=second, shape=shape, tone=shape.tone, bold=bold, second_tone=tone if tone != "am" else "tx2"
    )


def state_cell(state: TaskState) -> Cell:
    """What a report says of a task."""
    shape, word = STATE_SHAPES[state]
    return Cell(word, shape=shape, tone=shape.tone)


def verdict_cell(verdict: Verdict) -> Cell:
    """The light of an indicator."""
    shape = VERDICT_SHAPES[verdict]
    return Cell(verdict.label, shape=shape, tone=shape.tone, bold=verdict is not Verdict.NO_DATA)


def submission_view(
    submission: Submission | None, due_on: date | None, opens_on: date, today: date
) -> tuple[Shape, str, str]:
    """Shape, word and small words after it ("trễ 5 ngày") of a unit's report; before the window ends it is not open."""
    if submission is None or submission.state is SubmissionState.NOT_SENT:
        if today <= opens_on:
            return (*NOT_OPEN, "")
        late = (today - due_on).days if due_on else 0
        shape, word = SUBMISSION_SHAPES[SubmissionState.NOT_SENT]
        if late <= 0:
            return Shape("circle", "ne"), word, ""
        return shape, word, f"trễ {late} ngày"
    shape, word = NIL if submission.is_nil else SUBMISSION_SHAPES[submission.state]
    late = (submission.received_on - due_on).days if submission.received_on and due_on else 0
    return shape, word, f"trễ {late} ngày" if late > 0 else ""
