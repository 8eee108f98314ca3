"""Finds the figures a plan sets itself in running text: value, unit, comparison, year; tables are read elsewhere."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from kehoach_desktop.domain.vietnamese import parse_number
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.letters import LOWER
from kehoach_desktop.importing.outline import Section
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedIndicator
from kehoach_desktop.importing.sentences import around, clauses, sentences
from kehoach_desktop.importing.vocabulary import any_of, phrases, table
from kehoach_desktop.importing.years import brought_years, year_for

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORD_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5}
_OPEN = r"(?<![\w/.,-])"  # no part of a law number, a date or a longer number
_WINDOW = 1000  # letters on either side in which the words of a figure may stand; keeps a monstrous line linear
_SILENT_ROLES = frozenset({"situation", "slogan"})
_READ_KINDS = frozenset({"body", "bullet", "label"})


@frozen
class Figure:
    """A number with its unit as printed: one value or a pair."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    start: int
    end: int

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰")


@cache
def _figure() -> re.Pattern[str]:
    measures = table("indicators")["measures"]
    per = rf"(?:\s*/\s*{any_of(measures['per'])}(?!\w)|\s+(?:mỗi|một|trên)\s+{any_of(['năm', 'quý', 'tháng', 'tuần'])}(?!\w))?"
    noun = rf"(?:{any_of(measures['nouns'])}(?!\w)|(?!{any_of(measures['never'])}(?!\w))[{LOWER}]{{2,}}){per}"
    return re.compile(
        rf"{_OPEN}(?P<low>{_NUMBER}|(?<=\s)(?:một|hai|ba)(?=\s+lần))(?P<share>\s*(?:%|‰|phần\s+trăm))?"
        rf"(?:\s*(?:[-–]|đến|tới)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>%|‰|phần\s+trăm|{noun})?(?!\w|/\d)",
        re.I,
    )


@cache
def _beside() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a comparison at the end of what stands before the number, and which operator each of its words means."""
    rules = table("indicators")
    meaning = {word: op for op, words in rules["operators"].items() for word in words}
    filler = rf"(?:\s+{any_of(rules['words']['filler'])}){{0,3}}"
    return re.compile(rf"(?<!\w)(?P<word>{any_of(meaning)}){filler}\s*$", re.I), meaning


@cache
def _life() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of how long people live, and people whose age a number may tell."""
    measures = table("indicators")["measures"]
    return (
        re.compile(any_of(measures["life"]), re.I),
        re.compile(rf"{any_of(measures['people'])}\s*(?:từ|dưới|trên|đủ|trong độ tuổi)?\s*$", re.I),
    )


def figures(text: str) -> Iterator[Figure]:
    """Every number of the text that bears a unit."""
    for found in _figure().finditer(text):
        share = (found["share"] or "").strip()
        unit = share or (found["unit"] or "")
        if not unit:
            continue
        low = _WORD_NUMBERS.get(found["low"].lower()) or parse_number(found["low"])
        high = parse_number(found["high"]) if found["high"] else None
        if low is None or (high is not None and high <= Decimal(low)) or (_is_year(found["low"]) and not share):
            continue
        unit = "%" if unit.lower().startswith(("%", "phần")) else re.sub(r"\s*/\s*", "/", " ".join(unit.split()))
        unit = re.sub(r"\s+(?:mỗi|một|trên)\s+(năm|quý|tháng|tuần)$", r"/\1", unit)
        yield Figure(
            Decimal(low), high, unit, found.start(), found.end("share") if share and high is None else found.end()
        )


def _is_year(digits: str) -> bool:
    return digits.isdecimal() and len(digits) == 4 and 1900 <= int(digits) <= 2100


def operator_of(before: str, after: str, figure: Figure) -> tuple[str | None, str]:
    """The comparison of a figure and the words that say it; None when there is none."""
    if figure.value_max is not None:
        return "range", ""
    clause = re.split(r"[,;.:]", before)[-1]
    toward = phrases("indicators", "words.toward").search(clause)
    if toward:
        return "toward", toward[0]
    if re.match(r"\s*(?:[^\W\d]+\s+){0,4}trở\s+lên", after):
        return "gte", "trở lên"
    if re.match(r"\s*(?:[^\W\d]+\s+){0,4}trở\s+xuống", after):
        return "lte", "trở xuống"
    pattern, meaning = _beside()
    found = pattern.search(before[-80:])
    if found is None:
        return None, ""
    return _risen(meaning[" ".join(found["word"].lower().split())], clause, figure), found[0].strip()


def _risen(op: str, clause: str, figure: Figure) -> str:
    """An increase though its verb stands far from the number: "Tăng chiều cao ... tối thiểu 1,5 cm"."""
    if figure.unit in ("cm", "kg") and re.search(r"(?<!\w)tăng(?!\w)", clause, re.I):
        return {"gte": "inc_gte", "eq": "inc"}.get(op, op)
    return op


def read_indicators(pieces: Iterable[Piece], sections: list[Section], plan_year: int | None) -> list[ProposedIndicator]:
    """One for every figure with a comparison in any chapter; not ages, days, slogans, nor results of past years."""
    found: list[ProposedIndicator] = []
    for piece in pieces:
        section = sections[piece.section] if piece.section is not None else None
        if piece.kind not in _READ_KINDS or section is None or section.role in _SILENT_ROLES:
            continue
        found += _in_piece(piece, section, plan_year)
    return found


def _in_piece(piece: Piece, section: Section, plan_year: int | None) -> Iterator[ProposedIndicator]:
    spans = sentences(piece.text)
    for figure in figures(piece.text):
        start, stop = around(spans, figure.start)
        start, stop = max(start, figure.start - _WINDOW), min(stop, figure.end + _WINDOW)
        sentence = piece.text[start:stop]
        before, after = piece.text[start : figure.start], piece.text[figure.end : stop]
        op, words = operator_of(before, after, figure)
        if not _is_target(figure, before, after, op, words, section):
            continue
        year = year_for(sentence, figure.start - start) or _list_year(piece) or section.year
        if plan_year and year and year < plan_year:
            continue
        clause = around(clauses(piece.text, start, stop), figure.start)
        text = piece.text[clause[0] : clause[1]].rstrip(" .,;")
        yield ProposedIndicator(
            text,
            _name(piece.text, clause, figure, words),
            figure.value,
            figure.value_max,
            _unit(figure, before, after),
            op or "eq",
            year,
            section.key,
            piece.id,
            clause,
        )
    yield from _without_figure(piece, section, spans)


def _is_target(figure: Figure, before: str, after: str, op: str | None, words: str, section: Section) -> bool:
    rules = table("indicators")
    clause = re.split(r"[;]", before)[-1]
    if phrases("indicators", "words.past").search(clause):
        return False
    if re.search(r"(?<!\w)từ\s*$", before) and re.match(
        r"[^;.]{0,40}?(?<!\w)(?:lên|xuống|còn)\s+(?:\w+\s+){0,2}\d", after
    ):
        return False  # "từ 85% lên 92%": where it begins, not what is to be reached
    if figure.unit in ("tuổi", "năm"):
        life, person = _life()
        last = not re.match(r"[^;.]*?\d\s*(?:tuổi|năm)(?!\w)", after)
        return bool(life.search(before)) and (last or not person.search(before))
    if figure.is_share:
        paid = phrases("indicators", "words.not_target_after", start=True).match(re.sub(r"^\s*tổng\s", "", after))
        return not (paid and phrases("indicators", "words.not_target_before").search(clause))
    unknown = figure.unit.split("/")[0].lower() not in rules["measures"]["nouns"]
    if unknown and (op in (None, "eq") or (op == "range" and section.role != "target")):
        return False
    if op in (None, "eq") and not (
        op == "eq" and words.split(" ", maxsplit=1)[0].lower() in rules["words"]["strong_eq"]
    ):
        return section.role == "target"
    return True


def _unit(figure: Figure, before: str, after: str) -> str:
    """The unit as printed; "mỗi năm 01 lần" is 1 lần/năm."""
    if "/" in figure.unit or figure.is_share:
        return figure.unit
    every = re.search(r"(?:mỗi|hằng|hàng|một)\s+(năm|quý|tháng|tuần|ngày)\s*(?:\w+\s+){0,2}$", before, re.I)
    if figure.unit == "lần" and not every:
        every = re.match(
            r"\s*(?:trong\s+)?(?:mỗi|hằng|hàng|một)\s+(năm|quý|tháng|tuần|ngày)", after, re.I
        ) or re.search(r"(?:mỗi|hằng|hàng)\s+(năm|quý|tháng|tuần|ngày)(?!\w)[^;.]*$", before, re.I)
    return f"{figure.unit}/{every[1].lower()}" if every else figure.unit


def _list_year(piece: Piece) -> int | None:
    """The year of the line above that opens the list ("Đến năm 2030:")."""
    above = piece.parent
    while above is not None:
        years = brought_years(above.text)
        if years:
            return years[-1][1]
        above = above.parent
    return None


_YEAR_PHRASE = re.compile(
    r"(?:^|,)\s*(?:phấn đấu\s*,?\s*)?(?:từ|đến|vào|trong)?\s*(?:hết\s+|cuối\s+)?năm\s+20\d\d\s*,?", re.I
)
_YEAR_AFTER = re.compile(r"\s*(?:(?:trong|vào|đến|từ)\s+)?(?:hết\s+|cuối\s+)?năm\s+20\d\d$", re.I)
_DANGLING = re.compile(
    r"(?:[\s,]+(?:đạt|từ|có|là|còn|chiếm|đến|phấn đấu|xuống|lên|được|khoảng|mức|ít nhất|tối thiểu|trên|dưới|tăng|thêm|mỗi năm|với))+\s*$",
    re.I,
)


_IDLE = re.compile(
    r"(?:(?:hằng|hàng|mỗi) năm|phấn đấu|giảm|tăng|có|đạt|bảo đảm|đảm bảo|duy trì|nâng|mở|tổ chức|thành lập|xây dựng|khoảng|bình quân"
    r"|trong đó|\W)+",
    re.I,
)


def _name(text: str, clause: tuple[int, int], figure: Figure, words: str) -> str:
    """What is measured: the words before the comparison, else those after the unit."""
    before = text[clause[0] : figure.start]
    cut = before.lower().rfind(words.lower()) if words else -1
    subject = re.sub(r"^.*:\s*", "", before[:cut] if cut >= 0 else before)
    earlier = re.search(r"\d+(?:[.,]\d+)?\s*%", subject)  # another figure of the same thing stands before
    subject = subject[: earlier.start()] if earlier else subject
    subject = _DANGLING.sub("", _YEAR_PHRASE.sub("", subject)).strip(" ,.:-–")
    subject = _led_in(_YEAR_AFTER.sub("", subject))
    if len(subject.split()) >= 2 and not _IDLE.fullmatch(subject):
        return subject
    rest = re.split(r"[,;.]", text[figure.end : clause[1]], maxsplit=1)[0].strip(" ,.:-–")
    rest = _YEAR_AFTER.sub("", rest) or text[figure.end : clause[1]].rpartition("%")[2].strip(" ,.;")
    counted = rest if figure.is_share else f"{figure.unit} {rest}".strip()
    return _YEAR_AFTER.sub("", counted).strip(" /") or text[clause[0] : clause[1]]


def _led_in(subject: str) -> str:
    """The name without the words of effort before it ("Phấn đấu đạt tỷ lệ ..."), as they are or as scanning left them."""
    lead = phrases("indicators", "words.lead_in", start=True)
    while found := lead.match(subject):
        subject = subject[found.end() :].lstrip(" ,:")
    return subject


def _without_figure(piece: Piece, section: Section, spans: list[tuple[int, int]]) -> Iterator[ProposedIndicator]:
    """A target in words, value null: "Hướng tới bao phủ toàn dân" in a chapter of targets."""
    if section.role != "target":
        return
    for start, stop in spans:
        for clause in clauses(piece.text, start, stop):
            text = piece.text[clause[0] : clause[1]]
            found = re.search(r"(?<!\w)toàn\s+dân(?!\w)", text, re.I)
            if found and not re.search(r"\d\s*%", text) and phrases("indicators", "words.toward").search(text):
                year = (
                    year_for(piece.text[start:stop], clause[0] - start + found.start())
                    or _list_year(piece)
                    or section.year
                )
                yield ProposedIndicator(
                    text.rstrip(" .,;"),
                    text.strip(" .,;"),
                    None,
                    None,
                    None,
                    "toward",
                    year,
                    section.key,
                    piece.id,
                    clause,
                    target_text="toàn dân",
                )
