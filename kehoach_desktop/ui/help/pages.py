"""The pages of the help as data: their order, which one belongs to which place, search without accents. No widget."""

import re
from functools import cache
from pathlib import Path

from kehoach_desktop import paths
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.frozen import frozen

FIRST = "bat-dau"
# file name of a page under resources/help: its title in the list
PAGES: dict[str, str] = {
    FIRST: "Bắt đầu",
    "nhap-ke-hoach": "Nhập kế hoạch",
    "ke-hoach": "Thẻ Kế hoạch",
    "nhiem-vu": "Thẻ Nhiệm vụ",
    "don-vi": "Thẻ Đơn vị",
    "chi-tieu": "Thẻ Chỉ tiêu",
    "bao-cao": "Báo cáo và in",
    "sua-loi-van": "Sửa lời văn báo cáo",
    "bieu-cap-tren": "Điền biểu của cấp trên",
    "thu-phieu": "Thu phiếu của đơn vị",
    "gop-tep": "Gộp tệp nhận về",
    "lich-su": "Lịch sử và thùng rác",
    "phim-tat": "Phím tắt",
    "khi-gap-loi": "Khi gặp lỗi",
}
# tab key or class of a window: its page
PLACES: dict[str, str] = {
    "plan": "ke-hoach",
    "tasks": "nhiem-vu",
    "units": "don-vi",
    "indicators": "chi-tieu",
    "reports": "bao-cao",
    "SetupWizard": FIRST,
    "OfficeDialog": FIRST,
    "Prompt": FIRST,
    "SettingsDialog": FIRST,
    "InfoBox": "phim-tat",
    "ImportReview": "nhap-ke-hoach",
    "CompareWindow": "nhap-ke-hoach",
    "FormColumns": "bao-cao",
    "NarrativeWindow": "sua-loi-van",
    "ForeignFormBox": "bieu-cap-tren",
    "MergeWindow": "gop-tep",
    "CarryDialog": "gop-tep",
    "StickChoice": "gop-tep",
    "CollectWindow": "thu-phieu",
    "RestoreDialog": "khi-gap-loi",
    "HistoryWindow": "lich-su",
    "BinWindow": "lich-su",
    "QuestionBox": "khi-gap-loi",
    "CrashBox": "khi-gap-loi",
    "Palette": "phim-tat",
}


@frozen
class Hit:
    """A page that holds every word looked for, and how often."""

    page: str
    count: int


def path_of(page: str) -> Path:
    """The file of a page; an unknown page is a bug and raises KeyError."""
    if page not in PAGES:
        raise KeyError(page)
    return paths.resource("help", f"{page}.md")


@cache
def text_of(page: str) -> str:
    """A page as it is written."""
    return path_of(page).read_text(encoding="utf-8")


@cache
def _folded(page: str) -> str:
    words = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`#|>\[]", " ", text_of(page))
    return fold(f"{PAGES[page]} {words}")


def search(text: str) -> list[Hit]:
    """Pages with every word, accents aside: those with the words in their title first, then in the order of the list."""
    words = fold(text).split()
    if not words:
        return [Hit(page, 0) for page in PAGES]
    hits = [
        Hit(page, sum(_folded(page).count(word) for word in words))
        for page in PAGES
        if all(word in _folded(page) for word in words)
    ]
    return sorted(hits, key=lambda hit: not all(word in fold(PAGES[hit.page]) for word in words))


def places_in(text: str, needle: str) -> list[tuple[int, int]]:
    """Where the words stand in a shown text, accents aside: start and end of each."""
    bare = "".join(_letter(letter) for letter in text)
    return [
        match.span() for word in fold(needle).split() if len(word) > 1 for match in re.finditer(re.escape(word), bare)
    ]


@cache
def _letter(letter: str) -> str:
    """A letter without its accent, one for one, so that places stay where they are."""
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
