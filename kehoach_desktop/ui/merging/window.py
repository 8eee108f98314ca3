"""“Gộp tệp nhận về”: what files of other machines bring, decided record by record. Wires its parts; services decide the rules."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_date, format_number
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services import merge_twins, merging
from kehoach_desktop.services.merge_view import (
    Asks,
    Contest,
    MergeRow,
    MergeView,
    Part,
    source_name,
    view_of,
    view_of_open,
)
from kehoach_desktop.services.merge_words import typed_value
from kehoach_desktop.services.merging import Merged, MergePreview
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.merging.choices import Choices
from kehoach_desktop.ui.merging.pane import MergePane
from kehoach_desktop.ui.merging.record_list import GROUPS, columns, note_of
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Note, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule
from kehoach_desktop.ui.widgets.table import Table

MERGE_TITLE, OPEN_TITLE = "Gộp tệp nhận về", "Mâu thuẫn còn lại"
DELETE_ALL, KEEP_ALL = "Xóa tất cả", "Không xóa"
_KEYS = (
    ("F8", "mâu thuẫn kế tiếp"), ("Ctrl+1", "giữ của máy này"), ("Ctrl+2", "lấy của tệp"), ("F2", "giá trị khác"),
)  # fmt: skip
_LIST_WIDTH, _LEAST_LIST = 322, 240
_PAD = 14


class MergeWindow(SideWindow):
    """Shows a preview, or the conflicts left open. `history_requested` carries kind and id of a record."""

    history_requested = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, MERGE_TITLE, _KEYS, parent=parent)
        self.choices = Choices()
        self.preview: MergePreview | None = None
        self.view = MergeView(())
        self._pairs: list[MergeRow] = []  # asked after the merge too
        self._busy = False
        self._done = False
        self._make_parts()
        self._wire()

    # --- building ---

    def _make_parts(self) -> None:
        theme = self.theme
        self.counts = [Words(theme, "") for _ in range(8)]
        for place, words in enumerate(self.counts):
            if place % 2 == 0:
                self.tools.addSpacing(8)
            self.tools.addWidget(words)
        self.refused_note = Note(theme, tone="re", icon="error_circle")
        self.files_note = Note(theme, tone="am", icon="warning")
        self.deletions_note = Note(theme, tone="am", icon="warning", acts=(KEEP_ALL, DELETE_ALL))
        for note in (self.refused_note, self.files_note):
            self.body.addWidget(note)
            note.hide()
        self.notes_line = rule("line2")
        self.body.addWidget(self.notes_line)
        self.model: RowsModel[MergeRow] = RowsModel(columns(self.choices), parent=self)
        self.model.set_groups(lambda row: GROUPS[row.part], note_of(self.choices))
        self.table = Table(theme, "merging", self.desk.settings, two_lines=True)
        self.table.setAccessibleName("Các bản ghi")
        self.table.set_model(self.model)
        self.table.horizontalHeader().hide()
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = ground(QWidget(), "base")
        left.setMinimumWidth(_LEAST_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.deletions_note)
        column.addWidget(self.table, 1)
        self.pane = MergePane(theme, self.choices)
        self.nothing = Words(theme, "", tone="tx2", wrap=True)
        self.nothing.setContentsMargins(_PAD + 2, 16, _PAD, 16)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = ground(QWidget(), "base")
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pane, 1)
        row.addWidget(self.nothing, 1)
        self.splitter = Splitter(self.desk.settings, "merging", last_width=1366 - _LIST_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.body.addWidget(self.splitter, 1)
        self.take_button = Button(theme, "Gộp", kind="primary", key="Ctrl+Enter")
        self.acts.addWidget(self.take_button)

    def _wire(self) -> None:
        self.table.current_record_changed.connect(self._show_row)
        self.table.record_opened.connect(lambda _: self.pane.focus_current())
        self.table.clicked.connect(self._clicked)
        self.table.installEventFilter(self)
        self.table.escaped.connect(self.close)
        self.table.wrong_wanted.connect(self.go_to_open)
        self.pane.chosen.connect(self._choose)
        self.pane.written.connect(self._write)
        self.pane.history_requested.connect(self.history_requested)
        self.take_button.clicked.connect(self.apply)
        self.deletions_note.acted.connect(self._answer_deletions)
        self.desk.workspace.dossier_changed.connect(self._file_changed)
        self.desk.background.progressed.connect(self._tell_progress)
        self.theme.changed.connect(self.table.viewport().update)

    # --- showing ---

    def show_preview(self, shown: MergePreview) -> None:
        """What files would do; nothing is written before the button is pressed."""
        self.preview, self._pairs, self._done = shown, [], False
        self.choices.clear()
        self.show_title(MERGE_TITLE)
        self._read()

    def show_open(self, record: tuple[str, str] | None = None) -> None:
        """The conflicts that earlier merges left; with kind and id, at that record."""
        if self.preview is not None and self.isVisible():
            return
        self.preview, self._pairs, self._done = None, [], False
        self.choices.clear()
        self.show_title(OPEN_TITLE)
        self._read(record)

    def _read(self, record: tuple[str, str] | None = None) -> None:
        preview = self.preview

        def question(office_file: Any) -> tuple[MergePreview | None, MergeView]:
            if preview is None:
                return None, view_of_open(office_file)
            again = merging.plan_again(office_file, preview)
            return again, view_of(office_file, again)

        def take(found: tuple[MergePreview | None, MergeView]) -> None:
            if self.preview is preview:
                self.preview = found[0]
                self._take(found[1], record)

        self.ask(question, take, "Xếp các thay đổi")

    def _take(self, view: MergeView, record: tuple[str, str] | None = None) -> None:
        first = not self.view.rows or record is not None
        self.view = MergeView((*view.rows, *self._pairs), view.new, view.changed, view.deleted)
        asks = self.preview is not None and self.preview.asks_about_deletions
        self.choices.adopt(self.view, keeps_deleted=asks)
        self.deletions_note.setVisible(asks)
        self.deletions_note.set_text(
            f"Tệp nhận về xóa {view.deleted} bản ghi, có thể do nhầm. Phím cách để đánh dấu bản ghi cần xóa."
        )
        for part in (Part.CHANGED, Part.NEW):
            if first and len(view.of(part)) < len(view.rows):
                self.model.fold(part.name, folded=True)
        self.model.set_records(self.view.rows)
        self._show_files()
        self._show_counts()
        rows = [r for r in self.view.rows if record and any(_is_about(c, record) for c in r.contests)]
        if rows:
            self.table.select_record(rows[0].id)
        self._show_row(self.table.current_record())
        is_empty = not self.view.rows
        self.pane.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self.nothing.setText(self._nothing_words())
        self.table.setFocus()

    def _nothing_words(self) -> str:
        if self.preview is None:
            return "Không còn mâu thuẫn nào chưa quyết định."
        return "Các tệp này không có gì mới." if self.preview.received else "Không tệp nào nhận được."

    def _show_files(self) -> None:
        preview = self.preview
        if preview is None:
            self.facts.setText("Giá trị của máy này đang dùng; chọn để quyết định")
            for part in (self.refused_note, self.files_note, self.notes_line):
                part.hide()
            return
        count = len(preview.received)
        names = ", ".join(source_name(office) for office in preview.received)
        self.facts.setText(f"{count} tệp: {names}. Chưa có gì thay đổi cho đến khi bấm Gộp" if count else "")
        refused = [f"{one.path.name}: không nhận. {one.fault.cause} {one.fault.remedy}" for one in preview.refused]
        self.refused_note.set_text("\n".join(refused))
        self.refused_note.setVisible(bool(refused))
        told = [
            f"{o.received.name}: đã nhập ngày {_day(preview.known[o.received.sha256])}, không có gì mới."
            for o in preview.received
            if o.received.sha256 in preview.known
        ]
        told += [
            f"{o.received.name} là bản sao chép tay, không có mã kiểm của nút Chép ra USB; xem kỹ trước khi gộp."
            for o in preview.received
            if o.manifest is None and o.received.sha256 not in preview.known
        ]
        self.files_note.set_text("\n".join(told))
        self.files_note.setVisible(bool(told))
        self.notes_line.setVisible(bool(told or refused))

    def _show_counts(self) -> None:
        view, preview = self.view, self.preview
        conflicts = len(view.conflicts)
        parts = [(conflicts, "mâu thuẫn", "am")]
        if preview is not None:
            parts = [
                (view.new, "mới", "tx"),
                (view.changed, "đổi, gộp được", "tx"),
                (view.deleted, "xóa", "tx"),
                *parts,
            ]
        for place, (figure, words) in enumerate(zip(self.counts[::2], self.counts[1::2], strict=True)):
            count, what, tone = parts[place] if place < len(parts) else (0, "", "tx")
            shown = place < len(parts) and (count > 0 or tone == "tx")
            figure.setText(format_number(count) if shown else "")
            words.setText(what if shown else "")
            figure.set_bold(bold=True)
            words.set_bold(bold=tone == "am")
            for one, usual in ((figure, "tx"), (words, "tx2")):
                one.set_tone(tone if tone == "am" else usual)
                one.setVisible(shown)
        self._show_foot()

    def _show_foot(self) -> None:
        preview, view = self.preview, self.view
        decided = self.choices.decided_count(view)
        left = len(self.choices.open_of(view.conflicts))
        is_quiet = preview is None or preview.is_quiet
        count = len(preview.received) if preview is not None else 0
        self.take_button.setText(_write_words(decided) if is_quiet else f"Gộp {count} tệp")
        self.take_button.updateGeometry()
        self.take_button.setEnabled(
            not self._busy and (decided > 0 if is_quiet else True) and not self.desk.workspace.read_only
        )
        self.close_button.setText("Đóng" if is_quiet and not decided else "Bỏ, không gộp" if preview else "Bỏ")
        self.close_button.updateGeometry()
        if left:
            self.say(f"Còn {left} ô chưa chọn: giữ giá trị đang có, ghi dấu để quyết định sau", "tx2")
        else:
            self.say("Đã chọn đủ." if view.conflicts else "", "gr")

    def _show_row(self, row: MergeRow | None) -> None:
        if row is not self.pane.row:
            self.pane.show_row(row)

    # --- answering ---

    def _choose(self, contest: Contest, side: int) -> None:
        self.choices.choose(contest, side)
        self._answered()

    def _write(self, contest: Contest, text: str) -> None:
        try:
            value = typed_value(contest.key.kind, contest.field or "", text)
        except BadValue as fault:
            self.say(str(fault), "re")
            return
        self.choices.write(contest, value, text)
        self._answered()
        self.pane.focus_current()

    def _answered(self) -> None:
        self.model.set_records(self.view.rows)
        self.pane.show_answers()
        self._show_foot()

    def _answer_deletions(self, answer: str) -> None:
        self.choices.delete_all(self.view, deletes=answer == DELETE_ALL)
        self._answered()
        self.table.setFocus()

    def _turn_over(self, row: MergeRow | None) -> None:
        """A deletion's tick."""
        if row is not None and row.part is Part.DELETED:
            answer = self.choices.of(row.contests[0])
            self._choose(row.contests[0], 0 if answer is not None and answer.value else 1)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 1:
            self._turn_over(self.model.record_at(index.row()))

    def go_to_open(self, by: int) -> None:
        """F8: the next question without an answer, in this record or a later one; round again."""
        if self.pane.next_open(by):
            return
        asked = (Part.CONFLICT, Part.TWIN)
        rows = [row for row in self.view.rows if row.part in asked and self.choices.open_of(row.contests)]
        if not rows:
            self.say("Không còn ô nào chưa chọn.", "gr")
            return
        places = {row.id: place for place, row in enumerate(self.view.rows)}
        here = places.get(self.pane.row.id, -1) if self.pane.row else -1
        ahead = [row for row in rows if (places[row.id] > here if by > 0 else places[row.id] < here)]
        row = (ahead or rows)[0 if by > 0 else -1]
        self.table.select_record(row.id)
        self.pane.show_row(row)
        self.pane.focus_current()

    # --- applying ---

    def apply(self) -> None:
        """Takes the files in and writes the decisions; the window stays for what is still to be asked."""
        if self._busy or not self.take_button.isEnabled():
            return
        self._busy = True
        self._show_foot()
        view, preview, workspace = self.view, self.preview, self.desk.workspace
        decisions = self.choices.decisions(view)
        joined, apart = (self.choices.pairs(view, joined=wish) for wish in (True, False))
        answered = {*joined, *apart}
        waiting = [row for row in view.of(Part.TWIN) if (row.key, row.other) not in answered]

        def done(result: Any) -> None:
            self._busy, self._done = False, True
            _remember_apart(self.desk, apart)
            for keep, other in joined:
                workspace.perform("Gộp làm một", merge_twins.make_one, keep, other.id)
            self._applied(view, preview, result, waiting)

        def failed(fault: UserFacingError) -> None:
            self._busy = False
            self._show_foot()
            self.say(str(fault), "re")

        if preview is not None and preview.received:
            spare, folder = self.choices.spared(view), self.desk.settings.get("backup/folder")
            workspace.perform(
                "Đang gộp", merging.merge, preview, decisions, spare=spare, backup_folder=Path(folder) if folder else None,
                with_progress=True, on_done=done, on_error=failed
            )  # fmt: skip
        else:
            workspace.perform("Ghi lựa chọn", merging.decide_open, decisions, on_done=done, on_error=failed)

    def _applied(
        self, view: MergeView, preview: MergePreview | None, result: Any, waiting: Sequence[MergeRow]
    ) -> None:  # fmt: skip
        messages, left = self.desk.messages, len(self.desk.workspace.dossier.conflicts)
        if isinstance(result, Merged) and preview is not None and not preview.is_quiet:
            messages.step(_merged_words(view, preview, result, left, len(self.choices.spared(view))), undoable=False)
            if left:
                messages.offer(Link("Xem mâu thuẫn", self.reopen))
        self.preview, self._pairs = None, list(waiting)
        self.choices.clear()
        if waiting:
            self.show_title(OPEN_TITLE)
            self._read()
        else:
            self.close()

    reopen: Callable[[], None] = lambda: None  # set by who opens the window

    def _file_changed(self, _: object) -> None:
        if not self.desk.workspace.is_open:
            self._done = True
            self.close()
        elif self.isVisible() and not self._busy:
            self._read()

    def _tell_progress(self, view: Any) -> None:
        if self._busy and self.isVisible() and view is not None:
            self.say(f"{view.label}…", "ac")

    # --- window ---

    def focus_first(self) -> None:
        self.table.setFocus()

    def stops(self) -> list[QWidget]:
        boxes: list[QWidget] = [block.boxes[0] for block in self.pane.blocks[:1]]
        return [self.table, *boxes, self.pane.own]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space turns a deletion over; the table itself would only choose the row."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if watched is self.table and pressed == Qt.Key.Key_Space:
            self._turn_over(self.table.current_record())
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_F8:
                self.go_to_open(-1 if shift else 1)
            case key if control and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                self._show_row(self.table.current_record())  # the pane may lag behind the list
                self.pane.choose(key - Qt.Key.Key_1)
            case Qt.Key.Key_F2:
                self._show_row(self.table.current_record())
                if not self.pane.start_writing():
                    self.say("Ô này chỉ chọn một trong các giá trị đang thấy.", "am")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.apply()
            case _:
                super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Answers not yet written are asked about; files alone can be read again."""
        if self._busy:
            event.ignore()
            return
        chosen = self.choices.decided_count(self.view)
        if chosen and not self._done and self.isVisible():
            text = f"{chosen} lựa chọn chưa ghi sẽ mất."
            if not self.desk.messages.confirm("Bỏ, không gộp", text, "Bỏ", "Ở lại"):
                event.ignore()
                return
        self.preview, self.view, self._pairs = None, MergeView(()), []
        self.choices.clear()
        super().closeEvent(event)


def _write_words(decided: int) -> str:
    return f"Ghi {decided} lựa chọn" if decided else "Ghi lựa chọn"


def _is_about(contest: Contest, record: tuple[str, str]) -> bool:
    return contest.asks in (Asks.FIELD, Asks.LIFE) and tuple(contest.key) == record


def _day(moment: str) -> str:
    return format_date(datetime.fromisoformat(moment).date())


def _merged_words(view: MergeView, preview: MergePreview, merged: Merged, left: int, spared: int) -> str:
    deleted = view.deleted - spared
    counts = [(view.new, "mới"), (view.changed, "ô đổi"), (deleted, "xóa"), (left, "mâu thuẫn còn lại")]
    words = ", ".join(f"{format_number(count)} {word}" for count, word in counts if count) or "không có gì đổi"
    backup = f". Sao lưu: {merged.backup.name}" if merged.backup is not None else ""
    return f"Đã gộp {len(preview.received)} tệp: {words}{backup}"


def _remember_apart(desk: Desk, pairs: Sequence[tuple[Any, Any]]) -> None:
    """Pairs that are not one are not asked about again, here and in the tab of units."""
    if pairs:
        path = str(desk.workspace.path)
        known = {frozenset(pair) for pair in desk.settings.get("units/apart/", path) or ()}
        known |= {frozenset((keep.id, other.id)) for keep, other in pairs}
        desk.settings.set("units/apart/", [sorted(pair) for pair in known], path)
