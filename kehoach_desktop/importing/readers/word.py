"""Reads .docx straight from its XML: text as accepted, automatic numbers, tables, text boxes, footnotes; judges nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from kehoach_desktop.importing.blocks import Block, Cell, Table, Typed, clean, joined
from kehoach_desktop.importing.faults import BrokenPackage, SpreadsheetFile
from kehoach_desktop.importing.readers.legacy_fonts import convert_fonts, typed_of
from kehoach_desktop.importing.readers.numbering import Numbering, W, value, whole
from kehoach_desktop.importing.readers.package import Package, parse

if TYPE_CHECKING:
    from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = {W + "noBreakHyphen": "-", W + "tab": "\t", W + "cr": "\n", W + "ptab": "\t"}
_GONE = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "pPr",
    W + "rPr",
    W + "sectPr",
    W + "tblPr",
    W + "delInstrText",
    W + "fldChar",
}
_MAIN = "word/document.xml"


@dataclass(slots=True)
class _Style:
    based_on: str
    number: str
    list_level: int | None
    heading: int
    bold: bool


class _Styles:
    """The paragraph styles that matter here, read only when the document uses one."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles: dict[str, _Style] | None = None

    def get(self, name: str) -> Iterator[_Style]:
        """The style and those it is based on, nearest first."""
        if self._styles is None:
            root = self._package.tree("word/styles.xml")
            self._styles = (
                {}
                if root is None
                else {item.get(W + "styleId", ""): _style(item) for item in root.iterfind(W + "style")}
            )
        seen: set[str] = set()
        while name and name not in seen and (style := self._styles.get(name)):
            seen.add(name)
            yield style
            name = style.based_on

    def number(self, name: str) -> tuple[str, int | None]:
        return next(((s.number, s.list_level) for s in self.get(name) if s.number), ("", None))


def _style(item: "etree._Element") -> _Style:
    properties = item.find(W + "pPr")
    listed = properties.find(W + "numPr") if properties is not None else None
    outline, level, name = value(properties, "outlineLvl"), value(listed, "ilvl"), value(item, "name").lower()
    heading = int(outline) + 1 if outline in set("012345678") else 0
    if not heading and name.startswith("heading ") and name[8:].isdecimal():
        heading = whole(name[8:], 0)
    bold = item.find(f"{W}rPr/{W}b")
    return _Style(
        value(item, "basedOn"),
        value(listed, "numId"),
        whole(level),
        heading,
        bold is not None and bold.get(W + "val", "1") not in ("0", "false"),
    )


def read_word(data: bytes) -> list[Block | Table]:
    """Everything printed in the body, then the notes; raises a fault of importing.faults when it is no Word file."""
    package = Package(data)
    names = package.names()
    if _MAIN not in names:
        if any(name.startswith("xl/") for name in names):
            raise SpreadsheetFile
        raise BrokenPackage
    document = package.part(_MAIN) or b""
    root = parse(document)
    body = root.find(W + "body")
    if body is None:
        raise BrokenPackage
    convert_fonts(root, document, package)
    reader = _Reader(package)
    items = reader.content(body)
    return items + reader.notes()


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = _Styles(package)
        self._numbering = Numbering(package.tree("word/numbering.xml"), lambda style: self._styles.number(style)[0])
        self._cited: list[tuple[str, str]] = []

    def content(self, parent: "etree._Element") -> list[Block | Table]:
        items: list[Block | Table] = []
        carried, carried_typed = "", None
        for element in _children(parent):
            if element.tag == W + "tbl":
                items.append(self._table(element))
            elif element.tag == W + "p":
                boxes: list[etree._Element] = []
                text, bold = self._text(element, boxes)
                if _mark_deleted(element):
                    carried, carried_typed = carried + text, joined(carried_typed, typed_of(element))
                    continue
                items += self._blocks(element, carried + text, bold, joined(carried_typed, typed_of(element)))
                carried, carried_typed = "", None
                for box in boxes:
                    items += self.content(box)
        return items + ([Block(clean(carried), typed=carried_typed)] if carried.strip() else [])

    def notes(self) -> list[Block]:
        """Footnotes and endnotes in the order they are cited, then any that nobody cites."""
        found: list[Block] = []
        for part, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            if not any(kind == tag for kind, _ in self._cited):
                continue
            data = self._package.part(part)
            root = parse(data) if data else None
            if root is not None:
                convert_fonts(root, data or b"", self._package)
            notes = {} if root is None else {note.get(W + "id", ""): note for note in root.iterfind(W + tag)}
            for name in dict.fromkeys(name for kind, name in self._cited if kind == tag):
                if name in notes:
                    text = " ".join(self._text(p, [])[0] for p in notes[name].iter(W + "p"))
                    typed = reduce(joined, map(typed_of, notes[name].iter(W + "p")), None)
                    found.append(Block(clean(text.replace("\n", " ")).strip(), note=True, typed=typed))
        return [block for block in found if block.text]

    def _blocks(self, element: "etree._Element", text: str, bold: bool, typed: Typed | None) -> list[Block]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle")
        number, level = self._list_of(properties, style)
        lines = [line for raw in text.split("\n") if (line := clean(raw).strip())]
        if not lines:
            return []
        marker = self._numbering.next(number, level) if number else ""
        chain = list(self._styles.get(style)) if style else []
        outline = value(properties, "outlineLvl")
        heading = int(outline) + 1 if outline in set("012345678") else next((s.heading for s in chain if s.heading), 0)
        centred = value(properties, "jc") == "center"
        bold = bold or any(s.bold for s in chain)
        return [
            Block(line, marker if at == 0 else "", heading if at == 0 else 0, bold, centred, gap=at == 0, typed=typed)
            for at, line in enumerate(lines)
        ]

    def _list_of(self, properties: "etree._Element | None", style: str) -> tuple[str, int]:
        listed = properties.find(W + "numPr") if properties is not None else None
        number, level = value(listed, "numId"), value(listed, "ilvl")
        at = whole(level)
        if not number and style:
            number, styled = self._styles.number(style)
            at = styled if at is None else at
            if number and at is None:
                at = self._numbering.level_of_style(number, style)
        return ("" if number == "0" else number), at or 0

    def _text(self, paragraph: "etree._Element", boxes: "list[etree._Element]") -> tuple[str, bool]:
        """The words of a paragraph as if every tracked change were accepted, and whether all of them are bold."""
        words: list[str] = []
        weights: list[bool] = []

        def run(element: "etree._Element", bold: bool) -> None:
            for child in element:
                tag = str(child.tag)
                if tag == W + "t":
                    if child.text:
                        words.append(child.text)
                        weights.append(bold or not child.text.strip())
                elif tag == W + "r":
                    flag = child.find(f"{W}rPr/{W}b")
                    run(child, flag is not None and flag.get(W + "val", "1") not in ("0", "false"))
                elif tag in _PLAIN:
                    words.append(_PLAIN[tag])
                elif tag == W + "br":
                    words.append("\n")
                elif tag == W + "sym":
                    words.append(_symbol(child.get(W + "char", "")))
                elif tag in (W + "footnoteReference", W + "endnoteReference"):
                    self._cited.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
                elif tag == W + "txbxContent":
                    boxes.append(child)
                elif tag == _MC + "AlternateContent":
                    run(_chosen(child), bold)
                elif tag not in _GONE:
                    run(child, bold)

        run(paragraph, False)
        return "".join(words), bool(weights) and all(weights)

    def _table(self, element: "etree._Element") -> Table:
        rows: list[list[Cell]] = []
        for row in _children(element):
            if row.tag != W + "tr":
                continue
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            cells = [Cell() for _ in range(_count(properties, "gridBefore", 0))]
            for item in _children(row):
                if item.tag == W + "tc":
                    cells += self._cells(item)
            rows.append(cells)
        width = max(map(len, rows), default=0)
        return Table([cells + [Cell() for _ in range(width - len(cells))] for cells in rows])

    def _cells(self, item: "etree._Element") -> list[Cell]:
        properties = item.find(W + "tcPr")
        content = self.content(item)
        merge = properties.find(W + "vMerge") if properties is not None else None
        covered = merge is not None and merge.get(W + "val") != "restart"
        return [Cell(content, covered)] + [Cell() for _ in range(_count(properties, "gridSpan", 1) - 1)]


def _children(parent: "etree._Element") -> "Iterator[etree._Element]":
    """Paragraphs, tables, rows and cells, through the wrappers that hold them (content controls, custom XML, insertions)."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl", W + "tr", W + "tc"):
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from _children(_chosen(child))
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            yield from _children(child)


def _chosen(alternate: "etree._Element") -> "etree._Element":
    """The branch Word shows; the fallback repeats the same words for older programs."""
    branches = [child for child in alternate if child.tag in (_MC + "Choice", _MC + "Fallback")]
    return next((b for b in branches if any(True for _ in b.iter(W + "t"))), branches[0] if branches else alternate)


def _mark_deleted(paragraph: "etree._Element") -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16) & 0xFFFF)
    except ValueError:
        return ""


def _count(properties: "etree._Element | None", tag: str, default: int) -> int:
    return min(whole(value(properties, tag), default), 200)
