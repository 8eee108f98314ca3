"""The report's own words as the tab sees them: the button, the bar over the pages, the finding, the editor's window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.domain.paper_checks import Severity
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.reports.checks import Check
from kehoach_desktop.ui.tabs.reports.page_marks import Words
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords

if TYPE_CHECKING:
    from kehoach_desktop.services.narratives import Part
    from kehoach_desktop.ui.narrative.window import NarrativeWindow

REPORT = "bao-cao"
WORDS = "narrative"  # a place of a jump that is no tab: the editor, at the part named as the record
_NARROW = 1280


class WordsBar(QWidget):
    """One line on a soft ground over the pages, with a word that leads to the editor."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 3, 12, 3)
        self.words = ElidedWords(theme, "")
        self.look = Button(theme, "Xem", kind="link", tip="Xem các số đã đổi trong lời văn", key="F2")
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("mark"))
        painter.fillRect(0, 0, 3, self.height(), self._theme.color("am"))


class ReportWords(QObject):
    """One for the tab; `holder` is what the key works in."""

    def __init__(self, desk: Desk, tab: QWidget, holder: QWidget) -> None:
        super().__init__(tab)
        self._desk, self._tab = desk, tab
        self._changed: Sequence[Part] = ()
        self._is_report = False
        self.editor: NarrativeWindow | None = None
        self.button = Button(
            desk.theme, "Sửa lời văn", icon="edit", tip="Sửa lời văn của báo cáo", key="F2", show_key=False
        )
        self.bar = WordsBar(desk.theme)
        self.button.clicked.connect(lambda _=False: self.open())
        self.bar.look.clicked.connect(lambda: self.open(self._changed[0].key if self._changed else None))
        shortcut = QShortcut(QKeySequence("F2"), holder, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.button.click)

    def show_form(self, form_id: str) -> None:
        """Only the report has words of its own."""
        self._is_report = form_id == REPORT
        self.button.setVisible(self._is_report)
        if not self._is_report:
            self.bar.hide()

    def fit(self, width: int) -> None:
        """A narrow window leaves the icon."""
        self.button.setText("" if width < _NARROW else "Sửa lời văn")
        self.button.updateGeometry()

    def show_changed(self, parts: "Sequence[Part]") -> None:
        """Says over the pages how much is other since the words were written."""
        self._changed = parts
        self.bar.words.setText(f"{_told(parts)}." if parts else "")
        self.bar.setVisible(self._is_report and bool(parts))

    def open(self, part: str | None = None) -> None:
        """Opens the editor, at a part where one is named; one that is open comes to the front."""
        workspace = self._desk.workspace
        if workspace.plan_id is None:
            return
        if self.editor is None or not self.editor.is_for(workspace.plan_id, workspace.period):
            from kehoach_desktop.ui.narrative.window import NarrativeWindow

            self.release()
            self.editor = NarrativeWindow(self._desk, workspace.period, self._tab.window())
            self.editor.showMaximized()
        if part is not None:
            self.editor.show_part(part)
        self.editor.raise_()
        self.editor.activateWindow()

    def release(self) -> None:
        """Saves what is being typed and lets the window go."""
        if self.editor is not None:
            self.editor.leave()
            self.editor = None


def marked_words(parts: "Sequence[Part]") -> list[Words]:
    """Every marked place of the changed parts, for the pages."""
    return [Words(part.lines[m.line].text, m.start, m.end) for part in parts for m in part.marks]


def changed_check(parts: "Sequence[Part]") -> list[Check]:
    """The finding of figures that changed after the words were written, none where none did."""
    if not parts:
        return []
    first = parts[0]
    change = next(iter((*first.taken, *first.open)))
    where = f"mục {first.number.rstrip('.')}" if first.number else f"phần {first.title.lower()}"
    told = f"{change.was} thành {change.now}" if change.was and change.now else change.now or change.was
    return [Check(WORDS, _told(parts), f"{told} ở {where}", Severity.WARNING, Jump(WORDS, record_id=first.key))]


def _told(parts: "Sequence[Part]") -> str:
    taken, left = sum(len(part.taken) for part in parts), sum(len(part.open) for part in parts)
    if not left:
        return f"{taken} số đã đổi sau khi sửa lời văn"
    if not taken:
        return f"{left} chỗ trong lời văn cần xem lại: số liệu đã đổi"
    return f"{taken} số đã đổi sau khi sửa lời văn, {left} chỗ cần xem lại"
