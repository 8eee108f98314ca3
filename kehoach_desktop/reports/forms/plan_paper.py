"""Form ke-hoach: the plan itself in legal layout, its text as it stands in the file; adds and drops no sentence.

Number, day, title, Nơi nhận and signer are those of the plan's records, which people mend; căn cứ, chapters and annexes
are its paragraphs. A plan typed in without a source has no paragraphs: its headings, tasks and indicators are printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Paragraph, Plan, Section
from kehoach_desktop.domain.vietnamese import fold, upper_first
from kehoach_desktop.reports.forms import common, plan_tables
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Block, BlockKind, LegalPaper, Letterhead, Signature, TableForm, TextAnnex
from kehoach_desktop.reports.text import one_line, sentence

TITLE = "Kế hoạch"
SYMBOL = paper.symbol_of(TITLE)

Annex = TableForm | TextAnnex

# Kinds of paragraph whose words the paper has from the records, or sets anew.
_FRONT = {"letterhead", "title", "page_number"}
_BACK = {"recipient_head", "recipient", "signature"}
_GROUND = re.compile(r"(?:căn cứ|thực hiện|triển khai|thi hành|theo|xét|trên cơ sở)\b", re.I)
_LABEL = re.compile(r"(?P<label>phụ lục(?:\s+số)?(?:\s+(?P<number>\d{1,2}|[ivx]{1,5}))?)\s*[.:\-–]?\s*", re.I)
_ATTACHED = re.compile(r"\(\s*(?:ban hành\s+)?kèm theo", re.I)
_ROMAN = re.compile(r"[IVX]+")
_HEADINGS = (  # what the mark before a heading makes of it
    (re.compile(r"phần\s+\S", re.I), BlockKind.CHAPTER),
    (re.compile(r"[IVX]+\s*[.)/:\-–]?$|[A-ZĐ]\s*[.)/:\-–]?$"), BlockKind.PART),
    (re.compile(r"\(?[IVX]*\.?\d+(?:\.\d+)*\s*[./:\-–]?$"), BlockKind.ITEM),
    (re.compile(r"\(?[\da-zđ]+[.)/]"), BlockKind.POINT),
)
_LEVELS = (BlockKind.PART, BlockKind.ITEM, BlockKind.POINT)
_LONGEST_PLACE = 80
_TITLE_LINES = 5  # in which the line "(Kèm theo …)" must come
_SHORT = 160  # letters of a line that may stand in a table's heading
_LONG = 600  # letters of what may stand in the note under a table


@dataclass
class _Parts:
    """The paragraphs of a plan by where they stand on paper."""

    grounds: list[Paragraph] = field(default_factory=list)
    text: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    annexes: list[list[Paragraph]] = field(default_factory=list)


def build(request: Request) -> LegalPaper:
    """The plan as a paper with its annexes; of an office without a plan an empty one."""
    dossier, plan = request.dossier, request.dossier.plan
    office, issued = dossier.office, plan.issued_on if plan else None
    parts = _parted(dossier.paragraphs)
    numbered = paper.numbered(plan.number if plan else None, (plan.symbol if plan else None) or SYMBOL)
    attached = paper.attached_line(TITLE, numbered, issued, request.on.year, paper.agency_name(office))
    annexes, blocks = _annexes(parts, dossier, attached)
    return LegalPaper(
        letterhead=Letterhead(
            agency=paper.agency_lines(office),
            symbol_line=f"Số: {numbered}",
            place_date=paper.place_date_line(_place(request), issued, request.on.year),
        ),
        type_name=TITLE,
        summary=_summary(plan),
        blocks=_ended([*_grounds(dossier, parts.grounds), *(blocks or _drafted(dossier))]),
        signature=_signature(request),
        recipients=_recipients(dossier),
        annexes=annexes,
        author=paper.agency_name(office),
    )


def _place(request: Request) -> str:
    """The plan's own place; one too long for a name is no place."""
    place = one_line(request.dossier.plan.place if request.dossier.plan else "")
    return place if 0 < len(place) <= _LONGEST_PLACE else paper.place_name(request.dossier.office)


def _signature(request: Request) -> Signature:
    """Who signed the plan; of one that names nobody who signs for the office."""
    dossier, plan = request.dossier, request.dossier.plan
    if plan is None or not (plan.signer_authority or plan.signer_title or plan.signer_name):
        return common.signature(request)
    plan = replace(plan, signer_authority=plan.signer_authority or f"TM. {paper.AGENCY}")
    return common.signature(replace(request, dossier=replace(dossier, plan=plan, signers=())))


def _summary(plan: Plan | None) -> str:
    """The title without the word above it."""
    title = one_line(plan.title if plan else "").rstrip(" .;")
    title = re.sub(r"^kế hoạch\b[\s:\-–]*", "", title, flags=re.I)
    return upper_first(title)


def _recipients(dossier: Dossier) -> tuple[str, ...]:
    """The plan's own lines, the archive last (Phụ lục I, mục II.9)."""
    named = [name for line in dossier.recipients if (name := one_line(line.name).strip("-–;., "))]
    kept = [name for name in named if fold(name).startswith("luu")]
    return (*(name for name in named if name not in kept), *(kept or [common.archive_line(dossier.office)]))


# the paragraphs


def _parted(paragraphs: Iterable[Paragraph]) -> _Parts:
    """Grounds before the text, notes, and what stands behind the signature or under a line "Phụ lục"."""
    parts, behind = _Parts(), False
    for paragraph in paragraphs:
        label = _LABEL.match(one_line(paragraph.text)) if paragraph.kind not in plan_tables.KINDS else None
        if paragraph.kind in _FRONT:
            continue
        if paragraph.kind in _BACK:
            behind = True
        elif paragraph.kind == "footnote":
            parts.notes.append(paragraph)
        elif label and (behind or label.end() == len(one_line(paragraph.text))):
            behind = True
            parts.annexes.append([paragraph])
        elif behind:
            if not parts.annexes:
                parts.annexes.append([])
            parts.annexes[-1].append(paragraph)
        elif paragraph.kind == "basis":
            parts.grounds.append(paragraph)
        else:
            parts.text.append(paragraph)
    return parts


def _words(paragraph: Paragraph) -> str:
    return one_line(f"{paragraph.marker or ''} {paragraph.text}")


def _grounds(dossier: Dossier, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Căn cứ in italics with semicolons and a last full stop (mục II.6); the sentence that leads on stays upright."""
    lines = [words for paragraph in paragraphs if (words := _words(paragraph))]
    grounds = [line for line in lines if _GROUND.match(line) and not line.endswith(":")]
    added = [one_line(basis.text) for basis in dossier.legal_bases if basis.paragraph_id is None]
    grounds += [text if _GROUND.match(text) else f"Căn cứ {text}" for text in added if text]
    last = len(grounds) - 1
    marked = [f"{text.rstrip(' .;,')}{'.' if n == last else ';'}" for n, text in enumerate(grounds)]
    others = [Block.of(BlockKind.TEXT, line) for line in lines if line not in grounds]
    return [*(Block.of(BlockKind.BASIS, text) for text in marked), *others]


def _heading(marker: str, text: str, level: int) -> Iterator[Block]:
    """A heading by its mark, one without a mark by its level (mục II.6.đ)."""
    by_level = BlockKind.PART if text.isupper() else _LEVELS[min(max(level, 1), len(_LEVELS)) - 1]
    kind = next((kind for pattern, kind in _HEADINGS if pattern.match(marker)), by_level)
    if kind is BlockKind.CHAPTER:
        _, _, number = marker.partition(" ")
        yield Block.of(kind, f"Phần {number if _ROMAN.match(number) else number.lower()}")
        kind, marker = BlockKind.CHAPTER_TITLE, ""
    if words := one_line(f"{marker} {text}"):
        yield Block.of(kind, words)


def _blocks(paragraphs: Iterable[Paragraph], sections: dict[str, Section]) -> Iterator[Block]:
    for paragraph in paragraphs:
        marker = one_line(paragraph.marker)
        section = sections.get(paragraph.section_id or "")
        if paragraph.kind == "heading":
            yield from _heading(marker, paragraph.text, section.level if section else 1)
        elif words := _words(paragraph):
            yield Block.of(BlockKind.BULLET if marker else BlockKind.TEXT, words)


def _drafted(dossier: Dossier) -> list[Block]:
    """The text of a plan that was typed in as records: headings, and under each its indicators and tasks."""
    blocks: list[Block] = []
    for section in (*dossier.sections, None):
        key = section.id if section else None
        if section:
            number = one_line(section.number)
            blocks += _heading(number + "." * (number[-1:] not in (".", ")", "")), section.title, section.level)
        for record in (*dossier.indicators, *dossier.tasks):
            if (record.section_id if record.section_id in dossier.section_by_id else None) == key:
                short = getattr(record, "title", None) or getattr(record, "name", None)
                blocks.append(Block.of(BlockKind.BULLET, f"- {sentence(record.content or short)}"))
    return blocks


def _ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The text with the mark that closes it, "./." (Phụ lục III)."""
    if not blocks:
        return ()
    *before, last = blocks
    return (*before, Block.of(last.kind, last.text.rstrip(" ./;,:") + "./."))


# annexes


def _annexes(parts: _Parts, dossier: Dossier, attached: str) -> tuple[tuple[Annex, ...], list[Block]]:
    """The annexes and the text; tables of the text become annexes too, with a line in their place that names them."""
    sections = dict(dossier.section_by_id)
    inner = [list(lines) for is_table, lines in groupby(parts.text, _is_table) if is_table]
    total = len(parts.annexes) + sum(len(plan_tables.tables_in(lines)) for lines in inner)
    numbers = iter(range(1, total + 1))
    annexes: list[Annex] = []
    for lines in parts.annexes:
        annexes += _annex(lines, _label(next(numbers), total), attached, sections)
    blocks: list[Block] = []
    closing = next((n for n, line in enumerate(parts.text) if line.kind == "closing"), len(parts.text))
    for is_table, lines in groupby(parts.text[:closing], _is_table):
        if not is_table:
            blocks += _blocks(lines, sections)
            continue
        for table in plan_tables.tables_in(lines):
            label, section = _label(next(numbers), total), sections.get(table[0].section_id or "")
            annexes.append(_table(table, label, one_line(section.title) if section else "", (attached,)))
            blocks.append(Block.of(BlockKind.TEXT, f"(Bảng tại {label} kèm theo)"))
    if parts.notes:
        blocks += [Block.of(BlockKind.TEXT, "Ghi chú:"), *_blocks(parts.notes, sections)]
    return tuple(annexes), [*blocks, *_blocks(parts.text[closing:], sections)]


def _label(number: int, total: int) -> str:
    """From two up annexes bear Roman figures (mục III.1)."""
    return f"Phụ lục {paper.roman(number)}" if total > 1 else "Phụ lục"


def _is_table(paragraph: Paragraph) -> bool:
    return paragraph.kind in plan_tables.KINDS


def _annex(lines: list[Paragraph], label: str, attached: str, sections: dict[str, Section]) -> list[Annex]:
    """An annex under its heading: pieces of text upright, tables on their side."""
    title, rest = _annex_title(lines)
    pieces = [list(piece) for _, piece in groupby(rest, _is_table)]
    head: tuple[str, ...] = (attached,)
    if len(pieces) > 1 and not _is_table(pieces[0][0]) and _letters(pieces[0]) <= _SHORT:
        head = (attached, *map(_words, pieces.pop(0)))
    annexes: list[Annex] = []
    for piece in pieces or [[]]:
        if piece and _is_table(piece[0]):
            for table in plan_tables.tables_in(piece):
                annexes.append(_table(table, label, title, head))
                label, title, head = "", "", ()
        elif annexes and isinstance(above := annexes[-1], TableForm) and _letters(piece) <= _LONG:
            annexes[-1] = replace(above, note=" ".join(map(_words, piece)))
        else:
            annexes.append(TextAnnex(label, title.upper(), head, tuple(_blocks(map(_as_heading, piece), sections))))
            label, title, head = "", "", ()
    return annexes


def _annex_title(lines: Sequence[Paragraph]) -> tuple[str, list[Paragraph]]:
    """The words of the title, and what stands under label, title and the line "(Kèm theo …)", which is set anew."""
    rest, words = list(lines), []
    label = _LABEL.match(one_line(rest[0].text)) if rest else None
    if label:
        words.append(one_line(rest.pop(0).text)[label.end() :])
    above = list(takewhile(lambda line: not _is_table(line), rest[:_TITLE_LINES]))
    end = next((n for n, line in enumerate(above) if _ATTACHED.match(line.text)), None)
    count = len(list(takewhile(lambda line: line.text.isupper(), above))) if end is None else end
    words += [one_line(line.text) for line in rest[:count]]
    return " ".join(filter(None, words)), rest[count if end is None else count + 1 :]


def _letters(lines: Iterable[Paragraph]) -> int:
    return sum(len(line.text) for line in lines)


def _as_heading(paragraph: Paragraph) -> Paragraph:
    """A line of an annex in capitals is a heading there, though the outline of the plan ends before annexes."""
    return replace(paragraph, kind="heading") if paragraph.text.isupper() else paragraph


def _table(lines: Sequence[Paragraph], label: str, title: str, head: tuple[str, ...]) -> TableForm:
    columns, rows = plan_tables.table_of(lines)
    return TableForm(title=title.upper(), columns=columns, rows=rows, subtitle=head, label=label)
