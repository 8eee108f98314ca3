"""Cuts a paragraph into sentences and clauses without losing where they stand."""

import re
from collections.abc import Iterator

from kehoach_desktop.importing.letters import UPPER

_SENTENCE = re.compile(rf"(?<=[.!?…])[\s\"”)]+(?=[{UPPER}\d“\"(])(?<!\b[Tt]p\.\s)")
_CLAUSE = re.compile(r";\s*")


def _parts(text: str, end: re.Pattern[str], start: int, stop: int) -> Iterator[tuple[int, int]]:
    for found in end.finditer(text, start, stop):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < stop:
        yield start, stop


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence."""
    return list(_parts(text, _SENTENCE, 0, len(text)))


def clauses(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Start and end of the parts of one sentence between semicolons."""
    return list(_parts(text, _CLAUSE, start, stop))


def around(spans: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """The span that holds a place."""
    return next((span for span in spans if span[0] <= at < span[1]), spans[-1] if spans else (0, 0))
