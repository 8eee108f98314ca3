"""The công văn đôn đốc: who gets one, what it names as missing, until when, and its place on paper by NĐ 30/2020."""

from dataclasses import replace
from datetime import date

import pdfplumber
import pypdf
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import reminder
from kehoach_desktop.reports.model import BlockKind, RowKind
from tests.factories import make_submission
from tests.reports.sample_dossier import DOSSIER, INDICATORS, TASKS, TODAY, UNITS, WINDOW, request


def letter(unit_id, dossier=DOSSIER, **options):
    (paper,) = reminder.build(request(dossier, unit_id, **options)).papers
    return paper


def bullets(paper):
    return [block.text for block in paper.blocks if block.kind is BlockKind.BULLET]


def test_a_batch_has_a_letter_to_every_unit_that_has_not_sent():
    batch = reminder.build(request())
    assert [paper.addressees for paper in batch.papers] == [("Phòng Kinh tế",), ("Trường THCS Hòa Lâm",)]


def test_without_a_missing_report_there_is_no_batch():
    sent = tuple(make_submission(unit, state=r.SubmissionState.SENT, received_on=TODAY) for unit in UNITS)
    with pytest.raises(BadValue, match="Không có đơn vị nào chưa gửi"):
        reminder.build(request(replace(DOSSIER, submissions=sent)))


def test_a_unit_with_everything_done_gets_no_letter():
    with pytest.raises(BadValue, match="không có nhiệm vụ quá hạn"):
        reminder.build(request(unit_id="primary"))


def test_a_unit_that_is_gone_gets_no_letter():
    with pytest.raises(BadValue, match="không còn"):
        reminder.build(request(unit_id="x"))


def test_of_a_group_each_late_member_gets_a_letter():
    batch = reminder.build(request(unit_id="schools"))
    assert [paper.addressees for paper in batch.papers] == [("Trường THCS Hòa Lâm",)]


def test_a_unit_that_has_sent_is_reminded_of_overdue_tasks_only():
    paper = letter("clinic")
    assert paper.letterhead.about == "V/v đôn đốc thực hiện nhiệm vụ quá hạn"
    assert bullets(paper) == [
        "- Lập sổ sức khỏe điện tử cho từng em và cập nhật sau mỗi lần khám (thời hạn 31/5/2026, quá hạn 22 ngày)."
    ]
    assert "gửi báo cáo" not in paper.blocks[-1].text


def test_a_unit_that_has_not_sent_is_told_what_is_missing():
    paper = letter("economy")
    assert "chưa nhận được báo cáo 6 tháng đầu năm 2026 của Phòng Kinh tế (quá hạn 5 ngày)" in paper.blocks[0].text
    assert bullets(paper) == ["- Sửa nhà vệ sinh ở 5 trường (thời hạn đến năm 2028)."]


def test_a_returned_report_is_named_as_returned():
    assert "đã được trả lại để bổ sung" in letter("secondary").blocks[0].text


def test_what_was_reported_is_not_asked_for_again():
    assert not any("nước uống" in text for text in bullets(letter("secondary")))


def test_a_followed_indicator_without_a_figure_is_asked_for():
    unsent = replace(DOSSIER, submissions=(), results=())
    assert "- Chỉ tiêu: Học sinh được khám mắt;" in bullets(letter("clinic", unsent))


@pytest.mark.parametrize(
    ("printed", "before"),
    [
        (date(2026, 6, 22), date(2026, 6, 25)),
        (date(2026, 6, 25), date(2026, 6, 30)),
        (date(2026, 6, 27), date(2026, 7, 1)),
        (date(2026, 6, 1), date(2026, 6, 18)),
    ],
)
def test_three_working_days_are_given_and_the_deadline_is_kept(printed, before):
    assert reminder.reply_before(replace(request(), on=printed)) == before


def test_days_are_counted_from_the_day_of_issue():
    assert reminder.reply_before(request(issued_on=date(2026, 7, 3))) == date(2026, 7, 8)


def test_text_ends_with_the_day_and_the_closing_mark():
    last = letter("economy").blocks[-1].text
    assert last.endswith("trước ngày 25 tháng 6 năm 2026 để tổng hợp./.")


def test_the_symbol_has_no_type_letters_and_the_drafter_keeps_a_copy():
    paper = letter("economy", number="7")
    assert paper.letterhead.symbol_line == "Số: 07/UBND-VHXH"
    assert paper.recipients == ("Như trên", "Lưu: VT, VHXH")
    assert paper.type_name == ""


def test_letters_of_a_batch_take_their_numbers_by_hand():
    papers = reminder.build(request(number="7")).papers
    assert {paper.letterhead.symbol_line for paper in papers} == {"Số:        /UBND-VHXH"}


def with_late_tasks(count):
    """The sample with so many tasks of the Phòng Kinh tế past their day, its report sent."""
    tasks = tuple(replace(TASKS[2], id=f"x{n}", title=f"Việc số {n}", content=None) for n in range(count))
    leads = tuple(r.Assignment(id=f"l{n}", task_id=f"x{n}", unit_id="economy", role=r.Role.LEAD) for n in range(count))
    sent = make_submission(UNITS[2], state=r.SubmissionState.SENT, received_on=TODAY)
    return replace(DOSSIER, tasks=tasks, assignments=leads, submissions=(sent,))


def test_up_to_twelve_items_stand_in_the_letter():
    paper = letter("economy", with_late_tasks(12))
    assert len(bullets(paper)) == 12
    assert paper.annexes == ()


def test_more_items_stand_in_an_annex_that_the_letter_names():
    paper = letter("economy", with_late_tasks(13), number="7", issued_on=date(2026, 7, 3))
    assert bullets(paper) == []
    assert paper.blocks[1].text == ("Phòng Kinh tế có 13 nhiệm vụ chủ trì đã quá hạn (danh mục tại Phụ lục kèm theo).")
    (annex,) = paper.annexes
    assert annex.subtitle[0] == (
        "(Kèm theo Công văn số 07/UBND-VHXH ngày 03 tháng 7 năm 2026 của Ủy ban nhân dân xã Hòa Lâm)"
    )
    assert [row.cells[:2] for row in annex.rows[:2]] == [("I", "Nhiệm vụ chủ trì đã quá hạn"), (1, "Việc số 0")]
    assert annex.rows[1].cells[2:4] == (date(2026, 5, 31), 22)
    assert len(annex.rows) == 14


def test_tasks_and_indicators_not_told_of_are_grouped_in_the_annex():
    indicators = tuple(replace(INDICATORS[0], id=f"i{n}", name=f"Số đo {n}", unit_id="economy") for n in range(9))
    dossier = replace(with_late_tasks(5), indicators=indicators, submissions=())
    paper = letter("economy", dossier)
    assert "chưa báo cáo 9 nội dung và có 5 nhiệm vụ chủ trì đã quá hạn" in paper.blocks[1].text
    titles = [row.cells for row in paper.annexes[0].rows if row.kind is RowKind.GROUP]
    assert titles == [("I", "Chỉ tiêu chưa báo cáo"), ("II", "Nhiệm vụ chủ trì đã quá hạn")]


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    path = tmp_path_factory.mktemp("letters") / "don-doc.pdf"
    render("don-doc", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path)
    return path


def test_every_letter_begins_on_a_page_numbered_from_one(batch):
    assert pypdf.PdfReader(batch).page_labels == ["1", "1"]
    with pdfplumber.open(batch) as pdf:
        for page in pdf.pages:
            assert "Kính gửi:" in page.extract_text()
