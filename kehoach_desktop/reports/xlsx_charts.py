"""Charts of a table in Excel: a sheet with the figures in sight and a native line chart of each; knows no form."""

from collections.abc import Sequence
from typing import Any

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.fonts import FAMILY, serif
from kehoach_desktop.reports.layout import MM
from kehoach_desktop.reports.model import Align, Chart, Number
from kehoach_desktop.reports.text import one_line
from kehoach_desktop.reports.xlsx_cells import Look, put

SHEET = "Biểu đồ"
TITLE = "Biểu đồ kết quả so với mục tiêu"
RESULT, TARGET = "Kết quả", "Mục tiêu"

_HEADINGS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu")
_WIDTHS_MM = (11, 92, 22, 22)
_YEARS_MM = layout.TABLE_WIDTH_MM - sum(_WIDTHS_MM)
_MM_PER_CHAR = 25.4 / 96 * 7
_EMU_PER_MM = 36_000
_BAND = 208  # points: one row holds two charts side by side, so that no page tears one
_CHART_MM = (123, 70)
_PER_BAND = 2
_HEAD = Look(layout.TABLE, bold=True, align=Align.CENTER, framed=True)
_BODY = Look(layout.TABLE, framed=True)
_LINE = layout.TABLE * layout.LINE


def write_charts(book: Any, charts: Sequence[Chart]) -> None:
    """Adds the sheet at the end of the workbook."""
    _ChartSheet(book.create_sheet(SHEET), charts).write()


class _ChartSheet:
    """The figures in two rows an indicator, the charts under them."""

    def __init__(self, sheet: Any, charts: Sequence[Chart]) -> None:
        self.sheet, self.charts = sheet, charts
        self.labels = sorted({point.label for chart in charts for point in chart.points})
        self.widths = [*_WIDTHS_MM, *[_YEARS_MM / len(self.labels)] * len(self.labels)]
        self.row = 0
        self._styles: dict[Look, Any] = {}

    def write(self) -> None:
        self._set_up()
        self._send([put(TITLE.upper(), Look(layout.ANNEX_TITLE, bold=True))], 24)
        self._send([put(text, _HEAD) for text in (*_HEADINGS, *self.labels)], 2 * _LINE + 4)
        self.sheet.freeze_panes = f"A{self.row + 1}"
        places = [self._figures(number, chart) for number, chart in enumerate(self.charts, 1)]
        self._break()
        drawn = list(zip(self.charts, places, strict=True))
        for start in range(0, len(drawn), _PER_BAND):
            for side, (chart, row) in enumerate(drawn[start : start + _PER_BAND]):
                self._draw(chart, row, side)
            self._send([put(None, Look(layout.TABLE))], _BAND)

    def _send(self, cells: list[Any], height: float) -> None:
        from openpyxl.cell import WriteOnlyCell

        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        made = []
        for value, look, _ in cells:
            cell = WriteOnlyCell(self.sheet, None)
            if isinstance(value, str):
                cell._value, cell.data_type = value, "s"  # noqa: SLF001 - a text of data never becomes a formula
            else:
                cell.value = value
            _dress(cell, look)
            made.append(cell)
        self.sheet.append(made)

    def _figures(self, number: int, chart: Chart) -> int:
        """Results and targets of an indicator; returns the row of the results."""
        by_label = {point.label: point for point in chart.points}
        name, measure = one_line(chart.title), one_line(chart.measure)
        room = (_WIDTHS_MM[1] * MM - 4) * 0.96 / layout.TABLE
        lines = len(serif().regular.wrap(name, room))
        for what in (RESULT, TARGET):
            points = [by_label.get(label) for label in self.labels]
            values = [None if p is None else p.result if what is RESULT else p.target for p in points]
            first = what is RESULT
            lead = (number if first else None, name if first else None, measure if first else None, what)
            self._send(
                [
                    *(
                        put(cell, _BODY._replace(align=Align.LEFT if n in (1, 3) else Align.CENTER))
                        for n, cell in enumerate(lead)
                    ),
                    *(put(None if v is None else Number(v), _BODY._replace(align=Align.CENTER)) for v in values),
                ],
                min(lines if first else 1, 20) * _LINE + 4,
            )
        return self.row - 1

    def _break(self) -> None:
        """The charts begin on a page of their own."""
        from openpyxl.worksheet.pagebreak import Break

        self.sheet.row_breaks.append(Break(id=self.row))

    def _draw(self, chart: Chart, row: int, side: int) -> None:
        """A line chart over the row band that comes next."""
        from openpyxl.chart import LineChart, Reference
        from openpyxl.chart.series_factory import SeriesFactory
        from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
        from openpyxl.drawing.xdr import XDRPositiveSize2D

        first, last = (len(_HEADINGS) + 1 + self.labels.index(chart.points[n].label) for n in (0, -1))
        made: Any = LineChart()
        made.title = _title(one_line(chart.title))
        made.style = 1  # shades of grey
        for n, what in enumerate((RESULT, TARGET)):
            values = Reference(self.sheet, min_col=first, max_col=last, min_row=row + n)
            series = SeriesFactory(values, title=what)
            _shape(series, dashed=what is TARGET)
            made.series.append(series)
        made.set_categories(Reference(self.sheet, min_col=first, max_col=last, min_row=2))
        made.y_axis.title = _title(one_line(chart.measure), 900) if one_line(chart.measure) else None
        made.x_axis.delete = made.y_axis.delete = False
        made.x_axis.number_format, made.y_axis.number_format = "@", "#,##0.##"
        made.y_axis.majorGridlines = None
        made.legend.position = "b"
        made.display_blanks = "span"
        column, offset = self._column_at(side * layout.TABLE_WIDTH_MM / _PER_BAND)
        width, height = (mm * _EMU_PER_MM for mm in _CHART_MM)
        corner = AnchorMarker(col=column, colOff=int(offset * _EMU_PER_MM), row=self.row, rowOff=_EMU_PER_MM)
        made.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(width, height))
        self.sheet.add_chart(made)

    def _column_at(self, left: float) -> tuple[int, float]:
        """The column in which a place across the page lies, and how far in; millimetres."""
        column = 0
        while column < len(self.widths) - 1 and left >= self.widths[column]:
            left -= self.widths[column]
            column += 1
        return column, left

    def _set_up(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet, page, inch = self.sheet, layout.LANDSCAPE, 72
        for n, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = round(width / _MM_PER_CHAR, 2)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins = PageMargins(
            left=page.left / inch, right=page.right / inch, top=page.top / inch, bottom=page.bottom / inch
        )
        header = sheet.HeaderFooter
        header.differentFirst = True
        header.oddHeader.center.text = "&P"
        header.oddHeader.center.font, header.oddHeader.center.size = f"{FAMILY},Regular", layout.PAGE_NUMBER


def _dress(cell: Any, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=FAMILY, size=look.size, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(horizontal=look.align.value, vertical="center", wrap_text=look.framed)
    if look.framed:
        line = Side(style="thin")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.number_format = look.number_format
    if look.quoted:
        cell.quotePrefix = True


def _title(text: str, size: int = 1100) -> Any:
    """A chart's text in our face; `size` in hundredths of a point."""
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

    face = CharacterProperties(sz=size, b=size > 1000, latin=Font(typeface=FAMILY))
    run = RegularTextRun(rPr=face, t=text if len(text) <= 110 else text[:109] + "…")
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False, layout=Layout())


def _shape(series: Any, *, dashed: bool) -> None:
    """Black lines that a copier keeps apart: solid with dots, dashed with hollow squares; values at the points."""
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.marker import Marker
    from openpyxl.chart.shapes import GraphicalProperties

    series.smooth = False
    series.graphicalProperties.line.solidFill = "000000"
    series.graphicalProperties.line.width = 12_700 if dashed else 22_225
    series.graphicalProperties.line.dashStyle = "dash" if dashed else "solid"
    inside = GraphicalProperties(solidFill="FFFFFF" if dashed else "000000")
    inside.line.solidFill = "000000"
    series.marker = Marker(symbol="square" if dashed else "circle", size=6, spPr=inside)
    place = "b" if dashed else "t"
    labels = DataLabelList(dLblPos=place, showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    series.dLbls = labels
