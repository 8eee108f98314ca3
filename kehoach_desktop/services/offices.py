"""Creating and opening office files, and reading one plan's dossier out of them."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import CommuneKind, Office, Signer
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import machine
from kehoach_desktop.storage.dossiers import load_dossier, refresh_dossier, with_all_years, years_at_once
from kehoach_desktop.storage.glance import Glance, glance

if TYPE_CHECKING:
    from kehoach_desktop.storage.office_file import OfficeFile
    from kehoach_desktop.storage.records import Records


def split_name(text: str) -> tuple[CommuneKind, str]:
    """Kind and name of "xã An Bình"; a name without its kind is taken as a commune's."""
    text = " ".join(nfc(text).split())
    for kind in CommuneKind:
        if fold(text).startswith(fold(kind.value) + " "):
            return kind, text[len(kind.value) + 1 :]
    return CommuneKind.COMMUNE, text


def create_office(
    path: Path, name: str, *, province: str | None = None, drafting_unit: str | None = None, signer: str | None = None,
    clock: Clock | None = None,
) -> "OfficeFile":  # fmt: skip
    """A new office file for "xã An Bình"; the file must not exist yet."""
    from kehoach_desktop.services.first_setup import DEFAULT_AUTHORITY, DEFAULT_TITLE
    from kehoach_desktop.storage.office_file import OfficeFile

    kind, bare = split_name(name)
    if not bare:
        raise BadValue("Chưa có tên cơ quan.", "Gõ tên, ví dụ xã An Bình.")
    clock = clock or Clock()
    office = Office(id=clock.new_id(), name=bare, kind=kind, province=province, drafting_unit=drafting_unit or "VHXH")
    signers = [Signer(id=clock.new_id(), authority=DEFAULT_AUTHORITY, title=DEFAULT_TITLE, name=signer)]
    return OfficeFile.create(
        path, office=office, author=machine.author(), site=machine.site_id(), clock=clock, also=signers
    )


def open_office(path: Path, *, clock: Clock | None = None) -> "OfficeFile":
    """Opens an office file for this user; raises a named fault when it cannot be."""
    from kehoach_desktop.storage.office_file import OfficeFile

    return OfficeFile.open(path, author=machine.author(), site=machine.site_id(), clock=clock or Clock())


@frozen
class Reading:
    """A dossier and the step of the file it shows, from which it can be brought up to date.

    `years` are those whose results and progress it holds, None for all: see `look` and `read`.
    """

    dossier: Dossier
    step: str | None
    years: Collection[int] | None = None


def look(path: Path, plan_id: str | None, near: Collection[int]) -> Glance | None:
    """What a file shows, at once and before it is open; None where opening it takes more. Raises what opening raises."""
    return glance(path, plan_id, machine.site_id(), near)


def load(office_file: "OfficeFile", plan_id: str | None = None) -> Dossier:
    """Everything of one plan; of the newest where none is named."""
    return read(office_file, plan_id).dossier


def read(office_file: "OfficeFile", plan_id: str | None = None, near: Collection[int] | None = None) -> Reading:
    """The same, to be brought up to date later by `reread`. With `near`, a very large file gives those years first."""
    with office_file.read() as records:
        years = years_at_once(records.plain, near)
        return Reading(load_dossier(records, plan_id, years=years), records.last_step_id(), years)


def reread(office_file: "OfficeFile", known: Reading) -> Reading:
    """What was read before, with every edit since; costs what was edited and not what the file holds."""
    with office_file.read() as records:
        return _brought_up(records, known)


def read_all_years(office_file: "OfficeFile", known: Reading) -> Reading:
    """The same with the figures of every year."""
    with office_file.read() as records:
        now = _brought_up(records, known)
        return now if now.years is None else Reading(with_all_years(records, now.dossier), now.step)


def _brought_up(records: "Records", known: Reading) -> Reading:
    step = records.last_step_id()
    if known.step is None:
        return Reading(load_dossier(records, years=known.years), step, known.years)
    return Reading(refresh_dossier(records, known.dossier, known.step, years=known.years), step, known.years)
