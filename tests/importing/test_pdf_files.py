"""A PDF is read by its text layer: printed lines become paragraphs again, a scan is named for what it is."""

import io
import textwrap

import pytest
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kehoach_desktop.importing import faults
from kehoach_desktop.importing.read_plan import read_plan
from kehoach_desktop.paths import resource

PLAN = [
    "KẾ HOẠCH", "Chống hạn vụ xuân xã Phú Thịnh", "I. NHIỆM VỤ", "1. Giữ nước",
    "- Đắp bờ giữ nước ở các xứ đồng cao, nạo vét mương dẫn từ hồ Đá Bạc về đồng Trũng, phân công người trực cống suốt ngày đêm trong những đợt nắng nóng kéo dài.",
    "- Tưới luân phiên theo lịch của hợp tác xã.",
]  # fmt: skip


@pytest.fixture
def font() -> str:
    path = next(resource("fonts").rglob("*Regular*.ttf"))
    pdfmetrics.registerFont(TTFont("Serif", str(path)))
    return "Serif"


def test_printed_lines_become_paragraphs_again(tmp_path, font):
    path = tmp_path / "ke-hoach.pdf"
    canvas = Canvas(str(path))
    page = canvas.beginText(60, 780)
    page.setFont(font, 13)
    for line in PLAN:
        for part in textwrap.wrap(line, 75):
            page.textLine(part)
    canvas.drawText(page)
    canvas.save()
    plan = read_plan(path)
    assert plan.title == PLAN[1]
    assert [task.text for task in plan.tasks] == [PLAN[4][2:], PLAN[5][2:]]


def test_a_scan_has_no_words(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    data = io.BytesIO()
    writer.write(data)
    path = tmp_path / "quet.pdf"
    path.write_bytes(data.getvalue())
    with pytest.raises(faults.ScannedPlan):
        read_plan(path)


def test_a_pdf_behind_a_password_and_a_broken_one_are_named(tmp_path, expected_logs):
    expected_logs.append("EOF marker")  # pypdf says so itself
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.encrypt("mat-khau", algorithm="RC4-128")
    locked, broken = tmp_path / "khoa.pdf", tmp_path / "hong.pdf"
    with locked.open("wb") as stream:
        writer.write(stream)
    broken.write_bytes(b"%PDF-1.7\nkhong co gi")
    with pytest.raises(faults.LockedPlan):
        read_plan(locked)
    with pytest.raises(faults.UnreadablePlan):
        read_plan(broken)


def test_a_text_that_keeps_printed_lines_is_unwrapped(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    body = [
        "- Họp Trạm Bơm với các đội Thủy Nông, thống nhất lịch mở cống cho hai xứ đồng Trũng và Đồng Cao trước khi vào vụ, "
        "giao Hợp tác xã Phú Thịnh ghi sổ, báo cáo Ủy ban nhân dân xã khi thiếu nước quá ba ngày liền.",
    ] * 3
    path.write_text(
        "\n".join(part for line in [*PLAN[:4], *body] for part in textwrap.wrap(line, 60)), encoding="utf-8"
    )
    assert [task.text for task in read_plan(path).tasks] == [body[0][2:]] * 3
