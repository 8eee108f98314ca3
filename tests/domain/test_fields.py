"""Typed text into values, values into text, for every field of every kind."""

from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.fields import CHOICE_LABELS, KIND_LABELS, field_label, field_types, parse_field, show_value
from kehoach_desktop.domain.records import KINDS, Operator, TaskState
from kehoach_desktop.errors import BadValue


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("task", "due_on", "02/3/2026", date(2026, 3, 2)),
        ("task", "due_on", "", None),
        ("task", "months", "tháng 9, 4; 6", (4, 6, 9)),
        ("task", "state", "hoan thanh", TaskState.DONE),
        ("result", "value", "1.240,5", Decimal("1240.5")),
        ("result", "value", "98,5 %", Decimal("98.5")),
        ("indicator", "operator", "từ … trở lên", Operator.GTE),
        ("unit", "is_group", "có", True),
        ("plan", "first_year", "2026", 2026),
        ("unit", "head", "  Lê Thị Hòa ", "Lê Thị Hòa"),
    ],
)
def test_typed_text_becomes_a_value(kind, name, text, value):
    assert parse_field(kind, name, text) == value


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("task", "title", "  "),
        ("task", "months", "13"),
        ("plan", "first_year", "2026,5"),
        ("task", "state", "xong rồi"),
        ("task", "id", "x"),
        ("issued_paper", "sha256", "x"),
        ("result", "value", "4-5"),
    ],
)
def test_text_that_does_not_fit_is_refused_with_cause_and_remedy(kind, name, text):
    with pytest.raises(BadValue) as caught:
        parse_field(kind, name, text)
    assert caught.value.cause
    assert caught.value.remedy


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_field_has_a_vietnamese_name(kind):
    assert KIND_LABELS[kind]
    own = {"id", "paragraph_id", "section_id", "plan_id", "parent_id", "amends_id", "group_id", "level", "marker"}
    kept = {"source_name", "source_sha256", "file_name", "file_sha256", "sha256", "printed_at", "form", "issuer"}
    for field in fields_of(KINDS[kind]):
        if field.name not in own | kept:
            assert field_label(kind, field.name) != field.name, field.name


def test_every_choice_has_a_label():
    for kind in KINDS:
        for plain, _ in field_types(kind).values():
            if plain in CHOICE_LABELS:
                assert set(CHOICE_LABELS[plain]) == {choice.value for choice in plain}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_shown_figure_reads_back_as_itself(value):
    assert parse_field("result", "value", show_value(value)) == value


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_shown_day_reads_back_as_itself(day):
    assert parse_field("task", "due_on", show_value(day)) == day


def test_no_record_has_two_fields_of_one_name():
    for kind, record in KINDS.items():
        labels = [field_label(kind, field.name) for field in fields_of(record)]
        shared = {label for label in labels if labels.count(label) > 1}
        assert shared <= {"nội dung"}, kind  # of a task: its line in the table, and the whole sentence behind it
