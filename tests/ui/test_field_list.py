"""Editing a labelled value in its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from kehoach_desktop.ui.widgets.field_list import Field, FieldList

FIELDS = (
    Field("officer", "Cán bộ", "Lê Hoa", edit="Lê Hoa"),
    Field("approver", "Rõ thẩm quyền", "", edit="", missing="Còn thiếu: ai ký", link="Điền"),
    Field(
        "state", "Tình trạng", "Đang làm", edit="in_progress", choices=(("in_progress", "Đang làm"), ("done", "Xong"))
    ),
    Field("section", "Mục", "III.2"),
)


@pytest.fixture
def fields(qtbot, theme):
    fields = FieldList(theme)
    qtbot.addWidget(fields)
    fields.set_fields(FIELDS)
    fields.resize(400, 200)
    fields.show()
    return fields


def editor(fields):
    return next(e for e in fields.findChildren(QLineEdit) if e.isVisible())


def test_f2_edits_and_enter_sends_what_was_typed(qtbot, fields):
    qtbot.keyClick(fields.row("officer"), Qt.Key.Key_F2)
    editor(fields).setText("Mai Lan")
    with qtbot.waitSignal(fields.edit_requested) as asked:
        qtbot.keyClick(editor(fields), Qt.Key.Key_Return)
    assert asked.args == ["officer", "Mai Lan"]


def test_escape_gives_up(qtbot, fields):
    fields.start_edit("officer")
    editor(fields).setText("Mai Lan")
    with qtbot.assertNotEmitted(fields.edit_requested):
        qtbot.keyClick(editor(fields), Qt.Key.Key_Escape)


def test_the_same_text_asks_for_nothing(qtbot, fields):
    fields.start_edit("officer")
    with qtbot.assertNotEmitted(fields.edit_requested):
        qtbot.keyClick(editor(fields), Qt.Key.Key_Return)


def test_a_refused_text_stays_in_its_editor_with_the_reason(qtbot, fields):
    fields.start_edit("officer")
    editor(fields).setText("???")
    qtbot.keyClick(editor(fields), Qt.Key.Key_Return)
    fields.refuse("officer", "Không phải tên.")
    assert (editor(fields).text(), editor(fields).toolTip()) == ("???", "Không phải tên.")


def test_the_link_of_a_missing_value_opens_its_editor(qtbot, fields):
    fields.row("approver")._link()
    assert editor(fields).text() == ""


def test_a_choice_sends_its_value(qtbot, fields):
    fields.start_edit("state")
    choice = next(c for c in fields.findChildren(QComboBox) if c.isVisible())
    with qtbot.waitSignal(fields.edit_requested) as asked:
        choice.setCurrentIndex(1)
        choice.activated.emit(1)
    assert asked.args == ["state", "done"]


def test_what_is_not_edited_here_opens_no_editor(fields):
    fields.start_edit("section")
    assert not any(e.isVisible() for e in fields.findChildren(QLineEdit))


def test_rows_are_read_out_whole(fields):
    assert fields.row("approver").accessibleName() == "Rõ thẩm quyền: Còn thiếu: ai ký"
