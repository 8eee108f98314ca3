"""A person's own words in the report: its parts with the figures of today, writing them, going back to the draft."""

from datetime import date, datetime

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.narrative import Line, canonical, parse
from kehoach_desktop.domain.narrative_compare import Change, Mark
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.records import Narrative, Plan, Section
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.catalog import FormOptions, Request, fitted
from kehoach_desktop.reports.forms import period_report
from kehoach_desktop.reports.forms.report_text import part_name
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.drafts import drafts, drop_draft, save_draft
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

FORM = period_report.ID


@frozen
class Part:
    """A part of the report as it will be printed.

    `text` is the markup of `lines`: the draft, or her words with the figures of today worked in (`marks` shows where,
    `taken` what). `open` are changes she has to look at. Edits of `text` are written over `base`.
    """

    key: str
    number: str
    title: str
    drafted: str
    text: str
    base: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    taken: tuple[Change, ...] = ()
    open: tuple[Change, ...] = ()
    is_edited: bool = False
    is_gone: bool = False  # her words of a part that the report no longer has; kept, not printed

    @property
    def changed(self) -> int:
        """How many figures and words are others since she wrote."""
        return len(self.taken) + len(self.open)


def parts(dossier: Dossier, of: Window, *, on: date, options: FormOptions | None = None) -> list[Part]:
    """Every part of the report of a period in the order of the page, then her words that lost their place."""
    written = period_report.written_parts(dossier.narratives, of.period.id)
    if dossier.plan is None:
        return []
    request = Request(fitted(dossier), of, on, options=options or FormOptions())
    found = []
    for draft, merged in period_report.merged_parts(request):
        found.append(
            Part(draft.key, draft.number, draft.title, draft.text, merged.text, merged.base, merged.lines, merged.marks,
                 merged.taken, merged.open, written.pop(draft.key, None) is not None)
        )  # fmt: skip
    for key, own in written.items():
        text = canonical(own.text)
        found.append(Part(key, "", part_name(key), "", text, "", parse(text), is_edited=True, is_gone=True))
    return found


def changed_parts(dossier: Dossier, of: Window, *, on: date, options: FormOptions | None = None) -> list[Part]:
    """The parts in which the draft changed after she wrote; nothing is drafted where she wrote nothing."""
    if not period_report.written_parts(dossier.narratives, of.period.id):
        return []
    return [part for part in parts(dossier, of, on=on, options=options) if part.changed]


def write(
    office_file: OfficeFile, period: str, part: str, text: str, *, over: str | None = None, plan_id: str | None = None
) -> Changes:
    """Her words for a part of the report, written `over` a draft (today's where none is given).

    Words that are the draft's own are no words of hers: the part follows the draft again. Raises BadValue for a period or
    part there is not.
    """
    if over is None:
        over = _part(office_file, period, part, plan_id).drafted
    text, over = canonical(text), canonical(over)
    if text == over:
        return _put(office_file, period, part, plan_id, "Về dự thảo", None)
    return _put(office_file, period, part, plan_id, "Sửa lời văn", {"text": text, "drafted": over})


def reset(office_file: OfficeFile, period: str, part: str, *, plan_id: str | None = None) -> Changes:
    """Back to the draft; her words stay in the history."""
    return _put(office_file, period, part, plan_id, "Về dự thảo", None)


def accept_figures(office_file: OfficeFile, period: str, part: str, *, plan_id: str | None = None) -> Changes:
    """Her words with the figures of today become her words; what was open counts as looked at."""
    now = _part(office_file, period, part, plan_id)
    values = {"text": now.text, "drafted": now.drafted} if now.is_edited and not now.is_gone else {}
    return _put(office_file, period, part, plan_id, "Nhận số mới", values)


def _part(office_file: OfficeFile, period: str, key: str, plan_id: str | None) -> Part:
    dossier = load(office_file, plan_id)
    today = office_file.clock.now().date()
    for part in parts(dossier, window(dossier, period), on=today):
        if part.key == key:
            return part
    raise BadValue(f"Báo cáo không có phần “{key}”.", "Xem các phần bằng `kehoach narrative`.")


def _put(
    office_file: OfficeFile, period: str, part: str, plan_id: str | None, verb: str, values: dict[str, str] | None
) -> Changes:
    """One part in one step: changed where she wrote before, made where not, dropped for None, left for {}."""
    period = Period.parse(period).id
    with office_file.read() as records:
        name = f"{verb} {_called(records, part)} của báo cáo {Period.parse(period).phrase}"
        plan_id = plan_id or _newest_plan(records)
    with office_file.step(name) as records:
        key = {"plan_id": plan_id, "form": FORM, "period": period, "unit_id": None, "part": part}
        own = records.all(Narrative, **key)
        if values is None:
            for narrative in own:
                records.delete(Narrative, narrative.id)
        elif own and values:
            records.update(Narrative, min(narrative.id for narrative in own), **values)
        elif values:
            records.add(Narrative(id=natural_id(Narrative, **key), **key, **values))
    return Changes.of(name, "narrative")


def _called(records: Records, part: str) -> str:
    """A part in the name of a step: "mục II.1", with the section's title where it is about one."""
    section = records.find(Section, id=part.rpartition(".")[2])
    return f"{part_name(part)} “{section.title}”" if section else part_name(part)


def _newest_plan(records: Records) -> str:
    plans = records.all(Plan)
    if not plans:
        raise BadValue("Tệp chưa có kế hoạch.", "Nhập kế hoạch trước.")
    return plans[-1].id


# --- words begun and not saved ---


@frozen
class Unfinished:
    """Words of a part that were being typed when the program ended, and the draft they were typed over."""

    part: str
    text: str
    over: str
    saved_at: datetime


def keep_unfinished(office_file: OfficeFile, plan_id: str, period: str, part: str, text: str, over: str) -> None:
    """Keeps what stands in the editor, so that a crash costs no typing; it is no edit yet."""
    save_draft(office_file, _draft_key(plan_id, period, part), {"text": text, "over": over})


def drop_unfinished(office_file: OfficeFile, plan_id: str, period: str, part: str) -> None:
    """Forgets what was kept of a part."""
    drop_draft(office_file, _draft_key(plan_id, period, part))


def unfinished(office_file: OfficeFile, plan_id: str, period: str) -> list[Unfinished]:
    """What was kept of a report's parts."""
    start = _draft_key(plan_id, period, "")
    return [
        Unfinished(draft.key.removeprefix(start), str(draft.values["text"]), str(draft.values["over"]), draft.saved_at)
        for draft in drafts(office_file)
        if draft.key.startswith(start) and {"text", "over"} <= set(draft.values)
    ]


def _draft_key(plan_id: str, period: str, part: str) -> str:
    return f"narrative:{plan_id}:{period}:{part}"
