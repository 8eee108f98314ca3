"""The colours of the program as data, light and dark; a test computes their contrast. Nothing else names a colour."""

from collections.abc import Mapping

# Each token's colour in light and in dark.
_TABLE: dict[str, tuple[str, str]] = {
    "win": ("#F3F2EE", "#262624"),  # toolbar, tab bar, status bar, dialog head and foot
    "base": ("#FFFFFF", "#1C1C1B"),  # panes, tables
    "alt": ("#F8F7F3", "#232321"),  # table headers, group rows, computed columns, hover
    "line": ("#E0DDD5", "#3A3936"),  # row lines
    "line2": ("#B5B1A6", "#66635B"),  # pane and header lines
    "ctl": ("#857F74", "#918C81"),  # borders of buttons, fields, boxes
    "tx": ("#1B1B1A", "#ECEAE4"),  # text
    "tx2": ("#514E47", "#BDB9AF"),  # second line, labels
    "tx3": ("#6B675E", "#A09B90"),  # placeholder, "–"
    "ac": ("#1D4F91", "#8AB6F0"),  # accent, focus, links
    "acs": ("#E8EFF8", "#22303F"),  # chosen chip, bulk bar
    "sel": ("#DCE7F5", "#2A4160"),  # selected row
    "on": ("#FFFFFF", "#10233B"),  # text on accent
    "gr": ("#1A6B35", "#7FCB97"),  # done, met, accepted, saved
    "grs": ("#E3F1E6", "#1E3425"),
    "am": ("#7A4A00", "#E9B860"),  # soon, doubtful, conflict, missing
    "ams": ("#FCF1DC", "#3A2E16"),
    "re": ("#AE231B", "#F59A90"),  # late, not met, refused cell
    "res": ("#FBE9E7", "#45231F"),
    "ne": ("#5A574F", "#B4B0A6"),  # not open, no data, count badge
    "nes": ("#ECEAE4", "#31302D"),
    "mark": ("#FFF3C4", "#4A3E12"),  # highlighted source sentence
    "desk": ("#DAD7CF", "#151514"),  # ground behind preview pages
    "page": ("#FFFFFF", "#FFFFFF"),  # printed paper stays white in the dark
}

LIGHT: Mapping[str, str] = {name: pair[0] for name, pair in _TABLE.items()}
DARK: Mapping[str, str] = {name: pair[1] for name, pair in _TABLE.items()}

# The ground that belongs to a tone word.
SOFT: Mapping[str, str] = {"ac": "acs", "gr": "grs", "am": "ams", "re": "res", "ne": "nes", "tx": "nes", "tx2": "nes"}

_TEXT, _SHAPE = 4.5, 3.0
# (foreground, grounds it is used on, least contrast): ui notes, section 6.
CONTRAST: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("tx", ("win", "base", "alt", "sel", "acs", "mark"), _TEXT),
    ("tx2", ("win", "base", "alt", "sel", "acs", "ams", "res"), _TEXT),
    ("tx3", ("win", "base", "alt"), _TEXT),
    ("ac", ("win", "base", "alt", "sel", "acs"), _TEXT),
    ("on", ("ac",), _TEXT),
    ("gr", ("win", "base", "alt", "sel", "grs"), _TEXT),
    ("am", ("win", "base", "alt", "sel", "ams"), _TEXT),
    ("re", ("win", "base", "alt", "sel", "res"), _TEXT),
    ("ne", ("win", "base", "alt", "sel", "nes"), _TEXT),
    ("ctl", ("win", "base", "alt", "sel"), _SHAPE),
)


def contrast(first: str, second: str) -> float:
    """WCAG contrast of two colours written #RRGGBB, 1 to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
