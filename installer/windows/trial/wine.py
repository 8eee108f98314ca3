"""A Windows to try things in: a fresh Wine prefix with the DLLs that Wine 8 lacks, and ways to run and to look."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from winsetup.project import HERE, Refused, run

_STUB_OPTIONS = {"bcryptprimitives": ["-ladvapi32"]}
_LATIN = "C.UTF-8"


class Wine:
    """One prefix with a home folder of its own. Every process started here is ended with the prefix."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "prefix" / "drive_c"
        self.user = "nhanvien"
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("QT_", "PYTHON", "KEHOACH", "VIRTUAL_ENV"))},
            "HOME": str(folder / "home"), "USER": self.user, "LOGNAME": self.user,
            "WINEPREFIX": str(folder / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
            "LC_ALL": _LATIN, "LANG": _LATIN, "WINEDLLOVERRIDES": "mscoree=;mshtml=;mscms=n;winemenubuilder.exe=d",
        }  # fmt: skip

    def make(self) -> None:
        """A new prefix that calls itself Windows 10."""
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("Desktop", "Documents"):
            (self.folder / "home" / name).mkdir(parents=True)
        for command in (["wineboot", "-i"], ["wine", "winecfg", "-v", "win10"]):
            done = subprocess.run(
                command, env=self.env, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=300
            )
            if done.returncode:
                raise Refused(f"Wine không dựng được: {' '.join(command)}")
        for source in sorted((HERE / "wine").glob("*.c")):
            dll = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            dll.unlink(missing_ok=True)
            run(
                [
                    "x86_64-w64-mingw32-gcc",
                    "-shared",
                    "-O2",
                    "-s",
                    "-w",
                    "-o",
                    dll,
                    source,
                    *_STUB_OPTIONS.get(source.stem, []),
                ]
            )
        self.settle()

    def end(self) -> None:
        """Ends every process of this prefix."""
        if (self.folder / "prefix").is_dir():
            subprocess.run(["wineserver", "-k"], env=self.env, check=False, capture_output=True)
            subprocess.run(["wineserver", "-w"], env=self.env, check=False, capture_output=True, timeout=60)

    def settle(self) -> None:
        """Waits until no program runs any more and the registry is on disk."""
        subprocess.run(["wineserver", "-w"], env=self.env, check=False, capture_output=True, timeout=300)

    def windows_path(self, path: Path) -> str:
        """What a program in Wine calls a file of this machine."""
        if path.is_relative_to(self.drive):
            return str(PureWindowsPath("C:\\", *path.relative_to(self.drive).parts))
        return str(PureWindowsPath("Z:\\", *path.parts[1:]))

    def unix_path(self, path: str) -> Path:
        """Where a file of drive C: lies on this machine."""
        return self.drive.joinpath(*PureWindowsPath(path).parts[1:])

    def start(self, program: str, *arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Starts a program and goes on. Its output goes through a pipe: with a plain file Python on Wine does not start."""
        return subprocess.Popen(
            ["wine", program, *arguments], env={**self.env, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(
        self, program: str, *arguments: str, env: dict[str, str] | None = None, seconds: float = 300
    ) -> tuple[int, str]:
        """Exit code and output of a program."""
        process = self.start(program, *arguments, env=env)
        try:
            out, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Refused(f"{PureWindowsPath(program).name} không xong trong {seconds:.0f} giây") from None
        return process.returncode, out.decode("utf-8", "replace")


def wait_for(what: str, test, seconds: float = 60):  # noqa: ANN001, ANN201
    """The first true answer of `test`; raises Refused when it never comes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = test()
        if answer:
            return answer
        time.sleep(0.2)
    raise Refused(f"chờ {seconds:.0f} giây không thấy: {what}")


class Screen:
    """What stands on the screen of the X server: finds windows, presses keys, takes pictures."""

    def __init__(self, pictures: Path) -> None:
        self.pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)

    def windows(self, title: str) -> list[str]:
        """The ids of visible windows whose title holds the text."""
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env={**os.environ, "LC_ALL": _LATIN}
        )
        return done.stdout.split()

    def wait(self, title: str, seconds: float = 90) -> str:
        """Waits for a window with this title."""
        return wait_for(f"cửa sổ “{title}”", lambda: self.windows(title), seconds)[-1]

    def wait_gone(self, title: str, seconds: float = 60) -> None:
        """Waits until no window has this title."""
        wait_for(f"cửa sổ “{title}” đóng lại", lambda: not self.windows(title), seconds)

    def press(self, keys: Sequence[str], window: str | None = None) -> None:
        """Presses keys one after the other, in the window if one is named."""
        if window:
            run(["xdotool", "windowfocus", window])
        for key in keys:
            run(["xdotool", "key", "--clearmodifiers", key])
            time.sleep(0.3)

    def picture(self, name: str) -> Path:
        """The whole screen as a PNG."""
        path = self.pictures / f"{name}.png"
        run(["import", "-window", "root", path])
        return path
