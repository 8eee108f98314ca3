"""Verdicts for every operator, sums over units and the words of targets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.indicators import (
    OPERATOR_LABELS,
    Figure,
    Verdict,
    commune_figure,
    judge,
    next_target,
    roll_up,
    target_for,
    target_text,
    value_of,
)
from kehoach_desktop.domain.records import Operator as Op
from tests.factories import make_result, make_target

MET, NEAR, MISSED, NO_DATA = Verdict
numbers = st.decimals(min_value=0, max_value=10_000, places=2)


def mark(value, high=None, **facts):
    return make_target(value=Decimal(str(value)), value_max=None if high is None else Decimal(str(high)), **facts)


@pytest.mark.parametrize(
    ("operator", "target", "value", "verdict"),
    [
        (Op.GT, 95, "95.1", MET),
        (Op.GT, 95, "95", NEAR),
        (Op.GT, 95, "80.75", NEAR),
        (Op.GT, 95, "80.74", MISSED),
        (Op.GTE, 80, "80", MET),
        (Op.GTE, 80, "70.4", NEAR),
        (Op.GTE, 80, "67.9", MISSED),
        (Op.EQ, 90, "90", MET),
        (Op.EQ, 90, "93", MET),
        (Op.EQ, 90, "85.6", NEAR),
        (Op.EQ, 100, "60", MISSED),
        (Op.LT, "13.5", "13.2", MET),
        (Op.LT, "13.5", "13.5", NEAR),
        (Op.LT, "13.5", "15.88", NEAR),
        (Op.LT, "13.5", "15.9", MISSED),
        (Op.LTE, 5, "5", MET),
        (Op.LTE, 5, "5.8", NEAR),
        (Op.LTE, 5, "6", MISSED),
        (Op.LTE, 0, "0", MET),
        (Op.LTE, 0, "1", MISSED),
        (Op.TOWARD, 100, "100", MET),
        (Op.TOWARD, 100, "94.8", NEAR),
        (Op.TOWARD, 100, "50", MISSED),
        (Op.INC, 2, "2", MET),
        (Op.INC, 2, "1", MISSED),
        (Op.INC_GTE, "1.5", "1.3", NEAR),
        (Op.GTE, 0, "-1", MISSED),
    ],
)
def test_a_verdict_for_every_operator(operator, target, value, verdict):
    assert judge(operator, mark(target), Decimal(value)) is verdict


@pytest.mark.parametrize(("value", "verdict"), [("3.3", MISSED), ("3.4", NEAR), ("4", MET), ("5", MET), ("6", MET)])
def test_a_range_is_met_from_its_lower_mark(value, verdict):
    assert judge(Op.RANGE, mark(4, 5), Decimal(value)) is verdict


@pytest.mark.parametrize("operator", [Op.INC, Op.INC_GTE])
@pytest.mark.parametrize(("value", "verdict"), [("4", MET), ("3.7", NEAR), ("3", MISSED), ("2", MISSED)])
def test_an_increase_is_what_was_added_to_the_baseline(operator, value, verdict):
    assert judge(operator, mark(2), Decimal(value), baseline=Decimal(2)) is verdict


def test_the_baseline_matters_to_increases_only():
    assert judge(Op.GTE, mark(80), Decimal(80), baseline=Decimal(50)) is MET


def test_the_target_s_own_operator_wins():
    assert judge(Op.GTE, mark(11, operator=Op.LT), Decimal(10)) is MET


def test_another_share_for_near():
    assert judge(Op.GTE, mark(100), Decimal(90), near=Decimal("0.95")) is MISSED


@pytest.mark.parametrize(
    ("target", "value"),
    [(None, Decimal(1)), (mark(80), None), (make_target(text="toàn dân"), Decimal(100))],
)
def test_without_a_figure_on_either_side_there_is_no_verdict(target, value):
    assert judge(Op.GTE, target, value) is NO_DATA


def test_verdicts_have_their_words():
    assert [verdict.label for verdict in Verdict] == ["Đạt", "Gần đạt", "Chưa đạt", "Chưa có số"]


ORDER = [MISSED, NEAR, MET]


@given(st.sampled_from([Op.GT, Op.GTE, Op.EQ, Op.INC, Op.INC_GTE, Op.TOWARD, Op.RANGE]), numbers, numbers, numbers)
def test_more_is_never_worse_where_more_is_wanted(operator, target, one, other):
    low, high = sorted((one, other))
    better = judge(operator, mark(target), high)
    assert ORDER.index(better) >= ORDER.index(judge(operator, mark(target), low))


@given(st.sampled_from([Op.LT, Op.LTE]), numbers, numbers, numbers)
def test_less_is_never_worse_where_less_is_wanted(operator, target, one, other):
    low, high = sorted((one, other))
    better = judge(operator, mark(target), low)
    assert ORDER.index(better) >= ORDER.index(judge(operator, mark(target), high))


def test_the_target_of_a_year():
    always, first, last = mark(1, year=None), mark(80, year=2026), mark(95, year=2030)
    assert target_for([always, first, last], 2026) is first
    assert target_for([always, last], 2026) is always
    assert target_for([last], 2026) is None
    assert next_target([first, last], 2027) is last
    assert next_target([first, last], 2026) is first
    assert next_target([first], 2027) is None


@pytest.mark.parametrize(
    ("facts", "measure", "expected"),
    [
        ({"numerator": Decimal(873), "denominator": Decimal(1240)}, "%", "70.40"),
        ({"numerator": Decimal(5), "denominator": Decimal(4)}, "lần/người", "1.25"),
        ({"value": Decimal("13.2")}, "%", "13.2"),
        ({"value": Decimal(1), "numerator": Decimal(1), "denominator": Decimal(4)}, "% dân số", "25"),
    ],
)
def test_the_value_of_a_result(facts, measure, expected):
    assert round(value_of(make_result(**facts), measure), 2) == Decimal(expected)


@pytest.mark.parametrize("facts", [{}, {"numerator": Decimal(1)}, {"numerator": Decimal(1), "denominator": Decimal(0)}])
def test_a_result_without_a_usable_figure_has_no_value(facts):
    assert value_of(make_result(**facts), "%") is None


def of_unit(unit_id, numerator=None, denominator=None, value=None):
    facts = {"numerator": numerator, "denominator": denominator, "value": value}
    return make_result(unit_id=unit_id, **{k: v if v is None else Decimal(v) for k, v in facts.items()})


def test_a_percentage_is_made_of_sums_and_not_of_percentages():
    found = roll_up([of_unit("a", 90, 100), of_unit("b", 1, 10), of_unit("c")], "%")
    assert found.counted == 2
    assert (found.numerator, found.denominator) == (91, 110)
    assert round(found.value, 1) == Decimal("82.7")


def test_the_commune_s_own_result_is_not_added_to_the_units():
    results = [of_unit("a", 1, 2), of_unit(None, 50, 100)]
    assert roll_up(results, "%").numerator == 1
    assert commune_figure(results, "%").numerator == 50
    assert commune_figure([*results[:1], of_unit(None)], "%").value == 50


def test_counts_are_added():
    assert roll_up([of_unit("a", value=3), of_unit("b", value=4)], "lớp") == Figure(value=Decimal(7), counted=2)


@pytest.mark.parametrize("measure", ["%", "tuổi", "cm"])
def test_what_cannot_be_added_gives_no_figure(measure):
    assert roll_up([of_unit("a", value=70), of_unit("b", value=80)], measure) == Figure()


def test_no_results_give_no_figure():
    assert commune_figure([], "%") == Figure()


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=9))
def test_the_sum_lies_between_the_lowest_and_the_highest_unit(pairs):
    rows = [of_unit(str(n), *pair) for n, pair in enumerate(pairs)]
    single = [value_of(row, "%") for row in rows]
    assert round(min(single), 6) <= round(roll_up(rows, "%").value, 6) <= round(max(single), 6)


@pytest.mark.parametrize(
    ("operator", "target", "measure", "text"),
    [
        (Op.GT, mark(95), "%", "trên 95%"),
        (Op.GTE, mark("95.5"), "%", "từ 95,5% trở lên"),
        (Op.LT, mark("13.5"), "%", "dưới 13,5%"),
        (Op.LTE, mark(2), "ca", "không quá 2 ca"),
        (Op.EQ, mark(100), "%", "đạt 100%"),
        (Op.INC, mark(2), "thôn", "tăng thêm 2 thôn"),
        (Op.INC_GTE, mark("1.5"), "cm", "tăng thêm ít nhất 1,5 cm"),
        (Op.TOWARD, mark(100), "%", "hướng tới 100%"),
        (Op.RANGE, mark(4, 5), "lớp", "từ 4 đến 5 lớp"),
        (Op.GTE, mark(1240), None, "từ 1.240 trở lên"),
        (Op.GTE, mark(11, operator=Op.LT), "%", "dưới 11%"),
        (Op.GTE, make_target(text="toàn dân"), "%", "toàn dân"),
        (Op.GTE, make_target(), "%", ""),
    ],
)
def test_the_words_of_a_target(operator, target, measure, text):
    assert target_text(target, operator, measure) == text


def test_every_operator_has_its_label():
    assert set(OPERATOR_LABELS) == set(Op)


def test_the_unit_that_follows_an_indicator_tells_for_the_commune():
    hamlets = [make_result(unit_id=f"thôn {n}", numerator=Decimal(40), denominator=Decimal(50)) for n in range(2)]
    follower = make_result(unit_id="trạm", numerator=Decimal(70), denominator=Decimal(100))
    assert commune_figure([*hamlets, follower], "%", "trạm").value == Decimal(70)
    assert commune_figure(hamlets, "%", "trạm").value == Decimal(80)
