"""A form into a file by the room that writes it: papers and tables by reports, forms that units fill in by exchange."""

from pathlib import Path

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.unit_duties import duties_of
from kehoach_desktop.reports.catalog import Description, FormInfo, Request
from kehoach_desktop.reports.forms.common import units_asked_for


def owners(form: FormInfo, request: Request, fmt: str) -> list[str | None]:
    """Whom each file of a format is for: one holds all units, but a form to be filled in and sent back is one unit's own."""
    if fmt not in form.filled_in or form.units is None:
        return [request.unit_id]
    getting = form.units(request)
    asked = getting if request.unit_id is None else units_asked_for(request)
    return [unit.id for unit in asked if unit in getting]


def write_form(
    form: FormInfo, described: Description, fmt: str, path: Path, *, dossier: Dossier, period: Window, owner: str | None
) -> None:
    """One file. Raises BadValue for a format the form does not come in."""
    from kehoach_desktop.reports import catalog

    if fmt not in form.filled_in or owner is None:
        catalog.write(described, fmt, path)
        return
    from kehoach_desktop.exchange.unit_form import FormRequest, write_unit_form

    duties = tuple(duties_of(dossier, owner, period.period.year))
    write_unit_form(FormRequest(dossier, period, dossier.unit_by_id[owner], duties), path)
