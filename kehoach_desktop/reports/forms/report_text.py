"""The draft of a period's report, part by part, each from the records it is about; knows no page, and invents nothing.

Outline (domain notes §4): I. lãnh đạo, chỉ đạo; II. kết quả; III. đánh giá; IV. kỳ tới; V. kiến nghị. Every sentence
says what the records hold; where they hold nothing it says so. The keys of the parts are stored in office files with
the words people wrote in their place: a key is never given another meaning.
"""

from collections.abc import Callable, Iterator

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.narrative import Line, markup
from kehoach_desktop.domain.progress import count_boxes
from kehoach_desktop.domain.records import DueKind, Role, Task
from kehoach_desktop.domain.submissions import has_come
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms import common, report_review
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.report_facts import (
    MOST_NAMED,
    Facts,
    box_sentence,
    bullet,
    count,
    led_words,
    names,
    standing_name,
    standing_words,
    text,
    told_line,
)
from kehoach_desktop.reports.model import BlockKind
from kehoach_desktop.reports.text import listed, lower_first, one_line, sentence

OPENING, CLOSING = "mo-dau", "ket"
_ENDS = {OPENING: "Mở đầu", CLOSING: "Kết thúc"}
_SECTION_PREFIX = "II.nhiem-vu."
_LOOSE = "khac"  # tasks of no section
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@frozen
class Draft:
    """A part of the report: its key, how it is called on screen, the headings printed before it, the drafted lines."""

    key: str
    number: str
    title: str
    lines: tuple[Line, ...]
    headings: tuple[tuple[BlockKind, str], ...] = ()

    @property
    def text(self) -> str:
        return markup(self.lines)

    @property
    def is_section(self) -> bool:
        """Whether the part is about one section of the plan: emptied, it is left out with its heading."""
        return self.key.startswith(_SECTION_PREFIX)


@frozen
class Item:
    """A numbered item of a chapter; without a title the chapter has no items."""

    key: str
    title: str
    write: Callable[[Facts], list[Line]]
    more: Callable[[Facts], Iterator[Draft]] | None = None  # parts under it


@frozen
class Chapter:
    """A chapter with its items."""

    title: Callable[[Facts], str]
    items: tuple[Item, ...]


def drafts(request: Request, annex_labels: list[str]) -> list[Draft]:
    """Every part of the report in the order of the page."""
    facts = Facts(request)
    found = [Draft(OPENING, "", _ENDS[OPENING], (text(opening(facts)),))]
    for number, chapter in enumerate(CHAPTERS, 1):
        roman = paper.roman(number)
        headings = ((BlockKind.PART, f"{roman}. {chapter.title(facts)}"),)
        for place, item in enumerate(chapter.items, 1):
            own = ((BlockKind.ITEM, f"{place}. {item.title}"),) if item.title else ()
            called = (f"{roman}.{place}.", item.title) if item.title else (f"{roman}.", chapter.title(facts))
            found.append(Draft(item.key, *called, tuple(item.write(facts)), (*headings, *own)))
            found += item.more(facts) if item.more else ()
            headings = ()
    return [*found, Draft(CLOSING, "", _ENDS[CLOSING], (text(closing(facts, annex_labels)),))]


def part_name(key: str) -> str:
    """What a part is called in a sentence: "mục II.1"; its section is not known here. Raises BadValue for no part."""
    for number, chapter in enumerate(CHAPTERS, 1):
        for place, item in enumerate(chapter.items, 1):
            if key == item.key or (item.more and key.startswith(f"{item.key}.")):
                return f"mục {paper.roman(number)}" + (f".{place}" if item.title else "")
    if key in (OPENING, CLOSING):
        return f"phần {_ENDS[key].lower()}"
    raise BadValue(f"Báo cáo không có phần “{key}”.", "Xem các phần bằng `kehoach narrative`.")


def opening(facts: Facts) -> str:
    """On which plan, by whom, about which days."""
    request = facts.request
    agency = paper.agency_name(request.dossier.office)
    plan, window = common.plan_with_subject(request.dossier), request.window
    days = f"từ {paper.long_date(window.data_from)} đến {paper.long_date(window.data_to)}"
    return f"Thực hiện {plan}, {agency} báo cáo kết quả {request.period.phrase} như sau (số liệu {days}):"


def closing(facts: Facts, annex_labels: list[str]) -> str:
    """The last sentence with the annexes it names; "./." ends the text (Phụ lục III)."""
    request = facts.request
    with_annexes = f" (kèm theo {listed(annex_labels)})" if annex_labels else ""
    agency = paper.agency_name(request.dossier.office)
    return f"Trên đây là báo cáo kết quả {request.period.phrase} của {agency}{with_annexes}./."


# --- I ---


def leadership(facts: Facts) -> list[Line]:
    """The duties handed out, and who reported."""
    request, dossier = facts.request, facts.request.dossier
    tasks = dossier.tasks
    if not tasks:
        return [text("Kế hoạch chưa có nhiệm vụ nào được giao.")]
    dated = sum(task.due_kind is not DueKind.NONE for task in tasks)
    products = sum(bool(one_line(task.product)) for task in tasks)
    leads = [dossier.units_of(task.id, Role.LEAD) for task in tasks]
    given, bodies = sum(map(bool, leads)), {unit.id for units in leads for unit in units}
    product = one_line(dossier.office.sixth_clear) or "sản phẩm"
    words = (
        f"{paper.agency_name(dossier.office)} đã giao {count(given, 'nhiệm vụ')} cho {count(len(bodies), 'đơn vị')} chủ "
        f"trì. Trong {count(len(tasks), 'nhiệm vụ')} của Kế hoạch, {count(dated, 'nhiệm vụ')} có thời hạn, "
        f"{count(products, 'nhiệm vụ')} có {product} cụ thể"
    )
    lacking = f", {count(len(tasks) - given, 'nhiệm vụ')} chưa giao đơn vị chủ trì" if given < len(tasks) else ""
    lines = [text(f"{words}{lacking}.")]
    if facts.turnout.reports:
        lines.append(text(_turnout_sentence(facts, request)))
    return lines


def _turnout_sentence(facts: Facts, request: Request) -> str:
    reports, missing = facts.turnout.reports, [unit.name for unit in facts.turnout.missing]
    nil = sum(s.is_nil for _, s in reports if s and has_come(s))
    words = f"Có {len(facts.turnout.came)}/{len(reports)} đơn vị gửi báo cáo {request.period.phrase}"
    words += f", trong đó {nil} đơn vị báo cáo không phát sinh" if nil else ""
    return f"{words}; chưa có báo cáo của {names(missing)}." if missing else f"{words}."


# --- II ---


def indicators(facts: Facts) -> list[Line]:
    """How many indicators meet the year's target, then each figure with its judgement."""
    year = facts.request.period.year
    if not facts.standings:
        return [text("Kế hoạch chưa có chỉ tiêu.")]
    met = sum(s.verdict is Verdict.MET for s in facts.rated)
    without = sum(s.verdict is Verdict.NO_DATA for s in facts.rated)
    missed = len(facts.rated) - met - without
    lines = [
        text(
            f"Kế hoạch có {count(len(facts.standings), 'chỉ tiêu')}, trong đó {count(len(facts.rated), 'chỉ tiêu')} có mục "
            f"tiêu năm {year}: {met} chỉ tiêu đạt, {missed} chỉ tiêu chưa đạt, {without} chỉ tiêu chưa có số liệu."
        )
    ]
    lines += [bullet(standing_words(facts, s), standing_name(s)) for s in facts.standings if s.figure.value is not None]
    missing = [lower_first(standing_name(s)) for s in facts.standings if s.figure.value is None]
    if missing:
        lines.append(bullet(f"{listed(missing)}.", "Chưa có số liệu"))
    return lines


def tasks_summary(facts: Facts) -> list[Line]:
    """The four boxes of the whole plan."""
    return [text(box_sentence(facts.boxes, "Kế hoạch"))]


def _section_drafts(facts: Facts) -> Iterator[Draft]:
    """A part for each section with tasks: its boxes, what was reported on each task."""
    for place, (section, tasks) in enumerate(common.sections_with_tasks(facts.request.dossier)):
        title = one_line(section.title).rstrip(" .:;") if section else common.NO_SECTION
        key = _SECTION_PREFIX + (section.id if section else _LOOSE)
        lines = tuple(_section_lines(facts, tasks))
        yield Draft(key, f"II.2.{point(place)}", title, lines, ((BlockKind.POINT, title),))


def point(place: int) -> str:
    """The letter of a point with its bracket; "" beyond the alphabet."""
    return f"{_LETTERS[place]})" if place < len(_LETTERS) else ""


def _section_lines(facts: Facts, tasks: list[Task]) -> list[Line]:
    told = [line for line in (told_line(facts, task) for task in tasks) if line]
    if len(tasks) == 1 and told:
        return told
    boxes = box_sentence(count_boxes(tasks, facts.request.as_of), "Mục này")
    return [text(boxes if told else f"{boxes} Chưa có kết quả gửi về."), *told]


def by_unit(facts: Facts) -> list[Line]:
    """What each lead unit did with its tasks; of many units only those with something late are named."""
    request = facts.request
    groups = [(unit, count_boxes(tasks, request.as_of))
              for unit, tasks in common.leads_with_tasks(request.dossier) if unit]  # fmt: skip
    if not groups:
        return [text("Chưa có nhiệm vụ nào được giao cho đơn vị chủ trì.")]
    named = [group for group in groups if group[1].open_late] if len(groups) > MOST_NAMED else groups
    missing = {unit.id for unit in facts.turnout.missing}
    lines = []
    for unit, counts in named:
        unsent = "; chưa gửi báo cáo" if unit.id in missing else ""
        lines.append(bullet(f"{led_words(counts)}{unsent}.", one_line(unit.name)))
    rest = len(groups) - len(named)
    if rest:
        lines.append(text(f"{count(rest, 'đơn vị')} chủ trì{' khác' if named else ''} không có nhiệm vụ quá hạn."))
    return lines


def funding(facts: Facts) -> list[Line]:
    """The plan's own lines on money."""
    lines = [sentence(row.text.lstrip("-–+ ")) for row in facts.request.dossier.funding]
    lines = [line for line in lines if line]
    if not lines:
        return [text("Kế hoạch không ghi kinh phí riêng.")]
    return [text("Kinh phí theo Kế hoạch:"), *(bullet(line) for line in lines)]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(lambda _: "Công tác lãnh đạo, chỉ đạo, quán triệt", (Item("I", "", leadership),)),
    Chapter(
        lambda _: "Kết quả thực hiện",
        (
            Item("II.chi-tieu", "Kết quả thực hiện chỉ tiêu", indicators),
            Item("II.nhiem-vu", "Kết quả thực hiện nhiệm vụ", tasks_summary, _section_drafts),
            Item("II.don-vi", "Kết quả theo đơn vị chủ trì", by_unit),
            Item("II.kinh-phi", "Kinh phí thực hiện", funding),
        ),
    ),
    Chapter(
        lambda _: "Đánh giá chung",
        (
            Item("III.uu-diem", "Ưu điểm", report_review.strengths),
            Item("III.han-che", "Hạn chế", report_review.weaknesses),
            Item("III.nguyen-nhan", "Nguyên nhân", report_review.causes),
        ),
    ),
    Chapter(
        lambda facts: f"Nhiệm vụ {facts.request.period.next().phrase}", (Item("IV", "", report_review.next_period),)
    ),
    Chapter(lambda _: "Kiến nghị, đề xuất", (Item("V", "", report_review.proposals),)),
)
