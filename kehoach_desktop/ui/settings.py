"""What the window remembers between runs: one table of keys with their defaults, kept in an .ini of the user. No office data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

# key: default. A key ending in "/" takes a name: get("table/", "tasks"). Values are JSON values.
_DEFAULTS: Mapping[str, Any] = {
    "author": "",  # the name written into history; empty: the system's user name
    "theme": "system",  # system, light, dark
    "paper/serif": "",  # typeface of papers: "times" (also where empty: Times New Roman where the PC has it), "bundled"
    "indicators/near": 85,  # per cent of a mark from which a figure is "gần đạt" on screen
    "program/version": "",  # run last on this PC; another one now means an update
    "window/geometry": "",  # hex of QWidget.saveGeometry
    "window/tab": "tasks",
    "files/recent": [],  # [{"path", "office", "opened_at", "tasks", "late", "pinned"}], newest first
    "files/foreign_forms": [],  # paths of forms of other offices that were filled in, newest first
    "files/merge_folder": "",  # where files that came back were taken from last
    "files/collect_folder": "",  # where forms of units were read from last
    "files/folder": "",  # where the last file was opened or made
    "export/folder": "",
    "carry/folder": "",  # where a package was carried to last
    "backup/trouble/": "",  # by file path: why the copy at the last exit was not made
    "backup/folder": "",  # where backups go; empty: the program's own data folder
    "place/": {},  # by file path: {"plan": id, "period": id}
    "table/": {},  # by table name: {"order": [key], "widths": {key: px}, "hidden": [key], "sort": [key, descending]}
    "views/": [],  # by tab name: views she named herself, [{"title", "view", "filters": {key: [value]}, "grouping"}]
    "tasks/grouping": "section",  # how the rows of tasks were banded last
    "splitter/": [],  # by splitter name: sizes
    "indicators/steps/": False,  # by file path: whether marks are proposed for the years between
    "units/apart/": [],  # by file path: [[unit id, unit id]] that look alike and are not the same
}


class Settings:
    """Typed reading and writing of the table above; an unknown key is a bug and raises KeyError."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, key: str, name: str = "") -> Any:
        """The remembered value, or the default; a value of another type than the default counts as lost."""
        default = _DEFAULTS[key]
        raw = self._store.value(_slot(key, name))
        if not isinstance(raw, str):
            return default
        try:
            value = json.loads(raw)
        except json.JSONDecodeError:
            return default
        return value if isinstance(value, type(default)) else default

    def set(self, key: str, value: Any, name: str = "") -> None:
        """Remembers a value; one that stands there already costs no writing to the disk."""
        if key not in _DEFAULTS:
            raise KeyError(key)
        slot, words = _slot(key, name), json.dumps(value, ensure_ascii=True)
        if self._store.value(slot) != words:
            self._store.setValue(slot, words)

    def flush(self) -> None:
        """Writes now; Qt does it by itself a little later."""
        self._store.sync()


def _slot(key: str, name: str) -> str:
    safe = "".join(c if c.isalnum() else f"_{ord(c):x}_" for c in name)
    return f"{key}{safe}" if name else key
