"""A deadline that was moved, and why: one line of the task's remark for each move, written and read back here only."""

import re
from collections.abc import Sequence

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.frozen import frozen

_LINE = re.compile(r"Gia hạn (?:từ (?P<before>.+?) )?đến (?P<after>[^:]+): (?P<reason>.+)")


@frozen
class Extension:
    """From which deadline to which, both as a cell shows them, and the reason."""

    before: str
    after: str
    reason: str


def with_extension(note: str | None, move: Extension) -> str:
    """The remark with the move as its last line."""
    start = f"Gia hạn từ {_inside(move.before)} đến" if move.before else "Gia hạn đến"
    line = f"{start} {_inside(move.after)}: {' '.join(nfc(move.reason).split())}"
    return f"{note.rstrip()}\n{line}" if note and note.strip() else line


def extensions(note: str | None) -> Sequence[Extension]:
    """The moves told in a remark, oldest first; other lines are passed over."""
    found = [_LINE.fullmatch(line.strip()) for line in nfc(note or "").splitlines()]
    return [Extension(hit["before"] or "", hit["after"], hit["reason"]) for hit in found if hit]


def _inside(label: str) -> str:
    """A deadline's words within a sentence: "tháng 4, 6, 9"."""
    return label[:1].lower() + label[1:]
