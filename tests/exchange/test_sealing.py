"""What a password of a sealed file costs whoever tries one."""

import struct
import subprocess
import sys


def test_trying_a_password_is_dear(tmp_path):
    source, sealed = tmp_path / "nguồn", tmp_path / "niêm phong"
    source.write_bytes(b"danh")
    program = f"""
from pathlib import Path
from kehoach_desktop.exchange.sealing import seal
seal(Path({str(source)!r}), Path({str(sealed)!r}), "mưa xuân trên đồi chè")
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)  # as it ships, without the tests' own cost
    log_n, r, p = struct.unpack_from(">BBB", sealed.read_bytes(), len(b"KHSEAL1\n") + 16 + 8)
    assert 2**log_n * r * p * 128 >= 128 * 2**20
