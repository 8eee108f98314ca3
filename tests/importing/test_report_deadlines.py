import pytest

REPORT = "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- {}\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Định kỳ 6 tháng (trước ngày 10/6) và hằng năm (trước ngày 05/12) báo cáo UBND xã.", [("6_thang", 10, 6), ("nam", 5, 12)]),
        ("Báo cáo kết quả 6 tháng và năm trước ngày 10/6 và 10/11.", [("6_thang", 10, 6), ("nam", 10, 11)]),
        ("Báo cáo 6 tháng, năm (trước ngày 15/6, 15/12 hằng năm).", [("6_thang", 15, 6), ("nam", 15, 12)]),
        ("Hằng năm, báo cáo kết quả về UBND xã chậm nhất ngày 10 tháng 11.", [("nam", 10, 11)]),
        ("Báo cáo hằng quý trước ngày 20 của tháng cuối quý.", [("quy", 20, None)]),
        ("Báo cáo UBND xã tình hình định kỳ hằng quý và năm.", [("quy", None, None), ("nam", None, None)]),
        ("Hằng tháng, trước ngày 25 gửi báo cáo về UBND xã.", [("thang", 25, None)]),
        ("Báo cáo quý, 6 tháng, 9 tháng, năm theo quy định.", [("quy", None, None), ("6_thang", None, None), ("9_thang", None, None), ("nam", None, None)]),
        ("Tổng hợp, báo cáo định kỳ theo quy định.", []),
        ("Xây dựng kế hoạch hằng năm; báo cáo khi có sự cố.", []),
        ("Tổng hợp, báo cáo UBND tỉnh định kỳ hằng năm.", []),
        ("Trước ngày 12/6 và trước ngày 12/12 hằng năm, gửi báo cáo 6 tháng và báo cáo năm về UBND xã.", [("6_thang", 12, 6), ("nam", 12, 12)]),
    ],
)  # fmt: skip
def test_cycles_and_days_are_paired(read_text, sentence, expected):
    assert [(d.cycle, d.day, d.month) for d in read_text(REPORT.format(sentence)).report_deadlines] == expected


def test_a_day_given_in_the_closing_words_fills_the_cycle_named_before(read_text):
    plan = read_text(
        REPORT.format("Tổng hợp, báo cáo UBND xã 6 tháng, hằng năm.")
        + "\nTrên đây là Kế hoạch; các đơn vị báo cáo 6 tháng (trước ngày 14/6), năm (trước ngày 14/12) về UBND xã./.\n"
    )
    assert [(d.cycle, d.day, d.month) for d in plan.report_deadlines] == [("6_thang", 14, 6), ("nam", 14, 12)]


def test_a_chapter_on_reports_needs_no_verb(read_text):
    plan = read_text(
        "I. NHIỆM VỤ\n\n- Quét.\n\nII. CHẾ ĐỘ BÁO CÁO\n\n- 6 tháng: trước ngày 16/6.\n- Năm: trước ngày 16/12.\n"
    )
    assert [(d.cycle, d.day, d.month) for d in plan.report_deadlines] == [("6_thang", 16, 6), ("nam", 16, 12)]


def test_the_aims_chapter_orders_no_reports(read_text):
    assert not read_text(
        "I. MỤC ĐÍCH, YÊU CẦU\n\n- Báo cáo, đánh giá hằng năm nghiêm túc.\n\nII. NHIỆM VỤ\n\n- Quét.\n"
    ).report_deadlines
