"""Compiles the two programs of the payload: the window and the command line, with icons, version and manifest inside."""

import shutil
from pathlib import Path

from winsetup.project import HERE, config, run, version

_TOOL = "x86_64-w64-mingw32-"


def numbers(of: str) -> str:
    """A version as Windows wants it: four numbers."""
    return ".".join([*of.split("."), "0", "0", "0"][:4])


def build(payload: Path, icons: Path, work: Path) -> None:
    """Makes KeHoachDesktop.exe (the window) and kehoach.exe (the command line)."""
    program = config()["program"]
    _build(payload / f"{program['id']}.exe", icons, work, program["name"], ["-mwindows", "-DWINDOW"])
    _build(payload / "kehoach.exe", icons, work, f"{program['name']} (dòng lệnh)", ["-mconsole"])
    shutil.copy(HERE / "launcher" / "kehoach_start.py", payload / "lib")


def _build(exe: Path, icons: Path, work: Path, description: str, options: list[str]) -> None:
    texts = {
        "PUBLISHER": config()["program"]["publisher"], "DESCRIPTION": description, "VERSION": version(),
        "FILE_NAME": exe.name, "PRODUCT": config()["program"]["name"],
    }  # fmt: skip
    names = "".join(f'#define {name} "{text}"\n' for name, text in texts.items())
    names += f"#define VERSION_NUMBERS {numbers(version()).replace('.', ',')}\n"
    for name in ("app.ico", "office.ico"):
        shutil.copy(icons / name, work)
    shutil.copy(HERE / "launcher" / "app.manifest", work)
    script, resource = work / f"{exe.stem}.rc", work / f"{exe.stem}.res"
    script.write_text(names + (HERE / "launcher" / "launcher.rc").read_text("utf-8"), "utf-8")
    run([f"{_TOOL}windres", script.name, "-O", "coff", "-o", resource.name], cwd=work)
    run(
        [f"{_TOOL}gcc", "-O2", "-s", "-municode", *options, "-Wall", "-Wextra", "-Werror", "-static",
         "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va",
         f'-DPYTHON_DLL=L"{config()["runtime"]["stdlib"].replace(".zip", ".dll")}"',
         "-o", exe, HERE / "launcher" / "launcher.c", resource.name],
        cwd=work,
    )  # fmt: skip
