"""The form a unit reports with, as any other form: Excel to fill in, one file a unit; PDF of one unit or of all."""

import openpyxl
import pypdf
import pytest

from kehoach_desktop.domain.records import Assignment, Role, SubmissionState, UnitMember
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import collecting, exporting, results
from kehoach_desktop.services.batch_export import export_units
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import windows_before

FORM, H1 = "phieu-don-vi", "2026-H1"


@pytest.fixture
def assigned(office_file):
    """The clinic leads a task, the hamlets (of which there is one) another."""
    from kehoach_desktop.domain.records import Unit

    with office_file.step("Giao") as records:
        records.add(
            Unit(id="u3", name="Thôn Đông"),
            UnitMember(id="m", group_id="u2", unit_id="u3"),
            Assignment(id="a1", task_id="t1", unit_id="u1", role=Role.LEAD),
            Assignment(id="a2", task_id="t2", unit_id="u2", role=Role.LEAD),
        )
    return office_file


def test_excel_forms_are_one_file_a_unit_and_can_be_collected(assigned, tmp_path):
    files = exporting.export(assigned, FORM, H1, tmp_path, formats=["xlsx"]).files
    assert [path.name for path in files] == [
        "2026-H1_phieu-don-vi_tram-y-te-xa.xlsx",
        "2026-H1_phieu-don-vi_thon-dong.xlsx",
    ]
    book = openpyxl.load_workbook(files[0])
    cell = next(c for row in book["Phiếu"].iter_rows() for c in row if c.value == "Lập danh sách hộ dùng nước giếng")
    book["Phiếu"].cell(cell.row, 4).value = "Lập xong 210 hộ"
    book.save(files[0])
    (form,) = collecting.read_forms(assigned, [files[0]], period_id=H1).forms
    assert form.refusal is None
    assert "Lập xong 210 hộ" in [change.new for change in form.plan.accepted]


def test_the_register_names_the_unit_of_each_file(assigned, tmp_path):
    exporting.export(assigned, FORM, H1, tmp_path, formats=["xlsx"])
    assert sorted(paper.unit_id or "" for paper in load(assigned).papers) == ["u1", "u3"]


def test_pdf_of_all_units_has_a_form_on_pages_of_its_own(assigned, tmp_path):
    (path,) = exporting.export(assigned, FORM, H1, tmp_path, formats=["pdf"]).files
    reader = pypdf.PdfReader(path)
    assert reader.page_labels == ["1", "1"]
    assert [entry.title for entry in reader.outline] == ["Trạm Y tế xã", "Thôn Đông"]


def test_of_one_unit_there_is_one_file(assigned, tmp_path):
    files = exporting.export(assigned, FORM, H1, tmp_path, unit_id="u2").files
    assert [path.name for path in files] == ["2026-H1_phieu-don-vi_thon-dong.xlsx", "2026-H1_phieu-don-vi_cac-thon.pdf"]


def test_a_batch_writes_both_kinds_for_each_unit_and_one_pdf_of_all(assigned, tmp_path):
    batch = export_units(assigned, FORM, H1, tmp_path)
    assert len(batch.files) == 4
    assert len(pypdf.PdfReader(batch.combined).pages) == 2
    stamped = [openpyxl.load_workbook(path).sheetnames for path in batch.files if path.suffix == ".xlsx"]
    assert stamped == [["Phiếu", "Mã phiếu"]] * 2


def test_what_was_reported_is_printed(assigned, tmp_path):
    results.record_progress(assigned, "t1", H1, unit_id="u1", result="Lập 210 hộ", difficulty="Mưa lũ")
    (path,) = exporting.export(assigned, FORM, H1, tmp_path, formats=["pdf"], unit_id="u1").files
    text = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
    assert "Lập 210 hộ" in text
    assert "Mưa lũ" in text


def test_without_duties_there_is_no_form(office_file, tmp_path):
    with pytest.raises(BadValue, match="Không có đơn vị nào"):
        exporting.export(office_file, FORM, H1, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_submissions_are_printed_over_the_quarters_of_the_year(assigned, tmp_path):
    results.record_submission(assigned, "u1", "2026-Q1", SubmissionState.SENT)
    (path,) = exporting.export(assigned, "theo-doi-bao-cao", "2026-Q3", tmp_path, formats=["xlsx"]).files
    titles = {str(c.value) for row in openpyxl.load_workbook(path).active.iter_rows() for c in row if c.value}
    assert {"Quý I", "Quý II", "Quý III"} <= titles
    assert [w.period.id for w in windows_before(load(assigned), "2026-Q3")] == ["2026-Q1", "2026-Q2"]
    assert windows_before(load(assigned), "2026") == ()
