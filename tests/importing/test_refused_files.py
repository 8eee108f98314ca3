"""Files that are no plan are refused with what to do, and files meant to harm are not opened."""

import io
import zipfile

import pytest

from kehoach_desktop.importing import faults
from kehoach_desktop.importing.read_plan import read_plan
from kehoach_desktop.importing.readers import files, package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("trong.docx", b"", faults.EmptyPlan),
        ("trang.txt", b" \n\t\n", faults.EmptyPlan),
        ("anh.docx", b"\x89PNG\r\n\x1a\n" + bytes(40), faults.PictureFile),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + bytes(40), faults.PictureFile),
        ("cu.doc", OLE + bytes(600), faults.OldWordFile),
        ("khoa.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), faults.LockedPlan),
        ("bang.docx", zipped(xl__workbook_xml=b"<a/>"), faults.SpreadsheetFile),
        ("nen.docx", zipped(ghichu_txt=b"a"), faults.BrokenPackage),
        ("hong.docx", b"PK\x03\x04 nua chung", faults.BrokenPackage),
        ("la.txt", bytes(range(1, 32)) * 40, faults.NotAPlan),
        ("xml.docx", zipped(word__document_xml=b"<w:document"), faults.BrokenPackage),
        ("ngoai.docx", zipped(word__document_xml=b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]><d>&x;</d>'), faults.SuspiciousPackage),
        ("utf16.docx", zipped(word__document_xml='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><d/>'.encode("utf-16")), faults.SuspiciousPackage),
        ("bom.docx", zipped(word__document_xml=b"<a>" + b" " * 40_000_000 + b"</a>"), faults.SuspiciousPackage),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_by_name(tmp_path, name, data, fault):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(fault) as refused:
        read_plan(path)
    assert refused.value.subject == name
    assert refused.value.cause.endswith(".")


def test_a_part_that_lies_about_its_size_is_counted_while_it_unpacks(tmp_path):
    data = bytearray(zipped(word__document_xml=b"<a>" + b" " * 40_000_000 + b"</a>"))
    real = (40_000_007).to_bytes(4, "little")
    while real in data:
        at = data.index(real)
        data[at : at + 4] = (900).to_bytes(4, "little")
    path = tmp_path / "doi.docx"
    path.write_bytes(data)
    with pytest.raises(faults.UnreadablePlan):
        read_plan(path)


def test_too_many_parts_are_refused():
    with pytest.raises(faults.SuspiciousPackage):
        package.Package(zipped(**{f"a{k}_xml": b"" for k in range(package.MAX_ENTRIES + 1)}))


def test_a_file_over_the_limit_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 10)
    path = tmp_path / "lon.docx"
    path.write_bytes(bytes(11))
    with pytest.raises(faults.PlanTooLarge):
        read_plan(path)
