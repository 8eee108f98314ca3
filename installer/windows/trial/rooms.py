"""Runs a part of the test suite in Wine: the tests come from the checkout, everything they test from the payload."""

import os
import shutil
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from winsetup import libraries
from winsetup.project import CACHE, HERE, OUT, ROOT, config, say

from trial.bench import PYTHON, Bench, expect

LOCK = ROOT / "installer" / "requirements-test-win.txt"
BED = OUT / "work" / "rooms"
_DRIVE = "t:"  # the folder above the bed
_QT_FOR_TESTS = ("PySide6/QtTest.pyd", "PySide6/Qt6Test.dll")  # pytest-qt presses keys with it; it is not shipped
_SECONDS = 1800


@dataclass(frozen=True)
class Counted:
    """How the tests of one run ended."""

    passed: int
    skipped: int
    failed: list[str]


def plan() -> dict[str, Any]:
    """rooms.toml. Raises Refused when a folder of tests is neither run nor left out by a reason."""
    told = tomllib.loads((HERE / "rooms.toml").read_text("utf-8"))
    known = {*told["rooms"], *told["left_out"]}
    strange = sorted(
        p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name not in known and p.name[0] not in "._"
    )
    expect(not strange, f"rooms.toml không nói gì về tests/{', tests/'.join(strange)}")
    return told


def lay_out(bench: Bench) -> None:
    """The bed: a copy of the payload with a bare python.exe, and beside it pytest and the tests."""
    shutil.rmtree(BED, ignore_errors=True)
    shutil.copytree(bench.payload, BED, copy_function=os.link)
    shutil.copy(PYTHON, BED / "runtime")
    wheels = CACHE / "wheels"
    libraries.download(LOCK, wheels)
    libraries.install(LOCK, BED / "tests-lib")
    (essentials,) = wheels.glob("pyside6_essentials-*.whl")
    with zipfile.ZipFile(essentials) as wheel:
        for name in _QT_FOR_TESTS:
            wheel.extract(name, BED / "lib")
    pth = BED / "runtime" / config()["runtime"]["stdlib"].replace(".zip", "._pth")
    text = pth.read_text("ascii")
    pth.unlink()  # a link: the payload's own must not change
    pth.write_text(text + "..\\tests-lib\r\n..\r\n", encoding="ascii", newline="")
    ours = shutil.ignore_patterns("__pycache__", ".pytest_cache")
    for name in ("tests", "resources", "db"):
        shutil.copytree(ROOT / name, BED / name, ignore=ours)
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, BED)
    drive = bench.wine.folder / "prefix" / "dosdevices" / _DRIVE
    drive.unlink(missing_ok=True)
    drive.symlink_to(BED.parent)


def run(bench: Bench, name: str, paths: list[str], not_in_wine: list[str]) -> Counted:
    """The tests under some paths of tests/; those that cannot hold in Wine are left out by name."""
    told = "C:\\phong.xml"
    left_out = [f"--deselect=tests/{test}" for test in not_in_wine]
    code, out = bench.wine.run(
        f"{_DRIVE}\\{BED.name}\\runtime\\python.exe", "-X", "utf8", "-c",
        f"import os, sys; os.chdir('{_DRIVE}/{BED.name}'); import pytest; sys.exit(pytest.main(sys.argv[1:]))",
        "-q", "-x" if os.environ.get("KEHOACH_FIRST_FAULT") else "-q", "-p", "no:cacheprovider", "--basetemp=C:\\thử", f"--junitxml={told}",
        "-m", "not slow and not plans", *left_out, *(f"tests/{path}" for path in paths),
        env={"WINEQT_QPA_PLATFORM": "offscreen", "WINEQT_QPA_FONTDIR": f"{_DRIVE}\\{BED.name}\\resources\\fonts"}, seconds=_SECONDS,
    )  # fmt: skip
    (OUT / f"rooms-{name}.txt").write_text(out, "utf-8")
    report = bench.wine.unix_path(told)
    expect(report.is_file(), f"{name}: pytest không viết báo cáo (mã {code}): {out[-800:]}")
    counted = _count(report)
    report.unlink()
    shutil.rmtree(bench.wine.unix_path("C:\\thử"), ignore_errors=True)
    return counted


def _count(report: Path) -> Counted:
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 - written by pytest a moment ago
    passed, skipped, failed = 0, 0, []
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"{case.get('classname', '')}::{case.get('name')}")
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return Counted(passed, skipped, failed)


def every_room(bench: Bench, only: str = "") -> str:
    """All rooms, one after the other; raises Refused with the names of tests that failed."""
    told = plan()
    bench.wine.make()
    lay_out(bench)
    runs = {name: [name] for name in told["rooms"]} | {"ui": told["windows"]["files"]}
    counts: dict[str, Counted] = {}
    for name, paths in runs.items():
        if only and name not in only.split("+"):
            continue
        counts[name] = run(bench, name, paths, list(told["not_in_wine"]))
        say(f"{name}: {counts[name].passed} đạt, {counts[name].skipped} bỏ qua, {len(counts[name].failed)} hỏng")
    failed = [test for counted in counts.values() for test in counted.failed]
    expect(not failed, "hỏng: " + "; ".join(failed))
    words = (f"{name} {counted.passed}" for name, counted in counts.items())
    return ", ".join(words) + f"; để ngoài {len(told['not_in_wine'])}"
