def outline(plan):
    return [(s.number, s.title, s.path, s.level) for s in plan.sections]


def test_a_numbered_line_with_something_beneath_is_a_heading_a_statement_is_not(read_text):
    plan = read_text(
        "I. KINH PHÍ\n\n1. Ngân sách xã.\n\n2. Nguồn đóng góp.\n\nII. NHIỆM VỤ\n\n1. Quét dọn\n\n- Quét ngõ.\n\na) Ngoài đồng\n\n- Gom vỏ thuốc.\n"
    )
    assert outline(plan) == [
        ("I", "KINH PHÍ", "I", 1),
        ("II", "NHIỆM VỤ", "II", 1),
        ("1", "Quét dọn", "II.1", 2),
        ("a", "Ngoài đồng", "II.1.a", 3),
    ]
    assert [f.text for f in plan.funding] == ["Ngân sách xã.", "Nguồn đóng góp."]


def test_numbers_stay_as_printed_even_twice_or_out_of_turn(read_text):
    plan = read_text("I. VIỆC\n\n3. Quét\n\n- Quét ngõ.\n\n4. Tưới\n\n- Tưới cây.\n\n4. Trồng\n\n- Trồng hoa.\n")
    assert [s.path for s in plan.sections] == ["I", "I.3", "I.4", "I.4"]
    assert "same_number" in {doubt.kind for doubt in plan.doubts}


def test_a_number_that_holds_its_parents_is_not_doubled(read_text):
    plan = read_text(
        "II. VIỆC\n\n1. Quét\n\n1.1. Ngõ\n\n- Quét ngõ.\n\n1.2 Chợ:\n\n- Quét chợ.\n\nIII. KHÁC\n\n2.1. Lẻ\n\n- Việc lẻ.\n"
    )
    assert [(s.path, s.level) for s in plan.sections] == [
        ("II", 1),
        ("II.1", 2),
        ("II.1.1", 3),
        ("II.1.2", 3),
        ("III", 1),
        ("III.2.1", 3),
    ]


def test_without_numbers_capitals_and_short_lines_are_headings(read_text):
    plan = read_text(
        "MỤC ĐÍCH\n\nLàng sạch.\n\nNHIỆM VỤ\n\nNgoài ngõ\n\nQuét mỗi sáng.\n\nTỔ CHỨC THỰC HIỆN\n\nCác thôn\n\nVận động từng nhà.\n"
    )
    assert outline(plan) == [(None, "MỤC ĐÍCH", None, 1), (None, "NHIỆM VỤ", None, 1), (None, "Ngoài ngõ", None, 2),
                             (None, "TỔ CHỨC THỰC HIỆN", None, 1), (None, "Các thôn", None, 2)]  # fmt: skip
    assert [u.name for u in plan.units] == ["Các thôn"]


def test_a_heading_typed_before_its_text_is_parted_from_it(read_text):
    plan = read_text("I. KINH PHÍ: Ngân sách xã chi trả toàn bộ.\n\nII. NHIỆM VỤ\n\n- Quét.\n")
    assert [s.title for s in plan.sections] == ["KINH PHÍ", "NHIỆM VỤ"]
    assert [f.text for f in plan.funding] == ["Ngân sách xã chi trả toàn bộ."]


def test_units_are_the_headings_of_the_duty_chapter(read_text):
    plan = read_text(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Lập dự toán.\n- Theo dõi.\n\n2. Trạm Y tế: Trực cấp cứu.\n\n"
        "3. Đề nghị Hội Nông dân và các chi hội\n\nVận động hội viên.\n\n4. Chế độ báo cáo\n\n- Báo cáo hằng tháng.\n\nTrên đây là kế hoạch./.\n"
    )
    assert [(u.name, u.kind_of_duty, u.duties) for u in plan.units] == [
        ("Phòng Kinh tế", "giao", 2), ("Trạm Y tế", "giao", 1), ("Hội Nông dân và các chi hội", "de_nghi", 1)]  # fmt: skip


def test_units_named_by_bullets_bear_the_bullets_beneath(read_text):
    plan = read_text(
        "I. PHÂN CÔNG TRÁCH NHIỆM\n\n- Phòng Kinh tế:\n+ Lập dự toán.\n+ Theo dõi.\n- Công an xã:\n+ Giữ trật tự.\n"
    )
    assert [(u.name, u.duties) for u in plan.units] == [("Phòng Kinh tế", 2), ("Công an xã", 1)]


def test_aims_people_slogans_and_times_are_no_tasks(read_text):
    plan = read_text(
        "I. NỘI DUNG\n\n1. Truyền thông\n\n1.1. Mục đích\n\n- Dân biết.\n\n1.2. Đối tượng\n\nMọi nhà.\n\n1.3. Nội dung\n\n- Phát loa.\n- Treo băng.\n\n"
        "1.4. Khẩu hiệu\n\n- Làng xanh, ngõ sạch!\n\n1.5. Đơn vị thực hiện\n\nCác thôn chủ trì, phối hợp với Đoàn Thanh niên.\n\n1.6. Thời gian thực hiện\n\nThường xuyên, liên tục đến năm 2030.\n"
    )
    assert [(t.text, t.lead, t.support, t.due_kind) for t in plan.tasks] == [
        ("Phát loa.", ("Các thôn",), ("Đoàn Thanh niên",), "ongoing"), ("Treo băng.", ("Các thôn",), ("Đoàn Thanh niên",), "ongoing")]  # fmt: skip
    assert [p.text for p in plan.paragraphs if p.kind == "slogan"] == ["Làng xanh, ngõ sạch!"]
