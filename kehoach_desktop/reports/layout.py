"""The page of an official paper in numbers: Nghị định 30/2020/NĐ-CP, Phụ lục I. Draws nothing; every writer reads from here.

Lengths are points, sizes of type too; each value lies within the range the decree gives beside it.
"""

from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.model import BlockKind

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


@frozen
class Page:
    """A sheet and its margins."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def middle(self) -> float:
        """The centre of the text across."""
        return self.left + self.text_width / 2


# mục I.3: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm
PORTRAIT = Page(*A4, top=20 * MM, bottom=20 * MM, left=30 * MM, right=20 * MM)
LANDSCAPE = Page(A4[1], A4[0], top=20 * MM, bottom=20 * MM, left=30 * MM, right=15 * MM)
TABLE_WIDTH_MM = 252  # what LANDSCAPE leaves for the columns

# mục II of the appendix
NATION = 12  # 12-13 bold
MOTTO = 13  # 13-14 bold
AGENCY = 12  # 12-13 bold
SYMBOL = 13  # 13
PLACE_DATE = 13  # 13-14 italic
ABOUT = 12  # "V/v": 12-13
TYPE_NAME = 14  # 13-14 bold
SUMMARY = 14  # 13-14 bold
ADDRESSEE = 14  # 13-14
BODY = 14  # 13-14
AUTHORITY = 14  # 13-14 bold, and so the name of who signs
RECIPIENTS_LABEL = 12  # 12 bold italic
RECIPIENTS = 11  # 11
ANNEX_LABEL = 14  # 14 bold
ANNEX_TITLE = 14  # 13-14 bold
ANNEX_OF = 14  # 13-14 italic
TRACE = 6.5  # the mark of the history in the bottom margin; below every size the decree names
PAGE_NUMBER = 13  # 13-14 upright, in the middle of the top margin, not on page one

TABLE = 11  # tables are free; 11 keeps ten columns readable

LINE = 1.15  # a single line of this face, in sizes
BODY_LINE = LINE * 1.1  # single to 1,5 lines
PARAGRAPH_GAP = 6  # at least 6 pt
FIRST_LINE = 12.7 * MM  # 1 or 1,27 cm
ADDRESSEE_LEFT = 2 * FIRST_LINE  # where "Kính gửi:" begins
SIGN_ROOM = 25 * MM  # for the hand and the seal
AGENCY_RULE = 0.45  # 1/3 to 1/2 of the line above
SUMMARY_RULE = 0.4  # 1/3 to 1/2
RULE = 0.75  # thickness of those rules
LETTERHEAD_LEFT = 0.42  # share of the width for the issuing body
SIGN_LEFT = 0.48  # share of the width for Nơi nhận


@frozen
class BlockStyle:
    """How a paragraph of the text is set."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    centred: bool = False
    keep_with_next: bool = False


BLOCKS: dict[BlockKind, BlockStyle] = {
    BlockKind.BASIS: BlockStyle(italic=True),
    BlockKind.CHAPTER: BlockStyle(bold=True, centred=True, keep_with_next=True),
    BlockKind.CHAPTER_TITLE: BlockStyle(bold=True, capitals=True, centred=True, keep_with_next=True),
    BlockKind.PART: BlockStyle(bold=True, capitals=True, keep_with_next=True),
    BlockKind.ITEM: BlockStyle(bold=True, keep_with_next=True),
    BlockKind.POINT: BlockStyle(keep_with_next=True),
    BlockKind.TEXT: BlockStyle(),
    BlockKind.BULLET: BlockStyle(),
}
