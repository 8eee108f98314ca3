"""Word's ways of writing a plan: automatic numbers, tables, text boxes, tracked changes, notes, decomposed letters."""

import unicodedata

import pytest

LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'
OUTLINE = "".join(
    LEVEL.format(*level)
    for level in [
        (0, "upperRoman", '<w:pStyle w:val="Chuong"/>', "%1."),
        (1, "decimal", "", "%2."),
        (2, "decimal", "", "%2.%3."),
    ]
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{OUTLINE}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{LEVEL.format(0, "bullet", "", "-")}{LEVEL.format(1, "bullet", "", "+")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{LEVEL.format(0, "decimal", "", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Chuong"><w:name w:val="Chuong"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Chuong"/></w:style>'
)


@pytest.fixture
def plan_head(word):
    return (
        word.numbering(NUMBERING)
        .styles(STYLES)
        .line("KẾ HOẠCH", bold=True)
        .line("Trồng cây ven sông xã Tân Hòa", bold=True)
    )


def outline(plan):
    return [(s.number, s.title, s.path, s.level) for s in plan.sections]


def test_automatic_numbers_restart_under_a_new_parent_and_come_with_styles(plan_head, read_word_file):
    plan_head.line("MỤC TIÊU", style="Chuong").line("Chung", number=1, level=1).line("Bờ sông xanh.", number=2)
    plan_head.line("NHIỆM VỤ", style="Con").line("Ươm cây", number=1, level=1).line("Chọn giống", number=1, level=2)
    plan_head.line("Lấy giống bần chua.", number=2)
    assert outline(read_word_file(plan_head)) == [
        ("I", "MỤC TIÊU", "I", 1), ("1", "Chung", "I.1", 2), ("II", "NHIỆM VỤ", "II", 1),
        ("1", "Ươm cây", "II.1", 2), ("1.1", "Chọn giống", "II.1.1", 3)]  # fmt: skip


def test_a_start_override_begins_again_where_the_list_goes_on_otherwise(plan_head, read_word_file):
    plan_head.line("A. Bờ tả", bold=True).line("Phát quang", number=3).line("Dọn cỏ.", number=2).line(
        "Đào hố", number=3
    ).line("Sâu vừa.", number=2)
    plan_head.line("B. Bờ hữu", bold=True).line("Đo đạc", number=4).line("Cắm cọc.", number=2)
    assert [s.number for s in read_word_file(plan_head).sections] == ["A", "1", "2", "B", "1"]


def test_tracked_changes_are_read_as_accepted(plan_head, read_word_file):
    plan_head.line("NHIỆM VỤ", style="Chuong").raw(
        '<w:p><w:r><w:t xml:space="preserve">Trồng </w:t></w:r><w:del><w:r><w:delText>trăm</w:delText></w:r></w:del>'
        '<w:ins><w:r><w:t>nghìn</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> cây.</w:t></w:r></w:p>'
    )
    assert read_word_file(plan_head).tasks[0].text == "Trồng nghìn cây."


def test_a_deleted_paragraph_mark_joins_two_paragraphs(plan_head, read_word_file):
    plan_head.line("NHIỆM VỤ", style="Chuong").raw(
        '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Trồng bần </w:t></w:r></w:p>'
    ).line("ven bãi bồi.")
    assert [task.text for task in read_word_file(plan_head).tasks] == ["Trồng bần ven bãi bồi."]


def test_a_text_box_is_read_once_though_word_writes_it_twice(word, read_word_file):
    inside = "<w:txbxContent><w:p><w:r><w:t>Tân Hòa, ngày 05 tháng 3 năm 2026</w:t></w:r></w:p></w:txbxContent>"
    word.raw(
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    plan = read_word_file(word.line("KẾ HOẠCH").line("Trồng cây xã Tân Hòa").line("I. NHIỆM VỤ").line("- Ươm cây."))
    assert (plan.place, plan.unit_type, plan.doc_date and plan.doc_date.isoformat()) == ("Tân Hòa", "xã", "2026-03-05")
    assert sum("ngày 05" in p.text for p in plan.paragraphs) == 1


def test_a_footnote_is_kept_at_the_end(plan_head, read_word_file):
    plan_head.line("NHIỆM VỤ", style="Chuong").raw(
        '<w:p><w:r><w:t>Ươm cây.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    )
    plan_head.parts["word/footnotes.xml"] = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Theo vụ.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    assert [(p.kind, p.text) for p in read_word_file(plan_head).paragraphs][-1] == ("footnote", "Theo vụ.")


def test_letterhead_and_signature_tables_fall_apart_into_lines(word, read_word_file):
    word.table(["UBND PHƯỜNG HẢI AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
               ["Số: 09/KH-UBND", "Hải An, ngày 02 tháng 4 năm 2026"])  # fmt: skip
    word.line("KẾ HOẠCH").line("Trồng cây").line("I. NHIỆM VỤ").line("- Ươm cây.")
    word.table(
        [
            "Nơi nhận:\n- Như trên;\n- UBND thành phố (b/c);\n- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\nĐặng Thị Ngà",
        ]
    )
    plan = read_word_file(word)
    assert (plan.doc_number, plan.doc_symbol, plan.place, plan.unit_type) == ("09", "KH-UBND", "Hải An", "phường")
    assert [r.text for r in plan.recipients] == ["Như trên", "UBND thành phố (b/c)", "Lưu: VT"]
    assert (plan.signer_authority, plan.signer_position, plan.signer_name) == (
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Đặng Thị Ngà")  # fmt: skip


def test_an_annex_of_tasks_is_read_through_merged_cells(plan_head, read_word_file):
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    plan_head.line("NHIỆM VỤ", style="Chuong").line("Ươm cây.", number=2).line("Nơi nhận:").line("- Lưu: VT.")
    plan_head.line("Phụ lục", bold=True).table(
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm"],
        ["I", ("Nhóm việc trên bờ", '<w:gridSpan w:val="5"/>')],
        ["1", "Đào hố", ("Phòng Kinh tế", begin), "- Các thôn;\n- Hội Nông dân", "30/4/2026", "Biên bản"],
        ["2", "Bón lót", ("", go_on), "Các thôn", "Quý III/2026", ""],
        ["3", "Tưới", "Các thôn", "", "Thường xuyên", ""],
    )
    plan = read_word_file(plan_head)
    rows = [task for task in plan.tasks if task.section is None]
    assert [(t.title, t.lead, t.support, t.due_kind, t.due_on and t.due_on.isoformat()) for t in rows] == [
        ("Đào hố", ("Phòng Kinh tế",), ("Các thôn", "Hội Nông dân"), "date", "2026-04-30"),
        ("Bón lót", ("Phòng Kinh tế",), ("Các thôn",), "date", "2026-09-30"),
        ("Tưới", ("Các thôn",), (), "ongoing", None),
    ]
    assert not any(s.title.startswith("Phụ lục") for s in plan.sections)


def test_a_table_of_targets_gives_one_for_each_year_and_none_for_the_past(plan_head, read_word_file):
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    plan_head.line("CHỈ TIÊU", style="Chuong").table(
        [
            ("TT", begin),
            ("Chỉ tiêu", begin),
            ("ĐVT", begin),
            ("Thực hiện năm 2025", begin),
            ("Mục tiêu", '<w:gridSpan w:val="2"/>'),
        ],
        [("", go_on), ("", go_on), ("", go_on), ("", go_on), "Năm 2026", "Đến năm 2030"],
        ["1", "Cây trồng mới", "cây", "900", "1.500", "từ 4.000 trở lên"],
        ["2", "Tỷ lệ sống", "%", "70", "> 80", "90-95"],
    )
    assert [
        (i.name, i.op, i.value, i.value_max, i.unit, i.year, i.section) for i in read_word_file(plan_head).indicators
    ] == [
        ("Cây trồng mới", "eq", 1500, None, "cây", 2026, 0),
        ("Cây trồng mới", "gte", 4000, None, "cây", 2030, 0),
        ("Tỷ lệ sống", "gt", 80, None, "%", 2026, 0),
        ("Tỷ lệ sống", "range", 90, 95, "%", 2030, 0),
    ]


def test_decomposed_letters_give_the_same_proposal(word, tmp_path, read_word_file):
    word.line("KẾ HOẠCH").line("Trồng cây xã Tân Hòa").line("I. TỔ CHỨC THỰC HIỆN").line("1. Phòng Kinh tế").line(
        "- Chủ trì, phối hợp với Công an xã trồng ít nhất 200 cây.")  # fmt: skip
    composed = read_word_file(word)
    word.body = [unicodedata.normalize("NFD", xml) for xml in word.body]
    decomposed = read_word_file(word)
    assert (composed.assignments, composed.indicators, composed.units) == (
        decomposed.assignments, decomposed.indicators, decomposed.units)  # fmt: skip
    assert decomposed.paragraphs[0].text == "KẾ HOẠCH"
