"""A deadline as it is typed becomes the fields of a task."""

import pytest

from kehoach_desktop.domain.due_text import due_fields
from kehoach_desktop.errors import BadValue


@pytest.mark.parametrize(
    ("typed", "kind", "day", "months"),
    [
        ("30/9/2026", "date", "30/9/2026", ""),
        ("15-6-2027", "date", "15/6/2027", ""),
        ("5/1", "date", "05/01/2026", ""),
        ("tháng 2/2028", "date", "29/02/2028", ""),
        ("Quý II", "date", "30/6/2026", ""),
        ("quý 4/2027", "date", "31/12/2027", ""),
        ("Thường xuyên", "ongoing", "", ""),
        ("hằng quý", "ongoing", "", ""),
        ("Đến năm 2030", "until_year", "", ""),
        ("2028", "until_year", "", ""),
        ("Tháng 4, 6, 9", "months", "", "4, 6, 9"),
        ("", "none", "", ""),
    ],
)
def test_a_deadline_is_understood_as_typed(typed, kind, day, months):
    fields = due_fields(typed, 2026)
    assert (fields["due_kind"], fields["due_on"], fields["months"]) == (kind, day, months)


@pytest.mark.parametrize("typed", ["mai", "31/6/2026", "tháng 13/2026", "12"])
def test_what_is_no_deadline_is_refused_with_a_remedy(typed):
    with pytest.raises(BadValue) as refused:
        due_fields(typed, 2026)
    assert refused.value.remedy
