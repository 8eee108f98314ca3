"""A record made by `@frozen` behaves as one made by `@dataclass(frozen=True, slots=True)`, whose twin stands beside it."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property

import pytest

from kehoach_desktop.frozen import _FEW, frozen


@frozen
class Line:
    name: str
    count: int = 3
    parts: tuple[str, ...] = field(default=(), repr=False)
    notes: list[str] = field(default_factory=list)


@frozen(kw_only=True)
class Named:
    name: str = "x"
    count: int


@frozen
class Nothing:
    """Has no fields."""


@frozen(slots=False)
class Doubled:
    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("less than nothing")

    @cached_property
    def twice(self) -> int:
        return 2 * self.count


def _again(cls, decorator):
    """A class with the same fields under another decorator."""
    body = {"__annotations__": cls.__annotations__, "__qualname__": cls.__qualname__}
    for f in fields(cls):
        body[f.name] = field(default=f.default, default_factory=f.default_factory, repr=f.repr, kw_only=f.kw_only)
    return decorator(type(cls.__name__, (), body))


def _twin(cls):
    """Under Python's own."""
    return _again(cls, dataclass(frozen=True, slots=True))


@pytest.fixture(params=["first records", "many records"])
def made_anew(request, monkeypatch):
    """Makes a class whose __init__ is not compiled, or compiled from its first record on."""
    if request.param == "many records":
        monkeypatch.setattr("kehoach_desktop.frozen._FEW", 0)
    return lambda cls: _again(cls, frozen)


GIVEN = [(("a",), {}), (("a", 1, ("b",), ["c"]), {}), (("a",), {"notes": ["d"]}), ((), {"count": 5, "name": "b"})]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_what_is_given_is_taken_and_the_rest_has_its_default(made_anew, values, named):
    assert asdict(made_anew(Line)(*values, **named)) == asdict(_twin(Line)(*values, **named))


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), (("a", 1, (), [], 2), {}), (("a",), {"nobody": 1}), (("a",), {"name": 1})]
)
def test_what_does_not_fit_is_refused_in_the_same_words(made_anew, values, named):
    with pytest.raises(TypeError) as ours:
        made_anew(Line)(*values, **named)
    with pytest.raises(TypeError) as theirs:
        _twin(Line)(*values, **named)
    assert str(ours.value).rpartition("__init__")[2] == str(theirs.value).rpartition("__init__")[2]


def test_fields_may_be_called_as_what_init_is_written_with():
    @frozen
    class Put:
        put: int
        MISSING: int = 0
        made: list[int] = field(default_factory=list)
        made_made: int = 1
        put_default: int = 2

    for _ in range(_FEW + 2):
        assert asdict(Put(5)) == {"put": 5, "MISSING": 0, "made": [], "made_made": 1, "put_default": 2}


def test_fields_by_name_only_come_in_any_order(made_anew):
    named = made_anew(Named)
    assert named(count=1) == named(name="x", count=1)
    with pytest.raises(TypeError, match="positional"):
        named(1)


def test_the_init_of_a_class_is_compiled_when_many_records_are_made():
    line = _again(Line, frozen)
    for count in range(_FEW + 2):
        assert line("a", count).count == count
    assert line.__init__.__code__.co_varnames == ("self", "name", "count", "parts", "notes")


def test_a_default_that_is_made_is_made_anew():
    lines = [Line("a") for _ in range(_FEW + 2)]
    assert len({id(line.notes) for line in lines}) == len(lines)


def test_a_record_is_written_as_python_writes_it():
    assert repr(Line("a", 1, ("b",))) == repr(_twin(Line)("a", 1, ("b",)))


def test_records_are_equal_by_their_fields_and_within_their_class():
    assert Line("a") == Line("a")
    assert Line("a") != Line("b")
    assert Line("a") != _twin(Line)("a")
    assert Nothing() == Nothing()


def test_equal_records_are_one_in_a_set():
    assert len({Named(count=1), Named(count=1), Named(count=2)}) == 2


def test_a_record_with_a_list_has_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Line("a"))


def test_a_field_cannot_be_set():
    line = Line("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        line.name = "b"
    assert line.name == "a"


def test_a_field_cannot_be_deleted():
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del Line("a").name


def test_a_record_with_slots_has_no_room_for_more():
    slotted = _again(Line, frozen(slots=True))
    assert not hasattr(slotted("a"), "__dict__")
    assert asdict(slotted("a")) == asdict(Line("a"))
    assert [f.name for f in fields(slotted)] == list(slotted.__slots__)


def test_a_default_stays_on_the_class_and_one_that_is_made_does_not():
    assert Line.count == 3
    assert not hasattr(Line, "notes")


def test_fields_tell_what_python_s_own_tell():
    told = ("name", "type", "default", "default_factory", "repr", "kw_only")
    for cls in (Line, Named, Nothing, Doubled):
        assert [[getattr(f, key) for key in told] for f in fields(cls)] == [
            [getattr(f, key) for key in told] for f in fields(_twin(cls))
        ]


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda line: pickle.loads(pickle.dumps(line))])
def test_a_copy_is_equal(way):
    assert way(Line("a", 1, ("b",), ["c"])) == Line("a", 1, ("b",), ["c"])


def test_a_record_is_made_of_another():
    assert replace(Line("a", 1), count=2) == Line("a", 2)


def test_a_record_is_matched_by_place():
    match Line("a", 1):
        case Line(name, count):
            assert (name, count) == ("a", 1)


def test_what_is_reckoned_is_kept_where_there_is_room():
    doubled = Doubled(2)
    assert doubled.twice == 4
    assert "twice" in vars(doubled)


def test_a_record_can_refuse_what_it_is_given():
    for _ in range(_FEW + 2):
        with pytest.raises(ValueError, match="less than nothing"):
            Doubled(-1)
