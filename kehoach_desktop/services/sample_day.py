"""The day on which the sample office is looked at; apart from services.demo, which loads all that builds the sample."""

from datetime import datetime

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.paths import resource


def sample_clock() -> Clock:
    """The day that stands first in the sample's facts; with any other day its deadlines would all be past."""
    with resource("sample", "half-year.toml").open(encoding="utf-8") as file:
        day = next(line.partition("=")[2].strip() for line in file if line.startswith("today"))
    moment = datetime.fromisoformat(f"{day}T08:00").astimezone()
    return Clock(now=lambda: moment)
