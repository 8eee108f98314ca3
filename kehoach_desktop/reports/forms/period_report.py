"""Form bao-cao: the report on a period as a legal paper, its text drafted or a person's own, its tables as annexes."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.narrative import Line, LineKind
from kehoach_desktop.domain.narrative_merge import Merged, merge
from kehoach_desktop.domain.records import Narrative, Office
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.reports.forms import common, indicator_results, report_text, task_progress, unit_summary
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.report_text import Draft
from kehoach_desktop.reports.model import Block, BlockKind, LegalPaper, Letterhead, Run, TableForm
from kehoach_desktop.reports.text import one_line

ID = "bao-cao"
TITLE = "Báo cáo kết quả kỳ"
TYPE_NAME = "Báo cáo"
SYMBOL = paper.symbol_of(TYPE_NAME)
_END = "./."


def symbol(_: Office) -> str:
    """The symbol of every commune's reports."""
    return SYMBOL


ANNEXES: dict[str, Callable[[Request], TableForm]] = {
    "chi-tieu": indicator_results.build,
    "tien-do": task_progress.build,
    "tong-hop-don-vi": unit_summary.build,
}

# Who a report of a commune goes to when its plan names nobody.
_RECIPIENTS = ("Thường trực Đảng ủy (để b/c)", "Thường trực HĐND {place} (để b/c)", "Chủ tịch, các Phó Chủ tịch UBND {place}",
               "Các cơ quan, đơn vị có liên quan")  # fmt: skip


def build(request: Request) -> LegalPaper:
    """The whole report with its annexes."""
    dossier = request.dossier
    annexes = _annexes(request)
    subject = common.plan_subject(dossier)
    place = paper.place_name(dossier.office)
    return LegalPaper(
        letterhead=Letterhead(
            agency=paper.agency_lines(dossier.office),
            symbol_line=paper.symbol_line(request.options.number, SYMBOL),
            place_date=paper.place_date_line(place, request.options.issued_on, request.on.year),
        ),
        type_name=TYPE_NAME,
        summary=f"Kết quả {request.period.phrase} {subject or 'thực hiện kế hoạch'}",
        blocks=_blocks(request),
        signature=common.signature(request),
        recipients=recipients(dossier),
        annexes=tuple(annexes),
        author=paper.agency_name(dossier.office),
    )


def _annex_names(request: Request) -> list[str]:
    wanted = request.options.annexes
    return [name for name in ANNEXES if wanted is None or name in wanted]


def _annex_labels(request: Request) -> list[str]:
    """Phụ lục I, Phụ lục II; a single one has no figure."""
    count = len(_annex_names(request))
    return [f"Phụ lục {paper.roman(place)}" if count > 1 else "Phụ lục" for place in range(1, count + 1)]


def _annexes(request: Request) -> list[TableForm]:
    """The tables asked for, numbered with Roman figures from two up, without letterhead and signatures of their own."""
    number = paper.paper_number(request.options.number) or " " * 7
    day = request.options.issued_on
    dated = paper.long_date(day) if day else f"ngày{' ' * 6}tháng{' ' * 6}năm {request.on.year}"
    of = f"(Kèm theo Báo cáo số {number}/{SYMBOL} {dated} của {paper.agency_name(request.dossier.office)})"
    annexes = []
    for name, label in zip(_annex_names(request), _annex_labels(request), strict=True):
        table = ANNEXES[name](request)
        annexes.append(replace(table, label=label, subtitle=(of, *table.subtitle), letterhead=None, foot=None))
    return annexes


def recipients(dossier: Dossier) -> tuple[str, ...]:
    """The plan's own recipients, else the usual ones; the archive and the drafting unit last (Phụ lục I, mục II)."""
    place = paper.short_name(dossier.office)
    named = [one_line(r.name).lstrip("-– ") for r in dossier.recipients]
    named = [name for name in named if name and not fold(name).startswith("luu")]
    usual = [name.format(place=place) for name in _RECIPIENTS]
    return (*(named or usual), common.archive_line(dossier.office))


# --- the text ---


def parts(request: Request) -> list[Draft]:
    """The drafted parts of the report, in the order of the page."""
    return report_text.drafts(request, _annex_labels(request))


def merged_parts(request: Request) -> list[tuple[Draft, Merged]]:
    """Every part with the words that stand in it now: a person's, with the figures of today, or the draft."""
    written = written_parts(request.dossier.narratives, request.period.id)
    found = []
    for draft in parts(request):
        own = written.get(draft.key)
        found.append((draft, merge(own.text, own.drafted, draft.text) if own else Merged(draft.lines, draft.text)))
    return found


def written_parts(narratives: Iterable[Narrative], period_id: str) -> dict[str, Narrative]:
    """What was written in this report by part. Two offices may each have written one: the same one wins everywhere."""
    own = [n for n in narratives if n.form == ID and n.period == period_id and n.unit_id is None]
    return {narrative.part: narrative for narrative in sorted(own, key=lambda n: n.id, reverse=True)}


def _blocks(request: Request) -> tuple[Block, ...]:
    """The text by its outline; the letters of points run on over a section that was emptied."""
    blocks: list[Block] = []
    points = 0
    for draft, merged in merged_parts(request):
        if draft.is_section and not merged.lines:
            continue
        for kind, title in draft.headings:
            letter = report_text.point(points) if kind is BlockKind.POINT else ""
            points += kind is BlockKind.POINT
            blocks.append(Block.of(kind, f"{letter} {title}".strip()))
        lines = [_block(line) for line in merged.lines]
        blocks += _ended(lines) if draft.key == report_text.CLOSING else lines
    return tuple(blocks)


def _block(line: Line) -> Block:
    kind = BlockKind.TEXT if line.kind is LineKind.TEXT else BlockKind.BULLET
    runs = (Run(line.kind.value), *(Run(span.text, bold=span.bold) for span in line.spans))
    return Block(kind, runs if line.kind.value else runs[1:])


def _ended(blocks: list[Block]) -> list[Block]:
    """The last words with "./." after them, whoever wrote them (Phụ lục III)."""
    if not blocks or blocks[-1].text.endswith(_END):
        return blocks
    *runs, last = blocks[-1].runs
    return [*blocks[:-1], replace(blocks[-1], runs=(*runs, replace(last, text=last.text.rstrip(" .;") + _END)))]
