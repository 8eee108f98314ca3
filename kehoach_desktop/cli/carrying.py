"""`kehoach carry`: writes a package to carry on a stick and reads it back; prints, decides nothing."""

import argparse
import json

from kehoach_desktop.cli.passwords import read_password
from kehoach_desktop.services import carrying, offices

_TOLD = (("task", "nhiệm vụ"), ("indicator", "chỉ tiêu"), ("result", "kết quả"))


def carry(arguments: argparse.Namespace) -> int:
    """Exit 1 when the package could not be written or was not read back whole; then nothing stays."""
    password = read_password(arguments.password_file)
    with offices.open_office(arguments.file) as office_file:
        done = carrying.carry_out(office_file, arguments.to, unit_id=arguments.unit, password=password)
    if arguments.json:
        told = {"file": str(done.path), "sealed": done.sealed, "unit": arguments.unit, "counts": done.counts}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(done.path)
    held = ", ".join(f"{done.counts[kind]} {label}" for kind, label in _TOLD)
    print(f"Đã kiểm tra xong, rút USB được. Trong gói: {held}{'; có mật khẩu' if done.sealed else ''}.")
    return 0
