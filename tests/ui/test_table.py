"""The table as a person meets it: keys, ticks, editing in place, copying, remembered columns."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from test_rows import COLUMNS, PEOPLE, by_place

from kehoach_desktop.ui.models.cells import Cell, Column, tick_column
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.cell_delegate import PAD
from kehoach_desktop.ui.widgets.table import Table

KEY = Qt.Key


@pytest.fixture
def table(qtbot, theme, settings):
    return make_table(qtbot, theme, settings)


def make_table(qtbot, theme, settings, *, grid=False, columns=None):
    model = RowsModel(columns or [tick_column(), *COLUMNS])
    model.set_records(PEOPLE)
    table = Table(theme, "people", settings, two_lines=True, grid=grid)
    table.set_model(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.setFocus()
    return table


def editor_of(table):
    return next(e for e in table.viewport().findChildren(QLineEdit) if e.isVisible())


def test_the_first_record_is_current_from_the_start(table):
    assert table.current_record() == PEOPLE[0]


def test_moving_down_tells_the_record_after_a_moment(qtbot, table):
    with qtbot.waitSignal(table.current_record_changed, timeout=1000, check_params_cb=lambda r: r == PEOPLE[1]):
        qtbot.keyClick(table, KEY.Key_Down)


def test_space_ticks_and_escape_unticks(qtbot, table):
    qtbot.keyClick(table, KEY.Key_Space)
    assert table.rows_model.ticked == [PEOPLE[0]]
    qtbot.keyClick(table, KEY.Key_Escape)
    assert table.rows_model.ticked == []


def test_escape_with_nothing_to_clear_goes_up(qtbot, table):
    with qtbot.waitSignal(table.escaped):
        qtbot.keyClick(table, KEY.Key_Escape)


def test_control_a_ticks_all(qtbot, table):
    qtbot.keyClick(table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.rows_model.ticked) == 4


def test_a_click_on_the_box_ticks_and_shift_takes_the_rows_between(qtbot, table):
    def click(row, modifier=Qt.KeyboardModifier.NoModifier):
        rect = table.visualRect(table.model().index(row, 0))
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, rect.center())

    click(0)
    click(2, Qt.KeyboardModifier.ShiftModifier)
    assert [person.id for person in table.rows_model.ticked] == ["a", "b", "c"]


def test_enter_opens_a_row_of_a_list(qtbot, table):
    with qtbot.waitSignal(table.record_opened, check_params_cb=lambda r: r == PEOPLE[0]):
        qtbot.keyClick(table, KEY.Key_Return)


def test_delete_asks_for_the_current_row(qtbot, table):
    with qtbot.waitSignal(table.delete_requested, check_params_cb=lambda r: r == PEOPLE[0]):
        qtbot.keyClick(table, KEY.Key_Delete)


def test_f2_keeps_the_text_and_enter_sends_it(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, KEY.Key_F2)
    editor = editor_of(table)
    assert editor.text() == "Đặng Tú"
    qtbot.keyClick(editor, KEY.Key_End)
    qtbot.keyClicks(editor, "x")
    with qtbot.waitSignal(table.rows_model.edit_requested) as asked:
        qtbot.keyClick(editor, KEY.Key_Return)
    assert asked.args == [PEOPLE[0], "name", "Đặng Túx"]


def test_a_letter_replaces_the_text(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClicks(table, "M")
    qtbot.keyClicks(editor_of(table), "ai")
    with qtbot.waitSignal(table.rows_model.edit_requested) as asked:
        qtbot.keyClick(editor_of(table), KEY.Key_Return)
    assert asked.args[2] == "Mai"


def test_backspace_clears_and_edits(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, KEY.Key_Backspace)
    assert editor_of(table).text() == ""


def test_escape_in_the_editor_gives_up(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, KEY.Key_F2)
    qtbot.keyClicks(editor_of(table), "zzz")
    with qtbot.assertNotEmitted(table.rows_model.edit_requested):
        qtbot.keyClick(editor_of(table), KEY.Key_Escape)
    assert table.model().index(0, 1).data() == "Đặng Tú"


def test_enter_goes_down_in_a_grid(qtbot, theme, settings):
    table = make_table(qtbot, theme, settings, grid=True, columns=COLUMNS)
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, KEY.Key_Return)
    assert table.current_row() == 1
    qtbot.keyClick(table, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.current_row() == 0


def test_copying_gives_cells_between_tabs(qtbot, table):
    qtbot.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Đặng Tú\t30"


def test_pasting_into_a_grid_hands_over_lines_of_cells(qtbot, theme, settings):
    table = make_table(qtbot, theme, settings, grid=True, columns=COLUMNS)
    QGuiApplication.clipboard().setText("Lan\t5\r\nHoa\t6\r\n")
    table.setCurrentIndex(table.model().index(1, 0))
    with qtbot.waitSignal(table.paste_requested) as pasted:
        qtbot.keyClick(table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == [1, 0, [["Lan", "5"], ["Hoa", "6"]]]


def test_a_click_on_a_group_folds_it(qtbot, table):
    table.rows_model.set_groups(by_place)
    rect = table.visualRect(table.model().index(0, 1))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [p.id for p in table.rows_model.shown_records()] == ["b"]


def test_the_current_record_stays_current_when_rows_move(qtbot, table):
    table.select_record("d")
    table.rows_model.sort_by("age")
    assert table.current_record() == PEOPLE[3]


def test_a_hidden_record_cannot_be_selected(table):
    table.rows_model.set_search("Đặng")
    assert not table.select_record("b")


def test_columns_are_remembered_by_name(qtbot, theme, settings, table):
    table.head.resizeSection(2, 77)
    table.head.show_column(1, on=False)
    table.head.moveSection(table.head.visualIndex(2), 0)
    qtbot.waitUntil(lambda: settings.get("table/", "people") != {}, timeout=2000)
    again = make_table(qtbot, theme, settings)
    assert again.columnWidth(2) == 77
    assert again.isColumnHidden(1)
    assert again.head.order()[0] == 2


def test_a_header_click_sorts_up_then_down_then_not(qtbot, table):
    head = table.head
    at = head.sectionViewportPosition(2) + 5

    def click():
        qtbot.mouseClick(
            head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _point(at, 5)
        )
        return table.rows_model.sorted_by

    assert [click(), click(), click()] == [("age", False), ("age", True), None]


def _point(x, y):
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_stretching_columns_fill_the_width(qtbot, theme, settings):
    columns = [
        Column("name", "Tên", lambda p: p.name, stretch=True),
        Column("age", "Tuổi", lambda p: str(p.age), width=80),
    ]
    table = make_table(qtbot, theme, settings, columns=columns)
    qtbot.waitUntil(lambda: table.columnWidth(0) + table.columnWidth(1) == table.viewport().width(), timeout=2000)


def ticked(table):
    return [person.id for person in table.rows_model.ticked]


def test_shift_and_down_tick_row_after_row_and_back_takes_the_last_away(qtbot, table):
    shift = Qt.KeyboardModifier.ShiftModifier
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        qtbot.keyClick(table, key, shift)
    assert ticked(table) == ["a", "b"]
    assert table.current_record() == PEOPLE[1]


def test_a_click_with_control_ticks_a_row_anywhere_in_it(qtbot, table):
    for row, modifier in ((0, Qt.KeyboardModifier.NoModifier), (2, Qt.KeyboardModifier.ControlModifier)):
        at = table.visualRect(table.model().index(row, 1)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, at)
    assert ticked(table) == ["c"]


def test_ticked_rows_are_copied_with_the_heads_when_asked(table):
    table.rows_model.set_ticked([0, 3], on=True)
    table.copy_cells(heads=True)
    assert QGuiApplication.clipboard().text() == "Tên\tTuổi\nĐặng Tú\t30\nÂn\t7"


def test_f8_goes_round_the_refused_cells(qtbot, table):
    assert not table.go_to_wrong(1)
    for key in ("d", "b"):
        table.rows_model.put_draft(key, "name", "?", "Không phải tên.")
    visited = []
    for by in (1, 1, 1, -1):
        assert table.go_to_wrong(by)
        visited.append(table.current_record().id)
    assert visited == ["b", "d", "b", "d"]


def ink_of_a_cell(qtbot, theme, settings, text, room):
    """The columns of pixels in which something of a cell's text stands, for a column with so much room for it."""
    model = RowsModel([Column("name", "Tên", lambda _: Cell(text), width=room + 2 * PAD)])
    model.set_records(PEOPLE[:1])
    table = Table(theme, "ink", settings, two_lines=True)
    table.set_model(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.head.resizeSection(0, room + 2 * PAD)
    image = table.grab().toImage()
    cell = table.visualRect(model.index(0, 0)).translated(table.viewport().pos()).adjusted(PAD, 2, 0, -2)
    ground = image.pixelColor(cell.left() - 1, cell.top())
    return [
        x - cell.left()
        for x in range(cell.left(), cell.right())
        if any(image.pixelColor(x, y) != ground for y in range(cell.top(), cell.bottom()))
    ]


def test_the_horn_of_a_last_letter_is_not_cut(qtbot, theme, settings):
    text = "nhà văn hóa thôn, chợ"
    exact = theme.advance(text)
    inked = ink_of_a_cell(qtbot, theme, settings, text, exact)
    assert inked == ink_of_a_cell(qtbot, theme, settings, text, exact + 20)
    assert inked[-1] >= exact
