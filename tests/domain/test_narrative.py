"""A person's words over a changing draft: nothing of hers is lost, figures follow where it is sure."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.narrative import Line, LineKind, Span, canonical, markup, parse, plain
from kehoach_desktop.domain.narrative_compare import compare
from kehoach_desktop.domain.narrative_merge import merge

THEN = (
    "Cả xã có 6 chỉ tiêu: 3 chỉ tiêu đạt, 1 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa có số liệu.\n"
    "- Học sinh được khám mắt: 95,5% (812/850), đạt.\n"
    "- Học sinh thừa cân: 11,2%, đạt."
)
NOW = (
    "Cả xã có 6 chỉ tiêu: 2 chỉ tiêu đạt, 2 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa có số liệu.\n"
    "- Học sinh được khám mắt: 96,1% (817/850), đạt.\n"
    "- Học sinh thừa cân: 11,2%, đạt."
)

WORDS = ["xã", "đạt", "thôn", "Trạm", "chưa", "hộ", "khám"]
FIGURES = ["1", "2", "3", "12,5", "14/6/2026"]
lines = st.lists(st.sampled_from(WORDS + FIGURES), min_size=1, max_size=9).map(" ".join)
NAMES = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà")
texts = st.lists(lines, max_size=6).map("\n".join)
own_words = st.sampled_from(["đáng mừng", "bà con", "**cố gắng**"])


@st.composite
def edited(draw, *, named=False):
    """A draft, her text made from it by small edits, and the draft of a later day; `named`: no two lines are about one thing."""
    then = draw(texts)
    if named:
        then = "\n".join(
            f"Nhóm {name} lo việc {name}: {line}" for name, line in zip(NAMES, then.split("\n"), strict=False)
        )
    now = "\n".join(draw(st.permutations(then.split("\n")))) if draw(st.booleans()) else then
    now = re.sub(r"\d+", lambda m: draw(st.sampled_from([m.group(), "7", "9"])), now)
    own = []
    for line in then.split("\n"):
        match draw(st.sampled_from(["keep", "keep", "add", "drop", "begin"])):
            case "keep":
                own.append(line)
            case "add":
                own += [line, draw(own_words)]
            case "begin":
                own.append(f"{draw(own_words)} {line}")
    return "\n".join(own), then, now


# --- markup ---


@given(st.text())
def test_a_markup_is_written_as_it_is_read(text):
    assert parse(canonical(text)) == parse(text)
    assert canonical(canonical(text)) == canonical(text)


@given(st.sampled_from(list(LineKind)), st.lists(st.tuples(st.text(), st.booleans()), max_size=4))
def test_a_line_survives_being_kept(kind, spans):
    line = Line.of(kind, *(Span(text, bold) for text, bold in spans))
    assert parse(markup([line])) == ((line,) if line.spans else ())


def test_bullets_and_bold_are_read():
    assert parse("Mở đầu\n\n- **Trạm** y tế\n+ thôn 1") == (
        Line(LineKind.TEXT, (Span("Mở đầu"),)),
        Line(LineKind.BULLET, (Span("Trạm", bold=True), Span(" y tế"))),
        Line(LineKind.INNER, (Span("thôn 1"),)),
    )


def test_a_sign_that_nothing_closes_is_a_letter():
    assert parse("4 ** 5")[0].text == "4 ** 5"
    assert canonical("4 ** 5") == r"4 \*\* 5"


def test_text_from_word_comes_as_plain_lines():
    text = "Kê\u0301t quả:\r\n•\tKhám 3 thôn\x07\x0b–  Tiêm chủng\no Thôn 1\no rằng"
    assert markup(plain(text)) == "Kết quả:\n- Khám 3 thôn\n- Tiêm chủng\n+ Thôn 1\n+ rằng"


# --- comparing ---


def test_only_figures_that_changed_are_told():
    assert [(c.was, c.now) for c in compare(THEN, NOW)] == [
        ("3", "2"),
        ("1", "2"),
        ("95,5", "96,1"),
        ("812/850", "817/850"),
    ]


def test_lines_that_came_and_went_are_told():
    changes = compare("- Khám mắt ở 3 thôn.", "- Vệ sinh trường học.")
    assert [(c.was, c.now) for c in changes] == [("Khám mắt ở 3 thôn.", ""), ("", "Vệ sinh trường học.")]


# --- merging ---


def test_lines_left_alone_follow_the_draft():
    merged = merge(THEN + "\nXã đã họp dân 3 lần.", THEN, NOW)
    assert merged.text == NOW + "\nXã đã họp dân 3 lần."
    assert [mark.was for mark in merged.marks] == ["3", "1", "95,5", "812/850"]
    assert merged.open == ()


def test_a_mark_stands_on_the_new_figure():
    merged = merge(THEN, THEN, NOW)
    assert [merged.lines[m.line].text[m.start : m.end] for m in merged.marks] == ["2", "2", "96,1", "817/850"]


def test_figures_follow_inside_a_sentence_she_changed():
    own = "Đáng mừng là **3 chỉ tiêu đạt**, chỉ còn 1 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa có số liệu."
    merged = merge(own, THEN, NOW)
    assert merged.text == ("Đáng mừng là **2 chỉ tiêu đạt**, chỉ còn 2 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa có số liệu.")


def test_figures_follow_where_two_paragraphs_became_one():
    own = " ".join(line.lstrip("- ") for line in THEN.split("\n"))
    assert merge(own, THEN, NOW).text == " ".join(line.lstrip("- ") for line in NOW.split("\n"))


def test_a_figure_she_typed_herself_stays_and_is_listed():
    merged = merge(THEN.replace("95,5%", "95,9%"), THEN, NOW)
    assert "khám mắt: 95,9% (817/850)" in merged.text
    assert [(c.was, c.now) for c in merged.open] == [("95,5", "96,1")]


def test_a_figure_she_already_corrected_is_no_question():
    merged = merge(THEN.replace("95,5%", "96,1%"), THEN, NOW)
    assert merged.open == ()


def test_a_figure_that_could_be_two_is_left_and_listed():
    merged = merge(
        "Đạt 5 thôn, bà con mừng; đạt 5 thôn, bà con vui.", "Đạt 5 thôn, đạt 5 thôn.", "Đạt 5 thôn, đạt 6 thôn."
    )
    assert merged.text.count("5 thôn") == 2
    assert [(c.was, c.now) for c in merged.open] == [("5", "6")]


def test_a_sentence_she_took_out_asks_nothing():
    own = THEN.split("\n", maxsplit=1)[0]
    merged = merge(own, own + "\n- Học sinh thừa cân: 11,2%, đạt.", own + "\n- Học sinh thừa cân: 12,4%, đạt.")
    assert (merged.text, merged.open) == (own, ())


def test_words_of_the_draft_do_not_enter_a_line_she_changed():
    then, now = "Chưa có báo cáo của Trạm Y tế và Phòng Kinh tế.", "Chưa có báo cáo của Phòng Kinh tế."
    own = then[:-1] + ", đã nhắc hai lần."
    merged = merge(own, then, now)
    assert merged.text == own
    assert [(c.was, c.now) for c in merged.open] == [("Trạm Y tế và", "")]


def test_a_new_line_of_the_draft_comes_after_the_line_it_follows():
    now = NOW + "\n- Trường có tủ thuốc: 4 trường."
    merged = merge(THEN + "\nXã đã họp dân.", THEN, now)
    assert merged.text.split("\n")[-2:] == ["- Trường có tủ thuốc: 4 trường.", "Xã đã họp dân."]
    assert merged.marks[-1].was == ""


def test_a_line_that_became_another_is_replaced_where_it_stood():
    merged = merge("- Khám mắt ở 3 thôn.\nXã đã họp dân.", "- Khám mắt ở 3 thôn.", "- Vệ sinh trường học.")
    assert merged.text == "- Vệ sinh trường học.\nXã đã họp dân."
    assert merged.open == ()


def test_a_new_line_without_a_sure_place_is_listed():
    merged = merge("Trong kỳ xã làm tốt.", "Mục này có 3 nhiệm vụ.", "Mục này có 3 nhiệm vụ.\n- Khám mắt: 5 thôn.")
    assert merged.text == "Trong kỳ xã làm tốt."
    assert [c.now for c in merged.open] == ["Khám mắt: 5 thôn."]


def test_a_drafted_line_that_is_no_longer_true_goes():
    merged = merge("Việc xã đã làm.\n+ Sửa cầu (quá hạn 3 ngày);", "+ Sửa cầu (quá hạn 3 ngày);", "")
    assert merged.text == "Việc xã đã làm."
    assert [(c.was, c.now) for c in merged.taken] == [("Sửa cầu (quá hạn 3 ngày);", "")]


def test_a_part_she_emptied_stays_empty():
    merged = merge("", THEN, NOW)
    assert (merged.text, merged.is_changed) == ("", False)


def test_what_was_worked_in_follows_the_next_change_too():
    first = merge("Đáng mừng là 3 chỉ tiêu đạt.", "Có 3 chỉ tiêu đạt.", "Có 4 chỉ tiêu đạt.")
    assert merge(first.text, first.base, "Có 5 chỉ tiêu đạt.").text == "Đáng mừng là 5 chỉ tiêu đạt."


def test_what_is_open_stays_open_after_the_rest_was_worked_in():
    first = merge(THEN.replace("95,5%", "95,9%"), THEN, NOW)
    again = merge(first.text, first.base, NOW)
    assert (again.text, again.taken, again.open) == (first.text, (), first.open)


@given(texts, texts)
def test_the_same_draft_changes_nothing(own, draft):
    merged = merge(own, draft, draft)
    assert merged.text == canonical(own)
    assert not merged.is_changed


@given(edited())
def test_her_words_never_vanish(case):
    own, then, now = case
    drafted = set(parse(then))
    kept = Counter(_words(merge(own, then, now).text))
    hers = Counter(word for line in parse(own) if line not in drafted for word in _words(line.text))
    assert hers <= kept


@given(edited())
def test_her_own_lines_keep_their_order_and_words(case):
    own, then, now = case
    drafted = set(parse(then))
    merged = iter([_words(line.text) for line in merge(own, then, now).lines])
    assert all(_words(line.text) in merged for line in parse(own) if line not in drafted)


@given(edited(named=True))
def test_merging_again_changes_nothing(case):
    own, then, now = case
    first = merge(own, then, now)
    assert merge(first.text, first.base, now).text == first.text


@given(edited())
def test_every_mark_lies_within_its_line(case):
    merged = merge(*case)
    assert all(0 <= m.start < m.end <= len(merged.lines[m.line].text) for m in merged.marks)


@given(edited())
def test_nothing_she_left_alone_differs_from_the_draft(case):
    _, then, now = case
    merged = merge(then, then, now)
    assert sorted(merged.text.split("\n")) == sorted(canonical(now).split("\n")) or not parse(then)


def _words(text):
    return re.findall(r"[^\W\d_]+", text)


@pytest.mark.parametrize("size", [1000, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_long_part_is_merged_in_time(size):
    then = "\n".join(f"- Nhiệm vụ {n} ở thôn {n % 7}: khám {n} hộ" for n in range(size))
    now = re.sub(r"khám (\d+)", lambda m: f"khám {int(m[1]) + 1}", then)
    assert merge(then + "\nHết.", then, now).text == now + "\nHết."
    other = now.replace("thôn 3:", "thôn ba, nơi xa nhất:")
    assert merge(then + "\nHết.", then, other).text == other + "\nHết."
