"""The rows of the review as a list model: bands over kinds, proposals, what an amended plan no longer has. Changes nothing."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.amending import Match, MatchState
from kehoach_desktop.services.review_items import GROUPS, Item
from kehoach_desktop.services.reviewing import Review

Index = QModelIndex | QPersistentModelIndex
DOUBTS = "doubts"
GONE = "gone"


class Role(IntEnum):
    """Where the row itself is."""

    ROW = Qt.ItemDataRole.UserRole + 1


@frozen
class Band:
    """The head of a group."""

    key: str
    title: str
    note: str
    right: str = ""
    tone: str = "tx"
    folded: bool = False


@frozen
class Line:
    """A proposal; `with_kind` writes what it is before its title."""

    item: Item
    with_kind: bool = False
    match: Match | None = None

    @property
    def key(self) -> str:
        return f"item:{self.item.id}"

    @property
    def chip(self) -> tuple[str, str]:
        """What the row is to the amended plan, and the tone of it."""
        if self.match is None or self.match.state is MatchState.SAME:
            return "", ""
        return self.match.state.label, "gr" if self.match.state is MatchState.NEW else "am"

    @property
    def second(self) -> str:
        """The second line: what the new version changes, else the facts; the paragraph for rows out of their group."""
        if self.match is not None and self.match.differences:
            short = sorted(self.match.differences, key=lambda d: len(d.new))  # days and figures before sentences
            return " · ".join(f"{d.label}: {_change(d.old, d.new)}" for d in short)
        place = f"đoạn {self.item.paragraph}" if self.with_kind and self.item.paragraph else ""
        return " · ".join(part for part in (self.item.detail, place) if part)

    @property
    def spoken(self) -> str:
        """The whole row in words."""
        item = self.item
        parts = ["Nhận" if item.ticked else "Không nhận", f"{item.words}: {item.title}", self.chip[0], self.second]
        if item.doubts:
            parts.append(f"{'Cần xem' if item.waits else 'Đã xem'}: {'; '.join(item.doubts)}")
        return ". ".join(part for part in parts if part)


@frozen
class GoneLine:
    """A task or indicator that the new version does not have; it stays under the old plan."""

    key: str
    words: str
    title: str


Row = Band | Line | GoneLine


def _change(old: str, new: str) -> str:
    """What became what: only the words that differ, with one before and after them."""
    one, two = old.split(), new.split()
    head = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest = min(len(one), len(two)) - head
    pairs = enumerate(zip(reversed(one), reversed(two), strict=False))
    tail = next((i for i, (a, b) in pairs if a != b or i >= rest), rest)
    before, after = (" ".join(words[head : len(words) - tail]) for words in (one, two))
    return f"{_short(before) or 'trống'} → {_short(after) or 'trống'}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + "…"


def rows_of(review: Review, folded: frozenset[str], *, only_doubts: bool = False) -> list[Row]:
    """What is shown: doubtful rows first in the order of the text, then the others by kind, each row once."""
    doubtful = review.doubtful
    rows: list[Row] = []
    if doubtful:
        left = review.left
        band = Band(
            DOUBTS, "Cần xem trước", f"{left} chỗ" if left else "đã xem hết", "xếp theo thứ tự trong văn bản",
            tone="am" if left else "gr", folded=DOUBTS in folded,
        )  # fmt: skip
        rows += _under(band, [Line(item, with_kind=True, match=review.match(item)) for item in doubtful])
    if only_doubts:
        return rows
    for group in GROUPS:
        items = [item for item in review.items if item.kind in group.kinds and not item.doubts]
        if items:
            ticked = sum(1 for item in items if item.ticked)
            band = Band(group.key, group.title, f"{len(items)}", f"{ticked} đã đánh dấu", folded=group.key in folded)
            rows += _under(band, [Line(i, with_kind=len(group.kinds) > 1, match=review.match(i)) for i in items])
    return rows + _gone(review, folded)


def _gone(review: Review, folded: frozenset[str]) -> list[Row]:
    if review.comparison is None:
        return []
    gone = [GoneLine(f"gone:{t.id}", "Nhiệm vụ", t.title) for t in review.comparison.gone_tasks]
    gone += [GoneLine(f"gone:{i.id}", "Chỉ tiêu", i.name) for i in review.comparison.gone_indicators]
    band = Band(
        GONE, "Không còn trong bản mới", f"{len(gone)}", "ở lại kế hoạch cũ, giữ kết quả", folded=GONE in folded
    )
    return _under(band, gone) if gone else []


def _under(band: Band, lines: Sequence[Row]) -> list[Row]:
    return [band] if band.folded else [band, *lines]


class ReviewRows(QAbstractListModel):
    """The rows; they are told apart by `key`, so that a changed row is repainted and a moved one laid out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._place: dict[str, int] = {}

    def show_rows(self, rows: list[Row]) -> bool:
        """Takes the rows; True when others stand there than before."""
        if [row.key for row in rows] == list(self._place):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self.rows = rows
        self._place = {row.key: place for place, row in enumerate(rows)}
        self.endResetModel()
        return True

    def place_of(self, key: str) -> int:
        """The row of a key, -1 when it is not shown."""
        return self._place.get(key, -1)

    def row_at(self, place: int) -> Row | None:
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title if isinstance(row, Line) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Line):
            return "\n".join(part for part in (row.item.title, row.second, *row.item.doubts) if part)
        return None


def _spoken(row: Row) -> str:
    match row:
        case Line():
            return row.spoken
        case GoneLine():
            return f"Bỏ trong bản mới. {row.words}: {row.title}"
        case Band():
            return f"{row.title}, {row.note}, {row.right}, {'đang gập' if row.folded else 'đang mở'}"
