"""What Word papers are made of: the document, its pages, paragraphs in a look, rules and tables without frames; knows no form."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.fonts import FAMILY, serif
from kehoach_desktop.reports.layout import Page
from kehoach_desktop.reports.model import Run
from kehoach_desktop.reports.pdf_parts import balanced
from kehoach_desktop.reports.text import clean, one_line

_PROGRAM = "Kế hoạch Desktop"
_TITLE_SHARE = 0.86  # of the width, for centred texts of several lines


@frozen
class Look:
    """How a paragraph is set; lengths and sizes in points."""

    size: float = layout.BODY
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    first_line: float = 0.0
    spacing: float = 1.0
    keep: bool = False

    def of(self, size: float, **facts: Any) -> "Look":
        """The same look in another size."""
        return replace(self, size=size, **facts)


def new_document(title: str, author: str) -> Any:
    """An empty document in Times New Roman and Vietnamese."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FAMILY, Pt(layout.BODY)
    properties = style.element.get_or_add_rPr()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(name), FAMILY)
    properties.append(_element("w:lang", {"w:val": "vi-VN"}))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.title, core.author, core.language = one_line(title)[:255], one_line(author)[:255], "vi-VN"
    core.comments, core.last_modified_by = "", _PROGRAM
    return document


def next_section(document: Any) -> Any:
    """A section on a new page; the paragraph Word ends the one before with takes no room."""
    from docx.shared import Pt

    section = document.add_section()
    form = document.paragraphs[-1].paragraph_format
    form.line_spacing = Pt(1)
    form.space_before = form.space_after = Pt(0)
    return section


def set_page(section: Any, page: Page) -> None:
    """Sheet and margins of a section."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    # the page number stands in the middle of the top margin
    section.header_distance = Pt((page.top - layout.PAGE_NUMBER * layout.LINE) / 2)
    section.footer_distance = Pt(page.bottom / 2)


def add_page_number(section: Any, *, goes_on: bool = False) -> None:
    """Numbers the pages of a section from 1, centred in the top margin, not on its first page; or counts on."""
    section.different_first_page_header_footer = not goes_on
    properties = section._sectPr  # noqa: SLF001 - the library has no own way to page numbers
    for old in properties.findall(_name("w:pgNumType")):
        properties.remove(old)
    if not goes_on:
        properties.find(_name("w:pgMar")).addnext(_element("w:pgNumType", {"w:start": "1"}))
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    _set_format(paragraph, Look(size=layout.PAGE_NUMBER, align="center"))
    run = _add_run(paragraph, "", Look(size=layout.PAGE_NUMBER))
    begin, end = _element("w:fldChar", {"w:fldCharType": "begin"}), _element("w:fldChar", {"w:fldCharType": "end"})
    code = _element("w:instrText", {})
    code.text = "PAGE"
    for part in (begin, code, end):
        run._r.append(part)  # noqa: SLF001


def add_trace(section: Any, trace: str) -> None:
    """The mark of the history, small at the right of the bottom margin of every page."""
    if not trace:
        return
    look = Look(size=layout.TRACE, align="right")
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        _set_format(paragraph, look)
        _add_run(paragraph, trace, look)


def add_paragraph(where: Any, text: str | Sequence[Run], look: Look) -> Any:
    """A paragraph in a document or a cell; the empty one every new cell holds is used first."""
    paragraphs: list[Any] = where.paragraphs if hasattr(where, "_tc") else []
    fresh = len(paragraphs) == 1 and not paragraphs[0].runs and paragraphs[0].paragraph_format.line_spacing is None
    paragraph = paragraphs[0] if fresh else where.add_paragraph()
    _set_format(paragraph, look)
    for run in [Run(text, look.bold, look.italic)] if isinstance(text, str) else text:
        _add_run(paragraph, clean(run.text).replace("\n", " "), look.of(look.size, bold=run.bold, italic=run.italic))
    return paragraph


def add_balanced(where: Any, text: str, look: Look, width: float) -> float:
    """A centred text in a column, drawn in so far that its lines are about as long; returns how long the last one is."""
    from docx.shared import Pt

    face = serif().face(look.bold, look.italic)
    lines = balanced(face, look.size, width * _TITLE_SHARE, text) or [""]
    paragraph = add_paragraph(where, text, look)
    if len(lines) > 1:
        longest = max(face.width(line) for line in lines) * look.size
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(
            max((width - longest) / 2 - 2, 0)
        )
    return face.width(lines[-1]) * look.size


def add_rule(where: Any, length: float, width: float, *, gap: float = 3.0, after: float = 0.0) -> None:
    """A line of a length in the middle of a column, `gap` points under what stands above."""
    from docx.shared import Pt

    side = max((width - length) / 2, 0)
    paragraph = add_paragraph(where, "", Look(size=3, after=after))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(side)
    form.line_spacing = Pt(gap)
    borders = _element("w:pBdr", {})
    borders.append(_element("w:bottom", {"w:val": "single", "w:sz": "6", "w:space": "0", "w:color": "000000"}))
    spacing = paragraph._p.pPr.find(_name("w:spacing"))  # noqa: SLF001
    spacing.addprevious(borders)


def borderless_table(document: Any, rows: int, widths: tuple[float, ...]) -> Any:
    """A table without frames and without inner margins, its rows never torn."""
    table = document.add_table(rows, len(widths))
    fix_widths(table, widths)
    pad_cells(table, 0)
    for row in table.rows:
        whole(row)
    return table


def fix_widths(table: Any, widths: Sequence[float]) -> None:
    """Sets the columns of a table in points, so that no program fits them to the text."""
    from docx.shared import Pt

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table._tbl.tr_lst:  # noqa: SLF001 - the library's own columns look through the whole table for each of them
        place = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            cell.width = Pt(sum(widths[place : place + span]))
            place += span


def pad_cells(table: Any, points: float) -> None:
    """The room left and right of the text in every cell."""
    margins = _element("w:tblCellMar", {})
    for side in ("w:left", "w:right"):
        margins.append(_element(side, {"w:w": str(round(points * 20)), "w:type": "dxa"}))
    table._tbl.tblPr.append(margins)  # noqa: SLF001


def whole(row: Any) -> None:
    """Keeps a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))  # noqa: SLF001


def repeated(row: Any) -> None:
    """Repeats a row at the top of every page of its table."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", {}))  # noqa: SLF001


def _set_format(paragraph: Any, look: Look) -> None:
    """Through the library where the paragraph has a style of its own; all others get a copy of what it would write."""
    if paragraph._p.pPr is None:  # noqa: SLF001
        paragraph._p.insert(0, deepcopy(_properties(look)[0]))  # noqa: SLF001
    else:
        _write_format(paragraph, look)


def _add_run(paragraph: Any, text: str, look: Look) -> Any:
    run = paragraph.add_run(text)
    run._r.insert(0, deepcopy(_properties(look)[1]))  # noqa: SLF001
    return run


@lru_cache(maxsize=500)
def _properties(look: Look) -> tuple[Any, Any]:
    """What the library writes of a look for a paragraph and for a run; a paper has thousands of them in a dozen looks."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    loose: Any = Paragraph(parse_xml(f"<w:p {nsdecls('w')}/>"), None)  # pyright: ignore[reportArgumentType]
    _write_format(loose, look)
    run = loose.add_run()
    run.font.size = Pt(look.size)
    if look.bold:
        run.bold = True
    if look.italic:
        run.italic = True
    return loose._p.pPr, run._r.rPr  # noqa: SLF001


def _write_format(paragraph: Any, look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align.upper())
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.spacing
    if look.indent:
        form.left_indent = Pt(look.indent)
    if look.first_line:
        form.first_line_indent = Pt(look.first_line)
    if look.keep:
        form.keep_with_next = True


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(name), value)
    return element
