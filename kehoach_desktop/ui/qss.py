"""The one style sheet, filled from tokens and sizes; widgets we paint ourselves are not in it."""

from collections.abc import Mapping
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kehoach_desktop.ui.theme import Sizes

_SHEET = Template("""
QMainWindow, QDialog { background: $win; }
QWidget[ground="base"] { background: $base; }
QWidget[ground="alt"] { background: $alt; }
QWidget[ground="win"] { background: $win; }
QWidget[ground="acs"] { background: $acs; }
QWidget[ground="desk"] { background: $desk; }
QMenuBar { background: $base; color: $tx; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $sel; }
QMenu { background: $base; color: $tx; border: 1px solid $line2; padding: 4px 0; menu-scrollable: 1; }
QMenu::item { padding: 5px 24px 5px 12px; }
QMenu::item:selected { background: $sel; color: $tx; }
QMenu::item:disabled { color: $tx3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: $base; color: $tx; border: 1px solid $ctl; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QTextEdit {
    background: $base; color: $tx; border: 1px solid $ctl; border-radius: 3px; padding: 0 7px;
    selection-background-color: $ac; selection-color: $on;
}
QLineEdit { min-height: ${field_inner}px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $ac; padding: 0 6px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled { color: $tx3; border-color: $line2; }
QLineEdit[bad="true"] { border-color: $re; background: $res; }
QLineEdit[role="cell"] { border: 2px solid $ac; border-radius: 0; padding: 0 5px; min-height: 0; }
QAbstractItemView { background: $base; color: $tx; border: none; outline: none;
    selection-background-color: $sel; selection-color: $tx; }
QHeaderView { background: $alt; border: none; }
QHeaderView::section { background: $alt; color: $tx2; border: none; border-bottom: 1px solid $line2; padding: 0 8px; }
QTableCornerButton::section { background: $alt; border: none; }
QComboBox QAbstractItemView { border: 1px solid $ctl; background: $base; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 8px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: $win; width: 12px; margin: 0; border-left: 1px solid $line; }
QScrollBar:horizontal { background: $win; height: 12px; margin: 0; border-top: 1px solid $line; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $ctl; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: 1px solid $line2; height: 5px; max-height: 5px; }
QProgressBar::chunk { background: $ac; }
QLabel[tone="tx2"] { color: $tx2; }
QLabel[tone="tx3"] { color: $tx3; }
QLabel[tone="ac"] { color: $ac; }
QLabel[tone="gr"] { color: $gr; }
QLabel[tone="am"] { color: $am; }
QLabel[tone="re"] { color: $re; }
QLabel[tone="ne"] { color: $ne; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: $line2; border: none; }
QFrame[role="line2"] { background: $line2; border: none; max-height: 1px; min-height: 1px; }
""")


def style_sheet(tokens: Mapping[str, str], sizes: "Sizes") -> str:
    """The sheet for a set of colours and sizes."""
    return _SHEET.substitute(tokens, field_inner=sizes.field - 2, row=sizes.row)
