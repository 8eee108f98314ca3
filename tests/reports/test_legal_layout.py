"""The report on paper against Nghị định 30/2020/NĐ-CP, Phụ lục I, measured in the printed file."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pdfplumber
import pypdf
import pytest

from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import period_report
from kehoach_desktop.reports.model import Block, BlockKind
from kehoach_desktop.reports.pdf_paper import write_paper
from tests.reports.readback import pdf_fonts, pdf_text
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW, request

MM = 72 / 25.4


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "bao-cao.pdf"
    render("bao-cao", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    with pdfplumber.open(path) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def body_pages(report):
    return [page for page in report.pages if page.width < page.height]


def line_of(page, start):
    """The characters of the first line that begins with a text."""
    lines = page.extract_text_lines(return_chars=True)
    return next(line for line in lines if line["text"].startswith(start))["chars"]


def face(chars):
    """Size and style of a piece of text."""
    first = chars[0]
    style = first["fontname"].split("-")[-1] if "-" in first["fontname"] else "Regular"
    return round(first["size"]), style


def test_sheets_are_a4_upright_and_annexes_lie(report):
    sizes = {(round(p.width / MM), round(p.height / MM)) for p in report.pages}
    assert sizes == {(210, 297), (297, 210)}


def test_nothing_stands_outside_the_margins(report):
    for page in report.pages:
        right = page.width - (20 if page.width < page.height else 15) * MM
        for char in page.chars:
            if char["text"] == " ":
                continue
            assert char["x0"] >= 30 * MM - 0.5
            assert char["x1"] <= right + 0.5
            assert char["bottom"] <= page.height - 20 * MM + 1
            assert char["top"] >= 20 * MM - 0.5 or char["text"].isdigit()


def test_page_number_is_centred_in_the_top_margin_but_not_on_page_one(body_pages):
    for number, page in enumerate(body_pages, 1):
        above = [c for c in page.chars if c["top"] < 20 * MM - 2]
        assert "".join(c["text"] for c in above) == ("" if number == 1 else str(number))
        if number > 1:
            assert 13 <= above[0]["size"] <= 14
            assert (above[0]["x0"] + above[-1]["x1"]) / 2 == pytest.approx(
                (30 * MM + page.width - 20 * MM) / 2, abs=0.5
            )


def test_annexes_count_their_own_pages(report):
    text = [page.extract_text() for page in report.pages if page.width > page.height]
    assert [t.splitlines()[0] for t in text] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


@pytest.mark.parametrize(
    ("start", "size", "style"),
    [
        ("Số:", 13, "Regular"),
        ("BÁO CÁO", 14, "Bold"),
        ("Kết quả 6 tháng", 14, "Bold"),
        ("Thực hiện Kế hoạch", 14, "Regular"),
        ("I. CÔNG TÁC", 14, "Bold"),
        ("1. Kết quả", 14, "Bold"),
    ],
)
def test_type_of_page_one(body_pages, start, size, style):
    assert face(line_of(body_pages[0], start)) == (size, style)


def test_letterhead_type(body_pages):
    chars = body_pages[0].chars

    def at(text):
        joined = "".join(c["text"] for c in chars)
        return face(chars[joined.index(text) :])

    assert at("CỘNG HÒA") == (12, "Bold")
    assert at("Độc lập") == (13, "Bold")
    assert at("ỦY BAN NHÂN DÂN") == (12, "Bold")
    assert at("XÃ HÒA LÂM") == (12, "Bold")
    assert at("Hòa Lâm, ngày") == (13, "Italic")


def test_recipients_and_signature_type(body_pages):
    last = body_pages[-1]
    assert face(line_of(last, "Nơi nhận:")) == (12, "BoldItalic")
    assert face(line_of(last, "- Sở Y tế")) == (11, "Regular")
    assert face(line_of(last, "Đỗ Minh Khuê")) == (14, "Bold")


def test_rules_of_the_letterhead_have_the_lengths_of_the_decree(body_pages):
    page = body_pages[0]
    widths = sorted(line["x1"] - line["x0"] for line in page.lines)
    words = page.extract_words()

    def width(first, last):
        end = next(n for n, word in enumerate(words) if word["text"] == last)
        start = max(n for n, word in enumerate(words[:end]) if word["text"] == first)
        return words[end]["x1"] - words[start]["x0"]

    assert 1 / 3 <= widths[0] / width("XÃ", "LÂM") <= 1 / 2
    assert 1 / 3 <= widths[1] / width("cao", "2030") <= 1 / 2
    assert widths[2] == pytest.approx(width("Độc", "phúc"), abs=1)


def test_body_is_indented_and_justified(body_pages):
    lines = body_pages[0].extract_text_lines()
    first = next(n for n, line in enumerate(lines) if line["text"].startswith("Thực hiện Kế hoạch"))
    assert lines[first]["x0"] == pytest.approx(30 * MM + 12.7 * MM, abs=0.5)
    assert lines[first + 1]["x0"] == pytest.approx(30 * MM, abs=0.5)
    for line in lines[first : first + 3]:
        assert line["x1"] == pytest.approx(body_pages[0].width - 20 * MM, abs=1)


def test_lines_and_paragraphs_stand_apart_as_the_decree_says(body_pages):
    lines = body_pages[0].extract_text_lines()
    first = next(n for n, line in enumerate(lines) if line["text"].startswith("Thực hiện Kế hoạch"))
    pitch = lines[first + 1]["bottom"] - lines[first]["bottom"]
    assert 14 * 1.15 - 0.2 <= pitch <= 14 * 1.15 * 1.5
    heading = next(n for n, line in enumerate(lines) if line["text"].startswith("I. CÔNG TÁC"))
    assert lines[heading]["bottom"] - lines[heading - 1]["bottom"] - pitch >= 6 - 0.2


def test_text_ends_with_the_closing_mark(body_pages):
    assert "và Phụ lục III)./. " in " ".join(body_pages[-1].extract_text().split()) + " "


def test_every_font_is_embedded(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    render("bao-cao", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    fonts = pdf_fonts(path)
    assert fonts
    assert all(fonts.values()), fonts
    assert all("LiberationSerif" in name for name in fonts), fonts


def test_number_and_day_are_printed_when_given(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    write_paper(period_report.build(request(number="5", issued_on=date(2026, 1, 5))), path)
    text = pdf_text(path)
    assert "Số: 05/BC-UBND" in text
    assert "Hòa Lâm, ngày 05 tháng 01 năm 2026" in text
    assert "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2026" in text


def test_one_annex_alone_has_no_number(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    write_paper(period_report.build(request(annexes=("chi-tieu",))), path)
    text = pdf_text(path)
    assert "(kèm theo Phụ lục)./." in text
    assert "Phụ lục I" not in text


def test_signer_is_the_chosen_one(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    write_paper(period_report.build(request(signer_id="chief", annexes=())), path)
    text = pdf_text(path)
    assert "Lý Thu Ba" in text
    assert "KT. CHỦ TỊCH" not in text


def test_page_labels_name_the_annexes(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    render("bao-cao", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    assert pypdf.PdfReader(path).page_labels == ["1", "2", "3", "PL I-1", "PL II-1", "PL III-1"]


@pytest.mark.parametrize("count", range(8, 24))
def test_signature_never_stands_alone(count, tmp_path):
    text = "Đơn vị gửi kết quả kèm danh sách học sinh và số sổ đã lập trong kỳ theo mẫu của Ủy ban nhân dân xã. " * 2
    blocks = tuple(Block.of(BlockKind.TEXT, text) for _ in range(count))
    path = tmp_path / "paper.pdf"
    write_paper(replace(period_report.build(request(annexes=())), blocks=blocks), path)
    with pdfplumber.open(path) as pdf:
        last = pdf.pages[-1].extract_text()
        body = [line for line in last.splitlines() if "kết quả kèm" in line or "sổ đã lập" in line or "mẫu của" in line]
        assert "Nơi nhận:" in last
        assert len(body) >= 2


@pytest.mark.parametrize("filler", range(1, 12))
def test_heading_stays_with_the_text_under_it(filler, tmp_path):
    blocks = [Block.of(BlockKind.TEXT, "Một dòng chữ.") for _ in range(20 + filler)]
    blocks += [
        Block.of(BlockKind.PART, "II. Kết quả"),
        Block.of(BlockKind.ITEM, "1. Chỉ tiêu"),
        Block.of(BlockKind.TEXT, "Chữ dưới mục. " * 30),
    ]
    path = tmp_path / "paper.pdf"
    write_paper(replace(period_report.build(request(annexes=())), blocks=tuple(blocks)), path)
    with pdfplumber.open(path) as pdf:
        page = next(p.extract_text() for p in pdf.pages if "II. KẾT QUẢ" in p.extract_text())
    assert "1. Chỉ tiêu\nChữ dưới mục." in page
    assert Counter(page.split())["dưới"] >= 2
