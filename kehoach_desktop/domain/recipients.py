"""Whether the lines under Nơi nhận reach a unit: by its name, by its group, or by a phrase for many. Knows no storage."""

import re
from collections.abc import Iterable
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Unit, UnitKind
from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.domain.vietnamese import tone_normal
from kehoach_desktop.frozen import frozen

_EVERY = frozenset(UnitKind)

# Phrases that reach all units of some kinds; here accents matter ("bản" is a hamlet, "ban" an office).
PHRASES: tuple[tuple[str, frozenset[UnitKind]], ...] = (
    (r"\b(cơ quan|đơn vị|phòng|ban|ngành|bộ phận|tổ chức|cá nhân)\b.*\bliên quan\b", _EVERY),
    (r"\bcác (cơ quan|đơn vị)\b", _EVERY),
    (r"^như (trên|điều|mục|phần|kính gửi)\b", _EVERY),
    (r"\bcác (phòng|ban|ngành)\b", frozenset({UnitKind.OFFICE})),
    (r"\b(các|những)\b.*\b(đoàn thể|hội|tổ chức chính trị)\b|\bđoàn thể\b", frozenset({UnitKind.UNION})),
    (r"\b(các|những)\b.*\b(trường|cơ sở giáo dục)\b|\bnhà trường\b", frozenset({UnitKind.SCHOOL})),
    (
        r"\b(các|những)\b.*\b(thôn|xóm|bản|ấp|làng|buôn|khóm|khu phố|tổ dân phố|khu dân cư)\b",
        frozenset({UnitKind.HAMLET}),
    ),
)
_FOR = re.compile(r"\([^)]*\)")  # "(để b/c)"


@frozen
class Reach:
    """The recipients of a plan, read once."""

    dossier: Dossier
    names: UnitNames

    @cached_property
    def _lines(self) -> list[str]:
        found = (_FOR.sub(" ", tone_normal(r.name)).lower() for r in self.dossier.recipients)
        return [" ".join(re.findall(r"\w+", line)) for line in found]

    @cached_property
    def _keys(self) -> list[str]:
        """Every line, and every part of it between commas and "và", as names are compared."""
        parts: list[str] = []
        for recipient in self.dossier.recipients:
            line = _FOR.sub(" ", recipient.name).lstrip("-–+ ")
            parts += [line, *re.split(r"[,;.]| và ", line)]
        return [key for part in dict.fromkeys(parts) if (key := self.names.key(part))]

    @cached_property
    def _kinds(self) -> set[UnitKind]:
        return {kind for line in self._lines for phrase, kinds in PHRASES if re.search(phrase, line) for kind in kinds}

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        found = {unit.id: [unit.name] for unit in self.dossier.units}
        for alias in self.dossier.aliases:
            found.setdefault(alias.unit_id, []).append(alias.name)
        return found

    @cached_property
    def _groups_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for member in self.dossier.members:
            found.setdefault(member.unit_id, []).append(member.group_id)
        return found

    def _is_named(self, unit_id: str) -> bool:
        for name in self._spellings.get(unit_id, ()):
            key = self.names.key(name)
            if key and any(key == line or (" " in key and f" {key} " in f" {line} ") for line in self._keys):
                return True
        return False

    def reaches(self, unit: Unit) -> bool:
        """Whether the paper goes to a unit; a group is reached with all its members."""
        if unit.kind in self._kinds or self._is_named(unit.id):
            return True
        if any(self._is_named(group) for group in self._groups_of.get(unit.id, ())):
            return True
        members = self.dossier.members_of(unit.id) if unit.is_group else []
        return bool(members) and all(self._is_named(member.id) for member in members)

    def missed(self, units: Iterable[Unit]) -> list[Unit]:
        """Of some units those the paper does not go to."""
        return [unit for unit in units if not self.reaches(unit)]
