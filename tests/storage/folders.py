"""Looking at a folder as bytes."""

from pathlib import Path


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, so that a test can say: nothing was touched and nothing was added."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
