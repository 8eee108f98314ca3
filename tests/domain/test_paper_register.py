"""Numbers and days of papers as people type them, and what the register says of them."""

from datetime import date

import factories as make
import pytest

from kehoach_desktop.domain.paper_register import check_day, full_number, next_number, plain_number, same_number
from kehoach_desktop.errors import BadValue

TODAY = date(2026, 6, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("64", "64"), (" 064 ", "64"), ("64a", "64a"), ("64/BC-UBND", "64"), ("Số: 05/BC-UBND", "5"), ("12B", "12b")],
)
def test_a_number_is_kept_plain(typed, kept):
    assert plain_number(typed) == kept


@pytest.mark.parametrize("typed", ["0", "-3", "sáu", "64-65", "6/4/2", "6,5", "123456", "/BC-UBND", "64/", ""])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(BadValue, match="không phải là số văn bản") as caught:
        plain_number(typed)
    assert "ví dụ 64" in caught.value.remedy


def test_a_day_long_ago_or_far_ahead_is_refused():
    check_day(date(2026, 7, 1), TODAY)
    check_day(date(2025, 12, 31), TODAY)
    for day in (date(1926, 6, 20), date(2062, 6, 20)):
        with pytest.raises(BadValue):
            check_day(day, TODAY)


def test_the_next_number_goes_by_symbol_and_year():
    papers = [
        make.make_paper(number="64", symbol="BC-UBND", issued_on=date(2026, 6, 20)),
        make.make_paper(number="70a", symbol="BC-UBND"),  # no day: the year it was printed in
        make.make_paper(number="99", symbol="BC-UBND", issued_on=date(2025, 6, 20)),
        make.make_paper(number="80", symbol="KH-UBND", issued_on=date(2026, 6, 20)),
        make.make_paper(number=None, symbol="BC-UBND"),
    ]
    assert next_number(papers, "BC-UBND", 2026) == 71
    assert next_number(papers, "UBND-VHXH", 2026) == 1


def test_two_prints_of_one_paper_share_their_number():
    word = make.make_paper(number="5", symbol="BC-UBND", file_name="a.docx")
    pdf = make.make_paper(number="05", symbol="BC-UBND", file_name="a.pdf")
    other = make.make_paper(number="5", symbol="BC-UBND", period="2026-Q1")
    assert same_number([word, pdf, other], "5", "BC-UBND", 2026, like=pdf) == [other]
    assert same_number([word], "5", "BC-UBND", 2025) == []


def test_a_paper_is_named_by_number_and_symbol():
    assert full_number(make.make_paper(number="5", symbol="BC-UBND")) == "05/BC-UBND"
    assert full_number(make.make_paper(number=None, symbol="BC-UBND")) == "BC-UBND"
