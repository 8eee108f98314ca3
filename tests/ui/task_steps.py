"""What a hand does on the task tab, and what then stands in the file; for the tests of that tab."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kehoach_desktop.domain import records as r
from kehoach_desktop.services.offices import open_office
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab

KEY = Qt.Key


def select(qtbot, tab: TasksTab, task_id: str, column: str = "title") -> None:
    """Makes a cell current and waits until the pane follows."""
    assert tab.list.table.select_record(task_id)
    model = tab.list.model
    tab.list.table.setCurrentIndex(model.index(model.row_of(task_id), model.column_index(column)))
    tab.list.table.setFocus()
    qtbot.waitUntil(lambda: tab.pane.task is not None and tab.pane.task.id == task_id)


def editor_of(tab: TasksTab) -> QLineEdit:
    return next(w for w in tab.list.table.viewport().findChildren(QLineEdit) if w.isVisible())


def popup(kind: type):
    """The popup of a kind that is open."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def in_file(path: Path, kind: type, **where):
    with open_office(path) as office_file, office_file.read() as records:
        return records.all(kind, **where)


def task_in_file(opened, office_path: Path, task_id: str) -> r.Task:
    opened.workspace.close()
    return in_file(office_path, r.Task, id=task_id)[0]


def shown(tab: TasksTab) -> list[str]:
    return [task.id for task in tab.list.model.shown_records()]


def tick(qtbot, tab, *task_ids: str) -> None:
    for task_id in task_ids:
        select(qtbot, tab, task_id)
        qtbot.keyClick(tab.list.table, KEY.Key_Space)
