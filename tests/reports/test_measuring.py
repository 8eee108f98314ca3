"""Cleaning of texts and breaking of lines, for any text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_desktop.reports import fonts
from kehoach_desktop.reports.measure import Face
from kehoach_desktop.reports.text import clean, listed, sentence, tidy
from tests.reports.readback import pdf_fonts, pdf_text

TEXT = st.text(max_size=200) | st.text(alphabet="aăâđêôơư ớệữ\n/-", max_size=300)


@given(TEXT)
def test_clean_text_can_go_into_any_file(text):
    found = clean(text)
    assert clean(found) == found
    assert unicodedata.is_normalized("NFC", found)
    assert not any(unicodedata.category(c) in ("Cs",) or (unicodedata.category(c) == "Cc" and c != "\n") for c in found)
    found.encode()


@pytest.mark.parametrize(
    ("raw", "clear"), [("a\tb", "a b"), ("a\r\nb\u2028c", "a\nb\nc"), ("hoà", "hoà"), ("\u200bx\ufeff", "x")]
)
def test_clean_keeps_what_can_be_seen(raw, clear):
    assert clean(raw) == clear


@settings(deadline=None)
@given(TEXT, st.floats(min_value=1.2, max_value=40))
def test_no_letter_is_lost_and_no_line_too_wide(text, width):
    face: Face = fonts.serif().regular
    lines = face.wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(face.width(line) <= width + 1e-6 for line in lines if len(line.strip()) > 1)


def test_words_are_measured_as_the_pdf_library_measures_them():
    from reportlab.pdfbase.pdfmetrics import stringWidth

    face = fonts.serif().bold
    assert face.width("Ủy ban nhân dân") * 14 == pytest.approx(stringWidth("Ủy ban nhân dân", face.name, 14))


def test_long_words_are_cut_after_marks():
    assert fonts.serif().regular.cut("27/KH-UBND/2026-TTHC", 3.2) == ["27/KH-", "UBND/", "2026-", "TTHC"]


def test_sentences_and_lists():
    assert sentence("  khám 5 em; ") == "Khám 5 em."
    assert listed(["a", "", "b", "c"]) == "a, b và c"
    assert tidy(" a  b \n\n c ") == "a b\nc"


def test_a_damaged_system_font_falls_back_to_the_bundled_one(tmp_path, monkeypatch, expected_logs):
    expected_logs.append("not usable")
    for name in ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"):
        (tmp_path / name).write_bytes(b"no font")
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path])
    fonts.serif.cache_clear()
    try:
        assert fonts.serif().regular.width("Ệ") > 0
    finally:
        fonts.serif.cache_clear()


TIMES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")  # as they are called in Windows' folder of fonts


@pytest.fixture
def windows_fonts(tmp_path, monkeypatch):
    """Four files that stand in for Times New Roman; the regular one is a bold face, so that it is known by its widths."""
    from kehoach_desktop import paths

    folder = tmp_path / "Fonts"
    folder.mkdir()
    for name, ours in zip(TIMES, ("Bold", "Bold", "Italic", "BoldItalic"), strict=True):
        (folder / name).write_bytes(paths.resource("fonts", f"LiberationSerif-{ours}.ttf").read_bytes())
    monkeypatch.setattr(fonts, "font_folders", lambda: [folder])
    monkeypatch.setenv(fonts.CHOICE, "")
    fonts.serif.cache_clear()
    yield folder
    fonts.serif.cache_clear()


def test_times_new_roman_of_the_pc_is_taken_first(windows_fonts):
    assert (fonts.serif().family, fonts.serif().folder) == ("Times New Roman", windows_fonts)
    assert fonts.times_folder() == windows_fonts
    taken = fonts.serif().regular.width("Ủy ban")
    fonts.choose(fonts.BUNDLED)
    assert fonts.serif().family == "Liberation Serif"
    assert taken > fonts.serif().regular.width("Ủy ban")
    fonts.choose(fonts.TIMES)
    assert fonts.serif().regular.width("Ủy ban") == taken


def test_a_pc_without_times_prints_with_the_bundled_face_whatever_is_chosen(monkeypatch):
    monkeypatch.setenv(fonts.CHOICE, fonts.TIMES)
    assert fonts.times_folder() is None
    assert fonts.serif().family == "Liberation Serif"


def test_the_face_of_the_pc_is_embedded_in_its_pdf(windows_fonts, tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "thu.pdf"
    serif = fonts.serif()
    canvas = Canvas(str(path), initialFontName=serif.regular.name)
    for row, face in enumerate((serif.regular, serif.bold, serif.italic, serif.bold_italic)):
        canvas.setFont(face.name, 13)
        canvas.drawString(60, 700 - 20 * row, "Ủy ban nhân dân xã Đồng Hỷ, ngày 06/9")
    canvas.save()
    assert pdf_fonts(path)
    assert all(pdf_fonts(path).values())
    assert "Đồng Hỷ" in pdf_text(path)
