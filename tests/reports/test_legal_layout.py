"""Papers on PDF beyond the letter of the decree (test_decree30_pdf): options, page breaks, receivers, long names."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pdfplumber
import pypdf
import pytest

from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import period_report, reminder
from kehoach_desktop.reports.model import Block, BlockKind, Signature, TextAnnex
from kehoach_desktop.reports.pdf_paper import write_paper
from tests.reports.legal_papers import FORMS
from tests.reports.printed import LEFT, MM, RIGHT, Printed
from tests.reports.readback import pdf_text
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW, request
from tests.reports.test_hostile_data import HOSTILE, poisoned


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


@pytest.mark.parametrize(
    "last", ["Một dòng cuối./.", "Đơn vị gửi kết quả kèm danh sách học sinh và số sổ đã lập. " * 3]
)
@pytest.mark.parametrize("count", range(8, 24))
def test_signature_takes_two_lines_of_text_along(count, last, tmp_path):
    text = "Đơn vị gửi kết quả kèm danh sách học sinh và số sổ đã lập trong kỳ theo mẫu của Ủy ban nhân dân xã. " * 2
    blocks = (*(Block.of(BlockKind.TEXT, text) for _ in range(count)), Block.of(BlockKind.TEXT, last))
    path = tmp_path / "paper.pdf"
    write_paper(replace(period_report.build(request(annexes=())), blocks=blocks), path)
    printed = Printed(path)
    page = printed.line("Nơi nhận:").page
    assert page == len(printed.sizes) - 1
    assert sum(line.page == page for line in printed.body(text)) >= 2


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


def written(paper, tmp_path) -> Printed:
    path = tmp_path / "paper.pdf"
    write_paper(paper, path)
    return Printed(path)


def letter(**facts):
    (paper,) = reminder.build(request(unit_id="economy")).papers
    return replace(paper, **facts)


def test_several_receivers_stand_under_the_colon_with_dashes(tmp_path):
    printed = written(
        letter(addressees=("Phòng Kinh tế", "Công an xã;", "- Trạm Y tế xã " + "và các điểm trạm " * 6)), tmp_path
    )
    label = printed.line("Kính gửi:")
    lines = [
        line for line in printed.lines[0] if label.base > line.base > label.base - 14 * 1.15 * 6.5 and line.x0 > 150
    ]
    names = [line for line in lines if line.text.startswith("- ")]
    assert [line.text[-1] for line in (*names[:2], lines[-1])] == [";", ";", "."]
    colon = next(char for char in label.chars if char["text"] == ":")
    assert all(line.x0 == pytest.approx(colon["x0"], abs=0.5) for line in names)
    assert all(line.base < label.base for line in names)
    hanging = [line for line in lines if line not in names]
    assert hanging
    assert all(line.x0 == pytest.approx(names[0].chars[2]["x0"], abs=0.5) for line in hanging)


def test_a_long_receiver_goes_on_under_its_own_first_word(tmp_path):
    printed = written(letter(addressees=("Trung tâm Phục vụ hành chính công và cung ứng dịch vụ công " * 3,)), tmp_path)
    label = printed.line("Kính gửi:")
    after = printed.lines[0][printed.lines[0].index(label) + 1 :]
    first, second = after[:2]
    assert first.base == label.base
    assert first.text.startswith("Trung tâm")
    assert second.x0 == pytest.approx(first.x0, abs=0.5)


LONG_NAME = "Ủy ban nhân dân xã Nguyễn Thị Minh Khai - Trần Hưng Đạo - Lý Thường Kiệt - Phan Đình Phùng và vùng phụ cận"


@pytest.mark.parametrize("form", FORMS)
def test_long_names_keep_their_places(form, tmp_path):
    office = replace(DOSSIER.office, name=LONG_NAME)
    units = tuple(replace(unit, name=f"{unit.name} thuộc {LONG_NAME}") for unit in DOSSIER.units)
    plan = replace(DOSSIER.plan, place=None, issued_on=None, number=None)
    path = tmp_path / "paper.pdf"
    dossier = replace(DOSSIER, office=office, units=units, plan=plan)
    render(
        form,
        dossier,
        WINDOW,
        on=TODAY,
        fmt="pdf",
        path=path,
        unit_id={"don-doc": "economy", "giao-viec": "clinic"}.get(form),
    )
    printed = Printed(path)
    for page in printed.upright:
        assert all(line.x0 >= LEFT - 0.5 and line.x1 <= 210 * MM - RIGHT + 0.5 for line in printed.lines[page])
    day = printed.line("ngày ", 0)
    assert re.fullmatch(r"ngày {5,}tháng {5,}năm 2026", day.text)
    left = [line for line in printed.lines[0] if line.x1 < 276 and line.base > day.base and "Bold" in str(line.faces)]
    assert len({line.base for line in left}) == len(left)
    last = min((line for line in left if line.text.isupper()), key=lambda line: line.base)
    rule = printed.rule_under(last)
    assert rule
    assert 1 / 3 <= (rule["x1"] - rule["x0"]) / last.width <= 1 / 2


def test_room_for_the_number_stays_beside_a_long_symbol(tmp_path):
    head = letter().letterhead
    printed = written(letter(letterhead=replace(head, symbol_line=f"Số: {' ' * 7}/UBND-{'VHXHGDTT' * 3}")), tmp_path)
    assert printed.line("Số:").text.startswith(f"Số:{' ' * 8}/UBND")


def test_text_and_tables_of_one_annex_are_counted_through(tmp_path):
    words = tuple(Block.of(BlockKind.TEXT, "Chữ trong phụ lục. " * 60) for _ in range(8))
    table = replace(period_report.build(request()).annexes[0], label="", title="", subtitle=())
    annex = TextAnnex("Phụ lục", "QUY TRÌNH", ("(Kèm theo)",), words)
    printed = written(letter(annexes=(annex, table, replace(annex, label="", title="", subtitle=()))), tmp_path)
    numbers = [int(line.text) for lines in printed.lines[2:] for line in lines if line.base > line_top(printed, line)]
    assert numbers == list(range(2, len(printed.sizes)))
    assert printed.lines[1][0].text == "Phụ lục"
    assert len(printed.lying) == 1


def line_top(printed, line) -> float:
    """Over this a line stands in the top margin."""
    return printed.sizes[line.page][1] - 20 * MM


def inside(printed, page) -> bool:
    """Whether every line of an upright page stands within its margins, the page number apart."""
    lines = [line for line in printed.lines[page] if line.base < line_top(printed, line)]
    return bool(lines) and all(
        line.x0 >= LEFT - 0.5 and line.x1 <= 210 * MM - RIGHT + 0.5 and line.base >= 20 * MM for line in lines
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["long", "one word"])
def test_the_head_of_a_paper_keeps_its_place_whatever_the_records_say(kind, form, tmp_path):
    path = tmp_path / "paper.pdf"
    unit_id = {"don-doc": "economy", "giao-viec": "clinic"}.get(form)
    dossier = replace(DOSSIER, tasks=DOSSIER.tasks[:1], indicators=(), progress=(), paragraphs=DOSSIER.paragraphs[:12])
    render(form, poisoned(dossier, HOSTILE[kind]), WINDOW, on=TODAY, fmt="pdf", path=path, unit_id=unit_id)
    assert inside(Printed(path, pages=[1]), 0)


@pytest.mark.parametrize("text", ["Thường trực Hội đồng nhân dân " * 5, "x" * 150])
def test_the_end_of_a_paper_keeps_its_place_whatever_its_length(text, tmp_path):
    signature = Signature((text.upper(), text.upper()), text[:100])
    printed = written(letter(signature=signature, recipients=(text,) * 60), tmp_path)
    assert all(inside(printed, page) for page in printed.upright)
    named = [line for page in printed.upright for line in printed.lines[page] if line.text[0] == "-"]
    assert sum(line.x0 < LEFT + 1 for line in named) == 60
