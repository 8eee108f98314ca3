"""What the importer found in a plan: plain frozen records that point at source paragraphs; no reading, no rules, no storage."""

from datetime import date
from decimal import Decimal

from kehoach_desktop.frozen import frozen

Span = tuple[int, int]  # start and end of the words in the text of the paragraph


@frozen
class ProposedSection:
    """A heading of the plan. `path` joins the numbers from the top ("III.1.2"), null where the plan has no numbers."""

    key: int
    parent: int | None
    number: str | None
    path: str | None
    title: str
    level: int
    paragraph: int


@frozen
class ProposedParagraph:
    """A piece of source text in document order. `text` is without `marker`; all paragraphs together hold the whole source.

    kind: letterhead, title, basis, heading, body, bullet, label, slogan, closing, recipient, signature, table_head,
    table_row, footnote, page_number.
    """

    id: int
    section: int | None
    kind: str
    marker: str
    text: str


@frozen
class ProposedIndicator:
    """One figure to reach. `op` is gt, gte, lt, lte, eq, inc, inc_gte, toward or range; `value` is null for a target in words."""

    text: str
    name: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    op: str
    year: int | None
    section: int | None
    paragraph: int
    span: Span
    target_text: str | None = None


@frozen
class ProposedUnit:
    """Who bears duties. `kind_of_duty` is "giao" (ordered) or "de_nghi" (requested); `duties` counts its paragraphs."""

    name: str
    kind_of_duty: str
    section: int | None
    duties: int
    aliases: tuple[str, ...]
    is_group: bool
    paragraph: int | None


@frozen
class ProposedAssignment:
    """One place where the plan says who leads ("chủ trì") and who supports ("phối hợp")."""

    section: int | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    text: str
    paragraph: int
    span: Span


@frozen
class ProposedTask:
    """One thing to do. `title` is a short one-line form of `text`; due_kind: date, ongoing, until_year, months, none."""

    section: int | None
    text: str
    title: str
    paragraph: int
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due_kind: str = "none"
    due_text: str | None = None
    due_on: date | None = None
    months: tuple[int, ...] = ()
    product: str | None = None


@frozen
class ProposedDeadline:
    """A cycle in which results go to the UBND: thang, quy, 6_thang, 9_thang, nam; day and month as the plan prints them."""

    cycle: str
    day: int | None
    month: int | None
    paragraph: int
    text: str


@frozen
class ProposedLegalBasis:
    """A paper cited with number and date in the title or the preamble."""

    number: str
    date: date | None
    issuer: str | None
    text: str
    paragraph: int


@frozen
class ProposedFunding:
    """One paragraph of the chapter on money."""

    text: str
    paragraph: int


@frozen
class ProposedRecipient:
    """One line under "Nơi nhận", without its last mark."""

    text: str
    paragraph: int


MADE = frozenset({"joined", "encoding"})


@frozen
class Mend:
    """A correction. Kinds in MADE are made already, all others are only offered.

    joined: a line break healed; encoding: a paragraph in TCVN3 or VNI now in Unicode, `before` holds it as it was typed;
    slip, twice, page_number: offers.
    """

    paragraph: int
    kind: str
    before: str
    after: str


@frozen
class Doubt:
    """Something a person should look at before accepting; `message` is Vietnamese."""

    paragraph: int | None
    kind: str
    message: str


@frozen
class Proposal:
    """All that was read from one file."""

    source_name: str
    source_sha256: str
    place: str | None
    unit_type: str | None
    title: str
    doc_symbol: str | None
    doc_number: str | None
    doc_date: date | None
    signer_authority: tuple[str, ...]
    signer_position: str | None
    signer_name: str | None
    legal_bases: tuple[ProposedLegalBasis, ...]
    sections: tuple[ProposedSection, ...]
    paragraphs: tuple[ProposedParagraph, ...]
    indicators: tuple[ProposedIndicator, ...]
    units: tuple[ProposedUnit, ...]
    assignments: tuple[ProposedAssignment, ...]
    tasks: tuple[ProposedTask, ...]
    report_deadlines: tuple[ProposedDeadline, ...]
    funding: tuple[ProposedFunding, ...]
    recipients: tuple[ProposedRecipient, ...]
    mends: tuple[Mend, ...]
    doubts: tuple[Doubt, ...]
