"""Form bao-cao: the report on a period as a legal paper, its text drafted from the records, its tables as annexes.

Outline (domain notes §4): I. lãnh đạo, chỉ đạo; II. kết quả; III. đánh giá; IV. kỳ tới; V. kiến nghị. Every sentence says
what the records hold; where they hold nothing it says so.
"""

from collections.abc import Callable
from dataclasses import replace

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Office
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.reports.forms import common, indicator_results, report_text, task_progress, unit_summary
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Block, BlockKind, LegalPaper, Letterhead, TableForm
from kehoach_desktop.reports.text import one_line

TITLE = "Báo cáo kết quả kỳ"
TYPE_NAME = "Báo cáo"
SYMBOL = paper.symbol_of(TYPE_NAME)


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
        blocks=_blocks(request, [annex.label for annex in annexes]),
        signature=common.signature(request),
        recipients=recipients(dossier),
        annexes=tuple(annexes),
        author=paper.agency_name(dossier.office),
    )


def _annexes(request: Request) -> list[TableForm]:
    """The tables asked for, numbered with Roman figures from two up, without letterhead and signatures of their own."""
    chosen = [name for name in ANNEXES if request.options.annexes is None or name in request.options.annexes]
    number = paper.paper_number(request.options.number) or " " * 7
    day = request.options.issued_on
    dated = paper.long_date(day) if day else f"ngày{' ' * 6}tháng{' ' * 6}năm {request.on.year}"
    of = f"(Kèm theo Báo cáo số {number}/{SYMBOL} {dated} của {paper.agency_name(request.dossier.office)})"
    annexes = []
    for place, name in enumerate(chosen, 1):
        table = ANNEXES[name](request)
        label = f"Phụ lục {paper.roman(place)}" if len(chosen) > 1 else "Phụ lục"
        annexes.append(replace(table, label=label, subtitle=(of, *table.subtitle), letterhead=None, foot=None))
    return annexes


def recipients(dossier: Dossier) -> tuple[str, ...]:
    """The plan's own recipients, else the usual ones; the archive and the drafting unit last (Phụ lục I, mục II)."""
    place = paper.short_name(dossier.office)
    named = [one_line(r.name).lstrip("-– ") for r in dossier.recipients]
    named = [name for name in named if name and not fold(name).startswith("luu")]
    usual = [name.format(place=place) for name in _RECIPIENTS]
    return (*(named or usual), common.archive_line(dossier.office))


def _blocks(request: Request, annex_labels: list[str]) -> tuple[Block, ...]:
    """The text by its outline."""
    facts = report_text.Facts(request)
    blocks = [Block.of(BlockKind.TEXT, report_text.opening(facts))]
    for number, (title, chapter) in enumerate(report_text.CHAPTERS, 1):
        blocks.append(Block.of(BlockKind.PART, f"{paper.roman(number)}. {title(facts)}"))
        blocks += chapter(facts)
    blocks.append(Block.of(BlockKind.TEXT, report_text.closing(facts, annex_labels)))
    return tuple(blocks)
