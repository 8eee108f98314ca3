"""The window in which the report's words are written: parts left, text right; saves a part when it is left. Decides no rule.

Words are never lost: what is being typed is kept in the file after a moment of rest, leaving a part saves it, and a
window that could not save does not close.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.narrative import canonical, markup, parse
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import narratives
from kehoach_desktop.services.narratives import Part, Unfinished
from kehoach_desktop.ui.background import Progress
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.narrative.change_box import ChangeBox
from kehoach_desktop.ui.narrative.part_list import PartList, PartRow
from kehoach_desktop.ui.narrative.text_edit import NarrativeEdit
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule

_REST_MS = 1500  # after so long without a key the words typed are kept against a crash
_LIST, _TEXT = 340, 1021
_HINT = "Sửa xong phần nào lưu phần ấy; số liệu đổi thì lời văn vẫn giữ"


class NarrativeWindow(QWidget):
    """Over the report of one plan and period of the open file."""

    def __init__(self, desk: Desk, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        desk.theme.dress(self)
        self._desk = desk
        self._period = period
        self._plan_id = desk.workspace.plan_id or ""
        self._parts: dict[str, Part] = {}
        self._current: Part | None = None
        self._shown = ""  # the markup the field was filled with
        self._over = ""  # the draft those words are written over
        self._wanted: str | None = None
        self._unfinished: dict[str, Unfinished] = {}
        self._busy = 0
        self._closing = self._closed = False
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._keep)
        self.setWindowTitle(f"Sửa lời văn báo cáo {period.phrase}")
        self.setMinimumSize(680, 400)
        self.resize(1366, 698)
        ground(self, "win")
        self._build()
        desk.workspace.dossier_changed.connect(self._dossier_changed)
        desk.workspace.closed.connect(self._file_closed)
        desk.workspace.ask(
            lambda office: narratives.unfinished(office, self._plan_id, period.id), self._take_unfinished
        )
        self.reload()

    # --- building ---

    def _build(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(rule("line2"))
        self.list = PartList(theme, self._desk.settings)
        self.list.setMinimumWidth(200)
        self.list.chosen.connect(self.show_part)
        self.splitter = Splitter(self._desk.settings, "narrative", last_width=_TEXT)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self._make_text())
        self.splitter.place([_LIST, _TEXT])
        self.splitter.setChildrenCollapsible(False)
        column.addWidget(self.splitter, 1)
        column.addWidget(rule("line2"))
        column.addWidget(self._make_foot())

    def _make_head(self) -> QWidget:
        theme, head = self._desk.theme, ground(QWidget(), "win")
        head.setFixedHeight(theme.sizes.dialog_head)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 4, 12, 4)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedWords(theme, f"Lời văn báo cáo {self._period.phrase}", role="pane", bold=True)
        plan = self._desk.workspace.dossier.plan
        self.facts = ElidedWords(theme, plan.title if plan else "", role="small", tone="tx2")
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addStretch(1)
        row.addLayout(words, 1)
        return head

    def _make_text(self) -> QWidget:
        theme, pane = self._desk.theme, ground(QWidget(), "base")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 5, 12, 5)
        head.setSpacing(6)
        self.part_title = ElidedWords(theme, "", bold=True)
        self.state = Words(theme, "", role="small", tone="tx2")
        self.bold_button = Button(theme, "Đậm", small=True, tip="Chữ đậm", key="Ctrl+B", show_key=False)
        self.bullet_button = Button(
            theme, "Gạch đầu dòng", small=True, tip="Gạch đầu dòng, dấu cộng, đoạn thường", key="Ctrl+L", show_key=False
        )
        for button in (self.bold_button, self.bullet_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit = NarrativeEdit(theme)
        self.edit.typed.connect(self._typed)
        self.edit.currentCharFormatChanged.connect(lambda _: self._show_looks())
        self.edit.cursorPositionChanged.connect(self._show_looks)
        self.bold_button.setCheckable(True)
        self.bullet_button.setCheckable(True)
        self.bold_button.clicked.connect(lambda: (self.edit.toggle_bold(), self._show_looks()))
        self.bullet_button.clicked.connect(lambda: (self.edit.turn_bullets(), self._show_looks()))
        for part in (self.part_title, self.state, self.bold_button, self.bullet_button):
            head.addWidget(part)
        self.changes = ChangeBox(theme)
        self.changes.accepted.connect(self.accept_figures)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.edit, 1)
        column.addWidget(self.changes)
        return pane

    def _make_foot(self) -> QWidget:
        theme, foot = self._desk.theme, ground(QWidget(), "win")
        foot.setFixedHeight(theme.sizes.dialog_foot)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self.hint = ElidedWords(theme, _HINT, role="small", tone="tx2")
        self.reset_button = Button(
            theme, "Về dự thảo", tip="Bỏ lời văn của phần này, lấy lại bản dự thảo; hoàn tác được"
        )
        self.reset_button.clicked.connect(self.reset)
        self.done_button = Button(theme, "Xong", kind="primary", tip="Lưu và đóng", key="Esc", show_key=False)
        self.done_button.clicked.connect(self.close)
        row.addWidget(self.hint, 1)
        row.addWidget(self.reset_button)
        row.addWidget(self.done_button)
        return foot

    # --- parts ---

    def reload(self) -> None:
        """Reads the parts anew from the dossier in sight, on the worker."""
        workspace = self._desk.workspace
        if workspace.plan_id != self._plan_id:
            return
        dossier, window, today = workspace.dossier, workspace.window_of(self._period), workspace.today

        def work(_: Progress) -> list[Part]:
            return narratives.parts(dossier, window, on=today)

        self._desk.background.run(work, on_done=self._take_parts, progress_label="Đang lập dự thảo")

    def _take_parts(self, parts: list[Part]) -> None:
        if self._closed:
            return
        self._parts = {part.key: part for part in parts}
        self._show_list()
        current = self._parts.get(self._current.key) if self._current else None
        if current is None:
            wanted = self._wanted if self._wanted in self._parts else next(iter(self._parts), None)
            if wanted is not None:
                self.show_part(wanted)
        elif self.is_dirty:
            self._current = current  # what is being typed goes on over the draft it was begun on
        elif self.text == canonical(current.text):
            self._current, self._shown, self._over = current, current.text, current.base
            self.edit.set_marks(current.marks)
            self.changes.show_part(current)
            self._show_state()
        else:
            self._fill(current)

    def _show_list(self) -> None:
        unsaved = set(self._unfinished)
        if self._current is not None and self.is_dirty:
            unsaved.add(self._current.key)
        self.list.show_rows([PartRow(part, part.key in unsaved) for part in self._parts.values()])

    def show_part(self, key: str) -> None:
        """Goes to a part; what was typed in the one that is left is saved."""
        self._wanted = key
        if key in self._parts:
            self.list.choose(key)
        if key not in self._parts or (self._current is not None and self._current.key == key):
            return
        self.save()
        self._fill(self._parts[key])
        self.edit.setFocus()

    def _fill(self, part: Part) -> None:
        """Shows a part: what was typed and not saved, or its words with the figures of today."""
        again = self._current is not None and self._current.key == part.key
        place = self.edit.textCursor().position() if again else 0
        self._current, self._shown, self._over = part, part.text, part.base
        kept = self._unfinished.get(part.key)
        self.edit.set_lines(parse(kept.text) if kept else part.lines, () if kept else part.marks)
        if kept is not None:
            self._over = kept.over
            self.say(f"Lấy lại lời văn chưa lưu lúc {kept.saved_at:%H:%M %d/%m}. Về dự thảo nếu không dùng.", "am")
        cursor = self.edit.textCursor()
        cursor.setPosition(min(place, self.edit.document().characterCount() - 1))
        self.edit.setTextCursor(cursor)
        self.edit.setReadOnly(self._desk.workspace.read_only or part.is_gone)
        self.changes.show_part(part)
        self.part_title.setText(PartRow(part).title)
        self._show_state()
        self._show_looks()

    # --- state ---

    @property
    def text(self) -> str:
        """The markup of what stands in the field."""
        return markup(self.edit.lines())

    @property
    def is_dirty(self) -> bool:
        """Whether the field holds words the file does not."""
        return self._current is not None and self.text != canonical(self._shown)

    def _typed(self) -> None:
        if self._current is not None:
            self._rest.start()
            self._show_state()
            if self.hint.text() != _HINT and not self._unfinished.get(self._current.key):
                self.say(_HINT)

    def _show_state(self) -> None:
        part, dirty = self._current, self.is_dirty
        if part is None:
            return
        self.state.setText("Chưa lưu" if dirty else "Đã lưu" if part.is_edited else "Dự thảo")
        self.state.set_tone("am" if dirty else "gr" if part.is_edited else "tx2")
        writable = not self._desk.workspace.read_only
        self.reset_button.setEnabled(writable and (part.is_edited or dirty))
        self.changes.accept.setEnabled(writable)

    def _show_looks(self) -> None:
        self.bold_button.setChecked(self.edit.is_bold)
        self.bullet_button.setChecked(bool(self.edit.kind.value))
        for button in (self.bold_button, self.bullet_button):
            button.setEnabled(not self.edit.isReadOnly())

    def say(self, words: str, tone: str = "tx2") -> None:
        """The sentence in the foot."""
        self.hint.setText(words)
        self.hint.set_tone(tone)

    # --- saving ---

    def save(self) -> None:
        """Writes what was typed in the current part; nothing happens where nothing was."""
        self._rest.stop()
        part = self._current
        if part is None or not self.is_dirty or self.edit.isReadOnly():
            return
        text, over = self.text, self._over
        self._shown = text
        self._unfinished.pop(part.key, None)
        self._act(narratives.write, part.key, text, over=over, on_error=partial(self._not_saved, part.key, text, over))
        self._forget(part.key)

    def _act(self, verb: Any, key: str, *args: Any, on_error: Any = None, **more: Any) -> None:
        """A verb on one part, on the worker; the window waits with closing until it is done."""
        self._busy += 1

        def done(_: Any) -> None:
            self._busy -= 1
            self._go_on_closing()

        def failed(fault: UserFacingError) -> None:
            self._busy -= 1
            self._closing = False
            (on_error or self._refuse)(fault)

        self._desk.workspace.perform(
            "Đang lưu lời văn", verb, self._period.id, key, *args, plan_id=self._plan_id, on_done=done, on_error=failed, **more
        )  # fmt: skip

    def _not_saved(self, key: str, text: str, over: str, fault: UserFacingError) -> None:
        """The words stay: in the field if it still shows them, else among the unfinished."""
        self._unfinished[key] = Unfinished(key, text, over, self._desk.workspace.now)
        if self._current is not None and self._current.key == key:
            self._shown = self._current.text
            self._show_state()
        self._show_list()
        self._refuse(fault)

    def _refuse(self, fault: UserFacingError) -> None:
        self.say(f"{fault.cause} {fault.remedy}".strip(), "re")

    def _keep(self) -> None:
        """Puts what is being typed aside against a crash."""
        part = self._current
        if part is not None and self.is_dirty and not self.edit.isReadOnly():
            self._desk.workspace.perform(
                "Giữ lời văn", narratives.keep_unfinished, self._plan_id, self._period.id, part.key, self.text, self._over
            )  # fmt: skip

    def _forget(self, key: str) -> None:
        self._desk.workspace.perform(
            "Lưu lời văn", narratives.drop_unfinished, self._plan_id, self._period.id, key
        )  # fmt: skip

    def _take_unfinished(self, found: list[Unfinished]) -> None:
        self._unfinished = {words.part: words for words in found}
        if found and self._parts:
            self._show_list()
            if self._current is not None and not self.is_dirty and self._current.key in self._unfinished:
                self._fill(self._current)

    # --- acts ---

    def accept_figures(self) -> None:
        """The figures of today become part of her words; what was open counts as seen."""
        if self._current is not None:
            self.save()
            self._act(narratives.accept_figures, self._current.key)

    def reset(self) -> None:
        """Back to the draft; what was typed is saved first, so that undoing brings it back."""
        part = self._current
        if part is None:
            return
        if part.key in self._unfinished:
            del self._unfinished[part.key]
            self._forget(part.key)
            self.say(_HINT)
        self.save()
        self._act(narratives.reset, part.key)

    # --- window ---

    def is_for(self, plan_id: str, period: Period) -> bool:
        """Whether this window is open over the report of a plan and period."""
        return not self._closed and (plan_id, period) == (self._plan_id, self._period)

    def _dossier_changed(self, _: Any) -> None:
        if self._desk.workspace.plan_id == self._plan_id:
            self.reload()
        elif self._desk.workspace.is_open:
            self.close()

    def _file_closed(self) -> None:
        """The file was left; what was typed last was put aside a moment ago."""
        self._current = None
        self.close()

    def _go_on_closing(self) -> None:
        if self._closing and not self._busy and not self._closed:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        if self._busy:
            self._closing = True
            event.ignore()
            return
        self._let_go()
        super().closeEvent(event)

    def leave(self) -> None:
        """Goes at once, with the program or for another report; what was typed is on its way into the file."""
        self.save()
        self._let_go()
        self.hide()

    def _let_go(self) -> None:
        if not self._closed:
            self._closed = True
            self._desk.workspace.dossier_changed.disconnect(self._dossier_changed)
            self._desk.workspace.closed.disconnect(self._file_closed)

    def changeEvent(self, event: QEvent) -> None:
        """Turning to another window saves: there the file may be closed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F6:
            (self.list.table if self.edit.hasFocus() else self.edit).setFocus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.edit.setFocus()
