"""Tab Báo cáo: forms and options, the pages as they will be printed, what to mend first, the register; prints through wishes."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.paper_register import next_number
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.background import Progress
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.tabs.base import Jump, Tab
from kehoach_desktop.ui.tabs.reports.checks import NUMBER, OFFICE, Check, checks_of, file_checks
from kehoach_desktop.ui.tabs.reports.columns_act import choose_columns
from kehoach_desktop.ui.tabs.reports.form_list import FORMAT_NAMES, FormList
from kehoach_desktop.ui.tabs.reports.preview import Preview
from kehoach_desktop.ui.tabs.reports.register_acts import RegisterActs
from kehoach_desktop.ui.tabs.reports.side_pane import SidePane
from kehoach_desktop.ui.tabs.reports.words import REPORT, WORDS, ReportWords, changed_check, marked_words
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import Act, EmptyState
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule
from kehoach_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from kehoach_desktop.domain.paper_checks import Finding
    from kehoach_desktop.services.narratives import Part

_LEFT, _RIGHT = 304, 332
_RENDER_MS = 120
_NARROW, _THREE_PANES, _VERY_NARROW = 1280, 1160, 1024
_EMPTY = (
    "Chưa có gì để in",
    "Báo cáo, biểu và công văn được lập từ kế hoạch và kết quả đã ghi. Nhập kế hoạch trước.",
    (
        Act("import", "arrow_import", "Nhập kế hoạch từ tệp", "Word, PDF có chữ, hoặc văn bản thuần", "Ctrl+I"),
        Act("sample", "lightbulb", "Xem kế hoạch mẫu", "Một xã không có thật, đủ số liệu"),
    ),
)


@frozen
class _Drawn:
    """What the worker made of the choices: the pages or why there are none, and what to mend."""

    path: Path | None
    fault: UserFacingError | None
    findings: "list[Finding]"
    rules: int
    changed: "list[Part]" = field(default_factory=list)


class ReportsTab(Tab):
    """The choices that go with a wish for files or paper are unit_id and options."""

    key = "reports"
    title = "Báo cáo"
    icon = "print"
    fills_ahead = False  # pages are drawn when looked at

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._folder = tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
        self._drawn = 0
        self._asked = 0
        self._drawing = False
        self._released = False
        self._fit_next = True
        self._checks: list[Check] = []
        self._counted: tuple[Dossier, str] | None = None  # whose units the list of forms counts
        self._warned_of: object = None  # the errors the person was told of before printing
        self._side_wanted: bool | None = None  # None: by the width
        self._soon = QTimer(self, interval=_RENDER_MS, singleShot=True)
        self._soon.timeout.connect(self._draw)
        self.forms = FormList(self.theme, self.settings)
        self.preview = Preview(self.theme)
        self.words = ReportWords(desk, self, self.preview)
        self.side = SidePane(self.theme, self.settings)
        self.register = RegisterActs(desk, self, self.side, self.forms.options)
        self.splitter = Splitter(self.settings, "reports", last_width=_RIGHT)
        for part in (self.forms, self._make_middle(), self.side):
            self.splitter.addWidget(part)
        self.splitter.place([_LEFT, 704, _RIGHT])
        self.empty = EmptyState(self.theme, *_EMPTY)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._connect()

    def _make_middle(self) -> QWidget:
        theme = self.theme
        middle = ground(QWidget(), "win")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 10, 4)
        head.setSpacing(4)
        self.form_title = ElidedWords(theme, "", bold=True)
        self.page_words = Words(theme, "", tone="tx2")
        self.back = Button(theme, icon="chevron_left", kind="flat", tip="Trang trước", key="PgUp")
        self.forth = Button(theme, icon="chevron_right", kind="flat", tip="Trang sau", key="PgDn")
        self.smaller = Button(theme, icon="zoom_out", kind="flat", tip="Nhỏ hơn", key="Ctrl+−")
        self.zoom_words = Button(theme, "100 %", kind="flat", tip="Vừa chiều rộng", key="Ctrl+0", show_key=False)
        self.larger = Button(theme, icon="zoom_in", kind="flat", tip="To hơn", key="Ctrl++")
        self.format_buttons = {fmt: Button(theme, name) for fmt, name in FORMAT_NAMES.items()}
        self.print_button = Button(theme, "In", kind="primary", icon="print", key="Ctrl+P")
        for part in (
            self.form_title,
            self.page_words,
            self.back,
            self.forth,
            self.smaller,
            self.zoom_words,
            self.larger,
        ):
            head.addWidget(part)
        head.addSpacing(4)
        head.addWidget(self.words.button)
        for part in (*reversed(self.format_buttons.values()), self.print_button):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(rule("line2"))
        column.addWidget(self.words.bar)
        column.addWidget(self.preview, 1)
        return middle

    def _connect(self) -> None:
        pages = self.preview.pages
        self.forms.form_chosen.connect(self._form_chosen)
        self.forms.options_changed.connect(self._options_changed)
        self.forms.columns_requested.connect(self.ask_columns)
        self.back.clicked.connect(lambda: pages.go_to(pages.page - 1))
        self.forth.clicked.connect(lambda: pages.go_to(pages.page + 1))
        self.smaller.clicked.connect(lambda: pages.zoom(-1))
        self.larger.clicked.connect(lambda: pages.zoom(1))
        self.zoom_words.clicked.connect(lambda: pages.set_percent(None))
        for keys, act in (
            (("Ctrl++", "Ctrl+="), self.larger),
            (("Ctrl+-",), self.smaller),
            (("Ctrl+0",), self.zoom_words),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act.click)
        pages.page_changed.connect(lambda _: self._show_place())
        pages.zoomed.connect(lambda _: self._show_place())
        for fmt, button in self.format_buttons.items():
            button.clicked.connect(lambda _=False, fmt=fmt: self.ask_files(fmt))
        self.print_button.clicked.connect(self.ask_print)
        self.side.jump_requested.connect(self._follow)
        for table in (self.forms.table, self.side.register):
            table.escaped.connect(self.leave_search)
        self.empty.acted.connect(
            lambda key: (self.sample_requested if key == "sample" else self.import_requested).emit()
        )
        self.watch(self.theme.changed, self.preview.update)

    # --- what it shows ---

    def show_dossier(self, workspace: Workspace) -> None:
        """Forms, findings and register of the plan; draws the chosen form anew."""
        from kehoach_desktop.services.exporting import forms

        self.stack.setCurrentIndex(0 if workspace.plan_id else 1)
        if not workspace.plan_id:
            return
        self.forms.set_forms(forms())
        self.forms.set_dossier(workspace.dossier, workspace.today)
        self._show_next_number()
        self.side.set_papers(workspace.dossier.papers, {unit.id: unit.name for unit in workspace.dossier.units})
        self._soon.start()

    def show_form(self, form_id: str, unit_id: str | None = None) -> None:
        """Chooses a form, and the unit of a form that goes to one; without a unit it is for all."""
        from kehoach_desktop.services.exporting import form_info

        try:
            form_info(form_id)
        except UserFacingError as fault:
            self.messages.fault(fault)
            return
        self.forms.unit.setCurrentIndex(max(0, self.forms.unit.findData(unit_id)))
        self.forms.choose(form_id)
        self._show_next_number()
        self._soon.start()

    def show_jump(self, jump: Jump) -> None:
        """Another tab names a form by its id as the view, or the words of the report."""
        if jump.view == WORDS:
            self.show_form(REPORT)
            self.words.open(jump.record_id)
        elif jump.view:
            self.show_form(jump.view, jump.record_id)

    def acts_here(self) -> dict[str, Callable[[], object]]:
        """The form in sight as a file."""
        form = self.forms.form if self.workspace.plan_id is not None else None
        return {f"as_{fmt}": partial(self.ask_files, fmt) for fmt in form.formats} if form is not None else {}

    def search(self, text: str) -> None:
        """Narrows forms and register."""
        self.forms.model.set_search(text)
        self.side.papers.set_search(text)

    def toggle_pane(self) -> None:
        self._side_wanted = self.side.isHidden()
        self._fit_panes(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panes(event.size().width())

    def _fit_panes(self, width: int) -> None:
        """Findings and register close below 1280 until F4 opens them; where three panes have no room, in place of the forms.

        The thumbnails go below 1024.
        """
        side = width >= self.grown(_NARROW) if self._side_wanted is None else self._side_wanted
        opens = side and self.side.isHidden()
        self.side.setVisible(side)
        self.forms.setVisible(not side or width >= self.grown(_THREE_PANES))
        if opens:  # a splitter gives no width to what was hidden when its sizes were set
            left = self.grown(_LEFT) if self.forms.isVisibleTo(self) else 0
            self.splitter.setSizes([left, width - left - self.grown(_RIGHT), self.grown(_RIGHT)])
        self.preview.show_thumbnails(on=width >= self.grown(_VERY_NARROW))
        self.words.fit(width)

    def check_file(self) -> None:
        """Looks the whole file over on the worker and shows what was found in place of the period's findings."""
        path = self.workspace.path
        if path is None:
            return

        def work(_: Progress) -> Any:
            from kehoach_desktop.services.checking import check_file

            return check_file(path)

        def done(findings: Any) -> None:
            self.side.set_checks(file_checks(findings), "Kiểm tra cả tệp")
            self.messages.tell(
                f"Đã kiểm tra tệp: {len(findings)} chỗ cần xem" if findings else "Tệp lành lặn, đủ số liệu"
            )

        self.desk.background.run(work, on_done=done, progress_label="Kiểm tra tệp")

    # --- drawing ---

    def _form_chosen(self, _: str) -> None:
        form = self.forms.form
        if form is None:
            return
        self.form_title.setText(form.title)
        for fmt, button in self.format_buttons.items():
            button.setVisible(fmt in form.formats)
        self.words.show_form(form.id)
        self._fit_next = True
        self._show_next_number()
        self._soon.start()

    def _show_next_number(self) -> None:
        form, dossier = self.forms.form, self.workspace.dossier
        symbol = form.symbol(dossier.office) if form is not None and form.symbol else None
        self.forms.set_next_number(next_number(dossier.papers, symbol, self.workspace.today.year) if symbol else None)

    def _options_changed(self) -> None:
        fault = self.forms.bad_number or self.forms.bad_date
        if fault is not None:
            self.messages.fault(fault)
        self._show_next_number()
        self._soon.start()

    def _draw(self) -> None:
        """Draws the chosen form on the worker; while one is being drawn only the latest wish is kept."""
        form = self.forms.form
        self._asked += 1
        if form is None or self._drawing or not self.isVisible() or self.workspace.plan_id is None:
            return
        ticket, path = self._asked, Path(self._folder.name) / f"{self._asked}.pdf"
        dossier, period, on = self.workspace.dossier, self.workspace.period.id, self.workspace.today
        unit_id, options, window = self.forms.unit_id, self.forms.options(), self.workspace.window

        def work(_: Progress) -> _Drawn:
            from kehoach_desktop.services import exporting, narratives

            findings = exporting.remarks(dossier, period, form.id, on=on, unit_id=unit_id, options=options)
            changed = narratives.changed_parts(dossier, window, on=on, options=options) if form.id == REPORT else []
            about = (findings, exporting.rule_count(form.id), changed)
            try:
                exporting.render_file(form.id, dossier, period, "pdf", path, on=on, unit_id=unit_id, options=options)
            except UserFacingError as fault:
                return _Drawn(None, fault, *about)
            return _Drawn(path, None, *about)

        self._drawing = True
        self.desk.background.run(
            work, on_done=lambda drawn: self._show_drawn(drawn, ticket), on_error=self._draw_failed,
            progress_label=f"Đang lập {form.title}",
        )  # fmt: skip

    def _show_drawn(self, drawn: _Drawn, ticket: int) -> None:
        self._drawing = False
        if self._released:
            return
        self._drawn = ticket
        self._show_findings(drawn)
        self._count_units()
        path = drawn.path
        if path is None:
            self._show_fault(drawn.fault)
            return
        self.preview.show_file(path)
        self.preview.show_marks(marked_words(drawn.changed))
        for old in Path(self._folder.name).glob("*.pdf"):
            if old != path:
                old.unlink(missing_ok=True)
        if self._fit_next:
            self._fit_next = False
            self.preview.pages.go_to(0)
        self._show_place()
        if ticket != self._asked:
            self._soon.start()

    def _show_findings(self, drawn: _Drawn) -> None:
        form = self.forms.form
        self._checks = [*changed_check(drawn.changed), *checks_of(drawn.findings, form.id if form else "")]
        self.words.show_changed(drawn.changed)
        self.side.set_checks(self._checks, kept=f"{drawn.rules - len(drawn.findings)}/{drawn.rules} quy tắc đúng")

    def _count_units(self) -> None:
        """How many units each form goes to, after the pages: once for a dossier and period."""
        dossier, period, on = self.workspace.dossier, self.workspace.period.id, self.workspace.today
        if self._counted is not None and self._counted[0] is dossier and self._counted[1] == period:
            return
        self._counted = (dossier, period)

        def work(_: Progress) -> Mapping[str, int]:
            from kehoach_desktop.services import exporting

            return exporting.unit_counts(dossier, period, on)

        self.desk.background.run(work, on_done=self.forms.set_counts)

    def _draw_failed(self, fault: UserFacingError) -> None:
        self._drawing = False
        self._show_fault(fault)

    def _show_fault(self, fault: UserFacingError | None) -> None:
        self.preview.show_file(None, str(fault))
        self._show_place()
        if self._drawn != self._asked:
            self._soon.start()

    @property
    def is_drawn(self) -> bool:
        """Whether the pages in sight are those of the present choices."""
        return not self._drawing and not self._soon.isActive() and self._drawn == self._asked

    def _show_place(self) -> None:
        pages, count = self.preview.pages, self.preview.store.count
        self.page_words.setText(f"{format_number(pages.page + 1)} / {format_number(count)}" if count else "")
        self.page_words.setAccessibleName(f"Trang {pages.page + 1} trên {count}" if count else "")
        self.zoom_words.setText(f"{pages.percent_of(pages.page)} %" if count else "")
        self.back.setEnabled(pages.page > 0)
        self.forth.setEnabled(pages.page + 1 < count)

    # --- wishes ---

    def _choices(self) -> dict[str, Any]:
        return {"unit_id": self.forms.unit_id, "options": self.forms.options()}

    def ask_files(self, fmt: str) -> None:
        """Wishes for the chosen form as a file."""
        form = self.forms.form
        if form is not None:
            self.files_requested.emit(form.id, (fmt,), form.title, self._choices())

    def ask_print(self) -> None:
        """Wishes for the chosen form on paper; errors are told once in the status line, and nothing is forbidden."""
        form, errors = self.forms.form, [check for check in self._checks if check.is_error]
        if form is None:
            return
        told = (form.id, self.forms.unit_id, tuple(check.text for check in errors))
        if errors and told != self._warned_of:
            self._warned_of = told
            first = errors[0]
            more = f" và {len(errors) - 1} lỗi nữa" if len(errors) > 1 else ""
            self.messages.warn(f"{first.text}{more}.", "Bấm In lần nữa để in như vậy.")
            mend = [Link(first.link, lambda: self._follow(first.jump))] if first.jump is not None else []
            self.messages.offer(*mend, Link("Vẫn in", self.ask_print))
            return
        self.print_requested.emit(form.id, form.title, self._choices())

    def _follow(self, jump: Jump | None) -> None:
        """To the place where a finding is mended: the box of the office, the number's field, or another tab."""
        if jump is None:
            return
        if jump.tab == OFFICE:
            from kehoach_desktop.ui.dialogs.office import OfficeDialog

            box = OfficeDialog(self.desk, self.window())
            box.exec()
            box.deleteLater()
        elif jump.tab == NUMBER:
            number = self.forms.number
            is_open = number.isVisible() and number.isEnabled()
            field = number if is_open and not (number.text() and not self.forms.issued.text()) else self.forms.issued
            field.setFocus()
            field.selectAll()
        elif jump.tab == WORDS:
            self.words.open(jump.record_id)
        else:
            self.jump_requested.emit(jump)

    def ask_columns(self) -> None:
        """Which columns the chosen form prints."""
        if self.forms.form is not None:
            choose_columns(self.desk, self.forms.form, self)

    def release(self) -> None:
        self._soon.stop()
        self.words.release()
        self.preview.store.load(None)
        self._released = True
        self.desk.background.run(lambda _: self._folder.cleanup())  # behind a page that is still being drawn into it
        super().release()
