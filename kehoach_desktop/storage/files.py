"""Files that appear whole or not at all; knows bytes and names, no database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def flush_file(path: Path) -> None:
    """Waits until the bytes of a file are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Makes a rename last through a power cut; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_with_side_files(path: Path) -> None:
    """Removes an unfinished database file and its journal."""
    for name in (path.name, path.name + "-journal"):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """A `.part` beside the file that takes the file's name when the block ends well, and is removed when it does not."""
    part = path.with_name(path.name + ".part")
    remove_with_side_files(part)
    try:
        yield part
        flush_file(part)
        part.replace(path)
        _flush_folder(path.parent)
    finally:
        remove_with_side_files(part)
