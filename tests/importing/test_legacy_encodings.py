"""Plans typed in TCVN3 or VNI are read in Unicode, told so, and keep what was typed."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.importing.legacy import Scheme, convert, detect, scheme_of_font, schemes
from kehoach_desktop.importing.letters import LOWER, UPPER
from kehoach_desktop.importing.read_plan import read_plan

TCVN3, VNI = schemes()
PLAN = (
    "KẾ HOẠCH\n\nBảo vệ nguồn nước xã Đồng Lương\n\nI. NHIỆM VỤ\n\n1. Giữ suối\n\n"
    "- Các thôn được đưa vào đội giữ rừng, mỗi hộ cử một người; trưởng thôn chủ trì, báo cáo Ủy ban nhân dân xã.\n"
    "- Đến năm 2029 tỷ lệ hộ có nước sạch đạt trên 92%.\n"
)


def typed(text: str, scheme: Scheme) -> str:
    """The text as somebody typed it long ago; TCVN3 writes toned capitals as small letters."""
    back = {meant: written for written, meant in sorted(scheme.letters.items(), key=lambda pair: pair[0].swapcase())}
    return "".join(back.get(letter) or back.get(letter.lower(), letter) for letter in text)


def test_every_vietnamese_letter_comes_back_from_vni():
    assert convert(typed(LOWER + UPPER, VNI), VNI) == LOWER + UPPER


def test_every_small_letter_and_every_capital_without_tone_comes_back_from_tcvn3():
    toneless = "ABCĐEÊÔƠƯĂÂ"
    assert convert(typed(LOWER, TCVN3), TCVN3) == LOWER
    assert convert(typed(toneless.lower(), TCVN3), TCVN3) == toneless.lower()
    assert convert("§¡¢£¤¥¦", TCVN3) == "ĐĂÂÊÔƠƯ"


def test_the_capital_fonts_of_tcvn3_show_small_letters_as_capitals():
    assert convert(typed(LOWER, TCVN3), TCVN3, capital=True) == UPPER


@given(st.text(alphabet=sorted(set(LOWER) | set(UPPER) | set(" 0123456789,.;:%()/"))))
def test_vni_loses_nothing(text):
    assert convert(typed(text, VNI), VNI) == unicodedata.normalize("NFC", text)


@given(st.text(alphabet=sorted(set(LOWER) | set(" 0123456789,.;:%()/"))))
def test_tcvn3_loses_nothing_but_toned_capitals(text):
    assert convert(typed(text, TCVN3), TCVN3) == text


@pytest.mark.parametrize(
    ("scheme", "written", "meant"),
    [
        (VNI, "ñöa nöôùc veà, tuoåi hoïc, khoûe, chuyeân moân", "đưa nước về, tuổi học, khỏe, chuyên môn"),
        (VNI, "COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI"),
        (TCVN3, "®\u00ada n\u00adíc vÒ", "đưa nước về"),
        (TCVN3, "Céng hßa X· héi", "Cộng hòa Xã hội"),
        (TCVN3, "CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        (TCVN3, "ñy ban nh©n d©n UBND", "ủy ban nhân dân UBND"),
    ],
)
def test_words_as_offices_typed_them(scheme, written, meant):
    assert convert(written, scheme) == meant


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.key)
def test_the_letters_tell_the_encoding(scheme):
    assert detect(typed(PLAN, scheme)) is scheme


@pytest.mark.parametrize(
    "text",
    [PLAN, "Le café était très près de la forêt, là où l'été dure. " * 9, "A plain note in English. " * 9, "¸¸¸ µµµ ×÷ §§ " * 9, ""],
)  # fmt: skip
def test_unicode_other_tongues_and_noise_are_left_alone(text):
    assert detect(text) is None


@pytest.mark.parametrize(
    ("font", "key", "capital"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnArialH", "tcvn3", True),
        ("VNI-Times", "vni", False),
    ],
)
def test_a_font_tells_its_encoding(font, key, capital):
    told = scheme_of_font(font)
    assert told is not None
    assert (told[0].key, told[1]) == (key, capital)


def test_an_ordinary_font_tells_none():
    assert scheme_of_font("Times New Roman") is None


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.key)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_text_file_is_read_told_and_kept_as_typed(tmp_path, scheme, encoding):
    path = tmp_path / "cu.txt"
    path.write_bytes(typed(PLAN, scheme).encode(encoding))
    plan = read_plan(path)
    assert plan.title == "Bảo vệ nguồn nước xã Đồng Lương"
    assert "được đưa vào đội giữ rừng" in plan.tasks[0].text
    assert [(i.value, i.unit, i.year) for i in plan.indicators] == [(92, "%", 2029)]
    (doubt,) = [d for d in plan.doubts if d.kind == "legacy_encoding"]
    assert doubt.message.startswith(f"Tệp gõ bằng {scheme.name}")
    kept = {m.paragraph: m for m in plan.mends if m.kind == "encoding"}
    assert set(kept) == {p.id for p in plan.paragraphs}
    assert all(
        convert(kept[p.id].before, scheme).endswith(p.text) and kept[p.id].after == p.text for p in plan.paragraphs
    )


def run(text: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_only_runs_in_an_old_font_are_converted(word, read_word_file):
    word.raw(f"<w:p>{run('kÕ ho¹ch', '.VnTimeH')}</w:p>").line("Trồng cây xã Yên Sơn").line("I. NHIỆM VỤ", bold=True)
    word.raw(
        f"<w:p>{run('- C¸c th«n ', '.VnTime')}{run('đào hố ¸', 'Arial')}{run(' víi mçi hé mét c©y.', '.VnTime')}</w:p>"
    )
    plan = read_word_file(word)
    assert plan.title == "Trồng cây xã Yên Sơn"
    assert plan.tasks[0].text == "Các thôn đào hố ¸ với mỗi hộ một cây."
    assert [(m.before, m.after) for m in plan.mends if m.kind == "encoding"] == [
        ("kÕ ho¹ch", "KẾ HOẠCH"),
        ("- C¸c th«n đào hố ¸ víi mçi hé mét c©y.", "Các thôn đào hố ¸ với mỗi hộ một cây."),
    ]


def test_a_font_may_come_from_a_style_or_from_the_document(word, read_word_file):
    word.styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cu"/></w:style>'
    )
    word.line("KEÁ HOAÏCH").line("Troàng caây xaõ Yeân Sôn").line("I. NHIEÄM VUÏ", bold=True)
    word.line("- C¸c th«n ®µo hè.", style="Con").line("- Caùc thoân töôùi caây.")
    plan = read_word_file(word)
    assert plan.title == "Trồng cây xã Yên Sơn"
    assert [t.text for t in plan.tasks] == ["Các thôn đào hố.", "Các thôn tưới cây."]
    assert {d.message.split(",")[0] for d in plan.doubts if d.kind == "legacy_encoding"} == {
        f"Tệp gõ bằng {scheme.name}" for scheme in schemes()
    }


def test_unicode_typed_in_an_old_font_stays(word, read_word_file):
    for line in ("KẾ HOẠCH", "Trồng cây xã Yên Sơn", "I. NHIỆM VỤ", "- và có hộ là xã"):
        word.raw(f"<w:p>{run(line, '.VnTime')}</w:p>")
    plan = read_word_file(word)
    assert plan.tasks[0].text == "và có hộ là xã"
    assert not [m for m in plan.mends if m.kind == "encoding"]


def test_a_letter_split_between_runs_and_a_soft_hyphen_element_are_letters(word, read_word_file):
    word.line("KẾ HOẠCH").line("Trồng cây xã Yên Sơn").line("I. NHIỆM VỤ", bold=True)
    word.raw(f"<w:p>{run('- Ñaøo hoá, tö', 'VNI-Times')}{run('ôùi ca', 'VNI-Times')}{run('ây.', 'VNI-Times')}</w:p>")
    soft = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>- §</w:t><w:softHyphen/><w:t>a gièng.</w:t></w:r>'
    word.raw(f"<w:p>{soft}</w:p>")
    plan = read_word_file(word)
    assert [t.text for t in plan.tasks] == ["Đào hố, tưới cây.", "Đưa giống."]
    assert [m.before for m in plan.mends if m.kind == "encoding"][-1] == "- §\u00ada gièng."


def test_a_document_whose_font_was_changed_since_is_told_by_its_letters(word, read_word_file):
    for line in PLAN.split("\n"):
        word.line(typed(line, TCVN3))
    plan = read_word_file(word)
    assert "được đưa vào đội giữ rừng" in plan.tasks[0].text
    assert any(d.kind == "legacy_encoding" for d in plan.doubts)


def test_rows_of_a_table_keep_what_was_typed(word, read_word_file):
    word.line(typed("KẾ HOẠCH", TCVN3)).line(typed("Trồng cây xã Yên Sơn", TCVN3)).line("I. NHIÖM Vô", bold=True)
    word.table(*[[typed(cell, TCVN3) for cell in row] for row in (
        ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"], ["1", "Đào hố trồng cây", "Phòng Kinh tế"], ["2", "Tưới cây", "Các thôn"],
    )])  # fmt: skip
    plan = read_word_file(word)
    assert [t.text for t in plan.tasks] == ["Đào hố trồng cây", "Tưới cây"]
    row = next(p for p in plan.paragraphs if p.kind == "table_row")
    assert next(m.before for m in plan.mends if m.paragraph == row.id) == typed(
        "1 Đào hố trồng cây Phòng Kinh tế", TCVN3
    )


def test_a_footnote_in_an_old_font_is_converted_too(word, read_word_file):
    word.line("KẾ HOẠCH").line("Trồng cây xã Yên Sơn").line("I. NHIỆM VỤ", bold=True)
    word.raw('<w:p><w:r><w:t>- Đào hố.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>')
    word.parts["word/footnotes.xml"] = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2"><w:p>{run("Theo nghÞ quyÕt cña x·.", ".VnTime")}</w:p></w:footnote></w:footnotes>'
    )
    plan = read_word_file(word)
    assert [p.text for p in plan.paragraphs if p.kind == "footnote"] == ["Theo nghị quyết của xã."]


def test_a_pdf_printed_from_an_old_font_is_read(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data)
    for at, line in enumerate(filter(None, PLAN.split("\n"))):
        canvas.drawString(40, 780 - 20 * at, typed(line, VNI))
    canvas.save()
    path = tmp_path / "cu.pdf"
    path.write_bytes(data.getvalue())
    plan = read_plan(path)
    assert plan.title == "Bảo vệ nguồn nước xã Đồng Lương"
    assert any(m.kind == "encoding" for m in plan.mends)
