"""The shape of a proposal on standard output (`kehoach propose --json`): sections as number paths, dates as ISO text."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from kehoach_desktop.importing.proposal import Proposal, ProposedParagraph

BULLETS = "-–—+*•●○▪■♦·✓➢"

# Per list of the proposal, the fields that stand in the output as they are; "section" becomes its number path.
_FIELDS = {
    "legal_bases": ("number", "date", "issuer", "text"),
    "sections": ("number", "title", "level", "path"),
    "indicators": (
        "text", "name", "value", "value_max", "unit", "op", "year", "section", "paragraph", "target_text",
    ),
    "units": ("name", "section", "duties", "kind_of_duty", "aliases", "is_group"),
    "assignments": ("section", "lead", "support", "text", "paragraph"),
    "tasks": (
        "section", "text", "title", "paragraph", "lead", "support", "due_kind", "due_text", "due_on", "months", "product",
    ),
    "report_deadlines": ("cycle", "day", "month", "text", "paragraph"),
    "mends": ("paragraph", "kind", "before", "after"),
    "doubts": ("paragraph", "kind", "message"),
}  # fmt: skip
_LISTS = frozenset({*_FIELDS, "paragraphs", "funding", "recipients"})


def proposal_to_json(proposal: Proposal) -> dict[str, Any]:
    """Plain lists and dictionaries, every key present, ready for json.dumps."""
    paths = {section.key: section.path for section in proposal.sections}
    single = {
        field.name: _plain(getattr(proposal, field.name)) for field in fields(proposal) if field.name not in _LISTS
    }
    lists = {name: _rows(getattr(proposal, name), wanted, paths) for name, wanted in _FIELDS.items()}
    return {
        **single,
        **lists,
        "paragraphs": [
            {
                "id": p.id,
                "section": paths.get(p.section) if p.section is not None else None,
                "kind": p.kind,
                "text": _printed(p),
            }
            for p in proposal.paragraphs
        ],
        "funding": [item.text for item in proposal.funding],
        "recipients": [item.text for item in proposal.recipients],
    }


def _rows(items: Iterable[Any], wanted: tuple[str, ...], paths: dict[int, str | None]) -> list[dict[str, Any]]:
    return [
        {name: paths.get(item.section) if name == "section" else _plain(getattr(item, name)) for name in wanted}
        for item in items
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _printed(paragraph: ProposedParagraph) -> str:
    """Text with the number it bears on paper; a bullet sign is no word and stays in `kind`."""
    marked = paragraph.marker and paragraph.marker not in BULLETS
    return f"{paragraph.marker} {paragraph.text}" if marked else paragraph.text
