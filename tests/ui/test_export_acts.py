"""From a wish in the window to files, register and printer: one form, all units, a paper once more, and no printer."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from kehoach_desktop.services import exporting, papers
from kehoach_desktop.ui.file_acts import FileActs
from kehoach_desktop.ui.printing import CannotPrint, page_count


class Chosen:
    """Answers the dialogs: a folder, and a printer that writes PDF."""

    def __init__(self, to: Path):
        self.to = str(to)
        self.asked: list[Path] = []
        self.answer = "print"

    def open_file(self, title, folder, pattern):
        return ""

    def folder(self, title, folder):
        return self.to

    def printer(self, path):
        self.asked.append(path)
        if self.answer == "none":
            raise CannotPrint("Máy này chưa có máy in nào.", "Mở tệp rồi mang sang máy khác.")
        if self.answer == "leave":
            return None
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path.with_suffix(".in.pdf")))
        printer.setResolution(72)
        return printer


@pytest.fixture
def to(tmp_path):
    return tmp_path / "ra"


@pytest.fixture
def chosen(to):
    return Chosen(to)


@pytest.fixture
def acts(qtbot, opened, chosen, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    return FileActs(opened, window, chosen, lambda: tmp_path / "mau.kehoach", opens_files=False)


@pytest.fixture
def links(opened):
    found = []
    opened.messages.offered.connect(lambda offer: found.append({link.words: link.act for link in offer}))
    return found


def test_a_form_to_all_units_is_a_file_each_and_one_to_print(acts, to, settle, said, links, opened):
    acts.export("don-doc", ("docx",), "Công văn đôn đốc", {"unit_id": None, "options": exporting.FormOptions()})
    settle()
    assert sorted(path.name for path in to.iterdir()) == [
        "2026-H1_don-doc-ca-2-don-vi.pdf",
        "2026-H1_don-doc_phong-kinh-te.docx",
        "2026-H1_don-doc_thon-dong.docx",
    ]
    assert said.steps[-1] == f"Đã ghi 2 tệp và 2026-H1_don-doc-ca-2-don-vi.pdf để in vào {to}"
    assert list(links[-1]) == ["Mở thư mục"]
    assert [paper.unit_id for paper in opened.workspace.dossier.papers] == ["u2", "u3"]


def test_a_group_goes_to_its_members_and_a_unit_gets_one_file(acts, to, settle, opened):
    acts.export("giao-viec", ("pdf",), "Phiếu", {"unit_id": "u4"})
    settle()
    assert [paper.unit_id for paper in opened.workspace.dossier.papers] == ["u3"]
    acts.export("giao-viec", ("pdf",), "Phiếu", {"unit_id": "u1"})
    settle()
    assert (to / "2026-H1_giao-viec_tram-y-te-xa.pdf").exists()


def test_stopping_a_batch_leaves_nothing(acts, to, settle, said, opened, background):
    settle()
    acts.export("don-doc", ("pdf", "docx"), "Công văn đôn đốc", {"unit_id": None})
    background.stop_current()
    settle()
    assert not to.exists()
    assert opened.workspace.dossier.papers == ()
    assert said.faults[-1][0] == "Đã dừng theo yêu cầu."


def test_printing_sends_every_page_and_keeps_the_pdf(acts, to, settle, said, chosen, links):
    acts.print_form("bao-cao", "Báo cáo", {"options": exporting.FormOptions()})
    settle()
    path = to / "2026-H1_bao-cao_xa-hoa-lam.pdf"
    assert chosen.asked == [path]
    assert page_count(to / "2026-H1_bao-cao_xa-hoa-lam.in.pdf") == page_count(path)
    assert said.steps[-1].startswith(f"Đã gửi {page_count(path)} trang tới máy in")
    assert list(links[-1]) == ["Mở thư mục"]


def test_printing_for_all_units_prints_the_one_file_of_all(acts, to, settle, chosen):
    acts.print_form("don-doc", "Công văn đôn đốc", {"unit_id": None})
    settle()
    assert [path.name for path in chosen.asked] == ["2026-H1_don-doc-ca-2-don-vi.pdf"]


def test_leaving_the_printer_dialog_keeps_the_pdf_and_offers_it_again(acts, to, settle, chosen, said, links):
    chosen.answer = "leave"
    acts.print_form("chi-tieu", "Kết quả", {})
    settle()
    assert said.told[-1].startswith("Chưa in. Bản PDF 2026-H1_chi-tieu")
    chosen.answer = "print"
    links[-1]["In"]()
    settle()
    assert said.steps[-1].startswith("Đã gửi 2 trang")


def test_without_a_printer_she_is_told_and_the_pdf_is_there(acts, to, settle, chosen, said, links):
    chosen.answer = "none"
    acts.print_form("chi-tieu", "Kết quả", {})
    settle()
    assert said.warnings[-1][0] == "Máy này chưa có máy in nào."
    assert list(links[-1]) == ["Mở thư mục"]
    assert len(list(to.iterdir())) == 1


def test_a_paper_printed_again_bears_its_number(acts, to, settle, opened, chosen):
    from pypdf import PdfReader

    acts.export("bao-cao", ("pdf",), "Báo cáo", {})
    settle()
    paper = opened.workspace.dossier.papers[0]
    opened.workspace.perform("Ghi số", papers.give_number, paper.id, {"number": "64"})
    settle()
    acts.print_form("bao-cao", "Báo cáo", {"paper_id": paper.id, "options": exporting.FormOptions()})
    settle()
    assert chosen.asked[-1].name == "2026-H1_bao-cao_xa-hoa-lam (2).pdf"
    assert "Số: 64/BC-UBND" in PdfReader(chosen.asked[-1]).pages[0].extract_text()
    assert len(opened.workspace.dossier.papers) == 2


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(acts, settle, said, chosen, tmp_path):
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    chosen.to = str(tmp_path / "tep")
    acts.export("chi-tieu", ("xlsx",), "Kết quả", {})
    settle()
    assert said.faults[-1] == (
        f"Không được phép ghi vào {tmp_path / 'tep'}.",
        "Chọn thư mục khác, ví dụ Tài liệu.",
    )
