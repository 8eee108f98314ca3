"""The dataclass of start behaves as the standard library's, class by class."""

import copy
import dataclasses
import pickle
from typing import ClassVar

import pytest

from kehoach_desktop.domain import lazy_dataclass

BOTH = pytest.mark.parametrize("dataclass", [dataclasses.dataclass, lazy_dataclass._dataclass])


@lazy_dataclass.dataclass(frozen=True, slots=True)
class Kept:
    name: str
    count: int = 3


@BOTH
def test_fields_defaults_and_values(dataclass):
    @dataclass(frozen=True, slots=True)
    class Paper:
        LIMIT: ClassVar[int] = 9
        number: str
        pages: int = 1
        notes: list[str] = dataclasses.field(default_factory=list)

    one, two = Paper("1"), Paper("1", 1, [])
    assert one == two
    assert one != Paper("2")
    assert repr(one).endswith("Paper(number='1', pages=1, notes=[])")
    assert [(f.name, f.type) for f in dataclasses.fields(Paper)] == [
        ("number", str), ("pages", int), ("notes", list[str]),
    ]  # fmt: skip
    assert dataclasses.replace(one, pages=4) == Paper(number="1", pages=4)
    assert dataclasses.asdict(one) == {"number": "1", "pages": 1, "notes": []}
    assert one.notes is not two.notes
    assert Paper.__match_args__ == ("number", "pages", "notes")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.pages = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.pages
    with pytest.raises(TypeError):
        Paper()
    with pytest.raises(TypeError):
        Paper("1", colour="red")
    assert not hasattr(one, "__dict__")


@BOTH
def test_words_only_fields_stand_last(dataclass):
    @dataclass(frozen=True, kw_only=True)
    class Base:
        id: str = "?"

    @dataclass(frozen=True)
    class Derived(Base):
        name: str

    assert Derived("a", id="b") == Derived("a", id="b")
    assert Derived("a").id == "?"
    assert Derived.__match_args__ == ("name",)
    with pytest.raises(TypeError):
        Derived("a", "b")


@BOTH
def test_the_hash_follows_what_is_equal(dataclass):
    @dataclass(frozen=True)
    class Point:
        x: int
        y: int

    @dataclass
    class Loose:
        x: int

    @dataclass(eq=False)
    class Single:
        x: int

    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2
    with pytest.raises(TypeError):
        hash(Loose(1))
    loose = Loose(1)
    loose.x = 5
    assert loose == Loose(5)
    assert Single(1) != Single(1)
    assert len({Single(1), Single(1)}) == 2


@BOTH
def test_own_methods_stay_and_post_init_runs(dataclass):
    @dataclass(frozen=True)
    class Shouting:
        text: str

        def __post_init__(self):
            object.__setattr__(self, "text", self.text.upper())

        def __repr__(self):
            return "mine"

    assert Shouting("a").text == "A"
    assert repr(Shouting("a")) == "mine"


def test_a_standard_dataclass_may_be_derived_from_a_lazy_one():
    @dataclasses.dataclass(frozen=True, slots=True)
    class More(Kept):
        place: str = "đây"

    assert More("a", 1, "b") == More(name="a", count=1, place="b")
    assert More("a") != Kept("a")


def test_it_is_copied_and_pickled():
    kept = Kept("a", 4)
    assert copy.copy(kept) == kept
    assert pickle.loads(pickle.dumps(kept)) == kept
