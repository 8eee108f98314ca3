"""Report forms for every unit, and what comes back: planned first, shown, then taken in as one step that can be undone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Progress, Result, Submission, SubmissionState, Unit
from kehoach_desktop.domain.unit_duties import duties_of, units_with_duties
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.exchange.bounded import BoundedReader
from kehoach_desktop.exchange.faults import NoSuchDuty, RefusedFile, WrongForm
from kehoach_desktop.exchange.form_identity import FormIdentity, identify
from kehoach_desktop.exchange.form_matching import match_form
from kehoach_desktop.exchange.form_reader import ReturnedForm, find_form
from kehoach_desktop.exchange.unit_form import FormRequest, write_unit_form
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.collected_forms import settled
from kehoach_desktop.services.collection import CollectedForm, Collection
from kehoach_desktop.services.exporting import free_path
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

Report = Callable[..., None]  # (share), or (done, total)

_SUFFIXES = {
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
}  # what a folder of returned forms may hold; most of it is refused by name
_LONGEST_NAME = 60
_OWNER = {"progress": ("task_id", Progress), "result": ("indicator_id", Result)}


# --- out ---


def make_unit_forms(
    office_file: OfficeFile, period_id: str, to: Path, unit_ids: Iterable[str] | None = None, *,
    plan_id: str | None = None, progress: Report | None = None,
) -> list[Path]:  # fmt: skip
    """One form for each unit with something to report (or for the units named), under names that sort; nothing is overwritten.

    Stopping takes away what was written so far. Raises BadValue for a unit there is not, NoSuchDuty for one with no duty.
    """
    dossier = load(office_file, plan_id)
    period = Period.parse(period_id)
    requests = [
        FormRequest(dossier, window(dossier, period.id), unit, tuple(duties))
        for unit, duties in _asked(dossier, period.year, unit_ids)
    ]
    written: list[Path] = []
    try:
        to.mkdir(parents=True, exist_ok=True)
        for done, request in enumerate(requests):
            if progress:
                progress(done / len(requests))
            path = free_path(to, f"{period.id}_phieu_{_slug(request.unit.name)}", "xlsx")
            _write(request, path)
            written.append(path)
    except OSError as fault:
        raise UserFacingError(
            f"Không ghi được phiếu vào {to}: {fault.strerror}.", "Chọn thư mục khác hoặc xóa bớt tệp.", subject=str(to)
        ) from fault
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _asked(dossier: Dossier, year: int, unit_ids: Iterable[str] | None) -> list[tuple[Unit, list[Any]]]:
    if unit_ids is None:
        found = units_with_duties(dossier, year)
        if not found:
            raise NoSuchDuty("Chưa đơn vị nào có nhiệm vụ, chỉ tiêu để báo cáo.", "Phân công nhiệm vụ rồi xuất phiếu.")
        return found
    asked = []
    for unit_id in unit_ids:
        unit = dossier.unit_by_id.get(unit_id)
        if unit is None:
            raise BadValue(f"Không có đơn vị {unit_id}.", "Xem mã đơn vị bằng lệnh show.")
        duties = duties_of(dossier, unit_id, year)
        if not duties:
            raise NoSuchDuty(f"{unit.name} chưa có nhiệm vụ, chỉ tiêu để báo cáo.", "Phân công rồi xuất phiếu.")
        asked.append((unit, duties))
    return asked


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:_LONGEST_NAME].strip("-") or "don-vi"


def _write(request: FormRequest, path: Path) -> None:
    """Through a neighbour that is renamed when it is whole."""
    part = path.with_name(path.name + ".part")
    try:
        write_unit_form(request, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


# --- back ---


def read_forms(
    office_file: OfficeFile, paths: Iterable[Path], *, period_id: str | None = None, progress: Report | None = None
) -> Collection:
    """Reads returned files, and those in returned folders, and plans what they would change; writes nothing.

    Forms of another period than `period_id` are refused; where none is named, of another than most files have.
    """
    files = list(_files(paths))
    read = list(_read_all(office_file, files, progress))
    periods = Counter(item.identity.period for item in read if item.identity)
    wanted = Period.parse(period_id) if period_id else None
    if wanted is None and periods:
        wanted = max(periods, key=lambda period: (periods[period], period.sort_key))
    return settled(Collection(tuple(_judge(office_file, read, wanted))))


@dataclass(slots=True)
class _Item:
    """A file on its way: the form found in it and whose it is, or why not."""

    path: Path
    sha256: str = ""
    saved_at: datetime | None = None
    form: ReturnedForm | None = None
    identity: FormIdentity | None = None
    fault: UserFacingError | None = None


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES)
            yield from (
                p for p in inside if not p.name.startswith(("~$", "."))
            )  # what Excel leaves while a file is open
        else:
            yield path


def _read_all(office_file: OfficeFile, files: Sequence[Path], progress: Report | None) -> Iterator[_Item]:
    dossier = load(office_file)
    with BoundedReader() as reader:
        for done, path in enumerate(files):
            tick = (lambda done=done: progress(done, len(files))) if progress else None
            if tick:
                tick()
            item = _Item(path)
            try:
                read = reader.read(path, tick)
                item.sha256, item.saved_at = read.sha256, _saved_at(path)
                item.form = find_form(read.sheets)
                item.identity = identify(item.form, dossier.office, dossier.plans, dossier.units)
            except (RefusedFile, WrongForm) as fault:
                item.fault = fault
            yield item


def _saved_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except (OSError, OverflowError, ValueError):
        return None


def _judge(office_file: OfficeFile, items: Iterable[_Item], wanted: Period | None) -> Iterator[CollectedForm]:
    dossiers: dict[str, Dossier] = {}
    for item in items:
        identity = item.identity
        if item.fault or item.form is None or identity is None:
            period = wanted or (Period(item.form.stamp.period) if item.form and item.form.stamp else None)
            yield CollectedForm(
                item.path, item.sha256, period=period, refusal=item.fault, saved_at=item.saved_at, source=item.form
            )
            continue
        if identity.plan_id not in dossiers:
            dossiers[identity.plan_id] = load(office_file, identity.plan_id)
        dossier = dossiers[identity.plan_id]
        found = CollectedForm(
            item.path, item.sha256, dossier.unit_by_id[identity.unit_id], identity.period, identity.plan_id,
            saved_at=item.saved_at, source=item.form, identity=identity,
        )  # fmt: skip
        try:
            _refuse_period(identity.period, wanted)
            came = _taken_before(dossier, found)
            if came is not None:
                found = replace(found, is_known=True, known_on=came.received_on)
            else:
                found = replace(found, plan=match_form(item.form, identity, dossier))
        except WrongForm as fault:
            found = replace(found, refusal=fault)
        yield found


def _refuse_period(period: Period, wanted: Period | None) -> None:
    if wanted is not None and period != wanted:
        raise WrongForm(
            f"Phiếu của {period.phrase}, không phải {wanted.phrase}.",
            "Chọn đúng kỳ, hoặc trả lại đơn vị.",
        )


def _taken_before(dossier: Dossier, form: CollectedForm) -> Submission | None:
    """The report this very file was taken in as; what was mended since then must not come back."""
    if form.unit is None or form.period is None:
        return None
    submission = dossier.submission_of(form.unit.id, form.period.id)
    return submission if submission is not None and submission.file_sha256 == form.sha256 else None


def apply_forms(office_file: OfficeFile, collection: Collection, *, include_suggestions: bool = False) -> Changes:
    """Takes the accepted values in, with the suggestions where asked for, as one step; nothing new makes no step."""
    forms = [form for form in collection.forms if form.unit and form.period and _has_news(form, include_suggestions)]
    name = _step_name(forms)
    with office_file.step(name) as records:
        taker = _Taker(records, office_file)
        for form in forms:
            taker.take(form, include_suggestions=include_suggestions)
        taker.flush()
    return Changes(records.kinds_changed, name)


def _has_news(form: CollectedForm, include_suggestions: bool) -> bool:
    plan = form.plan
    only_suggested = plan.suggested and not (plan.accepted or plan.unchanged or plan.is_nil)
    return form.is_useful and (include_suggestions or not only_suggested)


def _step_name(forms: Sequence[CollectedForm]) -> str:
    if len(forms) == 1 and forms[0].unit:
        return f"Thu phiếu của {forms[0].unit.name}"
    period = forms[0].period if forms else None
    return f"Thu {len(forms)} phiếu" + (f" {period.phrase}" if period else "")


def _mended_note(form: CollectedForm, before: str | None) -> dict[str, str]:
    """What the unit had written in cells that were typed anew here, so that history keeps it."""
    told = [f"Ô {cell}: phiếu ghi “{was or 'trống'}”, sửa thành {now or 'trống'}." for cell, was, now in form.mends]
    return {"note": " ".join(filter(None, (before, *told)))} if told else {}


class _Taker:
    """Writes accepted cells: one query a kind to see what is there, one statement a kind for what is new."""

    def __init__(self, records: Records, office_file: OfficeFile) -> None:
        self.records = records
        self.clock = office_file.clock
        self.new: list[Any] = []
        self.edits: dict[type[Any], dict[str, dict[str, Any]]] = {Progress: {}, Result: {}, Submission: {}}
        self._there: dict[tuple[type[Any], str], dict[tuple[str, ...], Any]] = {}

    def take(self, form: CollectedForm, *, include_suggestions: bool) -> None:
        """One form's cells, and that it came."""
        unit, period = form.unit, form.period
        if unit is None or period is None:
            return
        changes = [*form.plan.accepted, *(form.plan.suggested if include_suggestions else ())]
        values: dict[tuple[str, str], dict[str, Any]] = {}
        for change in changes:
            values.setdefault((change.kind, change.owner_id), {})[change.field] = change.new
        for (kind, owner_id), fields in values.items():
            owner, cls = _OWNER[kind]
            self._put(cls, {owner: owner_id, "unit_id": unit.id, "period": period.id}, fields)
        key = {"unit_id": unit.id, "period": period.id}
        known = self._known(Submission, key)
        if known and known.state is SubmissionState.APPROVED and not changes:
            return  # what was approved stays so as long as nothing in it changes
        came = {"state": SubmissionState.SENT, "received_on": self.clock.now().date(), "is_nil": form.is_nil}
        note = _mended_note(form, known.note if known else None)
        self._put(Submission, key, {**came, **note, "file_name": form.file, "file_sha256": form.sha256})

    def _put(self, cls: type[Any], key: dict[str, str], fields: dict[str, Any]) -> None:
        known = self._known(cls, key)
        if known:
            self.edits[cls].setdefault(known.id, {}).update(fields)
        else:
            record = cls(id=natural_id(cls, **{"unit_id": None, **key}), **key, **fields)
            self.new.append(record)
            self._there[cls, key["period"]][tuple(key.values())] = record

    def _known(self, cls: type[Any], key: dict[str, str]) -> Any:
        """The record with a key, in the file or made in this step."""
        period = key["period"]
        if (cls, period) not in self._there:
            rows = self.records.all(cls, period=period)
            self._there[cls, period] = {tuple(getattr(row, name) for name in key): row for row in rows}
        return self._there[cls, period].get(tuple(key.values()))

    def flush(self) -> None:
        """Sends everything to the file."""
        self.records.add_all(self.new)
        for cls, fields_by_id in self.edits.items():
            if fields_by_id:
                self.records.update_all(cls, fields_by_id)
