"""kehoach narrative, as a person types it."""

import json
from pathlib import Path

import pytest

from kehoach_desktop.cli.main import main
from kehoach_desktop.services.demo import build_sample


@pytest.fixture
def office(tmp_path: Path) -> str:
    path = tmp_path / "mau.kehoach"
    build_sample(path).close()
    return str(path)


def told(capsys: pytest.CaptureFixture[str], office: str, *more: str):
    assert main(["narrative", office, "--period", "2026-H1", *more, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_part_is_written_changed_figures_told_accepted_and_given_back(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (draft,) = told(capsys, office, "--part", "II.chi-tieu")
    words = tmp_path / "loi-van.txt"
    words.write_text(draft["text"] + "\nBà con đồng tình.", encoding="utf-8-sig")
    (own,) = told(capsys, office, "--part", "II.chi-tieu", "--text-file", str(words))
    assert (own["edited"], own["text"]) == (True, draft["text"] + "\nBà con đồng tình.")

    assert main(["show", office, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["indicators"][0]["id"]
    assert main(["set", office, "result", first, "period=2026-H1", "numerator=10000", "denominator=10412"]) == 0
    capsys.readouterr()
    (changed,) = told(capsys, office, "--part", "II.chi-tieu")
    assert {"was": "9.874/10.412", "now": "10.000/10.412"} in changed["changed"]
    assert changed["text"].endswith("Bà con đồng tình.")

    (accepted,) = told(capsys, office, "--part", "II.chi-tieu", "--accept")
    assert (accepted["changed"], accepted["open"], accepted["text"]) == ([], [], changed["text"])
    (given_back,) = told(capsys, office, "--part", "II.chi-tieu", "--draft")
    assert (given_back["edited"], given_back["text"]) == (False, given_back["drafted"])


def test_parts_are_listed_with_their_state(office: str, capsys: pytest.CaptureFixture[str]):
    assert main(["narrative", office, "--period", "2026-H1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["mo-dau", "dự", "thảo", "Mở", "đầu"]
    assert lines[-1].startswith("ket ")


@pytest.mark.parametrize(
    ("more", "cause"),
    [
        (["--part", "X"], "không có phần “X”"),
        (["--draft"], "Chưa nêu phần nào"),
        (["--part", "V", "--text-file", "khong-co.txt"], "Không đọc được khong-co.txt"),
    ],
)
def test_what_cannot_be_done_is_refused(office: str, capsys: pytest.CaptureFixture[str], more: list[str], cause: str):
    assert main(["narrative", office, "--period", "2026-H1", *more]) == 1
    assert cause in capsys.readouterr().err


def test_a_file_that_is_no_text_is_refused(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "loi-van.txt"
    path.write_bytes(b"\xff\xfe\x00")
    assert main(["narrative", office, "--period", "2026-H1", "--part", "V", "--text-file", str(path)]) == 1
    assert "không phải tệp văn bản UTF-8" in capsys.readouterr().err
