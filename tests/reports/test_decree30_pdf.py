"""Every legal paper on PDF against every rule of Nghị định 30/2020/NĐ-CP, Phụ lục I, on one page and on many.

A rule is one row of RULES: its number in our notes on the decree, what it asks, how it is read back. To see what a paper
breaks, look at the id of the failing test: form, length, rule.
"""

import re
from collections.abc import Callable

import pytest

from kehoach_desktop.reports.model import BlockKind, LegalPaper
from kehoach_desktop.reports.pdf_paper import write_paper
from tests.reports.legal_papers import FORMS, LENGTHS, LONG, NAMED, SHORT, paper_of
from tests.reports.printed import INDENT, LEFT, MM, RIGHT, Line, Printed
from tests.reports.readback import pdf_fonts

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
HEADS = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
PITCH = 14 * 1.15  # a single line of 14 points


class Case:
    """A paper as data and as it came out of the printer."""

    def __init__(self, form: str, length: str, path) -> None:
        self.form, self.length, self.path = form, length, path
        self.paper: LegalPaper = paper_of(form, length)
        write_paper(self.paper, path)
        self.printed = Printed(path)
        self.first = self.printed.lines[0]

    @property
    def is_letter(self) -> bool:
        return not self.paper.type_name

    @property
    def body(self) -> list[Line]:
        return self.printed.body(self.paper.blocks[0].text)

    def title(self) -> list[Line]:
        """The lines between the type name and the text."""
        start = next(n for n, line in enumerate(self.first) if line.text == self.paper.type_name.upper())
        end = self.first.index(self.printed.line(self.body[0].text[:30]))
        return self.first[start + 1 : end]


def sized(line: Line, low: float, high: float, style: str) -> bool:
    return all(low <= size <= high and face == style for size, face in line.faces)


# --- the sheet ---


def sheet(case: Case) -> None:
    for width, height in case.printed.sizes:
        assert sorted((round(width / MM), round(height / MM))) == [210, 297]
    assert case.printed.upright == list(range(len(case.printed.upright)))
    assert bool(case.printed.lying) == bool(case.paper.annexes)
    assert (len(case.printed.upright) == 1) == (case.length == SHORT)


def margins(case: Case) -> None:
    for page, (width, height) in enumerate(case.printed.sizes):
        inked = [c for c in case.printed.chars[page] if c["text"] != " "]
        text = [c for c in inked if c["matrix"][5] < height - 20 * MM]
        assert 30 * MM - 0.5 <= min(c["x0"] for c in text) <= 35 * MM
        assert width - max(c["x1"] for c in text) + 0.5 >= 15 * MM
        assert min(c["matrix"][5] for c in text) >= 20 * MM
        above = [c["text"] for c in inked if c["matrix"][5] > height - 20 * MM]
        assert "".join(above).isdigit() or not above
    body = case.body
    assert max(line.x1 for line in body) == pytest.approx(case.printed.sizes[0][0] - RIGHT, abs=1)
    assert max(line.base for line in case.first) <= 297 * MM - 20 * MM


def typeface(case: Case) -> None:
    fonts = pdf_fonts(case.path)
    assert fonts
    assert all(fonts.values()), fonts
    assert all("LiberationSerif" in name for name in fonts)  # what Times New Roman is replaced by: the same widths
    for chars in case.printed.chars:
        assert {c["non_stroking_color"] for c in chars} <= {(0,), 0, None}


def page_numbers(case: Case) -> None:
    number = 0
    for page, (width, height) in enumerate(case.printed.sizes):
        above = [line for line in case.printed.lines[page] if line.base > height - 20 * MM]
        if not above:  # a first page
            number = 1
            continue
        number += 1
        assert [line.text for line in above] == [str(number)]
        assert sized(above[0], 13, 14, "Regular")
        right = RIGHT if width < height else 15 * MM
        assert above[0].middle == pytest.approx((LEFT + width - right) / 2, abs=0.5)
    unnumbered = sum(
        1 for page, (_, h) in enumerate(case.printed.sizes) if case.printed.lines[page][0].base < h - 20 * MM
    )
    assert unnumbered == 1 + len(case.paper.annexes)


# --- the letterhead ---


def nation(case: Case) -> None:
    line = case.printed.line(NATION)
    assert line.page == 0
    assert sized(line, 12, 13, "Bold")
    assert line.x0 > case.printed.sizes[0][0] / 2 - 20 * MM
    assert line.base == max(other.base for other in case.first)


def motto(case: Case) -> None:
    line, above = case.printed.line(MOTTO), case.printed.line(NATION)
    assert sized(line, 13, 14, "Bold")
    assert line.middle == pytest.approx(above.middle, abs=0.5)
    assert 13 <= above.base - line.base <= 13 * 1.3
    rule = case.printed.rule_under(line)
    assert rule
    assert rule["x1"] - rule["x0"] == pytest.approx(line.width, abs=1)


def agency(case: Case) -> None:
    upper, lower = case.printed.line("ỦY BAN NHÂN DÂN"), case.printed.line("XÃ HÒA LÂM")
    assert sized(upper, 12, 13, "Bold")
    assert sized(lower, 12, 13, "Bold")
    assert upper.middle == pytest.approx(lower.middle, abs=0.5)
    assert upper.base == case.printed.line(NATION).base
    assert upper.x1 < case.printed.sizes[0][0] / 2
    rule = case.printed.rule_under(lower)
    assert rule
    assert 1 / 3 <= (rule["x1"] - rule["x0"]) / lower.width <= 1 / 2
    assert case.printed.rule_under(upper) in (None, rule)


def number_and_symbol(case: Case) -> None:
    if not NAMED[case.form]:
        assert not any(line.text.startswith("Số:") for line in case.first)
        return
    line = case.printed.line("Số:", 0)
    assert sized(line, 13, 13, "Regular")
    assert line.middle == pytest.approx(case.printed.line("XÃ HÒA LÂM").middle, abs=0.5)
    room = re.fullmatch(rf"Số: (05| {{5,}})/{NAMED[case.form]}", line.text)
    assert room, line.text
    assert (room[1] == "05") == (case.length == SHORT)


def place_and_day(case: Case) -> None:
    line = case.printed.line("Hòa Lâm, ngày", 0)
    assert sized(line, 13, 14, "Italic")
    assert line.middle == pytest.approx(case.printed.line(NATION).middle, abs=0.5)
    if NAMED[case.form]:
        assert line.base == case.printed.line("Số:", 0).base
    if case.length == SHORT:
        assert line.text == "Hòa Lâm, ngày 05 tháng 02 năm 2026"
    else:
        assert re.fullmatch(r"Hòa Lâm, ngày {5,}tháng {5,}năm 2026", line.text)


# --- the title ---


def type_name(case: Case) -> None:
    if case.is_letter:
        capitals = [line for line in case.first if line.text.isupper() and line.x0 < case.printed.sizes[0][0] / 2]
        assert {line.text for line in capitals} <= {"ỦY BAN NHÂN DÂN", "XÃ HÒA LÂM", NATION, *HEADS}
        return
    line = case.printed.line(case.paper.type_name.upper())
    assert sized(line, 13, 14, "Bold")
    assert line.middle == pytest.approx((LEFT + case.printed.sizes[0][0] - RIGHT) / 2, abs=0.5)


def summary(case: Case) -> None:
    if case.is_letter:
        line = case.printed.line("V/v ")
        assert sized(line, 12, 13, "Regular")
        number = case.printed.line("Số:", 0)
        assert line.middle == pytest.approx(number.middle, abs=0.5)
        assert 6 <= number.base - line.base - 12 * 1.15 + 0.5 <= 7
        return
    lines = case.title()
    assert " ".join(line.text for line in lines) == case.paper.summary
    for line in lines:
        assert sized(line, 13, 14, "Bold")
        assert line.middle == pytest.approx(case.printed.line(case.paper.type_name.upper()).middle, abs=0.5)
    rule = case.printed.rule_under(lines[-1])
    assert rule
    assert 1 / 3 <= (rule["x1"] - rule["x0"]) / lines[-1].width <= 1 / 2


def addressees(case: Case) -> None:
    if not case.is_letter:
        assert not case.printed.has("Kính gửi")
        return
    label = case.printed.line("Kính gửi:")
    name = next(line for line in case.first if line is not label and line.base == label.base)
    assert sized(label, 13, 14, "Regular")
    assert sized(name, 13, 14, "Regular")
    assert (name.text, name.page) == (case.paper.addressees[0], 0)


# --- the text ---


def grounds(case: Case) -> None:
    blocks = [block.text for block in case.paper.blocks if block.kind is BlockKind.BASIS]
    italic = [line for line in case.body if any(face == "Italic" for _, face in line.faces)]
    assert " ".join(line.text for line in italic) == " ".join(blocks)
    assert all(sized(line, 13, 14, "Italic") for line in italic)
    assert all(text.endswith("." if text is blocks[-1] else ";") for text in blocks)


def paragraphs(case: Case) -> None:
    """13-14, both margins, first line in by 1,27 cm, at least 6 points between paragraphs, single to 1,5 lines."""
    body, right = case.body, case.printed.sizes[0][0] - RIGHT
    for line, below in zip(body, [*body[1:], None], strict=True):
        assert all(13 <= size <= 14 for size, _ in line.faces)
        begins = abs(line.x0 - LEFT - INDENT) < 0.5
        assert begins or line.x0 == pytest.approx(LEFT, abs=0.5)
        if below is None or below.x0 > LEFT + 1:
            assert line.x1 <= right + 1
        else:
            assert line.x1 == pytest.approx(right, abs=1)
        if below and below.page == line.page:
            pitch = line.base - below.base - (6 if below.x0 > LEFT + 1 else 0)
            assert PITCH - 0.2 <= pitch <= PITCH * 1.5


def headings(case: Case) -> None:
    looks = {BlockKind.PART: "Bold", BlockKind.ITEM: "Bold", BlockKind.POINT: "Regular"}
    for block in case.paper.blocks:
        if block.kind not in looks:
            continue
        words = block.text.upper() if block.kind is BlockKind.PART else block.text
        line = next(line for line in case.body if words.startswith(line.text) and line.x0 > LEFT + 1)
        assert sized(line, 13, 14, looks[block.kind])
    bold = [line.text for line in case.body if any("Bold" in face for _, face in line.faces)]
    titled = [block.text for block in case.paper.blocks if looks.get(block.kind) == "Bold"]
    assert " ".join(bold).casefold() == " ".join(titled).casefold()


def ending(case: Case) -> None:
    assert case.body[-1].text.endswith("./.")
    assert case.printed.text().count("./.") == 1


# --- the end ---


def authority(case: Case) -> None:
    lines = [case.printed.line(text) for text in HEADS]
    for line in lines:
        assert sized(line, 13, 14, "Bold")
        assert line.middle == pytest.approx(lines[0].middle, abs=0.5)
        assert line.x0 > case.printed.sizes[0][0] / 2 - 20 * MM


def not_alone(case: Case) -> None:
    """The signature stands on the page of the text's last two lines at least."""
    page = case.printed.line(HEADS[0]).page
    assert page == case.printed.upright[-1]
    assert sum(line.page == page for line in case.body) >= 2


def name_of_signer(case: Case) -> None:
    line, title = case.printed.line("Đỗ Minh Khuê"), case.printed.line(HEADS[-1])
    assert sized(line, 13, 14, "Bold")
    assert line.middle == pytest.approx(title.middle, abs=0.5)
    assert line.page == title.page


def room_for_seal(case: Case) -> None:
    title, name = case.printed.line(HEADS[-1]), case.printed.line("Đỗ Minh Khuê")
    assert title.base - name.base >= 25 * MM
    between = [
        line
        for line in case.printed.lines[title.page]
        if name.base < line.base < title.base and line.x1 > title.x0
    ]  # fmt: skip
    assert between == []


def recipients(case: Case) -> None:
    label = case.printed.line("Nơi nhận:")
    assert sized(label, 12, 12, "BoldItalic")
    assert label.x0 == pytest.approx(LEFT, abs=0.5)
    assert label.base == case.printed.line(HEADS[0]).base
    lines = [line for line in case.printed.lines[label.page] if line.base < label.base and line.x0 < LEFT + 1]
    assert all(sized(line, 11, 11, "Regular") for line in lines)
    text = " ".join(line.text for line in lines)
    items = re.split(r" (?=- )", text)
    assert all(item.startswith("- ") and item.endswith(";") for item in items[:-1])
    assert re.fullmatch(r"- Lưu: VT, VHXH\.", items[-1])


def annexes(case: Case) -> None:
    """Label, title and "(Kèm theo …)" in the middle; Roman figures from two up; pages counted anew."""
    labels = [annex.label for annex in case.paper.annexes]
    found = [n for n in case.printed.lying if case.printed.lines[n][0].text.startswith("Phụ lục")]
    assert [case.printed.lines[n][0].text for n in found] == labels
    assert labels == (["Phụ lục"] if len(labels) == 1 else ["Phụ lục I", "Phụ lục II", "Phụ lục III"][: len(labels)])
    for page, annex in zip(found, case.paper.annexes, strict=True):
        label, title = case.printed.lines[page][:2]
        attached = case.printed.line("(Kèm theo ", page)
        assert sized(label, 14, 14, "Bold")
        assert sized(title, 13, 14, "Bold")
        assert title.text.isupper()
        assert annex.title.startswith(title.text)
        assert sized(attached, 13, 14, "Italic")
        assert label.middle == pytest.approx(title.middle, abs=0.5)
        assert label.middle == pytest.approx(attached.middle, abs=0.5)
    if case.length == LONG and labels:
        assert len(case.printed.lying) > len(labels)
    if case.length == LONG and labels:
        assert "Phụ lục" in " ".join(block.text for block in case.paper.blocks)


def no_address_line(case: Case) -> None:
    """Address and drafter are not printed: no rule over the whole width, no small type but in Nơi nhận."""
    for rule in case.printed.rules[0]:
        assert rule["x1"] - rule["x0"] < 100 * MM
    first_name = case.printed.line("- ", case.printed.line("Nơi nhận:").page)
    small = [line for page in case.printed.upright for line in case.printed.lines[page] if min(line.faces)[0] < 12]
    assert all(
        line.page == case.printed.upright[-1] and line.base <= case.printed.line("Nơi nhận:").base for line in small
    )
    assert first_name


def letters_of_type(case: Case) -> None:
    symbol = case.paper.letterhead.symbol_line
    assert symbol.endswith(f"/{NAMED[case.form]}") if symbol else not NAMED[case.form]
    assert "CV" not in symbol
    assert " " not in symbol.removeprefix("Số:").strip()


RULES: tuple[tuple[str, str, Callable[[Case], None]], ...] = (
    ("01", "A4; upright, annexes of tables on their side", sheet),
    ("02", "margins 20-25, 20-25, 30-35, 15-20 mm", margins),
    ("03", "Times New Roman or its like, embedded, black", typeface),
    ("04", "page number 13-14 in the middle of the top margin, not on page one", page_numbers),
    ("05", "Quốc hiệu 12-13 bold capitals, top right", nation),
    ("06", "Tiêu ngữ 13-14 bold, a line as long as the text under it", motto),
    ("07", "agency 12-13 bold capitals, a line of 1/3-1/2 under it", agency),
    ("08", "number and symbol 13 upright under the agency, 0 before 1-9", number_and_symbol),
    ("09", "place and day 13-14 italic on the line of the number, 0 before days 1-9 and months 1-2", place_and_day),
    ("10", "type name 13-14 bold capitals in the middle; a công văn has none", type_name),
    ("11", "summary 13-14 bold with a line of 1/3-1/2; of a công văn 12-13 upright, 6 pt under the number", summary),
    ("12", "căn cứ 13-14 italic, one a line, semicolons and a full stop", grounds),
    ("13", "text 13-14 justified, first line 1,27 cm, 6 pt between paragraphs, 1 to 1,5 lines", paragraphs),
    ("14", "headings: I. bold capitals, 1. bold, a) upright", headings),
    ("15", "authority and title 13-14 bold capitals", authority),
    ("15b", "signature with two lines of text at least", not_alone),
    ("16", "name 13-14 bold in the middle under the title", name_of_signer),
    ("17", "room for hand and seal", room_for_seal),
    ("18", "Kính gửi 13-14 upright, one receiver on its line", addressees),
    ("19", "Nơi nhận 12 bold italic level with the authority, list 11 upright, Lưu last", recipients),
    ("20", "annex: label 14 bold, name 13-14 bold capitals, (Kèm theo …) italic, own page numbers", annexes),
    ("21", "no drafter code and no address line", no_address_line),
    ("22", "./. closes the text", ending),
    ("23", "letters of the type in the symbol, none for a công văn", letters_of_type),
)


@pytest.fixture(scope="module", params=[(form, length) for form in FORMS for length in LENGTHS], ids=" ".join)
def case(request, tmp_path_factory) -> Case:
    form, length = request.param
    return Case(form, length, tmp_path_factory.mktemp("decree") / f"{form}.pdf")


@pytest.mark.parametrize("rule", [check for _, _, check in RULES], ids=[number for number, _, _ in RULES])
def test_rule_of_the_decree_is_kept(rule, case):
    rule(case)
