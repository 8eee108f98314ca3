"""The list of files opened before, kept in the settings; it never touches the files themselves."""

from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.progress import Status, status_of
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.workspace import Workspace

_MOST = 20


@frozen
class RecentFile:
    """A file as it was when last open: whose it is, how many tasks, how many late or due within a week."""

    path: str
    office: str = ""
    opened_at: str = ""  # ISO
    tasks: int = 0
    late: int = 0
    soon: int = 0
    pinned: bool = False

    @property
    def id(self) -> str:
        return self.path

    @property
    def name(self) -> str:
        return Path(self.path).name

    @property
    def folder(self) -> str:
        return str(Path(self.path).parent)

    @property
    def opened(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.opened_at)
        except ValueError:
            return None


def recent_of(workspace: Workspace) -> RecentFile:
    """The open file as the list remembers it."""
    office, today = workspace.dossier.office, workspace.today
    states = [status_of(task, today).status for task in workspace.dossier.tasks]
    return RecentFile(
        path=str(workspace.path), office=f"UBND {office.kind.value} {office.name}", opened_at=workspace.now.isoformat(),
        tasks=len(states), late=states.count(Status.LATE), soon=states.count(Status.SOON),
    )  # fmt: skip


class RecentFiles:
    """Newest first, pinned ones above; a path is there once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> list[RecentFile]:
        names = {field.name for field in fields(RecentFile)}
        files = [_read(item, names) for item in self._settings.get("files/recent") if isinstance(item, dict)]
        known = [file for file in files if file is not None]
        return sorted(known, key=lambda file: not file.pinned)

    def remember(self, file: RecentFile) -> None:
        """Puts a file first; its pin stays."""
        pinned = any(known.pinned for known in self.all() if known.path == file.path)
        rest = [known for known in self.all() if known.path != file.path]
        self._store([replace(file, pinned=pinned), *rest][:_MOST])

    def forget(self, path: str) -> None:
        """Takes a file off the list; the file stays."""
        self._store([file for file in self.all() if file.path != path])

    def pin(self, path: str, *, on: bool) -> None:
        self._store([replace(file, pinned=on) if file.path == path else file for file in self.all()])

    def _store(self, files: list[RecentFile]) -> None:
        self._settings.set("files/recent", [asdict(file) for file in files])


def _read(item: dict[str, Any], names: set[str]) -> RecentFile | None:
    try:
        return RecentFile(**{key: value for key, value in item.items() if key in names})
    except TypeError:
        return None
