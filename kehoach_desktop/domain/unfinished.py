"""Texts begun and not yet taken: where they stand and what they are. Plain values; kept by storage, found by the window."""

from datetime import datetime

from kehoach_desktop.frozen import frozen

Values = dict[str, str]


@frozen
class Place:
    """Where something is typed: tab, sort of place (cell, field, line, form, add), and its names there."""

    tab: str
    sort: str
    names: tuple[str, ...]


@frozen
class Typed:
    """What stood in a place, by name, and when it was kept."""

    place: Place
    values: Values
    kept_at: datetime
