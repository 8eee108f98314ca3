"""The parts the Debian package is built with: what is taken along, what it needs, that two builds are the same."""

import os
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6 import QtCore

from kehoach_desktop.ui.endings import OFFICE_ENDING, PACKAGE_ENDING

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a Debian package is built on Linux")
ROOT = Path(__file__).resolve().parents[2]
DEBIAN = ROOT / "installer" / "debian"
sys.path.append(str(DEBIAN))

from debpackage import elf, libraries, payload  # noqa: E402


@pytest.fixture
def config():
    return tomllib.loads((DEBIAN / "config.toml").read_text(encoding="utf-8"))


@pytest.fixture
def tree(tmp_path):
    """A library of three modules, one of them a test, and a compiled part of Qt."""
    root = tmp_path / "cây"
    for name in ("thư_viện/__init__.py", "thư_viện/việc.py", "thư_viện/tests/thử.py", "Qt/giữ.txt", "Qt/bỏ.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    return root


def test_the_libraries_a_file_asks_for_are_read_from_it(tmp_path):
    asked = elf.needed(Path(QtCore.__file__))
    assert {"libQt6Core.so.6", "libc.so.6"} <= set(asked)
    loaded = libraries.loaded_by([Path(QtCore.__file__)])
    assert set(asked) <= set(loaded)
    (tmp_path / "chữ.so").write_text("INPUT(-lc)")
    assert elf.needed(tmp_path / "chữ.so") == []


def test_a_file_without_a_dynamic_part_asks_for_nothing(tmp_path):
    header = b"\x7fELF\x02\x01".ljust(32, b"\0") + struct.pack("<QQIHHHHHH", 64, 0, 0, 64, 56, 0, 0, 0, 0)
    (tmp_path / "trống.so").write_bytes(header)
    assert elf.needed(tmp_path / "trống.so") == []


def test_our_own_libraries_come_along_and_the_systems_do_not():
    inside = Path(QtCore.__file__).parent
    found = libraries.ours_among([Path(QtCore.__file__)], inside)
    assert {path.name for path in found} >= {"libQt6Core.so.6", "libpyside6.abi3.so.6.12"} - {QtCore.__file__}
    assert all(path.is_relative_to(inside) for path in found)


def test_a_library_this_machine_lacks_ends_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "loaded_by", lambda _: {"libthiếu.so.1": None})
    monkeypatch.setattr(elf, "needed", lambda _: ["libthiếu.so.1"])
    with pytest.raises(SystemExit, match=r"libthiếu\.so\.1"):
        libraries.packages_of([tmp_path / "x.so"], tmp_path)


def test_what_nobody_needs_is_left_out(tree):
    payload.thin(tree, {"leave_out": ["thư_viện/tests"], "keep": {"Qt": ["giữ.txt"]}})
    assert sorted(path.name for path in tree.rglob("*") if path.is_file()) == ["__init__.py", "giữ.txt", "việc.py"]
    assert not (tree / "thư_viện" / "tests").exists()


@pytest.mark.parametrize("lists", [{"leave_out": ["không/có"], "keep": {}}, {"leave_out": [], "keep": {"Qt": ["x*"]}}])
def test_a_line_that_matches_nothing_is_noticed(tree, lists):
    with pytest.raises(SystemExit, match="không có gì khớp"):
        payload.thin(tree, lists)


def test_two_builds_are_the_same_whenever_and_by_whomever_they_are_made(tree, tmp_path):
    hashes = []
    for build, umask in ((1, 0o022), (2, 0o077)):
        copy = tmp_path / f"bản {build}"
        before = os.umask(umask)
        subprocess.run(["cp", "-r", str(tree), str(copy)], check=True)
        os.umask(before)
        os.utime(copy / "thư_viện" / "việc.py", (build * 1e9, build * 1e9))
        assert payload.compile_all(copy, "/usr/lib/x") == 3
        payload.settle(copy, 1_700_000_000)
        hashes.append(payload.tree_hash(copy))
    assert hashes[0] == hashes[1]
    (tmp_path / "bản 2" / "Qt" / "giữ.txt").write_text("khác", encoding="utf-8")
    assert payload.tree_hash(tmp_path / "bản 2") != hashes[1]


def test_compiled_forms_are_trusted_and_name_the_installed_place(tree):
    payload.compile_all(tree, "/usr/lib/x")
    (compiled,) = (tree / "thư_viện" / "__pycache__").glob("việc.*.pyc")
    data = compiled.read_bytes()
    assert struct.unpack_from("<I", data, 4) == (0b01,), "hash-based, and not looked at when it is loaded"
    assert "/usr/lib/x/thư_viện/việc.py".encode() in data
    assert str(tree).encode() not in data


def test_the_lists_name_the_qt_modules_the_program_imports(config):
    kept = " ".join(config["lib"]["keep"]["PySide6"])
    sources = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "kehoach_desktop").rglob("*.py"))
    used = {name for name in ("QtCore", "QtGui", "QtWidgets", "QtPdf", "QtPrintSupport", "QtSvg", "QtNetwork", "QtTest",
                              "QtSvgWidgets", "QtPdfWidgets", "QtXml", "QtSql", "QtDBus") if f"PySide6.{name} " in sources}  # fmt: skip
    assert used >= {"QtCore", "QtGui", "QtWidgets"}
    assert [name for name in used if f"{name}.abi3.so" not in kept] == []


def test_files_of_ours_are_known_to_the_desktop(config):
    entry = (DEBIAN / "files" / "kehoach-desktop.desktop").read_text(encoding="utf-8")
    mime = (DEBIAN / "files" / "kehoach-desktop.xml").read_text(encoding="utf-8")
    for ending, kind in ((OFFICE_ENDING, "application/x-kehoach"), (PACKAGE_ENDING, "application/x-kehoach-goi")):
        assert f'pattern="*{ending}"' in mime
        assert f'type="{kind}"' in mime
        assert f"{kind};" in entry
    assert all((ROOT / source).is_file() for source in config["files"].values())
