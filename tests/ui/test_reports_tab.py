"""Forms, options, preview, findings and register over a real file."""

import pytest
from PySide6.QtPrintSupport import QPrinter

from kehoach_desktop.services import editing, exporting
from kehoach_desktop.ui.printing import paint_pdf
from kehoach_desktop.ui.tabs.reports.checks import checks_of
from kehoach_desktop.ui.tabs.reports_tab import ReportsTab


@pytest.fixture
def tab(qtbot, opened):
    tab = ReportsTab(opened)
    tab.watch(opened.workspace.dossier_changed, lambda _: tab.mark_stale())  # as the window does
    qtbot.addWidget(tab, before_close_func=lambda t: t.release())
    tab.resize(1366, 540)
    tab.show()
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count > 0, timeout=20000)
    return tab


def drawn(qtbot, tab):
    qtbot.waitUntil(lambda: tab.is_drawn, timeout=20000)
    return tab.preview.store.count


def test_the_first_form_is_drawn_as_pages(tab):
    assert tab.preview.store.count >= 1
    assert tab.page_words.text() == f"Trang 1 / {tab.preview.store.count}"


def test_every_form_of_the_catalogue_is_listed(tab):
    assert {row.id for row in tab.forms.model.shown_records()} == {form.id for form in exporting.forms()}


def test_choosing_a_form_draws_it_and_offers_its_formats(qtbot, tab):
    tab.show_form("chi-tieu")
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("chi-tieu").title, timeout=5000)
    assert drawn(qtbot, tab) >= 1
    assert tab.format_buttons["xlsx"].isVisibleTo(tab)
    assert not tab.format_buttons["docx"].isVisibleTo(tab)


def test_fewer_annexes_make_fewer_pages(qtbot, tab):
    whole = tab.preview.store.count
    for check in tab.forms.annexes.values():
        check.setChecked(False)
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count < whole, timeout=20000)


def test_pages_fit_the_width_until_zoomed(tab):
    pages = tab.preview.pages
    assert pages.percent_of(0) <= 100
    pages.zoom(1)
    assert tab.zoom_words.text() == f"{pages.percent_of(0)} %"


def test_going_through_the_pages(qtbot, tab):
    tab.forth.click()
    assert tab.preview.pages.page == 1
    assert tab.preview.thumbnails.current == 1
    tab.back.click()
    assert tab.page_words.text().startswith("Trang 1 ")


def test_findings_name_what_is_missing_and_lead_there(qtbot, opened, tab):
    checks = {check.id: check for check in checks_of(opened.workspace.dossier, opened.workspace.window)}
    assert checks["lead"].text == "3 nhiệm vụ chưa có chủ trì"
    assert checks["sent"].text == "2 đơn vị chưa nộp báo cáo"
    assert checks["results"].text == "1 chỉ tiêu chưa có số của 6 tháng đầu năm 2026"
    assert checks["signer"].is_error
    row = tab.side.checks.row_of("lead")
    with qtbot.waitSignal(tab.jump_requested) as jumped:
        tab.side._jump(tab.side.checks.record_at(row))
    assert (jumped.args[0].tab, jumped.args[0].view) == ("tasks", "no_lead")


def test_errors_come_first_and_are_counted(tab):
    assert tab.side.checks.record_at(0).is_error
    assert tab.side.errors._text == "1 lỗi"


def test_a_wish_for_a_file_carries_form_format_and_choices(qtbot, tab):
    tab.forms.number.setText("12")
    with qtbot.waitSignal(tab.files_requested) as wished:
        tab.ask_files("pdf")
    form_id, formats, _, choices = wished.args
    assert (form_id, tuple(formats), choices["options"].number) == ("bao-cao", ("pdf",), "12")


def test_a_day_that_is_none_is_told_and_left_blank(tab, said):
    tab.forms.issued.setText("31/6/2026")
    tab.forms._line_edited()
    assert said.faults[-1][0] == "Tháng 6 không có ngày 31."
    assert tab.forms.options().issued_on is None


def test_the_register_shows_what_was_printed_and_takes_its_number(qtbot, opened, tab, tmp_path, settle):
    workspace = opened.workspace
    workspace.perform("Xuất", exporting.export, "chi-tieu", workspace.period.id, tmp_path / "ra", formats=("xlsx",))
    settle()
    qtbot.waitUntil(lambda: tab.side.papers.total_count == 1)
    model = tab.side.papers
    model.setData(model.index(0, model.column_index("number")), "64")
    settle()
    assert workspace.dossier.papers[0].number == "64"


def test_a_refused_day_in_the_register_stays_marked(qtbot, opened, tab, tmp_path, settle):
    workspace = opened.workspace
    workspace.perform("Xuất", exporting.export, "chi-tieu", workspace.period.id, tmp_path / "ra", formats=("xlsx",))
    settle()
    model = tab.side.papers
    model.setData(model.index(0, model.column_index("issued_on")), "45/6/2026")
    settle()
    assert list(model.refused)


def test_checking_the_file_replaces_the_findings(qtbot, tab, said, settle):
    tab.check_file()
    settle()
    assert tab.side.title.text() == "Kiểm tra cả tệp"
    assert said.told


def test_a_form_there_is_not_is_a_fault_told(tab, said):
    tab.show_form("khong-co")
    assert "khong-co" in said.faults[-1][0]


def test_the_preview_follows_an_edit(qtbot, opened, tab, settle):
    before = tab._drawn
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc mới đặt tên"})
    qtbot.waitUntil(lambda: tab.is_drawn and tab._drawn > before, timeout=20000)


def test_printing_puts_every_page_on_paper(qtbot, tab, opened, tmp_path):
    from pypdf import PdfReader

    path = tmp_path / "in.pdf"
    exporting.render_file(
        "chi-tieu", opened.workspace.dossier, "2026-H1", "pdf", tmp_path / "goc.pdf", on=opened.workspace.today
    )
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    paint_pdf(tmp_path / "goc.pdf", printer)
    assert len(PdfReader(path).pages) == len(PdfReader(tmp_path / "goc.pdf").pages)


def test_reminders_of_all_late_units_are_shown_one_after_another(qtbot, tab):
    tab.show_form("don-doc", None)
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("don-doc").title, timeout=5000)
    assert drawn(qtbot, tab) == 2
    assert tab.format_buttons["docx"].isVisibleTo(tab)


def test_the_slip_of_one_unit_is_shown(qtbot, tab):
    unit = next(unit for unit in tab.workspace.dossier.units if unit.name == "Trạm Y tế xã")
    tab.show_form("giao-viec", unit.id)
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("giao-viec").title, timeout=5000)
    assert drawn(qtbot, tab) == 2
    assert tab.forms.unit.currentText() == "Trạm Y tế xã"
    tab.show_form("giao-viec", None)
    assert tab.forms.unit_id is None
