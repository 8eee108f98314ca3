"""One cell as a value: what is read, what is refused; nothing is guessed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.records import TaskState
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import BadValue
from kehoach_desktop.exchange.answers import is_nil, shown, value_of
from kehoach_desktop.exchange.spreadsheet import Cell, CellKind


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (text("1.240"), "1240"), (text(" 95,5 "), "95.5"), (text("77.67"), "77.67"), (text("98,5 %"), "98.5"),
        (Cell(CellKind.NUMBER, "188.0"), "188"), (Cell(CellKind.NUMBER, "94.19999999999999"), "94.2"),
        (Cell(CellKind.NUMBER, "1e3"), "1000"), (Cell(CellKind.PERCENT, "0.955"), "95.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_clerk_means_it(cell, value):
    assert str(value_of(cell, "value", percent=True)) == value


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        (text("khoảng 95"), "“khoảng 95” không phải là số"), (text("12 hộ"), "không phải là số"),
        (text("1.2.3"), "không phải là số"), (Cell(CellKind.DATE, "46174.0"), "đổi thành ngày"),
        (Cell(CellKind.NUMBER, "1e300"), "quá lớn"), (Cell(CellKind.NUMBER, "inf"), "không phải là số"),
        (Cell(CellKind.NUMBER, "nan"), "không phải là số"), (Cell(CellKind.BOOLEAN, "1"), "đúng, sai"),
        (Cell(CellKind.ERROR, "#DIV/0!"), "#DIV/0!"), (Cell(CellKind.FORMULA, ""), "công thức chưa tính"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(cell, cause):
    with pytest.raises(BadValue, match=cause) as caught:
        value_of(cell, "value", percent=True)
    assert caught.value.remedy


@pytest.mark.parametrize("cell", [text("45%"), Cell(CellKind.PERCENT, "0.45")])
def test_a_percentage_where_a_count_is_asked_is_refused(cell):
    with pytest.raises(BadValue):
        value_of(cell, "numerator", percent=True)


@pytest.mark.parametrize(
    ("words", "state"),
    [("Hoàn thành", TaskState.DONE), ("hoàn  THÀNH", TaskState.DONE), ("hoàn thành.", TaskState.DONE), ("Đã hoàn thành", TaskState.DONE),
     ("đang thực hiện", TaskState.IN_PROGRESS), ("Chưa làm", TaskState.NOT_STARTED), ("-", None)],
)  # fmt: skip
def test_a_state_is_known_in_other_words_for_the_same(words, state):
    assert value_of(text(words), "state") == state


@pytest.mark.parametrize("cell", [text("gần xong"), text("x"), Cell(CellKind.NUMBER, "1.0")])
def test_another_state_is_refused(cell):
    with pytest.raises(BadValue, match="không có trong danh sách"):
        value_of(cell, "state")


def test_a_day_made_by_excel_is_asked_back_also_where_text_is_asked():
    with pytest.raises(BadValue, match="đổi thành ngày"):
        value_of(Cell(CellKind.DATE, "46174.0"), "result")


def test_a_number_where_text_is_asked_is_its_text():
    assert value_of(Cell(CellKind.NUMBER, "1240.5"), "result") == "1.240,5"


@pytest.mark.parametrize(("cell", "nil"), [(None, False), (text("Có"), True), (text(" có. "), True), (text("co"), True),
                                           (text("x"), True), (text("Không"), False), (text("—"), False),
                                           (Cell(CellKind.BOOLEAN, "1"), True)])  # fmt: skip
def test_yes_and_no(cell, nil):
    assert is_nil(cell) is nil


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(BadValue, match="“có lẽ” không phải là có hoặc không"):
        is_nil(text("có lẽ"))


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3))
def test_a_number_written_as_vietnamese_text_comes_back(number):
    written = format_number(number)
    assert value_of(text(written), "numerator") == number or written in {"-0", "0"}


@given(
    st.text(max_size=60),
    st.sampled_from([*CellKind]),
    st.sampled_from(["value", "numerator", "state", "result", "note"]),
)
def test_no_cell_is_too_strange_to_be_read_or_refused(value, kind, field):
    cell = Cell(kind, value)
    shown(cell)
    with contextlib.suppress(BadValue):
        value_of(cell, field, percent=True)
