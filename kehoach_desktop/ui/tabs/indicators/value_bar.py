"""The bar over the sheet: which cell is current, what stands in it, where that comes from, what is wrong. Words only."""

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.domain.indicators import Figure, target_text
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.tabs.indicators.book import IndicatorBook, IndicatorRow
from kehoach_desktop.ui.tabs.indicators.columns import MARK, YEAR, target_year
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import ElidedWords, ShapeWords, Words
from kehoach_desktop.ui.widgets.panes import ground

_NAME_WIDTH = 182


class ValueBar(QWidget):
    """As high as the row of views."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "alt")
        self.setFixedHeight(theme.sizes.views - 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        self.name = ElidedWords(theme, bold=True)
        self.name.setFixedWidth(round(_NAME_WIDTH * max(1.0, theme.sizes.line / 18)) - 20)
        self.value = Words(theme, bold=True)
        self.source = ElidedWords(theme, role="small", tone="tx2")
        self.wrong = ShapeWords(theme, Shape("warning", "am"), "", role="small")
        row.addWidget(self.name)
        row.addSpacing(12)
        row.addWidget(Words(theme, "=", tone="tx2"))
        row.addWidget(self.value)
        row.addSpacing(4)
        row.addWidget(self.source, 1)
        row.addWidget(self.wrong)

    def show_cell(self, name: str, value: str, source: str, wrong: str = "") -> None:
        """The current cell; `wrong` is what does not count and why."""
        self.name.setText(name)
        self.value.setText(value if len(value) <= 60 else value[:60] + "…")
        self.source.setText(source)
        self.wrong.setVisible(bool(wrong))
        self.wrong.set_state(Shape("warning", "am"), wrong)
        self.setAccessibleName(f"{name}: {value or 'trống'}. {source}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        x = self.name.geometry().right() + 6
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(x, 0, x, self.height())


def source_words(book: IndicatorBook, row: IndicatorRow, column: str) -> str:
    """Where the content of a cell comes from."""
    indicator = row.indicator
    if column.startswith(YEAR) or column == MARK:
        year = target_year(column, book.year)
        target = row.targets.get(year) or (row.mark if column == MARK else None)
        if target is None and year in row.steps:
            return f"Đề xuất theo đường thẳng cho năm {year}, chưa nhận"
        if target is None:
            return f"Chưa có mức năm {year}"
        words = target_text(target, indicator.operator, indicator.measure)
        return words if target.year is not None else f"{words}; mức chung cho mọi năm"
    match column:
        case "name":
            return indicator.content or ""
        case "before":
            return _before_words(book, row)
        case "numerator" | "denominator":
            return _part_words(book, row, column)
        case "value":
            return _value_words(book, row)
        case "verdict":
            return f"{target_text(row.mark, indicator.operator, indicator.measure)}" if row.mark else "Chưa có mức"
        case _:
            return ""


def _counted(book: IndicatorBook, row: IndicatorRow, figure: Figure) -> str:
    units = book.units_for(row.indicator)
    return f"{figure.counted}/{len(units)} {book.units_word(units)}"


def _part_words(book: IndicatorBook, row: IndicatorRow, column: str) -> str:
    own, summed = getattr(row.own, column, None), getattr(row.units, column)
    if own is not None:
        also = f"; {_counted(book, row, row.units)} cộng lại được {format_number(summed)}" if summed is not None else ""
        return f"gõ cho {book.whole}{also}"
    if summed is not None and row.part(column) is not None:
        return f"cộng từ {_counted(book, row, row.units)}"
    return ""


def _value_words(book: IndicatorBook, row: IndicatorRow) -> str:
    if row.figure.value is None:
        return f"Chưa có số {book.period.phrase}"
    if row.source != book.period:
        return f"số của {row.source.phrase}; kỳ này chưa có số"
    if row.own is not None and row.figure.denominator is not None and row.own.denominator is not None:
        return "tính từ tử số và mẫu số"
    if row.own is not None and row.own.value is not None:
        return f"gõ cho {book.whole}"
    return f"cộng từ {_counted(book, row, row.units)}"


def _before_words(book: IndicatorBook, row: IndicatorRow) -> str:
    if row.before.value is None:
        return f"Chưa có số năm {book.year - 1}"
    own = row.before_own is not None
    return f"gõ cho {book.whole}, năm {book.year - 1}" if own else f"số gần nhất trong năm {book.year - 1}"
