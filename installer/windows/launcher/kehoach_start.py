"""What the Windows launchers run: the window or the command line; tells of a program that cannot even start."""

import sys


def window() -> None:
    """The window. A fault before it can show anything itself is shown by Windows."""
    try:
        from kehoach_desktop.app import main

        code = main()
    except Exception:  # noqa: BLE001 - there is no window yet that could tell, and no console
        import ctypes
        import traceback

        text = f"Không mở được chương trình. Chụp lại ô này và gửi cho người hỗ trợ.\n\n{traceback.format_exc()}"
        ctypes.windll.user32.MessageBoxW(None, text, "Kế hoạch Desktop", 0x10)  # pyright: ignore[reportAttributeAccessIssue]
        code = 1
    sys.exit(code)


def command_line() -> None:
    """The command `kehoach`."""
    from kehoach_desktop.cli.main import main

    sys.exit(main())
