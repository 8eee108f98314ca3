"""What a person or an IT officer does with the setup and the program, and what must be true right after."""

import json
import shutil
from pathlib import Path

from winsetup import manifest, sqlite
from winsetup.project import OUT, config, megabytes, size_of, version

from trial import traces
from trial.bench import PYTHON, Bench, expect
from trial.wine import wait_for

# Passes a command line on as it is: /D= must come last and unquoted, which Wine's own start does not allow.
_AS_IT_IS = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))"
# Asks every window of Qt to close, as a click on its cross does.
_CLOSE = """
import ctypes
from ctypes import wintypes
user32 = ctypes.windll.user32
@ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
def each(window, _):
    name = ctypes.create_unicode_buffer(200)
    user32.GetClassNameW(window, name, 200)
    if name.value.startswith("Qt") and user32.IsWindowVisible(window):
        user32.PostMessageW(window, 0x10, 0, 0)
    return True
user32.EnumWindows(each, 0)
"""


def install(bench: Bench, *switches: str, setup: Path | None = None, target: str | None = None) -> int:
    """Silently; returns the exit code."""
    exe = bench.wine.windows_path(setup or bench.setup)
    line = " ".join(['"' + exe + '"', "/S", *switches, *([f"/D={target}"] if target else [])])
    code, _ = bench.python(_AS_IT_IS, line)
    return code


def check_installed(bench: Bench, target: str, of: str | None = None) -> str:
    """Every file as in the manifest, shortcuts, registry, sizes."""
    folder = bench.wine.unix_path(target)
    strange = manifest.differences(folder, but=frozenset({"uninstall.exe"}))
    expect(not strange, "khác danh mục: " + "; ".join(strange[:5]))
    bench.wine.settle()
    told = traces.registry(bench.wine)
    program = config()["program"]
    entry = f"Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{bench.id}"
    kind = f"{bench.id}.Office"
    wanted = {
        (entry, "DisplayName"): program["name"],
        (entry, "DisplayVersion"): of or version(),
        (entry, "InstallLocation"): target,
        (entry, "QuietUninstallString"): f'"{target}\\uninstall.exe" /S',
        (f"Software\\Classes\\{program['ending']}", "@"): kind,
        (f"Software\\Classes\\{kind}\\shell\\open\\command", "@"): f'"{target}\\{bench.id}.exe" "%1"',
        (f"Software\\Classes\\{kind}\\DefaultIcon", "@"): f"{target}\\{bench.id}.exe,1",
    }
    for (key, name), value in wanted.items():
        expect(told.get((key, name)) == value, f"{key}\\{name}: {told.get((key, name))!r}, cần {value!r}")
    links = [
        bench.wine.folder / "home" / "Desktop",
        *bench.wine.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"),
    ]
    for place in links:
        expect((place / f"{program['name']}.lnk").is_file(), f"không có biểu tượng trong {place.name}")
    size = megabytes(size_of(folder))
    expect(size <= config()["limits"]["installed"], f"cài xong {size:.1f} MB")
    return f"{size:.1f} MB"


def self_test(bench: Bench, target: str, name: str) -> str:
    """The program tries itself out; the report and the pictures are kept under the name."""
    inside = f"C:\\thử nghiệm\\{name}"
    code, out = bench.wine.run(f"{target}\\{bench.id}.exe", "--self-test", inside, seconds=600)
    folder = bench.wine.unix_path(inside)
    kept = OUT / "self-test" / name
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for file in ("report.json", "window.png", "page.png", "log.txt", "stacks.txt"):
        if (folder / file).is_file():
            shutil.copy(folder / file, kept)
    expect((kept / "report.json").is_file(), f"không có báo cáo, mã {code}: {out[-500:]}")
    report = json.loads((kept / "report.json").read_text("utf-8"))
    bad = [f"{step['name']}: {step['detail'][-400:]}" for step in report["steps"] if not step["ok"]]
    expect(code == 0 and report["ok"] and not bad, f"mã {code}; " + "; ".join(bad))
    sqlite.refuse_old("received", report["versions"]["apsw_sqlite"])
    sqlite.refuse_old("own", report["versions"]["sqlite"])
    shutil.rmtree(bench.wine.unix_path("C:\\thử nghiệm"))
    seconds = sum(step["seconds"] for step in report["steps"])
    return f"{len(report['steps'])} bước, {seconds:.0f} giây"


def uninstall(bench: Bench, target: str) -> None:
    """Silently, and waits: the uninstaller goes on in a copy of itself."""
    folder = bench.wine.unix_path(target)
    code, _ = bench.wine.run(f"{target}\\uninstall.exe", "/S")
    expect(code == 0, f"trình gỡ: mã {code}")
    wait_for("thư mục chương trình mất đi", lambda: not folder.exists(), 60)


def check_nothing_left(bench: Bench, before: traces.Traces, *also: str) -> str:
    """Only her data may be new against what was there before."""
    after = traces.take(bench.wine)
    files = after.new_files(before, but=(traces.HER_DATA, *also))
    values = after.new_values(before)
    expect(not files, "còn lại tệp: " + "; ".join(files[:8]))
    expect(not values, "còn lại trong registry: " + "; ".join(values[:8]))
    return "không còn gì ngoài dữ liệu của người dùng"


def double_click(bench: Bench, file: Path) -> None:
    """Opens a file as Explorer does, by what the setup wrote for its ending. Wine 8's own start knows no kinds of one person."""
    ending = config()["program"]["ending"]
    told = traces.registry(bench.wine)
    kind = told[f"Software\\Classes\\{ending}", "@"]
    command = told[f"Software\\Classes\\{kind}\\shell\\open\\command", "@"]
    bench.wine.start(str(PYTHON), "-X", "utf8", "-c", _AS_IT_IS, command.replace("%1", bench.wine.windows_path(file)))


def close_windows(bench: Bench, title: str) -> None:
    """Closes the program's windows as a person does, and waits until it has ended."""
    bench.python(_CLOSE)
    bench.screen.wait_gone(title)
    bench.wine.settle()
