"""What a pile of returned forms would change, file by file and cell by cell, for screens and for JSON; reads and writes nothing."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Unit
from kehoach_desktop.domain.vietnamese import format_date, upper_first
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.exchange.faults import UnknownUnit
from kehoach_desktop.exchange.form_identity import FormIdentity
from kehoach_desktop.exchange.form_layout import COLUMNS
from kehoach_desktop.exchange.form_matching import APPROVED, CellChange, FormPlan, RefusedCell
from kehoach_desktop.exchange.form_reader import ReturnedForm
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.showing import plain


@frozen
class Mended:
    """A cell that was typed anew here: what the unit had written, what stands for it now."""

    cell: str
    was: str
    now: str


@frozen
class CollectedForm:
    """A file that came back: what it would change, or why it is refused (`refusal`) or has nothing new (`is_known`).

    `source` is the form as it was read, with what was typed anew here (`mended`). Of two forms of one unit the newer is
    the one that counts; each names the other as its `rival`, and `set_aside` is what the other one would change.
    """

    path: Path
    sha256: str = ""
    unit: Unit | None = None
    period: Period | None = None
    plan_id: str = ""
    plan: FormPlan = field(default_factory=FormPlan)
    refusal: UserFacingError | None = None
    is_known: bool = False
    known_on: date | None = None
    saved_at: datetime | None = None
    source: ReturnedForm | None = field(default=None, repr=False)
    identity: FormIdentity | None = field(default=None, repr=False)
    rival: Path | None = None
    set_aside: FormPlan | None = field(default=None, repr=False)
    mended: tuple[Mended, ...] = ()

    @property
    def file(self) -> str:
        return self.path.name

    @property
    def is_nil(self) -> bool:
        return self.plan.is_nil

    @property
    def summary(self) -> str:
        """What came of the file in a few words, for a list."""
        if self.refusal:
            return str(self.refusal)
        plan, unit = self.plan, self.unit.name if self.unit else ""
        if self.is_known:
            return f"{unit}: {self.known_words}."
        if plan.is_nil:
            return f"{unit}: không phát sinh."
        counts = (
            (len(plan.accepted), "giá trị mới"), (len(plan.suggested), "cần xem"), (len(plan.refused), "ô từ chối"),
            (plan.unchanged, "giá trị như cũ"),
        )  # fmt: skip
        return f"{unit}: " + ", ".join(f"{count} {what}" for count, what in counts if count) + "."

    @property
    def known_words(self) -> str:
        """When this very file was taken in: “đã thu ngày 20/6/2026, không có gì mới”."""
        when = f"ngày {format_date(self.known_on)}" if self.known_on else "phiếu này từ trước"
        return f"đã thu {when}, không có gì mới"

    @property
    def mends(self) -> list[tuple[str, str, str]]:
        """Cell, what the unit had written, what stands for it now."""
        return [(one.cell, one.was, one.now) for one in self.mended]

    @property
    def heads(self) -> dict[str, str]:
        """The head of the column of every filled cell."""
        titles = {column.field: column.title for column in COLUMNS}
        rows = self.source.rows if self.source else ()
        return {cell.place: titles[name] for row in rows for name, cell in row.answers.items()}

    @property
    def asks_for_unit(self) -> bool:
        """Whether a person may say of which unit it is."""
        return isinstance(self.refusal, UnknownUnit) and self.source is not None

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look before it is taken."""
        plan = self.plan
        return not self.refusal and bool(plan.refused or plan.suggested or self.rival or self.mended)

    @property
    def is_clean(self) -> bool:
        return self.is_useful and not self.refusal and not self.is_doubtful

    @property
    def brief(self) -> str:
        """What came of it, without the unit's name, for the second line of a list."""
        plan = self.plan
        if self.refusal:
            return self.refusal.cause.rstrip(".")
        if self.is_known:
            return upper_first(self.known_words)
        if self.rival:
            return f"Có hai phiếu, lấy phiếu mới hơn ({self.file})"
        approved = sum(change.remark == APPROVED for change in plan.suggested)
        if approved and not plan.refused:
            return f"Đổi {approved} giá trị đã duyệt"
        if plan.refused:
            return f"{len(plan.refused)} ô sai, {len(plan.accepted) + len(plan.suggested)} ô đọc được"
        if plan.suggested:
            return f"Mất mã dòng, ghép theo chữ {len(plan.suggested)} ô"
        if plan.is_nil:
            return "Không phát sinh"
        return self._counts or f"{plan.unchanged} giá trị như cũ"

    @property
    def _counts(self) -> str:
        changed = sum(change.old not in (None, "") for change in self.plan.accepted)
        counts = ((len(self.plan.accepted) - changed, "giá trị mới"), (changed, "giá trị đổi"))
        return ", ".join(f"{count} {what}" for count, what in counts if count)

    @property
    def is_useful(self) -> bool:
        """Whether there is a report in it that can be taken in, be it one that changes no value."""
        plan = self.plan
        return bool(plan.is_nil or plan.accepted or plan.suggested or plan.unchanged) and not self.is_known


@frozen
class Collection:
    """What a pile of returned files would change; nothing is written yet."""

    forms: tuple[CollectedForm, ...]

    @property
    def accepted(self) -> Iterator[tuple[CollectedForm, CellChange]]:
        return ((form, change) for form in self.forms for change in form.plan.accepted)

    @property
    def suggested(self) -> Iterator[tuple[CollectedForm, CellChange]]:
        return ((form, change) for form in self.forms for change in form.plan.suggested)

    @property
    def refused(self) -> Iterator[tuple[CollectedForm, RefusedCell]]:
        """Refused cells; a file refused whole gives one without a cell."""
        for form in self.forms:
            if form.refusal:
                yield form, RefusedCell("", "", "", form.refusal.cause, form.refusal.remedy)
            yield from ((form, refused) for refused in form.plan.refused)

    @property
    def nil(self) -> list[CollectedForm]:
        return [form for form in self.forms if form.is_nil]


def plain_collection(collection: Collection) -> dict[str, Any]:
    """The collection as a JSON object: accepted, suggested, refused (with file, cell, reason), nil, known."""
    return {
        "accepted": [_plain_change(form, change) for form, change in collection.accepted],
        "suggested": [_plain_change(form, change) for form, change in collection.suggested],
        "refused": [
            {"file": form.file, "cell": refused.cell or None, "value": refused.shown, "reason": refused.reason}
            for form, refused in collection.refused
        ],
        "nil": [_plain_form(form) for form in collection.nil],
        "known": [_plain_form(form) for form in collection.forms if form.is_known],
        "unchanged": sum(form.plan.unchanged for form in collection.forms),
    }


def _plain_form(form: CollectedForm) -> dict[str, Any]:
    unit, period = form.unit, form.period
    return {
        "file": form.file, "unit_id": unit.id if unit else None, "unit": unit.name if unit else None,
        "period": period.id if period else None,
    }  # fmt: skip


def _plain_change(form: CollectedForm, change: CellChange) -> dict[str, Any]:
    return {
        **_plain_form(form), "cell": change.cell, "kind": change.kind, "owner_id": change.owner_id,
        "title": change.title, "field": change.field, "old": plain(change.old), "new": plain(change.new),
        "remark": change.remark,
    }  # fmt: skip
