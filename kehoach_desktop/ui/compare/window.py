"""“So với bản trước”: two versions of a plan, text left, records right. Wires its parts, decides no rule."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import Plan
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.services.plan_compare import PlanComparison, RecordRow, RowState, TextRow
from kehoach_desktop.services.plan_versions import compare_with_previous
from kehoach_desktop.ui.compare.records import RecordsPane
from kehoach_desktop.ui.compare.side_by_side import SideBySide
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule

_KEYS = (("F8", "chỗ khác kế tiếp"), ("Enter", "đến đoạn"), ("F6", "sang bản ghi"), ("F4", "bản ghi"))
_PANE_WIDTH = 386
_TABS = {"task": "tasks", "indicator": "indicators"}


class CompareWindow(SideWindow):
    """`jump_requested` carries a Jump to a paragraph or record of the later version."""

    jump_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "So với bản trước", _KEYS, parent=parent)
        self._plan_id = ""
        self.comparison: PlanComparison | None = None
        self._make_parts()
        self._wire()

    def _make_parts(self) -> None:
        theme = self.theme
        self.only_button = Button(theme, "Chỉ chỗ khác", kind="flat", tip="Chỉ hiện các đoạn khác nhau")
        self.only_button.setCheckable(True)
        self.tools.addWidget(self.only_button)
        left = ground(QWidget(), "base")
        left.setMinimumWidth(400)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._names = ground(QWidget(), "alt")
        self._names.setFixedHeight(theme.sizes.header)
        self._names_row = QHBoxLayout(self._names)
        self._names_row.setContentsMargins(36, 0, 26, 0)  # as the columns of the text under it
        self._names_row.setSpacing(24)
        self.old_name = ElidedWords(theme, "", role="small", tone="tx2", bold=True)
        self.new_name = ElidedWords(theme, "", role="small", tone="tx2", bold=True)
        self._names_row.addWidget(self.old_name, 1)
        self._names_row.addWidget(self.new_name, 1)
        self.text = SideBySide(theme)
        column.addWidget(self._names)
        column.addWidget(rule("line2"))
        column.addWidget(self.text, 1)
        self.records = RecordsPane(self.desk)
        self.splitter = Splitter(self.desk.settings, "compare", last_width=_PANE_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.records)
        self.side = self.records
        self.body.addWidget(self.splitter)
        self.next_button = Button(theme, "Chỗ khác kế tiếp", icon="arrow_down", key="F8", show_key=False)
        self.acts.addWidget(self.next_button)

    def _wire(self) -> None:
        self.only_button.toggled.connect(lambda _: self._show_text())
        self.text.opened.connect(self._open_paragraph)
        self.text.row_changed.connect(self._tell_place)
        self.records.row_changed.connect(self._follow_record)
        self.records.opened.connect(self._open_record)
        self.next_button.clicked.connect(lambda: self._next(1))
        self.desk.workspace.dossier_changed.connect(self._file_changed)
        self.theme.changed.connect(self.text.viewport().update)

    # --- showing ---

    def show_plan(self, plan_id: str) -> None:
        """Compares a plan with the version it amends."""
        self._plan_id = plan_id
        self.show_title()
        self.say("Đang so hai bản…")
        self._read()
        self.text.setFocus()

    def _read(self) -> None:
        plan_id = self._plan_id

        def take(comparison: PlanComparison) -> None:
            if plan_id == self._plan_id:
                self._take(comparison)

        self.ask(lambda office_file: compare_with_previous(office_file, plan_id), take, "So hai bản kế hoạch")

    def _file_changed(self, _: object) -> None:
        workspace = self.desk.workspace
        if not workspace.is_open:
            self.close()
        elif self.isVisible():
            plan = next((plan for plan in workspace.dossier.plans if plan.id == self._plan_id), None)
            there = plan is not None and any(other.id == plan.amends_id for other in workspace.dossier.plans)
            if there:
                self._read()
            else:
                self.close()

    def _take(self, comparison: PlanComparison) -> None:
        self.comparison = comparison
        self.old_name.setText(f"Bản trước: {_plan_words(comparison.old.plan)}")
        self.new_name.setText(f"Bản này: {_plan_words(comparison.new.plan)}")
        counts = ((RowState.CHANGED, "đổi"), (RowState.NEW, "thêm"), (RowState.GONE, "bỏ"))
        parts = [f"{comparison.count(state)} đoạn {word}" for state, word in counts if comparison.count(state)]
        moved = comparison.count(RowState.MOVED) // 2
        parts += [f"{moved} đoạn chuyển chỗ"] if moved else []
        parts += [f"{len(comparison.records)} bản ghi khác"] if comparison.records else []
        self.facts.setText(" · ".join(parts) or "Hai bản như nhau")
        self.records.show_records(comparison.records)
        self._show_text()

    def _show_text(self) -> None:
        if self.comparison is not None:
            self.text.show_rows(self.comparison.rows, only_differing=self.only_button.isChecked())
            self._tell_place(self.text.current())

    def _tell_place(self, row: TextRow | None) -> None:
        comparison = self.comparison
        if comparison is None or row is None:
            return
        if row.new is not None:
            words = f"Đoạn {row.new.position + 1} / {len(comparison.new.paragraphs)} của bản này"
        elif row.old is not None:
            words = f"Đoạn {row.old.position + 1} / {len(comparison.old.paragraphs)} của bản trước"
        else:
            words = ""
        self.say(words)

    # --- acts ---

    def _follow_record(self, row: RecordRow | None) -> None:
        """The text comes to the sentence of a record that is looked at."""
        if row is None or not self.records.isAncestorOf(self.focusWidget() or self):
            return
        for paragraph_id in (row.new_paragraph_id, row.old_paragraph_id):
            if paragraph_id is not None and self.text.go_to_paragraph(paragraph_id):
                return

    def _open_paragraph(self, row: TextRow) -> None:
        if row.new is None:
            self.say("Đoạn này chỉ có ở bản trước.", "am")
        else:
            self.jump_requested.emit(Jump("plan", record_id=row.new.id))

    def _open_record(self, row: RecordRow) -> None:
        if row.state is RowState.GONE:
            self.say("Bản ghi này chỉ có ở bản trước; chọn bản trước ở ô Kế hoạch để xem.", "am")
        else:
            self.jump_requested.emit(Jump(_TABS[row.kind], record_id=row.record.id))

    def _next(self, by: int) -> None:
        self.text.setFocus()
        if not self.text.go_to_difference(by):
            self.say("Không còn chỗ khác nào phía sau." if by > 0 else "Không còn chỗ khác nào phía trước.", "gr")

    def focus_first(self) -> None:
        self.text.setFocus()

    def stops(self) -> list[QWidget]:
        return [self.text, self.records.table, self.only_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_F8:
            self._next(-1 if shift else 1)
        else:
            super().keyPressEvent(event)


def _plan_words(plan: Plan | None) -> str:
    if plan is None:
        return ""
    paper = f"{plan.number}/{plan.symbol or 'KH-UBND'}" if plan.number else plan.title
    return f"{paper}, ngày {format_date(plan.issued_on)}" if plan.issued_on else paper
