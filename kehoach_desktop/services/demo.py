"""The sample office: the project's own plan imported, half a year reported, every form printed; invented from end to end."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.clock import random_id
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import (
    DutyKind,
    Indicator,
    Office,
    Paragraph,
    Progress,
    Record,
    Result,
    Signer,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    Unit,
    UnitAlias,
    UnitKind,
    UnitMember,
)
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.paths import resource
from kehoach_desktop.services import exporting, plans
from kehoach_desktop.services.offices import create_office, load
from kehoach_desktop.services.sample_day import sample_clock
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

SAMPLE_NAME = "Xã mẫu.kehoach"
_TASK_FACTS = ("officer", "supervisor", "approver", "product", "finished_on", "note")
_SUBMISSION_STATES = {
    "approved": SubmissionState.APPROVED,
    "sent": SubmissionState.SENT,
    "returned": SubmissionState.RETURNED,
    "nil": SubmissionState.APPROVED,
}


@cache
def _half_year() -> dict[str, Any]:
    text = resource("sample", "half-year.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def build_sample(path: Path) -> OfficeFile:
    """A new office file with the sample plan and half a year of results in it, left open. Raises FileExists."""
    facts = _half_year()["office"]
    office_file = create_office(
        path, facts["name"], province=facts["province"], drafting_unit=facts["drafting_unit"], clock=sample_clock()
    )
    try:
        plan_id, _ = plans.accept(office_file, plans.propose(resource("sample", _half_year()["plan"])))
        dossier = load(office_file, plan_id)
        with office_file.step("Ghi số liệu mẫu nửa năm") as records:
            _HalfYear(records, dossier).write()
    except BaseException:
        office_file.close()
        raise
    return office_file


def demo(to: Path, say: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Builds the sample into a folder and prints every form of the half-year there; returns all files written."""
    to.mkdir(parents=True, exist_ok=True)
    path = exporting.free_path(to, Path(SAMPLE_NAME).stem, "kehoach")
    say("Dựng tệp mẫu: nhập kế hoạch, ghi nửa năm số liệu.")
    written = [path]
    with build_sample(path) as office_file:
        for form in exporting.forms():
            say(f"Xuất {form.title}: {', '.join(form.formats)}.")
            written += exporting.export(office_file, form.id, "2026-H1", to, clock=sample_clock()).files
    return written


class _HalfYear:
    """Writes the table of half-year.toml over the imported plan, within one step."""

    def __init__(self, records: Records, dossier: Dossier) -> None:
        self.table = _half_year()
        self.records = records
        self.dossier = dossier
        self.key = plans.unit_names().key
        self.unit_ids = {self.key(unit.name): unit.id for unit in dossier.units}
        self.unit_ids |= {self.key(alias.name): alias.unit_id for alias in dossier.aliases}

    def write(self) -> None:
        self._office()
        self._units()
        self._tasks()
        self.records.add_all(self._results())
        self.records.add_all(self._submissions())

    def _office(self) -> None:
        self.records.update(Office, self.dossier.office.id, sixth_clear=self.table["office"]["sixth_clear"])
        for signer in self.dossier.signers:
            self.records.delete(Signer, signer.id)
        self.records.add_all(
            Signer(id=random_id(), position=order, **facts) for order, facts in enumerate(self.table["signer"])
        )

    def _units(self) -> None:
        for order, given in enumerate(self.table["unit"]):
            facts: dict[str, Any] = {
                "kind": UnitKind(given["kind"]),
                "duty_kind": DutyKind(given.get("duty_kind", DutyKind.ASSIGNED.value)),
                "is_group": given.get("is_group", False),
                "position": order,
                **{name: given[name] for name in ("head_title", "head", "phone") if name in given},
            }
            key = self.key(given["name"])
            if key in self.unit_ids:
                self.records.update(Unit, self.unit_ids[key], name=given["name"], **facts)
            else:
                self.unit_ids[key] = random_id()
                self.records.add(Unit(id=self.unit_ids[key], name=given["name"], **facts))
            for alias in given.get("aliases", ()):
                if self.key(alias) not in self.unit_ids:
                    self.unit_ids[self.key(alias)] = self.unit_ids[key]
                    self.records.add(UnitAlias(id=random_id(), unit_id=self.unit_ids[key], name=alias))
        for given in self.table["unit"]:
            for group in given.get("groups", ()):
                self.records.add(
                    UnitMember(id=random_id(), group_id=self._unit(group), unit_id=self._unit(given["name"]))
                )

    def _unit(self, name: str) -> str:
        return self.unit_ids[self.key(name)]

    def _tasks(self) -> None:
        texts = {task.id: fold(f"{task.title} {task.content or ''}") for task in self.dossier.tasks}
        reports: list[Record] = []
        for given in self.table["task"]:
            task_id = _the_one(texts, given["match"])
            facts = {name: given[name] for name in _TASK_FACTS if name in given}
            self.records.update(Task, task_id, state=TaskState(given["state"]), **facts)
            for period, told in given.get("progress", {}).items():
                state = TaskState(told["state"])
                rest = {name: value for name, value in told.items() if name != "state"}
                reports.append(Progress(id=random_id(), task_id=task_id, period=period, state=state, **rest))
        self.records.add_all(reports)

    def _results(self) -> Iterator[Record]:
        paragraphs = self.dossier.paragraph_by_id
        texts = {
            i.id: fold(f"{i.name} {i.content or ''} {_text_of(paragraphs.get(i.paragraph_id or ''))}")
            for i in self.dossier.indicators
        }
        for given in self.table["indicator"]:
            indicator_id = _the_first(texts, given["match"])
            if "unit" in given:
                self.records.update(Indicator, indicator_id, unit_id=self._unit(given["unit"]))
            for period, figures in given.get("result", {}).items():
                yield Result(id=random_id(), indicator_id=indicator_id, period=period, **_figures(figures))
            for period, by_unit in given.get("by_unit", {}).items():
                for name, figures in by_unit.items():
                    yield Result(
                        id=random_id(),
                        indicator_id=indicator_id,
                        period=period,
                        unit_id=self._unit(name),
                        **_figures(figures),
                    )

    def _submissions(self) -> Iterator[Record]:
        for period, states in self.table["submissions"].items():
            notes = states.get("notes", {})
            for word, state in _SUBMISSION_STATES.items():
                for name, day in states.get(word, {}).items():
                    assert isinstance(day, date)  # noqa: S101 - the table is ours
                    yield Submission(
                        id=random_id(), unit_id=self._unit(name), period=period, state=state, received_on=day,
                        is_nil=word == "nil", note=notes.get(name),
                    )  # fmt: skip


def _text_of(paragraph: Paragraph | None) -> str:
    return paragraph.text if paragraph else ""


def _figures(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value if name == "note" else Decimal(value) for name, value in given.items()}


def _matches(texts: dict[str, str], phrase: str) -> Iterable[str]:
    return (key for key, text in texts.items() if fold(phrase) in text)


def _the_first(texts: dict[str, str], phrase: str) -> str:
    found = next(iter(_matches(texts, phrase)), None)
    if found is None:
        raise LookupError(f"sample: nothing reads “{phrase}”")
    return found


def _the_one(texts: dict[str, str], phrase: str) -> str:
    found = list(_matches(texts, phrase))
    if len(found) != 1:
        raise LookupError(f"sample: {len(found)} tasks read “{phrase}”")
    return found[0]
