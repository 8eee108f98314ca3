"""Where rows and references go when rows are repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.exchange.moved_formulas import Seat, moved, shifted
from kehoach_desktop.exchange.row_growth import Block, RowGrowth, column_letters, place_of

BLOCK = Block(5, 5, 10)
GROWTHS = {"biểu 1": RowGrowth((BLOCK,)), "khác": RowGrowth()}
OUTSIDE, FOURTH = Seat("biểu 1"), Seat("biểu 1", BLOCK, 3)


@pytest.mark.parametrize(
    ("formula", "now"),
    [
        ("SUM(C5:C5)", "SUM(C5:C14)"),
        ("SUM(C4:C5)", "SUM(C4:C14)"),
        ("SUM(C5)", "SUM(C5:C14)"),
        ("SUBTOTAL(9,C5)", "SUBTOTAL(9,C5:C14)"),
        ("SUM( C5 : C7 )", "SUM( C5 : C16 )"),
        ("$5:$9", "$5:$18"),
        ("C5+C6", "C5+C15"),
        ("IF(C6>0,C5,\"C6\")", "IF(C15>0,C5,\"C6\")"),
        ("'Biểu 1'!C6+Khác!C6", "'Biểu 1'!C15+Khác!C6"),
        ("'[1]Biểu 1'!C6+[2]Biểu!C6", "'[1]Biểu 1'!C6+[2]Biểu!C6"),
        ("Bảng[Cột C6]+LOG10(C6)+HE_SO6", "Bảng[Cột C6]+LOG10(C15)+HE_SO6"),
        ("SUM(C:C)+C4", "SUM(C:C)+C4"),
        ("A1&\"\"\"C6\"&C6", "A1&\"\"\"C6\"&C15"),
    ],
)  # fmt: skip
def test_a_reference_follows_what_it_meant(formula: str, now: str):
    assert moved(formula, GROWTHS, OUTSIDE) == now


@pytest.mark.parametrize(
    ("formula", "now"),
    [
        ("C5/D5", "C8/D8"),
        ("SUM(C5:H5)", "SUM(C8:H8)"),
        ("C5/C6", "C8/C15"),
        ("C5/SUM(C$5:C$5)", "C8/SUM(C$5:C$14)"),
        ("SUM(C$5:C5)", "SUM(C$5:C8)"),
        ("A4+1", "A7+1"),
        ("C5/C$4", "C8/C$4"),
    ],
)
def test_in_a_copy_of_a_row_references_to_the_row_stay_in_the_copy(formula: str, now: str):
    assert moved(formula, GROWTHS, FOURTH) == now


def test_a_formula_of_another_sheet_follows_too():
    assert moved("SUM('BIỂU 1'!C5:C5)+C6", GROWTHS, Seat("khác")) == "SUM('BIỂU 1'!C5:C14)+C6"


def test_a_shared_formula_is_written_out():
    assert shifted('A4+$B$1+C$5+$D6+"A4"', 2, 1) == 'B6+$B$1+D$5+$D8+"A4"'


@given(st.text(alphabet="ABC$:!'\"()[]{}0123456789.,;+-*/ _đX", max_size=60))
def test_any_text_survives_when_no_row_moves(text: str):
    assert moved(text, {"biểu 1": RowGrowth()}, OUTSIDE) == text


blocks = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 6)), max_size=5)


def _growth(sizes: list[tuple[int, int, int]]) -> RowGrowth:
    found, row = [], 1
    for gap, height, copies in sizes:
        found.append(Block(row + gap, row + gap + height - 1, copies))
        row = row + gap + height
    return RowGrowth(tuple(found))


@given(blocks, st.integers(1, 60))
def test_every_row_of_the_new_sheet_comes_from_one_of_the_form(sizes, row: int):
    growth = _growth(sizes)
    was, block, copy = growth.origin(row)
    assert growth.first(was, copy) == row
    assert growth.block_at(was) == block


@given(blocks)
def test_rows_fill_the_new_sheet_without_a_gap(sizes):
    growth = _growth(sizes)
    taken = []
    for row in range(1, 61):
        block = growth.block_at(row)
        taken += [growth.first(row, copy) for copy in range(block.copies if block else 1)]
    assert len(set(taken)) == len(taken)
    assert set(range(1, growth.last(60) + 1)) == set(taken) or max(taken) > growth.last(60)


@given(blocks, st.integers(1, 40), st.integers(0, 10))
def test_a_range_keeps_its_order_and_grows_with_what_is_in_it(sizes, first: int, more: int):
    growth = _growth(sizes)
    start, end = growth.span(first, first + more)
    assert end - start >= more
    assert start >= first


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_a_cell_is_found_by_its_letters(column: int, row: int):
    assert place_of(f"{column_letters(column)}{row}") == (row, column)
