from decimal import Decimal

import pytest

UNDER_TARGETS = "I. MỤC TIÊU\n\n1. Mục tiêu đến năm 2029\n\n{}\n"
UNDER_WORK = "I. NHIỆM VỤ\n\n1. Vệ sinh\n\n{}\n"


@pytest.mark.parametrize(
    ("sentence", "op", "value", "unit"),
    [
        ("Tỷ lệ kênh được nạo vét đạt trên 85%.", "gt", "85", "%"),
        ("Tỷ lệ kênh được nạo vét đạt từ 85,5% trở lên.", "gte", "85.5", "%"),
        ("Mỗi thôn có ít nhất 02 điểm thu gom.", "gte", "2", "điểm"),
        ("Tối thiểu 1.200 lượt người ra quân.", "gte", "1200", "lượt người"),
        ("100% hộ ký cam kết không xả rác.", "eq", "100", "%"),
        ("Tỷ lệ ngập úng giảm còn dưới 4%.", "lt", "4", "%"),
        ("Số điểm tồn đọng không quá 3 điểm.", "lte", "3", "điểm"),
        ("Diện tích tưới tăng thêm 12%.", "inc", "12", "%"),
        ("Bề rộng lòng kênh tăng thêm ít nhất 40 cm.", "inc_gte", "40", "cm"),
        ("Tăng chiều cao bờ kênh tối thiểu 25 cm.", "inc_gte", "25", "cm"),
        ("Nâng tỷ lệ hộ phân loại rác lên trên 60%.", "gt", "60", "%"),
        ("Hướng tới 100% tuyến kênh không rác.", "toward", "100", "%"),
        ("Hướng tới mục tiêu chung đạt 90 % hộ tham gia.", "toward", "90", "%"),
        ("Nạo vét ít nhất mỗi năm 01 lần.", "gte", "1", "lần/năm"),
        ("Nạo vét ít nhất 2 lần/năm.", "gte", "2", "lần/năm"),
        ("Mỗi năm ra quân tối thiểu một lần.", "gte", "1", "lần/năm"),
        ("Tuổi thọ trung bình của người dân trên 76,5 tuổi.", "gt", "76.5", "tuổi"),
    ],
)
def test_the_word_beside_the_number_decides(read_text, sentence, op, value, unit):
    (found,) = read_text(UNDER_TARGETS.format(sentence)).indicators
    assert (found.op, found.value, found.unit, found.year) == (op, Decimal(value), unit, 2029)


def test_a_pair_of_numbers_is_a_range_even_without_a_comparison_in_a_chapter_of_work(read_text):
    (found,) = read_text(UNDER_WORK.format("- Mở 3-4 lớp hướng dẫn ủ phân.")).indicators
    assert (found.op, found.value, found.value_max, found.unit) == ("range", 3, 4, "lớp")


@pytest.mark.parametrize(
    "sentence",
    [
        "Trẻ dưới 6 tuổi được nhận màn.",
        "Phụ nữ từ 15-49 tuổi được tư vấn.",
        "Hoàn thành trong 15 ngày.",
        "Thực hiện Nghị quyết số 15/2026/NQ-HĐND.",
        "Giai đoạn 2026 - 2030 tiếp tục duy trì.",
        "Hiện nay mới đạt 40% hộ có thùng rác.",
        "Hỗ trợ 30% mức đóng cho hộ nghèo.",
    ],
)
def test_ages_days_law_numbers_spans_and_results_are_no_targets(read_text, sentence):
    assert read_text(UNDER_TARGETS.format(sentence)).indicators == ()


def test_a_chapter_on_the_situation_sets_no_target(read_text):
    assert not read_text(
        "I. TÌNH HÌNH\n\nNăm qua đạt 77% hộ, trên 20 điểm.\n\nII. NHIỆM VỤ\n\n- Quét dọn.\n"
    ).indicators


def test_a_bare_count_is_a_target_only_in_a_chapter_of_targets(read_text):
    assert len(read_text(UNDER_TARGETS.format("Xây 04 bể chứa vỏ thuốc.")).indicators) == 1
    assert not read_text(UNDER_WORK.format("- Xây 04 bể chứa vỏ thuốc.")).indicators


def test_where_a_share_began_is_not_what_it_is_to_reach(read_text):
    (found,) = read_text(UNDER_TARGETS.format("Đưa tỷ lệ hộ đấu nối từ 61% lên 80%.")).indicators
    assert found.value == 80


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Từ năm 2027, phấn đấu đạt trên 70% hộ.", 2027),
        ("Đạt trên 70% hộ vào năm 2028.", 2028),
        ("Đến năm 2027 đạt 50% hộ, đến năm 2028 đạt trên 70% hộ.", 2028),
        ("Thực hiện tầm nhìn 2045, đạt trên 70% hộ.", 2029),
        ("Đạt 50% năm 2027 và trên 70% năm 2028.", 2028),
        ("Đến năm 2026 sơ kết. Đạt trên 70% hộ.", 2029),
    ],
)
def test_the_year_comes_from_the_same_sentence_else_from_the_heading(read_text, sentence, year):
    assert read_text(UNDER_TARGETS.format(sentence)).indicators[-1].year == year


def test_a_line_that_opens_a_list_gives_its_year_to_the_list(read_text):
    plan = read_text(
        "I. CHỈ TIÊU\n\n- Đến năm 2027:\n+ Trên 60% hộ phân loại rác.\n- Đến năm 2031:\n+ Trên 90% hộ phân loại rác.\n"
    )
    assert [(i.value, i.year) for i in plan.indicators] == [(60, 2027), (90, 2031)]


def test_the_name_is_what_is_measured(read_text):
    plan = read_text(
        UNDER_TARGETS.format(
            "- Về nước: Đến năm 2028, tỷ lệ hộ dùng nước máy đạt từ 95% trở lên.\n- 80% ao hồ được rào chắn."
        )
    )
    assert [i.name for i in plan.indicators] == ["tỷ lệ hộ dùng nước máy", "ao hồ được rào chắn"]


def test_a_target_in_words_has_no_value(read_text):
    (found,) = read_text(UNDER_TARGETS.format("- Hướng tới nước sạch toàn dân.")).indicators
    assert (found.value, found.op, found.target_text) == (None, "toward", "toàn dân")
