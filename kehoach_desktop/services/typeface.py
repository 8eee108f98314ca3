"""The typeface of papers as Settings shows it: what is in use, what the PC has, what was chosen; knows no screen."""

from pathlib import Path

from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports import fonts
from kehoach_desktop.reports.fonts import BUNDLED, TIMES, choose, times_folder

__all__ = ["BUNDLED", "TIMES", "Typeface", "choose", "in_use", "times_folder"]


@frozen
class Typeface:
    """What papers are printed with, and the folder its files lie in."""

    family: str
    folder: Path

    @property
    def is_bundled(self) -> bool:
        return self.family == fonts.BUNDLED_FAMILY


def in_use() -> Typeface:
    """The face the next paper is printed with; reads its files, so ask off the window's thread."""
    serif = fonts.serif()
    return Typeface(serif.family, serif.folder)
