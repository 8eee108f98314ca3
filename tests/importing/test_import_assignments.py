import pytest

DUTIES = "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n{}\n\n2. Công an xã\n\n- Giữ trật tự.\n"


def roles(plan):
    return [(list(a.lead), list(a.support)) for a in plan.assignments]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("- Chủ trì, phối hợp với Công an xã kiểm tra bến.", [(["Phòng Kinh tế"], ["Công an xã"])]),
        ("- Là đầu mối, chủ trì tham mưu UBND xã.", [(["Phòng Kinh tế"], [])]),
        ("- Giao Trạm Y tế chủ trì lấy mẫu nước.", [(["Trạm Y tế"], [])]),
        ("- Do Hội Nông dân chủ trì, Đoàn Thanh niên phối hợp.", [(["Hội Nông dân"], ["Đoàn Thanh niên"])]),
        (
            "- Trạm Y tế chủ trì rà soát thuốc; chủ trì phối hợp các thôn phun khử khuẩn.",
            [(["Trạm Y tế"], []), (["Trạm Y tế"], ["các thôn"])],
        ),
        ("- Báo cáo đơn vị chủ trì khi có sự cố.", []),
        ("- Phối hợp Công an xã tuần tra.", []),
        ("- Nhắc các đơn vị được giao chủ trì gửi báo cáo.", []),
        (
            "- Công an xã (chủ trì), các thôn, Hội Nông dân (phối hợp).",
            [(["Công an xã"], ["các thôn", "Hội Nông dân"])],
        ),
        ("- Vá đường (Phòng Kinh tế chủ trì, phối hợp với các thôn).", [(["Phòng Kinh tế"], ["các thôn"])]),
        ("- Vá đường. Chủ trì: Công an xã; phối hợp: các thôn.", [(["Công an xã"], ["các thôn"])]),
        (
            "- Trạm Y tế chủ trì lấy mẫu, Trung tâm Dịch vụ tổng hợp phối hợp.",
            [(["Trạm Y tế"], ["Trung tâm Dịch vụ tổng hợp"])],
        ),
        ("- Chủ trì phối hợp tham mưu UBND xã cấp vốn.", [(["Phòng Kinh tế"], [])]),
    ],
)
def test_who_stands_before_and_after_the_words(read_text, duty, expected):
    assert roles(read_text(DUTIES.format(duty))) == expected


def test_labels_name_lead_and_support_of_their_section_and_its_tasks(read_text):
    plan = read_text(
        "I. NỘI DUNG\n\n1. Nạo vét\n\n- Cơ quan chủ trì: Phòng Kinh tế;\n- Cơ quan phối hợp: Các thôn, Hội Nông dân.\n"
        "- Thời gian: Tháng 3, tháng 9.\n- Sản phẩm: Biên bản nghiệm thu.\n- Nội dung:\n+ Vét bùn kênh chính.\n+ Phát bờ.\n"
    )
    assert roles(plan) == [(["Phòng Kinh tế"], ["Các thôn", "Hội Nông dân"])]
    assert [(t.title, t.lead, t.months, t.product) for t in plan.tasks] == [
        ("Vét bùn kênh chính", ("Phòng Kinh tế",), (3, 9), "Biên bản nghiệm thu"),
        ("Phát bờ", ("Phòng Kinh tế",), (3, 9), "Biên bản nghiệm thu"),
    ]


def test_a_bullet_that_a_line_end_tore_off_belongs_to_the_sentence(read_text):
    plan = read_text(
        "I. NỘI DUNG\n\n1. Tập huấn\n\n- Đội Văn hóa - Thông tin soạn bài.\n\nTrạm Y tế chủ trì, phối hợp Đội Văn hóa\n\n"
        "- Thông tin, các thôn mở lớp.\n"
    )
    assert roles(plan) == [(["Trạm Y tế"], ["Đội Văn hóa - Thông tin", "các thôn"])]
    assert any(mend.kind == "joined" for mend in plan.mends)


def test_other_spellings_of_a_unit_are_its_aliases(read_text):
    plan = read_text(DUTIES.format("- Việc bến bãi do phòng Kinh tế xã chủ trì."))
    assert plan.units[0].name == "Phòng Kinh tế"
    assert plan.units[0].aliases == ("phòng Kinh tế xã",)
