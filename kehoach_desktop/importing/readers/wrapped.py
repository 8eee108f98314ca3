"""Joins lines that the width of a page broke, where a file keeps printed lines and not paragraphs (PDF, wrapped text)."""

import re
from collections import Counter
from itertools import pairwise

from kehoach_desktop.importing.blocks import Block, joined
from kehoach_desktop.importing.markers import split_mark

_FULL_LINE = 0.75  # a line at least this long, measured by the usual full line, may go on below
_WRAPPED_SHARE = 0.2  # of all lines, so many are broken off in a text that somebody wrapped
_LONGEST = 130
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


def looks_wrapped(blocks: list[Block]) -> bool:
    """Whether a text keeps lines of one width: many full ones end no sentence and have a line right beneath."""
    broken = sum(
        len(above.text) >= 50 and above.text[-1:].isalnum() and not below.gap and not split_mark(below.text)[0]
        for above, below in pairwise(blocks)
    )
    return broken >= 5 and broken > len(blocks) * _WRAPPED_SHARE and max(len(b.text) for b in blocks) <= _LONGEST


def unwrap(blocks: list[Block]) -> list[Block]:
    """One block for every paragraph: the line above is full and ends no sentence, or the next begins small."""
    lengths = Counter(len(block.text) // 5 * 5 for block in blocks if len(block.text) > 40)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=80)
    found: list[Block] = []
    last_line = ""
    for block in blocks:
        if found and not block.gap and _goes_on(last_line, block.text, usual):
            found[-1].text = f"{found[-1].text} {block.text}"
            found[-1].typed = joined(found[-1].typed, block.typed)
        else:
            found.append(block)
        last_line = block.text
    return found


def _goes_on(last: str, line: str, usual: int) -> bool:
    if split_mark(line)[0] or _PAGE_NUMBER.fullmatch(line) or "\t" in last + line:
        return False
    if last.endswith((".", ";", ":", "!", "?")) or last.isupper() != line.isupper():
        return False
    return line[:1].islower() or len(last) >= usual * _FULL_LINE
