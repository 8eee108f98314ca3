"""Whatever the plan looks like, every word of it comes out again, in order and as often, and twice gives the same."""

import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kehoach_desktop.importing.proposal_json import proposal_to_json
from kehoach_desktop.importing.read_plan import propose, read_plan
from kehoach_desktop.importing.readers.plain_text import read_text

MARKS = [
    "",
    "",
    "I. ",
    "II. ",
    "1. ",
    "2. ",
    "1.1. ",
    "2.3 ",
    "a) ",
    "đ) ",
    "(1) ",
    "- ",
    "+ ",
    "• ",
    "A. ",
    "Phần I ",
    "12",
    "Điều 3. ",
]
TELLING = [
    "KẾ HOẠCH", "Căn cứ Quyết định số 5/QĐ-UBND ngày 01/02/2026", "MỤC TIÊU", "TỔ CHỨC THỰC HIỆN", "Phòng Kinh tế", "Trên đây là kế hoạch",
    "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Phụ lục I", "Đơn vị chủ trì: Trạm Y tế;", "chủ trì, phối hợp với Công an xã rà soát",
    "đạt trên 95%", "đến năm 2030", "như sau:", "Kinh phí:", "Số: /KH-UBND", "Hòa Lâm, ngày tháng năm 2026", "Văn hóa - Xã hội",
]  # fmt: skip
words = st.text(alphabet="aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊHKLNOPTUVX0123456789.,;:-–+/()%“”!? ", max_size=40)
line = st.tuples(
    st.sampled_from(MARKS),
    st.one_of(words, st.sampled_from(TELLING)),
    st.one_of(st.just(""), words, st.sampled_from(TELLING)),
)
lines = st.lists(line.map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}".strip()), max_size=25)


def spoken(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def assert_every_word_is_there(proposal, source: list[str]) -> None:
    """In order and as often. Only a page number may stand behind the sentence it tore apart, which reads on whole."""
    paragraphs = proposal_to_json(proposal)["paragraphs"]
    numbers = Counter(tuple(spoken(p["text"])) for p in paragraphs if p["kind"] == "page_number")
    rest = []
    for text in source:
        if numbers[tuple(spoken(text))]:
            numbers[tuple(spoken(text))] -= 1
        else:
            rest.append(text)
    assert not +numbers
    assert spoken("\n".join(p["text"] for p in paragraphs if p["kind"] != "page_number")) == spoken("\n".join(rest))


@settings(max_examples=150, deadline=None)
@given(lines, st.sampled_from(["\n", "\n\n"]))
@example(["Căn cứ Quyết định số 5/QĐ-UBND ngày 01/02/2026", "12", "b"], "\n")
def test_no_word_of_a_text_is_lost(source, gap):
    assert_every_word_is_there(propose(read_text(gap.join(source)), "a.txt", ""), source)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=lines)
def test_no_word_of_a_word_file_is_lost(tmp_path: Path, source):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in ["Kế hoạch", *source])
        package.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                         f"<w:body>{body}</w:body></w:document>")  # fmt: skip
    assert_every_word_is_there(read_plan(path), ["Kế hoạch", *source])


@settings(max_examples=60, deadline=None)
@given(lines)
@example(["I. Đơn vị chủ trì: Trạm Y tế; 0", "b00"])
def test_reading_twice_gives_the_same_and_every_item_points_at_a_paragraph(source):
    text = "\n".join(source)
    first, second = (propose(read_text(text), "a.txt", "") for _ in range(2))
    assert first == second
    known = {paragraph.id: paragraph for paragraph in first.paragraphs}
    for item in [*first.indicators, *first.assignments]:
        start, stop = item.span
        assert 0 <= start <= stop <= len(known[item.paragraph].text)
    assert all(
        item.paragraph in known
        for item in [*first.tasks, *first.report_deadlines, *first.funding, *first.recipients, *first.mends]
    )
    keys = {section.key for section in first.sections}
    assert {p.section for p in first.paragraphs} <= keys | {None}
