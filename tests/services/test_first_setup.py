"""A new office file has office, signers and units in one step; what was skipped has defaults; nothing half is left."""

import sys
from pathlib import Path

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import first_setup, history, offices
from kehoach_desktop.services.first_setup import FirstSetup, OfficeFacts, SignerFacts
from kehoach_desktop.services.new_file import check_folder, check_new_file, file_name, free_path
from kehoach_desktop.storage import faults

WARD = OfficeFacts("Tân Lập", r.CommuneKind.WARD, "tỉnh Bình Khê")


def all_of(office_file, kind):
    with office_file.read() as records:
        return records.all(kind)


def names_of(kind, name="Hòa Lâm"):
    return [unit.name for unit in first_setup.proposed_units(kind, name) if unit.ticked]


# --- proposals ---


def test_a_commune_has_an_economic_office_and_a_ward_one_of_infrastructure():
    assert "Phòng Kinh tế" in names_of(r.CommuneKind.COMMUNE)
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in names_of(r.CommuneKind.WARD)
    assert "Phòng Kinh tế" not in names_of(r.CommuneKind.WARD)
    assert "Phòng Kinh tế" in names_of(r.CommuneKind.SPECIAL_ZONE, "Cồn Cỏ")


def test_phu_quoc_has_the_office_of_a_ward():
    names = names_of(r.CommuneKind.SPECIAL_ZONE, "Phú Quốc")
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in names
    assert "Phòng Kinh tế" not in names


@pytest.mark.parametrize("kind", list(r.CommuneKind))
def test_proposed_units_are_of_a_known_kind_and_differ(kind):
    units = first_setup.proposed_units(kind, "Hòa Lâm")
    assert len({unit.name for unit in units}) == len(units)
    assert r.UnitKind.OTHER not in {unit.kind for unit in units}
    assert f"Công an {kind.value}" in {unit.name for unit in units}


def test_hamlets_are_numbered_under_the_word_of_the_place():
    assert first_setup.hamlet_words(r.CommuneKind.COMMUNE)[0] == "thôn"
    assert first_setup.hamlet_words(r.CommuneKind.WARD)[0] == "tổ dân phố"
    assert first_setup.hamlet_names("tổ dân phố", 3) == ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3"]
    assert len(first_setup.hamlet_names("thôn", 10**9)) == first_setup.MOST_HAMLETS


# --- the file ---


def test_everything_is_written_in_one_step(tmp_path):
    setup = FirstSetup(
        WARD,
        signers=(SignerFacts("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Vương Quang Thái"), SignerFacts(name="Lê Minh")),
        units=("Phòng Văn hóa - Xã hội", "Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Tổ dân phố 1"),
        author="Lò Thị Mây",
    )
    with first_setup.set_up(tmp_path / "moi.kehoach", setup, clock=make.fixed_clock()) as made:
        office = all_of(made, r.Office)[0]
        assert (office.name, office.kind, office.province) == ("Tân Lập", r.CommuneKind.WARD, "tỉnh Bình Khê")
        assert (office.drafting_unit, office.sixth_clear) == ("Phòng Văn hóa - Xã hội", "sản phẩm")
        signers = all_of(made, r.Signer)
        assert [(s.name, s.title, s.position) for s in signers] == [
            ("Vương Quang Thái", "CHỦ TỊCH", 0),
            ("Lê Minh", "PHÓ CHỦ TỊCH", 1),
        ]
        units = all_of(made, r.Unit)
        assert [u.name for u in units] == list(setup.units)
        assert [u.duty_kind for u in units] == [
            r.DutyKind.ASSIGNED,
            r.DutyKind.REQUESTED,
            r.DutyKind.ASSIGNED,
        ]
        with made.read() as records:
            steps = records.steps()
        assert [(step.name, step.author) for step in steps] == [("Tạo tệp mới", "Lò Thị Mây")]


def test_what_was_skipped_has_defaults(tmp_path):
    with first_setup.set_up(tmp_path / "moi.kehoach", FirstSetup(OfficeFacts("Hòa Lâm"))) as made:
        dossier = offices.load(made)
    assert dossier.office.drafting_unit == "Phòng Văn hóa - Xã hội"
    assert [(s.authority, s.title, s.name) for s in dossier.signers] == [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", None)
    ]
    assert dossier.units == ()


def test_hamlets_and_schools_belong_to_their_groups(tmp_path):
    units = ("Các thôn", "Các trường học", "Thôn Đông", "Thôn Đoài", "Trường Mầm non Hoa Mai", "Trạm Y tế xã")
    with first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(OfficeFacts("Hòa Lâm"), units=units)) as made:
        dossier = offices.load(made)
    group = {unit.name: unit.id for unit in dossier.units}
    assert [u.name for u in dossier.members_of(group["Các thôn"])] == ["Thôn Đông", "Thôn Đoài"]
    assert [u.name for u in dossier.members_of(group["Các trường học"])] == ["Trường Mầm non Hoa Mai"]


def test_blank_and_repeated_units_are_left_out(tmp_path):
    units = ("Trạm Y tế xã", " ", "trạm  y tế XÃ", "Thôn Đông")
    with first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(OfficeFacts("Hòa Lâm"), units=units)) as made:
        assert [u.name for u in all_of(made, r.Unit)] == ["trạm y tế XÃ", "Thôn Đông"]


def test_decomposed_letters_are_stored_composed(tmp_path):
    facts = OfficeFacts("Ho\u0300a  La\u0302m", province="ti\u0309nh Bình Khê")
    with first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(facts)) as made:
        office = all_of(made, r.Office)[0]
    assert (office.name, office.province) == ("Hòa Lâm", "tỉnh Bình Khê")


def test_the_birth_of_a_file_cannot_be_undone(tmp_path):
    with first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(WARD, units=("Công an phường",))) as made:
        assert history.undoable(made).undo is None


def test_a_name_of_blanks_leaves_no_file(tmp_path):
    with pytest.raises(BadValue):
        first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(OfficeFacts("  ")))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_made(tmp_path):
    path = tmp_path / "Kế hoạch" / "2026" / "a.kehoach"
    first_setup.set_up(path, FirstSetup(WARD)).close()
    assert path.exists()


def test_another_file_is_never_overwritten(tmp_path):
    path = tmp_path / "a.kehoach"
    path.write_bytes(b"cua nguoi khac")
    with pytest.raises(faults.FileExists):
        first_setup.set_up(path, FirstSetup(WARD))
    assert path.read_bytes() == b"cua nguoi khac"


# --- changing it later ---


def test_office_and_signers_are_changed_as_one_step(tmp_path):
    start = FirstSetup(WARD, signers=(SignerFacts(name="Lê Minh"), SignerFacts(name="Bùi Văn Sơn")))
    with first_setup.set_up(tmp_path / "a.kehoach", start, clock=make.fixed_clock()) as made:
        first, second = first_setup.signer_facts_of(all_of(made, r.Signer))
        facts = OfficeFacts(
            "Tân Lập Thượng", r.CommuneKind.COMMUNE, "tỉnh Bình Khê", "Văn phòng HĐND và UBND", "kết quả"
        )
        wanted = [
            SignerFacts("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Thu"),
            SignerFacts(name="Lê Minh Đức", id=first.id),
        ]
        changes = first_setup.update_office(made, facts, wanted)
        assert changes.step == "Sửa cơ quan và người ký"
        assert first_setup.facts_of(all_of(made, r.Office)[0]) == facts
        assert [(s.name, s.position) for s in all_of(made, r.Signer)] == [("Hà Thu", 0), ("Lê Minh Đức", 1)]
        history.undo(made)
        assert first_setup.facts_of(all_of(made, r.Office)[0]) == WARD
        assert {s.id for s in all_of(made, r.Signer)} == {first.id, second.id}


def test_the_same_again_is_no_step(tmp_path):
    with first_setup.set_up(tmp_path / "a.kehoach", FirstSetup(WARD)) as made:
        first_setup.update_office(made, WARD, first_setup.signer_facts_of(all_of(made, r.Signer)))
        assert history.undoable(made).undo is None


# --- where it goes ---


def test_a_file_is_named_without_accents():
    assert file_name(r.CommuneKind.SPECIAL_ZONE, "Lý Sơn đảo") == "DacKhuLySonDao.kehoach"
    assert file_name(r.CommuneKind.COMMUNE, "Ea H'Leo") == "XaEaHleo.kehoach"
    assert len(file_name(r.CommuneKind.COMMUNE, "Thượng " * 60)) <= 120


def test_a_taken_name_gets_a_number(tmp_path):
    (tmp_path / "XaHoaLam.kehoach").touch()
    (tmp_path / "XaHoaLam (2).kehoach").touch()
    assert free_path(tmp_path, "XaHoaLam.kehoach").name == "XaHoaLam (3).kehoach"


@pytest.mark.parametrize("name", [".kehoach", "  .kehoach", "a?.kehoach", "a:b.kehoach", "x" * 130 + ".kehoach"])
def test_a_name_no_system_takes_is_refused_with_a_remedy(tmp_path, name):
    with pytest.raises(BadValue) as refused:
        check_new_file(tmp_path / name)
    assert refused.value.remedy


def test_a_relative_folder_is_refused():
    with pytest.raises(BadValue):
        check_folder(Path("Kế hoạch"))


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(BadValue):
        check_folder(tmp_path / "a")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_cannot_be_written_is_refused():
    with pytest.raises(faults.StorageFault):
        check_folder(Path("/proc/self"))
