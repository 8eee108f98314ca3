"""The columns of a table as the office wants them: chosen, ordered, named, fitted to the page; writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line

LONGEST_NAME = 60  # letters of a column's name
_GIVES = 0.45  # share of its width a column of text may give up for others; figures and days need theirs whole


@frozen
class Wanted:
    """A line of a layout: what is printed next, and the name the office gives it ("" for the form's own)."""

    item: str
    name: str = ""


def parse_layout(text: str) -> tuple[Wanted, ...]:
    """The lines "id" or "id = name" of a stored layout; empty ones and repeated ids are left out."""
    found: dict[str, Wanted] = {}
    for line in text.splitlines():
        item, _, name = (part.strip() for part in line.partition("="))
        if item:
            found.setdefault(item, Wanted(item, one_line(name)[:LONGEST_NAME]))
    return tuple(found.values())


def layout_text(wanted: Iterable[Wanted]) -> str:
    """A layout as it is stored."""
    lines = (f"{w.item} = {name}" if (name := one_line(w.name)[:LONGEST_NAME]) else w.item for w in wanted)
    return "\n".join(lines)


def layout_of(dossier: Dossier, form_id: str) -> tuple[Wanted, ...] | None:
    """What the office wants of a form; None where it never said. Of two layouts that met in a merge the first counts."""
    found = next((layout for layout in dossier.layouts if layout.form == form_id), None)
    return parse_layout(found.columns) if found else None


def arranged(form: TableForm, wanted: Sequence[Wanted] | None) -> TableForm:
    """The table with the wanted columns in their order; without a layout those the form shows by itself.

    Fixed columns lead the row whatever was asked, so that headings and sums keep their place. Unknown ids are passed over.
    """
    columns = form.columns
    if wanted is None:
        places = [n for n, column in enumerate(columns) if column.shown or column.fixed]
        kept = tuple(columns[n] for n in places)
    else:
        items: dict[str, list[int]] = {}
        for n, column in enumerate(columns):
            items.setdefault(column.item, []).append(n)
        names = {w.item: w.name for w in wanted}
        lead = [n for n, column in enumerate(columns) if column.fixed]
        places = [*lead, *(n for w in wanted for n in items.get(w.item, ()) if not columns[n].fixed)]
        whole = sum(column.width for column in columns if column.shown or column.fixed)
        kept = _fitted([_named(columns[n], names.get(columns[n].item, "")) for n in places], whole)
    if places == list(range(len(columns))):
        return replace(form, columns=kept)
    return replace(form, columns=kept, rows=tuple(_picked(row, places) for row in form.rows))


def _picked(row: Row, places: Sequence[int]) -> Row:
    if row.kind is RowKind.GROUP:
        return row
    cells = row.cells
    return Row(tuple(cells[n] if n < len(cells) else None for n in places), row.kind, row.lines)


def _named(column: Column, name: str) -> Column:
    """The column under the office's name; of a block it is the name over its columns."""
    if not name:
        return column
    return replace(column, over=name) if "." in column.id else replace(column, title=name)


def _fitted(columns: Sequence[Column], whole: float) -> tuple[Column, ...]:
    """Columns of text take what room is left over and give up what is lacking; what is still too wide the writers scale."""
    lacking = sum(column.width for column in columns) - whole
    text = sum(column.width for column in columns if column.align is Align.LEFT)
    if not text:
        return tuple(columns)
    share = 1 - min(lacking / text, _GIVES)
    return tuple(replace(c, width=c.width * share) if c.align is Align.LEFT else c for c in columns)
