"""Writing the report's words: the text field, and the window over a real office file."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from kehoach_desktop.domain.narrative import markup, parse
from kehoach_desktop.domain.narrative_compare import Mark
from kehoach_desktop.domain.records import Narrative
from kehoach_desktop.services import history, narratives, results
from kehoach_desktop.ui.narrative.part_list import part_cell
from kehoach_desktop.ui.narrative.text_edit import NarrativeEdit
from kehoach_desktop.ui.narrative.window import NarrativeWindow

H1 = "2026-H1"
MARKUP = "Trong kỳ **12 thôn** đã họp.\n- Thôn Đông: 40 hộ\n+ có 3 hộ mới"


@pytest.fixture
def edit(qtbot, theme):
    edit = NarrativeEdit(theme)
    qtbot.addWidget(edit)
    edit.resize(700, 300)
    edit.show()
    edit.set_lines(parse(MARKUP))
    return edit


def at(edit, block, place=0):
    cursor = QTextCursor(edit.document().findBlockByNumber(block))
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=place)
    edit.setTextCursor(cursor)


# --- the field ---


def test_lines_are_shown_and_given_back(edit):
    assert markup(edit.lines()) == MARKUP
    assert "**" not in edit.toPlainText()


def test_bold_is_turned_by_its_key(qtbot, edit):
    at(edit, 1)
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 9)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert markup(edit.lines()).split("\n")[1] == "- **Thôn Đông**: 40 hộ"


def test_bullets_go_from_dash_to_plus_to_none(qtbot, edit):
    at(edit, 0)
    for first in ("- Trong", "+ Trong", "Trong"):
        qtbot.keyClick(edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert markup(edit.lines()).startswith(first)


def test_enter_goes_on_with_the_bullet_and_ends_it_on_an_empty_one(qtbot, edit):
    at(edit, 1, len("Thôn Đông: 40 hộ"))
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "y")
    assert markup(edit.lines()).split("\n")[1:4] == ["- Thôn Đông: 40 hộ", "- x", "y"]


def test_backspace_at_the_front_takes_the_bullet_away_first(qtbot, edit):
    at(edit, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert markup(edit.lines()).split("\n")[1] == "Thôn Đông: 40 hộ"


def test_a_dash_that_is_typed_is_a_bullet_when_saved_and_stays_untouched_while_typing(qtbot, edit):
    edit.set_lines(())
    qtbot.keyClicks(edit, "- khac")
    assert edit.toPlainText() == "- khac"
    assert markup(edit.lines()) == "- khac"


def test_tab_leaves_the_field(qtbot, edit):
    assert edit.tabChangesFocus()


def test_words_from_word_come_as_plain_paragraphs(edit):
    source = QMimeData()
    source.setHtml("<h1><font color='red'>Kết quả</font></h1>")
    source.setText("Kê\u0301t quả\x07\r\n•\tKhám 3 thôn")
    edit.set_lines(())
    edit.insertFromMimeData(source)
    assert markup(edit.lines()) == "Kết quả\n- Khám 3 thôn"


def test_a_paste_is_one_undo(edit):
    source = QMimeData()
    source.setText("một\nhai")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.insertFromMimeData(source)
    edit.undo()
    assert markup(edit.lines()) == MARKUP


def test_a_copy_within_the_field_keeps_bold_and_bullets(edit):
    edit.selectAll()
    copied = edit.createMimeDataFromSelection()
    assert copied.text().split("\n")[1] == "- Thôn Đông: 40 hộ"
    edit.set_lines(())
    edit.insertFromMimeData(copied)
    assert markup(edit.lines()) == MARKUP


def test_nothing_is_turned_while_letters_are_being_composed(qtbot, edit):
    at(edit, 1)
    QApplication.sendEvent(edit, QInputMethodEvent("ươ", []))
    edit.turn_bullets()
    edit.toggle_bold()
    done = QInputMethodEvent()
    done.setCommitString("ươ")
    QApplication.sendEvent(edit, done)
    assert markup(edit.lines()).split("\n")[1].startswith("- ")
    assert "ươ" in edit.toPlainText()


def test_a_mark_says_what_stood_there_and_is_not_widened_by_typing(qtbot, edit):
    edit.set_marks([Mark(1, 11, 13, "38")])
    start = edit.document().findBlockByNumber(1).position()
    at(edit, 1, 13)
    qtbot.keyClicks(edit, "xx")
    assert edit.mark_at(start + 11) == "Trước: 38"
    assert edit.mark_at(start + 13) is None
    (shown,) = edit.extraSelections()
    assert shown.cursor.selectedText() == "40"


# --- the window ---


@pytest.fixture
def window(qtbot, opened, settle):
    window = NarrativeWindow(opened, opened.workspace.period)
    qtbot.addWidget(window, before_close_func=lambda w: (w.save(), settle()))
    window.show()
    settle()
    return window


def ready(window, key, settle):
    window.show_part(key)
    settle()
    return window.edit


def write(qtbot, window, words):
    window.edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(window.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(window.edit, words)


def kept(opened):
    return {n.part: n.text for n in opened.workspace.dossier.narratives}


def states(window):
    return {row.id: part_cell(row).second for row in window.list.model.shown_records()}


def test_every_part_is_listed_as_a_draft(window):
    assert set(states(window).values()) == {"Dự thảo"}
    assert window.part_title.text() == "Mở đầu"
    assert window.edit.toPlainText().startswith("Thực hiện Kế hoạch")


def test_leaving_a_part_saves_it(qtbot, opened, window, settle):
    ready(window, "V", settle)
    write(qtbot, window, "De nghi ho tro.")
    assert window.state.text() == "Chưa lưu"
    ready(window, "IV", settle)
    assert kept(opened)["V"].endswith("\nDe nghi ho tro.")
    assert states(window)["V"] == "Đã sửa"


def test_saving_is_a_named_step_that_undo_takes_back(qtbot, opened, window, settle, said):
    ready(window, "V", settle)
    write(qtbot, window, "De nghi.")
    window.save()
    settle()
    assert said.steps == ["Đã sửa lời văn mục V của báo cáo 6 tháng đầu năm 2026"]
    opened.workspace.undo()
    settle()
    assert kept(opened) == {}
    assert "De nghi." not in window.edit.toPlainText()


def test_esc_saves_and_closes(qtbot, opened, window, settle):
    ready(window, "V", settle)
    write(qtbot, window, "De nghi.")
    qtbot.keyClick(window.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    settle()
    assert "De nghi." in kept(opened)["V"]


def test_nothing_typed_writes_nothing(opened, window, settle):
    ready(window, "V", settle)
    ready(window, "IV", settle)
    window.close()
    assert kept(opened) == {}
    assert opened.workspace.undo_name is None or "lời văn" not in opened.workspace.undo_name


def test_new_figures_are_marked_and_accepted(qtbot, opened, window, settle):
    ready(window, "II.chi-tieu", settle)
    write(qtbot, window, "Ba con da quen.")
    window.save()
    settle()
    opened.workspace.perform("", results.record_result, "i0", H1, numerator="930", denominator="1240")
    settle()
    assert "75% (930/1.240)" in window.edit.toPlainText()
    assert "Ba con da quen." in window.edit.toPlainText()
    assert window.changes.isVisible()
    assert window.edit.extraSelections()
    assert "số đổi" in states(window)["II.chi-tieu"]
    window.changes.accept.click()
    settle()
    assert not window.changes.isVisible()
    assert window.edit.extraSelections() == []
    assert "930/1.240" in kept(opened)["II.chi-tieu"]


def test_figures_that_change_while_she_types_wait_until_she_has_saved(qtbot, opened, window, settle):
    ready(window, "II.chi-tieu", settle)
    write(qtbot, window, "Ba con da quen.")
    opened.workspace.perform("", results.record_result, "i0", H1, numerator="930", denominator="1240")
    settle()
    assert "873/1.240" in window.edit.toPlainText()
    window.save()
    settle()
    assert "930/1.240" in window.edit.toPlainText()
    assert "Ba con da quen." in window.edit.toPlainText()


def test_back_to_the_draft_keeps_what_was_typed_in_the_history(qtbot, opened, window, settle):
    ready(window, "V", settle)
    drafted = window.edit.toPlainText()
    write(qtbot, window, "De nghi.")
    window.reset_button.click()
    settle()
    assert window.edit.toPlainText() == drafted
    assert not window.reset_button.isEnabled()
    opened.workspace.undo()
    settle()
    assert "De nghi." in window.edit.toPlainText()


def test_words_typed_before_a_crash_are_there_again(qtbot, opened, window, settle):
    ready(window, "V", settle)
    write(qtbot, window, "De nghi som.")
    qtbot.waitUntil(lambda: not window._rest.isActive(), timeout=5000)
    settle()
    again = NarrativeWindow(opened, opened.workspace.period)
    qtbot.addWidget(again)
    settle()
    assert states(again)["V"] == "Chưa lưu"
    ready(again, "V", settle)
    assert "De nghi som." in again.edit.toPlainText()
    assert "Lấy lại lời văn chưa lưu" in again.hint.text()
    again.save()
    settle()
    assert "De nghi som." in kept(opened)["V"]
    plan_id = opened.workspace.plan_id
    left = []
    opened.workspace.ask(lambda office: narratives.unfinished(office, plan_id, H1), left.append)
    settle()
    assert left == [[]]
    window._current = None  # this one crashed


def test_a_read_only_file_is_only_read(qtbot, opened, window, settle):
    opened.workspace.read_only = True
    ready(window, "V", settle)
    assert window.edit.isReadOnly()
    qtbot.keyClicks(window.edit, "abc")
    assert not window.is_dirty


def test_words_of_a_lost_section_are_shown_and_not_editable(qtbot, opened, window, settle):
    from kehoach_desktop.services import editing

    opened.workspace.perform("", narratives.write, H1, "II.nhiem-vu.s21", "Nước đã sạch.")
    opened.workspace.perform("", editing.delete_record, "section", "s21")
    settle()
    assert states(window)["II.nhiem-vu.s21"] == "Không còn trong báo cáo"
    ready(window, "II.nhiem-vu.s21", settle)
    assert (window.edit.isReadOnly(), window.edit.toPlainText()) == (True, "Nước đã sạch.")
    assert "không in" in window.changes.title.text()


def test_history_names_the_edit(qtbot, opened, window, settle):
    ready(window, "V", settle)
    write(qtbot, window, "De nghi.")
    window.close()
    settle()
    steps = []
    opened.workspace.ask(history.undoable, steps.append)
    settle()
    assert steps[0].undo.name == "Sửa lời văn mục V của báo cáo 6 tháng đầu năm 2026"
    assert opened.workspace.dossier.narratives[0].__class__ is Narrative
