"""Where the rows of a sheet go when some of them are repeated: single rows, ranges, lists of ranges. Knows no file.

A range that takes in a repeated row takes in all its copies. Rows and columns count from 1.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kehoach_desktop.frozen import frozen

LAST_ROW = 1_048_576

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3})(\$?)([1-9][0-9]{0,6})")
_AREA = re.compile(r"(\$?[A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?::(\$?[A-Z]{1,3})(\$?)([1-9][0-9]{0,6}))?")


class Block(NamedTuple):
    """Rows `first` to `last` that stand `copies` times one under the other, at least once."""

    first: int
    last: int
    copies: int

    @property
    def height(self) -> int:
        return self.last - self.first + 1

    @property
    def growth(self) -> int:
        return self.height * (self.copies - 1)


@frozen
class RowGrowth:
    """The blocks of one sheet, in order and apart from one another."""

    blocks: tuple[Block, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.first for block in self.blocks]

    @cached_property
    def _grown(self) -> list[int]:
        """Rows added before each block, and at last by all of them."""
        sums = [0]
        for block in self.blocks:
            sums.append(sums[-1] + block.growth)
        return sums

    @cached_property
    def _new_starts(self) -> list[int]:
        return [block.first + added for block, added in zip(self.blocks, self._grown, strict=False)]

    @property
    def is_still(self) -> bool:
        """Whether no row moves."""
        return self._grown[-1] == 0

    def _place(self, row: int) -> tuple[int, Block | None]:
        """Rows added before a row, and the block it stands in."""
        place = bisect_right(self._starts, row)
        if place and row <= self.blocks[place - 1].last:
            return self._grown[place - 1], self.blocks[place - 1]
        return self._grown[place], None

    def block_at(self, row: int) -> Block | None:
        """The block a row stands in."""
        return self._place(row)[1]

    def first(self, row: int, copy: int = 0) -> int:
        """Where a row is now; of a repeated row its first copy, or the one asked for."""
        added, block = self._place(row)
        return row + added + (copy * block.height if block else 0)

    def last(self, row: int) -> int:
        """Where a row is now; of a repeated row its last copy. For the ends of ranges."""
        added, block = self._place(row)
        return row + added + (block.growth if block else 0)

    def origin(self, row: int) -> tuple[int, Block | None, int]:
        """Of a row as it is now: the row it was, and the block and the copy where it was repeated."""
        place = bisect_right(self._new_starts, row)
        if not place:
            return row, None, 0
        block, start = self.blocks[place - 1], self._new_starts[place - 1]
        if row < start + block.height * block.copies:
            copy, inside = divmod(row - start, block.height)
            return block.first + inside, block, copy
        return row - self._grown[place], None, 0

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The rows of a range with every copy of what stands in it."""
        return self.first(first), self.last(last)

    def copies_of(self, first: int, last: int) -> list[tuple[int, int]]:
        """A thing over these rows after the growth: once for each copy where it stands within one block, else one longer thing."""
        block = self.block_at(first)
        if block is None or last > block.last:
            return [self.span(first, last)]
        return [(self.first(first, copy), self.first(last, copy)) for copy in range(block.copies)]

    def area(self, text: str) -> str:
        """A range such as A5, A5:C9 or $A$5:$C$9 with its rows moved; what is no range stays as it is."""
        found = _AREA.fullmatch(text)
        if found is None:
            return text
        column, sign, row, column2, sign2, row2 = found.groups()
        top, bottom = self.span(int(row), int(row2 or row))
        if row2 is None and top == bottom:
            return f"{column}{sign}{top}"
        return f"{column}{sign}{top}:{column2 or column}{sign2 if row2 else sign}{bottom}"

    def areas(self, text: str) -> str:
        """Ranges with blanks between them, as rules and validations name them."""
        return " ".join(self.area(part) for part in text.split())

    def cell(self, text: str) -> str:
        """One cell, never a range: of a repeated row its first copy."""
        found = _REFERENCE.fullmatch(text)
        return f"{found[1]}{found[2]}{self.first(int(found[3]))}" if found else text

    def each_copy(self, area: str) -> Iterator[tuple[str, int]]:
        """A range after the growth with the number of its copy: one a copy within a block, else one longer range."""
        found = _AREA.fullmatch(area)
        if found is None:
            yield area, 0
            return
        column, sign, row, column2, sign2, row2 = found.groups()
        for copy, (top, bottom) in enumerate(self.copies_of(int(row), int(row2 or row))):
            end = f":{column2}{sign2}{bottom}" if row2 else f":{column}{sign}{bottom}" if bottom != top else ""
            yield f"{column}{sign}{top}{end}", copy


STILL = RowGrowth()


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of "B5". Raises ValueError for anything else."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise ValueError(f"no cell reference: {reference[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[3]), column


def column_letters(column: int) -> str:
    """Letters of a column: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
