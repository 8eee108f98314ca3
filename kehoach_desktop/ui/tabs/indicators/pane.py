"""The detail pane of an indicator: verdict, trend, and what each unit reported in the period, typed in place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_number, upper_first
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.states import VERDICT_SHAPES
from kehoach_desktop.ui.tabs.indicators.book import IndicatorBook, IndicatorRow, RollRow, figure_text
from kehoach_desktop.ui.tabs.indicators.chart import TrendChart
from kehoach_desktop.ui.tabs.indicators.columns import DENOMINATOR, NUMERATOR, VALUE, roll_columns
from kehoach_desktop.ui.tabs.indicators.grid import GridModel, SheetTable
from kehoach_desktop.ui.tabs.indicators.writer import SheetWriter
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, ShapeWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule

_HOW = "Cộng tử số với tử số, mẫu số với mẫu số rồi mới chia; không lấy trung bình các tỷ lệ. Đơn vị chưa đủ hai số chưa được tính."


class SumLine(QWidget):
    """The foot of the roll-up: what the units come to together, under their columns."""

    def __init__(self, theme: Theme, table: SheetTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._table = theme, table
        self._texts: dict[str, str] = {}
        self.setFixedHeight(theme.sizes.row)

    def show_sum(self, texts: dict[str, str]) -> None:
        """Texts by column key."""
        self._texts = texts
        self.setAccessibleName(", ".join(text for text in texts.values() if text))
        self.update()

    @property
    def texts(self) -> dict[str, str]:
        return dict(self._texts)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, table = self._theme, self._table
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("base"))
        painter.setPen(QPen(theme.color("line2"), 2))
        painter.drawLine(0, 0, self.width(), 0)
        for place, column in enumerate(table.rows_model.columns):
            last = column.key == "report"
            painter.setFont(theme.font("small") if last else theme.font(bold=True))
            painter.setPen(theme.color("tx2" if last else "tx"))
            left = table.columnViewportPosition(place)
            box = self.rect().adjusted(left + 8, 0, 0, 0)
            box.setWidth(table.columnWidth(place) - 16)
            flag = table.rows_model.headerData(place, table.head.orientation(), 7)
            painter.drawText(box, int(flag), self._texts.get(column.key, ""))


class IndicatorPane(QWidget):
    """Shows one indicator; `wrong_changed` says that other cells of the roll-up are refused now."""

    wrong_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._messages = desk.messages
        self._row: IndicatorRow | None = None
        self._book: IndicatorBook | None = None
        self._columns_for: tuple[object, ...] = ()
        ground(self, "base")
        self._make_parts(desk)
        self._lay_out()
        self.how.clicked.connect(lambda: self._messages.tell(_HOW))
        self.fix.clicked.connect(lambda: self.writer.go_to_wrong(1))
        self.model.shown_changed.connect(self._show_wrong)
        self.table.head.sectionResized.connect(lambda *_: self.sum.update())

    def _make_parts(self, desk: Desk) -> None:
        theme = self._theme
        self.number = Words(theme, role="small", tone="tx2")
        self.verdict = ShapeWords(theme, Shape("dashed_ring", "ne"), "", bold=True)
        self.title = Words(theme, role="pane", bold=True, wrap=True)
        self.chart = TrendChart(theme)
        self.head = Words(theme, bold=True)
        self.how = Button(theme, "Cách cộng", kind="link", small=True)
        self.model: GridModel[RollRow] = GridModel((), parent=self)
        self.table = SheetTable(
            theme, "indicator-units", desk.settings, row_height=theme.sizes.row_rollup, first_column=NUMERATOR
        )
        self.table.setAccessibleName("Kết quả theo đơn vị")
        self.writer = SheetWriter(desk.workspace, desk.messages, self.model, self.table, self._edit_of)
        self.sum = SumLine(theme, self.table)
        self.wrong = QWidget()
        self.wrong_words = ElidedWords(theme, role="small")
        self.wrong_mark = ShapeWords(theme, Shape("warning", "re", filled=True), "", role="small", bold=True)
        self.fix = Button(theme, "Sửa ô", kind="link", small=True, key="F8", show_key=False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        top = _row(self.number, None, self.verdict)
        column.addLayout(top)
        name = _row(self.title)
        name.setContentsMargins(12, 2, 12, 4)
        column.addLayout(name)
        column.addWidget(self.chart)
        column.addWidget(rule("line2"))
        head = _row(self.head, None, self.how)
        head.setContentsMargins(12, 3, 8, 1)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        column.addWidget(rule())
        line = QHBoxLayout(self.wrong)
        line.setContentsMargins(12, 2, 8, 2)
        line.setSpacing(6)
        for widget, grow in ((self.wrong_mark, 0), (self.wrong_words, 1), (self.fix, 0)):
            line.addWidget(widget, grow)
        self.wrong.hide()
        column.addWidget(self.wrong)

    # --- showing ---

    def show_row(self, row: IndicatorRow | None, book: IndicatorBook) -> None:
        """The indicator with its units; None shows nothing."""
        self._row, self._book = row, book
        for child in (self.title, self.chart, self.table, self.sum, self.head, self.how, self.verdict):
            child.setVisible(row is not None)
        if row is None:
            self.number.setText("Chọn một chỉ tiêu để xem.")
            self.model.set_records(())
            return
        self.number.setText(f"Chỉ tiêu {row.number}")
        self.verdict.set_state(VERDICT_SHAPES[row.verdict], row.verdict.label)
        self.title.setText(_cut(row.indicator.name))
        self.title.setToolTip(row.indicator.content or row.indicator.name)
        self.chart.show_trend(book.trend_of(row))
        self._show_roll(row, book)

    def _show_roll(self, row: IndicatorRow, book: IndicatorBook) -> None:
        rows = book.roll_of(row)
        word = book.units_word([roll.unit for roll in rows])
        self.head.setText(f"Theo {word}, {book.period.short_title[0].lower()}{book.period.short_title[1:]}")
        columns_for = (row.indicator.measure, book.window, book.today)
        if columns_for != self._columns_for:
            self._columns_for = columns_for
            self.model.set_columns(roll_columns(book, row.indicator.measure, self.model.draft))
        self.model.set_records(rows)
        if self.table.model() is None:
            self.table.set_model(self.model)
        units = row.units
        self.sum.show_sum(
            {
                "unit": upper_first(book.whole),
                NUMERATOR: format_number(units.numerator),
                DENOMINATOR: format_number(units.denominator),
                VALUE: figure_text(units),
                "report": f"tính {units.counted}/{len(rows)}",
            }
        )
        self._show_wrong()

    def wrong_units(self) -> list[tuple[str, str]]:
        """Name and reason of every unit with a refused cell."""
        names = {row.id: row.unit.name for row in self.model.shown_records()}
        return [(names[key], draft.fault or "") for (key, _), draft in self.model.refused.items() if key in names]

    def _show_wrong(self) -> None:
        wrong = self.wrong_units()
        self.wrong.setVisible(bool(wrong) and self._row is not None)
        if wrong:
            self.wrong_mark.set_state(Shape("warning", "re", filled=True), f"{wrong[0][0]}:")
            self.wrong_words.setText(wrong[0][1].partition(". ")[0])
        self.wrong_changed.emit()

    def _edit_of(self, row: RollRow, column: str, text: str):  # noqa: ANN202 - CellEdit of a service loaded when needed
        from kehoach_desktop.services.indicators import CellEdit

        indicator_id, period, unit_id = row.key.split(" ")
        return CellEdit(indicator_id, column, text, period=period, unit_id=unit_id)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is the room between."""
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _cut(text: str, most: int = 120) -> str:
    """A long name cut at a word; it is whole in the tooltip and in the sheet."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
