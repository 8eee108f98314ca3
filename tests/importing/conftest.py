"""Invented plans for the importer: texts become proposals, and Word files are written part by part as Word writes them."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kehoach_desktop.importing.proposal import Proposal
from kehoach_desktop.importing.read_plan import read_plan

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
HEAD = "KẾ HOẠCH\n\nLàm sạch kênh mương xã Phú Lộc\n\nUBND xã Phú Lộc ban hành kế hoạch như sau:\n\n"


class WordFile:
    """A .docx built from raw WordprocessingML, so that a test decides every property."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.parts: dict[str, str] = {}

    def line(self, text: str, *, number: int = 0, level: int = 0, bold: bool = False, style: str = "") -> "WordFile":
        self.body.append(paragraph(text, number=number, level=level, bold=bold, style=style))
        return self

    def raw(self, xml: str) -> "WordFile":
        self.body.append(xml)
        return self

    def table(self, *rows: list[str | tuple[str, str]]) -> "WordFile":
        """Cells are texts, or (text, cell properties); line ends part paragraphs."""
        self.body.append(f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>")
        return self

    def numbering(self, xml: str) -> "WordFile":
        self.parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{xml}</w:numbering>"
        return self

    def styles(self, xml: str) -> "WordFile":
        self.parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{xml}</w:styles>"
        return self

    def save(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(
                "word/document.xml", f"<w:document {NAMESPACES}><w:body>{''.join(self.body)}</w:body></w:document>"
            )
            for name, text in self.parts.items():
                package.writestr(name, text)
        return path


def paragraph(text: str, *, number: int = 0, level: int = 0, bold: bool = False, style: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:rPr>{"<w:b/>" if bold else ""}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{run}</w:p>"


def _row(cells: list[str | tuple[str, str]]) -> str:
    xml = ""
    for cell in cells:
        text, properties = cell if isinstance(cell, tuple) else (cell, "")
        xml += f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, text.split(chr(10))))}</w:tc>"
    return f"<w:tr>{xml}</w:tr>"


@pytest.fixture
def word() -> WordFile:
    return WordFile()


@pytest.fixture
def read_word_file(tmp_path: Path) -> Callable[[WordFile], Proposal]:
    return lambda file: read_plan(file.save(tmp_path / "ke-hoach.docx"))


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Proposal]:
    """Reads a text as a whole plan, or, with a head put before it, as its chapters."""

    def read(text: str, *, whole: bool = False, name: str = "ke-hoach.txt") -> Proposal:
        path = tmp_path / name
        path.write_text(text if whole else HEAD + text, encoding="utf-8")
        return read_plan(path)

    return read
