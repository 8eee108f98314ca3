"""Facts that look wrong are pointed out beside their paragraph and stay as the plan has them."""

import pytest

TARGETS = "I. MỤC TIÊU\n\n1. Mục tiêu đến năm {year}\n\n- {sentence}\n"


def told(plan, kind):
    return [doubt.message for doubt in plan.doubts if doubt.kind == kind]


@pytest.mark.parametrize(
    ("year", "sentence", "upper"),
    [
        (2030, "Tuổi thọ trung bình của người dân đạt 74,5 tuổi.", "đạt 75,5 tuổi"),
        (2030, "Số năm sống khỏe đạt tối thiểu 66 năm.", "từ 68 năm"),
        (2030, "Tỷ lệ trẻ được tiêm chủng đầy đủ đạt 95%.", "trên 95%"),
        (2026, "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 94,5%.", "trên 95%"),
        (2030, "Tỷ lệ khám bệnh, chữa bệnh BHYT tại trạm y tế đạt trên 15%.", "trên 20%"),
        (2030, "Chiều cao trung bình của trẻ từ 1-18 tuổi tăng thêm 1,2 cm.", "tăng 1,5 cm"),
        (2030, "Tỷ lệ người dân thường xuyên hoạt động thể chất tăng thêm 8%.", "tăng 10%"),
    ],
)
def test_a_target_below_the_one_laid_down_above_is_pointed_out(read_text, year, sentence, upper):
    plan = read_text(TARGETS.format(year=year, sentence=sentence))
    (message,) = told(plan, "below_upper_target")
    assert message.endswith(f"thấp hơn Nghị quyết 72-NQ/TW ({upper}).")
    assert len(plan.indicators) == 1


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (2030, "Tuổi thọ trung bình của người dân đạt 75,5 tuổi."),
        (2028, "Tuổi thọ trung bình của người dân đạt 74,5 tuổi."),
        (2030, "Tỷ lệ trẻ được tiêm chủng đầy đủ đạt trên 95%."),
        (2030, "Tỷ lệ tiêm chủng cho gia súc đạt 80%."),
        (2026, "Tỷ lệ học sinh tham gia bảo hiểm y tế đạt 90%."),
        (2030, "Tỷ lệ người dân thường xuyên hoạt động thể chất đạt 8%."),
        (2030, "Chiều cao trung bình của trẻ tăng thêm ít nhất 1,5 cm."),
    ],
)
def test_other_years_other_matters_and_higher_targets_are_not(read_text, year, sentence):
    assert not told(read_text(TARGETS.format(year=year, sentence=sentence)), "below_upper_target")


DATED = "UBND XÃ PHÚ LỘC\nSố: 5/KH-UBND\nPhú Lộc, ngày 03 tháng 3 năm 2027\n\nKẾ HOẠCH\n\nLàm sạch kênh xã Phú Lộc\n\n"
REPORT = DATED + "I. CHẾ ĐỘ BÁO CÁO\n\n- Các thôn {}\n"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("gửi báo cáo 6 tháng trước ngày 15/6 về UBND xã.", "hạn 14/6/2027 trùng ngày chốt số liệu"),
        ("gửi báo cáo năm chậm nhất ngày 10/12 về UBND xã.", "hạn 10/12/2027 trước ngày chốt số liệu 14/12/2027"),
        ("gửi báo cáo hằng tháng trước ngày 10 về UBND xã.", "trước ngày chốt số liệu"),
    ],
)
def test_a_deadline_that_leaves_no_time_after_the_last_day_of_data_is_pointed_out(read_text, sentence, words):
    plan = read_text(REPORT.format(sentence), whole=True)
    (message,) = told(plan, "deadline")
    assert message.startswith("Báo cáo ")
    assert words in message


def test_a_deadline_after_the_data_is_fine(read_text):
    assert not told(
        read_text(REPORT.format("gửi báo cáo năm chậm nhất ngày 20/12 về UBND xã."), whole=True), "deadline"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("ngày 31/11", "“ngày 31/11”: tháng 11 không có ngày 31."),
        ("ngày 31 tháng 4 năm 2027", "“ngày 31 tháng 4 năm 2027”: tháng 4 năm 2027 không có ngày 31."),
        ("29/02/2027", "“29/02/2027”: tháng 2 năm 2027 không có ngày 29."),
        ("ngày 05/13/2027", "“ngày 05/13/2027”: không có tháng 13."),
        ("ngày 09 tháng 9 tháng 2027", "“09 tháng 9 tháng 2027” ghi “tháng 2027”; có lẽ là “năm 2027”."),
    ],
)
def test_a_day_that_no_calendar_has_is_pointed_out(read_text, words, message):
    plan = read_text(f"I. NHIỆM VỤ\n\n- Nạo vét mương xong trước {words} ở các thôn.\n")
    assert told(plan, "no_such_day") == [message]
    assert words in plan.tasks[0].text


@pytest.mark.parametrize(
    "words", ["ngày 30/11", "ngày 29/02", "29/02/2028", "ngày 31 tháng 12 năm 2027", "Quyết định số 31/2027/QĐ-UBND"]
)
def test_days_of_the_calendar_are_not(read_text, words):
    assert not told(read_text(f"I. NHIỆM VỤ\n\n- Nạo vét mương theo {words} ở các thôn.\n"), "no_such_day")


def test_a_label_and_a_sentence_with_two_leads_are_pointed_out(read_text):
    plan = read_text(
        "I. NHIỆM VỤ\n\n1. Nạo vét\n\n- Phòng Kinh tế chủ trì, phối hợp với các thôn nạo vét mương.\n\n- Đơn vị chủ trì: Trạm Y tế.\n"
    )
    assert len(told(plan, "two_leads")) == 1


def test_one_task_given_to_two_units_is_pointed_out(read_text):
    task = "- Nạo vét mương dẫn nước đầu vụ cho cánh đồng Trũng.\n\n- Đơn vị chủ trì: {}.\n\n"
    plan = read_text(
        f"I. NHIỆM VỤ\n\n1. Đầu năm\n\n{task.format('Phòng Kinh tế')}2. Giữa năm\n\n{task.format('Trạm Y tế')}"
    )
    (message,) = told(plan, "two_leads")
    assert "Phòng Kinh tế" in message
    assert "Trạm Y tế" in message


def test_one_lead_said_twice_is_no_doubt(read_text):
    plan = read_text(
        "I. NHIỆM VỤ\n\n1. Nạo vét\n\n- Phòng Kinh tế chủ trì, phối hợp với các thôn nạo vét mương.\n\n- Đơn vị chủ trì: Phòng Kinh tế.\n"
    )
    assert not told(plan, "two_leads")


@pytest.mark.parametrize("lead_in", ["Phấn đấu đạt", "Phân đầu đạt", "Phần đầu", "phấn đấu", "Phân đấu"])
def test_a_name_does_not_begin_with_words_of_effort(read_text, lead_in):
    plan = read_text(TARGETS.format(year=2029, sentence=f"{lead_in} tỷ lệ hộ có bể nước đạt trên 90%."))
    assert [indicator.name for indicator in plan.indicators] == ["tỷ lệ hộ có bể nước"]
    assert lead_in.lower() in plan.indicators[0].text.lower()


@pytest.mark.parametrize(
    ("slip", "right"),
    [("Phân đấu", "Phấn đấu"), ("địa phưong", "địa phương"), ("phưong", "phường"), ("Phối họp", "Phối hợp"), ("VHXX", "VHXH"), ("nhân dàn", "nhân dân")],
)  # fmt: skip
def test_certain_slips_are_offered_and_not_made(read_text, slip, right):
    plan = read_text(f"I. NHIỆM VỤ\n\n- {slip} trồng cây ven đường.\n")
    assert [(m.before, m.after) for m in plan.mends] == [(slip, right)]
    assert slip in plan.tasks[0].text


def test_words_that_only_resemble_a_slip_are_left(read_text):
    assert not read_text("I. NHIỆM VỤ\n\n- Không chế biến nông sản gần nguồn nước.\n").mends
