"""An enum built quickly is the one Python builds; every enum of Qt's three modules is built both ways."""

import enum
import pickle
import sys
from types import ModuleType

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from kehoach_desktop.ui import quick_enums
from kehoach_desktop.ui.quick_enums import build_quickly

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons build all enums their own way")

BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
KEEP = enum.FlagBoundary.KEEP  # what PySide asks for


@pytest.fixture(autouse=True)
def _quickly():
    build_quickly()


def enums_of(module: ModuleType):
    """Base, name and members of each enum of a module and of its classes."""
    kinds = [getattr(module, name) for name in dir(module)]
    owners = [module, *(kind for kind in kinds if isinstance(kind, type))]
    asked = (getattr(owner, name, None) for owner in owners for name in dir(owner))  # PySide builds what is asked for
    found = {value for value in asked if isinstance(value, enum.EnumType)}
    return [
        (kind.__mro__[1], kind.__name__, [(name, member.value) for name, member in kind.__members__.items()])
        for kind in found
    ]


def content(kind):
    """All that a class and its members hold, without what is the class itself and its name's place."""

    def plain(value):
        if isinstance(value, kind):
            return value.name, {name: held for name, held in vars(value).items() if held is not kind}
        if isinstance(value, dict):
            return [(plain(key), plain(held)) for key, held in value.items()]
        return getattr(value, "__func__", value)

    return {
        name: plain(value)
        for name, value in vars(kind).items()
        if name not in {"__module__", "__weakref__", "__dict__"}
    }


def both(base, name, members):
    return base(name, members, boundary=KEEP), quick_enums._as_python(base, name, members, boundary=KEEP)


@pytest.mark.parametrize("module", [QtCore, QtGui, QtWidgets], ids=lambda module: module.__name__)
def test_every_enum_of_qt_is_the_same(module):
    enums = enums_of(module)
    assert len(enums) > 40
    for given in enums:
        quick, python = both(*given)
        assert content(quick) == content(python), given[1]


MEMBERS = [("Two", 2), ("One", 1), ("Both", 3), ("Again", 2), ("Nothing", 0), ("Far", -1), ("High", 1 << 40)]


@pytest.mark.parametrize("base", BASES)
def test_order_other_names_and_more_than_one_bit_are_the_same(base):
    quick, python = both(base, "Kind", MEMBERS)
    assert content(quick) == content(python)
    assert [member.name for member in quick] == [member.name for member in python]
    assert quick["Again"] is quick["Two"]
    assert quick(1) is quick["One"]


@pytest.mark.parametrize("base", [enum.Flag, enum.IntFlag])
def test_flags_are_joined_and_turned(base):
    quick, python = both(base, "Kind", [("One", 1), ("Four", 4), ("Two", 2)])
    for kind in (quick, python):
        joined = kind["One"] | kind["Four"]
        assert (joined.value, joined.name, kind["Two"] in joined) == (5, "One|Four", False)
        assert [member.name for member in ~kind["Two"]] == ["One", "Four"]


@pytest.mark.parametrize(
    "members",
    ["One Two", ["One", "Two"], {"One": 1}, [("name", 1)], [("_own", 1)], [("One", "text")], [("One", True)], []],
    ids=str,
)
def test_what_is_not_names_with_numbers_goes_pythons_way(members):
    quick, python = both(enum.Enum, "Kind", members)
    assert content(quick).keys() == content(python).keys()
    assert [(m.name, m.value) for m in quick] == [(m.name, m.value) for m in python]


def test_a_name_python_refuses_is_refused():
    with pytest.raises(ValueError, match="mro"):
        enum.Enum("Kind", [("mro", 1)])


def test_an_enum_with_a_home_is_found_there_again(monkeypatch):
    home = enum.Enum("Home", [("One", 1)], module=__name__)
    monkeypatch.setitem(globals(), "Home", home)
    assert pickle.loads(pickle.dumps(home.One)) is home.One
