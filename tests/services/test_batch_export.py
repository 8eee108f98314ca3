"""A paper for every unit in one act, over a real office file: files, the one to print, the register, and stopping."""

import sqlite3
from datetime import date, timedelta

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue, Cancelled
from kehoach_desktop.reports.catalog import FormOptions
from kehoach_desktop.services import exporting, history
from kehoach_desktop.services.batch_export import export_units

PERIOD = "2026-H1"


@pytest.fixture
def office_file(tmp_path):
    plan = make.make_plan(id="plan")
    units = [make.make_unit(id=f"u{n}", name=name, position=n)
             for n, name in enumerate(("Trạm Y tế xã", "Thôn Đông", "Thôn Đồng", "Phòng Kinh tế"))]  # fmt: skip
    group = make.make_unit(id="g", name="Các thôn", is_group=True, position=9)
    task = make.make_task(plan, id="t", due_kind=r.DueKind.DATE, due_on=date(2026, 6, 1))
    records = [
        plan, *units, group, task, make.make_signer(),
        make.make_member(group, units[1]), make.make_member(group, units[2]),
        make.make_assignment(task, units[0]), make.make_assignment(task, group, role=r.Role.SUPPORT),
        make.make_assignment(task, units[3], role=r.Role.SUPPORT),
        make.make_submission(units[3], state=r.SubmissionState.APPROVED),
    ]  # fmt: skip
    with make.make_office_file(tmp_path / "xa.kehoach", *records) as opened:
        yield opened


def papers(office_file):
    with office_file.read() as records:
        return records.all(r.IssuedPaper)


def pages(path):
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def test_every_late_unit_gets_a_file_and_all_of_them_one_to_print(office_file, tmp_path):
    batch = export_units(office_file, "don-doc", PERIOD, tmp_path / "ra", formats=["pdf"])
    assert [path.name for path in batch.files] == [
        "2026-H1_don-doc_tram-y-te-xa.pdf",
        "2026-H1_don-doc_thon-dong.pdf",
        "2026-H1_don-doc_thon-dong (2).pdf",  # another unit of the same letters
    ]
    assert batch.combined.name == "2026-H1_don-doc-ca-3-don-vi.pdf"
    assert pages(batch.combined) == [text for path in batch.files for text in pages(path)]


def test_the_register_takes_one_line_a_unit_in_one_step(office_file, tmp_path):
    before = len(history.timeline(office_file))
    batch = export_units(office_file, "giao-viec", PERIOD, tmp_path, formats=["docx", "pdf"])
    lines = papers(office_file)
    assert len(batch.files) == 2 * len(lines) == 8
    assert {line.unit_id for line in lines} == {"u0", "u1", "u2", "u3"}
    assert all(line.file_name.endswith(".pdf") for line in lines)
    steps = history.timeline(office_file)
    assert len(steps) == before + 1
    assert steps[0][0].name == "Xuất Phiếu giao nhiệm vụ cho 4 đơn vị"


def test_a_group_stands_for_its_members(office_file, tmp_path):
    batch = export_units(office_file, "don-doc", PERIOD, tmp_path, ["g"], formats=["pdf"], combined=False)
    assert [line.unit_id for line in batch.papers] == ["u1", "u2"]
    assert batch.combined is None


def test_several_letters_leave_their_number_to_a_pen_and_a_single_one_bears_it(office_file, tmp_path):
    options = FormOptions(number="64", issued_on=date(2026, 6, 20))
    many = export_units(office_file, "don-doc", PERIOD, tmp_path, formats=["pdf"], options=options)
    one = export_units(office_file, "don-doc", PERIOD, tmp_path, ["u0"], formats=["pdf"], options=options)
    assert {line.number for line in many.papers} == {None}
    assert {line.issued_on for line in many.papers} == {date(2026, 6, 20)}
    assert one.papers[0].number == "64"
    assert "Số: 64/UBND" in pages(one.files[0])[0]


@pytest.mark.parametrize("stop_at", [0, 2, 3, 4])
def test_stopping_leaves_no_file_and_no_line(office_file, tmp_path, stop_at):
    told = []

    def progress(done: float, total: float = 1) -> None:
        told.append((done, total))
        if done >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_units(office_file, "don-doc", PERIOD, tmp_path / "ra", formats=["pdf"], progress=progress)
    assert not (tmp_path / "ra").exists()
    assert papers(office_file) == []
    assert told == [(n, 4) for n in range(stop_at + 1)]


def test_a_register_that_cannot_be_written_leaves_no_file(office_file, tmp_path):
    other = sqlite3.connect(tmp_path / "xa.kehoach")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(Exception, match="đang được chương trình khác dùng"):
            export_units(office_file, "don-doc", PERIOD, tmp_path / "ra", formats=["pdf"], clock=office_file.clock)
    finally:
        other.rollback()
        other.close()
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize(
    ("form", "units", "said"),
    [
        ("tien-do", None, "không lập theo đơn vị"),
        ("don-doc", ["không có"], "Không có đơn vị mã"),
        ("don-doc", ["u3"], "Không có đơn vị nào phải gửi"),
    ],
)
def test_what_cannot_be_sent_is_refused(office_file, tmp_path, form, units, said):
    with pytest.raises(BadValue, match=said):
        export_units(office_file, form, PERIOD, tmp_path / "ra", units)
    assert not (tmp_path / "ra").exists()


def test_exporting_twice_keeps_the_first_files(office_file, tmp_path):
    first = export_units(office_file, "don-doc", PERIOD, tmp_path, ["u0"], formats=["pdf"])
    kept = {path: path.read_bytes() for path in (*first.files, first.combined)}
    second = export_units(office_file, "don-doc", PERIOD, tmp_path, ["u0"], formats=["pdf"])
    assert second.files[0].name == "2026-H1_don-doc_tram-y-te-xa (2).pdf"
    assert all(path.read_bytes() == content for path, content in kept.items())


def test_a_single_export_that_fails_leaves_nothing(office_file, tmp_path):
    def progress(done: float, _: float = 1) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporting.export(office_file, "chi-tieu", PERIOD, tmp_path / "ra", progress=progress)
    assert not (tmp_path / "ra").exists()


def test_remarks_follow_the_form_the_unit_and_the_choices(office_file):
    from kehoach_desktop.services.offices import load

    dossier = load(office_file)
    on = office_file.clock.now().date()

    def rules(form, **choices):
        return {finding.id for finding in exporting.remarks(dossier, PERIOD, form, on=on, **choices)}

    assert {"sent", "blanks", "recipients"} <= rules("bao-cao")
    assert "sent" not in rules("don-doc")
    late = FormOptions(number="3", issued_on=on + timedelta(3))
    assert "day" in rules("don-doc", options=late)
    assert "blanks" not in rules("don-doc", options=late)
