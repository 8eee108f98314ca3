"""Tells text typed in TCVN3 or VNI-Windows from Unicode and converts it; which letters mean what is in legacy.toml."""

import re
from collections.abc import Callable
from functools import cache

from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.vocabulary import table

_SAMPLE = 20_000  # letters in which an encoding shows
_FEWEST_WORDS = 3
_SHARE = 0.08  # of all words, so many are common ones in the right reading; in office papers it is a quarter and more
_CLEARER = 4  # times as many as in the text as it stands
_UNICODE_ONLY = re.compile("[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_ODD = re.compile("[\u00a1-\u00ff]")
_EDGES = ".,;:!?()[]\"'“”‘’/|*#-–+%…"
_ASCII = re.compile(r"[A-Za-z]")


@frozen
class Scheme:
    """One legacy encoding. `letters` maps one or two characters of the file to the letter that is meant."""

    key: str
    name: str
    fonts: tuple[str, ...]
    capital_fonts_end: str
    letters: dict[str, str]
    pattern: re.Pattern[str]


@cache
def schemes() -> tuple[Scheme, ...]:
    """The encodings of legacy.toml."""
    found: list[Scheme] = []
    for key, rules in table("legacy").items():
        if "letters" not in rules:
            continue
        letters = {typed: meant for left, right in rules["letters"] for typed, meant in zip(left, right, strict=True)}
        for base, marks, right in rules.get("pairs", ()):
            letters |= {base + mark: meant for mark, meant in zip(marks, right, strict=True)}
        if rules.get("pairs"):
            letters |= _capitals(letters)
        pattern = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))
        fonts = tuple(rules["fonts"])
        found.append(Scheme(key, rules["name"], fonts, rules.get("capital_fonts_end", ""), letters, pattern))
    return tuple(found)


def _capitals(letters: dict[str, str]) -> dict[str, str]:
    """Capital letters, with marks typed as capitals or small."""
    both = {typed.upper(): meant.upper() for typed, meant in letters.items()}
    return both | {typed[0].upper() + typed[1:]: meant.upper() for typed, meant in letters.items()}


def scheme_of_font(font: str) -> tuple[Scheme, bool] | None:
    """The encoding that a font's name tells, and whether the font shows small letters as capitals."""
    name = font.strip().lower()
    for scheme in schemes():
        if name.startswith(scheme.fonts):
            return scheme, bool(scheme.capital_fonts_end) and name.endswith(scheme.capital_fonts_end)
    return None


def detect(text: str) -> Scheme | None:
    """The encoding in which a text makes sense when it makes none as it stands; None for Unicode and for other tongues."""
    sample = text[:_SAMPLE]
    odd = len(_ODD.findall(sample))
    if odd < _FEWEST_WORDS or len(_UNICODE_ONLY.findall(sample)) * 4 > odd:
        return None
    plain = common_words(sample)
    best = max(schemes(), key=lambda scheme: common_words(convert(sample, scheme)))
    hits = common_words(convert(sample, best))
    enough = hits >= max(_FEWEST_WORDS, _SHARE * len(sample.split()))
    return best if enough and hits > _CLEARER * plain else None


def common_words(text: str) -> int:
    """How many words of the text every office paper has; the measure of whether a reading makes sense."""
    words = _common()
    return sum(word.strip(_EDGES).lower() in words for word in text.split())


@cache
def _common() -> frozenset[str]:
    return frozenset(table("legacy")["words"]["common"])


def is_unicode(text: str) -> bool:
    """Whether a text holds letters that no legacy encoding can produce."""
    return bool(_UNICODE_ONLY.search(text))


def convert(text: str, scheme: Scheme, *, capital: bool = False) -> str:
    """The text in Unicode, letters read greedily (two before one); nothing else in it changes.

    `capital` is for fonts that show small letters as capitals. Elsewhere TCVN3 keeps toned capitals small: they are raised
    where all plain letters around them are capitals, and stay small at the head of a word.
    """
    meant: Callable[[re.Match[str]], str] = lambda found: scheme.letters[found[0]]  # noqa: E731
    words = scheme.pattern.sub(meant, text)
    if capital:
        return words.upper()
    return "\n".join(map(_raised, words.split("\n"))) if scheme.capital_fonts_end else words


def _raised(line: str) -> str:
    """Letters that TCVN3 has no capitals for, raised among capitals ("CộNG HòA" is "CỘNG HÒA")."""
    if _all_capitals(line):
        return line.upper()
    return re.sub(r"\w+", lambda word: word[0].upper() if _all_capitals(word[0]) else word[0], line)


def _all_capitals(text: str) -> bool:
    plain = _ASCII.findall(text)
    return len(plain) >= 2 and all(letter.isupper() for letter in plain)


def splits_a_letter(before: str, after: str, scheme: Scheme) -> bool:
    """Whether a letter written with two characters has one at the end of a text and one at the head of the next."""
    return bool(before and after) and before[-1] + after[0] in scheme.letters
