"""The register after printing: numbers and days, the same paper again with them, and files that were touched."""

from datetime import date

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.paper_register import next_number
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import exporting, history, papers
from kehoach_desktop.services.papers import FileState

PERIOD = "2026-H1"


@pytest.fixture
def office_file(tmp_path):
    plan = make.make_plan(id="plan")
    unit = make.make_unit(id="u", name="Trạm Y tế xã")
    task = make.make_task(plan, id="t", due_kind=r.DueKind.DATE, due_on=date(2026, 6, 1))
    with make.make_office_file(
        tmp_path / "xa.kehoach", plan, unit, task, make.make_signer(), make.make_assignment(task, unit)
    ) as opened:
        yield opened


@pytest.fixture
def printed(office_file, tmp_path):
    return exporting.export(office_file, "don-doc", PERIOD, tmp_path / "ra", formats=["pdf"], unit_id="u").papers[0]


def register(office_file):
    with office_file.read() as records:
        return records.all(r.IssuedPaper)


def test_a_typed_number_and_day_are_kept_plain(office_file, printed):
    done = papers.give_number(office_file, printed.id, {"number": "Số: 064/UBND-VHXH", "issued_on": "20/6/2026"})
    assert (done.paper.number, done.paper.issued_on, done.warning) == ("64", date(2026, 6, 20), "")
    assert register(office_file) == [done.paper]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"number": "sáu tư"}, "không phải là số văn bản"),
        ({"issued_on": "31/6/2026"}, "Tháng 6 không có ngày 31"),
        ({"issued_on": "20/6/2062"}, "còn hơn một tháng nữa"),
        ({"title": "Khác"}, "chỉ sửa được số, ký hiệu và ngày"),
    ],
)
def test_what_is_none_is_refused_and_nothing_changes(office_file, printed, texts, said):
    with pytest.raises(BadValue, match=said):
        papers.give_number(office_file, printed.id, texts)
    assert register(office_file) == [printed]


def test_an_emptied_number_is_taken_out(office_file, printed):
    papers.give_number(office_file, printed.id, {"number": "64"})
    assert papers.give_number(office_file, printed.id, {"number": ""}).paper.number is None


def test_the_same_number_of_another_paper_is_warned_about(office_file, printed, tmp_path):
    other = exporting.export(office_file, "don-doc", "2026-Q2", tmp_path, formats=["pdf"], unit_id="u").papers[0]
    papers.give_number(office_file, other.id, {"number": "64", "issued_on": "18/6/2026"})
    done = papers.give_number(office_file, printed.id, {"number": "64"})
    assert done.warning == "Số 64/UBND-VHXH đã ghi cho Công văn đôn đốc ngày 18/6/2026."
    assert done.paper.number == "64"  # warned, not forbidden


def test_the_next_number_is_proposed(office_file, printed):
    from kehoach_desktop.services.offices import load

    assert next_number(load(office_file).papers, printed.symbol, 2026) == 1
    papers.give_number(office_file, printed.id, {"number": "64"})
    assert next_number(load(office_file).papers, printed.symbol, 2026) == 65


def test_printing_again_bears_the_number_in_a_new_file_and_a_new_line(office_file, printed, tmp_path):
    from pypdf import PdfReader

    papers.give_number(office_file, printed.id, {"number": "5", "issued_on": "20/6/2026"})
    again = papers.print_again(office_file, printed.id, tmp_path / "ra")
    assert [path.name for path in again.files] == ["2026-H1_don-doc_tram-y-te-xa (2).pdf"]
    text = PdfReader(again.files[0]).pages[0].extract_text()
    assert "Số: 05/UBND-VHXH" in text
    assert "ngày 20 tháng 6 năm 2026" in text
    lines = register(office_file)
    assert len(lines) == 2
    assert {line.number for line in lines} == {"5"}
    assert papers.give_number(office_file, again.papers[0].id, {"number": "5"}).warning == ""


def test_a_file_is_whole_changed_or_gone(office_file, printed, tmp_path):
    folder = tmp_path / "ra"
    assert papers.verify_papers(office_file, folder, [printed.id])[printed.id] is FileState.WHOLE
    (folder / printed.file_name).write_bytes(b"sua tay")
    assert papers.verify_papers(office_file, folder, [printed.id])[printed.id] is FileState.CHANGED
    (folder / printed.file_name).unlink()
    assert papers.verify_papers(office_file, folder, [printed.id])[printed.id] is FileState.GONE
    assert papers.verify_papers(office_file, tmp_path / "khong-co") == {printed.id: FileState.GONE}


def test_a_name_that_leads_out_of_the_folder_is_not_followed(office_file, tmp_path):
    (tmp_path / "mat.txt").write_text("mật", encoding="utf-8")
    with office_file.step("Chuẩn bị") as records:
        records.add(make.make_paper(id="la", plan_id="plan", file_name="../mat.txt"))
    (tmp_path / "ra").mkdir()
    assert papers.verify_papers(office_file, tmp_path / "ra", ["la"])["la"] is FileState.GONE


def test_looking_at_files_writes_no_step(office_file, printed, tmp_path):
    before = len(history.timeline(office_file))
    papers.verify_papers(office_file, tmp_path)
    assert len(history.timeline(office_file)) == before
