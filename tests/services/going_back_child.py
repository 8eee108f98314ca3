"""Goes back to a copy, the second file, and is killed at every writing SQL statement in turn; see `killing`."""

import sys
from collections.abc import Callable
from pathlib import Path

from kehoach_desktop.services import backups
from tests.killing import tell


def main(path: Path, copy: Path) -> None:
    def restore(tried: Path, arm: Callable[..., None]) -> None:
        arm(only_writing=True)
        backups.restore(tried, copy, author="Mai Lan")

    tell(path, restore)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
