"""Standing in, typing into and reading cells of the sheet of indicators; shared by its tests."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

KEY = Qt.Key


def at(tab, indicator_id, column):
    return tab.model.index(tab.model.row_of(indicator_id), tab.model.column_index(column))


def cell(tab, indicator_id, column):
    return tab.model.cell_at(tab.model.row_of(indicator_id), tab.model.column_index(column))


def go(tab, indicator_id, column):
    tab.table.setFocus()
    tab.table.stand_at(at(tab, indicator_id, column))


def type_text(tab, qtbot, text, key=KEY.Key_Return):
    qtbot.keyClick(tab.table, KEY.Key_F2)
    editor = tab.table.findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, key)


def result(tab, indicator_id, period="2026-H1", unit_id=None):
    found = tab.workspace.dossier.results_of(indicator_id, period)
    return next((row for row in found if row.unit_id == unit_id), None)


def targets(tab, indicator_id):
    return {t.year: t.value for t in tab.workspace.dossier.targets_of(indicator_id)}


def clip(text):
    QGuiApplication.clipboard().setText(text)
