"""The columns of the indicator sheet and of the roll-up: what stands in each cell and what of it can be typed."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.indicators import Verdict, is_percent, target_text
from kehoach_desktop.domain.records import Operator, Result, Target
from kehoach_desktop.domain.vietnamese import format_number, sort_key
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Align, Cell, Column
from kehoach_desktop.ui.models.states import submission_view, verdict_cell
from kehoach_desktop.ui.tabs.indicators.book import (
    IndicatorBook,
    IndicatorRow,
    RollRow,
    figure_text,
    mark_text,
    worked_out,
)

if TYPE_CHECKING:
    from kehoach_desktop.services.conflict_marks import ConflictMark

NUMERATOR, DENOMINATOR, VALUE, BEFORE, MARK = "numerator", "denominator", "value", "before", "mark"
YEAR = "year-"  # beginning of the keys of later years' targets
FROZEN = ("number", "name")
_OPERATORS = tuple(CHOICE_LABELS[Operator].items())
_VERDICT_ORDER = (Verdict.MISSED, Verdict.NEAR, Verdict.NO_DATA, Verdict.MET)
NOTHING = Cell("–", tone="tx3")


@frozen
class Band:
    """A head over neighbouring columns, by the keys of the first and the last."""

    title: str
    first: str
    last: str
    accent: bool = False


def target_year(column: str, book_year: int) -> int | None:
    """The year whose target a column holds, None for any other column."""
    if column == MARK:
        return book_year
    return int(column.removeprefix(YEAR)) if column.startswith(YEAR) else None


def bands(book: IndicatorBook) -> tuple[Band, ...]:
    """The upper row of the header."""
    years = book.later_years
    own = Band(f"Năm {book.year}", MARK, "verdict", accent=True)
    if not years:
        return (own,)
    return own, Band("Mức các năm sau", f"{YEAR}{years[0]}", f"{YEAR}{years[-1]}")


def _number_cell(text: str, *, bold: bool = False, ground: str | None = None, tone: str = "tx", tip: str = "") -> Cell:
    if not text:
        return Cell("–", tone="tx3", ground=ground)
    return Cell(text, bold=bold, ground=ground, tone=tone, tooltip=tip)


def _mark_cell(row: IndicatorRow, target: Target | None, year: int, *, bold: bool = False) -> Cell:
    """A target; where there is none, the mark that is proposed, slanted."""
    if target is None and (step := row.steps.get(year)) is not None:
        text = mark_text(step, row.indicator.operator)
        tip = "Mức đề xuất theo đường thẳng, chưa nhận. Ctrl+Enter nhận cả dòng; gõ số khác để thay."
        return Cell(text, italic=True, tone="tx2", tooltip=tip, spoken=f"{text}, mức đề xuất")
    text = mark_text(target, row.indicator.operator)
    tip = target_text(target, row.indicator.operator, row.indicator.measure) if target else ""
    return _number_cell(text, bold=bold, tip=tip, tone="tx" if target and target.value is not None else "tx2")


def _mark_edit(row: IndicatorRow, target: Target | None) -> str:
    return mark_text(target, row.indicator.operator) if target and target.value is not None else ""


def _before_cell(row: IndicatorRow) -> Cell:
    typed = row.before_own is not None and row.before.denominator is None
    return _number_cell(figure_text(row.before), ground=None if typed or row.before.value is None else "alt")


def _value_cell(row: IndicatorRow, book: IndicatorBook) -> Cell:
    mark = row.mark.value if row.mark else None
    elsewhere = row.source != book.period
    tip = f"Số của {row.source.phrase}; kỳ này chưa có số" if elsewhere and row.figure.value is not None else ""
    ground = "alt" if row.is_worked_out else None
    return _number_cell(
        figure_text(row.figure, mark), bold=not elsewhere, ground=ground, tone="tx2" if elsewhere else "tx", tip=tip
    )


def _text(value: Decimal | None) -> str:
    return format_number(value)


def _name_columns() -> tuple[Column[IndicatorRow], ...]:
    return (
        Column("number", "TT", lambda r: Cell(str(r.number), tone="tx2"), width=36, align=Align.CENTER, sort=lambda r: r.number),
        Column("name", "Chỉ tiêu", lambda r: Cell(r.indicator.name, tooltip=r.indicator.content or r.indicator.name), width=224,
               stretch=True, sort=lambda r: sort_key(r.indicator.name), edit=lambda r: r.indicator.name),
        Column("measure", "ĐVT", lambda r: Cell(r.indicator.measure, tone="tx2", tooltip=r.indicator.measure)
               if r.indicator.measure else NOTHING, width=54, edit=lambda r: r.indicator.measure or ""),
        Column("operator", "So sánh", lambda r: Cell(CHOICE_LABELS[Operator][r.indicator.operator.value], tone="tx2"), width=88,
               edit=lambda r: r.indicator.operator.value, choices=lambda _: _OPERATORS),
    )  # fmt: skip


def sheet_columns(book: IndicatorBook) -> tuple[Column[IndicatorRow], ...]:
    """The columns of the sheet in the period in force."""
    year = book.year
    return (
        *_name_columns(),
        Column(BEFORE, f"TH {year - 1}", _before_cell, width=62, align=Align.RIGHT, sort=lambda r: r.before.value,
               edit=lambda r: _text(r.before_own.value) if r.before_own else "",
               can_edit=lambda r: r.before_own is None or r.before_own.denominator is None, tip=f"Thực hiện năm {year - 1}"),
        Column(MARK, "Mức", lambda r: _mark_cell(r, r.mark, year, bold=True), width=60, align=Align.RIGHT,
               sort=lambda r: r.mark.value if r.mark else None, edit=lambda r: _mark_edit(r, r.mark)),
        Column(NUMERATOR, "Tử số", lambda r: _number_cell(_text(r.part(NUMERATOR))), width=64, align=Align.RIGHT,
               sort=lambda r: r.part(NUMERATOR), edit=lambda r: _text(r.part(NUMERATOR))),
        Column(DENOMINATOR, "Mẫu số", lambda r: _number_cell(_text(r.part(DENOMINATOR))), width=66, align=Align.RIGHT,
               sort=lambda r: r.part(DENOMINATOR), edit=lambda r: _text(r.part(DENOMINATOR))),
        Column(VALUE, book.period_word, lambda r: _value_cell(r, book), width=64, align=Align.RIGHT,
               sort=lambda r: r.figure.value, edit=lambda r: _text(r.own.value) if r.own else "",
               can_edit=lambda r: not r.is_worked_out or r.source != book.period,
               tip=f"Kết quả {book.period.phrase}; tính từ tử số, mẫu số, hoặc gõ thẳng khi không có"),
        Column("verdict", "Đánh giá", lambda r: verdict_cell(r.verdict), width=106,
               sort=lambda r: _VERDICT_ORDER.index(r.verdict)),
        *(_later_column(later) for later in book.later_years),
    )  # fmt: skip


def conflict_column(book: Callable[[], IndicatorBook | None]) -> Callable[["ConflictMark"], str]:
    """The column in which a conflict of an indicator stands; what has no column stands with its name."""

    def column(mark: "ConflictMark") -> str:
        now = book()
        if isinstance(mark.record, Target) and now is not None:
            year = mark.record.year
            return MARK if year in (None, now.year) else f"{YEAR}{year}"
        if isinstance(mark.record, Result) and now is not None:
            if mark.record.period == str(now.year - 1):
                return BEFORE
            own = mark.record.period == now.period.id and mark.record.unit_id is None
            return mark.field if own and mark.field in (NUMERATOR, DENOMINATOR) else VALUE
        return mark.field or "name"

    return column


def _later_column(year: int) -> Column[IndicatorRow]:
    return Column(
        f"{YEAR}{year}", str(year), lambda r: _mark_cell(r, r.targets.get(year), year), width=54, align=Align.RIGHT,
        sort=lambda r: r.targets[year].value if year in r.targets else None,
        edit=lambda r: _mark_edit(r, r.targets.get(year)), tip=f"Mức năm {year}",
    )  # fmt: skip


def roll_columns(
    book: IndicatorBook, measure: str | None, typed: Callable[[str, str], object] = lambda _row, _column: None
) -> tuple[Column[RollRow], ...]:
    """What the units reported: fraction, figure, and where their report stands.

    `typed` tells of a text on its way to the file, so that a figure is passed over as soon as its fraction is typed.
    """

    def share(row: RollRow) -> Cell:
        follows = row.result is not None and row.result.denominator is not None and row.result.numerator is not None
        if row.value is None:
            return NOTHING
        return Cell(worked_out(row.value) if follows else format_number(row.value), ground="alt" if follows else None)

    def report(row: RollRow) -> Cell:
        shape, word, late = submission_view(row.submission, book.window.due_on, book.window.data_to, book.today)
        return Cell(
            word, shape=shape, tone=shape.tone, spoken=f"{word} {late}".strip(), tooltip=f"{word} {late}".strip()
        )

    def is_whole(row: RollRow) -> bool:
        return all(part(row, name) is not None or typed(row.id, name) for name in (NUMERATOR, DENOMINATOR))

    def part(row: RollRow, name: str) -> Decimal | None:
        return getattr(row.result, name, None)

    return (
        Column("unit", "Đơn vị", lambda r: Cell(_short(r.unit.name), tooltip=r.unit.name), width=76, stretch=True,
               sort=lambda r: sort_key(r.unit.name)),
        Column(NUMERATOR, "Tử số", lambda r: _number_cell(_text(part(r, NUMERATOR))), width=54, align=Align.RIGHT,
               sort=lambda r: part(r, NUMERATOR), edit=lambda r: _text(part(r, NUMERATOR))),
        Column(DENOMINATOR, "Mẫu số", lambda r: _number_cell(_text(part(r, DENOMINATOR))), width=58, align=Align.RIGHT,
               sort=lambda r: part(r, DENOMINATOR), edit=lambda r: _text(part(r, DENOMINATOR))),
        Column(VALUE, "%" if is_percent(measure) else "Kết quả", share, width=52, align=Align.RIGHT, sort=lambda r: r.value,
               edit=lambda r: _text(part(r, VALUE)), can_edit=lambda r: not is_whole(r)),
        Column("report", "Báo cáo", report, width=94),
    )  # fmt: skip


def _short(name: str) -> str:
    """A hamlet without the word thôn, for a narrow column."""
    return name.removeprefix("Thôn ") or name
