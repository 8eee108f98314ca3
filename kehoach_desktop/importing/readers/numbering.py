"""Counts Word's automatic numbers: abstract lists, levels, restarts, overrides, numbers that come with a style."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = 32_767  # as far as Word counts; a greater number would only be printed without end
_BULLET_SIGNS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf02d": "-",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "o": "○",
    "\uf0a8": "•",
    "": "•",
}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def value(element: "etree._Element | None", tag: str, default: str = "") -> str:
    """The w:val of a child, which is how Word writes almost every property."""
    found = element.find(W + tag) if element is not None else None
    return default if found is None else found.get(W + "val", default)


@overload
def whole(text: str, default: int) -> int: ...
@overload
def whole(text: str) -> int | None: ...
def whole(text: str, default: int | None = None) -> int | None:
    """A number from 0 to MOST, the default for any other text."""
    return min(int(text), MOST) if text.isdecimal() and len(text) < 12 else default


@dataclass(slots=True)
class Level:
    """One level of a list: how its number looks and when it starts again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Instance:
    source: str
    overrides: dict[int, Level | int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of one document; ask in document order, each question counts one on."""

    def __init__(self, root: "etree._Element | None", num_of_style: Callable[[str], str]) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        links: dict[str, str] = {}
        for abstract in root.findall(W + "abstractNum") if root is not None else ():
            name = abstract.get(W + "abstractNumId", "")
            self._lists[name] = _List({_level_number(item): _level(item) for item in abstract.findall(W + "lvl")})
            if link := value(abstract, "numStyleLink"):
                links[name] = link
        for item in root.findall(W + "num") if root is not None else ():
            self._instances[item.get(W + "numId", "")] = _Instance(value(item, "abstractNumId"), _overrides(item))
        for name, style in links.items():
            target = self._instances.get(num_of_style(style))
            if target is not None and target.source in self._lists:
                self._lists[name] = self._lists[target.source]

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list ties to a paragraph style, 0 when it ties none."""
        instance = self._instances.get(number)
        levels = self._lists[instance.source].levels if instance and instance.source in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, number: str, at: int) -> str:
        """The printed number or bullet of the next paragraph of that list and level; "" when it bears none."""
        instance = self._instances.get(number)
        listed = self._lists.get(instance.source) if instance else None
        if instance is None or listed is None:
            return ""
        override = instance.overrides.get(at)
        level = override if isinstance(override, Level) else listed.levels.get(at, Level())
        if isinstance(override, int) and at not in instance.begun:
            listed.counters[at] = override
        else:
            listed.counters[at] = listed.counters[at] + 1 if at in listed.counters else level.start
        instance.begun.add(at)
        for deeper in [k for k in listed.counters if k > at]:
            restart = listed.levels.get(deeper, Level()).restart
            if restart is None or (restart != 0 and at < restart):
                del listed.counters[deeper]
        return self._printed(listed, level, at)

    @staticmethod
    def _printed(listed: _List, level: Level, at: int) -> str:
        if level.form == "bullet":
            return _BULLET_SIGNS.get(level.text, level.text[:1])
        if level.form == "none":
            return ""
        text = level.text or f"%{at + 1}."
        for k in range(9):
            if f"%{k + 1}" in text:
                own = listed.levels.get(k, Level())
                form = "decimal" if level.legal and k != at else (level.form if k == at else own.form)
                text = text.replace(f"%{k + 1}", _in_form(listed.counters.get(k, own.start), form))
        return text.strip()


def _level_number(item: "etree._Element") -> int:
    return whole(item.get(W + "ilvl", ""), 0)


def _level(item: "etree._Element") -> Level:
    restart = value(item, "lvlRestart")
    return Level(
        start=whole(value(item, "start"), 1),
        form=value(item, "numFmt", "decimal"),
        text=value(item, "lvlText"),
        restart=whole(restart),
        legal=item.find(W + "isLgl") is not None,
        style=value(item, "pStyle"),
    )


def _overrides(item: "etree._Element") -> dict[int, Level | int]:
    found: dict[int, Level | int] = {}
    for override in item.findall(W + "lvlOverride"):
        level, start = override.find(W + "lvl"), whole(value(override, "startOverride"))
        if level is not None:
            found[_level_number(override)] = _level(level)
        elif start is not None:
            found[_level_number(override)] = start
    return found


def _in_form(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        letters = _roman(count)
        return letters.upper() if form == "upperRoman" else letters
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        while 0 < worth <= count:
            text, count = text + letters, count - worth
    return text
