"""What every reader hands on: blocks of text and tables in document order, with the little of their look that matters."""

import re
from dataclasses import dataclass, field

from kehoach_desktop.domain.vietnamese import nfc

Typed = tuple[str, str]  # name of a legacy encoding and the words as they were typed in it

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x09), 0x0B, *range(0x0E, 0x20)])
_SPACES = re.compile(r"[^\S\t\n]+")


@dataclass(slots=True)
class Block:
    """One printed line or paragraph. A tab in the text parts what stands in columns without being a table.

    marker: a number or bullet that Word or a list counts and that is not in the text; heading: 1.. for a marked heading;
    gap: a blank line (or a paragraph end) stands before; note: a footnote; typed: what it was before it became Unicode.
    """

    text: str
    marker: str = ""
    heading: int = 0
    bold: bool = False
    centred: bool = False
    gap: bool = True
    note: bool = False
    typed: Typed | None = None


@dataclass(slots=True)
class Cell:
    """One cell: the blocks and tables inside it; `covered` when it is merged with the one above and stands for its words."""

    content: list["Block | Table"] = field(default_factory=list)
    covered: bool = False

    @property
    def blocks(self) -> list[Block]:
        return [block for item in self.content for block in ([item] if isinstance(item, Block) else item.blocks)]

    @property
    def text(self) -> str:
        return "\n".join(f"{b.marker} {b.text}".strip() for b in self.blocks if b.text or b.marker)


@dataclass(slots=True)
class Table:
    """Rows of cells on one grid: every row has the same number of cells, empty ones where a merged cell goes on."""

    rows: list[list[Cell]]

    @property
    def blocks(self) -> list[Block]:
        return [block for row in self.rows for cell in row for block in cell.blocks]


def joined(one: Typed | None, other: Typed | None) -> Typed | None:
    """The words as typed of two blocks that become one."""
    return (one[0], f"{one[1]} {other[1]}") if one and other and one != other else one or other


def clean(text: str) -> str:
    """Composed letters, one blank for any run of blanks, no invisible characters; tabs and line ends stay."""
    if not text.isprintable():  # a tab or a line end is not; only then is there anything to take out
        text = text.translate(_INVISIBLE)
    return _SPACES.sub(" ", nfc(text)).strip(" ")
