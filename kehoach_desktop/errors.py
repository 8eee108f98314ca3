"""Faults a person can do something about, told in Vietnamese; anything else that is raised is a bug and must not be hidden here."""


class UserFacingError(Exception):
    """A known fault: `cause` says what is wrong, `remedy` what the user can do; both are whole Vietnamese sentences.

    `subject` names the file or record the fault is about, when there is one.
    """

    def __init__(self, cause: str, remedy: str = "", *, subject: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.subject = subject

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


class BadValue(UserFacingError):
    """A typed value that cannot be taken: not a number, no such day, unknown choice."""


class RecordNotFound(UserFacingError):
    """No record of that kind has that id."""


class Cancelled(UserFacingError):
    """The user stopped a long act; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Đã dừng theo yêu cầu.", "Không có gì thay đổi.")
