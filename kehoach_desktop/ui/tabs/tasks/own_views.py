"""Views the clerk named herself: view, filters and bands under a word, remembered between runs."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.tasks.book import TaskBook
from kehoach_desktop.ui.tabs.tasks.filters import FILTER_BY_KEY, VIEW_BY_KEY, VIEWS, passes
from kehoach_desktop.ui.tabs.tasks.grouping import GROUPING_BY_KEY
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.popup_form import PopupForm
from kehoach_desktop.ui.widgets.views_bar import View

MOST = 12  # what a menu of them still shows at a glance
_LONGEST = 24


@frozen
class OwnView:
    """A named view: the built-in one it stands on, its filters, and how its rows are banded ("" of an earlier version)."""

    key: str
    title: str
    view: str
    filters: Mapping[str, tuple[str, ...]]
    grouping: str = ""


class OwnViews:
    """Reads and keeps them; what was written by another version and makes no sense is left out."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.by_key: dict[str, OwnView] = {}
        for kept in settings.get("views/", "tasks"):
            match kept:
                case {"title": str(title), "view": str(view), "filters": dict(filters)} if view in VIEW_BY_KEY:
                    known = {k: tuple(map(str, v)) for k, v in filters.items() if k in FILTER_BY_KEY}
                    grouping = kept.get("grouping")
                    key = f"own{len(self.by_key)}"
                    self.by_key[key] = OwnView(key, title, view, known, grouping if grouping in GROUPING_BY_KEY else "")
                case _:
                    continue

    @property
    def is_full(self) -> bool:
        """Whether one must go before another is kept; none goes by itself."""
        return len(self.by_key) >= MOST

    def add(self, title: str, view: str, filters: Mapping[str, tuple[str, ...]], grouping: str) -> str:
        """Keeps a view and returns its key."""
        key = next(f"own{i}" for i in range(len(self.by_key) + 1) if f"own{i}" not in self.by_key)
        self.by_key[key] = OwnView(key, title[:_LONGEST], view, dict(filters), grouping)
        self._keep()
        return key

    def drop(self, key: str) -> None:
        self.by_key.pop(key, None)
        self._keep()

    def _keep(self) -> None:
        kept = [
            {
                "title": own.title,
                "view": own.view,
                "filters": {k: list(v) for k, v in own.filters.items()},
                "grouping": own.grouping,
            }
            for own in self.by_key.values()
        ]
        self._settings.set("views/", kept, "tasks")


def all_views(book: TaskBook, own: OwnViews) -> list[View]:
    """The views every office has and her own, with how many tasks each holds now."""
    tasks = book.dossier.tasks
    views = [View(v.key, v.title, sum(v.keep(book, task) for task in tasks), v.tone) for v in VIEWS]
    for mine in own.by_key.values():
        keep = VIEW_BY_KEY[mine.view].keep
        count = sum(keep(book, task) and passes(book, mine.filters, task) for task in tasks)
        views.append(View(mine.key, mine.title, count))
    return views


class NamePopup(PopupForm):
    """Asks for the word of a new view."""

    named = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Tên khung nhìn", parent)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.addWidget(Words(theme, "Tên khung nhìn", bold=True))
        row = QHBoxLayout()
        self.field = QLineEdit()
        self.field.setAccessibleName("Tên khung nhìn")
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(180)
        button = Button(theme, "Lưu", key="Enter")
        row.addWidget(self.field, 1)
        row.addWidget(button)
        self.column.addLayout(row)
        self.field.returnPressed.connect(self._send)
        button.clicked.connect(self._send)

    def open_below(self, at: QPoint) -> None:
        self.adjustSize()
        self.move(at)
        self.show()
        self.field.setFocus()

    def _send(self) -> None:
        title = " ".join(self.field.text().split())
        if title:
            self.close()
            self.named.emit(title)
