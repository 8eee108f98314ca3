"""The indicators of the plan as a sheet to type into, with trend and roll-up beside it. Wires its parts; writes through SheetWriter."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.records import Indicator, Operator
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.conflicts import Marks, with_marks
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.base import Badge, Jump
from kehoach_desktop.ui.tabs.indicators.book import IndicatorBook, IndicatorRow
from kehoach_desktop.ui.tabs.indicators.columns import (
    BEFORE,
    DENOMINATOR,
    FROZEN,
    NUMERATOR,
    VALUE,
    bands,
    conflict_column,
    sheet_columns,
    target_year,
)
from kehoach_desktop.ui.tabs.indicators.foot import SheetFoot
from kehoach_desktop.ui.tabs.indicators.grid import GridModel, SheetTable
from kehoach_desktop.ui.tabs.indicators.pane import IndicatorPane
from kehoach_desktop.ui.tabs.indicators.value_bar import ValueBar, source_words
from kehoach_desktop.ui.tabs.indicators.writer import SheetWriter
from kehoach_desktop.ui.tabs.list_tab import ALL, ListTab
from kehoach_desktop.ui.widgets.add_line import AddLine
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import Act, EmptyState, NoHits
from kehoach_desktop.ui.widgets.key_acts import COPY, DELETE, EDIT, FILL, PASTE
from kehoach_desktop.ui.widgets.row_menu import KeyLine, offer_menu
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar
from kehoach_desktop.ui.workspace import Workspace

_SMALL = 1024
_VIEWS = (
    (ALL, "Tất cả", "ne"),
    (Verdict.MISSED.value, "Chưa đạt", "re"),
    (Verdict.NEAR.value, "Gần đạt", "am"),
    (Verdict.NO_DATA.value, "Chưa có số", "am"),
    (Verdict.MET.value, "Đạt", "ne"),
)
_EMPTY = (
    "Chưa có chỉ tiêu nào",
    "Chỉ tiêu và mức từng năm có sẵn trong kế hoạch: nhập kế hoạch thì mỗi chỉ tiêu thành một dòng để ghi kết quả từng kỳ.",
    (
        Act("import", "arrow_import", "Nhập kế hoạch", "Từ tệp Word, PDF có chữ, hoặc .txt", "Ctrl+I"),
        Act("add", "add", "Thêm chỉ tiêu", "Gõ tên, rồi điền đơn vị tính và mức", "Ctrl+N"),
    ),
)
STEPS = "steps"  # the wish of the menu: marks for the years between
_FIGURES = (NUMERATOR, DENOMINATOR, VALUE)


class IndicatorsTab(ListTab):
    """Tab Chỉ tiêu."""

    key = "indicators"
    title = "Chỉ tiêu"
    icon = "data_trending"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._book: IndicatorBook | None = None
        self._columns_for: tuple[object, ...] = ()
        self._wanted: str | None = None
        self._held: set[str] = set()
        self._marks = Marks(lambda: self._book.dossier if self._book else None)
        self._make_parts()
        self.lay_out(self.table, self.pane, self.bar, foot=self.foot, least=460, pane_least=300, pane_width=346)
        self._wire()
        self.refresh()

    @classmethod
    def badge(cls, workspace: Workspace) -> Badge | None:
        """How many indicators miss their target in the period."""
        if not workspace.dossier.indicators:
            return None
        missed = sum(row.verdict is Verdict.MISSED for row in IndicatorBook(workspace).rows)
        return Badge(f"{format_number(missed)} chưa đạt", "re", Verdict.MISSED.value) if missed else None

    # --- building ---

    def _make_parts(self) -> None:
        theme = self.theme
        self.views = ViewsBar(theme)
        self.paste = Button(theme, "Dán từ Excel", icon="copy", key="Ctrl+V", tip="Dán khối ô vừa chép từ Excel")
        self.add = Button(theme, "Thêm", icon="add", key="Ctrl+N", show_key=False, tip="Thêm chỉ tiêu")
        tip = "Đề xuất mức cho các năm còn trống, theo đường thẳng giữa hai mức đã biết"
        self.propose = Button(
            theme, "Đề xuất mức từng năm", icon="data_trending", key="Ctrl+E", show_key=False, tip=tip
        )
        self.views.right.addWidget(self.propose)
        self.views.right.addWidget(self.paste)
        self.views.right.addWidget(self.add)
        self.add_line = AddLine(theme, "Tên chỉ tiêu mới", "ví dụ Hộ dùng nước sạch")
        self.bar = ValueBar(theme)
        self.model: GridModel[IndicatorRow] = GridModel((), search_text=_search_text, parent=self)
        self.table = SheetTable(
            theme, "indicators", self.settings, row_height=theme.sizes.row_indicator, two_row_head=True,
            frozen=len(FROZEN), wrap_column="name", first_column=NUMERATOR,
        )  # fmt: skip
        self.table.setAccessibleName("Chỉ tiêu")
        self.writer = SheetWriter(self.workspace, self.messages, self.model, self.table, self._edit_of)
        self.nothing = NoHits(theme)
        self.foot = SheetFoot(theme)
        self.pane = IndicatorPane(self.desk)
        self.empty = EmptyState(theme, *_EMPTY)

    def _wire(self) -> None:
        self.wire()
        self.views.chosen.connect(self._choose)
        self.paste.clicked.connect(self._paste)
        self.propose.clicked.connect(self.propose_steps)
        self.foot.all_taken.connect(lambda: self._take_steps(None))
        self.foot.row_taken.connect(lambda: self._take_steps(self.table.current_record()))
        self.foot.dropped.connect(lambda: self._show_steps(on=False))
        self.table.accept_wanted.connect(self._take_steps)
        self.add.clicked.connect(self.add_new)
        self.add_line.committed.connect(self._add)
        self.model.shown_changed.connect(self._show_hits)
        self.table.current_record_changed.connect(self._show_pane)
        self.table.cell_changed.connect(self._show_cell)
        self.table.row_delete_requested.connect(self._delete)
        offer_menu(
            self.table,
            (
                KeyLine("Sửa ô", EDIT),
                KeyLine("Chép", COPY),
                KeyLine("Dán", PASTE),
                KeyLine("Chép xuống", FILL),
                KeyLine("Xóa ô", DELETE),
                None,
                ("Đề xuất mức từng năm\tCtrl+E", lambda _: self.propose_steps()),
                ("Nhận mức đề xuất của dòng\tCtrl+Enter", self._take_steps),
                None,
                ("Xóa chỉ tiêu\tCtrl+Del", self._delete),
                ("Lịch sử…", lambda row: self.history_requested.emit("indicator", row.id)),
            ),
        )
        self.pane.wrong_changed.connect(self._show_cell)

    @property
    def rows_model(self) -> RowsModel[IndicatorRow]:
        return self.model

    # --- showing ---

    def show_dossier(self, workspace: Workspace) -> None:
        """Shows the indicators with the figures of the period in force."""
        other_period = self._book is not None and self._book.period != workspace.period
        book = self._book = IndicatorBook(workspace, with_steps=self._with_steps)
        if other_period:
            self.model.forget_drafts(_FIGURES)
        columns_for = (book.period, tuple(book.later_years))
        if columns_for != self._columns_for:
            self._columns_for = columns_for
            place = conflict_column(lambda: self._book)
            self.model.set_columns(with_marks(sheet_columns(book), "indicator", self._marks, place))
            self.table.set_bands(bands(book))
        counts = {verdict.value: sum(row.verdict is verdict for row in book.rows) for verdict in Verdict}
        counts[ALL] = len(book.rows)
        self.views.set_views([View(key, title, counts[key], tone) for key, title, tone in _VIEWS])
        self.model.set_filter(self._keeps)
        self.model.set_records(book.rows)
        if self.table.model() is None:
            self.table.set_model(self.model)
        self.show_page(some=bool(book.rows))
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._go_to(wanted)
        self._show_pane(self.table.current_record())

    def _keeps(self, row: IndicatorRow) -> bool:
        """A row just typed into stays in its view until another view is chosen."""
        return self.views.current in (ALL, row.verdict.value) or row.id in self._held

    def _choose(self, view: str) -> None:
        rows = self._book.rows if self._book else ()
        self._held = {row.id for row in rows if row.verdict.value == view}
        self.model.set_filter(self._keeps)

    def _show_hits(self) -> None:
        self.show_rows("chỉ tiêu nào")

    def _show_pane(self, row: IndicatorRow | None) -> None:
        if self._book is not None:
            known = self._book.row_by_id.get(row.id) if row is not None else None
            self.pane.show_row(known, self._book)
            self.foot.show_steps(len(self._book.steps), len(known.steps) if known else 0)
        self._show_cell()

    def _show_cell(self) -> None:
        """The bar over the sheet follows the current cell."""
        row, book, place = self.table.current_record(), self._book, self.table.current_column()
        if book is None or not isinstance(row, IndicatorRow) or not 0 <= place < len(self.model.columns):
            self.bar.show_cell("", "", "")
            return
        column = self.model.columns[place]
        when = {BEFORE: "", "name": "", "number": "", "measure": "", "operator": ""}.get(column.key, str(book.year))
        when = book.period_word if column.key in _FIGURES else when
        title = column.title if column.key != VALUE else "Kết quả"
        if target_year(column.key, book.year) not in (None, book.year):
            when, title = "", f"Mức {column.title}"
        name = " · ".join(part for part in (str(row.number), when, title) if part)
        index = self.model.index(self.table.current_row(), place)
        draft = self.model.draft(row.id, column.key)
        wrong = [name for name, _ in self.pane.wrong_units()]
        words = f"{wrong[0]} có ô sai, chưa cộng" if wrong else ""
        value = "" if column.key == "name" else str(index.data() or "")
        source = source_words(book, row, column.key)
        self.bar.show_cell(name, value, draft.fault if draft and draft.fault else source, words)

    # --- acts ---

    def _edit_of(self, row: IndicatorRow, column: str, text: str):  # noqa: ANN202 - CellEdit of a service loaded when needed
        from kehoach_desktop.services.indicators import CellEdit

        book = self._book
        assert book is not None  # noqa: S101 - a cell was typed into, so rows are shown
        year = target_year(column, book.year)
        if year is not None:
            general = row.mark is not None and row.mark.year is None and year == book.year
            return CellEdit(row.id, "target", text, year=None if general else year)
        if column == BEFORE:
            return CellEdit(row.id, VALUE, text, period=str(book.year - 1))
        if column in _FIGURES:
            return CellEdit(row.id, column, text, period=book.period.id)
        return CellEdit(row.id, column, text)

    def propose_steps(self) -> None:
        """Ctrl+E: marks for the years between known ones, slanted until they are taken; once more puts them away."""
        if self._book is not None and self._book.steps:
            self._show_steps(on=False)
            return
        self._show_steps(on=True)
        count = len(self._book.steps) if self._book else 0
        if count:
            self.messages.tell(f"Đề xuất {count} mức, số nghiêng, chưa nhận. Ctrl+Enter nhận dòng đang đứng.")
        else:
            self._show_steps(on=False)
            self.messages.warn(
                "Không có năm nào để đề xuất.", "Cần mức của một năm sau, và mức hoặc kết quả của năm trước."
            )
        self.table.setFocus()

    @property
    def _with_steps(self) -> bool:
        return self.settings.get("indicators/steps/", str(self.workspace.path))

    def _show_steps(self, *, on: bool) -> None:
        self.settings.set("indicators/steps/", on, str(self.workspace.path))
        self.show_dossier(self.workspace)

    def _take_steps(self, row: IndicatorRow | None) -> None:
        """The proposed marks of a row, or all of them, become targets: one step."""
        from kehoach_desktop.services import indicators

        steps = list(row.steps.values()) if row else self._book.steps if self._book else []
        if steps:
            self.workspace.perform("Nhận mức đề xuất", indicators.accept_steps, steps)
        elif row is not None:
            self.messages.tell(f"Chỉ tiêu {row.number} không có mức đề xuất. Ctrl+E để đề xuất.")

    def _paste(self) -> None:
        self.table.setFocus()
        self.table.paste_clipboard()

    def add_new(self) -> None:
        """Opens the line for the name of a new indicator."""
        if self.workspace.plan_id is None:
            self.messages.warn("Chưa có kế hoạch để thêm chỉ tiêu.", "Nhập kế hoạch trước.")
            return
        self.open_add()

    def _add(self, name: str) -> None:
        from kehoach_desktop.services import indicators

        def added(result: tuple[Indicator, object]) -> None:
            self.add_line.accept()
            self.views.choose(ALL)
            self._go_to(result[0].id)

        self.workspace.perform(
            "Thêm chỉ tiêu", indicators.add_indicator, self.workspace.plan_id, name, on_done=added,
            on_error=lambda fault: self.add_line.refuse(str(fault)),
        )  # fmt: skip

    def _delete(self, row: IndicatorRow) -> None:
        """Ctrl+Del: the whole indicator to the bin; the status line says what went with it."""
        from kehoach_desktop.services import editing

        def told(result: tuple[dict[str, int], object]) -> None:
            gone = result[0]
            parts = [
                f"{gone[kind]} {word}" for kind, word in (("target", "mức"), ("result", "kết quả")) if gone.get(kind)
            ]
            tail = f" cùng {' và '.join(parts)}" if parts else ""
            self.messages.step(f"Đã xóa chỉ tiêu {row.number}{tail}")

        self.workspace.perform("Xóa chỉ tiêu", editing.delete_record, "indicator", row.id, on_done=told)

    # --- for the window ---

    def show_jump(self, jump: Jump) -> None:
        """A view by its key, or one indicator."""
        self.refresh()
        if jump.view == STEPS:
            self.propose_steps()
        if jump.view in {key for key, _, _ in _VIEWS}:
            self.views.choose(jump.view or ALL)
        if jump.record_id:
            self._go_to(jump.record_id)

    def _go_to(self, indicator_id: str) -> None:
        if self._book is None or indicator_id not in self._book.row_by_id:
            self._wanted = indicator_id
            return
        if not self.table.select_record(indicator_id):
            self.show_all()
            self.table.select_record(indicator_id)
        self._show_pane(self._book.row_by_id[indicator_id])

    def acts_here(self) -> dict[str, Callable[[], object]]:
        row = self.table.current_record() if self.table.isVisible() else None
        return {"delete_indicator": lambda: self._delete(row)} if row is not None else {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button, words in ((self.propose, "Đề xuất mức từng năm"), (self.paste, "Dán từ Excel")):
            button.setText(words if event.size().width() >= self.grown(_SMALL) else "")  # the icon and its tooltip stay
            button.updateGeometry()


def _search_text(row: IndicatorRow) -> str:
    indicator = row.indicator
    operator = CHOICE_LABELS[Operator][indicator.operator.value]
    return " ".join(part for part in (indicator.name, indicator.content, indicator.measure, operator) if part)
