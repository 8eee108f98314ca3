"""How one cell of a table looks and reads, as data; the delegate paints it, the model holds it, neither knows the trade."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from kehoach_desktop.frozen import frozen

R = TypeVar("R")


class Align(Enum):
    """Text stands left, figures right."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@frozen
class Shape:
    """A 16 px mark before the text: an icon's name, or one the delegate paints (square_cross, dashed_ring, half_disc)."""

    name: str
    tone: str
    filled: bool = False


@frozen
class Cell:
    """Text with an optional second line (9 pt) or trailing words, a shape, six pips, and colours by token name.

    `spoken` is the accessible text when the words alone do not say the whole state. `mark` True is an undecided conflict.
    """

    text: str
    second: str = ""
    second_tone: str = "tx2"
    after: str = ""
    after_tone: str = "tx2"
    shape: Shape | None = None
    tone: str = "tx"
    bold: bool = False
    italic: bool = False
    struck: bool = False
    small: bool = False
    pips: tuple[bool, ...] = ()
    ground: str | None = None
    conflict: bool = False
    tooltip: str = ""
    spoken: str = ""


EMPTY = Cell("–", tone="tx3")


@frozen
class Column(Generic[R]):
    """One column over records of type R.

    `cell` gives what is shown (a plain str is a Cell with that text). `sort` gives the key rows are ordered by; without
    it they are ordered by the text in Vietnamese order. `edit` gives the text the inline editor starts with and makes
    the column editable; `choices` replaces the editor's free text by (value, label) pairs. Widths are pixels at 100 %.
    """

    key: str
    title: str
    cell: Callable[[R], Cell | str]
    width: int = 120
    align: Align = Align.LEFT
    stretch: bool = False
    sort: Callable[[R], Any] | None = None
    edit: Callable[[R], str] | None = None
    choices: Callable[[R], Sequence[tuple[str, str]]] | None = None
    can_edit: Callable[[R], bool] | None = None
    tip: str = ""
    accent: bool = False
    hidden: bool = False


TICK = "tick"


def tick_column() -> Column[Any]:
    """The narrow first column with a tick box; Space and a click turn it over."""
    return Column(TICK, "", lambda _: Cell(""), width=36)


@frozen
class Group:
    """A band over rows of one group. Groups are ordered by `order`; `note` stands small after the title, `right` at the end.

    `tone` colours the title of what must be seen first.
    """

    key: str
    title: str
    order: Any = 0
    note: str = ""
    right: str = ""
    tone: str = "tx"


@frozen
class Draft:
    """A typed text that is not data (yet): waiting for the service, or refused with a reason."""

    text: str
    fault: str | None = None
