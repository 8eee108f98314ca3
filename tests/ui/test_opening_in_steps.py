"""A file is first looked at, then opened for work; of a huge one the other years follow. Nothing is missed on the way."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import factories as make
import pytest

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.services import editing, offices
from kehoach_desktop.storage import dossiers
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.tabs.indicators.book import IndicatorBook

ALL_YEARS = ["2022", "2025", "2026", "2026-H1", "2026-H1", "2030"]


@pytest.fixture
def long_path(office_path):
    """The small office with results of more years."""
    opening = OfficeFile.open(office_path, author="Mai Lan", site="site-a", clock=make.fixed_clock())
    with opening as office_file, office_file.step("Ghi kết quả nhiều năm") as records:
        for year in ("2022", "2025", "2026", "2030"):
            records.add(make.make_result(indicator_id="i0", period=year, value=Decimal(int(year) - 1950)))
        records.add(make.make_progress(task_id="t0", period="2023-H1", result="Việc cũ"))
    return office_path


@pytest.fixture
def huge(monkeypatch):
    """Every file counts as one that cannot be read at once."""
    monkeypatch.setattr(dossiers, "_AT_ONCE", 0)


@pytest.fixture
def looked_at(qtbot, desk, long_path):
    """The desk at the moment at which the file is first shown; it is not open for work yet."""
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(long_path)
    return desk.workspace


def periods_of(workspace):
    return sorted(result.period for result in workspace.dossier.results)


def test_the_first_look_shows_what_opening_reads(long_path):
    seen = offices.look(long_path, None, {2026})
    with offices.open_office(long_path) as office_file:
        assert seen.dossier == offices.load(office_file)
        assert seen.step == offices.read(office_file).step
    assert not seen.read_only


def test_what_was_looked_at_stays_as_it_is_when_the_file_is_open(looked_at, settle):
    shown = looked_at.dossier
    told = []
    looked_at.dossier_changed.connect(told.append)
    settle()
    assert looked_at.dossier is shown
    assert told == []
    assert looked_at.is_whole


def test_an_edit_asked_for_at_the_first_look_is_saved(looked_at, settle):
    looked_at.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc khác"})
    settle()
    assert looked_at.dossier.task_by_id["t0"].title == "Việc khác"
    assert looked_at.undo_name


def test_an_edit_by_another_between_look_and_opening_is_shown(qtbot, desk, long_path, settle):
    workspace = desk.workspace

    def edit_elsewhere():
        with OfficeFile.open(long_path, author="Lê Minh", site="site-b", clock=make.fixed_clock()) as other:
            editing.set_fields(other, "task", "t0", {"title": "Sửa ở cửa sổ khác"})

    workspace.opened.connect(edit_elsewhere)
    with qtbot.waitSignal(workspace.opened, timeout=10000):
        workspace.open(long_path)
    settle()
    assert workspace.dossier.task_by_id["t0"].title == "Sửa ở cửa sổ khác"


def test_a_file_closed_at_the_first_look_stays_closed(looked_at, settle):
    looked_at.close()
    settle()
    assert not looked_at.is_open
    assert looked_at.dossier.tasks == ()


def test_damage_found_only_by_opening_closes_the_file_again(qtbot, desk, long_path, said, settle):
    with closing(sqlite3.connect(long_path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE 'ix_change%'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with long_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    refused = []
    desk.workspace.refused.connect(lambda _, fault: refused.append(fault))
    desk.workspace.open(long_path)
    settle()
    assert [fault.cause for fault in refused] == ["Tệp bị hỏng hoặc chưa chép xong."]
    assert not desk.workspace.is_open


@pytest.mark.usefixtures("huge")
def test_a_huge_file_shows_the_near_years_first_and_then_all(looked_at, settle):
    assert not looked_at.is_whole
    assert periods_of(looked_at) == ["2025", "2026", "2026-H1", "2026-H1"]
    settle()
    assert looked_at.is_whole
    assert periods_of(looked_at) == ALL_YEARS
    assert [row.result for row in looked_at.dossier.progress_of("t0", "2023-H1")] == ["Việc cũ"]


@pytest.mark.usefixtures("huge")
def test_the_trend_over_all_years_is_whole_once_they_are_read(looked_at, settle):
    settle()
    book = IndicatorBook(looked_at)
    row = next(row for row in book.rows if row.id == "i0")
    assert [year for year, _ in book.trend_of(row).results] == [2022, 2025, 2026]  # up to the period in force


@pytest.mark.usefixtures("huge")
def test_an_edit_while_other_years_are_read_loses_neither(looked_at, settle):
    looked_at.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc khác"})
    settle()
    looked_at.perform("Sửa", editing.set_fields, "task", "t1", {"title": "Việc nữa"})
    settle()
    assert looked_at.dossier.task_by_id["t0"].title == "Việc khác"
    assert looked_at.dossier.task_by_id["t1"].title == "Việc nữa"
    assert periods_of(looked_at) == ALL_YEARS


@pytest.mark.usefixtures("huge")
def test_a_period_of_a_year_not_read_yet_is_shown_when_it_has_come(looked_at, settle):
    looked_at.set_period(Period("2022"))
    assert looked_at.period == Period("2026-H1")
    settle()
    assert looked_at.period == Period("2022")
    assert looked_at.dossier.results_of("i0", "2022")


@pytest.mark.usefixtures("huge")
def test_a_tab_that_looks_beyond_the_period_waits_for_all_years(qtbot, desk, long_path, settle, tmp_path):
    window = MainWindow(desk, lambda: tmp_path / "mau.kehoach", opens_files=False)
    qtbot.addWidget(window, before_close_func=lambda _: settle())
    window.show()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        window.files.open(str(long_path))
    window.show_tab("indicators")
    assert window.deck.current_key == "tasks"
    settle()
    assert window.deck.current_key == "indicators"
    assert not window.current_tab.is_stale
