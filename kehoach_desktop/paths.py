"""Where the files that travel with the program lie, in a checkout, a wheel or an installed build; knows no user data."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _data_root() -> Path:
    """The folder that holds `resources/` and `db/`: the checkout, else the copy inside the package."""
    checkout = _PACKAGE.parent
    return checkout if (checkout / "resources").is_dir() and (checkout / "db").is_dir() else _PACKAGE / "_data"


def resource(*parts: str) -> Path:
    """Path of a file under `resources/`."""
    return _data_root().joinpath("resources", *parts)


def rows_of(*parts: str) -> list[list[str]]:
    """A table under `resources/`: the values of each line, which tabs part; lines that begin with # explain it."""
    lines = resource(*parts).read_text(encoding="utf-8-sig").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def migrations() -> Path:
    """Folder of the Alembic environment."""
    return _data_root() / "db"


def changelog() -> Path:
    """The list of what changed from version to version."""
    return _data_root() / "CHANGELOG.md"
