"""kehoach fill and kehoach placeholders, as a person types them."""

import json
from pathlib import Path

import foreign_forms as forms
import pytest
from openpyxl import load_workbook

from kehoach_desktop.cli.main import main
from kehoach_desktop.services.demo import build_sample


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mẫu") / "mau.kehoach"
    build_sample(path).close()
    return path


def written(folder: Path, text: str) -> Path:
    path = folder / "bieu.xlsx"
    path.write_bytes(forms.cells({"B2": text}))
    return path


def test_a_form_is_filled(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    form = written(tmp_path, "{{nhiem_vu.tong}}")
    assert main(["fill", str(office), str(form), "--period", "2026-H1", "--to", str(tmp_path / "ra"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["filled"], told["unknown"]) == (1, [])
    sheet = load_workbook(told["file"]).active
    assert sheet is not None
    assert sheet["B2"].value == 71


def test_an_unknown_placeholder_is_told_and_the_file_written(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    form = written(tmp_path, "{{ky.tenn}}")
    to = tmp_path / "ra"
    assert main(["fill", str(office), str(form), "--period", "2026-H1", "--to", str(to)]) == 1
    out = capsys.readouterr()
    assert Path(out.out.strip()).is_file()
    assert out.err == "Chưa rõ: Biểu 1, ô B2: ky.tenn; gần nhất: {{ky.ten}}. Ô này để trống.\n"


def test_unknown_ones_as_json(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    form = written(tmp_path, "{{ky.tenn}}")
    assert main(["fill", str(office), str(form), "--period", "2026-H1", "--to", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["unknown"] == [
        {"sheet": "Biểu 1", "cell": "B2", "name": "ky.tenn", "nearest": "ky.ten"}
    ]


def test_what_is_no_form_is_refused(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    form = tmp_path / "bieu.xlsx"
    form.write_bytes(b"x")
    assert main(["fill", str(office), str(form), "--period", "2026-H1", "--to", str(tmp_path)]) == 1
    assert "không phải bảng tính Excel" in capsys.readouterr().err


def test_placeholders_are_listed_with_meaning_and_value(office: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["placeholders", str(office), "--period", "2026-H1"]) == 0
    out = capsys.readouterr().out
    assert "{{ky.ten}}" in out
    assert "Tên kỳ báo cáo: 6 tháng đầu năm 2026" in out


def test_placeholders_as_json(office: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["placeholders", str(office), "--period", "2026-H1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"text": "{{nhiem_vu.tong}}", "meaning": "Tổng số nhiệm vụ", "value": "71", "group": "Nhiệm vụ"} in rows
