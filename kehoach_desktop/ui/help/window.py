"""The help window: pages at the left, the one in hand at the right; search without accents, links, going back."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.help import pages
from kehoach_desktop.ui.help.page import PageView
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button

_KEYS = (("Ctrl+F", "tìm"), ("Alt+Trái", "trang trước"), ("Ctrl +", "chữ to hơn"))
_LIST_PAD = 14
_LIST_WIDTH, _PAGE = 220, Qt.ItemDataRole.UserRole


class _PageLine(QStyledItemDelegate):
    """A title in the list, as rows look in every table: the chosen one with its bar."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("sel" if chosen else "base"))
        if chosen:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), theme.color("ac"))
        room = rect.adjusted(_LIST_PAD, 0, -8, 0)
        words = theme.metrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class HelpWindow(SideWindow):
    """Shows a page for a place; `keys_requested` asks for the list of keys."""

    keys_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Hướng dẫn", _KEYS, search="Tìm, không cần gõ dấu", parent=parent)
        self.resize(1060, 690)
        self.list = QListWidget()
        self.list.setAccessibleName("Các trang hướng dẫn")
        self.list.setFixedWidth(round(_LIST_WIDTH * max(1.0, self.theme.sizes.line / 18)))
        self.list.setItemDelegate(_PageLine(self.theme, self.list))
        self.browser = PageView(self.theme)
        self.nothing = QLabel("Không có trang nào khớp.")
        self.nothing.setProperty("tone", "tx2")
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.list, self.nothing, self.browser):
            row.addWidget(part)
        row.setStretch(2, 1)
        self.body.addLayout(row)
        keys = Button(self.theme, "Phím tắt…")
        keys.clicked.connect(self.keys_requested)
        self.acts.addWidget(keys)
        self.search.searched.connect(self._search)
        self.list.currentItemChanged.connect(lambda now, _: now and self._show(now.data(_PAGE)))
        self.browser.anchorClicked.connect(self._follow)
        self.theme.changed.connect(self._colour)
        self._page, self._past, self._words = "", [], ""
        self._colour()
        self._search("")

    def stops(self) -> list[QWidget]:
        return [self.list, self.browser, self.search]

    @property
    def page(self) -> str:
        """The page in sight."""
        return self._page

    def show_page(self, page: str) -> None:
        """A page by its name, past any search; the one left before is a step back."""
        if self.search.text():
            self.search.clear()
        self._search("")
        for row in range(self.list.count()):
            if self.list.item(row).data(_PAGE) == page:
                self.list.setCurrentRow(row)

    def go_back(self) -> None:
        """Alt+Left: the page read before."""
        if self._past:
            page = self._past.pop()
            self._page = ""  # what is left now is not a step back
            self.show_page(page)

    # --- inside ---

    def _search(self, text: str) -> None:
        self._words = text
        hits = pages.search(text)
        self.list.blockSignals(True)
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(pages.PAGES[hit.page] + (f"  ({hit.count})" if hit.count else ""))
            item.setData(_PAGE, hit.page)
            item.setSizeHint(QSize(0, self.theme.sizes.row))
            self.list.addItem(item)
        here = next((row for row, hit in enumerate(hits) if hit.page == self._page), 0)
        self.list.setCurrentRow(here if not text else 0)
        self.list.blockSignals(False)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if hits and text:
            self._show(hits[0].page)
        self._mark()

    def _show(self, page: str) -> None:
        if page == self._page:
            return
        if self._page:
            self._past.append(self._page)
        self._page = page
        self.browser.show_file(str(pages.path_of(page)))
        self._mark()

    def _follow(self, link: QUrl) -> None:
        """A link is another page; nothing of the net is opened."""
        page = link.fileName().removesuffix(".md")
        if page in pages.PAGES:
            self.show_page(page)

    def _mark(self) -> None:
        """The words looked for on the ground of highlighted text."""
        look = QTextCharFormat()
        look.setBackground(self.theme.color("mark"))
        found = []
        for start, end in pages.places_in(self.browser.toPlainText(), self._words):
            cursor = QTextCursor(self.browser.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, look
            found.append(one)
        self.browser.setExtraSelections(found)
        if found:
            self.browser.setTextCursor(QTextCursor(self.browser.document()))
            place = found[0].cursor
            place.clearSelection()
            self.browser.setTextCursor(place)

    def _colour(self) -> None:
        """Links are coloured when a page is read, so it is read again in other colours."""
        self.browser.colour()
        if self._page:
            self.browser.read_again()
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.go_back()
        elif event.matches(QKeySequence.StandardKey.ZoomIn) or event.text() == "+":
            self.browser.zoomIn()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.browser.zoomOut()
        else:
            super().keyPressEvent(event)
