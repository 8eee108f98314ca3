"""The plan's headings as a tree, each with its late tasks and its count. Shows only."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Paragraph, Section
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.row_menu import menu_place, pop_up

Index = QModelIndex | QPersistentModelIndex
_TARGET = Qt.ItemDataRole.UserRole  # id of the paragraph to go to
_COUNTS = Qt.ItemDataRole.UserRole + 1
_FRONT, _BACK = "front", "back"
_BACK_KINDS = {"recipient", "recipient_head", "signature", "closing"}


@frozen
class Counts:
    """Of a section and all below it."""

    tasks: int = 0
    late: int = 0
    indicators: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(self.tasks + other.tasks, self.late + other.late, self.indicators + other.indicators)

    @property
    def words(self) -> str:
        """The count at the right end: tasks, or "12 ct" where a section has only indicators."""
        return str(self.tasks) if self.tasks else f"{self.indicators} ct" if self.indicators else ""


def section_counts(dossier: Dossier, late_ids: frozenset[str]) -> Mapping[str, Counts]:
    """Counts by section id, those of the sections below included."""
    tasks = Counter(task.section_id for task in dossier.tasks)
    late = Counter(task.section_id for task in dossier.tasks if task.id in late_ids)
    indicators = Counter(indicator.section_id for indicator in dossier.indicators)
    total: dict[str, Counts] = {}
    for section in reversed(dossier.sections):  # children come after their parents
        key = section.id
        own = Counts(tasks[key], late[key], indicators[key])
        total[key] = total.get(key, Counts()).plus(own)
        if section.parent_id:
            total[section.parent_id] = total.get(section.parent_id, Counts()).plus(total[key])
    return total


def heading(section: Section) -> str:
    """Number and title; a title all in capitals is calmed down."""
    title = section.title
    words = title.capitalize() if title.isupper() and len(title) > 5 else title
    number = (section.number or "").strip()
    if number and number[-1] not in ".)":
        number += "."
    return f"{number} {words}".strip()


class _Line(QStyledItemDelegate):
    def __init__(self, theme: Theme, tree: "SectionTree") -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.line + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRect(option.rect)
        painter.save()
        current = index == self._tree.currentIndex()
        right = rect.right() - 8
        counts = index.data(_COUNTS) or Counts()
        if counts.words:
            right = self._small(painter, counts.words, right, rect, "tx2")
        if counts.late:
            column = rect.right() - 8 - theme.advance("88 ct", "small") - 8
            right = self._small(painter, str(counts.late), column, rect, "re")
            painting.draw_icon(painter, theme, "warning", QPoint(right - 18, rect.center().y() - 7), "re", filled=True)
            right -= 22
        painter.setFont(theme.font(bold=current))
        painter.setPen(theme.color("tx"))
        room = max(right - rect.left() - 6, 20)
        words = theme.metrics(bold=current).elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(rect.left(), rect.top(), room + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _small(self, painter: QPainter, text: str, right: int, rect: QRect, tone: str) -> int:
        """Small words ending at a place; returns where they begin."""
        width = self._theme.advance(text, "small")
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color(tone))
        box = QRect(right - width, rect.top(), width + 2, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        return right - width


class SectionTree(QTreeWidget):
    """`chosen` carries the paragraph a heading stands in, `tasks_wanted` the id of a section."""

    chosen = Signal(str)
    tasks_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, QTreeWidgetItem] = {}
        self._parts: dict[str, str] = {}
        self._shown: tuple[object, ...] = ()
        self._quiet = False
        self.setAccessibleName("Mục của kế hoạch")
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Line(theme, self))
        self.currentItemChanged.connect(self._moved)

    def show_plan(self, dossier: Dossier, late_ids: frozenset[str]) -> None:
        """The headings of a plan; what was folded stays folded."""
        counts = section_counts(dossier, late_ids)
        shown = (dossier.sections, tuple(counts.items()))
        if shown == self._shown:
            return
        self._shown = shown
        folded = {key for key, item in self._items.items() if item.childCount() and not item.isExpanded()}
        current = self.currentItem()
        kept = next((key for key, item in self._items.items() if item is current), None)
        self._quiet = True
        self.clear()
        self._items = {}
        self._parts = parts_of(dossier)
        first: dict[str, str] = {}
        for paragraph_id, part in self._parts.items():
            first.setdefault(part, paragraph_id)
        self._add(None, _FRONT, "Phần đầu, căn cứ", first.get(_FRONT), Counts())
        for section in dossier.sections:
            parent = self._items.get(section.parent_id or "")
            self._add(parent, section.id, heading(section), first.get(section.id), counts.get(section.id, Counts()))
        if _BACK in first:
            self._add(None, _BACK, "Nơi nhận, người ký", first[_BACK], Counts())
        self.expandAll()
        for key in folded & self._items.keys():
            self._items[key].setExpanded(False)
        if kept in self._items:
            self.setCurrentItem(self._items[kept])
        self._quiet = False

    def _add(
        self, parent: QTreeWidgetItem | None, key: str, words: str, paragraph_id: str | None, counts: Counts
    ) -> None:
        item = QTreeWidgetItem([words])
        item.setData(0, _TARGET, paragraph_id)
        item.setData(0, _COUNTS, counts)
        parts = [words]
        if counts.tasks:
            parts.append(f"{counts.tasks} nhiệm vụ")
        if counts.late:
            parts.append(f"{counts.late} quá hạn")
        if counts.indicators:
            parts.append(f"{counts.indicators} chỉ tiêu")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(parts))
        item.setToolTip(0, ", ".join(parts))
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        self._items[key] = item

    def follow(self, paragraph: Paragraph) -> None:
        """Marks the heading a paragraph stands under, without moving the text."""
        item = self._items.get(self._parts.get(paragraph.id, _FRONT))
        if item is not None and item is not self.currentItem():
            self._quiet = True
            self.setCurrentItem(item)
            self._quiet = False

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet and item.data(0, _TARGET):
            self.chosen.emit(item.data(0, _TARGET))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, at = menu_place(self, event)
        item = self.itemFromIndex(index)
        if item is None:
            return
        section = next((key for key, found in self._items.items() if found is item), "")
        counts, target = item.data(0, _COUNTS) or Counts(), item.data(0, _TARGET)
        lines = [
            ("Đến đoạn của mục này", lambda: self.chosen.emit(target), bool(target)),
            ("Xem nhiệm vụ của mục này", lambda: self.tasks_wanted.emit(section), bool(counts.tasks)),
        ]
        if item.childCount():
            words = "Thu mục này lại" if item.isExpanded() else "Mở mục này ra"
            lines.append((words, lambda: item.setExpanded(not item.isExpanded()), True))
        pop_up(self, at, lines)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        current = index == self.currentIndex()
        painter.fillRect(rect, self._theme.color("sel" if current else "base"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._theme.color("ac"))
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self.model().rowCount(index):
            name = "chevron_down" if self.isExpanded(index) else "chevron_right"
            painting.draw_icon(painter, self._theme, name, QPoint(rect.right() - 15, rect.center().y() - 7), "tx2")

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""


def parts_of(dossier: Dossier) -> dict[str, str]:
    """Which part of the plan each paragraph stands in: paragraph id -> section id, front or back."""
    parts: dict[str, str] = {}
    begun = False
    for paragraph in dossier.paragraphs:
        if paragraph.section_id is not None and paragraph.kind not in _BACK_KINDS:
            begun = True
            parts[paragraph.id] = paragraph.section_id
        else:
            parts[paragraph.id] = _BACK if begun or paragraph.kind in _BACK_KINDS else _FRONT
    return parts
