"""The build of the Windows setup refuses what must not travel; what it makes is tried in Wine by dev.sh windows."""

import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "installer" / "windows"))

from trial import rooms  # noqa: E402 - found by the line above
from winsetup import imports, manifest, nsis, project, runtime, sqlite  # noqa: E402

VERIFIED = project.OUT / "work" / "runtime"
needs_runtime = pytest.mark.skipif(
    not VERIFIED.is_dir() or shutil.which("osslsigncode") is None, reason="made by dev.sh windows"
)
needs_mingw = pytest.mark.skipif(shutil.which("x86_64-w64-mingw32-objdump") is None, reason="made for dev.sh windows")


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A copy of the verified runtime, small enough to verify quickly."""
    folder = tmp_path / "python"
    folder.mkdir()
    for name in ("python311.zip", "_socket.pyd", "vcruntime140.dll", "LICENSE.txt"):
        shutil.copy(VERIFIED / name, folder)
    return folder


def verify(folder: Path) -> None:
    runtime.verify(folder, project.config()["runtime"]["stdlib_sha256"])


@needs_runtime
def test_what_the_publishers_signed_is_taken(python):
    verify(python)


@needs_runtime
def test_one_changed_byte_is_refused(python):
    data = bytearray((python / "_socket.pyd").read_bytes())
    data[5000] ^= 1
    (python / "_socket.pyd").write_bytes(data)
    with pytest.raises(project.Refused):
        verify(python)


@needs_runtime
def test_a_file_signed_by_somebody_else_is_refused(python):
    shutil.copy(python / "vcruntime140.dll", python / "select.pyd")
    with pytest.raises(project.Refused, match="cần chữ ký của Python Software Foundation"):
        verify(python)


@needs_runtime
def test_an_unknown_standard_library_is_refused(python):
    with (python / "python311.zip").open("ab") as file:
        file.write(b"x")
    with pytest.raises(project.Refused, match=r"python311\.zip"):
        verify(python)


@needs_runtime
def test_a_stranger_among_the_files_is_refused(python):
    (python / "sitecustomize.py").write_text("print('hello')", "utf-8")
    with pytest.raises(project.Refused, match="sitecustomize"):
        verify(python)


@needs_mingw
@pytest.mark.parametrize("name", ["icuuc.dll", "renamed.dll"])
def test_what_only_wine_needs_never_travels(tmp_path, name):
    (tmp_path / name).write_bytes(b"MZ" + b"made for Wine only")
    with pytest.raises(project.Refused, match="Wine"):
        imports.check(tmp_path)


def test_every_stub_for_wine_bears_its_mark():
    sources = list((project.HERE / "wine").glob("*.c"))
    assert sources
    assert all("made for Wine only" in source.read_text("utf-8").split("EXPORT const", 1)[1] for source in sources)


@pytest.mark.parametrize(("received", "fine"), [("3.53.2", False), ("3.53.3", True), ("3.54.1", True)])
def test_an_old_sqlite_stops_the_build(tmp_path, received, fine):
    for path, version in (("lib/apsw/__init__.cp311-win_amd64.pyd", received), ("runtime/sqlite3.dll", "3.45.1")):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(b"apsw 3.99.9.0\0@@" + version.encode() + b"\0\0")
    if fine:
        sqlite.check(tmp_path)
    else:
        with pytest.raises(project.Refused, match="cũ hơn"):
            sqlite.check(tmp_path)


def test_the_manifest_tells_every_file_that_differs(tmp_path):
    for name in ("a.txt", "lib/b.txt", "lib/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    first = manifest.write(tmp_path, 1_700_000_000)
    assert manifest.write(tmp_path, 1_700_000_000) == first
    assert manifest.differences(tmp_path) == []
    (tmp_path / "a.txt").write_text("khác", "utf-8")
    (tmp_path / "lib" / "b.txt").unlink()
    (tmp_path / "d.txt").write_text("mới", "utf-8")
    told = {line.split("  ", 1)[1] for line in manifest.differences(tmp_path)}
    assert told == {"a.txt", "lib/b.txt", "d.txt"}


def test_the_words_of_the_wizard_are_composed():
    text = (project.HERE / "wizard.toml").read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    loose = unicodedata.normalize("NFD", "Cài đặt")
    assert nsis.compose(loose) == "Cài đặt"


def test_every_room_is_run_in_wine_or_left_out_by_a_reason():
    told = rooms.plan()
    paths = [*told["rooms"], *told["windows"]["files"], *(test.split("::")[0] for test in told["not_in_wine"])]
    assert all((ROOT / "tests" / path).exists() for path in paths)
    assert all(told["left_out"].values())
