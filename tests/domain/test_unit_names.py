"""Spellings of one unit, kinds and groups, with the vocabulary that ships."""

import tomllib

import pytest

from kehoach_desktop.domain.records import DutyKind, UnitKind
from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.paths import resource

NAMES = UnitNames.from_table(tomllib.loads(resource("rules", "units.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Văn hóa - Xã hội", "Phòng VH-XH"),
        ("Phòng Văn hóa – Xã hội", "phòng Văn hoá-Xã hội xã"),
        ("Trạm Y tế xã", "Trạm y tế"),
        ("các trường học trên địa bàn xã", "Các trường học"),
        ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
        ("Đề nghị Hội Nông dân", "Hội Nông dân xã"),
    ],
)
def test_spellings_of_one_unit_have_one_key(one, other):
    assert NAMES.key(one) == NAMES.key(other)


def test_different_units_have_different_keys():
    names = [
        "Trạm Y tế xã",
        "Công an xã",
        "Phòng Kinh tế",
        "Phòng Văn hóa - Xã hội",
        "Hội Nông dân",
        "Hội Phụ nữ",
        "Các thôn",
    ]
    assert len({NAMES.key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Phòng Kinh tế", UnitKind.OFFICE),
        ("Trạm Y tế phường", UnitKind.OFFICE),
        ("Trường Mầm non Hoa Sen", UnitKind.SCHOOL),
        ("Các cơ sở giáo dục", UnitKind.SCHOOL),
        ("Hội Liên hiệp Phụ nữ xã", UnitKind.UNION),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", UnitKind.UNION),
        ("Thôn Bến Trâu", UnitKind.HAMLET),
        ("Ban điều hành các khu phố", UnitKind.HAMLET),
        ("Ban giám hiệu các trường học", UnitKind.SCHOOL),
        ("BCH Hội Người cao tuổi xã", UnitKind.UNION),
        ("Phòng Văn hóa – Xã hội", UnitKind.OFFICE),
        ("Ban Chỉ đạo nước sạch", UnitKind.OFFICE),
        ("Quỹ tín dụng", UnitKind.OTHER),
    ],
)
def test_kind_follows_from_the_words_of_the_name(name, kind):
    assert NAMES.kind(name) is kind


def test_front_and_unions_are_asked_and_offices_ordered():
    assert NAMES.duty_kind("Đoàn Thanh niên xã") is DutyKind.REQUESTED
    assert NAMES.duty_kind("Phòng Văn hóa - Xã hội") is DutyKind.ASSIGNED


def test_groups_begin_with_a_group_word():
    assert NAMES.is_group("Các thôn ven sông")
    assert NAMES.is_group("cơ quan, đơn vị có liên quan")
    assert not NAMES.is_group("Trạm Y tế các xã phía đông")
