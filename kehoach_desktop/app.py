"""Builds the window with everything it needs and hands it down; the only place where the application object is made."""

import gc
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kehoach_desktop.domain.clock import Clock
    from kehoach_desktop.ui.file_acts import Chooser
    from kehoach_desktop.ui.main_window import MainWindow

_FOLDER = "KeHoachDesktop"
_SAMPLE = "Xã mẫu.kehoach"
_SEEN_MS = 300  # a window waits so long at most for the file it is to show
# The same looks on every system. QApplication.setStyle would say it too, but makes PySide build the whole of QStyle.
QT_ARGUMENTS = ("-style", "Fusion")


def settings_path() -> "Path":
    """Where the window's memory lies; KEHOACH_DATA_DIR puts it beside the program's other files."""
    import os
    from pathlib import Path

    chosen = os.environ.get("KEHOACH_DATA_DIR")
    if chosen:
        return Path(chosen) / "settings.ini"
    from platformdirs import user_config_path

    return user_config_path(_FOLDER, appauthor=False) / "settings.ini"


def sample_path() -> "Path":
    """Where the sample office is built at first use."""
    from kehoach_desktop.services import machine

    return machine.data_folder() / _SAMPLE


class Program:
    """The application and its window; `run` shows it, `close` lets the last work finish."""

    def __init__(
        self, *, settings: "Path | None" = None, theme: str = "", clock: "Clock | None" = None,
        chooser: "Chooser | None" = None, opens_files: bool = True, points: float = 0,
    ) -> None:  # fmt: skip
        gc.disable()  # nothing that is loaded here is garbage; the GarbageKeeper of the worker takes over
        from kehoach_desktop.ui.pyside_guard import import_pyside, keep_true_alive

        keep_true_alive()
        import_pyside()
        from PySide6.QtWidgets import QApplication

        from kehoach_desktop import APP_NAME
        from kehoach_desktop.ui.background import Background
        from kehoach_desktop.ui.desk import Desk
        from kehoach_desktop.ui.messages import Messages
        from kehoach_desktop.ui.qt_words import speak_vietnamese
        from kehoach_desktop.ui.settings import Settings
        from kehoach_desktop.ui.theme import Theme
        from kehoach_desktop.ui.workspace import Workspace

        existing = QApplication.instance()
        self.app = existing if isinstance(existing, QApplication) else QApplication([APP_NAME, *QT_ARGUMENTS])
        self.app.setApplicationName(APP_NAME)
        self.app.setDesktopFileName("kehoach-desktop")
        speak_vietnamese(self.app)
        memory = Settings(settings or settings_path())
        serif = memory.get("paper/serif")
        if serif:
            from kehoach_desktop.services import typeface

            typeface.choose(serif)
        self.theme = Theme(self.app, theme or memory.get("theme"), points=points, serif=serif)
        messages = Messages(self._ask)
        self.background = Background()
        self.workspace = Workspace(self.background, messages, memory, clock)
        self.desk = Desk(self.theme, messages, memory, self.background, self.workspace)
        self.background.failed.connect(messages.fault)
        self.background.crashed.connect(self.show_crash)
        self.window = self._make_window(chooser, opens_files=opens_files)
        self._file_comes = False

    def _make_window(self, chooser: "Chooser | None", *, opens_files: bool) -> "MainWindow":
        from kehoach_desktop.ui.main_window import MainWindow

        return MainWindow(self.desk, sample_path, chooser, opens_files=opens_files)

    def _ask(self, question: object) -> bool:
        from kehoach_desktop.ui.dialogs.question import ask
        from kehoach_desktop.ui.messages import Question

        assert isinstance(question, Question)  # noqa: S101 - Messages hands over nothing else
        return ask(self.theme, question, self.app.activeWindow() or self.window)

    def show_crash(self, error: object) -> None:
        """Tells of a bug and writes it into the log."""
        import logging

        from kehoach_desktop.ui.dialogs.crash import CrashBox, report_of

        assert isinstance(error, BaseException)  # noqa: S101 - Background hands over nothing else
        report = report_of(error)
        logging.getLogger(__name__).error("%s", report)
        CrashBox(self.theme, report, self.window).exec()

    def open(self, path: str | None, *, sample: bool = False) -> None:
        """Opens what the command line named; without a file shows the page to choose one."""
        from kehoach_desktop.ui.endings import OFFICE_ENDING

        if sample:
            self.window.files.open_sample()
        elif path:
            self.window.files.open(path)
        self._file_comes = sample or (path or "").endswith(OFFICE_ENDING)
        if not self._file_comes:
            self.window.show_start()

    def show(self) -> None:
        """Shows the window with the file that is being opened in it; without it where that takes longer than a moment.

        Painted empty first it would show the file later: the window's painting takes as long as reading a small file.
        """
        if not self._file_comes or self.workspace.is_open:
            self.window.show()
            return
        from PySide6.QtCore import QTimer

        waiting = QTimer(self.window, interval=_SEEN_MS, singleShot=True)

        def show_now() -> None:
            self.workspace.opened.disconnect(show_now)
            waiting.deleteLater()
            self.window.show()

        self.workspace.opened.connect(show_now)
        waiting.timeout.connect(show_now)
        waiting.start()

    def close(self) -> None:
        """After the window is gone: closes the file and waits for the last write."""
        self.workspace.close()
        self.background.shut_down()
        self.window.backups.note_exit()


def _catch(program: Program) -> None:
    """An error nobody caught is shown and not lost; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            program.show_crash(error)

    sys.excepthook = hook


def _given(arguments: Sequence[str]) -> SimpleNamespace:
    """What the command line names: `file`, `sample`, `self_test`."""
    given = SimpleNamespace(file=None, sample=False, self_test=None)
    if not arguments:
        return given
    if len(arguments) == 1 and not arguments[0].startswith("-"):  # a file was clicked: argparse takes 15 ms to see that
        given.file = arguments[0]
        return given
    import argparse

    parser = argparse.ArgumentParser(prog="kehoach-desktop", description="Kế hoạch Desktop")
    parser.add_argument("file", nargs="?", metavar="TỆP", help="tệp .kehoach để mở, hoặc kế hoạch .docx để đọc")
    parser.add_argument("--sample", action="store_true", help="mở tệp mẫu")
    parser.add_argument(
        "--self-test", metavar="THƯ_MỤC", help="tự kiểm tra, ghi báo cáo và ảnh vào thư mục; 0 là mọi việc đều chạy"
    )
    return parser.parse_args(arguments, given)


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window; returns the exit code."""
    if getattr(sys, "frozen", False):  # in an installed build the bounded reader is this same program, started again
        import multiprocessing

        multiprocessing.freeze_support()
    given = _given(sys.argv[1:] if argv is None else argv)
    if sys.platform == "win32":
        from kehoach_desktop.ui.running_mark import hold

        hold()
    if given.self_test:
        from pathlib import Path

        from kehoach_desktop.ui.self_test import run

        return run(Path(given.self_test), Program)
    program = Program()
    _catch(program)
    program.open(given.file, sample=given.sample)
    program.show()
    program.window.boxes.tell_news_later()
    code = program.app.exec()
    program.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
