"""Forms of a whole office go out, come back damaged in every way, and are taken in as one step."""

import os
import shutil
from contextlib import contextmanager
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import factories as make
import pytest
import returned_forms as forms

from kehoach_desktop.domain.records import (
    Indicator,
    Plan,
    Progress,
    Result,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    Unit,
)
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import BadValue, Cancelled, UserFacingError
from kehoach_desktop.services import collecting, history, results
from kehoach_desktop.services.collected_forms import give_unit, judged_again, mend, only, prefer
from kehoach_desktop.services.collecting import apply_forms, make_unit_forms, read_forms
from kehoach_desktop.services.collection import Collection
from kehoach_desktop.services.output_files import in_file_name
from kehoach_desktop.services.showing import plain
from kehoach_desktop.storage.office_file import OfficeFile

CLEAN, WALK, WATER = "Dọn vệ sinh đường làng", "Phát động tháng đi bộ", "Hộ dùng nước hợp vệ sinh"


@contextmanager
def _office(sent_forms: Path, folder: Path):
    path = Path(shutil.copyfile(sent_forms / "office.kehoach", folder / "xa-hoa-lam.kehoach"))
    with OfficeFile.open(path, author="Mai Lan", site="site-a", clock=make.fixed_clock()) as opened:
        yield opened


def _sent(sent_forms: Path, office, folder: Path) -> dict[str, Path]:
    shutil.copytree(sent_forms / "phieu", folder / "phieu")
    with office.read() as records:
        units = [unit for unit in records.all(Unit) if not unit.is_group]
    return {unit.name: folder / "phieu" / f"{forms.PERIOD}_phieu_{in_file_name(unit.name)}.xlsx" for unit in units}


@pytest.fixture
def office(sent_forms: Path, tmp_path: Path):
    with _office(sent_forms, tmp_path) as opened:
        yield opened


@pytest.fixture
def sent(sent_forms, office, tmp_path) -> dict[str, Path]:
    """The form of every unit, by the unit's name."""
    return _sent(sent_forms, office, tmp_path)


def stored(office) -> dict[tuple[str, str, str], Any]:
    """Every value of the period by unit, title and field."""
    with office.read() as records:
        names = {unit.id: unit.name for unit in records.all(Unit)}
        titles = {t.id: t.title for t in records.all(Task)} | {i.id: i.name for i in records.all(Indicator)}
        rows = [*records.all(Progress, period=forms.PERIOD), *records.all(Result, period=forms.PERIOD)]
    fields = ("state", "result", "difficulty", "proposal", "value", "numerator", "denominator", "note")
    return {
        (names[row.unit_id], titles[getattr(row, "task_id", None) or row.indicator_id], field): value
        for row in rows
        for field in fields
        if (value := getattr(row, field, None)) is not None
    }


def submissions(office) -> dict[str, Submission]:
    with office.read() as records:
        names = {unit.id: unit.name for unit in records.all(Unit)}
        return {names[row.unit_id]: row for row in records.all(Submission, period=forms.PERIOD)}


# --- out ---


def test_every_unit_gets_a_form_under_a_name_that_sorts(sent, tmp_path):
    assert len(sent) == 30
    assert sent["Trạm Y tế xã"].name == "2026-H1_phieu_tram-y-te-xa.xlsx"
    assert all(path.stat().st_size for path in sent.values())
    assert {path.name for path in (tmp_path / "phieu").iterdir()} == {path.name for path in sent.values()}


def test_a_form_that_is_there_is_never_written_over(office, sent):
    path = sent["Công an xã"]
    before = path.read_bytes()
    with office.read() as records:
        unit = records.find(Unit, name="Công an xã")
    (again,) = make_unit_forms(office, forms.PERIOD, path.parent, [unit.id])
    assert (again.name, path.read_bytes()) == ("2026-H1_phieu_cong-an-xa (2).xlsx", before)


def test_stopping_leaves_no_form_behind(office, tmp_path):
    def stop(share):
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_unit_forms(office, forms.PERIOD, tmp_path / "dung", progress=stop)
    assert list((tmp_path / "dung").iterdir()) == []


def test_a_unit_that_is_not_there_or_has_nothing_to_report_is_told(office, tmp_path):
    with pytest.raises(BadValue):
        make_unit_forms(office, forms.PERIOD, tmp_path, ["khong-co"])
    with office.step("Thêm đơn vị") as records:
        records.add(make.make_unit(id="moi", name="Quỹ khuyến học"))
    with pytest.raises(UserFacingError, match="Quỹ khuyến học chưa có nhiệm vụ"):
        make_unit_forms(office, forms.PERIOD, tmp_path, ["moi"])
    with pytest.raises(BadValue):
        make_unit_forms(office, "2026-H9", tmp_path)


# --- back: the pile ---


class Pile:
    """Fills every form, damages it by its turn, and remembers what must become of each value."""

    def __init__(self, sent: dict[str, Path], office) -> None:
        self.sent, self.office = sent, office
        self.accepted: dict[tuple[str, str, str], Any] = {}
        self.suggested: dict[tuple[str, str, str], Any] = {}
        self.refused: set[tuple[str, str | None]] = set()
        self.nil: set[str] = set()

    def build(self) -> None:
        damages = (
            self.leave, self.shuffle, self.sort, self.rename, self.insert, self.delete, self.add, self.strip,
            self.wipe_numbers, self.nothing, self.spoil, self.other_period, self.other_office, self.empty, self.truncate,
        )  # fmt: skip
        for turn, (name, path) in enumerate(self.sent.items()):
            damages[turn % len(damages)](name, path, self.answers(turn, path))

    @staticmethod
    def answers(turn: int, path: Path) -> dict[str, dict[str, Any]]:
        given: dict[str, dict[str, Any]] = {}
        for n, title in enumerate(forms.titles(path)):
            if title == WATER or title.startswith("Học sinh"):
                given[title] = {"numerator": 150 + turn, "denominator": 200 + turn, "difficulty": f"Đợt {turn}"}
            elif title.startswith("Buổi"):
                given[title] = {"result": 3.5 + turn}
            else:
                state = ("Hoàn thành", "Đang làm", "Chưa làm", "Tạm dừng")[(turn + n) % 4]
                given[title] = {"result": f"Đã làm {turn} buổi, lần {n}", "state": state, "proposal": "Cấp thêm loa"}
        return given

    @staticmethod
    def values(name: str, given: dict[str, dict[str, Any]]) -> dict[tuple[str, str, str], Any]:
        """What the answers become in the file."""
        found: dict[tuple[str, str, str], Any] = {}
        for title, columns in given.items():
            is_figure = title == WATER or title.startswith(("Học sinh", "Buổi"))
            for column, value in columns.items():
                if column == "state":
                    found[name, title, column] = TaskState({"Hoàn thành": "done", "Đang làm": "in_progress",
                                                            "Chưa làm": "not_started", "Tạm dừng": "paused"}[value])  # fmt: skip
                elif is_figure and column != "difficulty":
                    found[name, title, "value" if column == "result" else column] = Decimal(str(value))
                else:
                    found[name, title, "note" if is_figure else column] = value
        return found

    def _good(self, name, path, given, damage=None) -> None:
        forms.fill(path, given)
        if damage:
            forms.change(path, damage)
        self.accepted |= self.values(name, given)

    def leave(self, name, path, given):
        self._good(name, path, given)

    def shuffle(self, name, path, given):
        self._good(name, path, given, forms.shuffle_rows)

    def sort(self, name, path, given):
        self._good(name, path, given, forms.sort_rows)

    def rename(self, name, path, given):
        self._good(name, path, given, forms.rename_heads)

    def insert(self, name, path, given):
        self._good(name, path, given, forms.insert_column)

    def delete(self, name, path, given):
        gone = next(iter(given))
        forms.fill(path, given)
        forms.change(path, lambda sheet: forms.delete_row(sheet, gone))
        self.accepted |= {key: v for key, v in self.values(name, given).items() if key[1] != gone}

    def add(self, name, path, given):
        rows: list[int] = []
        self._good(name, path, given, lambda sheet: rows.append(forms.add_row(sheet)))
        self.refused.add((path.name, f"D{rows[0]}"))

    def strip(self, name, path, given):
        forms.fill(path, given)
        forms.strip_stamp(path)
        self.suggested |= self.values(name, given)

    def wipe_numbers(self, name, path, given):
        forms.fill(path, given)
        forms.change(path, forms.wipe_numbers)
        self.suggested |= self.values(name, given)

    def nothing(self, name, path, given):
        forms.fill(path, {}, nil="Có")
        self.nil.add(path.name)

    def spoil(self, name, path, given):
        """A state nobody knows and a formula without a value; the rest is good."""
        good = self.values(name, given)
        titles = list(given)
        given[titles[0]]["state"] = "gần xong rồi"
        given[titles[1]]["result"] = "=B2&B3"
        cells = forms.fill(path, given)
        self.refused |= {(path.name, cells[titles[0], "state"]), (path.name, cells[titles[1], "result"])}
        self.accepted |= {k: v for k, v in good.items() if k[1:] not in {(titles[0], "state"), (titles[1], "result")}}

    def other_period(self, name, path, given):
        with self.office.read() as records:
            unit = records.find(Unit, name=name)
        (other,) = make_unit_forms(self.office, "2026-Q1", path.parent, [unit.id])
        forms.fill(other, given)
        other.replace(path)
        self.refused.add((path.name, None))

    def other_office(self, name, path, given):
        forms.fill(path, given)
        forms.set_stamp(path, "office_id", make.new_id())
        forms.set_stamp(path, "office_name", "xã Bến Gỗ")
        self.refused.add((path.name, None))

    def empty(self, name, path, given):
        self.refused.add((path.name, None))

    def truncate(self, name, path, given):
        forms.fill(path, given)
        path.write_bytes(path.read_bytes()[:-200])
        self.refused.add((path.name, None))


@pytest.fixture(scope="module")
def built_pile(sent_forms, tmp_path_factory) -> Pile:
    folder = tmp_path_factory.mktemp("pile")
    with _office(sent_forms, folder) as office:
        built = Pile(_sent(sent_forms, office, folder), office)
        built.build()
    return built


@pytest.fixture
def pile(built_pile, sent) -> Pile:
    """The damaged forms in the place of those that were sent."""
    for name, path in sent.items():
        shutil.copyfile(built_pile.sent[name], path)
    pile = copy(built_pile)
    pile.sent = sent
    return pile


def test_of_thirty_damaged_forms_every_value_is_right_and_every_refusal_named(pile, office):
    found = read_forms(office, [next(iter(pile.sent.values())).parent])
    names = {form.file: form.unit.name for form in found.forms if form.unit}
    assert len(found.forms) == 30
    assert {(names[f.file], c.title, c.field): c.new for f, c in found.accepted} == pile.accepted
    assert {(names[f.file], c.title, c.field): c.new for f, c in found.suggested} == pile.suggested
    assert {(form.file, refused.cell or None) for form, refused in found.refused} == pile.refused
    assert all(refused.reason for _, refused in found.refused)
    assert {form.file for form in found.nil} == pile.nil
    assert stored(office) == {}


def test_taking_them_in_writes_exactly_the_accepted_values_as_one_step(pile, office):
    found = read_forms(office, pile.sent.values())
    changes = apply_forms(office, found)
    defaults = {
        (unit, title, "state"): TaskState.IN_PROGRESS
        for unit, title, field in pile.accepted
        if field in {"result", "proposal"}
    }
    assert stored(office) == {**defaults, **pile.accepted}
    assert changes.kinds == {"progress", "result", "submission"}
    came = submissions(office)
    assert {row.file_name for row in came.values() if row.is_nil} == pile.nil
    assert all(row.state is SubmissionState.SENT and row.file_sha256 and row.file_name for row in came.values())
    assert all(row.received_on == office.clock.now().date() for row in came.values())
    history.undo(office)
    assert (stored(office), submissions(office)) == ({}, {})


def test_suggestions_are_taken_only_when_asked_for(pile, office):
    found = read_forms(office, pile.sent.values())
    apply_forms(office, found, include_suggestions=True)
    kept = {key: value for key, value in stored(office).items() if key in pile.suggested}
    assert kept == pile.suggested


# --- back: one by one ---


@pytest.fixture
def hamlet(sent) -> Path:
    path = sent["Thôn Ao Sen"]
    forms.fill(path, {WATER: {"numerator": 188, "denominator": 203}, CLEAN: {"state": "Hoàn thành"}})
    return path


def test_the_same_file_again_says_so_and_brings_nothing_back(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    with office.read() as records:
        water = records.find(Indicator, name=WATER)
        unit = records.find(Unit, name="Thôn Ao Sen")
    results.record_result(office, water.id, forms.PERIOD, unit_id=unit.id, numerator="190")
    again = read_forms(office, [hamlet])
    changes = apply_forms(office, again)
    assert (again.forms[0].is_known, changes.kinds) == (True, frozenset())
    day = format_date(office.clock.now().date())
    assert again.forms[0].brief == f"Đã thu ngày {day}, không có gì mới"
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(190)


def test_a_corrected_form_changes_only_what_is_corrected(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    forms.fill(hamlet, {WATER: {"numerator": 189}})
    found = read_forms(office, [hamlet])
    assert [(c.field, plain(c.old), plain(c.new)) for _, c in found.accepted] == [("numerator", 188, 189)]
    apply_forms(office, found)
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(189)
    assert stored(office)["Thôn Ao Sen", CLEAN, "state"] is TaskState.DONE


def test_the_task_itself_stays_open_until_the_commune_says_so(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    with office.read() as records:
        assert records.find(Task, title=CLEAN).state is TaskState.NOT_STARTED


def test_of_two_forms_of_a_unit_the_one_saved_last_counts(hamlet, office, tmp_path):
    copy, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (copy, other):
        path.write_bytes(hamlet.read_bytes())
    forms.fill(other, {WATER: {"numerator": 99}})
    os.utime(hamlet, (1_782_000_000, 1_782_000_000))
    os.utime(other, (1_782_003_600, 1_782_003_600))
    found = read_forms(office, [hamlet, copy, other])
    causes = {form.file: refused.cause for form, refused in found.refused}
    assert causes.keys() == {"a.xlsx", hamlet.name}
    assert "Cùng một phiếu" in causes["a.xlsx"]
    assert "đã có phiếu khác trong lần thu này (b.xlsx, lưu lúc" in causes[hamlet.name]
    assert {(f.file, c.field, c.new) for f, c in found.accepted if c.field == "numerator"} == {
        ("b.xlsx", "numerator", Decimal(99))
    }


def test_the_other_of_two_forms_may_be_preferred(hamlet, office, tmp_path):
    other = tmp_path / "b.xlsx"
    other.write_bytes(hamlet.read_bytes())
    forms.fill(other, {WATER: {"numerator": 99}})
    os.utime(hamlet, (1_782_000_000, 1_782_000_000))
    found = prefer(read_forms(office, [hamlet, other]), hamlet)
    assert {form.file: form.brief.startswith("Có hai phiếu") for form in found.forms} == {
        hamlet.name: True, "b.xlsx": False,
    }  # fmt: skip
    apply_forms(office, found)
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(188)


# --- mended here ---


def test_a_refused_cell_typed_anew_is_taken_and_history_keeps_what_the_unit_wrote(hamlet, office):
    cell = forms.fill(hamlet, {WATER: {"numerator": "khoảng 95"}})[WATER, "numerator"]
    (form,) = read_forms(office, [hamlet]).forms
    assert next((refused.cell, refused.shown) for refused in form.plan.refused) == (cell, "khoảng 95")
    with_fault = mend(office, form, cell, "300")
    assert "lớn hơn mẫu số 203" in with_fault.plan.refused[0].cause
    good = mend(office, with_fault, cell, "195")
    assert (good.plan.refused, [one.was for one in good.mended]) == ((), ["khoảng 95"])
    apply_forms(office, Collection((good,)))
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(195)
    assert submissions(office)["Thôn Ao Sen"].note == f"Ô {cell}: phiếu ghi “khoảng 95”, sửa thành 195."
    history.undo(office)
    assert (stored(office), submissions(office)) == ({}, {})


def test_a_cell_emptied_here_leaves_the_value_in_the_file(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    cell = forms.fill(hamlet, {CLEAN: {"state": "gần xong"}})[CLEAN, "state"]
    (form,) = read_forms(office, [hamlet]).forms
    mended = mend(office, form, cell, "")
    assert mended.plan.refused == ()
    assert [(c.field, c.old) for c in mended.plan.kept] == [("state", TaskState.DONE)]


def test_a_table_that_lost_every_code_is_suggested_for_the_unit_a_person_names(hamlet, office):
    forms.strip_stamp(hamlet)
    forms.change(hamlet, forms.wipe_code)
    (form,) = read_forms(office, [hamlet], period_id=forms.PERIOD).forms
    assert form.asks_for_unit
    with office.read() as records:
        unit, plan = records.find(Unit, name="Thôn Ao Sen"), records.all(Plan)[0]
    named = give_unit(office, form, unit.id, plan.id, forms.PERIOD)
    assert (named.refusal, named.plan.accepted) == (None, ())
    assert {(c.title, c.field) for c in named.plan.suggested} == {
        (WATER, "numerator"), (WATER, "denominator"), (CLEAN, "state"),
    }  # fmt: skip
    apply_forms(office, Collection((only(named, {named.plan.suggested[0].cell}),)))
    assert len({key[1] for key in stored(office)}) == 1


def test_only_the_wanted_cells_are_taken(hamlet, office):
    (form,) = read_forms(office, [hamlet]).forms
    wanted = [change for change in form.plan.accepted if change.field != "state"]
    apply_forms(office, Collection((only(form, {change.cell for change in wanted}),)))
    assert {key[2] for key in stored(office)} == {"numerator", "denominator"}


def test_an_empty_cell_is_told_with_the_value_that_stays(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    forms.fill(hamlet, {CLEAN: {"state": None}, WATER: {"numerator": 190}})
    (form,) = read_forms(office, [hamlet]).forms
    assert [(c.title, c.field, c.old, c.new) for c in form.plan.kept] == [(CLEAN, "state", TaskState.DONE, None)]


def test_forms_are_judged_again_against_what_the_file_holds_now(hamlet, office):
    found = read_forms(office, [hamlet])
    apply_forms(office, found)
    again = judged_again(office, found)
    assert (again.forms[0].plan.accepted, again.forms[0].plan.unchanged) == ((), 3)


# --- one by one, again ---


def test_with_a_period_named_forms_of_another_are_refused(hamlet, office):
    found = read_forms(office, [hamlet], period_id="2026-Q1")
    ((_, refused),) = found.refused
    assert refused.reason == (
        "Phiếu của 6 tháng đầu năm 2026, không phải quý I năm 2026. Chọn đúng kỳ, hoặc trả lại đơn vị."
    )
    assert apply_forms(office, found).kinds == frozenset()


def test_an_approved_report_stays_approved_until_its_change_is_wanted(hamlet, office):
    apply_forms(office, read_forms(office, [hamlet]))
    with office.read() as records:
        unit = records.find(Unit, name="Thôn Ao Sen")
    results.record_submission(office, unit.id, forms.PERIOD, SubmissionState.APPROVED)
    forms.fill(hamlet, {WATER: {"numerator": 200}})
    found = read_forms(office, [hamlet])
    apply_forms(office, found)
    assert submissions(office)["Thôn Ao Sen"].state is SubmissionState.APPROVED
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(188)
    apply_forms(office, found, include_suggestions=True)
    assert submissions(office)["Thôn Ao Sen"].state is SubmissionState.SENT
    assert stored(office)["Thôn Ao Sen", WATER, "numerator"] == Decimal(200)


def test_what_excel_leaves_beside_an_open_file_is_passed_over(hamlet, office):
    (hamlet.parent / "~$phieu.xlsx").write_bytes(b"khoa")
    found = read_forms(office, [hamlet.parent])
    assert "~$phieu.xlsx" not in {form.file for form in found.forms}


def test_stopping_while_reading_writes_nothing(sent, office):
    def stop(done, total):
        if done > total / 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_forms(office, sent.values(), progress=stop)


def test_no_file_at_all_is_an_empty_collection(office):
    found = collecting.read_forms(office, [])
    assert (found.forms, apply_forms(office, found).kinds) == ((), frozenset())
