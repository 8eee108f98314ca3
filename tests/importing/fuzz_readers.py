"""Damages plans at random and reads them: only a fault with its remedy may come out, and in time.

`python tests/importing/fuzz_readers.py SECONDS [SEED]` fuzzes for so long and prints counts; the suite runs a small fixed number.
"""

import io
import logging
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from pathlib import Path

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.importing.read_plan import read_plan
from kehoach_desktop.paths import resource

TOO_LONG = 10.0  # seconds for one file
LINES = [
    "UBND XÃ PHÚ LỘC", "Số: 5/KH-UBND", "Phú Lộc, ngày 03 tháng 3 năm 2027", "KẾ HOẠCH", "Làm sạch kênh mương xã Phú Lộc",
    "Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/01/2027 của Đảng ủy xã;", "I. MỤC TIÊU", "- Đến năm 2029 trên 92% hộ dùng nước sạch.",
    "II. NHIỆM VỤ", "1. Nạo vét", "- Phòng Kinh tế chủ trì, phối hợp với các thôn nạo vét xong trước ngày 20/3/2027.",
    "a) Đắp bờ; b) Trồng cây.", "III. TỔ CHỨC THỰC HIỆN", "1. Trạm Y tế", "- Báo cáo 6 tháng trước ngày 10/6, năm trước ngày 10/12 về UBND xã.",
    "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hồ Văn Nở",
]  # fmt: skip
# What damage likes to put into text: marks of structure, numbers without end, broken letters.
_SPARKS = [
    b"<", b">", b"&#0;", b"&#xD800;", b"]]>", b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr/>", b"<w:vMerge/>", b'w:val="99999999999"', b'w:val="-1"',
    b'w:val=""', b"|", b"\t\t\t", b"- ", b"\r", b"\x00", b"\xff\xfe", b"\xc3", b"1.1.1.1.1.", b"31/11/2027", b"%", b"%%%", b"chu tri:",
    b"0" * 200, b"9" * 60, "năm 9999 ".encode(), "ngày 99/99 ".encode(), b".VnTime", b"stream", b"endobj", b"/Length -5", b"/Kids [1 0 R]",
    b"(" * 300, "½".encode(), "Ⅷ² ".encode(), "²³% ".encode(), "١٢% ".encode(), b"a " * 400, "tháng 13 tháng 2027 ".encode(),
]  # fmt: skip


def seeds() -> dict[str, bytes]:
    """One sound plan for every reader."""
    return {"docx": _docx(), "txt": "\n\n".join(LINES).encode(), "md": _markdown(), "pdf": _pdf()}


def _docx() -> bytes:
    document = Document()
    for line in LINES:
        document.add_paragraph(line, style="List Number" if line.startswith("a)") else None)
    table = document.add_table(3, 4)
    words = (
        "TT",
        "Nội dung nhiệm vụ",
        "Chủ trì",
        "Thời gian",
        "1",
        "Đắp bờ",
        "Các thôn",
        "6/2027",
        "2",
        "Tát nước",
        "",
        "",
    )
    for at, text in enumerate(words):
        table.cell(at // 4, at % 4).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _markdown() -> bytes:
    rows = "| TT | Chỉ tiêu | ĐVT | Năm 2027 |\n|---|---|---|---|\n| 1 | Hộ quét ngõ | % | 85 |\n| 2 | Cây trồng | cây | 1.200 |\n"
    return ("\n".join(f"## **{line}**" if line.isupper() else f"* {line}" for line in LINES) + "\n\n" + rows).encode()


def _pdf() -> bytes:
    pdfmetrics.registerFont(TTFont("Serif", str(next(resource("fonts").rglob("*Regular*.ttf")))))
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=0)
    page = canvas.beginText(60, 780)
    page.setFont("Serif", 12)
    for line in LINES:
        page.textLine(line)
    canvas.drawText(page)
    canvas.save()
    return made.getvalue()


def damaged(kind: str, data: bytes, chance: random.Random) -> bytes:
    """The file with one to eight random wounds; most damage to a .docx is done to the XML inside, so that it is read at all."""
    if kind != "docx" or chance.random() < 0.2:
        return _wounded(data, chance)
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    victims = [n for n in ("word/document.xml", "word/styles.xml", "word/numbering.xml") if n in parts]
    victim = chance.choices(victims, [6, 2, 2][: len(victims)])[0]
    parts[victim] = (_rearranged if chance.random() < 0.7 else _wounded)(parts[victim], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue()


def _wounded(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        length = chance.choice((1, 2, 8, 64, 500))
        match chance.randrange(5):
            case 0:
                wound = chance.choice(_SPARKS)
            case 1:
                wound = chance.randbytes(length)
            case 2:
                wound = data[at : at + length] * chance.choice((2, 3, 40))
            case 3:
                wound = data[other : other + length]
            case _:
                wound = b""
        data = data[:at] + wound + data[at + chance.choice((0, length)) :]
    return data


def _rearranged(xml: bytes, chance: random.Random) -> bytes:
    """Elements moved, doubled, dropped, nested and attributes changed, the whole still well formed."""
    from lxml import etree

    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 12)):
        elements = [element for element in root.iter() if element is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        act = chance.randrange(5)
        if act == 0 and one.getparent() is not None and len(elements) > 30:
            one.getparent().remove(one)
        elif act == 1 and not any(one is parent for parent in (other, *other.iterancestors())):
            other.append(one)
        elif act == 2 and len(elements) < 4_000:
            other.append(etree.fromstring(etree.tostring(one)))
        elif act == 3 and one.attrib:
            one.set(
                chance.choice(list(one.attrib)),
                chance.choice(("", "0", "-1", "99999999999", "x", "true", "²", ".VnTime")),
            )
        elif one.text:
            spark = chance.choice(_SPARKS).decode("utf-8", "replace")
            one.text += "".join(c for c in spark if c.isprintable() or c == "\t").replace("\ufffe", "")
    return etree.tostring(root)


def read_damaged(kind: str, data: bytes, folder: Path) -> tuple[str, float]:
    """How reading ended ("read" or the name of the fault) and the seconds it took; any other exception is a bug and comes out."""
    path = folder / f"hong.{kind}"
    path.write_bytes(data)
    start = time.perf_counter()
    try:
        read_plan(path)
        ending = "read"
    except UserFacingError as fault:
        ending = type(fault).__name__
    return ending, time.perf_counter() - start


def main(seconds: float, seed: int) -> int:
    """Prints counts for each kind of file; returns how many crashed or took too long."""
    logging.disable()
    warnings.simplefilter("ignore")
    sound, bad, slowest = seeds(), 0, dict.fromkeys(("docx", "txt", "md", "pdf"), 0.0)
    counts = {kind: Counter[str]() for kind in sound}
    stop, number = time.monotonic() + seconds, seed
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < stop:
            number += 1
            kind = list(sound)[number % len(sound)]
            data = damaged(kind, sound[kind], random.Random(number))
            try:
                ending, took = read_damaged(kind, data, Path(folder))
            except Exception:  # noqa: BLE001 - that is what is looked for
                ending, took = "CRASH", 0.0
                print(f"crash: kind {kind}, number {number}\n{traceback.format_exc(limit=-3)}", flush=True)
            if took > TOO_LONG:
                print(f"hang: kind {kind}, number {number}, {took:.1f} s", flush=True)
            bad += ending == "CRASH" or took > TOO_LONG
            slowest[kind] = max(slowest[kind], took)
            counts[kind][ending] += 1
    for kind, found in counts.items():
        print(f"{kind}: {found.total()} files, slowest {slowest[kind]:.2f} s, {dict(found.most_common())}")
    return bad


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0) > 0)
