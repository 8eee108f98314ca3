"""Opens a zip of XML from outside within limits and parses its parts; refuses bombs and DOCTYPE; knows nothing of Word's meaning."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from kehoach_desktop.importing.faults import BrokenPackage, SuspiciousPackage

if TYPE_CHECKING:
    from lxml import etree

MAX_ENTRIES = 1_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
_FREE_RATIO = 2**20  # a small part may be packed as tightly as it likes
_CHUNK = 2**16
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Package:
    """A zip whose parts are unpacked one by one, counting every byte; declared sizes are not trusted."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError) as fault:
            raise BrokenPackage from fault
        if len(self._zip.infolist()) > MAX_ENTRIES:
            raise SuspiciousPackage
        self._left = MAX_UNPACKED
        declared = sum(entry.file_size for entry in self._entries.values())
        if declared > MAX_UNPACKED or declared > max(len(data), 1) * MAX_RATIO + _FREE_RATIO:
            raise SuspiciousPackage

    def names(self) -> set[str]:
        return set(self._entries)

    def part(self, name: str) -> bytes | None:
        """The unpacked bytes of a part, None when there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise SuspiciousPackage
        allowed = min(self._left, max(_FREE_RATIO, entry.compress_size * MAX_RATIO))
        pieces: list[bytes] = []
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    allowed -= len(piece)
                    if allowed < 0:
                        raise SuspiciousPackage
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as fault:
            raise BrokenPackage from fault
        data = b"".join(pieces)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> "etree._Element | None":
        """The root element of an XML part, None when there is no such part."""
        data = self.part(name)
        return None if data is None else parse(data)


def parse(data: bytes) -> "etree._Element":
    """The root of an XML document that brings no DOCTYPE (the door of entity attacks) with it, in whatever encoding."""
    from lxml import etree

    if any(sign in data for sign in _DOCTYPE):
        raise SuspiciousPackage
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BrokenPackage from fault
    if root.getroottree().docinfo.doctype:
        raise SuspiciousPackage
    return root
