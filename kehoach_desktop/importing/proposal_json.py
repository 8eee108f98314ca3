"""The shape of a proposal on standard output (`kehoach propose --json`): sections as number paths, dates as ISO text."""

from decimal import Decimal
from typing import Any

from kehoach_desktop.importing.proposal import Proposal, ProposedParagraph

BULLETS = "-–—+*•●○▪■♦·✓➢"


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _printed(paragraph: ProposedParagraph) -> str:
    """Text with the number it bears on paper; a bullet sign is no word and stays in `kind`."""
    marked = paragraph.marker and paragraph.marker not in BULLETS
    return f"{paragraph.marker} {paragraph.text}" if marked else paragraph.text


def proposal_to_json(proposal: Proposal) -> dict[str, Any]:
    """Plain lists and dictionaries, every key present, ready for json.dumps."""
    paths = {section.key: section.path for section in proposal.sections}

    def path(key: int | None) -> str | None:
        return paths.get(key) if key is not None else None

    return {
        "source_name": proposal.source_name,
        "source_sha256": proposal.source_sha256,
        "place": proposal.place,
        "unit_type": proposal.unit_type,
        "title": proposal.title,
        "doc_symbol": proposal.doc_symbol,
        "doc_number": proposal.doc_number,
        "doc_date": proposal.doc_date.isoformat() if proposal.doc_date else None,
        "signer_authority": list(proposal.signer_authority),
        "signer_position": proposal.signer_position,
        "signer_name": proposal.signer_name,
        "legal_bases": [
            {"number": b.number, "date": b.date.isoformat() if b.date else None, "issuer": b.issuer, "text": b.text}
            for b in proposal.legal_bases
        ],
        "sections": [
            {"number": s.number, "title": s.title, "level": s.level, "path": s.path} for s in proposal.sections
        ],
        "paragraphs": [
            {"id": p.id, "section": path(p.section), "kind": p.kind, "text": _printed(p)} for p in proposal.paragraphs
        ],
        "indicators": [
            {
                "text": i.text,
                "name": i.name,
                "value": _number(i.value),
                "value_max": _number(i.value_max),
                "unit": i.unit,
                "op": i.op,
                "year": i.year,
                "section": path(i.section),
                "paragraph": i.paragraph,
                "target_text": i.target_text,
            }
            for i in proposal.indicators
        ],
        "units": [
            {
                "name": u.name,
                "section": path(u.section),
                "duties": u.duties,
                "kind_of_duty": u.kind_of_duty,
                "aliases": list(u.aliases),
                "is_group": u.is_group,
            }
            for u in proposal.units
        ],
        "assignments": [
            {
                "section": path(a.section),
                "lead": list(a.lead),
                "support": list(a.support),
                "text": a.text,
                "paragraph": a.paragraph,
            }
            for a in proposal.assignments
        ],
        "tasks": [
            {
                "section": path(t.section),
                "text": t.text,
                "title": t.title,
                "paragraph": t.paragraph,
                "lead": list(t.lead),
                "support": list(t.support),
                "due_kind": t.due_kind,
                "due_text": t.due_text,
                "due_on": t.due_on.isoformat() if t.due_on else None,
                "months": list(t.months),
                "product": t.product,
            }
            for t in proposal.tasks
        ],
        "report_deadlines": [
            {"cycle": d.cycle, "day": d.day, "month": d.month, "text": d.text, "paragraph": d.paragraph}
            for d in proposal.report_deadlines
        ],
        "funding": [f.text for f in proposal.funding],
        "recipients": [r.text for r in proposal.recipients],
        "mends": [
            {"paragraph": m.paragraph, "kind": m.kind, "before": m.before, "after": m.after} for m in proposal.mends
        ],
        "doubts": [{"paragraph": d.paragraph, "kind": d.kind, "message": d.message} for d in proposal.doubts],
    }
