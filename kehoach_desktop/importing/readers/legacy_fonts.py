"""Rewrites the runs of a Word document that are typed in TCVN3 or VNI as Unicode, before anything is read; keeps the words as typed."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from kehoach_desktop.importing.blocks import Typed
from kehoach_desktop.importing.legacy import (
    Scheme,
    common_words,
    convert,
    detect,
    is_unicode,
    scheme_of_font,
    splits_a_letter,
)
from kehoach_desktop.importing.readers.numbering import W, value
from kehoach_desktop.importing.readers.package import Package

if TYPE_CHECKING:
    from lxml import etree


_LEGACY_FONT = re.compile(rb'"(?:\.vn|vni[- ])', re.I)
_TYPED, _SCHEME = "typed", "scheme"  # attributes of ours, in no namespace
_SAMPLE_RUNS = 1_500
_SOFT_HYPHEN = "\u00ad"  # ư in TCVN3; Word keeps it as an element of its own


@dataclass(slots=True)
class _Run:
    """A text element, how it is typed, and whether its font shows capitals."""

    element: "etree._Element"
    scheme: Scheme
    capital: bool = False

    @property
    def words(self) -> str:
        return self.element.text or ""


def convert_fonts(root: "etree._Element", document: bytes, package: Package) -> None:
    """Converts in place what a font's name tells; where none does and the letters tell, the whole document."""
    styles = package.part("word/styles.xml") or b""
    if _LEGACY_FONT.search(document) or _LEGACY_FONT.search(styles):
        fonts = _Fonts(package.tree("word/styles.xml") if styles else None)
        runs = _sensible([run for paragraph in root.iter(W + "p") for run in fonts.legacy_runs(paragraph)])
    else:
        scheme = detect(_sample(root))
        runs = [_Run(text, scheme) for text in root.iter(W + "t", W + "softHyphen")] if scheme else []
    if runs:
        _rewrite(runs)


def typed_of(paragraph: "etree._Element") -> Typed | None:
    """What a converted paragraph was before, None for one that was Unicode all along."""
    typed = paragraph.get(_TYPED)
    return (paragraph.get(_SCHEME, ""), typed) if typed else None


def _sample(root: "etree._Element") -> str:
    found: list[str] = []
    for text in root.iter(W + "t"):
        found.append(text.text or "")
        if len(found) == _SAMPLE_RUNS:
            break
    return " ".join(found)


class _Fonts:
    """Which font a run is set in: its own, its style's, its paragraph's, the document's."""

    def __init__(self, styles: "etree._Element | None") -> None:
        self._root = styles

    @cached_property
    def _styles(self) -> dict[str, tuple[str, str]]:
        """Font and base of every style; the nameless one is what the document sets for all."""
        if self._root is None:
            return {}
        found = {
            style.get(W + "styleId", ""): (_font(style.find(W + "rPr")), value(style, "basedOn"))
            for style in self._root.iterfind(W + "style")
        }
        default = next((s for s in self._root.iterfind(W + "style") if s.get(W + "default") == "1"
                        and s.get(W + "type") == "paragraph"), None)  # fmt: skip
        own = _font(default.find(W + "rPr")) if default is not None else ""
        found[""] = (own or _font(self._root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), "")
        return found

    def _of_style(self, name: str) -> str:
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            font, name = self._styles[name]
            if font:
                return font
        return ""

    def legacy_runs(self, paragraph: "etree._Element") -> list[_Run]:
        """The texts of a paragraph, not of paragraphs within it, whose font tells a legacy encoding."""
        inherited = self._of_style(value(paragraph.find(W + "pPr"), "pStyle")) or self._styles.get("", ("", ""))[0]
        found: list[_Run] = []
        for text in paragraph.iter(W + "t", W + "softHyphen"):
            run = text.getparent()
            if run is None or next(text.iterancestors(W + "p"), None) is not paragraph:
                continue
            properties = run.find(W + "rPr")
            told = scheme_of_font(_font(properties) or self._of_style(value(properties, "rStyle")) or inherited)
            if told and not is_unicode(text.text or ""):
                found.append(_Run(text, *told))
        return found


def _font(properties: "etree._Element | None") -> str:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _sensible(runs: list[_Run]) -> list[_Run]:
    """The runs unless they read better as they stand: people type Unicode in an old font too."""
    as_it_stands = sum(common_words(run.words) for run in runs)
    converted = sum(common_words(convert(run.words, run.scheme)) for run in runs)
    return runs if converted >= as_it_stands else []


def _rewrite(runs: list[_Run]) -> None:
    typed: dict[etree._Element, list[str]] = {}
    for run in runs:
        paragraph = next(run.element.iterancestors(W + "p"), None)
        if paragraph is not None and paragraph not in typed:
            paragraph.set(_SCHEME, run.scheme.name)
            typed[paragraph] = [_as_typed(text) for text in paragraph.iter(W + "t", W + "softHyphen")]
        if run.element.tag == W + "softHyphen":
            run.element.tag, run.element.text = W + "t", _SOFT_HYPHEN
    for paragraph, texts in typed.items():
        paragraph.set(_TYPED, " ".join("".join(texts).split()))
    for one, other in pairwise(runs):
        if one.scheme is other.scheme and splits_a_letter(one.words, other.words, one.scheme):
            one.element.text, other.element.text = one.words + other.words[0], other.words[1:]
    for run in runs:
        run.element.text = convert(run.words, run.scheme, capital=run.capital)


def _as_typed(text: "etree._Element") -> str:
    return _SOFT_HYPHEN if text.tag == W + "softHyphen" else text.text or ""
