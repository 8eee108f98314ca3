"""What a person does to a pile of returned forms before it is taken in: mend a cell, name the unit, choose; writes nothing."""

from collections.abc import Collection as Some
from dataclasses import replace
from pathlib import Path

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.exchange.answers import shown
from kehoach_desktop.exchange.faults import WrongForm
from kehoach_desktop.exchange.form_identity import FormIdentity
from kehoach_desktop.exchange.form_matching import FormPlan, match_form
from kehoach_desktop.exchange.form_reader import ReturnedForm
from kehoach_desktop.services.collection import CollectedForm, Collection, Mended
from kehoach_desktop.services.offices import load
from kehoach_desktop.storage.office_file import OfficeFile


def settled(collection: Collection) -> Collection:
    """Of several forms of one unit and period the one saved last counts; the others are refused and name it."""
    piles: dict[tuple[str, str, str], list[CollectedForm]] = {}
    for form in collection.forms:
        if form.unit and form.period and not form.refusal:
            piles.setdefault((form.plan_id, form.unit.id, form.period.id), []).append(form)
    changed: dict[Path, CollectedForm] = {}
    for pile in piles.values():
        different = _without_copies(pile, changed)
        waiting = [form for form in different if not form.is_known]
        if len(waiting) > 1:
            best = max(waiting, key=lambda form: form.saved_at.timestamp() if form.saved_at else 0.0)
            changed |= _one_of(waiting, best)
    return Collection(tuple(changed.get(form.path, form) for form in collection.forms))


def _without_copies(pile: list[CollectedForm], changed: dict[Path, CollectedForm]) -> list[CollectedForm]:
    first: dict[str, CollectedForm] = {}
    for form in pile:
        known = first.setdefault(form.sha256, form)
        if known is not form:
            copy = WrongForm(f"Cùng một phiếu với {known.file}.", "Không cần làm gì.")
            changed[form.path] = replace(form, plan=FormPlan(), is_known=False, refusal=copy)
    return list(first.values())


def _one_of(pile: list[CollectedForm], best: CollectedForm) -> dict[Path, CollectedForm]:
    """Each form of a pile, with `best` as the one that counts."""
    other = max((form for form in pile if form is not best), key=lambda form: form.saved_at is not None)
    found = {best.path: replace(best, refusal=None, plan=best.set_aside or best.plan, set_aside=None, rival=other.path)}
    saved = f", lưu lúc {best.saved_at:%H:%M} ngày {format_date(best.saved_at.date())}" if best.saved_at else ""
    for form in pile:
        if form is not best:
            unit = form.unit.name if form.unit else ""
            fault = WrongForm(
                f"{unit} đã có phiếu khác trong lần thu này ({best.file}{saved}).", "Chọn phiếu này nếu nó mới đúng."
            )
            plan = form.set_aside or form.plan
            found[form.path] = replace(form, refusal=fault, plan=FormPlan(), set_aside=plan, rival=best.path)
    return found


def prefer(collection: Collection, path: Path) -> Collection:
    """The same pile, with this one of two forms of a unit as the one that counts."""
    best = next(form for form in collection.forms if form.path == path)
    pile = [form for form in collection.forms if form.rival and _same_unit(form, best)]
    changed = _one_of(pile, best) if best in pile else {}
    return Collection(tuple(changed.get(form.path, form) for form in collection.forms))


def _same_unit(form: CollectedForm, other: CollectedForm) -> bool:
    return form.identity is not None and other.identity is not None and (
        form.plan_id, form.identity.unit_id, form.period) == (other.plan_id, other.identity.unit_id, other.period)  # fmt: skip


def mend(office_file: OfficeFile, form: CollectedForm, cell: str, text: str) -> CollectedForm:
    """The form with another text in one of its cells, judged anew as a whole; what the unit wrote is remembered.

    An empty text empties the cell, so that what is in the file stays.
    """
    if form.source is None or form.identity is None or not form.source.holds(cell):
        return form
    text = text.strip()
    known = next((one for one in form.mended if one.cell == cell), None)
    was = known.was if known else _written(form.source, cell)
    source = form.source.with_cell(cell, text)
    others = tuple(one for one in form.mended if one.cell != cell)
    mended = others if text == was else (*others, Mended(cell, was, text))
    return _judged(load(office_file, form.plan_id), replace(form, source=source, mended=mended))


def _written(source: ReturnedForm, place: str) -> str:
    cells = [cell for row in source.rows for cell in row.answers.values()]
    return next((shown(cell.cell) for cell in (*cells, source.nil) if cell and cell.place == place), "")


def give_unit(
    office_file: OfficeFile, form: CollectedForm, unit_id: str, plan_id: str, period_id: str
) -> CollectedForm:
    """A form that does not say whose it is, as that of the unit named; everything in it is but suggested."""
    if form.source is None:
        return form
    source = replace(form.source, stamp=None)
    identity = FormIdentity(plan_id, unit_id, form.period or Period(period_id), by_code=True)
    dossier = load(office_file, plan_id)
    named = replace(
        form, unit=dossier.unit_by_id[unit_id], period=identity.period, plan_id=plan_id, source=source,
        identity=identity,
    )  # fmt: skip
    return _judged(dossier, named)


def judged_again(office_file: OfficeFile, collection: Collection) -> Collection:
    """The same forms against what the file holds now."""
    plans = {form.plan_id for form in collection.forms if form.identity}
    dossiers = {plan_id: load(office_file, plan_id) for plan_id in plans}
    return Collection(
        tuple(
            _judged(dossiers[form.plan_id], form) if form.is_useful or form.mended else form
            for form in collection.forms
        )
    )


def _judged(dossier: Dossier, form: CollectedForm) -> CollectedForm:
    if form.source is None or form.identity is None:
        return form
    try:
        plan = match_form(form.source, form.identity, dossier)
    except WrongForm as fault:
        return replace(form, plan=FormPlan(), refusal=fault)
    return replace(form, plan=plan, refusal=None)


def only(form: CollectedForm, cells: Some[str]) -> CollectedForm:
    """The form with the cells that are wanted, suggested ones among them; nothing else is taken."""
    plan = form.plan
    wanted = tuple(change for change in (*plan.accepted, *plan.suggested) if change.cell in cells)
    return replace(form, plan=replace(plan, accepted=wanted, suggested=()))
