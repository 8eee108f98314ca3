"""Names of units: when two spellings are one unit, what kind a unit is, whether it is a group; knows no records' storage.

The vocabulary is a table handed in (resources/rules/units.toml), so that an office may change it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehoach_desktop.domain.records import DutyKind, UnitKind
from kehoach_desktop.domain.vietnamese import fold, tone_normal


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The vocabulary of unit names, all in folded form (no accents, lower case)."""

    spelt_out: Sequence[tuple[str, str]]
    leading: Sequence[str]
    trailing: Sequence[str]
    kinds: Sequence[tuple[UnitKind, Sequence[str]]]
    requested: Sequence[str]
    group_words: Sequence[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "UnitNames":
        """Reads the parsed TOML; words may be written with accents."""
        return cls(
            spelt_out=sorted(((fold(a), fold(b)) for a, b in table["spelt_out"].items()), key=lambda p: -len(p[0])),
            leading=[fold(word) for word in table["leading"]],
            trailing=[fold(word) for word in table["trailing"]],
            kinds=[(UnitKind(kind), [fold(word) for word in words]) for kind, words in table["kinds"].items()],
            requested=[fold(word) for word in table["requested"]],
            group_words=[fold(word) for word in table["group_words"]],
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
        """The group in which the desk lists the unit."""
        text = " ".join(re.findall(r"\w+", fold(name)))
        for kind, words in self.kinds:
            if any(re.search(rf"\b{re.escape(word)}\b", text) for word in words):
                return kind
        return UnitKind.OTHER

    def duty_kind(self, name: str) -> DutyKind:
        """Party and Front bodies are asked, units of the commune are ordered (domain notes §5)."""
        text = " ".join(re.findall(r"\w+", fold(name)))
        asked = any(re.search(rf"\b{re.escape(word)}\b", text) for word in self.requested)
        return DutyKind.REQUESTED if asked else DutyKind.ASSIGNED

    def is_group(self, name: str) -> bool:
        """Whether the name stands for several units ("các thôn")."""
        return any(re.match(rf"{re.escape(word)}\b", fold(name)) for word in self.group_words)
