"""The plan as a paper: every word of its text once, its own number, day, receivers and signer, its tables as annexes."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import LegalBasis, Paragraph
from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import plan_paper, plan_tables
from kehoach_desktop.reports.model import BlockKind, RowKind, TableForm, TextAnnex
from kehoach_desktop.reports.text import cell_text
from tests.factories import make_office, make_plan
from tests.reports.plan_text import LINES
from tests.reports.readback import pdf_text, word_text
from tests.reports.sample_dossier import DOSSIER, PLAN, TODAY, WINDOW, request


def paper(dossier=DOSSIER):
    return plan_paper.build(request(dossier))


def with_lines(*lines, **facts):
    """The sample with another text: kind, section, marker, words of each paragraph."""
    text = tuple(
        Paragraph(id=f"p{n}", plan_id=PLAN.id, position=n, kind=kind, section_id=section, marker=marker, text=words)
        for n, (kind, section, marker, words) in enumerate(lines)
    )  # fmt: skip
    return replace(DOSSIER, paragraphs=text, **facts)


def with_plan(**facts):
    return replace(DOSSIER, plan=replace(PLAN, **facts))


def kinds(dossier):
    return [(block.kind, block.text) for block in paper(dossier).blocks]


def table(*lines):
    """A table of the text: header lines begin with "#"."""
    rows = [
        Paragraph(id=str(n), plan_id="p", position=n, kind="table_head" if line[0] == "#" else "table_row", text=line.lstrip("# "))
        for n, line in enumerate(lines)
    ]  # fmt: skip
    return plan_tables.table_of(rows)


def shown(rows):
    return [[cell_text(cell) for cell in row.cells] for row in rows]


# --- the text ---


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_every_word_of_the_text_is_printed_once(fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    render("ke-hoach", DOSSIER, WINDOW, on=TODAY, fmt=fmt, path=path)
    printed = Counter(re.findall(r"\w+", pdf_text(path) if fmt == "pdf" else word_text(path)))
    text = [f"{marker or ''} {words}" for kind, _, marker, words in LINES if kind not in {"letterhead", "page_number"}]
    wanted = Counter(re.findall(r"\w+", " ".join(text)))
    assert not {word for word, count in wanted.items() if printed[word] < min(count, 1)}
    for start in (
        "Khám mắt cho học sinh",
        "Mỗi quý lấy mẫu",
        "Điểm trường thôn Hạ",
        "Vật tư giao một lần",
        "tính đến ngày 01/9",
    ):
        assert (pdf_text(path) if fmt == "pdf" else word_text(path)).count(start) == 1


@given(st.lists(st.tuples(st.sampled_from(["body", "bullet", "label", "slogan", "heading", "closing", "basis", "footnote"]), st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)), min_size=1, max_size=12))  # fmt: skip
def test_no_letter_of_any_text_is_lost(pieces):
    built = paper(with_lines(*((kind, None, None, text) for kind, text in pieces), legal_bases=()))
    printed = "".join(block.text for block in built.blocks)
    for annex in built.annexes:
        assert isinstance(annex, TextAnnex)
        printed += annex.label + annex.title + "".join(block.text for block in annex.blocks)
    kept = Counter(char for char in printed.casefold() if char.isalnum())
    wanted = Counter(char for _, text in pieces for char in text.casefold() if char.isalnum())
    assert not {char for char, count in wanted.items() if kept[char] < count and char.isascii()}


def test_marks_and_kinds_of_headings():
    assert kinds(
        with_lines(
            ("heading", "s3", "PHẦN THỨ NHẤT", "Tình hình"),
            ("heading", "s3", "Phần II", "Nhiệm vụ"),
            ("heading", "s3", "II.", "Mục tiêu"),
            ("heading", "s3", "A.", "Mục tiêu chung"),
            ("heading", "s3", "1.", "Chỉ tiêu"),
            ("heading", "s3", "1.2.", "Chỉ tiêu xã:"),
            ("heading", "s3", "a)", "Của thôn"),
            ("heading", "s3", None, "KINH PHÍ"),
            ("heading", "s31", None, "Nguồn vốn"),
            ("bullet", "s3", "1.", "Vốn xã."),
            ("body", "s3", None, "Vốn khác."),
        )
    ) == [
        (BlockKind.CHAPTER, "Phần thứ nhất"),
        (BlockKind.CHAPTER_TITLE, "Tình hình"),
        (BlockKind.CHAPTER, "Phần II"),
        (BlockKind.CHAPTER_TITLE, "Nhiệm vụ"),
        (BlockKind.PART, "II. Mục tiêu"),
        (BlockKind.PART, "A. Mục tiêu chung"),
        (BlockKind.ITEM, "1. Chỉ tiêu"),
        (BlockKind.ITEM, "1.2. Chỉ tiêu xã:"),
        (BlockKind.POINT, "a) Của thôn"),
        (BlockKind.PART, "KINH PHÍ"),
        (BlockKind.ITEM, "Nguồn vốn"),
        (BlockKind.BULLET, "1. Vốn xã."),
        (BlockKind.TEXT, "Vốn khác./."),
    ]


def test_grounds_end_with_semicolons_and_a_full_stop_and_the_lead_in_stays_upright():
    blocks = paper().blocks[:3]
    assert [block.kind for block in blocks] == [BlockKind.BASIS, BlockKind.BASIS, BlockKind.TEXT]
    assert blocks[0].text.endswith("tỉnh Bình Khê;")
    assert blocks[1].text.endswith("03/TTr-VHXH.")
    assert blocks[2].text.endswith("nội dung sau:")


def test_a_ground_added_by_hand_stands_with_the_others():
    added = LegalBasis(id="b", plan_id=PLAN.id, text="Luật Trẻ em")
    found = LegalBasis(id="c", plan_id=PLAN.id, paragraph_id="p7", text="Quyết định số 41/QĐ-UBND")
    blocks = paper(replace(DOSSIER, legal_bases=(found, added))).blocks
    assert [block.text for block in blocks if block.kind is BlockKind.BASIS][-1] == "Căn cứ Luật Trẻ em."


@pytest.mark.parametrize("end", ["", ".", "./.", ";", " /.", ". /."])
def test_the_text_ends_with_the_closing_mark_once(end):
    assert paper(with_lines(("body", None, None, f"Hết{end}"))).blocks[-1].text == "Hết./."


def test_a_plan_typed_in_without_a_source_prints_its_headings_tasks_and_indicators():
    texts = [block.text for block in paper(replace(DOSSIER, paragraphs=())).blocks]
    assert texts[0] == "III. NHIỆM VỤ"
    assert texts[1:4] == ["1. Khám và theo dõi sức khỏe", "- Khám mắt cho học sinh.", "- Khám răng, trám răng sữa."]
    assert "- Học sinh được khám mắt." in texts
    assert texts[-1].endswith("./.")
    assert len(texts) == 3 + len(DOSSIER.tasks) + len(DOSSIER.indicators)


# --- number, day, title, receivers, signer ---


def test_the_plan_bears_its_own_number_and_day():
    head = paper(with_plan(number="7")).letterhead
    assert (head.symbol_line, head.place_date) == ("Số: 07/KH-UBND", "Hòa Lâm, ngày 15 tháng 01 năm 2026")


def test_what_the_plan_has_not_is_left_to_a_pen():
    head = paper(with_plan(number=None, symbol=None, issued_on=None, place=None)).letterhead
    assert head.symbol_line == "Số:        /KH-UBND"
    assert head.place_date == "Hòa Lâm, ngày      tháng      năm 2026"


def test_a_party_number_that_holds_its_symbol_is_not_doubled():
    assert paper(with_plan(number="54", symbol="54-KH/ĐU")).letterhead.symbol_line == "Số: 54-KH/ĐU"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Kế hoạch thực hiện Đề án", "Thực hiện Đề án"),
        ("KẾ HOẠCH: Thực hiện Đề án", "Thực hiện Đề án"),
        ("thực hiện Đề án.", "Thực hiện Đề án"),
        ("Kế hoạchx", "Kế hoạchx"),
        ("", ""),
    ],
)
def test_the_title_goes_without_the_word_above_it(title, printed):
    assert paper(with_plan(title=title)).summary == printed


def test_receivers_are_the_records_with_the_archive_last():
    assert paper().recipients == ("Sở Y tế (để b/c)", "Lưu: VT, VHXH")
    assert paper(replace(DOSSIER, recipients=())).recipients == ("Lưu: VT, VHXH",)


@pytest.mark.parametrize(
    ("facts", "heads", "name"),
    [
        (
            {"signer_authority": "KT. CHỦ TỊCH", "signer_title": "Phó Chủ tịch", "signer_name": "Vi Thị Na"},
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "Vi Thị Na",
        ),
        ({"signer_title": "CHỦ TỊCH"}, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ""),
        ({}, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Đỗ Minh Khuê"),
    ],
)
def test_the_signer_is_the_plans_own_or_the_offices(facts, heads, name):
    none = {"signer_authority": None, "signer_title": None, "signer_name": None}
    signature = paper(with_plan(**{**none, **facts})).signature
    assert (signature.heads, signature.name) == (heads, name)


@pytest.mark.parametrize("plan", [None, make_plan(number=None, symbol=None, issued_on=None, title="", place=None)])
@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_an_office_without_text_or_plan_prints_the_frame_of_the_paper(plan, fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    render("ke-hoach", Dossier(office=make_office(), plan=plan), WINDOW, on=TODAY, fmt=fmt, path=path)
    text = pdf_text(path) if fmt == "pdf" else word_text(path)
    assert "KẾ HOẠCH" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text


# --- annexes and tables ---


def test_an_annex_keeps_its_title_and_its_reference_is_set_anew():
    annex = paper().annexes[0]
    assert isinstance(annex, TableForm)
    assert (annex.label, annex.title) == ("Phụ lục I", "DANH MỤC VẬT TƯ")
    assert annex.subtitle == (
        "(Kèm theo Kế hoạch số 27/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã Hòa Lâm)",
    )
    assert annex.note == "Vật tư giao một lần vào tháng 3."


def test_a_table_in_the_text_becomes_an_annex_that_the_text_names():
    built = paper()
    assert "(Bảng tại Phụ lục II kèm theo)" in [block.text for block in built.blocks]
    annex = built.annexes[1]
    assert (annex.label, annex.title) == ("Phụ lục II", "NƯỚC UỐNG, VỆ SINH")


def test_an_annex_of_text_with_tables_goes_on_over_its_parts():
    built = paper(
        with_lines(
            ("body", None, None, "Làm tốt."),
            ("signature", None, None, "CHỦ TỊCH"),
            ("body", None, None, "Phụ lục 1: Quy trình khám"),
            ("body", None, None, "I. CHUẨN BỊ"),
            ("body", None, None, "Chữ trước bảng. " * 20),
            ("table_head", None, None, "TT | Việc"),
            ("table_row", None, None, "1 | Gọi tên"),
            ("body", None, None, "Chữ sau bảng. " * 60),
            ("body", None, None, "Phụ lục 2"),
            ("table_row", None, None, "a | b | c"),
        )
    )
    assert [type(annex).__name__ for annex in built.annexes] == ["TextAnnex", "TableForm", "TextAnnex", "TableForm"]
    assert [annex.label for annex in built.annexes] == ["Phụ lục I", "", "", "Phụ lục II"]
    first = built.annexes[0]
    assert isinstance(first, TextAnnex)
    assert first.title == "QUY TRÌNH KHÁM I. CHUẨN BỊ" or first.blocks[0].kind is BlockKind.PART


def test_left_out_cells_find_their_columns():
    _, rows = table(
        "# TT | Nội dung | Chủ trì | Phối hợp | Thời gian",
        "1 | Khám mắt | Trạm Y tế | Thôn Thượng | 30/4/2026",
        "2 | Khám răng | Trạm Y tế | 31/5/2026",
        "3 | Cân đo | Thường xuyên",
    )
    assert shown(rows)[1:] == [
        ["2", "Khám răng", "Trạm Y tế", "", "31/5/2026"],
        ["3", "Cân đo", "", "", "Thường xuyên"],
    ]


def test_lines_of_one_cell_and_of_a_number_with_a_title_are_headings():
    _, rows = table("# TT | Việc | Ai", "I | Khám bệnh", "1 | Mắt | Trạm", "Việc khác")
    assert [(row.kind, row.cells) for row in rows] == [
        (RowKind.GROUP, ("I", "Khám bệnh")), (RowKind.DATA, ("1", "Mắt", "Trạm")), (RowKind.GROUP, ("", "Việc khác")),
    ]  # fmt: skip


def test_a_title_over_the_years_stands_over_them():
    columns, _ = table("# TT | Chỉ tiêu | Mục tiêu | Ghi chú", "# 2026 | 2030", "1 | Tiêm chủng | 95 | 98 | Cả xã")
    assert [(column.over, column.title) for column in columns] == [
        ("", "TT"), ("", "Chỉ tiêu"), ("Mục tiêu", "2026"), ("Mục tiêu", "2030"), ("", "Ghi chú"),
    ]  # fmt: skip


def test_header_lines_that_fit_nowhere_are_rows():
    columns, rows = table("# TT | Việc | Ai", "# (1) | (2) | (3)", "1 | Mắt | Trạm")
    assert [column.title for column in columns] == ["TT", "Việc", "Ai"]
    assert shown(rows)[0] == ["(1)", "(2)", "(3)"]


@given(st.lists(st.lists(st.text("ab1 /|IX", max_size=8), max_size=30), min_size=1, max_size=6), st.integers(0, 3))
def test_no_cell_of_any_table_is_lost(grid, heads):
    lines = [("# " if n < heads else "") + (" | ".join(cells) or "-") for n, cells in enumerate(grid)]
    lines = [line if line.startswith("#") else line.lstrip("#") or "-" for line in lines]
    columns, rows = table(*lines)
    assert 1 <= len(columns) <= 12
    printed = "".join(column.title + column.over for column in columns) + "".join("".join(r) for r in shown(rows))
    assert set(re.findall(r"[ab1IX]", " ".join(lines))) <= set(printed)
    assert all(len(row.cells) == (2 if row.kind is RowKind.GROUP else len(columns)) for row in rows)


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_table_of_forty_columns_or_of_endless_titles_is_printed(fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    dossier = with_lines(
        ("body", None, None, "Làm tốt."),
        ("table_head", None, None, " | ".join(f"Cột{n}" for n in range(40))),
        ("table_row", None, None, " | ".join(f"ô{n}" for n in range(40))),
        ("body", None, None, "Rồi đến bảng này."),
        ("table_head", None, None, "Tên | " + "dài " * 800),
        ("table_row", None, None, "một | hai"),
    )
    render("ke-hoach", dossier, WINDOW, on=TODAY, fmt=fmt, path=path)
    text = pdf_text(path) if fmt == "pdf" else word_text(path)
    assert "ô39" in re.sub(r"\s", "", text)
    assert text.count("dài") == 800
