"""Blocks of cells written as one step; wrong cells come back with their reasons."""

from decimal import Decimal

import pytest

from kehoach_desktop.domain.records import Indicator, Operator, Result, Target
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import history, indicators
from kehoach_desktop.services.indicators import CellEdit


def rows(office_file, kind, **where):
    with office_file.read() as records:
        return records.all(kind, **where)


def figure(field, text, **facts):
    return CellEdit("i1", field, text, **{"period": "2026-H1", **facts})


def test_a_block_is_one_step(office_file):
    written = indicators.write_cells(
        office_file,
        [figure("numerator", "873"), figure("denominator", "1.240"), CellEdit("i1", "target", "95,5", year=2027)],
        "Dán 3 ô chỉ tiêu",
    )
    assert written.refused == ()
    assert written.changes.step == "Dán 3 ô chỉ tiêu"
    assert written.changes.kinds == {"result", "target"}
    (result,) = rows(office_file, Result)
    assert (result.numerator, result.denominator, result.value) == (Decimal(873), Decimal(1240), None)
    assert {t.year: t.value for t in rows(office_file, Target)} == {2026: Decimal(80), 2027: Decimal("95.5")}
    history.undo(office_file)
    assert rows(office_file, Result) == []


def test_wrong_cells_come_back_and_the_others_are_written(office_file):
    written = indicators.write_cells(
        office_file, [figure("value", "khoảng 95"), CellEdit("i1", "target", "85", year=2027)]
    )
    assert [(r.edit.text, r.fault.cause) for r in written.refused] == [("khoảng 95", "“khoảng 95” không phải là số.")]
    assert rows(office_file, Result) == []
    assert len(rows(office_file, Target)) == 2


def test_a_numerator_over_its_denominator_is_refused_with_its_pair(office_file):
    indicators.write_cells(office_file, [figure("denominator", "91", unit_id="u1")])
    written = indicators.write_cells(office_file, [figure("numerator", "96", unit_id="u1")])
    assert [r.fault.cause for r in written.refused] == ["Tử số 96 lớn hơn mẫu số 91."]
    assert written.changes is None
    assert rows(office_file, Result)[0].numerator is None


def test_a_denominator_may_wait_for_its_numerator(office_file):
    indicators.write_cells(office_file, [figure("denominator", "131", unit_id="u1")])
    assert [(r.unit_id, r.denominator) for r in rows(office_file, Result)] == [("u1", Decimal(131))]


def test_the_same_value_in_other_letters_is_no_step(office_file):
    assert indicators.write_cells(office_file, [CellEdit("i1", "target", "80,0", year=2026)]).changes is None


@pytest.mark.parametrize("text", ["", "–", " - "])
def test_an_emptied_result_goes_away(office_file, text):
    indicators.write_cells(office_file, [figure("value", "70,4")])
    written = indicators.write_cells(office_file, [figure("value", text)])
    assert written.changes.step == "Sửa giá trị chỉ tiêu Hộ dùng nước sạch"
    assert rows(office_file, Result) == []


def test_an_emptied_target_goes_away(office_file):
    indicators.write_cells(office_file, [CellEdit("i1", "target", "", year=2026)])
    assert rows(office_file, Target) == []


def test_fields_of_the_indicator_are_cells_too(office_file):
    indicators.write_cells(office_file, [CellEdit("i1", "operator", "dưới"), CellEdit("i1", "measure", "hộ")])
    indicator = rows(office_file, Indicator)[0]
    assert (indicator.operator, indicator.measure) == (Operator.LT, "hộ")


def test_a_name_cannot_be_emptied(office_file):
    written = indicators.write_cells(office_file, [CellEdit("i1", "name", "")])
    assert len(written.refused) == 1
    assert rows(office_file, Indicator)[0].name == "Hộ dùng nước sạch"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("95,5", (Decimal("95.5"), None)),
        ("+2", (Decimal(2), None)),
        ("4 - 5", (Decimal(4), Decimal(5))),
        ("từ 4 đến 5", (Decimal(4), Decimal(5))),
        ("98 %", (Decimal(98), None)),
        ("–", (None, None)),
    ],
)
def test_marks_as_typed(text, mark):
    assert indicators.parse_mark(text) == mark


@pytest.mark.parametrize("text", ["nhiều", "5 - 4", "1.2.3"])
def test_words_are_no_marks(text):
    with pytest.raises(BadValue, match="không phải là số"):
        indicators.parse_mark(text)


def test_a_new_indicator_stands_last(office_file):
    indicator, changes = indicators.add_indicator(office_file, "p1", "Hộ có nhà tiêu hợp vệ sinh")
    assert (indicator.position, changes.step) == (1, "Thêm chỉ tiêu Hộ có nhà tiêu hợp vệ sinh")
