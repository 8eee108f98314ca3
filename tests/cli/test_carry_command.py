"""`kehoach carry` and back again by `kehoach merge`: packages on a folder, in words and JSON, with exit codes."""

import json

import factories as make
import pytest

from kehoach_desktop.cli.main import main
from kehoach_desktop.services import receiving

PASSWORD = "mưa xuân trên đồi chè"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def office(tmp_path):
    path = tmp_path / "xã Hòa Lâm.kehoach"
    plan, unit = make.make_plan(), make.make_unit(id="u1", name="Trạm Y tế")
    tasks = [make.make_task(plan, id=f"t{n}", position=n) for n in range(3)]
    make.make_office_file(path, plan, unit, *tasks, make.make_assignment(tasks[0], unit)).close()
    return path


@pytest.fixture
def usb(tmp_path):
    return tmp_path / "USB (E)"


def test_a_package_is_named_in_words(run, office, usb):
    code, out, _ = run("carry", office, "--to", usb)
    (package,) = usb.iterdir()
    assert code == 0
    assert out.splitlines() == [
        str(package), "Đã kiểm tra xong, rút USB được. Trong gói: 3 nhiệm vụ, 0 chỉ tiêu, 0 kết quả.",
    ]  # fmt: skip
    assert run("merge", office, package)[0] == 0


def test_a_slice_is_told_as_json(run, office, usb):
    code, out, _ = run("carry", office, "--to", usb, "--unit", "u1", "--json")
    told = json.loads(out)
    assert (code, told["unit"], told["sealed"], told["counts"]["task"]) == (0, "u1", False, 1)
    assert told["file"].endswith("_tram-y-te.kehoach-goi")


def test_a_password_comes_from_a_file(run, office, usb, tmp_path):
    secret = tmp_path / "mật khẩu.txt"
    secret.write_text(PASSWORD + "\r\n", encoding="utf-8-sig")
    code, out, _ = run("carry", office, "--to", usb, "--password-file", secret)
    (package,) = usb.iterdir()
    assert (code, "có mật khẩu" in out) == (0, True)
    assert receiving.receive(package, password=PASSWORD).received.changes


@pytest.mark.parametrize(("secret", "why"), [(b"ngan\n", "12 chữ"), (b"\xff\xfe\x00", "Không đọc được mk.txt")])
def test_a_password_that_cannot_be_taken_writes_nothing(run, office, usb, tmp_path, secret, why):
    file = tmp_path / "mk.txt"
    file.write_bytes(secret)
    code, _, err = run("carry", office, "--to", usb, "--password-file", file)
    assert (code, why in err) == (1, True)
    assert not list(usb.glob("*"))


def test_a_unit_that_is_not_there_is_refused(run, office, usb):
    code, out, _ = run("carry", office, "--to", usb, "--unit", "không có", "--json")
    assert (code, json.loads(out)["error"]) == (1, "RecordNotFound")
