"""The package on this machine: put over an older one, tried out by itself and in its window as an ordinary user, removed without a trace.

What was installed beside it is removed again too. Ends the build with a reason as soon as something does not hold.
"""

import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing
from pathlib import Path

from . import fail, say

_USER = "nobody"  # when the build runs as root, the program does not
_SCREEN = "1366x768x24"
_WAIT = "90"  # seconds for the window, on a busy machine
_NAME = "kehoach-desktop"
_OLDER = "0.0.1"  # the number under which the same package plays the version before
_STALE = f"usr/lib/{_NAME}/kehoach_desktop/of_an_older_version.py"
_COUNT = "SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM task) + (SELECT count(*) FROM indicator)"
_ROOT = Path(__file__).resolve().parents[3]
_SIZE_LIMIT = 30_000  # bytes; a picture of an empty screen is smaller
# Finds the window, leaves it time to paint, keeps the picture, closes it as the person does.
_LOOK = """
kehoach-desktop "$1" & program=$!
timeout {wait} xdotool search --sync --onlyvisible --name "$2" >/dev/null || exit 3
sleep 4
import -window root "$3" || exit 4
xdotool search --onlyvisible --name "$2" windowquit || kill "$program"
wait "$program"
"""


class Trial:
    """One run over a package; pictures and reports go beside it."""

    def __init__(self, package: Path, to: Path) -> None:
        self.package = package.resolve()
        self.to = to.resolve()
        self.root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        self.user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
        self.place = Path(tempfile.mkdtemp(prefix="kehoach-deb-", dir="/tmp"))  # where another user can read it
        self.home = self.place / "nhà"

    def run(self) -> None:
        """Everything, and the machine as it was afterwards, also when something failed."""
        before = _installed()
        if _NAME in before:
            fail(f"{_NAME} đã có trên máy này; gỡ rồi chạy lại.")
        try:
            self._prepare()
            self._install(self._older())
            self._install(self.package)
            self._check_installed()
            self._try_itself()
            self._open_older_file()
            self._look_at_window()
            self._remove()
        finally:
            left = sorted(_installed() - before)
            if left:
                self._apt("purge", *left)
            shutil.rmtree(self.place, ignore_errors=True)

    # --- steps ---

    def _prepare(self) -> None:
        self.place.chmod(0o755)
        self.home.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.home, _USER, pwd.getpwnam(_USER).pw_gid)

    def _older(self) -> Path:
        """The same package under an older number, with a file that the new one no longer has."""
        tree, older = self.place / "cũ", self.place / f"{_NAME}_{_OLDER}_all.deb"
        _call(["dpkg-deb", "-R", str(self.package), str(tree)])
        control = tree / "DEBIAN/control"
        text = control.read_text(encoding="utf-8")
        control.write_text(text.replace(f"Version: {_version()}\n", f"Version: {_OLDER}\n"), encoding="utf-8")
        (tree / _STALE).write_text("raise SystemExit", encoding="utf-8")
        _call(["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(tree), str(older)])
        shutil.rmtree(tree)
        return older

    def _install(self, package: Path) -> None:
        say(f"Cài {package.name}")
        copy = self.place / "goi.deb"  # apt reads it as a user of its own
        shutil.copyfile(package, copy)
        copy.chmod(0o644)
        self._apt("install", "--no-install-recommends", str(copy))

    def _check_installed(self) -> None:
        """Nothing of the older one is left; only root can change what is there, everybody can read it, and it is what was packed."""
        _expect(not Path("/", _STALE).exists(), "lên bản mới mà còn tệp của bản cũ")
        wrong = [path for path in self._files() if not path.is_symlink() and not _is_right(path.stat())]
        _expect(not wrong, f"quyền của tệp không đúng: {wrong[:5]}")
        told = subprocess.run(["dpkg", "--verify", _NAME], capture_output=True, text=True, check=False).stdout
        _expect(not told, f"tệp đã cài khác tệp đã gói: {told}")
        _call(["desktop-file-validate", f"/usr/share/applications/{_NAME}.desktop"])
        self._check_mime()

    def _check_mime(self) -> None:
        """The file type of ours in a database made anew of ours alone."""
        mime = self.place / "mime"
        (mime / "packages").mkdir(parents=True)
        shutil.copyfile(f"/usr/share/mime/packages/{_NAME}.xml", mime / "packages" / f"{_NAME}.xml")
        _call(["update-mime-database", str(mime)])
        globs = (mime / "globs2").read_text(encoding="utf-8")
        _expect("application/x-kehoach:*.kehoach\n" in globs, f"loại tệp .kehoach không được ghi nhận: {globs}")

    def _try_itself(self) -> None:
        say("Tự kiểm tra trong gói đã cài, dưới Xvfb")
        tried = self.home / "Tự kiểm tra"
        done = self._as_user([*_xvfb(), _NAME, "--self-test", str(tried)])
        report_path = tried / "report.json"
        kept = self.to / "tu-kiem-tra"
        shutil.rmtree(kept, ignore_errors=True)
        if tried.is_dir():
            shutil.copytree(tried, kept, ignore=shutil.ignore_patterns("du-lieu"))
        _expect(report_path.is_file(), f"không có báo cáo tự kiểm tra: {done.stderr[-2000:]}")
        report = json.loads(report_path.read_text(encoding="utf-8"))
        failed = [step["name"] for step in report["steps"] if not step["ok"]]
        _expect(done.returncode == 0 and report["ok"], f"tự kiểm tra không đạt ({', '.join(failed)}); xem {kept}")
        (window,) = [step for step in report["steps"] if step["name"] == "window"]
        _expect("xcb" in window["detail"], f"cửa sổ không mở trên X: {window['detail']}")
        version = _version()
        _expect(
            report["versions"]["program"] == version, f"gói là bản {version}, chương trình nói {report['versions']}"
        )
        for step in report["steps"]:
            say(f"  {step['name']}: {step['seconds']:.1f} giây, {step['detail']}")
        shutil.copyfile(tried / "du-lieu" / "Xã mẫu.kehoach", self.home / "Xã thử.kehoach")
        self._give(self.home / "Xã thử.kehoach")

    def _open_older_file(self) -> None:
        """A file of the first version of the program: read, brought to the present one, with the old one kept beside it."""
        say("Mở tệp của bản cũ")
        folder = self.home / "tệp cũ"
        folder.mkdir()
        office = folder / "Xã cũ.kehoach"
        shutil.copyfile(_ROOT / "tests/files/office-1.0.kehoach", office)
        self._give(folder)
        self._give(office)
        before = _rows(office)
        told = self._as_user(["kehoach", "show", str(office), "--json"])
        _expect(told.returncode == 0, f"lệnh kehoach: {told.stderr[-2000:]}")
        after, kept = _rows(office), sorted(path.name for path in folder.glob("*trước nâng cấp*"))
        _expect(after[0] > before[0], f"tệp vẫn ở dạng {before[0]}")
        _expect(after[1] == before[1] > 0, f"tệp có {before[1]} bản ghi, nay {after[1]}")
        _expect(len(kept) == 1 and _rows(folder / kept[0]) == before, f"bản trước nâng cấp không được giữ: {kept}")
        say(f"  {before[1]} bản ghi, dạng {before[0]} thành {after[0]}; giữ {kept[0]}")

    def _look_at_window(self) -> None:
        say("Mở tệp trong cửa sổ, dưới Xvfb")
        office, picture = self.home / "Xã thử.kehoach", self.home / "cua-so.png"
        script = _LOOK.format(wait=_WAIT)
        done = self._as_user([*_xvfb(), "sh", "-c", script, "sh", str(office), "Xã thử.kehoach", str(picture)])
        if picture.is_file():
            shutil.copyfile(picture, self.to / "cua-so.png")
        _expect(done.returncode in (0, -15, 143), f"cửa sổ không mở (mã {done.returncode}): {done.stderr[-2000:]}")
        _expect(picture.is_file() and picture.stat().st_size > _SIZE_LIMIT, "ảnh cửa sổ trống")
        told = self._as_user(["kehoach", "show", str(office), "--json"])
        _expect(
            told.returncode == 0 and len(json.loads(told.stdout)["tasks"]) > 40, f"lệnh kehoach: {told.stderr[-2000:]}"
        )
        say(f"  ảnh: {self.to / 'cua-so.png'}")

    def _remove(self) -> None:
        say("Gỡ gói")
        files = self._files()
        office = self.home / "Xã thử.kehoach"
        before = office.read_bytes()
        own = [
            path for part in (".local", ".config") for path in sorted((self.home / part).rglob("*")) if path.is_file()
        ]
        _expect(own, "chương trình không ghi gì của người dùng: phép thử này không thấy gì")
        self._apt("purge", _NAME)
        left = [path for path in files if path.exists() or path.is_symlink()]
        _expect(
            not left, f"gỡ rồi mà còn {left[:5]}"
        )  # the program's own folder is among them, so nothing in it is left
        _expect(office.read_bytes() == before and all(path.is_file() for path in own), "gỡ làm mất tệp của người dùng")
        say(f"  không còn gì của gói; {len(own)} tệp riêng của người dùng và tệp .kehoach còn nguyên")

    # --- tools ---

    def _files(self) -> list[Path]:
        """What the package brought that no other package has: files, and folders of its own name."""
        told = subprocess.run(["dpkg-query", "-L", _NAME], capture_output=True, text=True, check=True).stdout
        paths = [Path(line) for line in told.splitlines()]
        return [path for path in paths if path.is_symlink() or not path.is_dir() or _NAME in path.parts]

    def _apt(self, *command: str) -> None:
        quiet = ["apt-get", "-y", "-qq", "-o", "Dpkg::Use-Pty=0"]
        _call([*self.root, "env", "DEBIAN_FRONTEND=noninteractive", *quiet, *command])

    def _as_user(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Runs something as the person would: her home, no variable of the build's."""
        runtime = self.home / ".runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        self._give(runtime)
        own = {
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(runtime), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "USER": _USER, "TMPDIR": str(runtime),
        }  # fmt: skip
        pairs = [f"{name}={value}" for name, value in own.items()]
        return subprocess.run(
            [*self.user, "env", "-i", *pairs, *command], capture_output=True, text=True, check=False, cwd="/", timeout=900
        )  # fmt: skip

    def _give(self, path: Path) -> None:
        if self.user:
            shutil.chown(path, _USER, pwd.getpwnam(_USER).pw_gid)


def _installed() -> set[str]:
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n"], capture_output=True, text=True, check=True
    ).stdout
    return {line.split()[1] for line in told.splitlines() if line.startswith("ii")}


def _xvfb() -> list[str]:
    return ["xvfb-run", "-a", "-s", f"-screen 0 {_SCREEN}"]


def _is_right(stat: os.stat_result) -> bool:
    return stat.st_uid == 0 and not stat.st_mode & 0o022 and bool(stat.st_mode & 0o004)


def _rows(office: Path) -> tuple[int, int]:
    """The version an office file bears, and how many records it holds: units, tasks and indicators."""
    with closing(sqlite3.connect(f"{office.as_uri()}?mode=ro", uri=True)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (count,) = connection.execute(_COUNT).fetchone()
    return version, count


def _version() -> str:
    return tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        fail(" ".join(command[:6]))


def _expect(holds: object, what: str) -> None:
    if not holds:
        fail(what)
