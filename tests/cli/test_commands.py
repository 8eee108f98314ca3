"""The command line, run whole: arguments in, Vietnamese or JSON and an exit code out, on real files."""

import json
import sqlite3
from pathlib import Path

import pytest

from kehoach_desktop.cli.main import main
from kehoach_desktop.paths import resource

SAMPLE = resource("sample", "ke-hoach-mau.docx")


@pytest.fixture
def run(capsys):
    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def office(tmp_path: Path, run) -> Path:
    path = tmp_path / "an-binh.kehoach"
    assert run("new", path, "--name", "xã An Bình", "--province", "tỉnh Sông Thương")[0] == 0
    assert run("import", path, SAMPLE)[0] == 0
    return path


def shown(run, path: Path) -> dict:
    code, out, _ = run("show", path, "--json")
    assert code == 0
    return json.loads(out)


def test_a_new_file_knows_its_office(tmp_path, run):
    code, out, _ = run("new", tmp_path / "a.kehoach", "--name", "phường Sông Hạ")
    assert (code, "a.kehoach" in out) == (0, True)
    office = shown(run, tmp_path / "a.kehoach")["office"]
    assert (office["kind"], office["name"]) == ("phường", "Sông Hạ")


def test_new_never_writes_over_a_file(tmp_path, run):
    path = tmp_path / "a.kehoach"
    path.write_bytes(b"quan trong")
    code, _, err = run("new", path, "--name", "xã An Bình")
    assert (code, path.read_bytes()) == (1, b"quan trong")
    assert "a.kehoach" in err or "có" in err


def test_show_lists_every_kind_with_ids(run, office):
    found = shown(run, office)
    lists = "plans sections paragraphs units tasks assignments indicators targets results progress submissions periods papers conflicts"
    for name in lists.split():
        assert isinstance(found[name], list), name
        assert all(row["id"] for row in found[name]), name
    assert found["plans"][0]["title"].startswith("Thực hiện")
    assert {"title", "state", "due_on", "officer", "product"} <= set(found["tasks"][0])
    assert {"task_id", "unit_id", "role"} <= set(found["assignments"][0])
    assert {"name", "head"} <= set(found["units"][0])
    assert {"name", "measure"} <= set(found["indicators"][0])


def test_propose_saves_nothing_and_prints_json(tmp_path, run):
    code, out, _ = run("propose", SAMPLE, "--json")
    proposal = json.loads(out)
    assert code == 0
    assert proposal["place"] == "An Bình"
    assert len(proposal["tasks"]) > 30
    assert [p for p in tmp_path.iterdir() if p.name != "data"] == []


def test_propose_refuses_what_is_no_plan(tmp_path, run):
    picture = tmp_path / "anh.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    code, _, err = run("propose", picture)
    assert code == 1
    assert err.strip()
    assert "Traceback" not in err


def test_set_undo_and_redo_are_steps_that_survive(run, office):
    task = shown(run, office)["tasks"][0]["id"]
    assert run("set", office, "task", task, "officer=Lê Thị Hòa", "due_on=30/6/2026")[0] == 0
    row = next(t for t in shown(run, office)["tasks"] if t["id"] == task)
    assert (row["officer"], row["due_on"]) == ("Lê Thị Hòa", "2026-06-30")
    assert run("undo", office)[0] == 0
    assert next(t for t in shown(run, office)["tasks"] if t["id"] == task)["officer"] is None
    assert run("redo", office)[0] == 0
    assert next(t for t in shown(run, office)["tasks"] if t["id"] == task)["officer"] == "Lê Thị Hòa"


def test_undo_of_an_import_takes_the_whole_plan_back(run, office):
    assert run("undo", office)[0] == 0
    found = shown(run, office)
    assert (found["plans"], found["tasks"], found["units"]) == ([], [], [])
    assert run("undo", office)[0] == 1


def test_results_are_entered_by_what_they_belong_to(run, office):
    found = shown(run, office)
    indicator, task, unit = found["indicators"][0]["id"], found["tasks"][0]["id"], found["units"][0]["id"]
    assert run("set", office, "result", indicator, "period=2026-H1", "numerator=873", "denominator=1.240")[0] == 0
    assert run("set", office, "progress", task, "period=2026-H1", "state=Hoàn thành", "result=10/10 thôn")[0] == 0
    assert run("set", office, "submission", unit, "period=2026-H1", "state=Đã duyệt")[0] == 0
    found = shown(run, office)
    assert (found["results"][0]["numerator"], found["results"][0]["denominator"]) == (873, 1240)
    assert found["progress"][0]["result"] == "10/10 thôn"
    assert found["submissions"][0]["state"] == "approved"


@pytest.mark.parametrize(
    "arguments",
    [
        ("task", "không-có", "officer=x"),
        ("task", None, "due_on=31/6/2026"),
        ("task", None, "officer"),
        ("nhiemvu", "x", "a=b"),
    ],
)
def test_set_refuses_with_cause_and_changes_nothing(run, office, arguments):
    kind, record_id, pair = arguments
    before = office.read_bytes()
    record_id = record_id or shown(run, office)["tasks"][0]["id"]
    code, out, err = run("set", office, kind, record_id, pair)
    assert (code, out) == (1, "")
    assert err.strip()
    assert office.read_bytes() == before


def test_periods_show_windows_deadlines_and_warnings(run, office):
    code, out, _ = run("periods", office, "--year", "2026", "--json")
    by_id = {p["id"]: p for p in json.loads(out)}
    assert code == 0
    assert (by_id["2026-H1"]["data_from"], by_id["2026-H1"]["data_to"]) == ("2025-12-15", "2026-06-14")
    assert by_id["2026-H1"]["due_on"].startswith("2026-06-")
    assert {"2026", "2026-H2", "2026-Q3", "2026-9M", "2026-12"} <= set(by_id)


def test_history_tells_who_changed_what(run, office):
    task = shown(run, office)["tasks"][0]["id"]
    run("set", office, "task", task, "officer=Lê Thị Hòa")
    steps = json.loads(run("history", office, "--row", task, "--json")[1])
    assert steps[0]["author"] == "Trần Thu Hà"
    assert [(c["field"], c["old"], c["new"]) for c in steps[0]["changes"]] == [("officer", None, "Lê Thị Hòa")]
    assert "Lê Thị Hòa" in run("history", office, "--row", task)[1]


def test_check_passes_a_sound_file_and_names_what_is_missing(run, office):
    code, out, _ = run("check", office)
    assert code == 0
    assert "nguyên vẹn" in out


def test_check_finds_what_was_written_past_the_program(run, office):
    connection = sqlite3.connect(office)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("UPDATE assignment SET unit_id = 'không có'")
    connection.commit()
    connection.close()
    code, out, _ = run("check", office)
    assert code == 1
    assert "lỗi" in out


def test_forms_lists_ids_titles_and_formats(run):
    forms = {f["id"]: f for f in json.loads(run("forms", "--json")[1])}
    assert {"phan-cong", "tien-do", "chi-tieu", "tong-hop-don-vi", "bao-cao"} <= set(forms)
    assert "pdf" in forms["bao-cao"]["formats"]


def test_bad_usage_is_exit_two(run):
    with pytest.raises(SystemExit) as caught:
        run("no-such-command")
    assert caught.value.code == 2


@pytest.mark.parametrize("command", [["show"], ["undo"], ["check"], ["periods"], ["history"]])
def test_a_file_of_a_newer_version_is_refused_untouched(tmp_path, run, office, command):
    raw = bytearray(office.read_bytes())
    raw[60:64] = (99_000).to_bytes(4, "big")
    newer = tmp_path / "moi.kehoach"
    newer.write_bytes(raw)
    code, out, err = run(*command, newer)
    assert (code, out) == (1, "")
    assert "Cập nhật chương trình" in err
    assert newer.read_bytes() == raw
    assert sorted(p.name for p in tmp_path.glob("moi*")) == ["moi.kehoach"]


@pytest.mark.parametrize("content", [b"", b"xin chao", b"SQLite format 3\x00" + b"\x00" * 600])
def test_a_file_that_is_not_ours_is_refused_untouched(tmp_path, run, content):
    path = tmp_path / "la.kehoach"
    path.write_bytes(content)
    code, _, err = run("show", path)
    assert code == 1
    assert err.strip()
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.glob("la*")] == ["la.kehoach"]


def test_a_letter_to_every_late_unit_is_a_file_of_its_own(tmp_path, run, office):
    to = tmp_path / "out"
    code, out, _ = run(
        "export", office, "don-doc", "--period", "2026-H1", "--to", to, "--unit", "all", "--format", "docx", "--json"
    )
    files = [Path(name).name for name in json.loads(out)["files"]]
    assert code == 0
    assert len(files) == len(set(files)) > 1
    assert "2026-H1_don-doc_tram-y-te-xa.docx" in files


def test_a_slip_of_one_unit_bears_its_name(tmp_path, run, office):
    unit = next(u for u in shown(run, office)["units"] if u["name"] == "Trạm Y tế xã")
    code, out, _ = run(
        "export", office, "giao-viec", "--period", "2026-H1", "--to", tmp_path, "--unit", unit["id"], "--format", "pdf"
    )
    assert (code, out.strip().endswith("2026-H1_giao-viec_tram-y-te-xa.pdf")) == (0, True)


@pytest.mark.parametrize(("form", "unit"), [("tien-do", "all"), ("don-doc", "khong-co")])
def test_a_unit_that_cannot_be_served_is_refused(form, unit, tmp_path, run, office):
    code, _, err = run("export", office, form, "--period", "2026-H1", "--to", tmp_path, "--unit", unit)
    assert code == 1
    assert "đơn vị" in err


def test_letters_to_all_units_come_with_one_file_to_print(tmp_path, run, office):
    code, out, _ = run(
        "export",
        office,
        "don-doc",
        "--period",
        "2026-H1",
        "--to",
        tmp_path / "out",
        "--unit",
        "all",
        "--format",
        "pdf",
        "--json",
    )
    told = json.loads(out)
    assert code == 0
    assert Path(told["combined"]).name == f"2026-H1_don-doc-ca-{len(told['files'])}-don-vi.pdf"
    assert len(list((tmp_path / "out").iterdir())) == len(told["files"]) + 1
    assert len(shown(run, office)["papers"]) == len(told["files"])


def test_export_says_what_should_be_mended_and_prints_all_the_same(tmp_path, run, office):
    arguments = ("export", office, "bao-cao", "--period", "2026-H1", "--to", tmp_path / "out", "--format", "pdf")
    code, out, err = run(*arguments)
    assert (code, out.strip().endswith("2026-H1_bao-cao_xa-an-binh.pdf")) == (0, True)
    assert "Lưu ý: Để trống số và ngày." in err
    code, out, err = run(*arguments, "--json")
    remarks = {remark["rule"]: remark for remark in json.loads(out)["remarks"]}
    assert (code, err) == (0, "")
    assert remarks["blanks"]["level"] == "lưu ý"
    assert remarks["sent"]["ids"]


def test_a_number_and_a_day_can_be_given_at_export(tmp_path, run, office):
    arguments = ("export", office, "bao-cao", "--period", "2026-H1", "--to", tmp_path / "out", "--format", "pdf")
    assert run(*arguments, "--number", "05", "--date", "20/6/2026")[0] == 0
    paper = shown(run, office)["papers"][0]
    assert (paper["number"], paper["issued_on"], paper["symbol"]) == ("5", "2026-06-20", "BC-UBND")
    assert run(*arguments, "--number", "năm")[0] == 1
    assert run(*arguments, "--date", "31/6/2026")[0] == 1
