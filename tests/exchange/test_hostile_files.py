"""Files nobody should trust: refused by name, in seconds, in little memory, and without taking the program along."""

import contextlib
import io
import logging
import random
import string
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import returned_forms as forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kehoach_desktop.errors import Cancelled
from kehoach_desktop.exchange import bounded
from kehoach_desktop.exchange.bounded import BoundedReader
from kehoach_desktop.exchange.faults import ReaderNotStarted, Refusal, RefusedFile
from kehoach_desktop.exchange.form_reader import find_form
from kehoach_desktop.exchange.spreadsheet import CellKind, read_workbook

ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
OUTSIDE = ENTITIES.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"')


@pytest.fixture
def sheet_of(tmp_path: Path):
    """A workbook whose first sheet holds this XML."""
    made = []

    def make(xml: bytes) -> Path:
        path = tmp_path / f"{len(made)}.xlsx"
        book = Workbook()
        book.active["A1"] = "Phiếu"
        book.save(path)
        forms.replace_part(path, forms.SHEET_PART, xml)
        made.append(path)
        return path

    return make


def refusal(data: bytes) -> Refusal:
    with pytest.raises(RefusedFile) as caught:
        read_workbook(data)
    assert caught.value.cause
    assert caught.value.remedy
    return caught.value.refusal


def zip_of(*names: str, data: bytes = b"x") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, data)
    return held.getvalue()


ROOT = Path(__file__).parents[2]


def _stop_at_once(line, memory):
    line.close()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Refusal.EMPTY),
        (OLE + "Workbook".encode("utf-16-le"), Refusal.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.PASSWORD),
        (b"\r\n<html><table><tr><td>12</td></tr></table></html>", Refusal.WEB_PAGE),
        (b"%PDF-1.7 ...", Refusal.NOT_A_SHEET),
        ("Thôn;Số hộ\nAo Sen;12".encode(), Refusal.NOT_A_SHEET),
        (zip_of("xl/workbook.xml", "xl/vbaProject.bin"), Refusal.MACROS),
        (zip_of("xl/workbook.bin"), Refusal.BINARY_EXCEL),
        (zip_of("mimetype", "content.xml"), Refusal.OPEN_DOCUMENT),
        (zip_of("word/document.xml"), Refusal.OTHER_OFFICE_FILE),
        (zip_of("anh.jpg"), Refusal.NOT_A_SHEET),
        (zip_of("xl/workbook.xml")[:-30], Refusal.BROKEN),
        (zip_of("xl/workbook.xml"), Refusal.BROKEN),
        (zip_of("xl/workbook.xml", *(f"xl/media/{n}.png" for n in range(1_000))), Refusal.BOMB),
        (zip_of("xl/workbook.xml", data=b"<a>" * 3_000_000), Refusal.BOMB),
        (b"PK\x03\x04" + b"0" * (20 * 2**20), Refusal.TOO_BIG),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_named_with_its_remedy(data, expected):
    assert refusal(data) is expected


@pytest.mark.parametrize(
    "xml", [ENTITIES, OUTSIDE, ENTITIES.decode().encode("utf-16")], ids=["bomb", "outside", "utf-16"]
)
def test_a_doctype_is_refused(sheet_of, xml):
    assert refusal(sheet_of(xml).read_bytes()) is Refusal.DOCTYPE


@pytest.mark.parametrize("reference", ["XFD1048576", "A20001", "GS1"])
def test_a_filled_cell_far_out_is_refused(sheet_of, reference):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'.encode()
    assert refusal(sheet_of(forms.SHEET_START + cell + forms.SHEET_END).read_bytes()) is Refusal.TOO_WIDE


def test_empty_rows_far_out_are_read_past(sheet_of):
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, 40_000))
    (sheet,) = read_workbook(sheet_of(forms.SHEET_START + rows + forms.SHEET_END).read_bytes())
    assert sheet.cells == {}


def test_a_package_that_lies_about_its_sizes_is_caught_while_it_unpacks(sheet_of):
    big = forms.SHEET_START + b'<row r="1"><c r="A1"/></row>' * 2_000_000 + forms.SHEET_END
    path = sheet_of(big)
    data = bytearray(path.read_bytes())
    sizes = len(big).to_bytes(4, "little")
    while (place := data.find(sizes)) >= 0:  # in the local and in the central header
        data[place : place + 4] = (1000).to_bytes(4, "little")
    started = time.monotonic()
    assert refusal(bytes(data)) in {Refusal.BOMB, Refusal.BROKEN}
    assert time.monotonic() - started < 10


def test_a_tower_of_elements_is_refused(sheet_of):
    assert refusal(sheet_of(b"<a>" * 300_000 + b"</a>" * 300_000).read_bytes()) is Refusal.BOMB


def test_more_text_than_a_form_can_have_is_refused(sheet_of):
    letters = random.Random(5).choices(string.ascii_letters, k=30_000)
    row = f'<row><c t="inlineStr"><is><t>{"".join(letters)}</t></is></c></row>'.encode()
    assert refusal(sheet_of(forms.SHEET_START + row * 140 + forms.SHEET_END).read_bytes()) is Refusal.TOO_WIDE


def test_every_kind_of_cell_is_told_apart(sheet_of):
    cells = (
        b'<row><c t="inlineStr"><is><t>chu</t><rPh><t>x</t></rPh></is></c><c><v>0.95499999999999996</v></c>'
        b'<c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f></c><c><f>1+1</f><v>2</v></c>'
        b'<c t="str"><f>A1</f><v>chu</v></c><c t="d"><v>2026-06-15</v></c><c/></row>'
    )
    (sheet,) = read_workbook(sheet_of(forms.SHEET_START + cells + forms.SHEET_END).read_bytes())
    assert [(column, *cell) for (_, column), cell in sheet.cells.items()] == [
        (1, CellKind.TEXT, "chu"), (2, CellKind.NUMBER, "0.955"), (3, CellKind.BOOLEAN, "1"),
        (4, CellKind.ERROR, "#REF!"), (5, CellKind.FORMULA, ""), (6, CellKind.NUMBER, "2.0"),
        (7, CellKind.TEXT, "chu"), (8, CellKind.DATE, "2026-06-15"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "xml",
    [
        b'<row r="x"/>', b'<row r="1"><c r="1A"><v>1</v></c></row>', b'<row><c t="s"><v>99</v></c></row>',
        b'<row><c t="s"><v>-1</v></c></row>', b"<row><c><v>abc</v></c></row>", b'<row><c s="z"><v>1</v></c></row>', b"<row>",
        b'<row r="' + b"9" * 5000 + b'"/>',
    ],
)  # fmt: skip
def test_xml_that_makes_no_sense_is_a_damaged_file(sheet_of, xml):
    assert refusal(sheet_of(forms.SHEET_START + xml + forms.SHEET_END).read_bytes()) is Refusal.BROKEN


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=8))
def test_random_damage_is_read_or_refused_and_never_a_crash(write_form, cuts):
    data = bytearray(write_form().read_bytes())
    for place, piece in cuts:
        at = place % len(data)
        data[at : at + len(piece)] = piece
    with contextlib.suppress(RefusedFile):
        find_form(read_workbook(bytes(data)))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(
            ["<row>", "</row>", "<c>", "</c>", "<v>", "</v>", "<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "1", "x", " ",
             '<c t="s">', '<c r="B2">', '<c r="A0">', "&lt;", "<x:v>", "<!-- x -->", "<?x?>", "<![CDATA[9]]>"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_random_sheets_are_read_or_refused_and_never_a_crash(sheet_of, pieces):
    path = sheet_of(forms.SHEET_START + "".join(pieces).encode() + forms.SHEET_END)
    with contextlib.suppress(RefusedFile):
        find_form(read_workbook(path.read_bytes()))


# --- the process of its own ---


def test_a_pile_is_read_by_one_process_and_refusals_do_not_stop_it(write_form, sheet_of, tmp_path):
    good = write_form()
    far = sheet_of(forms.SHEET_START + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + forms.SHEET_END)
    with BoundedReader() as reader:
        first = reader.read(good)
        with pytest.raises(RefusedFile, match="quá lớn"):
            reader.read(far)
        with pytest.raises(RefusedFile, match="Không đọc được"):
            reader.read(tmp_path / "da-rut-usb.xlsx")
        again = reader.read(good)
    assert first == again
    assert find_form(first.sheets) is not None


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_read(write_form, sheet_of):
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(1, 300_000))
    slow = sheet_of(forms.SHEET_START + rows + forms.SHEET_END)
    with BoundedReader(seconds=0.3) as reader:
        started = time.monotonic()
        with pytest.raises(RefusedFile) as caught:
            reader.read(slow)
        assert time.monotonic() - started < 10
        assert caught.value.refusal is Refusal.TOO_SLOW
        reader._seconds = 60
        assert reader.read(write_form()).sheets


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="only POSIX sets a memory limit on a process")
def test_a_file_that_needs_more_memory_than_allowed_is_refused(sheet_of):
    cells = b"".join(b'<row><c t="inlineStr"><is><t>%d%s</t></is></c></row>' % (n, b"x" * 200) for n in range(18_000))
    path = sheet_of(forms.SHEET_START + cells + forms.SHEET_END)
    with BoundedReader() as roomy:
        assert roomy.read(path).sheets
    with BoundedReader(memory=40 * 2**20) as tight, pytest.raises(RefusedFile) as caught:
        tight.read(path)
    assert caught.value.refusal in {Refusal.BOMB, Refusal.DIED}


def test_the_reader_starts_whatever_the_main_program_is(write_form):
    program = (
        "from pathlib import Path\n"
        "from kehoach_desktop.exchange.bounded import BoundedReader\n"
        f"with BoundedReader() as reader: print(len(reader.read(Path({str(write_form())!r})).sheets))\n"
    )
    run = subprocess.run(
        [sys.executable, "-"], input=program, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("2", "")


def test_a_reader_that_does_not_come_up_blames_no_file(write_form, monkeypatch):
    monkeypatch.setattr(bounded, "serve", _stop_at_once)
    with BoundedReader() as reader, pytest.raises(ReaderNotStarted):
        reader.read(write_form())


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere the process starts first and then fails")
def test_a_system_that_starts_no_process_is_told_as_that(tmp_path):
    from multiprocessing import set_executable

    before = sys.executable
    set_executable(str(tmp_path / "không có.exe"))
    try:
        with BoundedReader() as reader, pytest.raises(ReaderNotStarted):
            reader.read(tmp_path / "phiếu.xlsx")
    finally:
        set_executable(before)


def test_stopping_ends_the_process(write_form):
    def stop():
        raise Cancelled

    with BoundedReader() as reader:
        with pytest.raises(Cancelled):
            reader.read(write_form(), stop)
        assert reader._process is None


def test_a_bug_in_the_reader_is_logged_and_costs_one_file(write_form, monkeypatch, caplog, expected_logs):
    expected_logs.append("reader failed")
    monkeypatch.setattr(BoundedReader, "_ask", lambda *_: [{"crash": "Traceback ..."}])
    with caplog.at_level(logging.ERROR), BoundedReader() as reader, pytest.raises(RefusedFile) as caught:
        reader.read(write_form())
    assert caught.value.refusal is Refusal.DIED
    assert "Traceback" in caplog.text


def test_an_unforeseen_error_reaches_the_parent_as_text(write_form, monkeypatch):
    def fail(_):
        raise KeyError("bất ngờ")

    monkeypatch.setattr(bounded, "read_workbook", fail)
    (answer,) = bounded._guarded(bounded.workbook_answers, {"path": str(write_form())})
    assert "KeyError" in answer["crash"]
