"""The table model: what is shown in which order, what survives, how edits leave it."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.models.cells import Cell, Column, Group
from kehoach_desktop.ui.models.rows import RowsModel


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    age: int | None = None
    place: str = "Xóm Bãi"


COLUMNS = [
    Column("name", "Tên", lambda p: Cell(p.name, second=p.place), edit=lambda p: p.name),
    Column("age", "Tuổi", lambda p: "–" if p.age is None else str(p.age), sort=lambda p: p.age),
]
PEOPLE = [Person("a", "Đặng Tú", 30), Person("b", "An", 41, "Xóm Chùa"), Person("c", "Ấm", None), Person("d", "Ân", 7)]


@pytest.fixture
def model(qtbot):
    model = RowsModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_records(PEOPLE)
    return model


def names(model):
    return [person.name for person in model.shown_records()]


def by_place(person):
    return Group(person.place, person.place, person.place)


def test_rows_stand_in_the_order_given(model):
    assert names(model) == ["Đặng Tú", "An", "Ấm", "Ân"]


def test_columns_that_say_something_else_are_asked_again(qtbot):
    words = {"a": "trước"}
    model = RowsModel([Column("word", "Chữ", lambda p: words.get(p.id, "–"))])
    model.set_records(PEOPLE)
    assert model.texts(0) == ["trước", "–", "–", "–"]
    words["a"] = "sau"
    assert model.texts(0)[0] == "trước"
    with qtbot.waitSignal(model.dataChanged):
        model.refresh_cells()
    assert model.texts(0)[0] == "sau"


def test_sorting_follows_the_vietnamese_alphabet(model):
    model.sort_by("name")
    assert names(model) == ["An", "Ấm", "Ân", "Đặng Tú"]


def test_figures_sort_as_figures_with_the_absent_last(model):
    model.sort_by("age")
    assert names(model) == ["Ân", "Đặng Tú", "An", "Ấm"]


def test_sorting_down_turns_the_order(model):
    model.sort_by("age", descending=True)
    assert names(model)[-1] == "Ân"


def test_search_needs_no_accents_and_looks_at_second_lines(model):
    model.set_search("dang tu")
    assert names(model) == ["Đặng Tú"]
    model.set_search("chua")
    assert names(model) == ["An"]


def test_search_wants_every_word(model):
    model.set_search("bai tu")
    assert names(model) == ["Đặng Tú"]


def test_filter_and_search_narrow_together(model):
    model.set_filter(lambda person: person.place == "Xóm Bãi")
    model.set_search("a")
    assert names(model) == ["Đặng Tú", "Ấm", "Ân"]
    assert (model.shown_count, model.total_count) == (3, 4)


def test_groups_stand_over_their_rows_and_fold(model):
    model.set_groups(by_place)
    assert [model.group_at(row) is not None for row in range(model.rowCount())] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    model.fold("Xóm Bãi")
    assert names(model) == ["An"]
    assert model.shown_count == 4


def test_revealing_a_record_unfolds_its_group(model):
    model.set_groups(by_place)
    model.fold("Xóm Bãi")
    assert model.reveal("d") == 3


def test_ticks_survive_new_records_and_leave_with_their_record(model):
    model.set_ticked([0, 1], on=True)
    model.set_records([PEOPLE[1], PEOPLE[3]])
    assert [person.id for person in model.ticked] == ["b"]


def test_ticking_all_ticks_what_is_shown(model):
    model.set_search("an")
    model.tick_all()
    model.set_search("")
    assert {person.name for person in model.ticked} == {"Đặng Tú", "An", "Ân"}
    assert model.tick_state() is Qt.CheckState.PartiallyChecked


def test_an_edit_leaves_as_a_wish_and_shows_as_a_draft(qtbot, model):
    with qtbot.waitSignal(model.edit_requested) as asked:
        model.setData(model.index(0, 0), "Đặng Tâm")
    assert asked.args == [PEOPLE[0], "name", "Đặng Tâm"]
    assert model.index(0, 0).data() == "Đặng Tâm"
    assert PEOPLE[0].name == "Đặng Tú"


def test_an_unchanged_text_asks_for_nothing(qtbot, model):
    with qtbot.assertNotEmitted(model.edit_requested):
        model.setData(model.index(0, 0), "Đặng Tú")


def test_a_refused_text_stays_until_it_is_dropped(model):
    model.setData(model.index(0, 0), "???")
    model.refuse("a", "name", "Không phải tên.")
    model.set_records(PEOPLE)
    index = model.index(0, 0)
    assert (index.data(), index.data(Qt.ItemDataRole.ToolTipRole)) == ("???", "Không phải tên.")
    assert "Không phải tên" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    model.drop_draft("a", "name")
    assert model.index(0, 0).data() == "Đặng Tú"


def test_a_taken_text_is_no_draft_once_the_records_come(model):
    model.setData(model.index(0, 0), "Đặng Tâm")
    model.set_records([Person("a", "Đặng Tâm", 30), *PEOPLE[1:]])
    assert model.draft_at(0, 0) is None


def test_the_same_rows_again_do_not_reset_the_view(qtbot, model):
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_records([Person(p.id, p.name + "x", p.age, p.place) for p in PEOPLE])
    assert names(model)[0] == "Đặng Túx"


def test_group_rows_hold_no_record(model):
    model.set_groups(by_place)
    assert model.record_at(0) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12), st.text(max_size=4))
def test_search_keeps_exactly_what_holds_every_word(texts, needle):
    model = RowsModel([Column("name", "Tên", lambda p: p.name)])
    model.set_records([Person(str(i), text) for i, text in enumerate(texts)])
    model.set_search(needle)
    words = fold(needle).split()
    assert [p.name for p in model.shown_records()] == [t for t in texts if all(w in fold(t) for w in words)]
