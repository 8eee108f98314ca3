"""How wide words are and where lines break; knows one face at a time and no page."""

from collections.abc import Mapping

_HALF_OPEN = "/-–_.,;:"  # a word too long for a line is cut after one of these when it can be


class Face:
    """Widths of one face, in sizes (1.0 is the size of the type); words are measured once and remembered."""

    def __init__(self, name: str, char_widths: Mapping[int, float], default_width: float) -> None:
        """`char_widths` are thousandths of the size by code point."""
        self.name = name
        self._chars = {chr(code): width / 1000 for code, width in char_widths.items()}
        self._default = default_width / 1000
        self._words: dict[str, float] = {}
        self.space = self._chars.get(" ", 0.25)

    def width(self, word: str) -> float:
        """Width of a word or a short text."""
        found = self._words.get(word)
        if found is None:
            chars, default = self._chars, self._default
            found = sum([chars.get(char, default) for char in word])
            self._words[word] = found
        return found

    def wrap(self, text: str, width: float) -> list[str]:
        """The lines of a text in a column `width` sizes wide; line breaks in the text stay, no text is lost."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            self._wrap_paragraph(paragraph, width, lines)
        return lines

    def _wrap_paragraph(self, paragraph: str, width: float, lines: list[str]) -> None:
        words, space = self._words, self.space
        line: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            wide = words.get(word)
            if wide is None:
                wide = self.width(word)
            if line and used + space + wide > width:
                lines.append(" ".join(line))
                line = []
            if not line and wide > width:
                *pieces, word = self.cut(word, width)  # noqa: PLW2901 - the last piece goes on as the word
                lines.extend(pieces)
                wide = self.width(word)
            used = used + space + wide if line else wide
            line.append(word)
        lines.append(" ".join(line))

    def cut(self, word: str, width: float) -> list[str]:
        """A word wider than a line in pieces that fit, cut after a mark of punctuation where there is one."""
        pieces: list[str] = []
        start, used, mark = 0, 0.0, -1
        for place, char in enumerate(word):
            wide = self._chars.get(char, self._default)
            if used + wide > width and place > start:
                end = mark if mark > start else place
                pieces.append(word[start:end])
                start, mark = end, -1
                used = sum([self._chars.get(c, self._default) for c in word[start:place]])
                if start < place and used + wide > width:  # what follows the mark fills a line of its own
                    pieces.append(word[start:place])
                    start, used = place, 0.0
            used += wide
            if char in _HALF_OPEN:
                mark = place + 1
        pieces.append(word[start:])
        return pieces
