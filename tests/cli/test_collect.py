"""Unit forms by the command line: out to a folder, back from it, in words and as JSON, with the exit code of DESIGN §5."""

import json
import shutil
from pathlib import Path

import pytest
import returned_forms as forms

from kehoach_desktop.cli.main import main

WATER = "Hộ dùng nước hợp vệ sinh"


@pytest.fixture
def run(capsys):
    def call(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return code, capsys.readouterr().out

    return call


@pytest.fixture
def office(sent_forms: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(sent_forms / "office.kehoach", tmp_path / "xa-hoa-lam.kehoach"))


@pytest.fixture
def folder(sent_forms: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent_forms / "phieu", tmp_path / "phieu"))


def test_a_form_for_every_unit_is_written_and_named(run, office, tmp_path):
    code, out = run("unit-forms", office, "--period", "2026-H1", "--to", tmp_path / "ra")
    assert (code, len(out.split("\n"))) == (0, 31)
    assert len(list((tmp_path / "ra").iterdir())) == 30


def results(run, office) -> list[dict]:
    return [r for r in json.loads(run("show", office, "--json")[1])["results"] if r["period"] == "2026-H1"]


def test_good_forms_are_taken_in_and_told(run, office, folder):
    path = folder / "2026-H1_phieu_thon-ao-sen.xlsx"
    forms.fill(path, {WATER: {"numerator": 188, "denominator": 203}})
    code, out = run("collect", office, path, "--json")
    told = json.loads(out)
    assert (code, told["refused"], told["nil"], told["step"]) == (0, [], [], "Thu phiếu của Thôn Ao Sen")
    assert {(a["file"], a["field"], a["old"], a["new"]) for a in told["accepted"]} == {
        (path.name, "numerator", None, 188), (path.name, "denominator", None, 203),
    }  # fmt: skip
    (row,) = results(run, office)
    assert (row["numerator"], row["denominator"], row["unit_id"]) == (188, 203, told["accepted"][0]["unit_id"])


def test_a_dry_run_writes_nothing(run, office, folder):
    path = folder / "2026-H1_phieu_thon-ao-sen.xlsx"
    forms.fill(path, {WATER: {"numerator": 188, "denominator": 203}})
    code, out = run("collect", office, path, "--dry-run", "--json")
    assert (code, json.loads(out)["step"], results(run, office)) == (0, "", [])


def test_a_refused_cell_gives_file_cell_and_reason_and_exit_1(run, office, folder):
    path = folder / "2026-H1_phieu_thon-ao-sen.xlsx"
    cells = forms.fill(path, {WATER: {"result": "khoảng 95"}})
    code, out = run("collect", office, path, "--json")
    assert code == 1
    assert json.loads(out)["refused"] == [
        {"file": path.name, "cell": cells[WATER, "result"], "value": "khoảng 95",
         "reason": "“khoảng 95” không phải là số. Gõ một số, phần chữ đưa vào ghi chú."}
    ]  # fmt: skip


def test_a_file_refused_whole_has_no_cell(run, office, folder):
    path = folder / "cu.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    code, out = run("collect", office, path, "--json")
    (refused,) = json.loads(out)["refused"]
    assert (code, refused["file"], refused["cell"]) == (1, "cu.xlsx", None)
    assert ".xls" in refused["reason"]


def test_a_nil_report_is_listed_and_stored_as_one(run, office, folder):
    path = folder / "2026-H1_phieu_cong-an-xa.xlsx"
    forms.fill(path, {}, nil="Có")
    code, out = run("collect", office, path, "--json")
    assert (code, [n["unit"] for n in json.loads(out)["nil"]]) == (0, ["Công an xã"])
    (submission,) = json.loads(run("show", office, "--json")[1])["submissions"]
    assert (submission["is_nil"], submission["state"], submission["file_name"]) == (True, "sent", path.name)


def test_people_read_what_was_taken_what_not_and_why(run, office, folder):
    path = folder / "2026-H1_phieu_thon-ao-sen.xlsx"
    forms.fill(path, {WATER: {"numerator": 188, "denominator": 203}, "Phát động tháng đi bộ": {"state": "gần xong"}})
    code, out = run("collect", office, path)
    assert code == 1
    assert "tử số trống → 188" in out
    assert "Từ chối “gần xong”" in out
    assert out.rstrip().endswith("Thu phiếu của Thôn Ao Sen")


def test_undo_takes_a_whole_pile_back(run, office, folder):
    for name, path in (("Ao Sen", "thon-ao-sen"), ("Gò Me", "thon-go-me")):
        forms.fill(folder / f"2026-H1_phieu_{path}.xlsx", {WATER: {"numerator": len(name), "denominator": 200}})
    run("collect", office, folder / "2026-H1_phieu_thon-ao-sen.xlsx", folder / "2026-H1_phieu_thon-go-me.xlsx")
    assert len(results(run, office)) == 2
    assert run("undo", office)[0] == 0
    assert results(run, office) == []
