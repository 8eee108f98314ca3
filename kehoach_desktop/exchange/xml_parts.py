"""Parts of an Office package as trees: parsed without entities or network, written back as they were. Knows no cell."""

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.exchange.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARSED = 64 * 2**20  # bytes of XML; a tree takes some six times as much memory
_PIECE = 2**20


def local(element: "_Element") -> str:
    """The element's name without its namespace; "" for a comment."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def namespace(element: "_Element") -> str:
    """The namespace of an element's name."""
    return str(element.tag).rpartition("}")[0].lstrip("{")


def child(element: "_Element", name: str) -> "_Element | None":
    """The first child of a name, whatever its namespace."""
    return next((each for each in element if local(each) == name), None)


def parse(data: bytes) -> "_Element":
    """The root of a part. Raises RefusedFile for a DOCTYPE, the door of entity attacks, and for what is no XML."""
    from lxml import etree

    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # also in UTF-16
        raise RefusedFile(Refusal.DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise RefusedFile(Refusal.BROKEN) from fault


def written(root: "_Element") -> bytes:
    """A part as Office programs write it."""
    from lxml import etree

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


class Relation(NamedTuple):
    """What a part points to: the kind is the last word of its type, the target a part's name ("" when it is outside)."""

    id: str
    kind: str
    target: str


class Parts:
    """A package's parts, read once, and those that were changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._room = _MOST_PARSED
        self._trees: dict[str, _Element] = {}
        self.changed: dict[str, bytes | None] = {}  # None: left out

    def __contains__(self, name: str) -> bool:
        return name in self._package

    def data(self, name: str) -> bytes:
        """A part as it lies in the file."""
        stream = self._package.open(name)
        pieces = []
        while piece := stream.read(_PIECE):
            pieces.append(piece)
        return b"".join(pieces)

    def tree(self, name: str) -> Any:
        """A part's root element, the same one each time. Raises RefusedFile."""
        if name not in self._trees:
            data = self.data(name)
            self._room -= len(data)
            if self._room < 0:
                raise RefusedFile(Refusal.TOO_WIDE)
            self._trees[name] = parse(data)
        return self._trees[name]

    def keep(self, name: str) -> None:
        """Takes the tree of a part as its new content."""
        self.changed[name] = written(self.tree(name))

    def relations(self, name: str) -> list[Relation]:
        """What a part points to."""
        folder, _, base = name.rpartition("/")
        listed = f"{folder}/_rels/{base}.rels".lstrip("/")
        if listed not in self:
            return []
        return [
            Relation(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _target(folder, each))
            for each in self.tree(listed)
            if local(each) == "Relationship"
        ]


def _target(folder: str, relation: "_Element") -> str:
    if relation.get("TargetMode") == "External":
        return ""
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
