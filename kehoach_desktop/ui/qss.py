"""The one style sheet, filled from tokens and sizes; widgets we paint ourselves are not in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kehoach_desktop.ui.theme import Sizes

_SHEET = """
QMainWindow, QDialog { background: %(win)s; }
QWidget[ground="base"] { background: %(base)s; }
QWidget[ground="alt"] { background: %(alt)s; }
QWidget[ground="win"] { background: %(win)s; }
QWidget[ground="acs"] { background: %(acs)s; }
QWidget[ground="desk"] { background: %(desk)s; }
QMenuBar { background: %(base)s; color: %(tx)s; border-bottom: 1px solid %(line)s; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: %(sel)s; }
QMenu { background: %(base)s; color: %(tx)s; border: 1px solid %(line2)s; padding: 4px 0; menu-scrollable: 1; }
QMenu::item { padding: 5px 24px 5px 12px; }
QMenu::item:selected { background: %(sel)s; color: %(tx)s; }
QMenu::item:disabled { color: %(tx3)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 0; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: %(base)s; color: %(tx)s; border: 1px solid %(ctl)s; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QTextEdit {
    background: %(base)s; color: %(tx)s; border: 1px solid %(ctl)s; border-radius: 3px; padding: 0 7px;
    selection-background-color: %(ac)s; selection-color: %(on)s;
}
QLineEdit { min-height: %(field_inner)spx; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %(ac)s; padding: 0 6px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled { color: %(tx3)s; border-color: %(line2)s; }
QLineEdit[bad="true"] { border-color: %(re)s; background: %(res)s; }
QLineEdit[role="cell"] { border: 2px solid %(ac)s; border-radius: 0; padding: 0 5px; min-height: 0; }
QAbstractItemView { background: %(base)s; color: %(tx)s; border: none; outline: none;
    selection-background-color: %(sel)s; selection-color: %(tx)s; }
QHeaderView { background: %(alt)s; border: none; }
QHeaderView::section { background: %(alt)s; color: %(tx2)s; border: none; border-bottom: 1px solid %(line2)s; padding: 0 8px; }
QTableCornerButton::section { background: %(alt)s; border: none; }
QComboBox QAbstractItemView { border: 1px solid %(ctl)s; background: %(base)s; }
QComboBox QAbstractItemView::item { min-height: %(row)spx; padding: 0 8px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: %(win)s; width: 12px; margin: 0; border-left: 1px solid %(line)s; }
QScrollBar:horizontal { background: %(win)s; height: 12px; margin: 0; border-top: 1px solid %(line)s; }
QScrollBar::handle { background: %(line2)s; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: %(ctl)s; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: %(line)s; border: 1px solid %(line2)s; height: 5px; max-height: 5px; }
QProgressBar::chunk { background: %(ac)s; }
QLabel[tone="tx2"] { color: %(tx2)s; }
QLabel[tone="tx3"] { color: %(tx3)s; }
QLabel[tone="ac"] { color: %(ac)s; }
QLabel[tone="gr"] { color: %(gr)s; }
QLabel[tone="am"] { color: %(am)s; }
QLabel[tone="re"] { color: %(re)s; }
QLabel[tone="ne"] { color: %(ne)s; }
QFrame[role="line"] { background: %(line)s; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: %(line2)s; border: none; }
QFrame[role="line2"] { background: %(line2)s; border: none; max-height: 1px; min-height: 1px; }
"""


def style_sheet(tokens: Mapping[str, str], sizes: "Sizes") -> str:
    """The sheet for a set of colours and sizes."""
    return _SHEET % {**tokens, "field_inner": sizes.field - 2, "row": sizes.row}
