"""Chép ra USB: a verified package of the office or of what one unit needs; "CHƯA được rút USB" until it was read back."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kehoach_desktop import APP_NAME
from kehoach_desktop.domain.records import Unit
from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.errors import BadValue, Cancelled, UserFacingError
from kehoach_desktop.exchange import carrying, sealing, stick
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.output_files import free_path, in_file_name
from kehoach_desktop.storage import carry, faults
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.schema_version import CURRENT

ENDING = "kehoach-goi"
_SPARE = 4 * 2**20  # a stick that is full to the last byte fails later and worse
Report = Callable[[float], None]


class PulledOut(UserFacingError):
    """The stick went while it was being written, or lies about what it holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "Bản trên USB đọc lại không đúng hoặc USB bị rút khi đang chép.",
            "Bản trên USB chưa dùng được; cắm lại, hoặc dùng USB khác, rồi chép lần nữa.", subject=str(path),
        )  # fmt: skip


@frozen
class CarriedOut:
    """A package that was read back and found whole."""

    path: Path
    counts: dict[str, int]
    sealed: bool


def carry_out(
    office_file: OfficeFile, to: Path, *, unit_id: str | None = None, password: str | None = None,
    progress: Report | None = None,
) -> CarriedOut:  # fmt: skip
    """Writes a package into a folder, usually of a stick, and reads it back past the system's memory of it.

    Raises BadValue for a password that is too short, DiskFull and other faults of the folder, PulledOut; then no file stays
    under the package's name.
    """
    report = progress or (lambda _: None)
    if password is not None and len(nfc(password)) < sealing.LEAST_PASSWORD:
        raise BadValue(
            f"Mật khẩu ngắn hơn {sealing.LEAST_PASSWORD} chữ nên dễ đoán.", "Gõ một câu dài dễ nhớ, hoặc bỏ mật khẩu."
        )
    unit = _unit(office_file, unit_id)
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        copy, package = Path(folder) / "office.kehoach", Path(folder) / "package"
        report(0.05)
        carried = carry.carry_copy(office_file, copy, unit_id)
        report(0.3)
        carrying.write_package(copy, package, _manifest(office_file, unit, carried), password)
        report(0.5)
        target = _target(office_file, to, unit)
        _refuse_small(target.parent, package.stat().st_size)
        with faults.translated(target):
            written = stick.copy_verified(package, target, lambda share: report(0.5 + share / 2))
        if not written:
            raise PulledOut(target)
    with suppress(Cancelled):  # too late: it is there and whole
        report(1.0)
    return CarriedOut(target, carried.counts, password is not None)


def _unit(office_file: OfficeFile, unit_id: str | None) -> Unit | None:
    if unit_id is None:
        return None
    with office_file.read() as records:
        return records.get(Unit, unit_id)


def _target(office_file: OfficeFile, to: Path, unit: Unit | None) -> Path:
    with faults.translated(to):
        to.mkdir(parents=True, exist_ok=True)
    day = f"{office_file.clock.now():%Y-%m-%d}"
    whose = in_file_name(unit.name) if unit else in_file_name(office_file.path.stem)
    return free_path(to, f"{day}_{whose}", ENDING)


def _refuse_small(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        cause = f"USB còn {free // 2**20} MB, cần {(needed + _SPARE) // 2**20 + 1} MB."
        raise faults.DiskFull(folder, cause=cause, remedy="Xóa bớt tệp trên USB rồi chép lại.")


def _manifest(office_file: OfficeFile, unit: Unit | None, carried: carry.Carried) -> dict[str, object]:
    return {
        "app": APP_NAME, "schema": str(CURRENT), "database_id": office_file.database_id, "site": office_file.site,
        "author": office_file.author, "made_at": office_file.clock.now().isoformat(),
        "unit_id": unit.id if unit else None, "unit": unit.name if unit else None, "counts": carried.counts,
        "edits": carried.edits, "base": carried.base,
    }  # fmt: skip
