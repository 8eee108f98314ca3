"""The serif of official papers: Times New Roman where the PC has it, else the bundled Liberation Serif; draws nothing."""

import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kehoach_desktop import paths
from kehoach_desktop.reports.measure import Face

FAMILY = "Times New Roman"  # what Excel and Word files ask for

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


@dataclass(frozen=True, slots=True)
class Serif:
    """The four faces, registered with the PDF library under their `name`s."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

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


def _candidates() -> Iterator[tuple[Path, ...]]:
    """Sets of four files, the best first; the last is the bundled one and always there."""
    for folder in font_folders():
        for names in _TIMES_NAMES:
            files = tuple(folder / name for name in names)
            if all(file.is_file() for file in files):
                yield files
    yield tuple(paths.resource("fonts", name) for name in _BUNDLED)


@cache
def serif() -> Serif:
    """The faces to print with, read and registered once a process."""
    from reportlab.pdfbase.ttfonts import TTFError

    *found, bundled = _candidates()
    for files in found:
        try:
            return _load(files)
        except (TTFError, OSError, LookupError) as fault:  # a damaged or too old font must not stop a report
            _log.warning("font set %s not usable: %s", files[0].parent, fault)
    return _load(bundled)


def _load(files: tuple[Path, ...]) -> Serif:
    """Reads and registers four files; raises LookupError when a face lacks Vietnamese letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(f"paper-{n}", str(file)) for n, file in enumerate(files)]
    for font in fonts:
        lacking = [char for char in _MUST_HAVE if ord(char) not in font.face.charToGlyph]
        if lacking:
            raise LookupError(f"no glyph for {lacking}")
    for font in fonts:
        pdfmetrics.registerFont(font)
    return Serif(*(Face(font.fontName, font.face.charWidths, font.face.defaultWidth) for font in fonts))
