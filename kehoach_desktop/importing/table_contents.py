"""Reads tasks and indicators out of rows of tables of data; which columns there are was told by tables.py."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kehoach_desktop.domain.vietnamese import parse_number
from kehoach_desktop.importing.due import due_in_sentence, read_due
from kehoach_desktop.importing.indicators import figures, operator_of
from kehoach_desktop.importing.markers import split_mark
from kehoach_desktop.importing.names import Names
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedAssignment, ProposedIndicator, ProposedTask
from kehoach_desktop.importing.tables import TableRow
from kehoach_desktop.importing.tasks import short_title

_UNIT_IN_NAME = re.compile(r"\(\s*(?:đơn vị tính\s*:?\s*|đvt\s*:?\s*)?([^()]{1,20})\)\s*$", re.I)


def read_table_tasks(
    pieces: Iterable[Piece], names: Names, year: int | None
) -> tuple[list[ProposedTask], list[ProposedAssignment]]:
    """A task for every row that names work, with its lead, support, time and product; rows that only head a group are none."""
    tasks: list[ProposedTask] = []
    assignments: list[ProposedAssignment] = []
    for piece, row in _rows(pieces, "task"):
        text = row.get("task")
        if not {"lead", "support", "due", "product"} & {column.role for column in row.columns} or _heads_group(row):
            continue
        lead, support = (names.read(_listed(row.lines(role)), label=True)[0] for role in ("lead", "support"))
        due = read_due(row.get("due"), year)
        due = due if due.text else due_in_sentence(text, year)
        tasks.append(
            ProposedTask(
                piece.section,
                text,
                short_title(text),
                piece.id,
                tuple(lead),
                tuple(support),
                due.kind,
                due.text,
                due.on,
                due.months,
                row.get("product") or None,
            )
        )
        if lead:
            assignments.append(
                ProposedAssignment(piece.section, tuple(lead), tuple(support), text, piece.id, (0, len(piece.text)))
            )
    return tasks, assignments


def read_table_indicators(pieces: Iterable[Piece]) -> list[ProposedIndicator]:
    """A target for every figure in a column of a year or of a target; columns of past results give none."""
    return [indicator for piece, row in _rows(pieces, "indicator", "task") for indicator in _targets(piece, row)]


def _rows(pieces: Iterable[Piece], *roles: str) -> Iterator[tuple[Piece, TableRow]]:
    for piece in pieces:
        if piece.row and not piece.row.is_head and any(piece.row.get(role) for role in roles):
            yield piece, piece.row


def _heads_group(row: TableRow) -> bool:
    """Only a number and a title: "I | Nhóm nhiệm vụ ..."."""
    filled = [
        cell
        for cell, column in zip(row.cells, row.columns, strict=True)
        if cell and column.role not in ("ordinal", "note")
    ]
    return len(set(filled)) <= 1


def _listed(lines: list[str]) -> str:
    """A cell of several lines or dashes as one list; a line that begins small goes on the one above."""
    text = ""
    for line in lines:
        mark, words = split_mark(line)
        joint = " " if not mark and (words[:1].islower() or text.endswith(("-", "–"))) else ", "
        text = f"{text.rstrip(' ,;.')}{joint}{words}" if text else words
    return text


def _targets(piece: Piece, row: TableRow) -> Iterator[ProposedIndicator]:
    name = row.get("indicator") or row.get("task")
    inner = _UNIT_IN_NAME.search(name)
    measure = row.get("measure") or (inner[1].strip() if inner else "")
    for lines, column in zip(row.cells, row.columns, strict=True):
        cell = " ".join(lines.split())
        if column.role not in ("year", "target") or not cell or (column.year is None and column.role == "year"):
            continue
        number = _number(cell, measure)
        if number is None:
            continue
        value, high, unit, op = number
        yield ProposedIndicator(
            f"{name}: {cell}" if cell not in name else name,
            name,
            value,
            high,
            unit,
            op,
            column.year,
            piece.section,
            piece.id,
            (0, len(piece.text)),
        )


def _number(cell: str, measure: str) -> tuple[Decimal, Decimal | None, str | None, str] | None:
    """Value, greatest value, unit and comparison in a cell; a bare number takes the unit of its row and is to be met."""
    text = cell if not measure or re.search(r"[^\W\d_]|%", re.sub(r"^\D+", "", cell)) else f"{cell} {measure}"
    found = next(figures(text), None)
    if found:
        op, _ = operator_of(text[: found.start], text[found.end :], found)
        return found.value, found.value_max, found.unit, op or "eq"
    bare = re.search(r"\d[\d.,]*", cell)
    value = parse_number(bare[0].rstrip(".,")) if bare else None
    if bare is None or value is None:
        return None
    pair = re.search(r"(\d[\d.,]*)\s*[-–]\s*(\d[\d.,]*)", cell)
    high = parse_number(pair[2]) if pair else None
    before = cell[: bare.start()].lower()
    op = "range" if high is not None else _sign(before, cell[bare.end() :].lower())
    return value, high, measure or None, op


def _sign(before: str, after: str) -> str:
    if "trở lên" in after or "trở xuống" in after:
        return "gte" if "trở lên" in after else "lte"
    for op, signs in (
        ("gte", ("≥", ">=", "ít nhất", "tối thiểu", "từ")),
        ("lte", ("≤", "<=", "không quá", "tối đa")),
        ("gt", (">", "trên")),
        ("lt", ("<", "dưới")),
    ):
        if any(sign in before for sign in signs):
            return op
    return "eq"
