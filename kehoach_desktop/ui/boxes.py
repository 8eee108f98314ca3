"""What the main window opens over itself from its menu: command palette, forms of other offices, settings, keys, about, news.

Each is built when first wanted; what is chosen in one goes back to the window.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.ui.after_painting import AfterPainting

if TYPE_CHECKING:
    from kehoach_desktop.ui.dialogs.foreign_form import ForeignFormBox
    from kehoach_desktop.ui.dialogs.help import InfoBox
    from kehoach_desktop.ui.dialogs.settings import SettingsDialog
    from kehoach_desktop.ui.main_window import MainWindow
    from kehoach_desktop.ui.palette.box import Palette
    from kehoach_desktop.ui.palette.entries import RecordShelf

_NEWS_AFTER_MS = 1500  # the first look at the file comes before


class Boxes:
    """One for the main window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._desk = window.desk

    @property
    def slots(self) -> dict[str, Callable[[], None]]:
        """The acts of the menu that open something here."""
        return {
            "palette": self.show_palette, "foreign_form": self.show_foreign_form, "author": self.ask_author,
            "settings": self.show_settings, "keys": self.show_keys, "news": self.show_news, "about": self.show_about,
        }  # fmt: skip

    @cached_property
    def palette(self) -> "Palette":
        """Ctrl+K: every act and record by a few letters."""
        from kehoach_desktop.ui.palette.box import Palette

        box = Palette(self._desk.theme, self._window)
        box.jump_wished.connect(self._window.jump)
        return box

    @cached_property
    def _shelf(self) -> "RecordShelf":
        from kehoach_desktop.ui.palette.entries import RecordShelf

        return RecordShelf()

    def show_palette(self) -> None:
        """The palette under the toolbar, with what is possible now."""
        from kehoach_desktop.ui.palette.sources import Sources

        window = self._window
        sources = Sources(
            window.menus, window.workspace, window.recent, lambda: window.deck.tabs, window.show_form,
            window.files.open, lambda period: window.workspace.set_period(Period.parse(period)),
        )  # fmt: skip
        under = window.toolbar if window.toolbar.isVisible() else window.menuBar()
        self.palette.open_under(under, sources.finder(self._shelf))

    @cached_property
    def foreign_form(self) -> "ForeignFormBox":
        """The window in which a form of another office is filled in; it stays open beside Excel."""
        from kehoach_desktop.ui.dialogs.foreign_form import ForeignFormBox

        window = self._window
        return ForeignFormBox(self._desk, window.chooser, window.files.open_outside, window)

    def show_foreign_form(self) -> None:
        """Brings the window of foreign forms to the front."""
        self.foreign_form.show()
        self.foreign_form.raise_()
        self.foreign_form.activateWindow()

    def ask_author(self) -> None:
        """Whose name history bears from now on."""
        from kehoach_desktop.ui.dialogs.prompt import ask_text

        workspace = self._window.workspace
        words = "Họ và tên ghi trong lịch sử sửa đổi"
        name = ask_text(self._desk.theme, "Người làm việc", words, workspace.author, self._window)
        if name:
            workspace.set_author(name)
            self._window.status.set_right(workspace.author)

    def show_keys(self) -> None:
        """The list of keys."""
        from kehoach_desktop.ui.dialogs.help import keys_box

        keys_box(self._desk.theme, self._window).exec()

    def show_settings(self) -> None:
        """Typeface, looks, name and places; each choice holds at once."""
        self._settings_dialog().exec()

    def _settings_dialog(self) -> "SettingsDialog":
        from kehoach_desktop.ui.dialogs.settings import SettingsDialog

        window = self._window
        box = SettingsDialog(self._desk, window.backups.place, window)
        box.theme_chosen.connect(window.choose_theme)
        box.serif_chosen.connect(self._take_serif)
        box.near_chosen.connect(self._take_near)
        box.author_wished.connect(self.ask_author)
        box.backup_folder_wished.connect(window.backups.choose_folder)
        box.folder_opened.connect(window.files.show_outside)
        return box

    def _take_serif(self, choice: str) -> None:
        """Another typeface for papers: the next print has it, and what is in sight."""
        from kehoach_desktop.services import typeface

        self._desk.settings.set("paper/serif", choice)
        typeface.choose(choice)
        self._desk.theme.choose_serif(choice)
        self._window.deck.mark_stale()

    def _take_near(self, percent: int) -> None:
        """Another threshold of "gần đạt": the lights and counts in sight follow."""
        self._desk.settings.set("indicators/near", percent)
        self._window.refresh_tabs()

    def show_about(self) -> None:
        """What the program is, and by whose leave."""
        from kehoach_desktop.ui.dialogs.about import about_box

        about_box(self._desk.theme, self._window).exec()

    # --- what is new ---

    def show_news(self) -> None:
        """What changed from version to version."""
        from kehoach_desktop.services import about
        from kehoach_desktop.ui.dialogs.about import news_box

        news_box(self._desk.theme, about.releases(), self._window).exec()

    def tell_news_later(self) -> None:
        """Once after an update, when the window has been painted: what is new in it."""
        AfterPainting(self._tell_news, _NEWS_AFTER_MS, self._window).start()

    def _tell_news(self) -> None:
        self.tell_news()

    def tell_news(self) -> "InfoBox | None":
        """Shows what came since the version that ran last, beside the work and only once; remembers this version."""
        from kehoach_desktop.services import about

        settings, now = self._desk.settings, about.program_version()
        last = settings.get("program/version")
        if now in (last, about.UNKNOWN):
            return None
        settings.set("program/version", now)
        settings.flush()
        news = about.news(last, now)
        if not news:
            return None
        from kehoach_desktop.ui.dialogs.about import news_box

        box = news_box(self._desk.theme, news, self._window, before=last)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # she may be typing already
        box.show()
        return box
