"""Filling in a form another office sent: what its placeholders may be, what it has, and the filled file in the register."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.placeholders import Loop, Placeholder, Vocabulary, shown, slug
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.exchange.foreign_form import fill_form, look_into, read_bytes
from kehoach_desktop.exchange.sheet_filling import Found
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.exporting import file_name, free_path
from kehoach_desktop.services.form_values import STATES, WHOLE, vocabulary
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.office_file import OfficeFile

FORM = "bieu-ngoai"
_REPEATED = "Dòng lặp"
_LONGEST_NAME = 80  # letters of the form's own name in that of the filled one

__all__ = ["FORM", "Filled", "Found", "ListedName", "fill", "inspect", "listed", "placeholders"]


@frozen
class ListedName:
    """A line of the list of placeholders: what is written into a cell, what it means, what it is now, and its heading."""

    text: str
    meaning: str
    shown: str
    group: str


@frozen
class Filled:
    """The file that was written, and the placeholders in it that are not known: sheet, cell, name."""

    path: Path
    found: tuple[Found, ...]
    changes: Changes

    @property
    def unknown(self) -> tuple[Found, ...]:
        return tuple(found for found in self.found if not found.is_known)


def placeholders(dossier: Dossier, of: Window, on: date) -> Vocabulary:
    """Every placeholder of a plan and period, with its value on a day."""
    return vocabulary(Request(dossier, of, on))


def listed(names: Vocabulary) -> list[ListedName]:
    """The table of placeholders for people: of the office as a whole, rows to repeat, then of each indicator and unit."""
    rows = [line for loop in names.loops for line in _of_loop(loop)]
    whole = [_alone(each) for each in names.placeholders if each.group in WHOLE]
    single = [_alone(each) for each in names.placeholders if each.group not in WHOLE]
    return [*whole, *rows, *single]


def _alone(placeholder: Placeholder) -> ListedName:
    return ListedName(placeholder.text, placeholder.meaning, shown(placeholder.value), placeholder.group)


def _of_loop(loop: Loop) -> Iterable[ListedName]:
    group = f"{_REPEATED}: {loop.meaning[:1].lower()}{loop.meaning[1:]}"
    yield ListedName(
        f"{{{{#{loop.name}}}}}", f"{loop.meaning}; ghi ở ô đầu của dòng", f"{len(loop.records)} dòng", group
    )
    first = loop.records[0].values if loop.records else {}
    for name, meaning in loop.fields.items():
        yield ListedName(f"{{{{{name}}}}}", f"{meaning}; trong dòng lặp", shown(first.get(name)), group)
    for tag, meaning in loop.tags.items():
        count = len(loop.filtered([tag]))
        if count or tag in STATES:  # of the units only those that have something
            yield ListedName(f"{{{{#{loop.name} {tag}}}}}", f"Chỉ những dòng: {meaning}", f"{count} dòng", group)


def inspect(path: Path, names: Vocabulary) -> tuple[Found, ...]:
    """The placeholders of a form with what they will become; nothing is written. Raises RefusedForm."""
    return look_into(read_bytes(path), names)


def fill(
    office_file: OfficeFile, path: Path, period_id: str, to: Path, *, plan_id: str | None = None,
    progress: Callable[[float], None] | None = None, clock: Clock | None = None,
) -> Filled:  # fmt: skip
    """Writes the form with values into a folder under a free name and enters it in the register; the form itself stays.

    Raises RefusedForm for what is no .xlsx form, BadValue for a period there is not.
    """
    clock = clock or office_file.clock
    dossier = load(office_file, plan_id)
    names = placeholders(dossier, window(dossier, period_id), clock.now().date())
    tell = progress or (lambda _: None)
    filled = fill_form(read_bytes(path, tick=lambda: tell(0)), names, progress)
    own_name = slug(path.stem)[:_LONGEST_NAME].strip("_").replace("_", "-")
    stem = file_name(own_name or FORM, dossier, period_id)
    written = _written(filled.data, to, stem)
    name = f"Điền biểu {path.stem}"
    paper = IssuedPaper(
        id=clock.new_id(), plan_id=dossier.plan.id if dossier.plan else None, form=FORM, period=period_id,
        title=f"Biểu của cấp trên: {path.stem}", file_name=written.name, printed_at=clock.now(),
        sha256=hashlib.sha256(filled.data).hexdigest(),
    )  # fmt: skip
    if not office_file.read_only:
        with office_file.step(name) as records:
            records.add(paper)
    return Filled(written, filled.found, Changes.of(name, "issued_paper"))


def _written(data: bytes, to: Path, stem: str) -> Path:
    """The file under its free name, through a neighbour that is renamed when it is whole."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        path = free_path(to, stem, "xlsx")
        part = path.with_name(path.name + ".part")
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        cause = f"Không ghi được vào {to}: {fault.strerror}."
        raise UserFacingError(cause, "Chọn thư mục khác hoặc xóa bớt tệp rồi điền lại.", subject=str(to)) from fault
    return path
