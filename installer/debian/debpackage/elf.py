"""The names of the shared libraries an ELF file asks for itself; reads 64-bit little-endian files and nothing else of them."""

import struct
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NULL, _DT_NEEDED, _DT_STRTAB = 0, 1, 5


def needed(path: Path) -> list[str]:
    """The names of DT_NEEDED; empty for what is no such file."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        return []
    (table,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    parts = [struct.unpack_from("<IIQQQQ", data, table + n * size) for n in range(count)]
    loads = [(address, offset, length) for kind, _, offset, address, _, length in parts if kind == _PT_LOAD]
    dynamic = next(((offset, length) for kind, _, offset, _, _, length in parts if kind == _PT_DYNAMIC), None)
    if dynamic is None:
        return []
    start, length = dynamic
    entries = [struct.unpack_from("<qQ", data, at) for at in range(start, start + length, 16)]
    ends = next((n for n, (tag, _) in enumerate(entries) if tag == _DT_NULL), len(entries))
    strings = next(value for tag, value in entries[:ends] if tag == _DT_STRTAB)
    base = next(strings - address + offset for address, offset, size in loads if address <= strings < address + size)
    return [_text(data, base + value) for tag, value in entries[:ends] if tag == _DT_NEEDED]


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("ascii")
