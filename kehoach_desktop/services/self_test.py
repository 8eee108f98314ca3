"""The program tries itself out on its own sample: imports, exports, collects, carries, receives; asks nobody, shows nothing.

Each step is told with its time; one that fails is told with its traceback and the next goes on. The window's steps are in
ui.self_test. Everything is written into one folder and nothing outside it is touched.
"""

import json
import logging
import platform
import shutil
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.records import Task, TaskState
from kehoach_desktop.frozen import frozen
from kehoach_desktop.paths import resource
from kehoach_desktop.services import carrying, collecting, demo, exporting, merging, plans
from kehoach_desktop.services.about import versions
from kehoach_desktop.services.offices import create_office, load
from kehoach_desktop.services.sample_day import sample_clock
from kehoach_desktop.storage.office_file import OfficeFile

REPORT, WORK = "report.json", "du-lieu"
PERIOD = "2026-H1"
_PLANS = ("ke-hoach-mau.docx", "ke-hoach-mau.txt")
_STARTS = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "docx": b"PK\x03\x04"}
_LEAST = 1000  # bytes; a form that is smaller is empty
_ANSWER = "Đã làm xong, ghi thử khi tự kiểm tra"
_PASSWORD = "một câu dài để thử gói"  # of a package that holds the invented sample and is thrown away
_log = logging.getLogger(__name__)


class StepFailed(Exception):
    """What a step found is not what should be there."""


@frozen
class Tried:
    """A step that was tried: `detail` says what was seen, or bears the traceback."""

    name: str
    ok: bool
    seconds: float
    detail: str


def expect(holds: object, what: str) -> None:
    """Raises StepFailed with these words unless it holds; unlike assert it stays in a build without asserts."""
    if not holds:
        raise StepFailed(what)


class Trial:
    """Tries steps one after another; after each the report on disk is whole, so that a crash leaves it behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / WORK
        self.steps: list[Tried] = []
        self.versions: dict[str, str] = {}
        shutil.rmtree(self.work, ignore_errors=True)  # of an earlier trial in the same folder
        self.work.mkdir(parents=True)

    def step(self, name: str, act: Callable[[], str]) -> None:
        """Tries one; `act` returns what it saw."""
        start = time.monotonic()
        try:
            ok, detail = True, act()
        except Exception:  # noqa: BLE001 - told in the report
            _log.exception("self-test: %s", name)
            ok, detail = False, traceback.format_exc()
        self.steps.append(Tried(name, ok, round(time.monotonic() - start, 2), detail))
        self.write(done=False)

    @property
    def ok(self) -> bool:
        return bool(self.steps) and all(tried.ok for tried in self.steps)

    def write(self, *, done: bool = True) -> bool:
        """Writes the report; it says ok only when the trial came to its end and every step held."""
        report = {
            "ok": done and self.ok,
            "steps": [asdict(tried) for tried in self.steps],
            "versions": self.versions,
            "system": platform.platform(),
        }
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (self.folder / REPORT).write_text(text + "\n", encoding="utf-8")
        return report["ok"]


class FileSteps:
    """What is tried without a window. A step that needs what an earlier one made makes it itself where that one failed."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self.work = trial.work

    def run(self) -> None:
        """All of them, in the order in which an office meets them."""
        for name, act in (
            ("versions", self._versions), ("sample", self._open_sample), ("import", self._import_plans),
            ("export", self._export), ("collect", self._collect), ("carry", self._carry), ("receive", self._receive),
        ):  # fmt: skip
            self._trial.step(name, act)

    @cached_property
    def sample(self) -> Path:
        """The sample office, built at first use and closed again; its steps work on copies."""
        path = self.work / demo.SAMPLE_NAME
        demo.build_sample(path).close()
        return path

    @cached_property
    def papers(self) -> Path:
        """Where the forms are exported to."""
        return self.work / "biểu"

    def _open(self, name: str, site: str = "tu-kiem-tra") -> OfficeFile:
        """A copy of the sample of its own for a step."""
        copy = self.work / name
        shutil.copyfile(self.sample, copy)
        return OfficeFile.open(copy, author="Tự kiểm tra", site=site, clock=sample_clock())

    def _versions(self) -> str:
        self._trial.versions.update(versions())
        return ", ".join(f"{name} {number}" for name, number in self._trial.versions.items())

    def _open_sample(self) -> str:
        with self._open("mở.kehoach") as office_file:
            dossier = load(office_file)
        expect(len(dossier.tasks) > 40 and dossier.indicators and dossier.units, "the sample is not whole")
        return f"{len(dossier.tasks)} nhiệm vụ, {len(dossier.indicators)} chỉ tiêu, {len(dossier.units)} đơn vị"

    def _import_plans(self) -> str:
        found = []
        for number, name in enumerate(_PLANS):
            with create_office(self.work / f"nhập {number}.kehoach", "xã Thử Nghiệm") as office_file:
                plans.accept(office_file, plans.propose(resource("sample", name)))
                dossier = load(office_file)
            expect(len(dossier.tasks) > 40 and dossier.paragraphs, f"{name}: {len(dossier.tasks)} tasks")
            found.append(f"{name}: {len(dossier.tasks)} nhiệm vụ")
        return "; ".join(found)

    def _export(self) -> str:
        count = 0
        with self._open("xuất.kehoach") as office_file:
            for form in exporting.forms():
                files = exporting.export(office_file, form.id, PERIOD, self.papers, clock=sample_clock()).files
                endings = {path.suffix[1:] for path in files}
                expect(endings >= set(form.formats), f"{form.id}: {endings} and not {form.formats}")
                for path in files:
                    data = path.read_bytes()
                    whole = data.startswith(_STARTS[path.suffix[1:]]) and len(data) > _LEAST
                    expect(whole, f"{path.name}: {len(data)} bytes")
                count += len(files)
        return f"{len(exporting.forms())} biểu, {count} tệp"

    def _collect(self) -> str:
        """A unit's form goes out, is filled in, and comes back through the bounded child process."""
        with self._open("thu.kehoach") as office_file:
            dossier = load(office_file)
            task = next(t for t in dossier.tasks if any(a.task_id == t.id for a in dossier.assignments))
            unit_id = next(a.unit_id for a in dossier.assignments if a.task_id == task.id)
            (form,) = collecting.make_unit_forms(office_file, PERIOD, self.work / "phiếu", [unit_id])
            row = fill_in(form)
            collection = collecting.read_forms(office_file, [form])
            (came,) = collection.forms
            if came.refusal is not None:
                raise came.refusal
            expect(any(change.new == _ANSWER for change in came.plan.accepted), f"row {row} was not understood")
            collecting.apply_forms(office_file, collection)
            kept = [p for p in load(office_file).progress if p.unit_id == unit_id and p.result == _ANSWER]
        expect(len(kept) == 1, f"{len(kept)} answers were kept")
        return came.summary

    def _carry(self) -> str:
        with self._open("chép.kehoach") as office_file:
            plain = carrying.carry_out(office_file, self.work / "usb")
            sealed = carrying.carry_out(office_file, self.work / "usb", password=_PASSWORD)
            read = merging.preview(office_file, [plain.path, sealed.path], passwords={sealed.path: _PASSWORD})
        if read.refused:
            raise read.refused[0].fault
        expect(len(read.received) == 2 and read.is_quiet, "the packages are not what was packed")
        return f"{plain.path.name}, {sealed.path.name}"

    def _receive(self) -> str:
        """Another machine's copy, edited there, comes back through the quarantine process and is merged."""
        note = "Sửa ở máy khác khi tự kiểm tra"
        with self._open("máy khác.kehoach", site="may-khac") as theirs, theirs.step("Sửa ghi chú") as records:
            task = next(t for t in records.all(Task) if t.state is not TaskState.DONE)
            records.update(Task, task.id, note=note)
        with self._open("máy này.kehoach") as ours:
            shown = merging.preview(ours, [theirs.path])
            if shown.refused:
                raise shown.refused[0].fault
            merging.take_in(ours, shown, backup_folder=self.work / "sao lưu")
            merged = load(ours).task_by_id[task.id]
        expect(merged.note == note, "the edit of the other machine did not arrive")
        return f"{len(shown.plan.changes)} sửa đổi"


def fill_in(form: Path) -> int:
    """Answers the first row of a unit's form as a person does in Excel; returns the row."""
    from openpyxl import load_workbook

    from kehoach_desktop.exchange.form_layout import COLUMNS, Field

    column = {c.field: place for place, c in enumerate(COLUMNS, 1)}
    book: Any = load_workbook(form)
    sheet = book.worksheets[0]
    rows = range(1, sheet.max_row + 1)
    head = next(row for row in rows if sheet.cell(row, column[Field.NUMBER]).value == COLUMNS[0].title)
    row = next(row for row in rows[head:] if str(sheet.cell(row, column[Field.NUMBER]).value) == "1")
    sheet.cell(row, column[Field.RESULT]).value = _ANSWER
    book.save(form)
    return row
