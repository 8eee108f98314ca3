"""Seals a file with a password and opens it again, chunk by chunk; knows nothing of what is inside.

scrypt makes the key; each chunk is AES-256-GCM with its number and whether it is the last one as associated data, so a cut,
reordered or exchanged chunk does not open.
"""

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from kehoach_desktop.exchange.faults import Refusal, RefusedFile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"KHSEAL1\n"
LEAST_PASSWORD = 12  # letters; shorter ones are guessed in days
_HEAD = struct.Struct(">16s8sBBBI")  # salt, nonce start, log2 N, r, p, chunk size
_CHUNK = 2**20
_TAG = 16
_COST = (17, 8, 1)  # 128 MB and about half a second: dear for a guesser, bearable for her
_MOST_COST = (18, 8, 2)  # what a file may ask of us


def seal(source: Path, target: Path, password: str) -> None:
    """Writes the sealed file."""
    salt, start = os.urandom(16), os.urandom(8)
    head = MAGIC + _HEAD.pack(salt, start, *_COST, _CHUNK)
    cipher = _cipher(password, salt, *_COST)
    with source.open("rb") as file, target.open("wb") as sealed:
        sealed.write(head)
        number, piece = 0, file.read(_CHUNK)
        while True:
            following = file.read(_CHUNK)
            is_last = not following
            sealed.write(cipher.encrypt(_nonce(start, number), piece, _about(head, is_last)))
            if is_last:
                return
            number, piece = number + 1, following


def unseal(source: Path, target: Path, password: str, limit: int) -> None:
    """Writes the opened file. Raises RefusedFile for a wrong password and for a file that was cut or changed alike."""
    from cryptography.exceptions import InvalidTag

    with source.open("rb") as file, target.open("wb") as opened:
        head = file.read(len(MAGIC) + _HEAD.size)
        if len(head) < len(MAGIC) + _HEAD.size:
            raise RefusedFile(Refusal.BAD_PACKAGE)
        salt, start, log_n, r, p, chunk = _HEAD.unpack(head[len(MAGIC) :])
        if chunk != _CHUNK or not all(
            1 <= asked <= most for asked, most in zip((log_n, r, p), _MOST_COST, strict=True)
        ):
            raise RefusedFile(Refusal.BAD_PACKAGE)
        cipher = _cipher(password, salt, log_n, r, p)
        number, piece = 0, file.read(chunk + _TAG)
        while True:
            following = file.read(chunk + _TAG)
            is_last = not following
            try:
                plain = cipher.decrypt(_nonce(start, number), piece, _about(head, is_last))
            except (InvalidTag, ValueError) as fault:
                raise RefusedFile(Refusal.WRONG_PASSWORD) from fault
            if opened.tell() + len(plain) > limit:
                raise RefusedFile(Refusal.HUGE_OFFICE)
            opened.write(plain)
            if is_last:
                return
            number, piece = number + 1, following


def _cipher(password: str, salt: bytes, log_n: int, r: int, p: int) -> "AESGCM":
    import unicodedata

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    typed = unicodedata.normalize(
        "NFC", password
    ).encode()  # the same password whatever keyboard program made its accents
    return AESGCM(Scrypt(salt=salt, length=32, n=2**log_n, r=r, p=p).derive(typed))


def _nonce(start: bytes, number: int) -> bytes:
    return start + struct.pack(">I", number)


def _about(head: bytes, is_last: bool) -> bytes:
    return head + (b"last" if is_last else b"more")
