"""What a paper or a table is, as data: columns, rows, letterhead, blocks, signatures; knows no file format and no font.

A form fills these; the writers (xlsx, pdf_table, pdf_paper) turn them into files. Widths are millimetres on A4.
"""

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kehoach_desktop.frozen import frozen


class Align(StrEnum):
    """Where a cell's text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    """A row of data, a heading over rows, or a row of sums."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"


@frozen
class Number:
    """A figure with what is printed around it ("≥ 95", "99,3 %"); in Excel it stays a number."""

    value: Decimal
    places: int | None = None
    prefix: str = ""
    suffix: str = ""


@frozen
class Formula:
    """A figure the form works out from its other cells: paper prints `value`, Excel works it out anew.

    `text` is a spreadsheet formula in which {id} is the row's cell in that column and [id] the column's rows so far.
    """

    value: Number | Decimal | int | None
    text: str


Cell = str | int | Decimal | date | Number | Formula | None


@frozen
class Column:
    """A column; neighbours with the same `over` stand under one merged header cell.

    `id` is its stable name; columns "block.a", "block.b" are chosen and moved as one. `fixed` ones lead every row and are
    always printed; those not `shown` only where the office chose them.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    over: str = ""
    id: str = ""
    shown: bool = True
    fixed: bool = False

    @property
    def item(self) -> str:
        """What a person chooses: the column itself, or the block it belongs to."""
        return self.id.partition(".")[0]

    @property
    def label(self) -> str:
        """What a person chooses, in words."""
        if "." in self.id:
            return self.over
        return f"{self.over}: {self.title[:1].lower()}{self.title[1:]}" if self.over else self.title


@frozen
class Row:
    """One line of a table. A GROUP row has two cells: its number and its title, which runs over the other columns.

    In a TOTAL row the first cell is the label and runs over the first two columns; the second cell is not shown.
    `lines` is how high it is at least, for a pen.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.DATA
    lines: int = 1


@frozen
class Letterhead:
    """The two columns at the top of page one: bodies above (upright), the issuing body (bold), number, place and day."""

    agency: tuple[str, ...]
    parent: tuple[str, ...] = ()
    symbol_line: str = ""
    about: str = ""  # "V/v …" of a công văn, under the number
    place_date: str = ""
    national: bool = True


@frozen
class Signature:
    """The lines of authority and title in capitals, and the name under the room for the hand."""

    heads: tuple[str, ...]
    name: str = ""
    hint: str = ""


@frozen
class TableFoot:
    """What closes a table that is a paper of its own: a note, the day, who made it, who signs it."""

    place_date: str = ""
    left: Signature | None = None
    right: Signature | None = None


@frozen
class ChartPoint:
    """A year of a chart: what was reached and what should be, either may be absent."""

    label: str
    result: Decimal | None = None
    target: Decimal | None = None


@frozen
class Chart:
    """Results against targets over the years; `measure` stands at the axis."""

    title: str
    measure: str
    points: tuple[ChartPoint, ...]


@frozen
class TableForm:
    """A whole table: everything a writer needs to set it on A4 landscape; charts follow it on pages of their own."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subtitle: tuple[str, ...] = ()
    label: str = ""  # "Phụ lục I" when it is an annex
    letterhead: Letterhead | None = None
    foot: TableFoot | None = None
    note: str = ""
    sheet: str = "Biểu"  # name of the sheet in Excel
    author: str = ""
    trace: str = ""  # small in the bottom margin: which state of the office file was printed
    charts: tuple[Chart, ...] = ()


@frozen
class TableBatch:
    """Tables of one form for several units: in Excel a sheet each, on PDF each on pages of its own numbered from 1."""

    title: str
    tables: tuple[TableForm, ...]
    author: str = ""


class BlockKind(StrEnum):
    """The levels of a paper's text (NĐ 30/2020, Phụ lục I)."""

    BASIS = "basis"
    CHAPTER = "chapter"  # "Phần I" on a line of its own
    CHAPTER_TITLE = "chapter_title"  # IN CAPITALS under it
    PART = "part"  # I. IN CAPITALS
    ITEM = "item"  # 1. with a title
    POINT = "point"  # a) with a title
    TEXT = "text"
    BULLET = "bullet"


@frozen
class Run:
    """A piece of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@frozen
class Block:
    """A paragraph of a paper."""

    kind: BlockKind
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, kind: BlockKind, text: str) -> "Block":
        """A paragraph in one face."""
        return cls(kind, (Run(text),))

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@frozen
class TextAnnex:
    """An annex in words; one that is a table is a TableForm."""

    label: str
    title: str
    subtitle: tuple[str, ...]
    blocks: tuple[Block, ...]


@frozen
class LegalPaper:
    """An official paper by NĐ 30/2020; without a type name it is a công văn with addressees.

    An annex without a label goes on with the one before it: text and tables of one annex, its pages counted through.
    """

    letterhead: Letterhead
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    type_name: str = ""
    summary: str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[TableForm | TextAnnex, ...] = field(default=())
    author: str = ""
    trace: str = ""  # small in the bottom margin: which state of the office file was printed

    @property
    def title(self) -> str:
        """The name of the paper for a file's properties."""
        name = self.type_name.capitalize() if self.type_name else "Công văn"
        return f"{name} {self.summary}".strip()


@frozen
class PaperBatch:
    """Papers of one form for several units in one file, each beginning on a page of its own numbered from 1."""

    title: str
    papers: tuple[LegalPaper, ...]
    author: str = ""
    sheets: tuple[TableForm, ...] = ()  # the same for Excel, of forms that come in it too
