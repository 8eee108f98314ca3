"""Every form of the sample against a kept copy of its content; KEHOACH_GOLDEN=write keeps a new one after it was read."""

import os
from pathlib import Path

import pytest

from kehoach_desktop.reports.catalog import FORMS, render
from tests.reports.readback import pdf_pages, sheet_golden, word_text
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW

GOLDEN = Path(__file__).parents[1] / "golden"
PRINTS = [(form.id, fmt) for form in FORMS for fmt in form.formats]


@pytest.mark.parametrize(("form_id", "fmt"), PRINTS)
def test_form_prints_what_it_printed_before(form_id, fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    render(form_id, DOSSIER, WINDOW, on=TODAY, fmt=fmt, path=path)
    content = _content(path, fmt)
    golden = GOLDEN / f"{form_id}.{fmt}.txt"
    if os.environ.get("KEHOACH_GOLDEN") == "write":
        golden.write_text(content, encoding="utf-8")
    assert content == golden.read_text(encoding="utf-8")


def _content(path: Path, fmt: str) -> str:
    """What a person reads in the file, a line each."""
    match fmt:
        case "xlsx":
            lines = sheet_golden(path)
        case "docx":
            lines = word_text(path).splitlines()
        case _:
            lines = ["\n".join(pdf_pages(path)).replace("\n\n", "\n")]
    return "\n".join(lines) + "\n"
