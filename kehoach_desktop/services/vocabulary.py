"""The words by which names are understood, read from the rules once; opens no office file and loads nothing heavy."""

import tomllib
from functools import cache

from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.paths import resource


@cache
def unit_names() -> UnitNames:
    """The vocabulary of unit names, read once."""
    return UnitNames.from_table(tomllib.loads(resource("rules", "units.toml").read_text(encoding="utf-8")))
