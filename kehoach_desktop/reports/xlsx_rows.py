"""Rows of an Excel sheet as XML text, put into a workbook that openpyxl made; knows no table and no look.

openpyxl writes styles, page set-up and everything else of the file, but its cells one object at a time; a long table
spends most of its time there. A text goes in as an inline string and nothing else, so no text can become a formula.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Value = str | int | Decimal | date | None

_DAY_ZERO = date(1899, 12, 30).toordinal()
_EMPTY_DATA = re.compile(rb"<sheetData\s*/>|<sheetData\s*></sheetData>")
_EXCEL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads "_x0041_" in a text as "A"


def formula_xml(reference: str, style: int, formula: str, value: Decimal | int | None) -> str:
    """A cell that is worked out, with the value it has now for programs that only show files."""
    start = f'<c r="{reference}" s="{style}"'
    if value is None:
        return f'{start} t="str"><f>{escape(formula)}</f><v></v></c>'
    return (
        f"{start}><f>{escape(formula)}</f><v>{value:f}</v></c>"
        if isinstance(value, Decimal)
        else f"{start}><f>{escape(formula)}</f><v>{value}</v></c>"
    )


def cell_xml(reference: str, style: int, value: Value) -> str:
    """One cell; an empty one keeps its frame."""
    start = f'<c r="{reference}" s="{style}"'
    if value is None or value == "":
        return start + "/>"
    if isinstance(value, str):
        if "_x" in value:
            value = _EXCEL_ESCAPE.sub("_x005F_", value)
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        return f"{start}><v>{value.toordinal() - _DAY_ZERO}</v></c>"
    return f"{start}><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"{start}><v>{value}</v></c>"


def row_xml(number: int, height: float, cells: Iterable[str]) -> str:
    """One row with its height in points; Excel takes no higher one than 409."""
    return f'<row r="{number}" ht="{min(height, 409):.1f}" customHeight="1">{"".join(cells)}</row>'


def save(book: Any, sheets: Sequence[Sequence[str]], path: Path) -> None:
    """Saves a workbook whose first sheets are without rows, and puts the rows of each into it."""
    data_of = {f"xl/worksheets/sheet{n}.xml": rows for n, rows in enumerate(sheets, 1)}
    made = BytesIO()
    book.save(made)
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            rows = data_of.get(item.filename)
            if rows is not None:
                data = f"<sheetData>{''.join(rows)}</sheetData>".encode()
                content, count = _EMPTY_DATA.subn(lambda _, data=data: data, content)
                if count != 1:
                    raise ValueError("the sheet that openpyxl wrote has no single place for rows")
            target.writestr(item.filename, content, compresslevel=4)
