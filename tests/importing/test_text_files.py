import unicodedata

import pytest

from kehoach_desktop.importing.read_plan import read_plan

PLAN = (
    "KẾ HOẠCH\n\nQuét dọn đường làng xã Yên Mỹ\n\nI. NHIỆM VỤ\n\n1. Quét đường\n\n- Quét mỗi chủ nhật hoá sạch đẹp.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258"])
def test_any_usual_encoding_gives_the_same_words(tmp_path, encoding):
    text = PLAN if encoding != "cp1258" else unicodedata.normalize("NFD", PLAN)
    if encoding == "cp1258":  # keeps base letters with â ê ô ă ơ ư đ composed, tones apart
        text = "".join(unicodedata.normalize("NFC", c) for c in PLAN)
        text = _cp1258(text)
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(text.encode(encoding))
    plan = read_plan(path)
    assert (plan.title, plan.tasks[0].text) == ("Quét dọn đường làng xã Yên Mỹ", "Quét mỗi chủ nhật hoá sạch đẹp.")


def _cp1258(text: str) -> str:
    """Tones as combining marks after the letter, as that code page wants them."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = ""
    for char in text:
        bare = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in bare if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in bare if mark not in tones)) + tone
    return out


def test_markdown_marks_are_no_words(read_text):
    plan = read_text(
        "# KẾ HOẠCH\n\n## Quét dọn xã **Yên Mỹ**\n\n### I. NHIỆM VỤ\n\n#### **1. Quét đường**\n\n- *Quét* mỗi **sáng**.\n* Nhặt rác.\n\n1\\. Tưới\n\n- Tưới cây.\n",
        whole=True,
    )
    assert plan.title == "Quét dọn xã Yên Mỹ"
    assert [t.text for t in plan.tasks] == ["Quét mỗi sáng.", "Nhặt rác.", "Tưới cây."]


def test_a_table_drawn_with_bars_is_a_table(read_text):
    plan = read_text(
        "I. CHỈ TIÊU\n\n| TT | Chỉ tiêu | ĐVT | Năm 2027 |\n|---|---|---|---|\n| 1 | Hộ quét ngõ | % | 85 |\n"
    )
    assert [(i.name, i.value, i.unit, i.year) for i in plan.indicators] == [("Hộ quét ngõ", 85, "%", 2027)]


def test_lines_wrapped_by_a_narrow_page_are_one_paragraph(read_text):
    plan = read_text(
        "I. NHIỆM VỤ\n\n- Quét sạch các ngõ, gom rác về bãi tập kết trước khi xe\nđến chở, không để rác qua đêm ở đầu\nngõ.\n\n12\n\n- Tưới cây ven đường, thay cây chết,\n\n13\n\nlàm cỏ.\n"
    )
    assert [t.text for t in plan.tasks] == [
        "Quét sạch các ngõ, gom rác về bãi tập kết trước khi xe đến chở, không để rác qua đêm ở đầu ngõ.",
        "Tưới cây ven đường, thay cây chết, làm cỏ.",
    ]
    assert [p.text for p in plan.paragraphs if p.kind == "page_number"] == ["12", "13"]


def test_two_bullets_run_together_are_parted(read_text):
    plan = read_text("I. TỔ CHỨC THỰC HIỆN\n\n1. Các thôn\n\n- Quét ngõ sạch sẽ. - Tưới cây đầu thôn.\n")
    assert plan.units[0].duties == 2


def test_columns_set_with_blanks_are_parted_in_letterhead_and_foot(read_text):
    plan = read_text(
        "UBND XÃ YÊN MỸ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-UBND           Yên Mỹ, ngày 03 tháng 6 năm 2026\n\n"
        "KẾ HOẠCH\nQuét dọn\n\nI. NHIỆM VỤ\n\n- Quét.\n\nNơi nhận:               CHỦ TỊCH\n- Các thôn;\n- Lưu: VT.              Hồ Văn Nở\n",
        whole=True,
    )
    assert (plan.doc_number, plan.place, plan.signer_position, plan.signer_name) == (
        "5",
        "Yên Mỹ",
        "CHỦ TỊCH",
        "Hồ Văn Nở",
    )
    assert [r.text for r in plan.recipients] == ["Các thôn", "Lưu: VT"]
