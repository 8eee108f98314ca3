"""An office of 30 units, its dossier, and one unit's form on disk."""

from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest
import returned_forms as forms

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Plan
from kehoach_desktop.domain.unit_duties import duties_of
from kehoach_desktop.exchange.form_identity import identify
from kehoach_desktop.exchange.form_matching import FormPlan, match_form
from kehoach_desktop.exchange.form_reader import find_form
from kehoach_desktop.exchange.spreadsheet import read_workbook
from kehoach_desktop.exchange.unit_form import FormRequest, write_unit_form
from kehoach_desktop.services.periods import window


@pytest.fixture
def dossier() -> Dossier:
    records = forms.records_of_office()
    return make.make_dossier(*records, plan=next(record for record in records if isinstance(record, Plan)))


@pytest.fixture
def write_form(dossier: Dossier, tmp_path: Path) -> Callable[..., Path]:
    """Writes the form of the unit with this name."""

    def write(name: str = "Thôn Ao Sen", period: str = forms.PERIOD, of: Dossier = dossier) -> Path:
        unit = next(unit for unit in of.units if unit.name == name)
        path = tmp_path / f"{period}-{unit.position}.xlsx"
        duties = tuple(duties_of(of, unit.id, 2026))
        write_unit_form(FormRequest(of, window(of, period), unit, duties), path)
        return path

    return write


@pytest.fixture
def plan_of(dossier: Dossier) -> Callable[..., FormPlan]:
    """What the file would change in the office; raises the faults of identifying and matching."""

    def plan(path: Path, of: Dossier = dossier) -> FormPlan:
        form = find_form(read_workbook(path.read_bytes()))
        identity = identify(form, of.office, of.plans, of.units)
        assert form is not None
        return match_form(form, identity, of)

    return plan
