"""Finds every text on a tab that is typed and not taken, and puts such a text back into its place. Keeps nothing."""

from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.unfinished import Place, Values
from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.tabs.tasks.add_bar import AddBar
from kehoach_desktop.ui.tabs.tasks.results_box import ResultsBox
from kehoach_desktop.ui.unfinished.keeper import PERIOD, SHOWN, TEXT
from kehoach_desktop.ui.widgets.add_line import AddLine
from kehoach_desktop.ui.widgets.field_list import FieldList
from kehoach_desktop.ui.widgets.inline import InlineText
from kehoach_desktop.ui.widgets.table import Table


def typed_in(tab: Tab) -> dict[Place, Values]:
    """What stands unfinished on a tab, with the period and the record that are shown beside it."""
    found: dict[Place, str] = {}
    shown = tab.shown_record_id() or ""
    for table in tab.findChildren(Table):
        for (record, column), text in table.unfinished().items():
            found[Place(tab.key, "cell", (table.name, record, column))] = text
    for fields in tab.findChildren(FieldList):
        for name, text in fields.unfinished().items():
            found[Place(tab.key, "field", (shown, name))] = text
    for line in tab.findChildren(InlineText):
        text = line.unfinished()
        if text is not None:
            found[Place(tab.key, "line", (shown, line.name))] = text
    for line in _add_lines(tab):
        text = line.unfinished()
        if text:
            found[Place(tab.key, "add", ())] = text
    about = {PERIOD: tab.workspace.period.id, SHOWN: shown}
    return {place: {TEXT: text, **about} for place, text in found.items()} | _forms(tab)


def _forms(tab: Tab) -> dict[Place, Values]:
    return {
        Place(tab.key, "form", (task, period)): {**values, PERIOD: period, SHOWN: task}
        for box in tab.findChildren(ResultsBox)
        for (task, period), values in box.unfinished().items()
    }


def _add_lines(tab: Tab) -> list[AddLine | AddBar]:
    return [*tab.findChildren(AddLine), *tab.findChildren(AddBar)]


def put_back(tab: Tab, place: Place, values: Values, reason: str) -> QWidget | None:
    """Puts a text back, marked with the reason; the widget it stands in, None while its record is not shown."""
    text = values.get(TEXT, "")
    match place.sort, place.names:
        case "cell", (name, record, column):
            table = next((t for t in tab.findChildren(Table) if t.name == name), None)
            return table if table is not None and table.bring_back(record, column, text, reason) else None
        case "field", (shown, name) if shown == (tab.shown_record_id() or ""):
            return next((f for f in tab.findChildren(FieldList) if f.bring_back(name, text, reason)), None)
        case "line", (shown, name) if shown == (tab.shown_record_id() or ""):
            line = next((line for line in tab.findChildren(InlineText) if line.name == name), None)
            if line is not None:
                line.bring_back(text, reason)
            return line
        case "form", (task, period):
            box = next(iter(tab.findChildren(ResultsBox)), None)
            return box if box is not None and box.bring_back(task, period, values) else None
        case "add", ():
            line = next(iter(_add_lines(tab)), None)
            if line is not None:
                tab.add_new()
                line.field.setText(text)
            return line
        case _:
            return None
