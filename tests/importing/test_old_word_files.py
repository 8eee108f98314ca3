"""Word 97-2003 files go through LibreOffice where there is one; elsewhere, and for what it cannot read, the remedy is told."""

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest
from docx import Document

from kehoach_desktop.importing import faults
from kehoach_desktop.importing.read_plan import read_plan
from kehoach_desktop.importing.readers import old_word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AS_OLD_WORD = OLE + bytes(600) + "WordDocument".encode("utf-16-le")
SOFFICE = shutil.which("soffice")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in program is a shell script")


def make_doc(docx: Path) -> Path:
    """A real .doc written by LibreOffice."""
    profile = docx.parent / "profile"
    subprocess.run(
        [SOFFICE or "", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "doc:MS Word 97",
         "--outdir", str(docx.parent), str(docx)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return docx.with_suffix(".doc")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice (soffice) on PATH")
def test_a_doc_is_read_like_its_docx(tmp_path):
    document = Document()
    for line in (
        "KẾ HOẠCH", "Trồng cây ven sông xã Tân Hòa", "I. NHIỆM VỤ", "1. Đầu năm",
        "- Các thôn đào hố xong trước ngày 20/3/2027.", "- Trạm Y tế tưới cây.",
    ):  # fmt: skip
        document.add_paragraph(line)
    docx = tmp_path / "moi.docx"
    document.save(str(docx))
    made = make_doc(docx)
    assert made.read_bytes().startswith(OLE)
    new, old = read_plan(docx), read_plan(made)
    assert (old.title, [(t.text, t.due_on) for t in old.tasks]) == (new.title, [(t.text, t.due_on) for t in new.tasks])
    assert old.tasks


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def stand_in(folder: Path, script: str) -> None:
    program = write(folder / "soffice", f"#!/bin/sh\n{script}\n".encode())
    program.chmod(program.stat().st_mode | stat.S_IEXEC)


def test_without_libreoffice_the_remedy_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(faults.OldWordFile) as told:
        read_plan(write(tmp_path / "cu.doc", AS_OLD_WORD))
    assert str(told.value) == "Chưa đọc được .doc cũ. Mở bằng Word, chọn Lưu thành .docx rồi thả lại."


@posix
def test_a_program_that_makes_nothing_is_no_answer(tmp_path, monkeypatch):
    stand_in(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(faults.OldWordFile):
        read_plan(write(tmp_path / "cu.doc", AS_OLD_WORD))


@posix
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path, monkeypatch):
    stand_in(tmp_path, f"/bin/sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(old_word, "TIMEOUT", 0.7)
    with pytest.raises(faults.OldWordFile):
        read_plan(write(tmp_path / "cu.doc", AS_OLD_WORD))
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not _runs(child):
            return
        time.sleep(0.02)
    pytest.fail("the child outlived its time")


def _runs(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def test_an_old_excel_file_is_named(tmp_path):
    with pytest.raises(faults.SpreadsheetFile):
        read_plan(write(tmp_path / "bang.doc", OLE + bytes(600) + "Workbook".encode("utf-16-le")))


def test_rich_text_is_named(tmp_path):
    with pytest.raises(faults.RichTextFile) as told:
        read_plan(write(tmp_path / "cu.doc", rb"{\rtf1\ansi Ke hoach}"))
    assert str(told.value) == "Chưa đọc được .rtf. Mở bằng Word, chọn Lưu thành .docx rồi thả lại."
