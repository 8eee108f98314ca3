"""The list of communes is whole, and a few letters without accents find the one that is meant."""

from collections import Counter

import pytest

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.services import communes


@pytest.fixture(scope="module")
def listed() -> communes.Communes:
    return communes.load()


def test_all_communes_are_there(listed):
    kinds = Counter(commune.kind for commune in listed.all)
    assert kinds == {CommuneKind.COMMUNE: 2621, CommuneKind.WARD: 687, CommuneKind.SPECIAL_ZONE: 13}
    assert len(listed.all) == 3321
    assert len(listed.provinces) == 34
    assert sum(name.startswith("thành phố ") for name in listed.provinces) == 6


def test_every_commune_has_its_own_code_and_composed_names(listed):
    assert len({commune.code for commune in listed.all}) == 3321
    for commune in listed.all:
        assert len(commune.code) == 5
        assert commune.code.isdecimal()
        assert commune.name == nfc(commune.name).strip()
        assert commune.province.startswith(("tỉnh ", "thành phố "))


def test_no_province_has_two_communes_of_one_kind_and_name(listed):
    known = Counter((commune.full_name, commune.province) for commune in listed.all)
    assert max(known.values()) == 1


def test_letters_without_accents_find_the_name(listed):
    found = listed.search("an binh")
    assert [(c.full_name, c.province) for c in found] == [
        ("xã An Bình", "tỉnh Phú Thọ"),
        ("xã An Bình", "tỉnh Vĩnh Long"),
        ("phường An Bình", "thành phố Cần Thơ"),
        ("phường An Bình", "tỉnh Đồng Tháp"),
        ("phường An Bình", "tỉnh Gia Lai"),
    ]


@pytest.mark.parametrize("typed", ["An Bình", "AN BINH", "  an   bình ", "an bi\u0300nh"])
def test_case_accents_and_blanks_do_not_matter(listed, typed):
    assert len(listed.search(typed)) == 5


def test_d_stands_for_d_with_stroke(listed):
    assert set(listed.search("da bac")) == set(listed.search("đà bắc")) != set()
    assert {fold(c.name) for c in listed.search("dien bien phu")} == {"dien bien phu"}


def test_kind_and_province_may_be_typed_too(listed):
    assert len(listed.search("xa an binh")) == 2
    assert [c.province for c in listed.search("an bình phú thọ")] == ["tỉnh Phú Thọ"]
    assert {c.kind for c in listed.search("dac khu")} == {CommuneKind.SPECIAL_ZONE}


def test_words_in_another_order_are_found_when_nothing_else_fits(listed):
    assert "xã An Bình" in {c.full_name for c in listed.search("phu tho an binh")}


def test_a_name_with_an_apostrophe_is_found_without_it(listed):
    assert [c.name for c in listed.search("ea hleo")] == ["Ea H'Leo"]
    assert [c.name for c in listed.search("Ea H’Leo")] == ["Ea H'Leo"]


def test_the_very_accents_come_first(listed):
    assert listed.search("hòa")[0].name.startswith("Hòa")
    assert listed.search("hoá")[0].name.startswith("Hóa")


def test_a_province_narrows_the_list(listed):
    assert [c.full_name for c in listed.search("an binh", "tỉnh Gia Lai")] == ["phường An Bình"]
    assert len(listed.search("", "thành phố Huế")) == sum(c.province == "thành phố Huế" for c in listed.all)


def test_nothing_typed_lists_all_and_nonsense_nothing(listed):
    assert len(listed.search("  ")) == 3321
    assert listed.search("zzzz") == []


@pytest.mark.parametrize("commune", communes.load().all[::331])
def test_a_commune_is_first_under_its_own_name_and_province(listed, commune):
    assert listed.search(fold(f"{commune.full_name} {commune.province}"))[0] == commune
