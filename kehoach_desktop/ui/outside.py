"""Handing files to the system: opened with its own program, or shown in its file window; reads and writes nothing.

Qt's part in it is loaded when a file is handed over, not with the window.
"""

import shutil
import sys
from pathlib import Path

_FILE_MANAGER = (
    "--session", "--print-reply", "--dest=org.freedesktop.FileManager1", "--type=method_call",
    "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems",
)  # fmt: skip


def open_file(path: Path) -> bool:
    """Opens a file with the system's program for it; False when there is none."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Opens the folder of a file with the file selected, where the system can; else the folder alone."""
    from PySide6.QtCore import QProcess

    program, arguments = select_command(path)
    if program and QProcess.startDetached(program, arguments)[0]:
        return True
    return open_file(path if path.is_dir() else path.parent)


def select_command(path: Path, system: str = sys.platform) -> tuple[str, list[str]]:
    """The command that shows a file selected, ("", []) where there is none."""
    if not path.is_file():
        return "", []
    if system == "win32":
        from PySide6.QtCore import QDir

        return "explorer.exe", ["/select,", QDir.toNativeSeparators(str(path))]
    sender = shutil.which("dbus-send") if system.startswith("linux") else None
    if sender is None:
        return "", []
    return sender, [*_FILE_MANAGER, f"array:string:{path.as_uri()}", "string:"]


def documents() -> Path:
    """The person's own folder of documents."""
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
