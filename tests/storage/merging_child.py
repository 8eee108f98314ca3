"""Merges a second file into copies of the first and is killed at every SQL statement in turn; see `killing`."""

import sys
from collections.abc import Callable
from pathlib import Path

from kehoach_desktop.domain.merging import Received
from kehoach_desktop.storage import merging
from kehoach_desktop.storage.office_file import OfficeFile
from tests.killing import tell


def main(ours: Path, theirs: Path) -> None:
    with OfficeFile.open(theirs, author="Mai Lan", site="site-b") as office_file, office_file.read() as records:
        received = Received(office_file.database_id, tuple(records.steps()), tuple(records.changes()))

    def merge(path: Path, arm: Callable[..., None]) -> None:
        office_file = OfficeFile.open(path, author="Mai Lan", site="site-a")
        arm()
        merging.apply(office_file, [received], "Gộp tệp")

    tell(ours, merge)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
