"""Marks on a straight line between known ones: whose line, how rounded, what is left alone."""

from decimal import Decimal

import factories as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.records import Operator, Target
from kehoach_desktop.domain.target_steps import TargetStep, propose_steps

YEARS = range(2026, 2031)


def indicator(measure="%", operator=Operator.GTE):
    return make.make_indicator(id="i", measure=measure, operator=operator)


def target(year, value, **facts) -> Target:
    return make.make_target(indicator_id="i", year=year, value=Decimal(str(value)), **facts)


def steps(targets, reached=(), measure="%", operator=Operator.GTE, years=YEARS):
    points = [(year, Decimal(str(value))) for year, value in reached]
    return propose_steps(indicator(measure, operator), targets, points, years)


def by_year(found: list[TargetStep]) -> dict[int, str]:
    return {step.year: str(step.value) for step in found}


def test_per_cents_stand_on_the_line_with_one_place():
    assert by_year(steps([target(2026, 80), target(2030, 95)])) == {2027: "83.8", 2028: "87.5", 2029: "91.3"}


def test_people_are_whole():
    assert by_year(steps([target(2027, 4), target(2030, 5)], measure="người")) == {2028: "4", 2029: "5"}


def test_years_of_life_have_one_place_though_the_ends_have_none():
    assert by_year(steps([target(2026, 75), target(2028, 76)], measure="tuổi")) == {2027: "75.5"}


def test_a_figure_with_places_keeps_them():
    assert by_year(steps([target(2026, "1.25"), target(2028, "1.5")], measure="lần")) == {2027: "1.38"}


def test_without_an_earlier_mark_the_line_begins_at_the_last_figure():
    assert by_year(steps([target(2030, 90)], reached=[(2024, 60), (2025, 70)])) == {
        2026: "74", 2027: "78", 2028: "82", 2029: "86",
    }  # fmt: skip


def test_a_figure_of_a_year_with_a_mark_before_it_does_not_bend_the_line():
    assert by_year(steps([target(2025, 60), target(2029, 80)], reached=[(2026, 90)])) == {
        2026: "65", 2027: "70", 2028: "75",
    }  # fmt: skip


def test_what_should_fall_falls():
    found = steps([target(2026, "13.5"), target(2030, 11)], operator=Operator.LTE)
    assert by_year(found) == {2027: "12.9", 2028: "12.3", 2029: "11.6"}


def test_an_increase_is_no_level_so_the_last_figure_is_no_end_of_its_line():
    assert steps([target(2030, 4)], reached=[(2025, 2)], measure="thôn", operator=Operator.INC) == []
    found = steps([target(2026, 2), target(2030, 4)], reached=[(2025, 9)], measure="thôn", operator=Operator.INC)
    assert by_year(found) == {2027: "3", 2028: "3", 2029: "4"}


def test_the_operator_of_the_mark_it_leads_to_is_kept():
    found = steps([target(2026, 2, operator=Operator.INC), target(2028, 4, operator=Operator.INC_GTE)], measure="xã")
    assert found == [TargetStep("i", 2027, Decimal(3), None, Operator.INC_GTE)]


def test_no_line_leads_from_a_level_to_an_increase():
    assert steps([target(2026, 80), target(2028, 2, operator=Operator.INC)]) == []


def test_both_ends_of_a_range_move():
    found = steps([target(2026, 4, value_max=Decimal(6)), target(2028, 6, value_max=Decimal(10))], measure="lần")
    assert (found[0].value, found[0].value_max) == (Decimal(5), Decimal(8))


@pytest.mark.parametrize(
    "marks",
    [
        [make.make_target(indicator_id="i", year=None, value=Decimal(95))],
        [target(2026, 80)],
        [],
        [target(2026, 80), make.make_target(indicator_id="i", year=2027, text="toàn dân"), target(2028, 90)],
    ],
)
def test_nothing_is_proposed(marks):
    assert steps(marks) == []


def test_years_beyond_the_last_mark_stay_empty():
    assert max(by_year(steps([target(2026, 80), target(2028, 90)]))) == 2027


FIGURES = st.decimals(min_value=0, max_value=5000, places=1)


@given(FIGURES, FIGURES, st.sampled_from(["%", "người", "tuổi", None]))
def test_steps_never_turn_back_nor_pass_the_ends(first, last, measure):
    found = [step.value for step in steps([target(2026, first), target(2030, last)], measure=measure)]
    line = [first, *found, last]
    assert len(found) == 3
    assert line == sorted(line, reverse=first > last)
