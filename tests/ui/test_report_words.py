"""The report's own words as the reports tab shows them: button, key, bar over the pages, finding."""

import pytest
from PySide6.QtCore import QPointF, Qt

from kehoach_desktop.services import narratives, results
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.reports.page_marks import Words
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


def edited_report(qtbot, opened, tab):
    """Own words over the indicators, then other figures."""
    dossier, window = opened.workspace.dossier, opened.workspace.window
    parts = {part.key: part for part in narratives.parts(dossier, window, on=opened.workspace.today)}
    text = parts["II.chi-tieu"].text + "\nBà con đã quen dùng nước sạch."
    perform = opened.workspace.perform
    perform("", narratives.write, "2026-H1", "II.chi-tieu", text)
    perform("", results.record_result, "i0", "2026-H1", numerator="930", denominator="1240")
    qtbot.waitUntil(lambda: opened.background.is_idle and tab.is_drawn, timeout=20000)


def test_only_the_report_offers_its_words(qtbot, tab):
    assert tab.words.button.isVisibleTo(tab)
    tab.show_form("tien-do")
    qtbot.waitUntil(lambda: not tab.words.button.isVisibleTo(tab), timeout=5000)


def test_f2_on_the_pages_opens_the_words(qtbot, tab):
    tab.preview.pages.setFocus()
    qtbot.keyClick(tab.preview.pages, Qt.Key.Key_F2)
    editor = tab.words.editor
    assert editor is not None
    assert editor.isVisible()
    tab.words.open()
    assert tab.words.editor is editor
    editor.close()


def test_figures_that_changed_after_the_words_are_told_over_the_pages_and_in_the_findings(qtbot, opened, tab):
    assert not tab.words.bar.isVisibleTo(tab)
    edited_report(qtbot, opened, tab)
    qtbot.waitUntil(lambda: tab.words.bar.isVisibleTo(tab), timeout=20000)
    assert "số đã đổi sau khi sửa lời văn" in tab.words.bar.words.text()
    check = tab.side.checks.record_at(tab.side.checks.row_of("narrative"))
    assert "70,4 thành 75" in check.detail
    tab.side._jump(check)
    editor = tab.words.editor
    qtbot.waitUntil(lambda: opened.background.is_idle and "930" in editor.edit.toPlainText(), timeout=20000)
    editor.accept_figures()
    qtbot.waitUntil(lambda: opened.background.is_idle and tab.is_drawn, timeout=20000)
    qtbot.waitUntil(lambda: not tab.words.bar.isVisibleTo(tab), timeout=20000)
    editor.close()


def test_the_pages_are_drawn_anew_with_the_words(qtbot, opened, tab):
    before = tab.preview.store.document
    edited_report(qtbot, opened, tab)
    pages = [before.getAllText(page).text() for page in range(tab.preview.store.count)]
    assert any("Bà con đã quen dùng nước sạch." in text for text in pages)


def test_the_menu_opens_the_words_at_a_part(qtbot, opened, tab):
    tab.show_form("tien-do")
    tab.show_jump(Jump("reports", view="narrative", record_id="V"))
    editor = tab.words.editor
    qtbot.waitUntil(lambda: opened.background.is_idle and "Kiến nghị" in editor.part_title.text(), timeout=20000)
    qtbot.waitUntil(lambda: tab.forms.form.id == "bao-cao", timeout=5000)
    editor.close()


def test_changed_figures_stand_on_the_mark_of_their_page(qtbot, opened, tab):
    assert not tab.preview.pages.marks
    edited_report(qtbot, opened, tab)
    document = tab.preview.store.document
    marks = [(page, box) for page, boxes in tab.preview.pages.marks.items() for box in boxes]
    words = [
        document.getSelection(
            page, box.center() - QPointF(box.width() / 2, 0), box.center() + QPointF(box.width() / 2, 0)
        )
        for page, box in marks
    ]
    assert any("930/1.240" in selection.text() for selection in words)
    assert len(marks) < 12


def test_marks_of_words_that_are_on_no_page_are_left_out(tab):
    tab.preview.show_marks([Words("câu này không có ở đâu cả", 4, 7), Words("", 0, 0)])
    assert tab.preview.pages.marks == {}
