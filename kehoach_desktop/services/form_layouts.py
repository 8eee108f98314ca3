"""The office's own columns of a table form: what there is to choose from, keeping a choice, going back to the form's own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.records import FormLayout
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.catalog import Request
from kehoach_desktop.reports.columns import LONGEST_NAME, Wanted, layout_of, layout_text
from kehoach_desktop.reports.model import Column
from kehoach_desktop.reports.text import one_line
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.exporting import form_info
from kehoach_desktop.services.periods import window, windows_before
from kehoach_desktop.storage.office_file import OfficeFile


@frozen
class ColumnChoice:
    """A column, or a block of columns that go together. `own` is the form's name for it, `name` the one printed.

    `fixed` ones are always printed, first and in their order.
    """

    item: str
    own: str
    name: str
    shown: bool
    fixed: bool = False


def choices(dossier: Dossier, form_id: str, period_id: str, on: date) -> list[ColumnChoice]:
    """All columns of a form: those printed in print order, then the others. Raises BadValue for a form that is no table."""
    return _in_order(_columns(dossier, form_id, period_id, on), layout_of(dossier, form_id))


def own_choices(dossier: Dossier, form_id: str, period_id: str, on: date) -> list[ColumnChoice]:
    """The columns as the form has them by itself."""
    return _in_order(_columns(dossier, form_id, period_id, on), None)


def save(office_file: OfficeFile, form_id: str, chosen: Sequence[ColumnChoice]) -> Changes:
    """Keeps which columns are printed, in this order and under these names. Raises BadValue for a name without letters."""
    _columns_of(form_id)
    for choice in chosen:
        _check_name(choice)
    columns = layout_text(
        Wanted(choice.item, "" if one_line(choice.name) == choice.own else choice.name)
        for choice in chosen
        if choice.shown or choice.fixed
    )
    name = f"Chọn cột của biểu {form_info(form_id).title}"
    with office_file.step(name) as records:
        kept = records.all(FormLayout, form=form_id)
        for twin in kept[1:]:  # two PCs each made one before they were merged
            records.delete(FormLayout, twin.id)
        if kept:
            records.update(FormLayout, kept[0].id, columns=columns)
        else:
            records.add(FormLayout(id=natural_id(FormLayout, form=form_id), form=form_id, columns=columns))
    return Changes.of(name, "form_layout")


def reset(office_file: OfficeFile, form_id: str) -> Changes:
    """Goes back to the form's own columns."""
    name = f"Trả biểu {form_info(form_id).title} về cột mặc định"
    with office_file.step(name) as records:
        for layout in records.all(FormLayout, form=form_id):
            records.delete(FormLayout, layout.id)
    return Changes.of(name, "form_layout")


def _columns_of(form_id: str) -> Callable[[Request], tuple[Column, ...]]:
    form = form_info(form_id)
    if form.columns is None:
        raise BadValue(f"Biểu {form.id} không có cột để chọn.", "Chọn một biểu dạng bảng.")
    return form.columns


def _columns(dossier: Dossier, form_id: str, period_id: str, on: date) -> tuple[Column, ...]:
    columns_of = _columns_of(form_id)
    return columns_of(Request(dossier, window(dossier, period_id), on, earlier=windows_before(dossier, period_id)))


def _in_order(columns: Sequence[Column], wanted: Sequence[Wanted] | None) -> list[ColumnChoice]:
    found: dict[str, ColumnChoice] = {}
    for column in columns:
        shown = column.fixed or (column.shown if wanted is None else False)
        title = column.over if "." in column.id else column.title
        found.setdefault(column.item, ColumnChoice(column.item, title, title, shown, column.fixed))
    if wanted is None:
        return sorted(found.values(), key=lambda choice: not choice.shown)
    lead = [choice.item for choice in found.values() if choice.fixed]
    names = {w.item: w.name for w in wanted}
    order = [*lead, *(w.item for w in wanted if w.item in found and w.item not in lead)]
    printed = [replace(found[item], name=names.get(item) or found[item].own, shown=True) for item in order]
    return [*printed, *(choice for item, choice in found.items() if item not in order)]


def _check_name(choice: ColumnChoice) -> None:
    name = one_line(choice.name)
    if not name:
        raise BadValue(f"Cột “{choice.own}” chưa có tên.", "Gõ tên cột.")
    if len(name) > LONGEST_NAME:
        raise BadValue(f"Tên cột “{name[:30]}…” dài {len(name)} chữ.", f"Rút còn {LONGEST_NAME} chữ.")
