"""“Thu báo cáo”: forms that came back, looked over form by form and taken in as one step. Wires its parts; services decide."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import SubmissionState
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import Cancelled, UserFacingError
from kehoach_desktop.services import collected_forms, collecting, results
from kehoach_desktop.services.collection import CollectedForm, Collection
from kehoach_desktop.ui.collecting.cell_list import values_of
from kehoach_desktop.ui.collecting.form_list import SHAPES, Part, form_columns, group_of, name_of, order_of, part_of
from kehoach_desktop.ui.collecting.pane import CHOOSE_UNIT, FormPane
from kehoach_desktop.ui.collecting.ticks import Ticks
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.widgets.buttons import Button, Chip
from kehoach_desktop.ui.widgets.labels import ShapeWords
from kehoach_desktop.ui.widgets.panes import Splitter, ground
from kehoach_desktop.ui.widgets.picker import Picker
from kehoach_desktop.ui.widgets.table import Table

TITLE = "Thu báo cáo"
_KEYS = (("F8", "chỗ kế tiếp"), ("Space", "nhận / bỏ"), ("F2", "sửa số"), ("Ctrl+A", "nhận hết phiếu này"))
_LIST_WIDTH, _LEAST_LIST = 304, 220
_COUNTED = ((Part.ACCEPTED, "nhận được"), (Part.DOUBTFUL, "cần xem"), (Part.REFUSED, "từ chối"))
_FILTERED = (None, Part.DOUBTFUL, Part.REFUSED)
_HINT = "Một lần nhận là một bước, hoàn tác được"


class CollectWindow(SideWindow):
    """Shows what was read from `paths`. `more_requested` asks for further files, `file_requested` opens one outside."""

    more_requested = Signal()
    file_requested = Signal(object)  # Path

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, TITLE, _KEYS, parent=parent)
        self.ticks = Ticks()
        self.collection = Collection(())
        self.paths: list[Path] = []
        self.period_id = ""
        self._shown_part: Part | None = None
        self._busy = False
        self._make_parts()
        self._wire()

    # --- building ---

    def _make_parts(self) -> None:
        theme = self.theme
        self.counts = {part: ShapeWords(theme, SHAPES[part], "", bold=True) for part, _ in _COUNTED}
        for words in self.counts.values():
            self.tools.addSpacing(8)
            self.tools.addWidget(words)
        self.more_button = Button(theme, "Thêm tệp…", icon="add")
        head = self.heading.parentWidget()
        if head is not None and (row := head.layout()) is not None:
            row.addWidget(self.more_button)
        self.chips = [Chip(theme, "", on=False, removable=False) for _ in _FILTERED]
        chip_row = QHBoxLayout()
        chip_row.setContentsMargins(10, 4, 10, 4)
        chip_row.setSpacing(6)
        for chip in self.chips:
            chip_row.addWidget(chip)
        chip_row.addStretch(1)
        self.model: RowsModel[CollectedForm] = RowsModel(
            form_columns(), key_of=lambda form: str(form.path), parent=self
        )
        self.model.set_order(order_of)
        self.model.set_groups(group_of, lambda forms: format_number(len(forms)))
        self.table = Table(theme, "collecting", self.desk.settings, two_lines=True)
        self.table.setAccessibleName("Các phiếu")
        self.table.set_model(self.model)
        self.table.horizontalHeader().hide()
        left = self.left = ground(QWidget(), "base")
        left.setMinimumWidth(_LEAST_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(chip_row)
        column.addWidget(self.table, 1)
        self.pane = FormPane(self.desk, self.ticks)
        self.splitter = Splitter(self.desk.settings, "collecting", last_width=1366 - _LIST_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.body.addWidget(self.splitter, 1)
        self.clean_button = Button(theme, "Chỉ nhận phiếu sạch")
        self.take_button = Button(theme, "Nhận", kind="primary", key="Ctrl+Enter")
        self.acts.addWidget(self.clean_button)
        self.acts.addWidget(self.take_button)

    def _wire(self) -> None:
        pane = self.pane
        self.table.current_record_changed.connect(self._show_form)
        self.table.record_opened.connect(lambda _: pane.table.setFocus())
        self.table.escaped.connect(self.close)
        pane.table.escaped.connect(self.table.setFocus)
        pane.ticked.connect(self._tick)
        pane.mended.connect(self.mend)
        pane.acted.connect(self._act)
        pane.file_requested.connect(lambda: pane.form and self.file_requested.emit(pane.form.path))
        pane.return_requested.connect(self._return_form)
        pane.take_requested.connect(lambda: pane.form and self._take([pane.form]))
        self.more_button.clicked.connect(self.more_requested)
        self.clean_button.clicked.connect(self.take_clean)
        self.take_button.clicked.connect(self.take_all)
        for chip, part in zip(self.chips, _FILTERED, strict=True):
            chip.clicked.connect(lambda _=False, part=part: self._filter(part))
        self._wire_keys()
        self.desk.workspace.dossier_changed.connect(self._file_changed)
        self.theme.changed.connect(self.table.viewport().update)

    # --- reading ---

    def read(self, paths: Sequence[Path], on_shown: Callable[[], None] | None = None) -> None:
        """Reads files and folders on the worker; Stop leaves everything as it was."""
        if self._busy:
            return
        workspace = self.desk.workspace
        wanted, period_id = list(dict.fromkeys(paths)), workspace.period.id

        def done(found: Collection) -> None:
            self._busy = False
            self.ticks.clear()
            self.paths, self.period_id = wanted, period_id
            self.show_title(f"{TITLE} {workspace.period.short_title}")
            self._take_over(found)
            if on_shown is not None:
                on_shown()
            self.table.setFocus()

        def stopped(fault: UserFacingError) -> None:
            self._busy = False
            self._show_foot()
            if isinstance(fault, Cancelled):
                self.desk.messages.tell("Đã dừng đọc, chưa nhận phiếu nào.")
                self.say("Đã dừng đọc, chưa nhận phiếu nào.", "am")
            else:
                self.say(str(fault), "re")

        self._busy = True
        workspace.perform(
            "Đang đọc phiếu", collecting.read_forms, wanted, period_id=period_id, with_progress=True, on_done=done,
            on_error=stopped,
        )  # fmt: skip

    def _take_over(self, found: Collection) -> None:
        self.collection = found
        self.model.set_records(found.forms)
        self._show_counts()
        self._show_form(self.table.current_record())

    def _put(self, form: CollectedForm) -> None:
        """A form in another shape, in the place of itself."""
        forms = tuple(form if each.path == form.path else each for each in self.collection.forms)
        self._take_over(Collection(forms))
        self.table.select_record(str(form.path))
        self._show_form(form)

    # --- showing ---

    def _of(self, part: Part | None) -> list[CollectedForm]:
        return [form for form in self.collection.forms if part is None or part_of(form) is part]

    def _show_counts(self) -> None:
        for part, words in _COUNTED:
            count = len(self._of(part))
            self.counts[part].set_state(SHAPES[part], f"{count} {words}")
            self.counts[part].setVisible(count > 0)
        for chip, part in zip(self.chips, _FILTERED, strict=True):
            count = len(self._of(part))
            chip.set_words(f"{part.value if part else 'Tất cả'} {count}", on=part is self._shown_part)
        chips = sum(chip.sizeHint().width() + 6 for chip in self.chips)
        self.left.setMinimumWidth(max(_LEAST_LIST, chips + 16))
        folders = sorted({str(form.path.parent) for form in self.collection.forms})
        where = f" từ {folders[0]}" if len(folders) == 1 else ""
        self.facts.setText(f"{len(self.collection.forms)} phiếu{where}")
        self._show_foot()

    def _show_foot(self) -> None:
        count, clean = len(self.ticks.wanted(self.collection.forms)), len(self._clean())
        writable = not self._busy and not self.desk.workspace.read_only
        self.take_button.setText(f"Nhận {count} phiếu")
        self.take_button.setEnabled(writable and count > 0)
        self.clean_button.setText(f"Chỉ nhận {clean} phiếu sạch")
        self.clean_button.setVisible(0 < clean < count)
        self.clean_button.setEnabled(writable)
        self.close_button.setText("Đóng, không nhận" if count else "Đóng")
        for button in (self.take_button, self.clean_button, self.close_button):
            button.updateGeometry()
        self.say(_HINT)

    def _filter(self, part: Part | None) -> None:
        self._shown_part = part
        self.model.set_filter(None if part is None else lambda form: part_of(form) is part)
        self._show_counts()
        self.table.setFocus()

    def _show_form(self, form: CollectedForm | None) -> None:
        rival = next((f for f in self.collection.forms if form and f.path == form.rival), None)
        self.pane.show_form(form, dict(values_of(rival)) if rival else {})

    # --- deciding ---

    def _tick(self, cells: list[str], on: bool) -> None:
        if self.pane.form is not None:
            self.ticks.put(self.pane.form, cells, on=on)
            self.pane.show_ticks()
            self._show_foot()

    def mend(self, cell: str, text: str) -> None:
        """A cell typed anew; the form is judged again as a whole."""
        form = self.pane.form
        if form is None or self._busy:
            return

        def done(found: CollectedForm) -> None:
            self._put(found)
            wrong = next((each for each in found.plan.refused if each.cell == cell), None)
            if wrong is not None:
                self.pane.table.select_record(f"REFUSED:{cell}")
                self.say(wrong.reason, "re")
                self.pane.bar.start()
                return
            self.say(f"Ô {cell}: {'để trống' if not text.strip() else 'nhận ' + text.strip()}", "gr")
            if not self.pane.go_to_refused(1):
                self.pane.table.setFocus()

        self.ask(lambda office_file: collected_forms.mend(office_file, form, cell, text), done)

    def _act(self, words: str) -> None:
        form = self.pane.form
        if form is None:
            return
        if words == CHOOSE_UNIT:
            self._choose_unit(form)
        else:
            self._take_over(collected_forms.prefer(self.collection, form.path))
            self.table.select_record(str(form.path))

    def _choose_unit(self, form: CollectedForm) -> None:
        units = [unit for unit in self.desk.workspace.dossier.units if not unit.is_group]
        picker = Picker(self.theme, "Phiếu của đơn vị nào", [Choosable(u.id, u.name) for u in units], parent=self)
        picker.picked.connect(lambda unit_id: self.give_unit(form, unit_id))
        picker.open_at(self.pane.note.mapToGlobal(QPoint(36, self.pane.note.height())))

    def give_unit(self, form: CollectedForm, unit_id: str) -> None:
        """A form of nobody is that of this unit; what it says is then suggested."""
        plan_id = self.desk.workspace.plan_id

        def done(found: CollectedForm) -> None:
            self._put(found)
            self._take_over(collected_forms.settled(self.collection))

        if plan_id is not None:
            self.ask(
                lambda file: collected_forms.give_unit(file, form, unit_id, plan_id, self.period_id), done
            )  # fmt: skip

    def go_to_doubt(self, by: int) -> None:
        """F8: the next refused or suggested cell, in this form or the next doubtful one, round again."""
        if self.pane.table.hasFocus() and self.pane.go_to_refused(by):
            return
        forms = [f for f in self.model.shown_records() if part_of(f) is Part.DOUBTFUL]
        if not forms:
            self.say("Không còn phiếu nào cần xem.", "gr")
            return
        shown = self.model.shown_records()
        here = next((i for i, f in enumerate(shown) if self.pane.form and f.path == self.pane.form.path), -1)
        is_here = not self.pane.table.hasFocus() and self.pane.form in forms
        ahead = [f for f in forms if (shown.index(f) - here) * by > 0]
        form = shown[here] if is_here else (ahead or forms)[0 if by > 0 else -1]
        self.table.select_record(str(form.path))
        self._show_form(form)
        first = next((row for row in self.pane.rows if row.tone in ("re", "am")), None)
        if first is not None:
            self.pane.table.select_record(first.id)
        self.pane.table.setFocus()

    def _return_form(self) -> None:
        """Back to the unit: its report is marked as returned, with what was wrong."""
        form = self.pane.form
        if form is None or form.unit is None or form.period is None:
            return
        causes = [form.refusal.cause] if form.refusal else []
        causes += [f"Ô {each.cell}: {each.cause}" for each in form.plan.refused]
        note = " ".join(causes) or "Xem lại phiếu."
        text = f"{form.unit.name}: {note} Ghi là trả lại, không nhận số liệu của phiếu này?"
        if self.desk.messages.confirm("Trả lại đơn vị", text, "Trả lại", "Để sau"):
            self._drop([form])
            self.desk.workspace.perform(
                "Trả lại đơn vị", results.record_submission, form.unit.id, form.period.id, SubmissionState.RETURNED, note=note
            )  # fmt: skip

    # --- taking ---

    def _clean(self) -> list[CollectedForm]:
        return [form for form in self.ticks.wanted(self.collection.forms) if form.is_clean]

    def take_all(self) -> None:
        """Every form with its ticked cells, as one step."""
        self._take(self.ticks.wanted(self.collection.forms))

    def take_clean(self) -> None:
        """Those nobody has to look at; the others stay."""
        self._take(self._clean())

    def _take(self, forms: Sequence[CollectedForm]) -> None:
        chosen = self.ticks.chosen(forms)
        if self._busy or not chosen.forms or self.desk.workspace.read_only:
            return
        self._busy = True
        self._show_foot()

        def done(_: Any) -> None:
            self._busy = False
            self.desk.messages.step(taken_words(chosen), undoable=self.desk.workspace.undo_name is not None)
            self._drop(forms)

        def failed(fault: UserFacingError) -> None:
            self._busy = False
            self._show_foot()
            self.say(str(fault), "re")

        self.desk.workspace.perform("Đang nhận", collecting.apply_forms, chosen, on_done=done, on_error=failed)

    def _drop(self, forms: Sequence[CollectedForm]) -> None:
        """Forms that are done with leave the list; with nothing left to look at the window goes."""
        gone = {form.path for form in forms}
        left = tuple(
            replace(form, rival=None) if form.rival in gone else form
            for form in self.collection.forms
            if form.path not in gone and form.rival not in gone
        )
        self._take_over(Collection(left))
        if not any(part_of(form) in (Part.DOUBTFUL, Part.ACCEPTED) for form in left):
            self.close()

    def _file_changed(self, _: object) -> None:
        if not self.desk.workspace.is_open:
            self.close()
        elif self.isVisible() and not self._busy and self.collection.forms:
            shown = self.collection

            def done(found: Collection) -> None:
                if self.collection is shown:
                    self._take_over(found)

            self.ask(lambda office_file: collected_forms.judged_again(office_file, shown), done)

    # --- window ---

    def focus_first(self) -> None:
        self.table.setFocus()

    def stops(self) -> list[QWidget]:
        return [self.table, self.pane.table, self.pane.bar.field, self.chips[0]]

    def _start_mending(self) -> None:
        if not self.pane.start_mending():
            self.say("Ô này không sửa ở đây được.", "am")

    def _wire_keys(self) -> None:
        """As shortcuts, for a table keeps some of these keys for itself."""
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F8", lambda: self.go_to_doubt(1)), ("Shift+F8", lambda: self.go_to_doubt(-1)),
            ("F2", self._start_mending), ("F5", lambda: self.read(self.paths)), ("Ctrl+A", self.pane.toggle_all),
            ("Ctrl+Return", self.take_all), ("Ctrl+Enter", self.take_all),
        )  # fmt: skip
        for key, act in acts:
            QShortcut(QKeySequence(key), self, act)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.pane.table, self.pane.toggle)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is written by closing; what was typed or ticked here is asked about."""
        touched = self.ticks.is_touched or any(form.mended for form in self.collection.forms)
        if touched and self.collection.forms and self.isVisible() and self.desk.workspace.is_open:
            text = "Các ô đã sửa, đã chọn trong cửa sổ này sẽ mất; tệp phiếu vẫn còn nguyên."
            if not self.desk.messages.confirm("Đóng, không nhận", text, "Đóng", "Ở lại"):
                event.ignore()
                return
        self.collection = Collection(())
        self.ticks.clear()
        super().closeEvent(event)


def taken_words(chosen: Collection) -> str:
    """What was taken, for the status line."""
    cells, nil = len(list(chosen.accepted)), len(chosen.nil)
    mended = sum(len(form.mended) for form in chosen.forms)
    counts = ((cells, "ô"), (nil, "phiếu không phát sinh"), (mended, "ô sửa lại"))
    words = ", ".join(f"{format_number(count)} {what}" for count, what in counts if count)
    forms = name_of(chosen.forms[0]) if len(chosen.forms) == 1 else f"{len(chosen.forms)} phiếu"
    return f"Đã thu {forms}" + (f": {words}" if words else "")
