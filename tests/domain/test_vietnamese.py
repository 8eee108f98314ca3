"""Vietnamese text: comparing, ordering, numbers and days as a clerk types them, also text that is no Vietnamese at all."""

import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.vietnamese import (
    fold,
    format_date,
    format_number,
    join_names,
    nfc,
    parse_date,
    parse_number,
    sort_key,
    tone_normal,
    toneless,
)
from kehoach_desktop.errors import BadValue

text = st.text(max_size=40)
vietnamese = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằầèềìòồờùừỳỏõóọ AĂÂĐÊ ƠƯ-,10", max_size=30)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("hoà", "hòa"),
        ("Hoá học", "Hóa học"),
        ("KHOẺ", "KHỎE"),
        ("thuỷ", "thủy"),
        ("Uỷ ban", "Ủy ban"),
        ("quý", "quý"),
        ("Quỳnh", "Quỳnh"),
        ("toàn", "toàn"),
        ("hoài", "hoài"),
        ("xoè ra", "xòe ra"),
        ("loã xoã", "lõa xõa"),
    ],
)
def test_the_old_tone_placement_is_written(typed, normal):
    assert tone_normal(typed) == normal
    assert tone_normal(unicodedata.normalize("NFD", typed)) == normal


@given(text)
def test_normal_text_stays_as_it_is(typed):
    assert tone_normal(tone_normal(typed)) == tone_normal(typed)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Trạm Y tế xã", "tram y te xa"),
        ("  Đồng   Mít\u00a0", "dong mit"),
        ("ƯỚC NGUYỆN", "uoc nguyen"),
        ("đặc khu", "dac khu"),
        ("Văn hoá", "van hoa"),
    ],
)
def test_folded_text_has_no_accents(typed, folded):
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


@given(text)
def test_folding_twice_is_folding_once(typed):
    assert fold(fold(typed)) == fold(typed)


@given(vietnamese)
def test_search_without_accents_finds_the_accented(typed):
    assert fold(toneless(typed)) == fold(typed)


def test_toneless_text_keeps_its_letters():
    assert toneless("Ủy ban đường ước") == "Uy ban đương ươc"


@pytest.mark.parametrize(
    "names",
    [
        ["an", "ăn", "ân", "ba", "ca", "da", "đa", "e", "ê"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["la", "lá cờ", "lạ", "lan"],
        ["Thôn 2", "Thôn 10", "Thôn An Lạc", "Thôn Bến Trâu", "Thôn Cầu Ngói", "Thôn Đông Thành", "Thôn Đồng Mít"],
        ["Gò Sỏi", "Làng Hạ", "Phú Cường", "Tân Lập", "Vĩnh Hòa"],
        ["an", "An", "anh"],
        ["o", "ô", "ơ", "p", "q", "u", "ư", "v", "x", "y"],
    ],
)
def test_the_vietnamese_order(names):
    assert all(sort_key(one) < sort_key(other) for one, other in pairwise(names))


def test_both_tone_placements_stand_at_one_place():
    assert sort_key("hoà bình")[0] == sort_key("hòa bình")[0]


@given(st.lists(text, max_size=8))
def test_any_texts_can_be_ordered(names):
    keys = sorted(sort_key(name) for name in names)
    assert all(one <= other for one, other in pairwise(keys))


@pytest.mark.parametrize("odd", ["²", "\u0301", "İ", "٣", "½", "", "🙂", "\ud7b0"])
def test_odd_characters_can_be_ordered(odd):
    assert sorted([odd, "an"], key=sort_key)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("77,67", "77.67"),
        ("1.240", "1240"),
        ("12.345.678,9", "12345678.9"),
        ("98,5%", "98.5"),
        ("98,5 %", "98.5"),
        ("0,85", "0.85"),
        ("1.5", "1.5"),
        ("1240", "1240"),
        (" 10 412 ", "10412"),
        ("10\u00a0412", "10412"),
        ("-3,2", "-3.2"),
        ("\u22123", "-3"),
        ("+2", "2"),
        ("007", "7"),
        ("100", "100"),
    ],
)
def test_numbers_as_clerks_type_them(typed, value):
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["", "%", "khoảng 95", "4-5", "1,2,3", "1.2.3", "1.23,4", "5.", ",5", "1e5", "NaN", "01 lần", "12/6", "1.240.5"],
)
def test_what_is_not_one_number(typed):
    assert parse_number(typed) is None


@given(text)
def test_no_text_breaks_the_reading_of_numbers(typed):
    value = parse_number(typed)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1240"), None, "1.240"),
        (Decimal("10412.50"), None, "10.412,5"),
        (Decimal("70.403"), 1, "70,4"),
        (Decimal("70.25"), 1, "70,3"),
        (Decimal("70.35"), 1, "70,4"),
        (Decimal("-0.5"), None, "-0,5"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("95"), 1, "95,0"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("-0"), None, "0"),
        (7, None, "7"),
        (0.1, None, "0,1"),
        (None, None, ""),
    ],
)
def test_numbers_as_papers_print_them(value, places, shown):
    assert format_number(value, places) == shown


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_printed_number_reads_back(value):
    assert parse_number(format_number(value)) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_printed_number_with_places_reads_back(value):
    assert parse_number(format_number(value, 2)) == value


@pytest.mark.parametrize(
    "typed", ["15/6/2026", "15/06/2026", "15-6-2026", "15.6.2026", " 15 / 6 / 2026 ", "2026-06-15"]
)
def test_days_as_clerks_type_them(typed):
    assert parse_date(typed) == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("31/6/2026", "Tháng 6 không có ngày 31."),
        ("29/2/2026", "Tháng 2 không có ngày 29."),
        ("1/13/2026", "Không có tháng 13."),
        ("15/6", "không phải là ngày"),
        ("thường xuyên", "không phải là ngày"),
        ("15/6/26", "không phải là ngày"),
        ("", "không phải là ngày"),
    ],
)
def test_what_is_no_day_is_told_why(typed, cause):
    with pytest.raises(BadValue) as caught:
        parse_date(typed)
    assert cause in caught.value.cause
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("typed", "example"),
    [("31/6/2026", "30/6/2026"), ("30/2/2028", "29/02/2028"), ("1/13/2026", "30/6/2026"), ("1/1/0000", "30/6/2026")],
)
def test_the_example_keeps_what_was_right(typed, example):
    with pytest.raises(BadValue) as caught:
        parse_date(typed)
    assert caught.value.remedy == f"Gõ lại, ví dụ {example}."


@given(st.dates(date(1000, 1, 1)))
def test_a_printed_day_reads_back(day):
    assert parse_date(format_date(day)) == day == parse_date(day.isoformat())


@given(text)
def test_no_text_breaks_the_reading_of_days(typed):
    try:
        found = parse_date(typed)
    except BadValue:
        return
    assert isinstance(found, date)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 6, 15), "15/6/2026"),
        (date(2026, 3, 2), "02/3/2026"),
        (date(2026, 1, 10), "10/01/2026"),
        (date(2026, 2, 5), "05/02/2026"),
        (date(2026, 12, 9), "09/12/2026"),
        (None, ""),
    ],
)
def test_days_as_papers_print_them(day, shown):
    assert format_date(day) == shown


def test_names_in_one_line():
    assert join_names(["Trạm Y tế xã", "", "Công an xã"]) == "Trạm Y tế xã, Công an xã"


def test_composed_text_is_one_character_a_letter():
    assert nfc("e\u0302\u0301") == "ế"
