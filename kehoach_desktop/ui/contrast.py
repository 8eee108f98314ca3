"""The tokens where the system asks for high contrast: its own colours only; states are told by shape and word alone."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from kehoach_desktop.ui import tokens

# Fields have no frame of their own in the dark palettes; the colours are the system's.
FRAMES = """
QLineEdit, QPlainTextEdit, QTextEdit { border: 1px solid palette(text); }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid palette(highlight); }
QMenu, QToolTip { border: 1px solid palette(text); }
"""
_GROUNDS = ("base", "alt", "acs", "grs", "ams", "res", "nes")
_INKS = ("tx", "tx2", "tx3", "gr", "am", "re", "ne", "line", "line2", "ctl")
_READABLE = 7.0  # text on a chosen row
_SHARES = (0.5, 0.4, 0.3, 0.2, 0.1)  # of the system's colour for what is chosen, the strongest that stays readable


def tokens_of(palette: QPalette) -> Mapping[str, str]:
    """Every token from the system's palette."""
    ink, base = _name(palette, QPalette.ColorRole.Text), _name(palette, QPalette.ColorRole.Base)
    high, on = _name(palette, QPalette.ColorRole.Highlight), _name(palette, QPalette.ColorRole.HighlightedText)
    if tokens.contrast(high, base) < 4.5 or tokens.contrast(on, high) < 4.5:
        high, on = ink, base
    mixed = (_mix(base, _name(palette, QPalette.ColorRole.Highlight), share) for share in _SHARES)
    chosen = next((colour for colour in mixed if tokens.contrast(ink, colour) >= _READABLE), base)
    window = _name(palette, QPalette.ColorRole.Window)
    return {
        **dict.fromkeys(_GROUNDS, base), **dict.fromkeys(_INKS, ink), "win": window, "desk": window,
        "ac": high, "on": on, "sel": chosen, "mark": chosen, "page": tokens.LIGHT["page"],
    }  # fmt: skip


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    return palette.color(QPalette.ColorRole.Text).lightness() > palette.color(QPalette.ColorRole.Base).lightness()


def _name(palette: QPalette, role: QPalette.ColorRole) -> str:
    return palette.color(role).name()


def _mix(ground: str, over: str, share: float) -> str:
    first, second = QColor(ground), QColor(over)
    parts = (
        round(a * (1 - share) + b * share)
        for a, b in ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    )
    return QColor(*parts).name()
