"""Names of units: when two spellings are one unit, what kind a unit is, whether it is a group; knows no records' storage.

The vocabulary is a table handed in (resources/rules/units.toml), so that an office may change it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kehoach_desktop.domain.records import DutyKind, UnitKind
from kehoach_desktop.domain.vietnamese import fold, tone_normal
from kehoach_desktop.frozen import frozen


@frozen
class UnitNames:
    """The vocabulary of unit names. What makes two names one is folded (no accents); kinds are told with their accents,
    for "bản" is a hamlet and "ban" an office, "hội" a union and "xã hội" none.
    """

    spelt_out: Sequence[tuple[str, str]]
    leading: Sequence[str]
    trailing: Sequence[str]
    kinds: Sequence[tuple[UnitKind, Sequence[str]]]
    requested: Sequence[str]
    group_words: Sequence[str]
    bodies: Sequence[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "UnitNames":
        """Reads the parsed TOML; words may be written with accents."""
        return cls(
            spelt_out=sorted(((fold(a), fold(b)) for a, b in table["spelt_out"].items()), key=lambda p: -len(p[0])),
            leading=[fold(word) for word in table["leading"]],
            trailing=[fold(word) for word in table["trailing"]],
            kinds=[(UnitKind(kind), words) for kind, words in table["kinds"].items()],
            requested=table["requested"],
            group_words=table["group_words"],
            bodies=[*table["leading"], *table["bodies"]],
        )

    def key(self, name: str) -> str:
        """What is the same for all spellings of one unit in one commune."""
        text = " ".join(re.findall(r"\w+", fold(tone_normal(name))))
        for short, full in self.spelt_out:
            text = re.sub(rf"\b{re.escape(short)}\b", full, text)
        for word in self.leading:
            text = text.removeprefix(word + " ")
        for word in self.trailing:
            text = text.removesuffix(" " + word)
        return text

    def kind(self, name: str) -> UnitKind:
        """The group in which the desk lists the unit, told by the words its name begins with."""
        head = self._head(name)
        return next((kind for kind, words in self.kinds if _begins(head, words)), UnitKind.OTHER)

    def duty_kind(self, name: str) -> DutyKind:
        """Party and Front bodies are asked, units of the commune are ordered (domain notes §5)."""
        return DutyKind.REQUESTED if _begins(self._head(name), self.requested) else DutyKind.ASSIGNED

    def is_group(self, name: str) -> bool:
        """Whether the name stands for several units ("các thôn")."""
        return _begins(_words(name), self.group_words)

    def _head(self, name: str) -> str:
        """The name without the words before what it is a body of: "Ban điều hành các khu phố" is of khu phố."""
        text = _words(name)
        while before := next((word for word in self.bodies if text.startswith(word + " ")), None):
            text = text[len(before) + 1 :]
        return text


def _words(name: str) -> str:
    return " ".join(re.findall(r"\w+", tone_normal(name).lower()))


def _begins(text: str, words: Sequence[str]) -> bool:
    return any(text == word or text.startswith(word + " ") for word in words)
