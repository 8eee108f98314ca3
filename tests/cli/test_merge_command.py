"""kehoach merge, backup and restore, as a person types them; the other machine has a data folder of its own."""

import json
import shutil
from pathlib import Path

import pytest

from kehoach_desktop.cli.main import main
from kehoach_desktop.exchange import carrying
from kehoach_desktop.services.demo import build_sample


class Two:
    """Our file and a copy on another machine."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys, self._patch = folder, capsys, monkeypatch
        self.ours, self.copy = str(folder / "xã.kehoach"), str(folder / "trạm y tế.kehoach")
        self.at("ours")
        build_sample(Path(self.ours)).close()
        shutil.copyfile(self.ours, self.copy)
        self.tasks = [task["id"] for task in self.told("show", self.ours)[1]["tasks"]]
        self.units = [unit["id"] for unit in self.told("show", self.ours)[1]["units"]]

    def at(self, machine: str) -> None:
        self._patch.setenv("KEHOACH_DATA_DIR", str(self.folder / machine))

    def told(self, *words: str):
        code = main([*words, "--json"])
        return code, json.loads(self._capsys.readouterr().out)

    def said(self, *words: str) -> tuple[int, str]:
        code = main(list(words))
        return code, self._capsys.readouterr().out

    def set_there(self, kind: str, record_id: str, value: str) -> None:
        self.at("theirs")
        assert main(["set", self.copy, kind, record_id, value]) == 0
        self.at("ours")
        self._capsys.readouterr()


@pytest.fixture
def two(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Two:
    return Two(tmp_path, capsys, monkeypatch)


def test_what_another_machine_changed_is_taken_in_after_a_backup(two: Two):
    two.set_there("task", two.tasks[0], "officer=Lò Thị Mây")
    code, seen = two.told("merge", two.ours, two.copy, "--dry-run")
    assert (code, seen["backup"], seen["conflicts"]) == (0, None, [])
    code, done = two.told("merge", two.ours, two.copy)
    assert code == 0
    assert [(c["id"], c["field"], c["theirs"]) for c in done["changed"]] == [(two.tasks[0], "officer", "Lò Thị Mây")]
    assert Path(done["backup"]).exists()
    shown = two.told("show", two.ours)[1]
    assert next(t for t in shown["tasks"] if t["id"] == two.tasks[0])["officer"] == "Lò Thị Mây"
    code, again = two.said("merge", two.ours, two.copy)
    assert code == 0
    assert "không có gì mới" in again


def test_a_conflict_keeps_the_exit_code_at_one_until_it_is_decided(two: Two):
    two.set_there("task", two.tasks[0], "officer=Lò Thị Mây")
    two.said("set", two.ours, "task", two.tasks[0], "officer=Vi Thị Nga")
    code, done = two.told("merge", two.ours, two.copy)
    assert code == 1
    (conflict,) = done["conflicts"]
    assert (conflict["ours"], conflict["theirs"]) == ("Vi Thị Nga", "Lò Thị Mây")
    code, again = two.said("merge", two.ours, two.copy)
    assert code == 1
    assert "1 mâu thuẫn" in again
    two.said("set", two.ours, "task", two.tasks[0], "officer=Bùi Văn Sơn")
    assert two.told("merge", two.ours, two.copy)[0] == 0


def test_words_name_both_values_of_a_conflict(two: Two):
    two.set_there("task", two.tasks[0], "due_on=30/6/2026")
    two.said("set", two.ours, "task", two.tasks[0], "due_on=15/6/2026")
    _, said = two.said("merge", two.ours, two.copy, "--dry-run")
    assert "Thời hạn. Đang có ở máy này: 15/6/2026; Từ trạm y tế: 30/6/2026" in said
    assert "Chỉ xem, chưa ghi gì." in said


def test_many_deletions_are_refused_with_the_list_until_the_answer_is_given(two: Two):
    from kehoach_desktop.domain.records import Task
    from kehoach_desktop.services import offices

    two.at("theirs")
    with offices.open_office(Path(two.copy)) as theirs, theirs.step("Xóa nhầm") as records:
        for task_id in two.tasks[:6]:
            records.delete(Task, task_id)
    two.at("ours")
    before = Path(two.ours).read_bytes()
    code, said = two.said("merge", two.ours, two.copy)
    assert code == 1
    assert said.count("  Xóa: ") == 6
    assert "--deletions" in said
    assert Path(two.ours).read_bytes() == before
    assert two.told("merge", two.ours, two.copy, "--deletions", "keep")[0] == 0
    assert len(two.told("show", two.ours)[1]["tasks"]) == len(two.tasks)


def test_many_deletions_are_taken_when_that_is_said(two: Two):
    from kehoach_desktop.domain.records import Task
    from kehoach_desktop.services import offices

    two.at("theirs")
    with offices.open_office(Path(two.copy)) as theirs, theirs.step("Xóa") as records:
        for task_id in two.tasks[:6]:
            records.delete(Task, task_id)
    two.at("ours")
    assert two.told("merge", two.ours, two.copy, "--deletions", "take")[0] == 0
    assert len(two.told("show", two.ours)[1]["tasks"]) == len(two.tasks) - 6


def test_a_package_needs_its_password_and_a_stranger_is_refused(two: Two):
    two.set_there("task", two.tasks[0], "officer=Lò Thị Mây")
    package, word = two.folder / "gói.kehoach-goi", two.folder / "mật khẩu.txt"
    carrying.write_package(Path(two.copy), package, {"unit": "Trạm Y tế xã"}, "mười hai chữ cái")
    code, refused = two.told("merge", two.ours, str(package))
    assert (code, refused["refused"][0]["cause"]) == (1, "Gói có mật khẩu.")
    word.write_text("mười hai chữ cái\n", encoding="utf-8")
    code, said = two.said("merge", two.ours, str(package), "--password-file", str(word))
    assert code == 0
    assert "từ Trạm Y tế xã, đã kiểm mã" in said
    other = two.folder / "xã khác.kehoach"
    build_sample(other).close()
    code, stranger = two.told("merge", two.ours, str(other))
    assert code == 1
    assert "cơ quan khác" in stranger["refused"][0]["cause"]


def test_a_backup_is_put_back_and_the_file_as_it_was_is_kept(two: Two):
    code, made = two.told("backup", two.ours)
    assert code == 0
    two.said("set", two.ours, "task", two.tasks[0], "officer=Vi Thị Nga")
    code, done = two.told("restore", two.ours, made["backup"])
    assert code == 0
    officer = next(t for t in two.told("show", two.ours)[1]["tasks"] if t["id"] == two.tasks[0])["officer"]
    assert officer != "Vi Thị Nga"
    kept = next(t for t in two.told("show", done["kept"])[1]["tasks"] if t["id"] == two.tasks[0])["officer"]
    assert kept == "Vi Thị Nga"
    assert done["step"].startswith("Khôi phục về bản sao lúc ")
    assert not done["replaced"]
    assert two.told("history", two.ours)[1][0]["name"] == done["step"]


def test_a_copy_made_before_going_back_brings_nothing_back(two: Two):
    made = two.told("backup", two.ours)[1]["backup"]
    two.said("set", two.ours, "task", two.tasks[0], "officer=Vi Thị Nga")
    shutil.copyfile(two.ours, two.copy)
    code, said = two.said("restore", two.ours, made)
    assert code == 0
    assert "một bước trong lịch sử" in said
    code, merged = two.told("merge", two.ours, two.copy)
    assert (code, merged["changed"], merged["conflicts"]) == (0, [], [])
    two.at("theirs")
    assert [c["id"] for c in two.told("merge", two.copy, two.ours)[1]["changed"]] == [two.tasks[0]]
    two.at("ours")
    code, said = two.said("restore", two.ours, made)
    assert code == 0
    assert "không có gì để khôi phục" in said


def test_a_damaged_file_is_replaced_and_that_is_said(two: Two):
    made = two.told("backup", two.ours)[1]["backup"]
    Path(two.ours).write_bytes(Path(two.ours).read_bytes()[:6000])
    code, said = two.said("restore", two.ours, made)
    assert code == 0
    assert said.startswith("Đã thay ")
    assert len(two.told("show", two.ours)[1]["tasks"]) == len(two.tasks)
