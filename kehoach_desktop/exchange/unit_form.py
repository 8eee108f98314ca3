"""Writes the Excel form in which one unit reports on its own tasks and indicators; reads nothing back.

Nothing from data can become a formula: every text is written as text. Rows have explicit heights, because LibreOffice
does not grow wrapped rows. Columns are never hidden: hiding the unused ones makes LibreOffice refuse the file.
"""

import textwrap
from copy import copy
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_desktop import APP_NAME
from kehoach_desktop.domain import paper
from kehoach_desktop.domain.cumulation import adds_up, earlier_in_year
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import is_percent
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.printable import clean, one_line
from kehoach_desktop.domain.records import DutyKind, Unit
from kehoach_desktop.domain.unit_duties import Duty, Subject
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.exchange import form_layout as layout
from kehoach_desktop.exchange.form_layout import ANSWERS, COLUMNS, NUMBERS, Field, Stamp, StampedRow
from kehoach_desktop.frozen import frozen

_FAMILY = "Times New Roman"
_SIZE, _TITLE_SIZE = 11, 14
_LINE, _PAD = 1.15, 5  # a line in sizes; points over and under the text of a row
_LETTER = 0.47  # mean width of a letter of this face in sizes, on the safe side
_ROOM_TO_WRITE = 34  # points: two lines by hand
_SIGN_ROOM = 62  # points for hand and seal
_HIGHEST = 400  # points; Excel shows no row higher than 409
_POINTS_PER_MM = 72 / 25.4
_MM_PER_CHAR = 25.4 / 96 * 7
_MARGINS_MM = {"left": 20, "right": 15, "top": 18, "bottom": 15}  # a form to fill in, narrower than a paper to sign
_A4 = 9  # Excel's number for it
_GREY = "E7E7E7"
_TEXT_FORMAT = "@"
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_MOST = 1_000_000_000_000
_SPLIT = 3  # the letterhead's left part ends with this column
_LAST = len(COLUMNS)
_PLACE = {column.field: place for place, column in enumerate(COLUMNS, 1)}

_GUIDE = (
    "Ghi vào các ô trắng, ô xám không ghi; không có gì thay đổi thì để trống. Chỉ tiêu tính tỷ lệ: ghi tử số và mẫu số, "
    "tỷ lệ và cột Lũy kế do chương trình tính. Ghi chú của chỉ tiêu ghi ở cột Khó khăn. Lưu tệp dạng .xlsx và gửi lại xã."
)


@frozen
class FormRequest:
    """One form: the dossier, the period, the unit and what it is asked."""

    dossier: Dossier
    window: Window
    unit: Unit
    duties: tuple[Duty, ...]

    @property
    def stamp(self) -> Stamp:
        """What the form is known by when it comes back."""
        office, plan = self.dossier.office, self.dossier.plan
        rows = (
            StampedRow(str(number), duty.subject, duty.record_id, layout.digest(duty.title))
            for number, duty in enumerate(self.duties, 1)
        )
        return Stamp(
            office_id=office.id, office_name=one_line(paper.short_name(office)), plan_id=plan.id if plan else "",
            unit_id=self.unit.id, unit_name=one_line(self.unit.name), period=self.window.period.id, rows=tuple(rows),
        )  # fmt: skip


class _Look(NamedTuple):
    size: float = _SIZE
    bold: bool = False
    italic: bool = False
    across: str = "left"
    framed: bool = False
    grey: bool = False
    as_text: bool = False  # what is typed into it stays text: 15/6 does not become a day
    quoted: bool = False  # text that begins like a formula and must never become one


_CENTRE = _Look(across="center")
_HEAD = _CENTRE._replace(bold=True, framed=True, grey=True)
_BODY = _Look(framed=True)


def write_unit_form(request: FormRequest, path: Path) -> None:
    """One form as an Excel file of one visible and one hidden sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book: Any = Workbook()
    book._named_styles["Normal"].font = Font(name=_FAMILY, size=_SIZE)  # noqa: SLF001 - column widths count in it
    book.properties.title = layout.TITLE
    book.properties.subject = f"{request.window.period.title}, {one_line(request.unit.name)}"
    book.properties.creator = APP_NAME
    book.properties.language = "vi-VN"
    sheet = book.active
    sheet.title = "Phiếu"
    _FormWriter(sheet, request).write()
    _write_stamp(book.create_sheet(layout.STAMP_SHEET), request.stamp)
    book.save(path)


def _write_stamp(sheet: Any, stamp: Stamp) -> None:
    for row, values in enumerate(stamp.cells(), 1):
        for column, value in enumerate(values, 1):
            _write_text(sheet.cell(row, column), clean(value))
    sheet.sheet_state = "hidden"


class _FormWriter:
    """The visible sheet, from the letterhead down to the signatures."""

    def __init__(self, sheet: Any, request: FormRequest) -> None:
        self.sheet = sheet
        self.request = request
        self.row = 0
        self.answers: dict[str, list[int]] = {}  # record field -> rows in which it is asked
        self._styles: dict[_Look, Any] = {}
        self.shares: list[int] = []  # rows whose numerator may not pass the denominator

    def write(self) -> None:
        self._letterhead()
        self._titles()
        nil = self._facts()
        head = self._header()
        for subject, duties in groupby(enumerate(self.request.duties, 1), key=lambda pair: pair[1].subject):
            self._group(subject)
            for number, duty in duties:
                self._duty(number, duty)
        self._foot()
        self._validations(nil)
        self._set_up(head)

    # --- rows ---

    def _next(self, height: float) -> int:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = round(min(height, _HIGHEST), 1)
        return self.row

    def _put(self, column: int, text: str, look: _Look, last: int | None = None) -> None:
        """A text into a cell of the row in hand, or into cells merged up to the column `last`."""
        cell = self.sheet.cell(self.row, column)
        text = clean(text)
        if text:
            _write_text(cell, text)
            look = look._replace(quoted=text.lstrip().startswith(_FORMULA_STARTS))
        for place in range(column, (last or column) + 1):
            self._dress(self.sheet.cell(self.row, place), look)
        if last and last > column:
            self.sheet.merged_cells.add(f"{chr(64 + column)}{self.row}:{chr(64 + last)}{self.row}")

    def _dress(self, cell: Any, look: _Look) -> None:
        """Gives a cell its look; each look is made once, which takes a tenth of the time."""
        if look not in self._styles:
            _dress(cell, look)
            self._styles[look] = cell._style  # noqa: SLF001 - the only way to share a style between cells
        cell._style = copy(self._styles[look])  # noqa: SLF001

    def _wide(self, text: str, look: _Look) -> None:
        """A line over all columns, as high as its text needs."""
        self._next(_height([(text, 1, _LAST)], look.size))
        self._put(1, text, look, _LAST)

    def _pair(self, left: str, right: str, looks: tuple[_Look, _Look], height: float) -> None:
        self._next(height)
        self._put(1, left, looks[0], _SPLIT)
        self._put(_SPLIT + 1, right, looks[1], _LAST)

    # --- over the table ---

    def _letterhead(self) -> None:
        office, unit = self.request.dossier.office, one_line(self.request.unit.name).upper()
        plain, bold = _CENTRE._replace(size=12), _CENTRE._replace(size=12, bold=True)
        above = f"{paper.AGENCY_LETTERS} {paper.short_name(office).upper()}"
        if self.request.unit.duty_kind is DutyKind.REQUESTED:  # a Party or Front body is not under the committee
            left = [("", plain), (unit, bold)]
        else:
            left = [(above, plain), (unit, bold)]
        right = [(paper.NATION, bold), (paper.MOTTO, bold._replace(size=13))]
        for (text, look), (motto, other) in zip(left, right, strict=True):
            lines = _height([(text, 1, _SPLIT)], 13)
            self._pair(text, motto, (look, other), max(lines, 18))
        rule = _CENTRE._replace(size=6)
        self._pair("_" * 26, "_" * 52, (rule, rule), 9)

    def _titles(self) -> None:
        period = self.request.window
        self._next(8)
        self._wide(layout.TITLE.upper(), _CENTRE._replace(size=_TITLE_SIZE, bold=True))
        days = f"số liệu từ ngày {format_date(period.data_from)} đến ngày {format_date(period.data_to)}"
        self._wide(f"{period.period.title} ({days})", _CENTRE._replace(size=13))
        plan = self.request.dossier.plan
        self._wide(f"({paper.plan_name(plan)}: {one_line(plan.title)})" if plan else "", _CENTRE._replace(italic=True))
        self._next(6)

    def _facts(self) -> int:
        """Unit, code, deadline, and the cell for a nil report; returns the row of that cell."""
        request, look = self.request, _Look(size=12)
        due = request.window.due_on
        self._pair(
            f"Đơn vị: {one_line(request.unit.name)}",
            f"{layout.CODE_LABEL}: {request.stamp.code}",
            (look._replace(bold=True), look._replace(across="right")),
            20,
        )
        when = f", chậm nhất ngày {format_date(due)}" if due else ""
        self._wide(f"Gửi về: {paper.agency_name(request.dossier.office)}{when}", look)
        self._next(22)
        self._put(1, f"{layout.NIL_LABEL} (chọn Có khi cả kỳ không có gì để báo cáo):", look, _SPLIT)
        self._put(_SPLIT + 1, "", _CENTRE._replace(framed=True, bold=True, as_text=True))
        nil = self.row
        self._wide(_GUIDE, _Look(italic=True))
        self._next(4)
        return nil

    # --- the table ---

    def _header(self) -> int:
        self._next(_height([(c.title, n, n) for n, c in enumerate(COLUMNS, 1)], _SIZE) + 6)
        for place, column in enumerate(COLUMNS, 1):
            self._put(place, column.title, _HEAD)
        return self.row

    def _group(self, subject: Subject) -> None:
        self._next(20)
        self._put(1, "I" if subject is Subject.TASK else "II", _CENTRE._replace(bold=True, framed=True))
        self._put(2, layout.GROUP_TITLES[subject], _BODY._replace(bold=True), _LAST)

    def _duty(self, number: int, duty: Duty) -> None:
        texts = {Field.NUMBER: str(number), Field.TITLE: duty.title, Field.PLANNED: duty.planned}
        self._next(max(_ROOM_TO_WRITE, _height([(t, _PLACE[f], _PLACE[f]) for f, t in texts.items()], _SIZE)))
        for field, text in texts.items():
            self._put(_PLACE[field], text, _BODY._replace(across="center" if field is Field.NUMBER else "left"))
        asked = ANSWERS[duty.subject]
        for field in layout.ANSWER_FIELDS:
            name = asked.get(field)
            number_cell = name in NUMBERS
            across = "right" if number_cell else "left"
            self._put(_PLACE[field], "", _BODY._replace(grey=not name, across=across, as_text=not number_cell))
            if name:
                self.answers.setdefault(name, []).append(self.row)
        self._cumulative(duty)
        if duty.subject is Subject.INDICATOR and is_percent(duty.measure):
            self.shares.append(self.row)

    def _cumulative(self, duty: Duty) -> None:
        """The sum of the year so far, worked out by the sheet from what is typed; empty where figures do not add up."""
        place = _PLACE[Field.CUMULATIVE]
        self._put(place, "", _BODY._replace(grey=True, across="right"))
        if duty.subject is Subject.INDICATOR and adds_up(duty.measure):
            request, typed = self.request, f"{_letter(Field.RESULT)}{self.row}"
            earlier = earlier_in_year(request.dossier, duty.record_id, request.unit.id, request.window.period)
            self.sheet.cell(self.row, place).value = f"={earlier:f}+IF(ISNUMBER({typed}),{typed},0)"

    # --- under the table ---

    def _foot(self) -> None:
        bold = _CENTRE._replace(size=13, bold=True)
        date_line = paper.place_date_line(
            paper.place_name(self.request.dossier.office), None, self.request.window.data_to.year
        )
        self._next(10)
        self._pair("", date_line, (bold, bold._replace(bold=False, italic=True)), 19)
        self._pair(layout.MAKER.upper(), layout.HEAD.upper(), (bold, bold), 19)
        self._next(_SIGN_ROOM)
        self._pair("", one_line(self.request.unit.head), (bold, bold), 19)

    # --- what Excel checks while the unit types ---

    def _validations(self, nil: int) -> None:
        states = ",".join(layout.STATES.values())
        self._choose("Tình trạng", states, [f"{_letter(Field.STATE)}{row}" for row in self.answers.get("state", ())])
        self._choose(layout.NIL_LABEL, f"{layout.YES},{layout.NO}", [f"{_letter(Field.RESULT)}{nil}"])
        number, above = _letter(Field.NUMERATOR), _letter(Field.DENOMINATOR)
        for name, field, low in (("value", Field.RESULT, -_MOST), ("denominator", Field.DENOMINATOR, 0)):
            rows = self.answers.get(name, ())
            self._figures([f"{_letter(field)}{row}" for row in rows], low, str(_MOST))
        for row in self.answers.get("numerator", ()):
            most = f"IF(ISNUMBER({above}{row}),{above}{row},{_MOST})" if row in self.shares else str(_MOST)
            self._figures([f"{number}{row}"], 0, most)

    def _choose(self, title: str, choices: str, cells: list[str]) -> None:
        remedy = f"Chọn một trong: {choices.replace(',', ', ')}."
        self._validate(cells, title, remedy, type="list", formula1=f'"{choices}"')

    def _figures(self, cells: list[str], low: int, high: str) -> None:
        text = (
            "Gõ một số từ 0 trở lên; tử số không lớn hơn mẫu số."
            if low == 0
            else "Gõ một số, phần chữ ghi cột Khó khăn."
        )
        self._validate(cells, "Số liệu", text, type="decimal", operator="between", formula1=str(low), formula2=high)

    def _validate(self, cells: list[str], title: str, text: str, **rule: Any) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if not cells:
            return
        check = DataValidation(allow_blank=True, showErrorMessage=True, errorTitle=title, error=text, **rule)
        for cell in cells:
            check.add(cell)
        self.sheet.add_data_validation(check)

    # --- the printed page ---

    def _set_up(self, head: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self.sheet
        for place, column in enumerate(COLUMNS, 1):
            sheet.column_dimensions[get_column_letter(place)].width = round(column.width / _MM_PER_CHAR, 2)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        inches = {side: mm / 25.4 for side, mm in _MARGINS_MM.items()}
        sheet.page_margins = PageMargins(**inches, header=0.3, footer=0.3)
        sheet.print_options.horizontalCentered = True
        header = sheet.HeaderFooter
        header.differentFirst = True  # the number stands in the middle of the top margin, but not on page one
        header.oddHeader.center.text = "&P"
        header.oddHeader.center.font, header.oddHeader.center.size = f"{_FAMILY},Regular", 13
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        sheet.print_area = f"A1:{get_column_letter(_LAST)}{self.row}"


def _letter(field: Field) -> str:
    return chr(64 + _PLACE[field])


def _height(texts: list[tuple[str, int, int]], size: float) -> float:
    """Points a row needs for texts, each in its columns from first to last."""
    lines = 1
    for text, first, last in texts:
        width = sum(column.width for column in COLUMNS[first - 1 : last]) * _POINTS_PER_MM - 5
        letters = max(int(width / (size * _LETTER)), 1)
        lines = max(lines, sum(len(textwrap.wrap(part, letters)) or 1 for part in text.split("\n")))
    return lines * size * _LINE + _PAD


def _write_text(cell: Any, text: str) -> None:
    """A text that stays one: "=1+1" is no formula and "#N/A" no error."""
    cell.value = text
    cell.data_type = "s"  # after the value, which would make a formula of it


def _dress(cell: Any, look: _Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=_FAMILY, size=look.size, bold=look.bold, italic=look.italic)
    cell.alignment = Alignment(horizontal=look.across, vertical="center", wrap_text=True)
    if look.framed:
        line = Side(style="thin")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    if look.grey:
        cell.fill = PatternFill("solid", fgColor=_GREY)
    if look.as_text:
        cell.number_format = _TEXT_FORMAT
    if look.quoted:
        cell.quotePrefix = True
