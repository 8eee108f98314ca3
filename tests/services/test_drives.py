"""Which paths lie on a stick or a share, by the rule for Linux over tables of mounts as systems write them."""

from pathlib import Path, PurePosixPath

import pytest

from kehoach_desktop.services import drives

MOUNTS = [
    ("/", "ext4"), ("/home", "ext4"), ("/home/lan/may-chu", "cifs"), ("/media/lan/KINGSTON", "vfat"),
    ("/run/user/1000/gvfs", "fuse.gvfsd-fuse"), ("/data/chung", "nfs4"), ("/data/chung/rieng", "ext4"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "away"),
    [
        ("/home/lan/Tài liệu/xã.kehoach", False),
        ("/media/lan/KINGSTON/xã.kehoach", True),
        ("/run/media/lan/E/xã.kehoach", True),
        ("/mnt/usb/xã.kehoach", True),
        ("/mediatheque/xã.kehoach", False),
        ("/home/lan/may-chu/xã.kehoach", True),
        ("/home/lan/may-chu-cu/xã.kehoach", False),
        ("/run/user/1000/gvfs/smb-share/xã.kehoach", True),
        ("/data/chung/xã.kehoach", True),
        ("/data/chung/rieng/xã.kehoach", False),
    ],
)
def test_a_path_lies_away_or_here(path, away):
    assert drives.lies_away_by(PurePosixPath(path), MOUNTS) is away


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/media/lan/KINGSTON/xã.kehoach", ""),
        ("/media/lan/SANDISK/2026/xã.kehoach", "SANDISK"),
        ("/media/usb0/xã.kehoach", "usb0"),
        ("/run/media/lan/E/xã.kehoach", "E"),
        ("/mnt/usb/2026/xã.kehoach", "usb"),
        ("/home/lan/xã.kehoach", ""),
    ],
)
def test_a_stick_that_was_taken_out_is_named(path, name):
    assert drives.absent_by(PurePosixPath(path), [place for place, _ in MOUNTS]) == name


def test_mounted_sticks_are_listed_with_their_names_and_room(tmp_path, monkeypatch):
    stick = tmp_path / "media" / "lan" / "USB của Lan"
    stick.mkdir(parents=True)
    table = tmp_path / "mounts"
    table.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} vfat rw 0 0\n"
        f"/dev/sdc1 {tmp_path}/media/lan/rút-rồi vfat rw 0 0\nhỏng\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(drives, "PLUGGED_IN", (f"{tmp_path}/media/",))
    monkeypatch.setattr(drives, "_MOUNTS", table)
    (found,) = drives.plugged_in()
    assert (found.path, found.label) == (stick, "USB của Lan")
    assert 0 < found.free <= found.total
    assert drives.lies_away(stick / "a.kehoach")
    assert not drives.lies_away(tmp_path / "a.kehoach")


def test_a_machine_without_a_table_of_mounts_has_no_sticks(tmp_path, monkeypatch):
    monkeypatch.setattr(drives, "_MOUNTS", Path(tmp_path / "none"))
    assert drives.plugged_in() == []
