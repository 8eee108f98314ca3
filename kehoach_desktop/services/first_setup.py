"""The first start of an office: units to propose, names of hamlets, and the file made with all of it in one step; the same
facts changed later. It asks nobody: what was skipped has its default here.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.records import CommuneKind, Office, Record, Signer, Unit, UnitKind, UnitMember
from kehoach_desktop.domain.vietnamese import fold, nfc, upper_first
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.paths import resource
from kehoach_desktop.services import machine
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.new_file import check_new_file
from kehoach_desktop.services.vocabulary import unit_names

if TYPE_CHECKING:
    from kehoach_desktop.storage.office_file import OfficeFile

DEFAULT_AUTHORITY = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH"
DEFAULT_TITLE = "PHÓ CHỦ TỊCH"

DRAFTING_UNIT = "Phòng Văn hóa - Xã hội"
SIXTH_CLEAR = "sản phẩm"
MOST_HAMLETS = 200


@frozen
class OfficeFacts:
    """The office as it was chosen or typed; the name stands without its kind."""

    name: str
    kind: CommuneKind = CommuneKind.COMMUNE
    province: str | None = None
    drafting_unit: str | None = DRAFTING_UNIT
    sixth_clear: str = SIXTH_CLEAR


@frozen
class SignerFacts:
    """A signer in the order of the list; `id` is that of a signer who is in the file already."""

    authority: str = DEFAULT_AUTHORITY
    title: str = DEFAULT_TITLE
    name: str = ""
    id: str | None = None


@frozen
class ProposedUnit:
    """A unit to offer; `note` tells what to look at."""

    name: str
    kind: UnitKind
    ticked: bool = True
    note: str = ""
    is_group: bool = False


@frozen
class FirstSetup:
    """All that the first start asks; whatever was skipped keeps its default. Units are names; kinds follow from them."""

    office: OfficeFacts
    signers: tuple[SignerFacts, ...] = ()
    units: tuple[str, ...] = ()
    author: str = ""


# --- proposals ---


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("rules", "first_units.toml").read_text(encoding="utf-8"))


def proposed_units(kind: CommuneKind, name: str) -> list[ProposedUnit]:
    """The units of a new office by its kind (Nghị định 150/2025/NĐ-CP); a proposal that she may change."""
    whole = fold(f"{kind.value} {name}")
    return [
        propose_unit(row["name"].format(kind=kind.value), ticked=row.get("ticked", True), note=row.get("note", ""))
        for row in _table()["unit"]
        if _serves(row, kind, whole)
    ]


def _serves(row: dict[str, Any], kind: CommuneKind, whole: str) -> bool:
    if whole in {fold(name) for name in row.get("only", ())}:
        return True
    return kind.value in row.get("kinds", list(CommuneKind)) and whole not in {fold(n) for n in row.get("except", ())}


def propose_unit(name: str, *, ticked: bool = True, note: str = "") -> ProposedUnit:
    """A unit as its name tells what it is."""
    names = unit_names()
    return ProposedUnit(name, names.kind(name), ticked, note, names.is_group(name))


def hamlet_words(kind: CommuneKind) -> list[str]:
    """What hamlets of such an office may be called, the likeliest first."""
    return list(_table()["hamlets"][kind.value])


def hamlet_names(word: str, count: int) -> list[str]:
    """Numbered names ("Thôn 1", "Thôn 2", ...), to be changed to their own."""
    return [f"{upper_first(word)} {number}" for number in range(1, min(count, MOST_HAMLETS) + 1)]


def hamlets_group(word: str) -> str:
    """The name under which a plan speaks of all hamlets."""
    return f"Các {word}"


# --- making the file ---


def set_up(path: Path, setup: FirstSetup, *, clock: Clock | None = None) -> "OfficeFile":
    """A new office file with office, signers and units, written as one step: all of it or no file.

    Raises BadValue for a name that is empty, FileExists, NoPermission and the other faults of a new file.
    """
    from kehoach_desktop.storage import faults
    from kehoach_desktop.storage.office_file import OfficeFile

    clock = clock or Clock()
    office = _office(setup.office, clock)
    check_new_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (faults.fault_of(error, path.parent) or faults.NoPermission(path.parent)) from error
    default = SignerFacts(id=clock.new_id())  # papers carry an authority also before anybody is named
    signers = _signers(setup.signers, clock) or _signers([default], clock)
    also: list[Record] = [*signers, *_units(setup.units, clock)]
    author = _tidy(setup.author) or machine.author()
    return OfficeFile.create(path, office=office, author=author, site=machine.site_id(), clock=clock, also=also)


def update_office(office_file: "OfficeFile", facts: OfficeFacts, signers: Sequence[SignerFacts]) -> Changes:
    """Changes the office and its signers later, as one step. Signers left out of the list are deleted."""
    clock = office_file.clock
    wanted = _office(facts, clock)
    name = "Sửa cơ quan và người ký"
    with office_file.step(name) as records:
        office = records.all(Office)[0]
        fields = ("name", "kind", "province", "drafting_unit", "sixth_clear")
        records.update(Office, office.id, **{field: getattr(wanted, field) for field in fields})
        known = {signer.id for signer in records.all(Signer)}
        rows = _signers(signers, clock)
        for gone in known - {row.id for row in rows}:
            records.delete(Signer, gone)
        for row in rows:
            if row.id in known:
                records.update(
                    Signer, row.id, position=row.position, authority=row.authority, title=row.title, name=row.name
                )
            else:
                records.add(row)
    return Changes.of(name, "office", "signer")


def _office(facts: OfficeFacts, clock: Clock) -> Office:
    name = _tidy(facts.name)
    if not name:
        raise BadValue("Chưa có tên cơ quan.", "Gõ tên, ví dụ xã An Bình.")
    return Office(
        id=clock.new_id(), name=name, kind=facts.kind, province=_tidy(facts.province) or None,
        drafting_unit=_tidy(facts.drafting_unit) or None, sixth_clear=_tidy(facts.sixth_clear) or SIXTH_CLEAR,
    )  # fmt: skip


def _signers(signers: Sequence[SignerFacts], clock: Clock) -> list[Signer]:
    """Those with a name or already in the file; when there is none, the first that says more than the default."""
    told = [signer for signer in signers if _tidy(signer.name) or signer.id]
    named = told or [signer for signer in signers if signer != SignerFacts()][:1]
    return [
        Signer(
            id=signer.id or clock.new_id(), position=place, authority=_lines(signer.authority),
            title=_tidy(signer.title) or None, name=_tidy(signer.name) or None,
        )
        for place, signer in enumerate(named)
    ]  # fmt: skip


def _units(names: Iterable[str], clock: Clock) -> list[Record]:
    """Units without repetition; a group of hamlets or schools gets those of its kind as members."""
    rules = unit_names()
    tidy = {fold(name): name for name in map(_tidy, names) if name}
    units = [
        Unit(
            id=clock.new_id(), name=name, kind=rules.kind(name), duty_kind=rules.duty_kind(name),
            is_group=rules.is_group(name), position=place,
        )
        for place, name in enumerate(tidy.values())
    ]  # fmt: skip
    members = [
        UnitMember(id=clock.new_id(), group_id=group.id, unit_id=unit.id)
        for group in units
        if group.is_group and group.kind in (UnitKind.HAMLET, UnitKind.SCHOOL)
        for unit in units
        if unit.kind is group.kind and not unit.is_group
    ]
    return [*units, *members]


def _tidy(text: str | None) -> str:
    return " ".join(nfc(text or "").split())


def _lines(text: str) -> str:
    return "\n".join(line for line in map(_tidy, text.split("\n")) if line)


def facts_of(office: Office) -> OfficeFacts:
    """An office of a file as facts to change."""
    return OfficeFacts(office.name, office.kind, office.province, office.drafting_unit, office.sixth_clear)


def signer_facts_of(signers: Iterable[Signer]) -> tuple[SignerFacts, ...]:
    """The signers of a file as facts to change."""
    return tuple(SignerFacts(s.authority, s.title or "", s.name or "", s.id) for s in signers)
