"""Cuts a list of unit names out of a sentence: where each begins, and where the verb ends the list; knows no roles."""

import itertools
import re
from collections.abc import Iterable
from functools import cache

from kehoach_desktop.importing.letters import LOWER, UPPER
from kehoach_desktop.importing.vocabulary import any_of, table

_COMMA, _AND, _BLANK = "\ue000", "\ue001", "\ue002"  # stand for marks inside a name while the list is cut
_WORD = re.compile(r"\w+")
_REST = "\ue003"  # leads what goes on the name before
_JOINT = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s+cùng(?:\s+với)?\s+")
_SECOND_SYLLABLES = frozenset({"tạo", "lập", "trình", "làm", "tuyển", "trồng"})  # Đào tạo, Công trình, Việc làm
_CAPITALISED_END = re.compile(rf"(?:^|\s)[{UPPER}][^\W{UPPER}]*$")
_REGION_END = re.compile(r"[:.](?=\s|$)|\)|\.\.\.|…")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = table("units")
    head = re.compile(rf"^(?:{any_of(words['before'])}\s+)*{any_of(words['heads'])}(?!\w)", re.I)
    before = re.compile(rf"^(?:{any_of(['với', 'cùng với', 'cùng', 'giữa', 'đồng chí'])}\s+)+", re.I)
    verb = re.compile(rf"(?<![\w{_COMMA}{_AND}{_BLANK}]){any_of(words['verbs'] + words['stops'])}(?!\w)")
    crowd = any_of([*words["crowd"], *(word.capitalize() for word in words["crowd"])])
    many = re.compile(
        rf"(?:(?<!\w)(?:[Cc]ác|[Nn]hững)\s+|^|(?<=[,;]\s)|(?<=và\s)|(?<=với\s))"
        rf"{crowd}(?:(?:\s*,\s*|\s+và\s+){crowd})+(?:\s+(?:có\s+)?liên\s+quan)?(?!\w)"
    )
    body = re.compile(
        rf"^(?:các\s+)?{any_of(words['bodies'])}(?!\w)(?:(?!trên địa bàn|tại)[^,;]){{0,80}}?(?:\s(?P<commune>xã|phường|đặc khu)(?!\s+hội)(?!\w)|$)",
        re.I,
    )
    of_head = re.compile(rf"^(?:{any_of(words['before'])}\s+)*{any_of(words['open_heads'])}$", re.I)
    return head, before, verb, many, of_head, body


class Names:
    """Knows the names that hold commas: those of the law, and the headings of this plan."""

    def __init__(self, headings: Iterable[str] = ()) -> None:
        self._known = _by_first_word(table("units")["whole"])
        for first, names in _by_first_word(headings).items():
            self._known[first] = sorted([*self._known.get(first, []), *names], key=len, reverse=True)

    def read(self, text: str, *, label: bool = False) -> tuple[list[str], int]:
        """The names at the head of a text and where they end; `label` text is nothing but names ("Đơn vị phối hợp: ...")."""
        skipped = len(text) - len(text.lstrip())
        text = text[skipped:]
        text = re.sub(r"\([^)]*\)?", lambda m: " " * len(m[0]), text)
        region = _REGION_END.search(text) if not label else None
        whole = text[: region.start()] if region else text
        masked = self._mask(whole)
        names: list[str] = []
        at = 0
        parts = _split(masked)
        for k, (part, start) in enumerate(parts):
            name, stopped = self._name(part, names[-1] if names else "", label)
            if (
                stopped
                and k + 1 < len(parts)
                and not part[stopped:].split(" ", 2)[2:]
                and _patterns()[0].match(_shown(parts[k + 1][0].strip()))
            ):
                name, stopped = (
                    _bare(part),
                    0,
                )  # "Trung tâm Dịch vụ tổng hợp, Công an": a verb before the next name is none
            if name is None:
                return names, skipped + start
            at = start + len(part)
            if name and name[0] == _REST:
                joint = whole[len(masked[:start].rstrip(" ,")) : start]
                names[-1] += ("," if "," in joint else " và").replace(",", ", ").rstrip() + " " + _bare(name[1:])
            elif name:
                names.append(_bare(name))
            if stopped:
                return names, skipped + start + stopped
        return names, skipped + at

    def covers(self, text: str) -> list[str]:
        """The names when the text is nothing but names, else none."""
        names, end = self.read(text, label=bool(_patterns()[5].match(text.strip())))
        return names if names and not text[end:].strip(" ,.;") else []

    def _mask(self, text: str) -> str:
        """The text, as long as before, with whole names and crowds made proof against cutting."""
        words = [(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            length = next(
                (len(n) for n in self._known.get(words[at][0], ()) if _stands(n, words[at : at + len(n)], text)), 0
            )
            if length:
                start, stop = words[at][1], words[at + length - 1][2]
                text = text[:start] + _hide(text[start:stop]) + text[stop:]
            at += length or 1
        return _patterns()[3].sub(lambda found: _hide(found[0]), text)

    def _name(self, part: str, last: str, label: bool) -> tuple[str | None, int]:
        """A name (or, marked, the rest of the one before), "" for nothing, None where no name stands; and where a verb cut it."""
        head, before, verb = _patterns()[:3]
        lead = len(part) - len(part.lstrip())
        bare = part.strip()
        prefix = before.match(_shown(bare))
        skip = prefix.end() if prefix else 0
        bare = bare[skip:]
        if not bare:
            return "", 0
        headed = head.match(_shown(bare))
        if not headed:
            if bare[0] in UPPER and head.match(last) and not _looks_short(bare):
                cut = self._cut(bare, verb, 0)
                return _REST + bare[:cut], 0 if cut == len(bare) else lead + skip + cut
            if not (bare[0] in UPPER or label):
                return None, 0
            if verb.match(bare[0].lower() + bare[1:]):
                return None, 0
        body = _patterns()[5].match(_shown(bare))
        if body and (label or body["commune"]):
            cut = self._cut(bare, verb, body.end()) if body["commune"] else len(bare)
        else:
            cut = self._cut(bare, verb, headed.end() if headed else 1)
        return bare[:cut], 0 if cut == len(bare) else lead + skip + cut

    @staticmethod
    def _cut(text: str, verb: re.Pattern[str], start: int) -> int:
        for found in verb.finditer(text, start):
            ahead = text[: found.start()].rstrip()
            noun = found[0] == "tổ chức" and re.search(r"(?:các|những|mọi)$", ahead)
            of_head = _patterns()[4].search(ahead)
            of_word = found[0] in _SECOND_SYLLABLES and _CAPITALISED_END.search(ahead)
            if not (noun or of_head or of_word):
                return found.start()
        numbered = re.search(rf"(?<=\d)\s+(?=[{LOWER}])", text)  # "Trường Tiểu học số 2 ..."
        return numbered.start() if numbered else len(text)


def _looks_short(text: str) -> bool:
    """An abbreviation (BHXH, TYT, HĐND) is a name of its own, not the rest of another."""
    return bool(re.match(rf"[{UPPER}]{{3,}}", text))


def _split(text: str) -> list[tuple[str, int]]:
    parts, start = [], 0
    for found in _JOINT.finditer(text):
        parts.append((text[start : found.start()], start))
        start = found.end()
    parts.append((text[start:], start))
    return parts


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of every name of two words or more, the longest names first, under their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted({tuple(_WORD.findall(name.lower())) for name in names}, key=lambda words: (-len(words), words)):
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found


def _stands(name: tuple[str, ...], words: list[tuple[str, int, int]], text: str) -> bool:
    """Whether the name stands in these words, with nothing but blanks, commas and dashes between them."""
    if len(words) < len(name) or any(word != found[0] for word, found in zip(name, words, strict=True)):
        return False
    return all(not text[a[2] : b[1]].strip(" ,-–") for a, b in itertools.pairwise(words))


def _hide(text: str) -> str:
    """The same text, as long as before, in which nothing looks like the end of a name."""
    return re.sub(r"\bvà\b", _AND * 2, text).replace(",", _COMMA).replace(" ", _BLANK)


def _shown(text: str) -> str:
    """The text with its hidden marks back, every character at its old place."""
    return text.replace(_COMMA, ",").replace(_AND * 2, "và").replace(_BLANK, " ")


def _bare(name: str) -> str:
    return " ".join(_shown(name).split()).strip(' .,;:-–"“”')
