"""Finds the cycles in which results go to the UBND, with the day the plan gives; periods of law are not its matter."""

import re
from collections.abc import Iterable, Iterator

from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedDeadline
from kehoach_desktop.importing.sentences import sentences

_EVERY = r"(?:hằng|hàng|mỗi|theo|từng)"
_NO_YEAR = r"(?!\w)(?!\s*(?:20\d\d|học|qua|trước(?!\s+(?:ngày|tháng))|tới|sau|nay|\d))"
_CYCLES = (
    (
        "6_thang",
        re.compile(r"(?<!\d)0?(?:6|sáu)\s+tháng(?:\s+đầu\s+năm)?(?!\w)|sáu\s+tháng|nửa\s+năm|giữa\s+năm(?!\w)", re.I),
    ),
    ("9_thang", re.compile(r"(?<!\d)0?9\s+tháng(?!\w)|chín\s+tháng", re.I)),
    ("thang", re.compile(rf"{_EVERY}\s+tháng(?!\w)|báo\s+cáo\s+tháng(?!\s*\d)", re.I)),
    (
        "quy",
        re.compile(
            rf"{_EVERY}\s+quý(?!\w)|(?<!cuối )(?<!tháng )(?<!\w)quý(?=\s*(?:,|và|/|\(|$))|báo\s+cáo\s+quý(?!\w)", re.I
        ),
    ),
    (
        "nam",
        re.compile(
            rf"{_EVERY}\s+năm(?!\w)|(?<!\w)(?:0?1|một|12)\s+năm(?!\s*20)(?!\w)|(?:cả|cuối|tổng\s+kết|báo\s+cáo)\s+năm{_NO_YEAR}"
            rf"|(?:^\W*|[,/&(;:]\s*|(?<!\w)và\s+)năm{_NO_YEAR}",
            re.I,
        ),
    ),
)
_DAY = re.compile(
    r"(?<![\d/])(\d{1,2})\s*(?:/|\s+tháng\s+)\s*(\d{1,2})(?![\d/])|ngày\s+(\d{1,2})(?!\s*[/\d]|\s+tháng\s+\d)", re.I
)
_AFTER_DAY = re.compile(r"(?:\d{1,2}\s*/\s*\d{1,2}|tháng\s+\d{1,2}|cuối\s+quý)\)?\s*$", re.I)
_REPORT = re.compile(r"báo\s+cáo|gửi\s+(?:kết\s+quả|số\s+liệu|về)", re.I)
_PLANNED = re.compile(
    r"(?:kế\s+hoạch|dự\s+toán|chương\s+trình(?:\s+công\s+tác)?|chỉ\s+tiêu|phát\s+triển\s+kinh\s+tế\s*-\s*xã\s+hội|kinh\s+phí|ngân\s+sách|công\s+tác|nhiệm\s+vụ\s+năm)\s*$",
    re.I,
)
_ELSEWHERE = re.compile(
    r"báo\s+cáo\s+(?:[^,;.]{0,60}?\s)?(?:về\s+|cho\s+|lên\s+)?(?:UBND|Ủy\s+ban\s+nhân\s+dân)\s+(?:tỉnh|thành\s+phố)|báo\s+cáo\s+(?:Sở|Thành\s+ủy|Tỉnh\s+ủy)",
    re.I,
)
_Day = tuple[int, int, int | None]  # place in the clause, day, month
_ROLES = frozenset({"duty", "report", "work", "who", "when", "form", "target", "funding"})


def read_deadlines(pieces: Iterable[tuple[Piece, str | None]]) -> list[ProposedDeadline]:
    """Each cycle once, with a day if any place gives one; pieces come with the role of their section."""
    found: dict[str, ProposedDeadline] = {}
    for piece, role in pieces:
        if piece.kind not in ("body", "bullet", "label", "closing") or (piece.kind != "closing" and role not in _ROLES):
            continue
        for start, stop in sentences(piece.text):
            for deadline in _in_sentence(piece, piece.text[start:stop], role):
                known = found.get(deadline.cycle)
                if known is None or (known.day is None and deadline.day is not None):
                    found[deadline.cycle] = deadline
    order = [cycle for cycle in ("thang", "quy", "6_thang", "9_thang", "nam") if cycle in found]
    return [found[cycle] for cycle in order]


def _in_sentence(piece: Piece, sentence: str, role: str | None) -> Iterator[ProposedDeadline]:
    for clause in _report_clauses(sentence, role == "report"):
        cycles = _cycles(clause)
        days = [
            (m.start(), int(m[1] or m[3]), int(m[2]) if m[2] else None)
            for m in _DAY.finditer(clause)
            if 1 <= int(m[1] or m[3]) <= 31 and (not m[2] or 1 <= int(m[2]) <= 12)
        ]
        if [cycle for _, cycle in cycles] == ["nam"] and _twice_a_year(days):
            cycles = [(cycles[0][0], "6_thang"), *cycles]
        for (_, cycle), day in zip(cycles, _paired(cycles, days), strict=True):
            yield ProposedDeadline(
                cycle, day[1] if day else None, day[2] if day else None, piece.id, clause.strip(" ,.;")
            )


def _twice_a_year(days: list[_Day]) -> bool:
    """Whether two days ("15/6 và 15/12 hằng năm") mean a half-year that is not named."""
    months = [month or 0 for _, _, month in days]
    return len(months) == 2 and 5 <= months[0] <= 7 and 11 <= months[1] <= 12


def _paired(cycles: list[tuple[int, str]], days: list[_Day]) -> list[_Day | None]:
    """The day of each cycle: the one that follows it before the next cycle; as many days as cycles go in order."""
    ends = [*(at for at, _ in cycles), 10**9][1:]
    own = [next((day for day in days if at < day[0] < end), None) for (at, _), end in zip(cycles, ends, strict=True)]
    if len(days) == len(cycles) and None in own:
        return list(days)
    if len(cycles) == 1 and own == [None] and days:
        return [days[-1]]
    return own


def _report_clauses(sentence: str, is_report: bool) -> list[str]:
    """The parts of a sentence that speak of reporting to the UBND; dates in a following part stay with the one before."""
    parts: list[str] = []
    for part in re.split(r";\s*", sentence):
        about = _REPORT.search(part) and not _ELSEWHERE.search(part)
        if (
            about
            or (is_report and any(p.search(part) for _, p in _CYCLES))
            or (parts and _DAY.search(part) and any(p.search(part) for _, p in _CYCLES))
        ):
            parts.append(part)
    return parts


def _cycles(clause: str) -> list[tuple[int, str]]:
    """Each cycle once, by its first mention; "15/12 hằng năm" tells that the day returns, not how often one reports."""
    found: dict[str, int] = {}
    aside: dict[str, int] = {}
    for cycle, pattern in _CYCLES:
        for match in pattern.finditer(clause):
            before = clause[: match.start()]
            if _PLANNED.search(before):
                continue
            target = aside if match[0][:1].lower() == "h" and _AFTER_DAY.search(before) else found
            target.setdefault(cycle, match.start())
    return sorted((at, cycle) for cycle, at in (found or aside).items())
