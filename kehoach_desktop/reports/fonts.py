"""The serif of official papers: Times New Roman where the PC has it, else the bundled Liberation Serif; draws nothing.

Word and Excel files name Times New Roman whatever is used here; its widths are those of the bundled face.
"""

import logging
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kehoach_desktop import paths
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.measure import Face

FAMILY = "Times New Roman"  # what Excel and Word files ask for
BUNDLED_FAMILY = "Liberation Serif"
CHOICE = "KEHOACH_SERIF"  # in the environment, so that the command line and child processes follow it too
TIMES, BUNDLED = "times", "bundled"

# Regular, bold, italic, bold italic, as Windows, old Linux packages and we ourselves call them.
_TIMES_NAMES = (
    ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    (
        "Times_New_Roman.ttf",
        "Times_New_Roman_Bold.ttf",
        "Times_New_Roman_Italic.ttf",
        "Times_New_Roman_Bold_Italic.ttf",
    ),
    (
        "Times New Roman.ttf",
        "Times New Roman Bold.ttf",
        "Times New Roman Italic.ttf",
        "Times New Roman Bold Italic.ttf",
    ),
)
_BUNDLED = tuple(f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_MUST_HAVE = "ẠẬẶỆỘỢỮỰĐạậặệộợữựđƯưƠơ–“”…≥≤"

_log = logging.getLogger(__name__)


@frozen
class Serif:
    """The four faces, registered with the PDF library under their `name`s, and the folder they were read from."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face
    family: str
    folder: Path

    def face(self, bold: bool = False, italic: bool = False) -> Face:
        """The face for a way of writing."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


def font_folders() -> list[Path]:
    """Where a PC keeps its fonts: Windows' own folder and the user's, the usual ones elsewhere."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        own = [Path(local) / "Microsoft/Windows/Fonts"] if local else []
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", *own]
    home = Path.home()
    return [
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/share/fonts/truetype/msttcorefonts"),
        Path("/usr/share/fonts/msttcore"),
        Path("/usr/share/fonts/TTF"),
        Path("/usr/local/share/fonts"),
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts/Supplemental"),
    ]


def _times_files() -> Iterator[tuple[Path, ...]]:
    """Sets of four files of Times New Roman that this PC has, the best first."""
    for folder in font_folders():
        for names in _TIMES_NAMES:
            files = tuple(folder / name for name in names)
            if all(file.is_file() for file in files):
                yield files


def times_folder() -> Path | None:
    """Where this PC keeps Times New Roman, None where it has none; whether its files are good shows when they are read."""
    return next((files[0].parent for files in _times_files()), None)


def choose(choice: str) -> None:
    """TIMES (the default) prints with the PC's own face where it has one, BUNDLED with ours; from the next paper on."""
    os.environ[CHOICE] = choice
    serif.cache_clear()


@cache
def serif() -> Serif:
    """The faces to print with, read and registered once for a choice."""
    from reportlab.pdfbase.ttfonts import TTFError

    found = () if os.environ.get(CHOICE) == BUNDLED else _times_files()
    for files in found:
        try:
            return _load(files, FAMILY)
        except (TTFError, OSError, LookupError) as fault:  # a damaged or too old font must not stop a report
            _log.warning("font set %s not usable: %s", files[0].parent, fault)
    return _load(tuple(paths.resource("fonts", name) for name in _BUNDLED), BUNDLED_FAMILY)


def _load(files: tuple[Path, ...], family: str) -> Serif:
    """Reads and registers four files; raises LookupError when a face lacks Vietnamese letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # a name of its own for each family: a paper begun before another choice goes on in the face it was measured in
    fonts = [TTFont(f"{family}-{n}", str(file)) for n, file in enumerate(files)]
    for font in fonts:
        lacking = [char for char in _MUST_HAVE if ord(char) not in font.face.charToGlyph]
        if lacking:
            raise LookupError(f"no glyph for {lacking}")
    for font in fonts:
        pdfmetrics.registerFont(font)
    faces = (Face(font.fontName, font.face.charWidths, font.face.defaultWidth) for font in fonts)
    return Serif(*faces, family=family, folder=files[0].parent)
