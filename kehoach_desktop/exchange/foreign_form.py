"""An .xlsx form from outside, filled in where it bears placeholders; every other part of the file stays byte for byte.

The parts are edited as XML, because no library that reads and writes workbooks keeps all that is in them.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kehoach_desktop.domain.placeholders import Vocabulary
from kehoach_desktop.exchange import moved_parts
from kehoach_desktop.exchange.bounded import BoundedReader
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.exchange.form_faults import RefusedForm
from kehoach_desktop.exchange.looks import looks_of
from kehoach_desktop.exchange.marked_cells import text_runs
from kehoach_desktop.exchange.moved_formulas import Growths
from kehoach_desktop.exchange.package import MAX_BYTES, Package
from kehoach_desktop.exchange.row_growth import RowGrowth
from kehoach_desktop.exchange.sheet_filling import Found, SheetForm
from kehoach_desktop.exchange.xml_parts import Parts, Relation, child, local, namespace
from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    from lxml.etree import _Element

Tick = Callable[[float], None]

_WORKBOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_CALC_CHAIN = "calcChain"
# Kinds of part that belong to a sheet and name its rows.
_OF_A_SHEET = ("drawing", "comments", "threadedComment", "table", "pivotTable", "ctrlProp")
_CHARTS = ("chart+xml", "chartex+xml")
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


@frozen
class FilledForm:
    """The filled workbook, and every placeholder that was in it."""

    data: bytes
    found: tuple[Found, ...]


class _Sheet(NamedTuple):
    name: str
    part: str


def read_bytes(path: Path, *, tick: Callable[[], None] | None = None) -> bytes:
    """The bytes of a form that was read within limits in a process of its own. Raises RefusedForm, ReaderNotStarted."""
    import hashlib

    try:
        with BoundedReader() as reader:
            known = reader.read(path, tick)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except RefusedFile as fault:
        raise RefusedForm(fault.refusal, subject=str(path)) from fault
    except OSError as fault:
        raise RefusedForm(Refusal.MISSING, subject=str(path)) from fault
    if hashlib.sha256(data).hexdigest() != known.sha256:  # written to between the two readings
        raise RefusedForm(Refusal.BROKEN, subject=str(path))
    return data


def look_into(data: bytes, vocabulary: Vocabulary) -> tuple[Found, ...]:
    """The placeholders of a form, sheet by sheet; nothing is written. Raises RefusedForm."""
    with _told_faults():
        return _Form(data, vocabulary).look()


def fill_form(data: bytes, vocabulary: Vocabulary, tick: Tick | None = None) -> FilledForm:
    """The form with values in place of its placeholders; unknown ones are left empty. Raises RefusedForm; `tick` may raise Cancelled."""
    with _told_faults():
        form = _Form(data, vocabulary)
        found = form.fill(tick)
        return FilledForm(form.packed(), found)


@contextmanager
def _told_faults() -> Iterator[None]:
    """Damage of every sort is told as a refusal of the form."""
    try:
        yield
    except RefusedFile as fault:
        raise RefusedForm(fault.refusal) from fault
    except (ValueError, OverflowError) as fault:
        raise RefusedForm(Refusal.BROKEN) from fault


class _Form:
    """A workbook while it is being filled in."""

    def __init__(self, data: bytes, vocabulary: Vocabulary) -> None:
        self._data = data
        self._parts = Parts(Package(data))
        with zipfile.ZipFile(io.BytesIO(data)) as listed:
            self._entries = listed.infolist()
        self._workbook = self._parts.tree(_WORKBOOK)
        self._listed = list(self._list_sheets())
        texts, looks = self._marked_texts(), looks_of(self._styles())
        self._sheets = [
            SheetForm(sheet.name, self._parts.tree(sheet.part), texts, looks, vocabulary) for sheet in self._listed
        ]

    # --- reading ---

    def _list_sheets(self) -> Iterator[_Sheet]:
        targets = {relation.id: relation for relation in self._parts.relations(_WORKBOOK)}
        for each in self._workbook.iter():
            if local(each) != "sheet":
                continue
            link = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
            relation = targets.get(link)
            if relation and relation.kind == "worksheet" and relation.target in self._parts:
                yield _Sheet(each.get("name", ""), relation.target)

    def _related(self, kind: str) -> str | None:
        found = (relation.target for relation in self._parts.relations(_WORKBOOK) if relation.kind == kind)
        return next((target for target in found if target in self._parts), None)

    def _styles(self) -> "_Element | None":
        part = self._related("styles")
        return self._parts.tree(part) if part else None

    def _marked_texts(self) -> "dict[int, _Element]":
        """The shared texts that have a placeholder, by their number."""
        part = self._related("sharedStrings")
        if part is None:
            return {}
        items = [each for each in self._parts.tree(part) if local(each) == "si"]
        return {
            number: item
            for number, item in enumerate(items)
            if any(mark in "".join(text for _, text in text_runs(item)) for mark in ("{{", "}}"))
        }

    def look(self) -> tuple[Found, ...]:
        """Every placeholder; those of headers, footers and shapes last in each sheet."""
        for listed, sheet in zip(self._listed, self._sheets, strict=True):
            sheet.fill_margins()
            self._fill_shapes(listed, sheet)
        return tuple(found for sheet in self._sheets for found in sheet.found)

    # --- filling ---

    def fill(self, tick: Tick | None) -> tuple[Found, ...]:
        """Fills every sheet and moves whatever names rows that moved."""
        properties = child(self._workbook, "workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        growths = {sheet.name.casefold(): sheet.growth for sheet in self._sheets}
        changed = False
        for place, (listed, sheet) in enumerate(zip(self._listed, self._sheets, strict=True)):
            if tick:
                tick(place / len(self._sheets))
            sheet.fill_margins()
            changed = self._fill_shapes(listed, sheet) or changed
            if sheet.is_marked:
                sheet.fill(is_1904=is_1904, tick=tick and _part_of(tick, place, len(self._sheets)))
            changed = changed or sheet.has_filled_margins or sheet.is_marked
            if not sheet.growth.is_still:
                self._move_related(listed, sheet.growth, growths)
        if changed:
            self._follow(growths)
        return tuple(found for sheet in self._sheets for found in sheet.found)

    def _fill_shapes(self, listed: _Sheet, sheet: SheetForm) -> bool:
        """The words of shapes over a sheet, and those of its charts."""
        drawings = [each.target for each in self._parts.relations(listed.part) if each.kind == "drawing"]
        charts = [each.target for part in drawings for each in self._parts.relations(part) if each.kind == "chart"]
        changed = False
        for part in (*drawings, *charts):
            if part in self._parts and b"{" in self._parts.data(part) and sheet.fill_shapes(self._parts.tree(part)):
                self._parts.keep(part)
                changed = True
        return changed

    def _follow(self, growths: Growths) -> None:
        """Formulas, names and charts of the whole workbook; it is to be worked out anew when it is next opened."""
        for listed, sheet in zip(self._listed, self._sheets, strict=True):
            moved = moved_parts.move_sheet(sheet.root, listed.name, sheet.growth, growths)
            if moved or sheet.is_marked or sheet.has_filled_margins:
                self._parts.keep(listed.part)
        if any(not growth.is_still for growth in growths.values()):
            moved_parts.move_names(self._workbook, growths)
            self._move_charts(growths)
        self._ask_to_work_out()

    def _move_related(self, listed: _Sheet, growth: RowGrowth, growths: Growths) -> None:
        for relation in self._parts.relations(listed.part):
            if relation.target not in self._parts:
                continue
            if relation.kind in _OF_A_SHEET:
                moved_parts.move_part(self._parts.tree(relation.target), growth, growths, listed.name)
                self._parts.keep(relation.target)
            elif relation.kind == "vmlDrawing":
                data = self._parts.data(relation.target)
                self._parts.changed[relation.target] = moved_parts.move_old_drawing(data, growth)

    def _move_charts(self, growths: Growths) -> None:
        for each in self._parts.tree(_TYPES):
            name, kind = each.get("PartName", "").lstrip("/"), each.get("ContentType", "")
            if name not in self._parts:
                continue
            if (kind.endswith(_CHARTS) and moved_parts.move_chart(self._parts.tree(name), growths)) or (
                kind.endswith("pivotCacheDefinition+xml")
                and moved_parts.move_pivot_source(self._parts.tree(name), growths)
            ):
                self._parts.keep(name)

    def _ask_to_work_out(self) -> None:
        """Leaves out the list of formulas in their order, and has the next program work all of them out."""
        from lxml import etree

        for relation in self._parts.relations(_WORKBOOK):
            if relation.kind == _CALC_CHAIN:
                self._leave_out(relation)
        calc = child(self._workbook, "calcPr")
        if calc is None:
            calc = etree.Element(f"{{{namespace(self._workbook)}}}calcPr")
            before = [each for each in self._workbook if local(each) in _BEFORE_CALC][-1]
            before.addnext(calc)
        calc.set("fullCalcOnLoad", "1")
        self._parts.keep(_WORKBOOK)

    def _leave_out(self, relation: Relation) -> None:
        listed = "xl/_rels/workbook.xml.rels"
        for part, name, value in ((listed, "Id", relation.id), (_TYPES, "PartName", f"/{relation.target}")):
            root = self._parts.tree(part)
            for each in [each for each in root if each.get(name) == value]:
                root.remove(each)
            self._parts.keep(part)
        self._parts.changed[relation.target] = None

    def packed(self) -> bytes:
        """The package anew: the parts in their order, each packed as it was."""
        if not self._parts.changed:
            return self._data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for entry in self._entries:
                name = entry.filename
                data = self._parts.changed[name] if name in self._parts.changed else self._parts.data(name)
                if data is None:
                    continue
                copy = zipfile.ZipInfo(name, entry.date_time)
                copy.external_attr = entry.external_attr
                copy.compress_type = zipfile.ZIP_STORED if entry.compress_type == 0 else zipfile.ZIP_DEFLATED
                packed.writestr(copy, data)
        return out.getvalue()


def _part_of(tick: Tick, place: int, count: int) -> Tick:
    return lambda part: tick((place + part) / count)
