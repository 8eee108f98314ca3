"""The toolbar's search field over the tabs: each tab keeps its own words, Esc in a tab takes them away. It knows no record."""

from PySide6.QtCore import QObject, QSignalBlocker, Qt

from kehoach_desktop.ui.tab_deck import TabDeck
from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.widgets.toolbar import Toolbar


class TabSearch(QObject):
    """Carries what is typed to the tab in sight, and what a tab gives up back to the field."""

    def __init__(self, toolbar: Toolbar, deck: TabDeck, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._deck = toolbar.search, deck
        self._words: dict[str, str] = {}
        toolbar.searched.connect(self._search)
        toolbar.search_entered.connect(self._enter)
        toolbar.search_left.connect(self._leave)
        deck.built.connect(self._wire)

    def start(self) -> None:
        """Ctrl+F."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_words(self) -> None:
        """Another tab is in sight: the words that were left in it."""
        with QSignalBlocker(self._field):  # it still shows what they found
            self._field.setText(self._words.get(self._deck.current_key, ""))

    def forget(self) -> None:
        """Another file: no tab looks for anything."""
        self._words.clear()
        for tab in self._deck.tabs:
            tab.search("")
        self.show_words()

    def _wire(self, tab: Tab) -> None:
        tab.search_left.connect(lambda: self._drop(tab.key))

    def _drop(self, key: str) -> None:
        self._words.pop(key, None)
        if key == self._deck.current_key:
            self.show_words()

    def _search(self, text: str) -> None:
        self._words[self._deck.current_key] = text
        self._tab.search(text)

    def _enter(self, text: str) -> None:
        """On to the next hit, or down to the rows that were found."""
        if not text.strip() or not self._tab.search_next(text):
            self._leave()

    def _leave(self) -> None:
        self._tab.take_focus()

    @property
    def _tab(self) -> Tab:
        return self._deck.tab(self._deck.current_key)
