"""Numbers, dates, symbols and letterhead as Nghị định 30/2020/NĐ-CP words them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.paper import (
    agency_lines,
    agency_name,
    long_date,
    paper_number,
    place_date_line,
    place_name,
    roman,
    short_name,
    symbol_line,
    symbol_of,
    unit_letters,
)
from kehoach_desktop.domain.records import CommuneKind
from tests.factories import make_office


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 6, 29), "ngày 29 tháng 6 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_leading_zeros_for_days_below_ten_and_the_first_two_months(day, text):
    assert long_date(day) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(5, "05"), ("5", "05"), ("05", "05"), ("27", "27"), (120, "120"), ("12a", "12a"), (None, ""), ("", "")],
)
def test_numbers_below_ten_have_a_leading_zero(number, text):
    assert paper_number(number) == text


def test_the_line_of_number_and_symbol():
    assert symbol_line("5", "BC-UBND") == "Số: 05/BC-UBND"
    assert symbol_line(None, "BC-UBND") == "Số:        /BC-UBND"


@pytest.mark.parametrize(
    ("type_name", "unit", "symbol"),
    [
        ("báo cáo", None, "BC-UBND"),
        ("Kế hoạch", None, "KH-UBND"),
        ("tờ trình", None, "TTr-UBND"),
        (None, "Phòng Văn hóa - Xã hội", "UBND-VHXH"),
        (None, None, "UBND"),
    ],
)
def test_a_letter_bears_its_drafter_and_no_letters_of_a_type(type_name, unit, symbol):
    assert symbol_of(type_name, unit) == symbol


@pytest.mark.parametrize(
    ("unit", "letters"),
    [
        ("Phòng Văn hóa - Xã hội", "VHXH"),
        ("Phòng Kinh tế", "KT"),
        ("Văn phòng HĐND và UBND", "VP"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "KTHTĐT"),
        ("VHXH", "VHXH"),
        ("Trạm Y tế xã", "TYT"),
        ("Ban Quản lý dự án", "QLDA"),
    ],
)
def test_the_letters_of_a_drafting_unit(unit, letters):
    assert unit_letters(unit) == letters


def test_place_and_day():
    assert place_date_line("An Bình", date(2026, 2, 12)) == "An Bình, ngày 12 tháng 02 năm 2026"


def test_room_for_a_pen_while_the_day_is_not_known():
    line = place_date_line("An Bình", None, 2026)
    assert line.split() == ["An", "Bình,", "ngày", "tháng", "năm", "2026"]
    assert "ngày      tháng      năm 2026" in line
    assert place_date_line("An Bình", None).endswith("năm")


@pytest.mark.parametrize(
    ("name", "kind", "short", "place"),
    [
        ("An Bình", CommuneKind.COMMUNE, "xã An Bình", "An Bình"),
        ("xã An Bình", CommuneKind.COMMUNE, "xã An Bình", "An Bình"),
        ("Xã  An Bình", CommuneKind.COMMUNE, "xã An Bình", "An Bình"),
        ("Ủy ban nhân dân xã An Bình", CommuneKind.COMMUNE, "xã An Bình", "An Bình"),
        ("UBND phường Hòa Lạc", CommuneKind.COMMUNE, "phường Hòa Lạc", "Hòa Lạc"),
        ("Hòa Lạc", CommuneKind.WARD, "phường Hòa Lạc", "Hòa Lạc"),
        ("đặc khu Đảo Xa", CommuneKind.SPECIAL_ZONE, "đặc khu Đảo Xa", "Đảo Xa"),
        ("1 Bảo Hòa", CommuneKind.WARD, "phường 1 Bảo Hòa", "Phường 1 Bảo Hòa"),
        ("Phường 13", CommuneKind.COMMUNE, "phường 13", "Phường 13"),
    ],
)
def test_the_office_s_name_however_it_was_typed(name, kind, short, place):
    office = make_office(name=name, kind=kind)
    assert (short_name(office), place_name(office)) == (short, place)


def test_the_letterhead_names_no_body_above():
    office = make_office(name="xã An Bình")
    assert agency_lines(office) == ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH")
    assert agency_name(office) == "Ủy ban nhân dân xã An Bình"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2026, "MMXXVI")]
)
def test_roman_figures(number, text):
    assert roman(number) == text


@given(st.integers(1, 3999))
def test_roman_figures_add_up_to_their_number(number):
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in roman(number)]
    signed = [-v if any(later > v for later in values[at + 1 : at + 2]) else v for at, v in enumerate(values)]
    assert sum(signed) == number


def test_there_is_no_roman_zero():
    with pytest.raises(ValueError, match="0"):
        roman(0)
