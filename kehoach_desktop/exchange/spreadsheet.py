"""The cells of an Excel file from outside, as plain values and nothing more; formulas are never worked out.

Reads part by part without building a tree, so that a bomb costs no memory. Runs in the reader's own process.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.exchange.package import Package

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 100_000  # a form has some hundreds
MAX_TEXTS = 100_000
MAX_SHEETS = 50
MAX_LETTERS = 4_000_000  # in all cells together: one long text may be named by a hundred thousand cells
_CELL_LIMIT = 32_767  # characters; Excel's own
_MAX_DEPTH = 64

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENT_FORMATS = frozenset([9, 10])


class CellKind(StrEnum):
    """What a cell holds. FORMULA is one that no program has worked out yet: it has no value to read."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"


class Cell(NamedTuple):
    """A value as it lies in the file; a number as the shortest text that means the same figure."""

    kind: CellKind
    value: str


@dataclass(slots=True)
class Room:
    """How much a workbook may still hold."""

    cells: int
    letters: int

    def take(self, cell: Cell) -> None:
        """Counts a cell. Raises RefusedFile when there is no more room."""
        self.cells -= 1
        self.letters -= len(cell.value)
        if self.cells < 0 or self.letters < 0:
            raise RefusedFile(Refusal.TOO_WIDE)


class Sheet(NamedTuple):
    """A sheet and its filled cells by (row, column), both from 1."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet with cells of an .xlsx file. Raises RefusedFile for what is none, is damaged or breaks a limit."""
    package = Package(data)
    try:
        return _read(package)
    except (SAXException, ValueError, OverflowError) as fault:
        raise RefusedFile(Refusal.BROKEN) from fault


def _read(package: Package) -> list[Sheet]:
    targets = {a.get("Id"): a for _, a in _elements(package, "xl/_rels/workbook.xml.rels", {"Relationship"})}
    part_of = {i: (_kind(a), _resolved(a.get("Target", ""))) for i, a in targets.items()}
    by_kind = dict(part_of.values())
    texts = _shared_texts(package, by_kind.get("sharedStrings"))
    kinds = _style_kinds(package, by_kind.get("styles"))
    listed = [a for _, a in _elements(package, "xl/workbook.xml", {"sheet"})]
    if len(listed) > MAX_SHEETS:
        raise RefusedFile(Refusal.TOO_WIDE)
    sheets, room = [], Room(MAX_CELLS, MAX_LETTERS)
    for attributes in listed:
        link = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
        kind, target = part_of.get(link, ("", ""))
        if kind != "worksheet":
            continue  # a chart has no cells
        handler = _SheetHandler(texts, kinds, room)
        _parse(package, target, handler)
        hidden = attributes.get("state", "visible") != "visible"
        sheets.append(Sheet(attributes.get("name", ""), hidden, handler.cells))
    return sheets


def _kind(relationship: dict[str, str]) -> str:
    return relationship.get("Type", "").rpartition("/")[2]


def _resolved(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _parse(package: Package, part: str, handler: ContentHandler) -> None:
    """Runs a part through a handler; a DOCTYPE, the door of entity attacks, is refused."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(package.open(part))
    except DefusedXmlException as fault:
        raise RefusedFile(Refusal.DOCTYPE) from fault


class _Handler(ContentHandler):
    """What all parts share: names without their prefix, a limit on depth, and text gathered up to what a cell can hold."""

    def __init__(self) -> None:
        super().__init__()
        self._path = [""]
        self._pieces: list[str] | None = None
        self._length = 0

    def opened(self, name: str, parent: str, attributes: Any) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def gather(self) -> None:
        """From here to `taken` text is kept."""
        self._pieces, self._length = [], 0

    def taken(self) -> str | None:
        """The text since `gather`, None when nothing was to be gathered."""
        if self._pieces is None:
            return None
        text, self._pieces = "".join(self._pieces), None
        return text

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX's own name
        local = name.rpartition(":")[2]
        self.opened(local, self._path[-1], attrs)
        self._path.append(local)
        if len(self._path) > _MAX_DEPTH:
            raise RefusedFile(Refusal.BOMB)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX's own name
        self.closed(self._path.pop())

    def characters(self, content: str) -> None:
        if self._pieces is not None:
            self._length += len(content)
            if self._length > _CELL_LIMIT:
                raise RefusedFile(Refusal.BOMB)
            self._pieces.append(content)


class _Elements(_Handler):
    """Collects elements by name, with the name of what they stand in."""

    def __init__(self, wanted: set[str]) -> None:
        super().__init__()
        self.wanted = wanted
        self.found: list[tuple[str, dict[str, str]]] = []

    def opened(self, name: str, parent: str, attributes: Any) -> None:
        if name in self.wanted:
            self.found.append((parent, dict(attributes.items())))
            if len(self.found) > MAX_TEXTS:
                raise RefusedFile(Refusal.BOMB)


def _elements(package: Package, part: str, wanted: set[str]) -> list[tuple[str, dict[str, str]]]:
    handler = _Elements(wanted)
    _parse(package, part, handler)
    return handler.found


class _SharedTexts(_Handler):
    """The table of texts; reading aids above the letters (rPh) are no part of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.item: list[str] = []

    def opened(self, name: str, parent: str, attributes: Any) -> None:  # noqa: ARG002 - asked for nothing here
        if name == "si":
            self.item = []
        elif name == "t" and parent != "rPh":
            self.gather()

    def closed(self, name: str) -> None:
        if name == "si":
            self.texts.append("".join(self.item)[:_CELL_LIMIT])
            if len(self.texts) > MAX_TEXTS:
                raise RefusedFile(Refusal.BOMB)
        elif name == "t" and (text := self.taken()) is not None:
            self.item.append(text)


def _shared_texts(package: Package, part: str | None) -> list[str]:
    if part is None or part not in package:
        return []
    handler = _SharedTexts()
    _parse(package, part, handler)
    return handler.texts


def _style_kinds(package: Package, part: str | None) -> list[CellKind]:
    """What a number is under each style: a number, a percentage or a day."""
    if part is None or part not in package:
        return []
    codes: dict[int, str] = {}
    styles: list[int] = []
    for parent, attributes in _elements(package, part, {"numFmt", "xf"}):
        if "formatCode" in attributes:
            codes[int(attributes.get("numFmtId", 0))] = attributes["formatCode"]
        elif parent == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))
    return [kind_of_format(number, codes.get(number, "")) for number in styles]


def kind_of_format(number: int, code: str) -> CellKind:
    """What a number is under a format, by the format's number and its code: a number, a percentage or a day."""
    bare = _QUOTED.sub("", code)
    if number in _PERCENT_FORMATS or "%" in bare:
        return CellKind.PERCENT
    general = bare.replace("General", "")
    return CellKind.DATE if number in _DATE_FORMATS or _DATE_LETTERS.search(general) else CellKind.NUMBER


class _SheetHandler(_Handler):
    """The filled cells of a sheet."""

    def __init__(self, texts: list[str], kinds: list[CellKind], room: "Room") -> None:
        super().__init__()
        self.texts, self.kinds, self.room = texts, kinds, room
        self.cells: dict[tuple[int, int], Cell] = {}
        self.row = self.column = 0
        self.type, self.style, self.has_formula = "n", 0, False
        self.value: str | None = None
        self.inline: list[str] = []

    def opened(self, name: str, parent: str, attributes: Any) -> None:
        if name == "c":
            self.row, self.column = _place(attributes.get("r")) or (self.row, self.column + 1)
            self.type, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self.has_formula, self.value, self.inline = False, None, []
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "f":
            self.has_formula = True
        elif name == "v" or (name == "t" and parent != "rPh"):
            self.gather()

    def closed(self, name: str) -> None:
        if name == "c":
            self._keep(self._cell())
        elif name == "v":
            self.value = self.taken()
        elif name == "t" and (text := self.taken()) is not None:
            self.inline.append(text)

    def _keep(self, cell: Cell | None) -> None:
        if cell is None:
            return
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise RefusedFile(Refusal.TOO_WIDE)
        self.room.take(cell)
        self.cells[self.row, self.column] = cell

    def _cell(self) -> Cell | None:
        """The cell just read, None when it holds nothing."""
        if self.type == "inlineStr":
            return _text("".join(self.inline))
        if self.type == "str":
            return _text(self.value or "")
        if not self.value:
            return Cell(CellKind.FORMULA, "") if self.has_formula else None
        return _READERS.get(self.type, _SheetHandler._number)(self, self.value)

    def _shared(self, value: str) -> Cell | None:
        place = int(value)
        if not 0 <= place < len(self.texts):
            raise RefusedFile(Refusal.BROKEN)
        return _text(self.texts[place])

    def _number(self, value: str) -> Cell | None:
        # Excel writes 0.95499999999999996 for what was typed as 0,955: the shortest form is what was meant.
        kind = self.kinds[self.style] if 0 <= self.style < len(self.kinds) else CellKind.NUMBER
        return Cell(kind, repr(float(value)))


_READERS: dict[str, Callable[[_SheetHandler, str], Cell | None]] = {
    "s": _SheetHandler._shared,  # noqa: SLF001 - a table of this class's own readers
    "b": lambda _, value: Cell(CellKind.BOOLEAN, "1" if value.strip() in {"1", "true"} else "0"),
    "e": lambda _, value: Cell(CellKind.ERROR, value),
    "d": lambda _, value: Cell(CellKind.DATE, value),
}


def _text(text: str) -> Cell | None:
    text = text.replace("_x000D_", "")[:_CELL_LIMIT]  # how Excel writes a carriage return
    return Cell(CellKind.TEXT, text) if text.strip() else None


def _place(reference: str | None) -> tuple[int, int] | None:
    """Row and column of "B5"; None when the cell does not say. Raises ValueError for anything else."""
    if reference is None:
        return None
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(f"no cell reference: {reference[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
