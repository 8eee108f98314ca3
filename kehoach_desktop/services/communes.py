"""The list of communes that travels with the program, and finding one in it by a few letters; read when first asked for."""

import re
from collections.abc import Sequence
from functools import cache

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.domain.vietnamese import fold, nfc, tone_normal
from kehoach_desktop.frozen import frozen
from kehoach_desktop.paths import rows_of

_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))
_PROVINCE_KINDS = re.compile(r"^(?:tinh|thanh pho) ")
_KIND_RANK = {kind: rank for rank, kind in enumerate(CommuneKind)}


@frozen
class Commune:
    """A commune of the list; `province` carries its kind in small letters: "tỉnh Phú Thọ"."""

    code: str
    kind: CommuneKind
    name: str
    province: str

    @property
    def full_name(self) -> str:
        """Kind and name as they stand in a sentence: "xã An Bình"."""
        return f"{self.kind.value} {self.name}"


@frozen
class _Entry:
    commune: Commune
    name: str  # " an binh": what search compares, with a blank before each word
    whole: str  # " xa an binh phu tho"
    spelt: str  # " xa an binh tinh phu tho"


class Communes:
    """The list in its order: by province, kind and name."""

    def __init__(self, communes: Sequence[Commune]) -> None:
        self.all = tuple(communes)
        self.provinces = tuple(dict.fromkeys(commune.province for commune in self.all))
        places = {province: _words(province) for province in self.provinces}
        bare = {province: _PROVINCE_KINDS.sub("", place) for province, place in places.items()}
        self._entries = [
            _Entry(c, f" {name}", f" {full} {bare[c.province]}", f" {full} {places[c.province]}")
            for c in self.all
            for name in [_words(c.name)]
            for full in [f"{fold(c.kind.value)} {name}"]
        ]

    def search(self, text: str, province: str | None = None) -> list[Commune]:
        """Communes that the letters fit, accents or none, đ as d; the best first: the very name, then names that begin
        so, then names with such words. Words of kind and province may stand before and after the name ("xa an binh phu
        tho"); only when nothing fits so are the words looked for in any order.
        """
        wanted = _words(text)
        entries = [e for e in self._entries if province is None or e.commune.province == province]
        if not wanted:
            return [e.commune for e in entries]
        typed = tone_normal(nfc(text)).lower().strip()
        needle = f" {wanted}"
        found = [(_rank(e, wanted), e) for e in entries if needle in e.whole or needle in e.spelt]
        if not found:
            words = [f" {word}" for word in wanted.split()]
            found = [(0, e) for e in entries if all(word in e.spelt for word in words)]
        found.sort(key=lambda hit: (hit[0], typed not in hit[1].commune.full_name.lower(), _kind_rank(hit[1])))
        return [entry.commune for _, entry in found]


def _rank(entry: _Entry, wanted: str) -> int:
    """How well the letters fit an entry that has them, 0 best."""
    if entry.name[1:] == wanted:
        return 0
    if entry.name.startswith(wanted, 1):
        return 1
    if f" {wanted}" in entry.name:
        return 2
    return 3


def _kind_rank(entry: _Entry) -> int:
    return _KIND_RANK[entry.commune.kind]


def _words(text: str) -> str:
    """Folded words with one blank between: "Ea H'Leo" and "ea hleo" are the same."""
    return " ".join(re.findall(r"\w+", fold(text.translate(_APOSTROPHES))))


@cache
def load() -> Communes:
    """The list; the first call reads it."""
    rows = rows_of("communes.tsv")
    return Communes([Commune(code, CommuneKind(kind), name, province) for code, kind, name, province in rows])
