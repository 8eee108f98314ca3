"""Placeholders as clerks type them, the names records get, and the guess at what was meant."""

import itertools
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.placeholders import (
    Loop,
    LoopRecord,
    Number,
    Placeholder,
    Slugs,
    Vocabulary,
    Year,
    key_of,
    parse,
    shown,
    slug,
)

NAMES = [
    "ky.ten",
    "ky.den_ngay",
    "nhiem_vu.tong",
    "chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.ket_qua",
    "chi_tieu.so_bac_si.ket_qua",
]
LOOP = Loop(
    "nhiem_vu", "Mỗi nhiệm vụ một dòng", {"ten": "Tên", "han": "Hạn", "tinh_trang": "Tình trạng"}, {"qua_han": "quá hạn"},
    (LoopRecord({"ten": "a"}, frozenset({"qua_han"})), LoopRecord({"ten": "b"})),
)  # fmt: skip
VOCABULARY = Vocabulary(tuple(Placeholder(name, name, name.upper()) for name in NAMES), (LOOP,))


@pytest.mark.parametrize(
    "spelt",
    ["nhiem_vu.tong", "Nhiệm vụ.Tổng", " NHIỆM_VỤ . TỔNG ", "nhiemvu.tong", "nhiệm\u00a0vụ.tổng", "nhiem-vu.t\u200bong",
     unicodedata.normalize("NFD", "nhiệm vụ.tổng")],
)  # fmt: skip
def test_a_name_is_known_however_it_is_spelt(spelt: str):
    found = VOCABULARY.find(spelt)
    assert found is not None
    assert found.name == "nhiem_vu.tong"


def test_a_text_gives_its_placeholders_in_order():
    marks = parse("Kỳ {{ky.ten}}: {{ Nhiệm vụ . tổng }} việc")
    assert [mark.name for mark in marks] == ["ky.ten", "Nhiệm vụ . tổng"]
    assert [mark.kind for mark in marks] == ["", ""]


def test_a_repeated_row_has_its_filters():
    (mark,) = parse("{{ #nhiem_vu  qua_han   tram_y_te }}")
    assert (mark.kind, mark.label) == ("#", "#nhiem_vu qua_han tram_y_te")


@pytest.mark.parametrize("text", ["{{ky.ten}", "{{ky.ten", "ky.ten}}", "{{}}", "{{ }}", "{{#ky.ten}x"])
def test_what_is_not_whole_is_told_and_not_taken(text: str):
    assert [mark.kind for mark in parse(text)] == ["!"]


def test_a_text_with_single_braces_has_no_placeholder():
    assert parse("tập hợp {1; 2} và {x}") == []


@given(st.text(max_size=200))
def test_reading_any_text_ends_and_finds_marks_apart_in_order(text: str):
    marks = parse(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(first.end <= second.start for first, second in itertools.pairwise(marks))


@given(st.lists(st.sampled_from(["{{", "}}", "{", "}", "#", "/", "ky.ten", " ", "nhiem_vu", "\n", "é"]), max_size=30))
def test_no_braces_in_pairs_are_left_outside_the_marks(pieces: list[str]):
    text = "".join(pieces)
    rest, at = [], 0
    for mark in parse(text):
        rest.append(text[at : mark.start])
        at = mark.end
    rest.append(text[at:])
    assert not any("{{" in piece or "}}" in piece for piece in rest)


@given(st.text(max_size=80))
def test_a_slug_is_small_letters_and_its_own_slug(text: str):
    made = slug(text)
    assert made == slug(made)
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789_" for c in made)


@given(st.lists(st.text(max_size=60), max_size=40))
def test_slugs_of_many_names_differ(names: list[str]):
    slugs = Slugs()
    made = [key_of(slugs.take(name)) for name in names]
    assert len(set(made)) == len(made)


def test_a_later_name_never_changes_the_slug_of_an_earlier_one():
    first, second = Slugs(), Slugs()
    name = "Tỷ lệ người dân có hồ sơ sức khỏe điện tử"
    alone = first.take(name)
    assert second.take(name) == alone
    assert second.take(name + " đã cập nhật") != alone


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (1240, "1.240"), (Year(2026), "2026"), (date(2026, 2, 3), "03/02/2026"), (date(2026, 6, 15), "15/6/2026"),
     (Number(Decimal("94.8328"), Decimal("94.8"), is_percent=True), "94,8"), ("Đạt", "Đạt")],
)  # fmt: skip
def test_a_value_in_a_sentence_is_written_as_papers_write_it(value, text: str):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("{{ky.tenn}}", "ky.ten"), ("{{nhiem_vu.tog}}", "nhiem_vu.tong"), ("{{#nhiem_vu qua_hn}}", "#nhiem_vu qua_han"),
     ("{{#nhiem_v}}", "#nhiem_vu"), ("{{chi_tieu.BHYT.kết quả}}", "chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.ket_qua"),
     ("{{zzz}}", "")],
)  # fmt: skip
def test_the_nearest_name_is_proposed(typed: str, meant: str):
    assert VOCABULARY.nearest(parse(typed)[0]) == meant


def test_in_a_repeated_row_its_own_fields_are_proposed_first():
    assert VOCABULARY.nearest(parse("{{tinh_tang}}")[0], LOOP) == "tinh_trang"


def test_filters_keep_what_passes_all_and_an_unknown_one_is_told():
    assert [record.values["ten"] for record in LOOP.filtered(["qua_han"])] == ["a"]
    assert len(LOOP.filtered([])) == 2


@pytest.mark.parametrize(
    ("typed", "filters"), [("#nhiem_vu", ()), ("# Nhiệm vụ Quá hạn", ("qua_han",)), ("#nhiemvu quahan qua_han", ("qua_han", "qua_han")),
                           ("#nhiem_vu tre", None)],
)  # fmt: skip
def test_the_sign_of_a_row_is_read_word_by_word(typed: str, filters):
    assert VOCABULARY.loop_in(parse(f"{{{{{typed}}}}}")[0]) == (LOOP, filters)


def test_a_field_may_bear_the_name_of_its_row():
    assert LOOP.field_named("Nhiệm vụ.Hạn") == LOOP.field_named("hạn") == "han"
    assert LOOP.field_named("ky.ten") is None
