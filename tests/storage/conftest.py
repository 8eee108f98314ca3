"""An office file with a small plan in it, and ways to look at its bytes."""

from pathlib import Path

import factories as make
import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Kế hoạch #1 (100%)"
    folder.mkdir()
    return folder / "xã Hòa Lâm.kehoach"


@pytest.fixture
def plan():
    return make.make_plan(id="p1")


@pytest.fixture
def office_file(path: Path, plan):
    unit, task = make.make_unit(id="u1"), make.make_task(plan, id="t1")
    indicator = make.make_indicator(plan, id="i1")
    records = (
        plan,
        unit,
        make.make_section(plan, id="s1"),
        task,
        make.make_assignment(task, unit, id="a1"),
        indicator,
        make.make_target(indicator, id="g1"),
    )
    with make.make_office_file(path, *records) as opened:
        yield opened


@pytest.fixture
def reopened(path: Path):
    """Opens the file at the path once more, as another machine where a site is named; closes it after the test."""
    from kehoach_desktop.storage.office_file import OfficeFile

    opened = []

    def open_again(site: str = "site-a", author: str = "Mai Lan"):
        opened.append(OfficeFile.open(path, author=author, site=site, clock=make.fixed_clock()))
        return opened[-1]

    yield open_again
    for office_file in opened:
        office_file.close()
