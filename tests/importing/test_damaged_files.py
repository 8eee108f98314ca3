"""Damaged files end in a plan or in a fault with its remedy, never in a bug and never in waiting."""

import random

import pytest
from fuzz_readers import TOO_LONG, damaged, read_damaged, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOUND = seeds()


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_file_is_read(tmp_path, kind):
    assert read_damaged(kind, SOUND[kind], tmp_path)[0] == "read"


@pytest.mark.filterwarnings("ignore")  # pypdf and zipfile warn of what is damaged
@pytest.mark.parametrize("kind", SOUND)
def test_random_damage_ends_in_a_plan_or_a_known_fault(tmp_path, kind, expected_logs):
    expected_logs.append("")
    for number in (*range(40), 6275):  # the last: pypdf fails an assertion of its own
        ending, took = read_damaged(kind, damaged(kind, SOUND[kind], random.Random(number)), tmp_path)
        assert took < TOO_LONG, (number, ending)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=80),
            st.sampled_from(["I. MỤC TIÊU", "1. ", "- ", "|a|b|", "²³%", "năm 2030 ", "chủ trì: "]),
        ),
        max_size=20,
    )
)
def test_any_text_is_read_or_refused(tmp_path, parts):
    read_damaged("txt", "\n".join(parts).encode("utf-8", "surrogatepass"), tmp_path)


def test_a_text_made_to_look_full_of_page_numbers_is_read_in_time(tmp_path):
    text = "I. NHIỆM VỤ\n\n- " + "quét 3 đường " * 6_000
    assert read_damaged("txt", text.encode(), tmp_path)[1] < TOO_LONG


@pytest.mark.parametrize("form", ["lowerLetter", "upperRoman", "decimal"])
def test_a_list_that_begins_beyond_all_counting_is_read(word, read_word_file, form):
    word.numbering(
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999999999"/><w:numFmt w:val="{form}"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    word.line("KẾ HOẠCH").line("Trồng cây xã Yên Sơn").line("Đào hố.", number=1)
    assert any("Đào hố." in p.text for p in read_word_file(word).paragraphs)
