"""Which year a target is for: the year its own sentence brings, else that of its heading; a bare vision year never counts."""

import re

_BROUGHT = re.compile(
    r"(?<!\w)(?:(?:từ|đến|vào|trong|tới|hết|cuối|đầu|trước)\s+(?:hết\s+|cuối\s+|đầu\s+|giữa\s+)?(?:năm\s+)?|(?:ngay\s+)?năm\s+)"
    r"(20[2-9]\d)(?!\d|\s*[-–]\s*20|/)",
    re.I,
)
_VISION = re.compile(r"tầm\s+nhìn(?:\s+(?:đến|tới))?(?:\s+năm)?\s*$", re.I)
_RIGHT_AFTER = re.compile(r"[\d.,]+\s*%?\s*\(?\s*năm\s+(20[2-9]\d)(?!\d)", re.I)
_SPAN = re.compile(r"20[2-9]\d\s*[-–]\s*(20[2-9]\d)")


def brought_years(sentence: str) -> list[tuple[int, int]]:
    """Years that "từ, đến, vào, trong năm" bring into a sentence, each with its place."""
    found = []
    for match in _BROUGHT.finditer(sentence):
        before = sentence[: match.start()]
        comparing = re.search(r"(?:so\s+với|ngày\s+\d{1,2}\s+tháng\s+\d{1,2})\s*$", before, re.I)
        vision = _VISION.search(sentence[: match.start(1)])
        if not comparing and not vision:
            found.append((match.start(), int(match[1])))
    return found


def year_for(sentence: str, at: int) -> int | None:
    """The year for the number at that place of its sentence: the nearest before it, else the first after it.

    "90% năm 2027" with nothing between is that year's, whatever stands before.
    """
    own = _RIGHT_AFTER.match(sentence, at)
    if own:
        return int(own[1])
    years = brought_years(sentence)
    before = [year for place, year in years if place < at]
    return before[-1] if before else (years[0][1] if years else None)


def heading_year(title: str) -> int | None:
    """The year a heading names; of "đến năm 2030, tầm nhìn 2045" the first, a span "2026-2030" means its end."""
    years = brought_years(title)
    if years:
        return years[0][1]
    span = _SPAN.search(title)
    if span:
        return int(span[1])
    vision = re.search(r"tầm\s+nhìn\D{0,12}(20[2-9]\d)", title, re.I)
    if vision:
        return int(vision[1])
    bare = re.search(r"(?<![\d/])(20[2-9]\d)(?![\d/])", title)
    return int(bare[1]) if bare and re.search(r"mục tiêu|chỉ tiêu", title, re.I) else None
