"""The two lists of the foreign-form window: what a form has, and what may be put into one. They show and copy, nothing else."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import EMPTY, Cell, Column, Group, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.foreign_forms import Found, ListedName

_UNKNOWN = Group("?", "Chưa rõ, sẽ để trống", -1)


@frozen
class FoundRow:
    """A placeholder of the form in hand."""

    id: str
    place: int
    sheet_place: int
    found: "Found"


@frozen
class NameRow:
    """A placeholder that may be used. Fields of repeated rows bear the same name in several of them."""

    id: str
    group_place: int
    name: "ListedName"


def found_rows(found: "tuple[Found, ...]") -> list[FoundRow]:
    """The rows of the first list, in the form's order."""
    sheets = list(dict.fromkeys(each.sheet for each in found))
    places = {sheet: place for place, sheet in enumerate(sheets)}
    return [FoundRow(f"{place}", place, places[each.sheet], each) for place, each in enumerate(found)]


def name_rows(names: "list[ListedName]") -> list[NameRow]:
    """The rows of the second list, under their headings."""
    places = {group: place for place, group in enumerate(dict.fromkeys(name.group for name in names))}
    return [NameRow(f"{name.group}|{name.text}", places[name.group], name) for name in names]


def _in_braces(name: str) -> str:
    return name if name.startswith(("{{", "}}")) else f"{{{{{name}}}}}"


def _found_cell(row: FoundRow) -> Cell:
    found, text = row.found, _in_braces(row.found.name)
    if found.is_known:
        return Cell(text, tooltip=text)
    guess = f"Gần nhất: {_in_braces(found.suggestion)}" if found.suggestion else "Không có tên nào gần giống"
    return Cell(
        text, second=guess, tone="re", shape=Shape("warning", "re", filled=True), tooltip=f"{text}\n{guess}",
        spoken=f"{text}, chưa rõ. {guess}",
    )  # fmt: skip


def _becomes(row: FoundRow) -> Cell:
    if not row.found.is_known:
        return Cell("để trống", tone="re")
    return Cell(row.found.shown, tooltip=row.found.shown) if row.found.shown else EMPTY


def _group_of_found(row: FoundRow) -> Group:
    return Group(f"s{row.sheet_place}", f"Trang {row.found.sheet}", row.sheet_place) if row.found.is_known else _UNKNOWN


def _name_cell(row: NameRow) -> Cell:
    return Cell(row.name.text, second=row.name.meaning, tooltip=f"{row.name.text}\n{row.name.meaning}")


def _present(row: NameRow) -> Cell:
    return Cell(row.name.shown, tooltip=row.name.shown) if row.name.shown else EMPTY


class FoundTable(Table):
    """What the form has: cell, placeholder, what it becomes; unknown ones first. Enter asks for the name nearest to one."""

    nearest_wished = Signal(str)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme, "", settings, two_lines=True)
        columns: list[Column[FoundRow]] = [
            Column("cell", "Ô", lambda row: row.found.cell, width=76, sort=lambda row: row.place),
            Column("name", "Chỗ điền", _found_cell, stretch=True),
            Column("shown", "Sẽ ghi", _becomes, width=140),
        ]
        self.rows: RowsModel[FoundRow] = RowsModel(columns, parent=self)
        self.rows.set_groups(_group_of_found)
        self.set_model(self.rows)
        self.setAccessibleName("Chỗ điền trong biểu")
        self.record_opened.connect(self._opened)

    def show_found(self, found: "tuple[Found, ...]") -> None:
        """Lists the placeholders of a form."""
        self.rows.set_records(found_rows(found))

    def _opened(self, row: FoundRow) -> None:
        if row.found.suggestion:
            self.nearest_wished.emit(_in_braces(row.found.suggestion))

    def copy_cells(self, *, heads: bool = False) -> None:  # noqa: ARG002 - a placeholder has no column name to go with it
        row = self.current_record()
        if isinstance(row, FoundRow):
            _copy(_in_braces(row.found.name))


class NameTable(Table):
    """Every placeholder there is, with its meaning and present value. Ctrl+C and Enter copy it with its braces."""

    copied = Signal(str)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme, "", settings, two_lines=True)
        self._names: list[NameRow] = []
        columns: list[Column[NameRow]] = [
            Column("text", "Chỗ điền và ý nghĩa", _name_cell, stretch=True),
            Column("shown", "Hiện có", _present, width=150),
        ]
        self.rows: RowsModel[NameRow] = RowsModel(
            columns, search_text=lambda row: f"{row.name.text} {row.name.meaning} {row.name.group} {row.name.shown}", parent=self
        )  # fmt: skip
        self.rows.set_groups(lambda row: Group(str(row.group_place), row.name.group, row.group_place))
        self.set_model(self.rows)
        self.setAccessibleName("Chỗ điền dùng được")
        self.record_opened.connect(lambda _: self.copy_cells())

    def show_names(self, names: "list[ListedName]") -> None:
        """Lists what may be used."""
        self._names = name_rows(names)
        self.rows.set_records(self._names)

    def choose(self, text: str) -> bool:
        """Makes a placeholder the current one; False where it is not listed."""
        row = next((each for each in self._names if each.name.text == text), None)
        return row is not None and self.select_record(row.id)

    def copy_cells(self, *, heads: bool = False) -> None:  # noqa: ARG002 - a placeholder has no column name to go with it
        row: Any = self.current_record()
        if isinstance(row, NameRow):
            _copy(row.name.text)
            self.copied.emit(row.name.text)


def _copy(text: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(text)
