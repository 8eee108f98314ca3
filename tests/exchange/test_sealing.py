"""What a password of a sealed file costs whoever tries one."""

import struct

import pytest

from kehoach_desktop.exchange import sealing


@pytest.mark.usefixtures("shipped_passwords")
def test_trying_a_password_is_dear(tmp_path):
    source, sealed = tmp_path / "nguồn", tmp_path / "niêm phong"
    source.write_bytes(b"danh")
    sealing.seal(source, sealed, "mưa xuân trên đồi chè")
    log_n, r, p = struct.unpack_from(">BBB", sealed.read_bytes(), len(sealing.MAGIC) + 16 + 8)
    assert 2**log_n * r * p * 128 >= 128 * 2**20
