"""Tab Kế hoạch: figures, headings, the plan's own words and what came of each paragraph; wires parts to verbs."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.domain.numbering import next_task_place
from kehoach_desktop.domain.records import Paragraph
from kehoach_desktop.domain.vietnamese import format_date, format_number
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.tabs.base import Jump, Tab
from kehoach_desktop.ui.tabs.plan.paper_folds import PaperFolds, plain
from kehoach_desktop.ui.tabs.plan.record_rows import RecordRows, groups_of
from kehoach_desktop.ui.tabs.plan.spans import PlanText
from kehoach_desktop.ui.tabs.plan.standing import standing_of
from kehoach_desktop.ui.tabs.plan.strip import Strip
from kehoach_desktop.ui.tabs.plan.text_view import Legend, TextView
from kehoach_desktop.ui.tabs.plan.tree import SectionTree
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import Act, EmptyState
from kehoach_desktop.ui.widgets.fields import SearchField
from kehoach_desktop.ui.widgets.key_acts import COPY, press
from kehoach_desktop.ui.widgets.labels import ElidedWords, Pill, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule, scrolling
from kehoach_desktop.ui.widgets.paper_text import spoken
from kehoach_desktop.ui.widgets.row_menu import pop_up
from kehoach_desktop.ui.workspace import Workspace

_TREE_WIDTH, _RECORDS_WIDTH = 268, 386
_NARROW, _NARROWEST = 1280, 1024
_LEAST_TEXT = 130  # what the text keeps of a low window, before the figures over it
_LONGEST_TITLE = 110
_SIGNED = (Shape("checkmark_circle", "gr"), "Đã ký")
_DRAFT = (Shape("edit", "am"), "Chưa ban hành")
_EMPTY_ACTS = (
    Act("import", "arrow_import", "Nhập kế hoạch từ tệp", "Word, PDF có chữ, hoặc văn bản thuần", "Ctrl+I"),
    Act("paste", "document_text", "Dán nội dung kế hoạch", "Chép trong Word, trên thư hoặc trang tin rồi bấm vào đây"),
    Act("sample", "lightbulb", "Xem kế hoạch mẫu", "Một xã không có thật; xem xong đóng lại, không ảnh hưởng gì"),
)
_NO_RECORDS = "Đoạn này không sinh ra mục nào và không nhắc đơn vị nào."
_NO_TEXT = "Kế hoạch này gõ tay, không có toàn văn. Nhập tệp Word (Ctrl+I) để có từng đoạn."
_KINDS = {"tasks": "task", "units": "unit", "indicators": "indicator"}  # of the records in each tab
_PLAN_ENDINGS = (".docx", ".pdf", ".txt", ".md")


class PlanTab(Tab):
    """Jumps it understands: a paragraph, or any record that came from one."""

    key = "plan"
    title = "Kế hoạch"
    icon = "document_text"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._text: PlanText | None = None
        self._placed = self._narrow = False
        self.strip = Strip(self.theme)
        self.tree = SectionTree(self.theme)
        self.text = TextView(self.theme)
        self.records = RecordRows(self.theme)
        self.folds = PaperFolds(self.theme)
        self.splitter = Splitter(self.settings, "plan")
        for pane in (self._make_tree_pane(), self._make_text_pane(), self._make_records_pane()):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.splitter, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(self._make_empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.text)
        self._connect()

    # --- parts ---

    def _make_tree_pane(self) -> QWidget:
        pane = self._tree_pane = ground(QWidget(), "base")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 3, 0, 0)
        column.setSpacing(4)
        self.finder = SearchField(self.theme, "Tìm trong kế hoạch")
        box = QHBoxLayout()
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.finder)
        column.addLayout(box)
        column.addWidget(rule("line"))
        column.addWidget(self.tree, 1)
        return pane

    def _make_text_pane(self) -> QWidget:
        pane = ground(QWidget(), "base")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 3, 12, 3)
        head.setSpacing(8)
        self.name = ElidedWords(self.theme, bold=True)
        self.pill = Pill(self.theme, *_SIGNED, bold=True)
        self.print_button = Button(self.theme, "In", icon="print", tip="In kế hoạch")
        head.addWidget(self.name, 0)
        head.addWidget(self.pill)
        head.addStretch(1)
        self.compare_button = Button(self.theme, "So với bản trước", icon="document_search")
        self.compare_button.clicked.connect(self.compare_requested)
        head.addWidget(self.compare_button)
        head.addWidget(self.print_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        self.place = Words(self.theme, "", role="small", tone="tx2")
        foot.addWidget(Legend(self.theme))
        foot.addStretch(1)
        foot.addWidget(self.place)
        column.addLayout(head)
        column.addWidget(rule("line"))
        column.addWidget(self.text, 1)
        column.addWidget(rule("line"))
        column.addLayout(foot)
        return pane

    def _make_records_pane(self) -> QWidget:
        pane = self._records_pane = ground(QWidget(), "base")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 3, 8, 3)
        self.records_title = Words(self.theme, "", bold=True)
        self.add_button = Button(self.theme, "Thêm từ đoạn này", kind="flat", icon="add", key="Ctrl+N", show_key=False)
        head.addWidget(self.records_title)
        head.addStretch(1)
        head.addWidget(self.add_button)
        self.nothing = Words(self.theme, _NO_RECORDS, tone="tx2", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        column.addLayout(head)
        column.addWidget(rule("line"))
        inner = QWidget()
        parts = QVBoxLayout(inner)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self.nothing)
        parts.addWidget(self.records, 1)
        parts.addWidget(rule("line2"))
        parts.addWidget(self.folds)
        self._records_area = scrolling(inner)
        column.addWidget(self._records_area, 1)
        return pane

    def _make_empty(self) -> QWidget:
        self.empty = EmptyState(
            self.theme, "Chưa có kế hoạch nào",
            "Đưa tệp Word của kế hoạch đã ký vào: toàn văn được giữ nguyên ở đây, từng đoạn đi cùng nhiệm vụ, chỉ tiêu "
            "và đơn vị sinh ra từ nó.",
            _EMPTY_ACTS, drop="Thả tệp Word của kế hoạch vào đây",
            drop_line=".docx, .pdf có chữ, .txt. Bản quét không có chữ thì chưa đọc được.", endings=_PLAN_ENDINGS,
        )  # fmt: skip
        acts = {"import": self.import_requested, "paste": self.paste_requested, "sample": self.sample_requested}
        self.empty.acted.connect(lambda key: acts[key].emit())
        self.empty.dropped.connect(self.files_dropped)
        return scrolling(self.empty)

    def _connect(self) -> None:
        self.strip.wanted.connect(self.jump_requested)
        self.records.wanted.connect(self.jump_requested)
        self.records.history_wanted.connect(self._ask_history)
        self.tree.tasks_wanted.connect(lambda key: self.jump_requested.emit(Jump("tasks", view=f"section:{key}")))
        self.text.menu_wanted.connect(self._text_menu)
        self.tree.chosen.connect(lambda key: self.text.go_to(key, top=True))
        self.text.paragraph_changed.connect(self._show_paragraph)
        self.text.opened.connect(self._open_first)
        self.finder.returnPressed.connect(lambda: self._find(self.finder.text()))
        self.finder.left.connect(self.text.setFocus)
        self.print_button.clicked.connect(lambda: self.export_requested.emit("ke-hoach", None))
        self.add_button.clicked.connect(self.add_new)
        self.folds.opened.connect(self._show_fold)
        self.folds.plan_edited.connect(self._edit_plan)
        self.folds.record_edited.connect(self._edit_record)
        self.folds.record_dropped.connect(self._drop_record)
        self.folds.record_added.connect(self._add_record)
        self.watch(self.theme.changed, self._repaint)

    # --- showing ---

    def show_dossier(self, workspace: Workspace) -> None:
        """The plan in force with its figures; the empty state while there is none."""
        dossier = workspace.dossier
        self._stack.setCurrentIndex(0 if dossier.plan is not None else 1)
        if dossier.plan is None:
            return
        standing = standing_of(workspace)
        self._text = PlanText(dossier)
        self.strip.show_standing(standing)
        self.tree.show_plan(dossier, standing.late_ids)
        self.text.show_text(self._text)
        self.folds.show_plan(dossier)
        self._show_head(workspace)
        self._show_paragraph(self.text.current())

    def _show_head(self, workspace: Workspace) -> None:
        plan = workspace.dossier.plan
        if plan is None:
            return
        signed = bool(plan.number and plan.issued_on)
        number = f"{plan.number}/{plan.symbol or 'KH-UBND'}" if plan.number else plan.title
        self.name.setText(f"KH {number}, ngày {format_date(plan.issued_on)}" if signed else number)
        self.pill.set_state(*(_SIGNED if signed else _DRAFT))
        self.compare_button.setVisible(workspace.earlier_plan_id is not None)

    def _show_paragraph(self, paragraph: Paragraph | None) -> None:
        """The right pane and the tree follow the paragraph."""
        there = paragraph is not None and self._text is not None
        groups = groups_of(self.workspace, self._text, paragraph) if paragraph is not None and self._text else []
        self.add_button.setEnabled(there)
        if self.records.show_groups(groups) and not self.folds.isAncestorOf(self.window().focusWidget() or self):
            self._records_area.verticalScrollBar().setValue(0)
        self.nothing.setVisible(not groups)
        self.nothing.setText(_NO_RECORDS if there else _NO_TEXT)
        if paragraph is None:
            self.records_title.setText("Chưa có toàn văn")
            self.place.setText("")
            return
        number = self.text.currentIndex().row() + 1
        self.records_title.setText(f"Sinh ra từ đoạn {format_number(number)}")
        count = format_number(len(self.workspace.dossier.paragraphs))
        self.place.setText(f"Đoạn {format_number(number)} / {count}")
        self.tree.follow(paragraph)

    def _open_first(self, _: Paragraph) -> None:
        """Enter on a paragraph: to its first record in the right pane, or straight to the only one."""
        self._show_paragraph(self.text.current())
        if len(self.records.rows) == 1:
            self.jump_requested.emit(self.records.rows[0].line.jump)
        elif self.records.rows:
            self.records.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_history(self, jump: Jump) -> None:
        self.history_requested.emit(_KINDS[jump.tab], jump.record_id or "")

    def _text_menu(self, at: QPoint) -> None:
        """What can be done with the current paragraph."""
        there = self.text.current() is not None
        lines = (
            ("Chép đoạn\tCtrl+C", lambda: press(self.text, COPY), there),
            ("Thêm nhiệm vụ từ đoạn này", lambda: self.add_from_paragraph("task"), there),
            ("Thêm chỉ tiêu từ đoạn này", lambda: self.add_from_paragraph("indicator"), there),
        )
        pop_up(self, at, lines)

    def place_to_return(self) -> Jump | None:
        paragraph = self.text.current()
        return Jump(self.key, record_id=paragraph.id) if paragraph is not None else None

    def show_jump(self, jump: Jump) -> None:
        """A paragraph by its id, the paragraph a task or indicator came from, or as view an outer part of the paper."""
        self.refresh()
        if jump.view and self.folds.open_fold(jump.view):
            return
        dossier, wanted = self.workspace.dossier, jump.record_id or ""
        task = dossier.task_by_id.get(wanted)
        indicator = next((found for found in dossier.indicators if found.id == wanted), None)
        source = task or indicator
        self.text.go_to((source.paragraph_id if source is not None else wanted) or "")
        self._show_paragraph(self.text.current())
        self.text.setFocus()

    def search(self, text: str) -> None:
        """Goes to the first paragraph from here on that has the words."""
        if text:
            self._find(text, after_current=False)

    def search_next(self, text: str) -> bool:
        self._find(text)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that no part had a use for leaves the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave_search()
        else:
            super().keyPressEvent(event)

    def _find(self, words: str, *, after_current: bool = True) -> None:
        if words.strip() and not self.text.find_words(words, after_current=after_current):
            self.messages.tell(f"Không có đoạn nào có “{words.strip()}”.")

    def _repaint(self) -> None:
        for widget in (self.text.viewport(), self.tree.viewport(), self.strip):
            widget.update()

    def _show_fold(self, fold: QWidget) -> None:
        """Scrolls to a fold that was opened, once it has its height."""
        QTimer.singleShot(0, fold, lambda: self._records_area.ensureWidgetVisible(fold, 0, 0))

    # --- editing ---

    def _edit_plan(self, field: str, text: str) -> None:
        from kehoach_desktop.services import editing

        plan_id = self.workspace.plan_id
        if plan_id is None:
            return

        def refuse(fault: UserFacingError) -> None:
            self.folds.refuse(field, str(fault))

        self.workspace.perform(
            "Sửa kế hoạch", editing.set_fields, "plan", plan_id, {field: plain(field, text)}, on_error=refuse
        )

    def _edit_record(self, kind: str, record_id: str, text: str) -> None:
        from kehoach_desktop.services import editing

        field = "name" if kind == "recipient" else "text"
        self.workspace.perform("Sửa", editing.set_fields, kind, record_id, {field: text})

    def _drop_record(self, kind: str, record_id: str) -> None:
        from kehoach_desktop.services import editing

        self.workspace.perform("Xóa", editing.delete_record, kind, record_id)

    def _add_record(self, kind: str, text: str) -> None:
        from kehoach_desktop.services import editing

        dossier = self.workspace.dossier
        rows = {"legal_basis": dossier.legal_bases, "recipient": dossier.recipients, "funding": dossier.funding}[kind]
        position = max((row.position for row in rows), default=-1) + 1
        field = "name" if kind == "recipient" else "text"
        facts = {"plan_id": self.workspace.plan_id, "position": position, field: text}
        self.workspace.perform("Thêm", editing.create_record, kind, facts)

    def add_new(self) -> None:
        """Ctrl+N: a task or an indicator from the current paragraph."""
        if self.text.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Nhiệm vụ từ đoạn này").triggered.connect(lambda: self.add_from_paragraph("task"))
        menu.addAction("Chỉ tiêu từ đoạn này").triggered.connect(lambda: self.add_from_paragraph("indicator"))
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def add_from_paragraph(self, kind: str) -> None:
        """A new record with the paragraph's words, standing behind the others of its section."""
        from kehoach_desktop.services import editing

        paragraph, dossier = self.text.current(), self.workspace.dossier
        if paragraph is None:
            return
        facts: dict[str, Any] = {
            "plan_id": self.workspace.plan_id, "section_id": paragraph.section_id, "paragraph_id": paragraph.id,
            "content": paragraph.text,
        }  # fmt: skip
        if kind == "task":
            number, position = next_task_place(dossier, paragraph.section_id)
            facts |= {"title": short_title(paragraph), "number": number, "position": position}
        else:
            position = max((indicator.position for indicator in dossier.indicators), default=-1) + 1
            facts |= {"name": short_title(paragraph), "position": position}
        self.workspace.perform("Thêm từ đoạn", editing.create_record, kind, facts)

    # --- the panes ---

    def toggle_pane(self) -> None:
        """F4: between the text and the right pane."""
        focus = self.window().focusWidget()
        if not self._records_pane.isVisible():
            self._records_pane.show()
        elif focus is not None and self._records_pane.isAncestorOf(focus):
            if self._narrow:
                self._records_pane.hide()
            self.text.setFocus()
            return
        target: QWidget = self.records.rows[0] if self.records.rows else self.add_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._place_panes()

    def _place_panes(self) -> None:
        """Tree and records keep their width, the text takes the rest; remembered widths win."""
        tree, right = self.grown(_TREE_WIDTH), self.grown(_RECORDS_WIDTH)
        self.splitter.place([tree, max(self.width() - tree - right - 10, 300), right])
        for pane in range(3):
            self.splitter.setStretchFactor(pane, int(pane == 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.grown(_NARROW)
        self._tree_pane.setVisible(self.width() >= self.grown(_NARROWEST))
        self.strip.setVisible(self.height() >= self.strip.height() + self.grown(_LEAST_TEXT))
        if narrow is not self._narrow:
            self._narrow = narrow
            self._records_pane.setVisible(not narrow)


def short_title(paragraph: Paragraph) -> str:
    """The first words of a paragraph up to its first sentence's end, as the short line of a record."""
    words = spoken(paragraph).removeprefix(paragraph.marker or "").strip()
    first = words.split(". ")[0].rstrip(".; ")
    return first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
