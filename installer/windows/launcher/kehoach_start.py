"""What the Windows launchers run: the window or the command line; tells of a program that cannot even start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Where Qt notes, for every program made with it, which folder an Open box showed last.
_NOTES_OF_QT = [
    r"Software\QtProject\OrganizationDefaults\FileDialog",
    r"Software\QtProject\OrganizationDefaults",
    r"Software\QtProject",
]


def window() -> None:
    """The window. A fault before it can show anything itself is shown by Windows."""
    with _no_trace_of_a_stick():
        code = _run_window()
    sys.exit(code)


def _run_window() -> int:
    try:
        from kehoach_desktop.app import main

        return main()
    except Exception:  # noqa: BLE001 - there is no window yet that could tell, and no console
        import ctypes
        import traceback

        text = f"Không mở được chương trình. Chụp lại ô này và gửi cho người hỗ trợ.\n\n{traceback.format_exc()}"
        ctypes.windll.user32.MessageBoxW(None, text, "Kế hoạch Desktop", 0x10)  # pyright: ignore[reportAttributeAccessIssue]
        return 1


@contextmanager
def _no_trace_of_a_stick() -> Iterator[None]:
    """Started from a stick: takes Qt's notes off this PC again, unless another program made with Qt has some too."""
    on_a_stick = Path(sys.executable).with_name("portable").exists()
    had_notes = not on_a_stick or _is_there(_NOTES_OF_QT[-1])
    yield
    if not had_notes:
        import winreg

        for key in _NOTES_OF_QT:
            if _is_there(key):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def _is_there(key: str) -> bool:
    import winreg

    try:
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, key).Close()
    except OSError:
        return False
    return True


def command_line() -> None:
    """The command `kehoach`."""
    from kehoach_desktop.cli.main import main

    sys.exit(main())
