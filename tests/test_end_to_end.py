"""From the sample's Word file to every form, through the same services as the window; reads back what was printed."""

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest

from kehoach_desktop.domain.progress import count_boxes
from kehoach_desktop.domain.records import Role
from kehoach_desktop.services import demo, exporting, history
from kehoach_desktop.services.offices import load, open_office

PERIOD = "2026-H1"


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    """Everything the demo leaves behind, the office file first."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEHOACH_DATA_DIR", str(folder / "data"))
        return demo.demo(folder / "out")


@pytest.fixture(scope="module")
def printed(files) -> dict[str, Path]:
    """The files by form and format, the last of those to units; the office file under "file"."""
    return {"file": files[0], **{path.name.split("_")[1] + path.suffix: path for path in files[1:]}}


def sheet_text(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).active
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def pdf_text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_the_demo_prints_every_form_in_every_format(printed):
    wanted = {f"{form.id}.{fmt}" for form in exporting.forms() for fmt in form.formats}
    assert wanted == set(printed) - {"file"}
    assert all(path.stat().st_size > 2000 for path in printed.values())


def test_the_sample_has_work_for_every_screen(printed):
    with open_office(printed["file"]) as office_file:
        dossier = load(office_file)
    boxes = count_boxes(dossier.tasks, demo.sample_clock().now().date())
    assert min(boxes.done_on_time, boxes.done_late, boxes.open_on_time, boxes.open_late) > 0
    assert len(dossier.indicators) >= 12
    assert len(dossier.units) >= 30
    assert {s.state.value for s in dossier.submissions} == {"approved", "sent", "returned"}
    assert len({task.number for task in dossier.tasks}) == len(dossier.tasks)


def test_the_assignment_list_names_every_task_with_its_lead(printed):
    text = sheet_text(printed["phan-cong.xlsx"])
    with open_office(printed["file"]) as office_file:
        dossier = load(office_file)
    for task in dossier.tasks:
        assert task.title.rstrip("…") in text
        assert all(unit.name in text for unit in dossier.units_of(task.id, Role.LEAD))


def test_the_indicator_table_holds_real_numbers_and_the_judgement(printed):
    sheet = openpyxl.load_workbook(printed["chi-tieu.xlsx"]).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (insured,) = [
        row for row in rows if any("bảo hiểm y tế" in str(value) and "tham gia" in str(value) for value in row)
    ]
    figures = [round(Decimal(str(value)), 1) for value in insured if isinstance(value, int | float)]
    assert Decimal("94.8") in figures
    assert "Chưa đạt" in insured


def test_the_unit_summary_ends_with_the_four_boxes_added_up(printed):
    words = pdf_text(printed["tong-hop-don-vi.pdf"]).split("Tổng cộng")[1].split()
    total, *boxes = (int(word) for word in words[:5])
    assert total == sum(boxes) > 0
    sheet = openpyxl.load_workbook(printed["tong-hop-don-vi.xlsx"]).active
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Tổng cộng"]
    assert [cell.split("(")[0] for cell in row if str(cell).startswith("=SUM")] == ["=SUM"] * 4


def test_the_progress_table_tells_what_units_reported(printed):
    assert "Đã đăng 31 tin, bài." in sheet_text(printed["tien-do.xlsx"])
    assert "Đã đăng 31 tin, bài." in pdf_text(printed["tien-do.pdf"])


def test_the_report_is_a_legal_paper_with_its_annexes(printed):
    text = pdf_text(printed["bao-cao.pdf"])
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "XÃ AN BÌNH", "/BC-UBND", "BÁO CÁO",
        "I. CÔNG TÁC", "V. KIẾN NGHỊ, ĐỀ XUẤT", "./.", "Nơi nhận:", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Minh Hạnh", "Phụ lục I",
    ):  # fmt: skip
        assert words in text, words


def test_every_pdf_carries_its_fonts(printed):
    for name, path in printed.items():
        if path.suffix != ".pdf":
            continue
        for page in pypdf.PdfReader(path).pages:
            for font in page["/Resources"]["/Font"].values():
                described = font.get_object()
                described = described.get("/DescendantFonts", [described])[0].get_object()
                assert "/FontFile2" in described["/FontDescriptor"], f"{name}: {described['/BaseFont']}"


OWN_FORMULA = re.compile(r"=[A-Z0-9()+*/,:=\"<>.]+")  # sums and shares the forms define: no words, no other sheet


def test_no_cell_from_data_is_a_formula(files):
    for path in files:
        if path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path).active
            formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
            assert [formula for formula in formulas if not OWN_FORMULA.fullmatch(formula)] == []
            assert not formulas or "tong-hop" in path.name or "chi-tieu" in path.name or "phieu" in path.name, path.name


def test_the_register_knows_every_file_printed(files):
    with open_office(files[0]) as office_file:
        papers = load(office_file).papers
    assert {paper.file_name for paper in papers} == {path.name for path in files[1:]}


def test_exporting_again_takes_a_new_name_and_leaves_the_old_file(printed, tmp_path):
    with open_office(printed["file"]) as office_file:
        first = exporting.export(office_file, "chi-tieu", PERIOD, tmp_path, formats=["xlsx"]).files[0]
        before = first.read_bytes()
        second = exporting.export(office_file, "chi-tieu", PERIOD, tmp_path, formats=["xlsx"]).files[0]
        history.undo(office_file)
        history.undo(office_file)
    assert (first.name, second.name) == ("2026-H1_chi-tieu_xa-an-binh.xlsx", "2026-H1_chi-tieu_xa-an-binh (2).xlsx")
    assert first.read_bytes() == before
