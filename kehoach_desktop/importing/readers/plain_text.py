"""Reads .txt and .md: encodings, markdown marks, tables drawn with bars or tabs; drops marks, never words."""

import re

from kehoach_desktop.importing.blocks import Block, Cell, Table, clean
from kehoach_desktop.importing.legacy import convert, detect
from kehoach_desktop.importing.readers.wrapped import looks_wrapped, unwrap

_COLUMN_GAP = re.compile(r"\t+| {4,}")
_BLANK_TO_FILL = re.compile(r"(Số\s*:|ngày|tháng)[\s.…]{2,}(?=/|\d|tháng|năm)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*([-_*=~]\s*){3,}$")
_BAR_RULE = re.compile(r"\s*\|?(\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{2}(?=\w)|(?<=\w)_{2}(?!\w)")
_BULLET_STAR = re.compile(r"(\s*)\*\s+(?=\S)")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of the bytes: UTF-8, UTF-16 or UTF-32, with or without a byte order mark, else Windows Vietnamese.

    Text in TCVN3 or VNI stays as it was typed, for read_text to convert.
    """
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:4000]
    if head.count(0) > len(head) // 8:
        even = head[0::2].count(0)
        return data.decode("utf-16-be" if even > head[1::2].count(0) else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        latin = data.decode("cp1252", errors="replace")
        return latin if detect(latin) else data.decode("cp1258", errors="replace")


def read_text(text: str) -> list[Block | Table]:
    """Every line a block; runs of lines with bars or with the same tabs are tables."""
    items: list[Block | Table] = []
    text = re.sub(r"\r\n|[\r\f\v]", "\n", text)
    scheme = detect(text)
    lines = (convert(text, scheme) if scheme else text).split("\n")
    starts: list[int] = []  # the line at which each item begins
    gap, at = True, 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            items.append(_table(lines[at:end]))
            starts.append(at)
            gap, at = True, end
            continue
        line = lines[at]
        at += 1
        if not line.strip() or _RULE.fullmatch(line):
            gap = True
            continue
        items.append(_block(line, gap))
        starts.append(at - 1)
        gap = False
    if scheme:
        _keep_typed(items, starts, scheme.name, text.split("\n"))
    blocks = [item for item in items if isinstance(item, Block)]
    return list(unwrap(blocks)) if len(blocks) == len(items) and looks_wrapped(blocks) else items


def _keep_typed(items: list[Block | Table], starts: list[int], scheme: str, lines: list[str]) -> None:
    for item, start in zip(items, starts, strict=True):
        if isinstance(item, Block):
            item.typed = (scheme, " ".join(lines[start].split()))
            continue
        rows = [line for line in lines[start:] if not _BAR_RULE.fullmatch(line)]
        for row, line in zip(item.rows, rows, strict=False):
            for block in [block for cell in row for block in cell.blocks][:1]:
                block.typed = (scheme, " ".join(line.split()))


def _block(line: str, gap: bool) -> Block:
    line = line.strip().removeprefix("> ")
    heading = _HEADING.fullmatch(line)
    body = heading[2] if heading else line
    bold = bool(re.fullmatch(r"\*{2,3}.+\*{2,3}|.*\*\*", body)) and body.startswith("**")
    body = _COLUMN_GAP.sub("\t", _BLANK_TO_FILL.sub(r"\1 ", plain(body)))
    return Block(clean(body).strip(), heading=len(heading[1]) if heading else 0, bold=bold, gap=gap)


def plain(text: str) -> str:
    """The words of a markdown line without marks of emphasis; a single star before a word stays, it is a bullet."""
    bullet = _BULLET_STAR.match(text)
    head, rest = ("* ", text[bullet.end() :]) if bullet else ("", text)
    return head + _ESCAPED.sub(r"\1", _EMPHASIS.sub("", _BREAK_TAG.sub("\n", rest))).rstrip("\\")


def _table_end(lines: list[str], start: int) -> int:
    """Where the table that begins at `start` ends; `start` when there is none."""
    bars = lines[start].count("|")
    end = start
    if bars >= 2:
        while end < len(lines) and lines[end].count("|") >= 2:
            end += 1
        return end if end - start >= 2 else start
    columns = lines[start].strip("\n").count("\t")
    if columns >= 2:
        while end < len(lines) and lines[end].count("\t") == columns:
            end += 1
    return end if end - start >= 3 else start


def _table(lines: list[str]) -> Table:
    rows: list[list[Cell]] = []
    for line in lines:
        if _BAR_RULE.fullmatch(line):
            continue
        parts = line.strip().strip("|").split("|") if "|" in line else line.split("\t")
        rows.append(
            [Cell([Block(clean(bit).strip()) for bit in plain(part).split("\n") if bit.strip()]) for part in parts]
        )
    width = max(map(len, rows), default=0)
    return Table([row + [Cell() for _ in range(width - len(row))] for row in rows])
