"""One table model for all tabs: records in, cells out, sorted, filtered and grouped in memory; it never writes.

Edits leave as `edit_requested(record, column_key, text)`. The typed text is kept as a draft until the records come
again or the edit is refused; a refused draft stays in its cell until it is typed anew or dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from kehoach_desktop.domain.vietnamese import fold, sort_key
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Draft, Group

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTER: Qt.AlignmentFlag.AlignCenter,
}
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # Qt asks for flags a dozen times a row
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
_WARM_ROWS, _WARM_MS = 500, 5


class _Row(Generic[R]):
    """A record with what was worked out from it once."""

    __slots__ = ("cells", "hay", "key", "record")

    def __init__(self, key: str, record: R, width: int) -> None:
        self.key = key
        self.record = record
        self.cells: list[Cell | None] = [None] * width
        self.hay: str | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of records under columns. `key_of` names a record (default its id); `search_text` is what search looks in."""

    edit_requested = Signal(object, str, str)  # record, column key, typed text
    ticks_changed = Signal()
    shown_changed = Signal()  # the set of rows, or the drafts, are others

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key_of: Callable[[R], str] | None = None,
        search_text: Callable[[R], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self._key_of: Callable[[Any], str] = key_of or (lambda record: record.id)
        self._search_text = search_text
        self._rows: list[_Row[R]] = []
        self._shown: list[_Row[R] | Group] = []
        self._place: dict[str, int] | None = None
        self._needle = ""
        self._filter: Callable[[R], bool] | None = None
        self._group_of: Callable[[R], Group] | None = None
        self._note_of: Callable[[list[R]], str] | None = None
        self._ordered: list[_Row[R]] | None = None  # all rows in the order of the screen; filter and search keep it
        self._banded: list[tuple[Group | None, list[_Row[R]]]] | None = None  # the same under their bands
        self._found: tuple[str, list[tuple[Group | None, list[_Row[R]]]] | None] = "", None  # what passes, for a needle
        self._kept = 0
        self._band_rows: list[int] = []
        self._sort: tuple[str, bool] | None = None
        self._order: Callable[[R], Any] | None = None
        self._folded: set[str] = set()
        self._ticked: set[str] = set()
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._warmer = QTimer(self, interval=_WARM_MS)
        self._warmer.timeout.connect(self._warm)
        self._warm_at = 0

    # --- what is shown ---

    def set_records(self, records: Sequence[R]) -> None:
        """Shows these records; ticks, folds, refused drafts and the current row survive by key."""
        width = len(self.columns)
        self._rows = [_Row(self._key_of(record), record, width) for record in records]
        self._forget(order=True)
        known = {row.key for row in self._rows}
        self._drafts = {at: d for at, d in self._drafts.items() if d.fault is not None and at[0] in known}
        self._ticked &= known
        self._lay_out()
        self._warm_at = 0
        self._warmer.start()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Other columns over the same records (another period)."""
        self.beginResetModel()
        self.columns = tuple(columns)
        for row in self._rows:
            row.cells = [None] * len(self.columns)
            row.hay = None
        self._forget(order=True)
        self._shown = self._arranged()
        self._index_rows()
        self.endResetModel()
        self.shown_changed.emit()

    def refresh_cells(self) -> None:
        """The same records in the same places, of which the columns now say something else."""
        for row in self._rows:
            row.cells = [None] * len(self.columns)
        self._repaint_all()
        self._warm_at = 0
        self._warmer.start()

    def set_filter(self, keep: Callable[[R], bool] | None, *, lay_out: bool = True) -> None:
        """Keeps rows that pass; with `lay_out` False it waits for the next change, so that several cost one layout."""
        self._filter = keep
        self._forget()
        if lay_out:
            self._lay_out()

    def set_search(self, text: str) -> None:
        """Keeps rows that contain every word, accents aside."""
        needle = fold(text)
        if needle != self._needle:
            self._needle = needle
            self._lay_out()

    def set_groups(
        self, group_of: Callable[[R], Group] | None, note_of: Callable[[list[R]], str] | None = None, *,
        lay_out: bool = True,
    ) -> None:  # fmt: skip
        """Bands over the rows; `note_of` says of the records now under a band what stands small after its title."""
        self._group_of, self._note_of = group_of, note_of
        self._forget(order=True)
        if lay_out:
            self._lay_out()

    def set_order(self, order: Callable[[R], Any] | None) -> None:
        """The order of rows while no header is clicked, from the next change on; None keeps that of the records."""
        self._order = order
        self._forget(order=True)

    def sort_by(self, column_key: str | None, *, descending: bool = False) -> None:
        """Sorts by a column inside groups; None is the default order again."""
        self._sort = (column_key, descending) if column_key else None
        self._forget(order=True)
        self._lay_out()

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        return self._sort

    @property
    def shown_count(self) -> int:
        """Records that pass filter and search, folded ones too."""
        return self._kept

    @property
    def total_count(self) -> int:
        return len(self._rows)

    def shown_records(self) -> list[R]:
        """Records in the order of the screen, without folded groups."""
        return [row.record for row in self._shown if isinstance(row, _Row)]

    def record_at(self, row: int) -> R | None:
        found = self._shown[row] if 0 <= row < len(self._shown) else None
        return found.record if isinstance(found, _Row) else None

    def texts(self, column: int) -> list[str]:
        """What stands in a column, row by row; bands are "" here, their words go over all columns."""
        return ["" if isinstance(row, Group) else self._text(row, column) for row in self._shown]

    def group_at(self, row: int) -> Group | None:
        found = self._shown[row] if 0 <= row < len(self._shown) else None
        return found if isinstance(found, Group) else None

    def band_rows(self) -> list[int]:
        """The screen rows that are bands."""
        return list(self._band_rows)

    def row_of(self, key: str) -> int:
        """The screen row of a record, -1 when it is not shown."""
        if self._place is None:
            self._place = {}  # one record is looked for after each layout; only who asks on needs the places of all
            return next((i for i, row in enumerate(self._shown) if row.key == key and isinstance(row, _Row)), -1)
        if not self._place:
            self._place = {row.key: i for i, row in enumerate(self._shown) if isinstance(row, _Row)}
        return self._place.get(key, -1)

    def key_at(self, row: int) -> str | None:
        found = self._shown[row] if 0 <= row < len(self._shown) else None
        return found.key if isinstance(found, _Row) else None

    def column_index(self, key: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    # --- groups, ticks, drafts ---

    def fold(self, group_key: str, *, folded: bool | None = None) -> None:
        """Folds or unfolds a group; without `folded` turns it over."""
        wanted = group_key not in self._folded if folded is None else folded
        (self._folded.add if wanted else self._folded.discard)(group_key)
        self._lay_out()

    def reveal(self, key: str) -> int:
        """Unfolds the group of a record and returns its row, -1 when filter or search hide it."""
        if self._group_of is not None:
            row = next((r for r in self._rows if r.key == key), None)
            if row is not None and self._group_of(row.record).key in self._folded:
                self.fold(self._group_of(row.record).key, folded=False)
        return self.row_of(key)

    @property
    def ticked(self) -> list[R]:
        return [row.record for row in self._rows if row.key in self._ticked]

    @property
    def ticked_rows(self) -> list[int]:
        """The screen rows that are ticked."""
        return [at for at in range(len(self._shown)) if self.key_at(at) in self._ticked] if self._ticked else []

    def set_ticked(self, rows: Sequence[int], *, on: bool) -> None:
        """Ticks or unticks screen rows."""
        keys = {key for row in rows if (key := self.key_at(row)) is not None}
        self._ticked = self._ticked | keys if on else self._ticked - keys
        self._repaint_all()
        self.ticks_changed.emit()

    def toggle_tick(self, row: int) -> None:
        key = self.key_at(row)
        if key is not None:
            self.set_ticked([row], on=key not in self._ticked)

    def tick_all(self, *, on: bool = True) -> None:
        """Ticks all rows shown, or none at all."""
        if not on:
            self._ticked.clear()
        self.set_ticked(range(len(self._shown)) if on else (), on=on)

    def tick_state(self) -> Qt.CheckState:
        """Of the header: all shown, some, none."""
        if not self._ticked:
            return Qt.CheckState.Unchecked
        shown = {row.key for row in self._shown if isinstance(row, _Row)}
        ticked = shown & self._ticked
        if not ticked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if ticked == shown else Qt.CheckState.PartiallyChecked

    def put_draft(self, key: str, column_key: str, text: str, fault: str | None = None) -> None:
        """A text that waits for the service, or was refused with a reason."""
        self._drafts[key, column_key] = Draft(text, fault)
        self._repaint_all()
        self.shown_changed.emit()

    def refuse(self, key: str, column_key: str, reason: str) -> None:
        """The service did not take the text typed there; it stays, marked, until typed again or dropped."""
        draft = self._drafts.get((key, column_key))
        if draft is not None:
            self._drafts[key, column_key] = Draft(draft.text, reason)
            self._repaint_all()
            self.shown_changed.emit()

    def drop_draft(self, key: str, column_key: str) -> None:
        if self._drafts.pop((key, column_key), None) is not None:
            self._repaint_all()
            self.shown_changed.emit()

    @property
    def drafts(self) -> dict[tuple[str, str], Draft]:
        """Every text that is not data yet, by (record key, column key)."""
        return dict(self._drafts)

    def bring_back(self, key: str, column_key: str, text: str, reason: str) -> bool:
        """Puts a text of an earlier run into a cell, marked; what has become data meanwhile is not marked.

        False where there is no such record, or the column is not typed in.
        """
        row = next((row for row in self._rows if row.key == key), None)
        column = next((column for column in self.columns if column.key == column_key), None)
        if row is None or column is None or column.edit is None:
            return False
        if column.edit(row.record) != text:
            self._drafts[key, column_key] = Draft(text, reason)
            self._repaint_all()
            self.shown_changed.emit()
        return True

    @property
    def refused(self) -> dict[tuple[str, str], Draft]:
        """Drafts with a reason, by (record key, column key)."""
        return {at: draft for at, draft in self._drafts.items() if draft.fault is not None}

    # --- the delegate's questions: straight, for through Qt's data() each costs twice as much as its answer ---

    def cell_at(self, row: int, column: int) -> Cell:
        """What stands in a column of a record's row."""
        return self._cell(self._record_row(row), column)

    def draft_at(self, row: int, column: int) -> Draft | None:
        """The text typed there that is not data yet."""
        return self._drafts.get((self._record_row(row).key, self.columns[column].key))

    def choices_at(self, row: int, column: int) -> Sequence[tuple[str, str]] | None:
        """Values and labels to choose from there; None where any text may be typed."""
        choices = self.columns[column].choices
        return choices(self._record_row(row).record) if choices else None

    def is_ticked(self, row: int) -> bool:
        return self.key_at(row) in self._ticked

    def is_folded(self, group_key: str) -> bool:
        return group_key in self._folded

    # --- Qt's questions ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[column.align]
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if isinstance(row, Group):
            return self._group_data(row, index.column(), role)
        return self._record_data(row, index.column(), role)

    def _group_data(self, group: Group, column: int, role: int) -> Any:
        if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{group.title} {group.note}".strip()
        return None

    def _record_data(self, row: _Row[R], column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.EditRole:
                draft = self._drafts.get((row.key, self.columns[column].key))
                edit = self.columns[column].edit
                return draft.text if draft else edit(row.record) if edit else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[self.columns[column].align]
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.row() >= len(self._shown):
            return Qt.ItemFlag.NoItemFlags
        row = self._shown[index.row()]
        if isinstance(row, _Row):
            column = self.columns[index.column()]
            if column.edit is not None and (column.can_edit is None or column.can_edit(row.record)):
                return _TYPED
        return _READ

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what was typed as a draft and asks for the edit; an unchanged text asks for nothing."""
        row = self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or not isinstance(row, _Row) or column.edit is None:
            return False
        text, at = str(value), (row.key, column.key)
        if text == column.edit(row.record):
            self.drop_draft(*at)
            return True
        self._drafts[at] = Draft(text)
        self.dataChanged.emit(index, index)
        self.edit_requested.emit(row.record, column.key, text)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_by(self.columns[column].key, descending=order is Qt.SortOrder.DescendingOrder)

    # --- inside ---

    def _record_row(self, row: int) -> _Row[R]:
        found = self._shown[row]
        assert isinstance(found, _Row)  # noqa: S101 - who asks has seen that it is no band
        return found

    def _cell(self, row: _Row[R], column: int) -> Cell:
        cell = row.cells[column]
        if cell is None:
            made = self.columns[column].cell(row.record)
            cell = row.cells[column] = made if isinstance(made, Cell) else Cell(made)
        return cell

    def _text(self, row: _Row[R], column: int) -> str:
        draft = self._drafts.get((row.key, self.columns[column].key))
        return draft.text if draft else self._cell(row, column).text

    def _spoken(self, row: _Row[R], column: int) -> str:
        draft = self._drafts.get((row.key, self.columns[column].key))
        if draft is not None and draft.fault:
            return f"{draft.text}. {draft.fault}"
        cell = self._cell(row, column)
        return cell.spoken or " ".join(part for part in (cell.text, cell.second, cell.after) if part)

    def _tooltip(self, row: _Row[R], column: int) -> str | None:
        draft = self._drafts.get((row.key, self.columns[column].key))
        if draft is not None and draft.fault:
            return draft.fault
        return self._cell(row, column).tooltip or None

    def _sort_key(self, row: _Row[R], column: int) -> Any:
        given = self.columns[column].sort
        return given(row.record) if given else sort_key(self._cell(row, column).text)

    def _hay(self, row: _Row[R]) -> str:
        if row.hay is None:
            if self._search_text is not None:
                row.hay = fold(self._search_text(row.record))
            else:
                cells = [self._cell(row, i) for i in range(len(self.columns))]
                row.hay = fold(" ".join(f"{cell.text} {cell.second} {cell.after}" for cell in cells))
        return row.hay

    def _warm(self) -> None:
        """Prepares search texts in idle time, so that the first key is as quick as the second."""
        part = self._rows[self._warm_at : self._warm_at + _WARM_ROWS]
        for row in part:
            self._hay(row)
        self._warm_at += len(part)
        if self._warm_at >= len(self._rows):
            self._warmer.stop()

    def _in_order(self) -> list[_Row[R]]:
        if self._ordered is None:
            rows = list(self._rows)
            if self._order is not None:
                order = self._order
                rows.sort(key=lambda row: order(row.record))
            if self._sort is not None:
                place, descending = self.column_index(self._sort[0]), self._sort[1]
                rows.sort(key=lambda row: _sortable(self._sort_key(row, place)), reverse=descending)
            self._ordered = rows
        return self._ordered

    def _in_bands(self) -> list[tuple[Group | None, list[_Row[R]]]]:
        """All rows in order under their bands; one band without a head where there are none."""
        if self._banded is None:
            rows = self._in_order()
            if self._group_of is None:
                self._banded = [(None, rows)]
            else:
                members: dict[str, list[_Row[R]]] = {}
                heads: dict[str, Group] = {}
                for row in rows:
                    group = self._group_of(row.record)
                    heads.setdefault(group.key, group)
                    members.setdefault(group.key, []).append(row)
                self._banded = [(head, members[head.key]) for head in sorted(heads.values(), key=lambda g: g.order)]
        return self._banded

    def _passing(self) -> list[tuple[Group | None, list[_Row[R]]]]:
        """The bands with the rows that pass filter and search; longer words look only where shorter ones were found."""
        needle, found = self._found
        if found is None or not self._needle.startswith(needle):
            found, keep = self._in_bands(), self._filter
            if keep is not None:
                found = [(group, [row for row in rows if keep(row.record)]) for group, rows in found]
        for word in self._needle.split():
            found = [(group, [row for row in rows if word in (row.hay or self._hay(row))]) for group, rows in found]
        found = [band for band in found if band[1]]
        self._found = self._needle, found
        return found

    def _arranged(self) -> list[_Row[R] | Group]:
        bands = self._passing()
        self._kept = sum(len(rows) for _, rows in bands)
        shown: list[_Row[R] | Group] = []
        self._band_rows = []
        for group, rows in bands:
            if group is None:
                shown.extend(rows)
                continue
            self._band_rows.append(len(shown))
            note = self._note_of([row.record for row in rows]) if self._note_of else group.note
            shown.append(replace(group, note=note))
            if group.key not in self._folded:
                shown.extend(rows)
        return shown

    def _forget(self, *, order: bool = False) -> None:
        """What was found no longer holds: another filter, or with `order` other rows, order or bands."""
        self._found = "", None
        if order:
            self._ordered = self._banded = None

    def _lay_out(self) -> None:
        """Arranges anew; when the same rows stand in the same places only their cells are refreshed."""
        arranged = self._arranged()
        if _same_rows(arranged, self._shown):
            self._shown = arranged
            self._repaint_all()
        else:
            self.beginResetModel()
            self._shown = arranged
            self._index_rows()
            self.endResetModel()
        self.shown_changed.emit()

    def _index_rows(self) -> None:
        self._place = None  # made when a row is first asked for

    def _repaint_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))


def _same_rows(these: Sequence[Any], those: Sequence[Any]) -> bool:
    """Whether the same records and bands stand in the same places."""
    return these == those or (len(these) == len(those) and [row.key for row in these] == [row.key for row in those])


def _sortable(key: Any) -> tuple[bool, Any]:
    """Absent keys after all others."""
    return (key is None, 0 if key is None else key)
