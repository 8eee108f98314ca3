"""The chain over the history of each machine: every edit's hash takes in the one before, so a later change shows.

What it shows: an edit that was altered or taken out. What it cannot show: history cut off at the end or written anew as a
whole; for that the mark is printed on papers and travels in packages.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.tables import ChangeRow, MetaRow

_META = "chain:"  # meta key of a machine's last known link: "counter count hash"
_LETTERS = 16
_KEEP_AFTER = 500  # edits worked out anew before the link is worth writing down
_CHANGE = ChangeRow.__table__.c
# as they lie in the file: the same text on every machine, and nothing to convert
_TEXTS = (
    "SELECT counter, step_id, kind, record_kind, record_id, field, old, new, supersedes FROM change "
    "WHERE site = ? AND counter > ? ORDER BY counter"
)


@frozen
class Link:
    """The end of a machine's chain: its last edit, how many there are, the hash over all of them."""

    site: str
    counter: int
    count: int
    digest: str


def mark(office_file: OfficeFile) -> str:
    """Sixteen letters for the whole history as it stands; the same wherever the same edits are."""
    return mark_of(links(office_file))


def mark_of(ends: list[Link]) -> str:
    """The mark of these ends of chains, in groups of four to be read aloud."""
    whole = hashlib.sha256("".join(f"{end.site}:{end.counter}:{end.digest};" for end in ends).encode()).hexdigest()
    return " ".join(whole[place : place + 4] for place in range(0, _LETTERS, 4))


def links(office_file: OfficeFile) -> list[Link]:
    """The end of every machine's chain, by site; long ones go on from what was written down before."""
    with office_file.looking() as connection:
        known = _known(connection)
        ends = [_end(connection, site, known.get(site)) for site in _sites(connection)]
    worked = sum(end.count - (known[end.site].count if end.site in known else 0) for end in ends)
    if worked > _KEEP_AFTER and not office_file.read_only:
        _keep(office_file, ends)
    return ends


def forget(connection: Connection, sites: Iterable[str] | None = None) -> None:
    """Drops what was written down, of these machines or of all: edits came in before it, or were left out on purpose."""
    known = MetaRow.key.startswith(_META) if sites is None else MetaRow.key.in_([_META + site for site in sites])
    connection.execute(delete(MetaRow).where(known))


def broken_sites(office_file: OfficeFile) -> list[str]:
    """Machines whose history is no longer the one a link was written down for; every edit is looked at."""
    with office_file.looking() as connection:
        known = _known(connection)
        broken = []
        for site in _sites(connection):
            told = known.get(site)
            if told is not None and _walk(connection, site, Link(site, -1, 0, ""), upto=told.counter) != told:
                broken.append(site)
        return broken


def _sites(connection: Connection) -> list[str]:
    return list(connection.scalars(select(_CHANGE.site).distinct().order_by(_CHANGE.site)))


def _known(connection: Connection) -> dict[str, Link]:
    rows = connection.execute(select(MetaRow.key, MetaRow.value).where(MetaRow.key.startswith(_META)))
    found = {}
    for key, value in rows:
        site, (counter, count, digest) = key.removeprefix(_META), value.split()
        found[site] = Link(site, int(counter), int(count), digest)
    return found


def _end(connection: Connection, site: str, known: Link | None) -> Link:
    """Goes on from a known link; from the start where a merge brought edits in before it."""
    if known is not None:
        before = select(func.count()).where(_CHANGE.site == site, _CHANGE.counter <= known.counter)
        if connection.scalar(before) == known.count:
            return _walk(connection, site, known)
    return _walk(connection, site, Link(site, -1, 0, ""))


def _walk(connection: Connection, site: str, start: Link, upto: int | None = None) -> Link:
    counter, count, digest = start.counter, start.count, start.digest
    for row in _rows(connection, site, start.counter):
        if upto is not None and row[0] > upto:
            break
        text = "\x1f".join("\x00" if value is None else str(value) for value in row)
        digest = hashlib.sha256(f"{digest}\x1e{text}".encode("utf-8", "surrogatepass")).hexdigest()
        counter, count = row[0], count + 1
    return Link(site, counter, count, digest)


def _rows(connection: Connection, site: str, after: int) -> Iterator[Any]:
    yield from connection.exec_driver_sql(_TEXTS, (site, after))


def _keep(office_file: OfficeFile, ends: list[Link]) -> None:
    with office_file.writing() as connection:
        connection.execute(delete(MetaRow).where(MetaRow.key.startswith(_META)))
        values = [{"key": _META + e.site, "value": f"{e.counter} {e.count} {e.digest}"} for e in ends]
        connection.execute(insert(MetaRow), values)
        connection.commit()
