"""Finds the cycles in which results go to the UBND, with the day the plan gives; periods of law are not its matter."""
import re
from collections.abc import Iterable, Iterator

from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedDeadline
from kehoach_desktop.importing.sentences import sentences

_EVERY = r"(?:hằng|hàng|mỗi|theo|từng)"
_CYCLES = (
    ("6_thang", re.compile(r"(?<!\d)0?(?:6|sáu)\s+tháng(?:\s+đầu\s+năm)?(?!\w)|sáu\s+tháng|nửa\s+năm|giữa\s+năm(?!\w)", re.I)),
    ("9_thang", re.compile(r"(?<!\d)0?9\s+tháng(?!\w)|chín\s+tháng", re.I)),
    ("thang", re.compile(rf"{_EVERY}\s+tháng(?!\w)|báo\s+cáo\s+tháng(?!\s*\d)", re.I)),
    ("quy", re.compile(rf"{_EVERY}\s+quý(?!\w)|(?<!cuối )(?<!tháng )(?<!\w)quý(?=\s*(?:,|và|/|\(|$))|báo\s+cáo\s+quý(?!\w)", re.I)),
    ("nam", re.compile(rf"{_EVERY}\s+năm(?!\w)|(?:0?1|một|12)\s+năm(?!\s*20)(?!\w)|(?<=[,/] )năm(?=\s*(?:[,;.(/]|báo|trước|$|gửi|về))|(?<=và )năm(?!\s*20)(?!\w)"
                       r"|báo\s+cáo\s+(?:tổng\s+kết\s+)?năm(?!\w)|cả\s+năm|cuối\s+năm(?!\s*20)|tổng\s+kết\s+năm(?!\w)", re.I)),
)
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*(?:/|\s+tháng\s+)\s*(\d{1,2})(?![\d/])|ngày\s+(\d{1,2})(?!\s*[/\d]|\s+tháng\s+\d)", re.I)
_REPORT = re.compile(r"báo\s+cáo|gửi\s+(?:kết\s+quả|số\s+liệu|về)", re.I)
_PLANNED = re.compile(r"(?:kế\s+hoạch|dự\s+toán|chương\s+trình(?:\s+công\s+tác)?|chỉ\s+tiêu|phát\s+triển\s+kinh\s+tế\s*-\s*xã\s+hội|kinh\s+phí|ngân\s+sách|công\s+tác|nhiệm\s+vụ\s+năm)\s*$", re.I)
_ELSEWHERE = re.compile(r"báo\s+cáo\s+(?:[^,;.]{0,60}?\s)?(?:về\s+|cho\s+|lên\s+)?(?:UBND|Ủy\s+ban\s+nhân\s+dân)\s+(?:tỉnh|thành\s+phố)|báo\s+cáo\s+(?:Sở|Thành\s+ủy|Tỉnh\s+ủy)", re.I)
_ROLES = frozenset({"duty", "report", "work", "who", "when", "form", "target", "funding"})


def read_deadlines(pieces: Iterable[tuple[Piece, str | None]]) -> list[ProposedDeadline]:
    """Each cycle once, with a day if any place gives one; pieces come with the role of their section."""
    found: dict[str, ProposedDeadline] = {}
    for piece, role in pieces:
        if piece.kind not in ("body", "bullet", "label", "closing") or piece.kind != "closing" and role not in _ROLES:
            continue
        for start, stop in sentences(piece.text):
            for deadline in _in_sentence(piece, piece.text[start:stop], role):
                known = found.get(deadline.cycle)
                if known is None or known.day is None and deadline.day is not None:
                    found[deadline.cycle] = deadline
    order = [cycle for cycle in ("thang", "quy", "6_thang", "9_thang", "nam") if cycle in found]
    return [found[cycle] for cycle in order]


def _in_sentence(piece: Piece, sentence: str, role: str | None) -> Iterator[ProposedDeadline]:
    for clause in _report_clauses(sentence, role == "report"):
        cycles = _cycles(clause)
        days = [(m.start(), int(m[1] or m[3]), int(m[2]) if m[2] else None) for m in _DAY.finditer(clause)
                if 1 <= int(m[1] or m[3]) <= 31 and (not m[2] or 1 <= int(m[2]) <= 12)]
        cycles = [(at, cycle) for at, cycle in cycles if not _only_yearly(cycle, at, clause, cycles, days)]
        for k, (at, cycle) in enumerate(cycles):
            following = [day for day in days if day[0] > at and (k + 1 == len(cycles) or day[0] < cycles[k + 1][0])]
            if len(days) == len(cycles) > 1 and not following:
                following = [days[k]]
            elif len(days) == len(cycles) > 1 and all(day[0] > cycles[-1][0] for day in days):
                following = [days[k]]
            elif not following and len(cycles) == 1 and days:
                following = days[-1:]
            day, month = (following[0][1], following[0][2]) if following else (None, None)
            yield ProposedDeadline(cycle, day, month, piece.id, clause.strip(" ,.;"))


def _report_clauses(sentence: str, is_report: bool) -> list[str]:
    """The parts of a sentence that speak of reporting to the UBND; dates in a following part stay with the one before."""
    parts: list[str] = []
    for part in re.split(r";\s*", sentence):
        about = _REPORT.search(part) and not _ELSEWHERE.search(part)
        if about or is_report and any(p.search(part) for _, p in _CYCLES):
            parts.append(part)
        elif parts and _DAY.search(part) and any(p.search(part) for _, p in _CYCLES):
            parts.append(part)
    return parts


def _cycles(clause: str) -> list[tuple[int, str]]:
    found: dict[str, int] = {}
    for cycle, pattern in _CYCLES:
        for match in pattern.finditer(clause):
            if not _PLANNED.search(clause[:match.start()]) and cycle not in found:
                found[cycle] = match.start()
    return sorted((at, cycle) for cycle, at in found.items())


def _only_yearly(cycle: str, at: int, clause: str, cycles: list[tuple[int, str]], days: list[tuple[int, int, int | None]]) -> bool:
    """"trước ngày 15/6 và 15/12 hằng năm": the last words say that the days come every year, they are no cycle."""
    if cycle != "nam" or len(cycles) == 1:
        return False
    before = [day for day in days if day[0] < at]
    return bool(before) and at - before[-1][0] < 12 and len(before) >= len(cycles) - 1 and not any(day[0] > at for day in days) \
        and bool(re.match(r"(?:hằng|hàng)\s+năm", clause[at:], re.I))
