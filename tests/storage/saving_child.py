"""A program that saves and saves until it is killed: prints a unit's id after each save, as "Đã lưu" would be shown."""

import sys
from pathlib import Path

from kehoach_desktop.domain.records import Unit
from kehoach_desktop.storage.office_file import OfficeFile


def save_for_ever(path: Path) -> None:
    office_file = OfficeFile.open(path, author="Mai Lan", site="site-a")
    with office_file.looking() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=8")  # pages spill to the file in mid-transaction
    print("ready", flush=True)
    while True:
        with office_file.step("Thêm đơn vị") as records:
            units = [Unit(id=office_file.clock.new_id(), name="Thôn " + "x" * 400) for _ in range(12)]
            records.add_all(units)
        print(" ".join(unit.id for unit in units), flush=True)


if __name__ == "__main__":
    save_for_ever(Path(sys.argv[1]))
