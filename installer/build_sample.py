"""Makes resources/sample/ke-hoach-mau.docx from its text: a plan as a commune's clerk types it in Word, the same bytes every time.

    python installer/build_sample.py [--check]      --check fails when the Word file is not what the text gives

Marks at the start of a line: "# " chapter and "## " section (numbered by Word), "- " and "+ " bullets of Word, "~ " a
ground in italics, "| " a table row, "@name a | b" parts of the letterhead, the end and the annex; anything else is text.
"""

import argparse
import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
ISSUED = datetime(2026, 2, 12, 8, 0, tzinfo=UTC)
FONT = "Times New Roman"
BODY = Pt(14)
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

# Word's own counting: list 1 numbers chapters (I.) and sections (1., anew in every chapter), list 2 draws bullets.
CHAPTER, SECTION, DASH, PLUS = (1, 0), (1, 1), (2, 0), (2, 1)
NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:suff w:val="space"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%2."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="+"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


class PlanWriter:
    """Writes the lines of the text into a Word document, one method a mark."""

    def __init__(self) -> None:
        self.document = Document()
        self.head: dict[str, list[str]] = {}
        self.rows: list[list[str]] = []
        self.recipients: list[str] | None = None
        numbering = self.document.part.numbering_part
        numbering._element = parse_xml(NUMBERING)  # noqa: SLF001 - python-docx has no other way to own the lists
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, BODY
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        self._page(self.document.sections[0])

    def _page(self, section: Any) -> None:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(18)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = CENTRE
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run = paragraph.add_run()
            run.font.size = Pt(13)
            xml = (
                f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
                if kind
                else f"<w:instrText {nsdecls('w')}>{text}</w:instrText>"
            )
            run._r.append(parse_xml(xml))  # noqa: SLF001

    def paragraph(self, text: str, holder: Any = None, **look: Any) -> Any:
        """A paragraph; look: align, size, bold, italic, indent (first line), after, number (list and level), keep."""
        paragraph = (holder or self.document).add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = look.get("size")
        run.bold, run.italic = look.get("bold"), look.get("italic")
        shape = paragraph.paragraph_format
        paragraph.alignment = look.get("align", BOTH)
        shape.first_line_indent = Cm(1.27) if look.get("indent") else None
        shape.space_before, shape.space_after = Pt(0), Pt(look.get("after", 6))
        shape.line_spacing = look.get("lines", 1.05)
        shape.keep_with_next = look.get("keep")
        if "number" in look:
            numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            number, level = look["number"]
            numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = level, number
        return paragraph

    def rule(self, indent: float, holder: Any = None) -> None:
        """A line under a heading: an empty paragraph with a lower border, drawn in by so many cm on both sides."""
        paragraph = self.paragraph("", holder, after=6, lines=Pt(5))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
        border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(border), "w:spacing", "w:ind", "w:jc")  # noqa: SLF001

    def write(self, text: str) -> None:
        """All lines of the text, in order."""
        body = {
            "# ": self.chapter,
            "## ": self.section,
            "- ": self.dash,
            "+ ": self.plus,
            "~ ": self.ground,
            "| ": self.row,
        }
        for line in filter(None, map(str.strip, text.splitlines())):
            mark, _, rest = line.partition(" ")
            if mark.startswith("@"):
                self.part(mark[1:], [piece.strip() for piece in rest.split("|")])
            elif f"{mark} " in body:
                body[f"{mark} "](rest.strip())
            else:
                self.paragraph(line, indent=True)
        self._table()

    def part(self, name: str, pieces: list[str]) -> None:
        """A line that begins with @."""
        match name:
            case "agency" | "symbol" | "place":
                self.head[name] = pieces
            case "type":
                self._letterhead()
                self.paragraph(pieces[0], align=CENTRE, bold=True, after=0)
            case "subject":
                self.paragraph(pieces[0], align=CENTRE, bold=True, after=0)
                self.rule(6.2)
            case "recipients":
                self.recipients = [pieces[0]]
            case "sign":
                self._signature(pieces)
            case "annex":
                self._annex(pieces)
            case _:
                raise ValueError(f"unknown part @{name}")

    def chapter(self, text: str) -> None:
        self.paragraph(text, bold=True, number=CHAPTER, keep=True)

    def section(self, text: str) -> None:
        self.paragraph(text, bold=True, number=SECTION, keep=True)

    def dash(self, text: str) -> None:
        if self.recipients is not None:
            self.recipients.append(f"- {text}")
        else:
            self.paragraph(text, number=DASH)

    def plus(self, text: str) -> None:
        self.paragraph(text, number=PLUS)

    def ground(self, text: str) -> None:
        self.paragraph(text, italic=True, indent=True)

    def row(self, text: str) -> None:
        self.rows.append([cell.strip() for cell in text.strip("| ").split("|")])

    def _grid(self, widths: tuple[float, ...], style: str | None = None) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths), style=style)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table

    @staticmethod
    def _cells(table: Any, widths: tuple[float, ...]) -> list[Any]:
        """The emptied cells of a new row that no page break may cut."""
        row = table.add_row()
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))  # noqa: SLF001
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001
        return list(row.cells)

    def _columns(self, *widths: float) -> list[Any]:
        """A table without lines of one row, its cells emptied; widths in cm."""
        table = self._grid(widths)
        return self._cells(table, widths)

    def _letterhead(self) -> None:
        left, right = self._columns(6.4, 10.4)
        upper, lower = self.head["agency"]
        for holder, lines in (
            (left, ((upper, 13, False), (lower, 13, True))),
            (right, ((NATION[0], 13, True), (NATION[1], 14, True))),
        ):
            for text, size, bold in lines:
                self.paragraph(text, holder, align=CENTRE, size=Pt(size), bold=bold, after=0, lines=1.0)
            self.rule(*((2.3, left) if holder is left else (2.1, right)))
        self.paragraph(self.head["symbol"][0], left, align=CENTRE, size=Pt(13), after=10, lines=1.0)
        self.paragraph(self.head["place"][0], right, align=CENTRE, size=Pt(14), italic=True, after=10, lines=1.0)

    def _signature(self, pieces: list[str]) -> None:
        self.paragraph("", after=0, size=Pt(6), lines=1.0)
        left, right = self._columns(8.4, 8)
        label, *names = self.recipients or [""]
        self.paragraph(label, left, align=LEFT, size=Pt(12), bold=True, italic=True, after=0, lines=1.0)
        for name in names:
            self.paragraph(name, left, align=LEFT, size=Pt(11), after=0, lines=1.0)
        *titles, signer = pieces
        for title in titles:
            self.paragraph(title, right, align=CENTRE, bold=True, after=0, lines=1.0)
        for _ in range(4):
            self.paragraph("", right, align=CENTRE, after=0, lines=1.0)
        self.paragraph(signer, right, align=CENTRE, bold=True, after=0, lines=1.0)
        self.recipients = None

    def _annex(self, pieces: list[str]) -> None:
        """The annex lies across, in a section that counts its own pages."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))  # noqa: SLF001
        for text, look in zip(pieces, ({"bold": True}, {"bold": True}, {"italic": True, "after": 10}), strict=True):
            self.paragraph(text, align=CENTRE, **{"after": 0} | look)

    def _table(self) -> None:
        widths = (1.1, 7.6, 4.2, 4.8, 2.9, 3.6)
        table = self._grid(widths, style="Table Grid")
        for at, row in enumerate(self.rows):
            for column, (cell, text) in enumerate(zip(self._cells(table, widths), row, strict=True)):
                centred = at == 0 or column in (0, 4)
                self.paragraph(
                    text, cell, size=Pt(12), bold=at == 0 or None, align=CENTRE if centred else LEFT, after=2, lines=1.0
                )
        head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
        head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    def bytes(self) -> bytes:
        """The Word file, with fixed times so that the same text gives the same bytes."""
        about = self.document.core_properties
        about.author, about.title, about.comments = "Phòng Văn hóa - Xã hội xã An Bình", "Kế hoạch 27/KH-UBND", ""
        about.created = about.modified = about.last_printed = ISSUED.replace(tzinfo=None)
        made, steady = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, ISSUED.timetuple()[:6])
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                target.writestr(entry, source.read(name))
        return steady.getvalue()


def contents(word_file: bytes) -> dict[str, bytes]:
    """The parts of a Word file; two machines may pack the same parts differently."""
    with zipfile.ZipFile(io.BytesIO(word_file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def build(text: str) -> bytes:
    """The Word file of a plan written in the marks above."""
    writer = PlanWriter()
    writer.write(text)
    return writer.bytes()


def main() -> int:
    """Writes the file, or compares it."""
    options = argparse.ArgumentParser(description="Makes the sample plan's Word file.")
    options.add_argument("--check", action="store_true", help="only compare")
    given = options.parse_args()
    target = SAMPLE / "ke-hoach-mau.docx"
    made = build((SAMPLE / "ke-hoach-mau.txt").read_text(encoding="utf-8"))
    if given.check:
        return 0 if target.exists() and contents(target.read_bytes()) == contents(made) else 1
    target.write_bytes(made)
    print(f"{target.name}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
