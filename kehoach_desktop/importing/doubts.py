"""Names what a person should look at before accepting: blanks, contradictions, numbers out of turn; decides nothing."""

from collections import Counter

from kehoach_desktop.domain.vietnamese import fold, format_number
from kehoach_desktop.importing.back_matter import BackMatter
from kehoach_desktop.importing.front_matter import FrontMatter
from kehoach_desktop.importing.outline import Section
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import Doubt, ProposedAssignment, ProposedIndicator, ProposedTask, ProposedUnit
from kehoach_desktop.importing.units import unit_key

_OPERATORS = {
    "gt": "trên",
    "gte": "từ",
    "lt": "dưới",
    "lte": "không quá",
    "eq": "đạt",
    "inc": "tăng thêm",
    "inc_gte": "tăng ít nhất",
    "toward": "hướng tới",
    "range": "từ",
}


def read_doubts(
    front: FrontMatter,
    back: BackMatter,
    sections: list[Section],
    indicators: list[ProposedIndicator],
    units: list[ProposedUnit],
    assignments: list[ProposedAssignment],
    tasks: list[ProposedTask],
) -> list[Doubt]:
    """Doubts on the whole plan first, then in the order of kinds."""
    return [
        *_blanks(front, back, sections, tasks),
        *_numbers(sections),
        *_contradictions(indicators),
        *_strangers(units, assignments),
    ]


def encoding_doubts(pieces: list[Piece]) -> list[Doubt]:
    """One for each legacy encoding that was read as Unicode: the letters are ours now, somebody must look at them."""
    counted = Counter(piece.typed[0] for piece in pieces if piece.typed)
    return [
        Doubt(
            None,
            "legacy_encoding",
            f"Tệp gõ bằng {scheme}, {count} đoạn đã chuyển sang Unicode. Xem thử bản chuyển trước khi nhận;"
            " chữ gốc của từng đoạn vẫn được giữ.",
        )
        for scheme, count in counted.items()
    ]


def _blanks(front: FrontMatter, back: BackMatter, sections: list[Section], tasks: list[ProposedTask]) -> list[Doubt]:
    missing = [
        ("place", front.place, "Không thấy tên xã, phường, đặc khu."),
        ("title", front.title, "Không thấy tên kế hoạch dưới chữ KẾ HOẠCH."),
        ("number", front.number, "Kế hoạch chưa có số."),
        ("date", front.issued, "Kế hoạch chưa có ngày ban hành đầy đủ."),
        ("signer", back.name, "Không thấy họ tên người ký."),
        ("sections", sections, "Không thấy chương, mục nào."),
        ("tasks", tasks, "Không thấy nhiệm vụ nào."),
    ]
    return [Doubt(None, f"no_{kind}", message) for kind, found, message in missing if not found]


def _numbers(sections: list[Section]) -> list[Doubt]:
    counted = Counter(section.path for section in sections if section.path)
    return [
        Doubt(section.piece.id, "same_number", f"Số mục {section.path} dùng {counted[section.path]} lần.")
        for section in sections
        if section.path and counted[section.path] > 1
    ]


def _contradictions(indicators: list[ProposedIndicator]) -> list[Doubt]:
    """The same thing measured for the same year with two different marks."""
    found: list[Doubt] = []
    seen: dict[tuple[frozenset[str], str | None, int | None], ProposedIndicator] = {}
    for indicator in indicators:
        if indicator.value is None:
            continue
        key = (frozenset(fold(indicator.name).split()), indicator.unit, indicator.year)
        first = seen.setdefault(key, indicator)
        if (first.value, first.op) != (indicator.value, indicator.op):
            found.append(
                Doubt(
                    indicator.paragraph,
                    "contradiction",
                    f"{indicator.name}: nơi này ghi {_told(indicator)}, nơi khác ghi {_told(first)}.",
                )
            )
    return found


def _told(indicator: ProposedIndicator) -> str:
    return f"{_OPERATORS[indicator.op]} {format_number(indicator.value)} {indicator.unit or ''}".strip()


def _strangers(units: list[ProposedUnit], assignments: list[ProposedAssignment]) -> list[Doubt]:
    """Leads that no heading of the chapter of duties names."""
    known = {unit_key(name) for unit in units for name in (unit.name, *unit.aliases)}
    strangers = {
        unit_key(name): (name, a.paragraph) for a in assignments for name in a.lead if unit_key(name) not in known
    }
    return (
        [
            Doubt(paragraph, "unknown_lead", f"{name} được giao chủ trì nhưng không có trong phần tổ chức thực hiện.")
            for name, paragraph in strangers.values()
        ]
        if units
        else []
    )
