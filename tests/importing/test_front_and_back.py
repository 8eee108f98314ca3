import pytest


def whole(front: str, back: str = "") -> str:
    return f"{front}\n\nI. NHIỆM VỤ\n\n- Quét ngõ.\n\nTrên đây là kế hoạch của xã./.\n\n{back}\n"


def test_a_title_of_several_lines_ends_before_the_preamble(read_text):
    plan = read_text(
        whole(
            "KẾ HOẠCH\nThực hiện phong trào Ngày chủ nhật xanh\ntrên địa bàn xã Kim Sơn, giai đoạn 2026 - 2030\n\nCăn cứ tình hình địa phương, UBND xã lập kế hoạch:"
        ),
        whole=True,
    )
    assert plan.title == "Thực hiện phong trào Ngày chủ nhật xanh trên địa bàn xã Kim Sơn, giai đoạn 2026 - 2030"
    assert (plan.place, plan.unit_type) == ("Kim Sơn", "xã")


def test_a_title_on_the_line_of_the_word_is_still_the_title(read_text):
    plan = read_text(
        whole(
            "KẾ HOẠCH Phát quang bờ bụi đặc khu Thổ Sơn\n\nThực hiện chỉ đạo của tỉnh, UBND đặc khu xây dựng kế hoạch như sau:"
        ),
        whole=True,
    )
    assert (plan.title, plan.unit_type) == ("Phát quang bờ bụi đặc khu Thổ Sơn", "đặc khu")


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [("Số: /KH-UBND", None, "KH-UBND"), ("Số: 127/KH-UBND", "127", "KH-UBND"), ("Số:      /KH-UBND", None, "KH-UBND"),
     ("Số: …/KH-UBND", None, "KH-UBND"), ("Số: 54-KH/ĐU", "54", "54-KH/ĐU")],
)  # fmt: skip
def test_number_and_symbol(read_text, line, number, symbol):
    plan = read_text(whole(f"{line}\n\nKẾ HOẠCH\n\nQuét ngõ"), whole=True)
    assert (plan.doc_number, plan.doc_symbol) == (number, symbol)


def test_papers_are_cited_once_each_wherever_they_stand(read_text):
    plan = read_text(
        whole(
            "KẾ HOẠCH\n\nThực hiện Chỉ thị số 04-CT/TU ngày 7/3/2026 của Tỉnh ủy về vệ sinh\n\n"
            "Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;\n\n"
            "Căn cứ Nghị quyết số 11/2025/NQ-HĐND ngày 12 tháng 12 năm 2025 của HĐND tỉnh; Quyết định 88/QĐ-UBND, ngày 20-01-2026 của UBND tỉnh về thực hiện Chỉ thị số 04-CT/TU ngày 7/3/2026;\n\n"
            "Theo đề nghị của Phòng Kinh tế tại Tờ trình số 5/TTr-PKT ngày 02/3/2026, UBND xã lập kế hoạch như sau:"
        ),
        whole=True,
    )
    assert [(b.number, b.date and b.date.isoformat()) for b in plan.legal_bases] == [
        ("04-CT/TU", "2026-03-07"), ("11/2025/NQ-HĐND", "2025-12-12"), ("88/QĐ-UBND", "2026-01-20"), ("5/TTr-PKT", "2026-03-02")]  # fmt: skip
    assert plan.legal_bases[1].issuer == "HĐND tỉnh"


def test_a_paper_cited_only_in_the_body_is_no_basis(read_text):
    plan = read_text("I. NHIỆM VỤ\n\n- Thực hiện Quyết định số 9/QĐ-UBND ngày 01/01/2026 của UBND tỉnh.\n")
    assert plan.legal_bases == ()


@pytest.mark.parametrize(
    ("back", "authority", "position", "name"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn Bình", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Nguyễn Văn Bình"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nLò Thị Mai", ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Lò Thị Mai"),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH",), "PHÓ CHỦ TỊCH", None),
        ("CHỦ TỊCH\n\nY Khoa Niê", (), "CHỦ TỊCH", "Y Khoa Niê"),
    ],
)  # fmt: skip
def test_signature(read_text, back, authority, position, name):
    plan = read_text(whole("KẾ HOẠCH\n\nQuét ngõ", f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{back}"), whole=True)
    assert (plan.signer_authority, plan.signer_position, plan.signer_name) == (authority, position, name)
    assert [r.text for r in plan.recipients] == ["Như trên", "Lưu: VT"]


def test_recipients_keep_brackets_and_inner_semicolons(read_text):
    plan = read_text(
        whole("KẾ HOẠCH\n\nQuét ngõ", "Nơi nhận:\n- UBND tỉnh (b/c);\n- Các thôn; các trường học;\n- Lưu: VT, KT./."),
        whole=True,
    )
    assert [r.text for r in plan.recipients] == ["UBND tỉnh (b/c)", "Các thôn; các trường học", "Lưu: VT, KT"]


def test_what_is_missing_is_said(read_text):
    kinds = {doubt.kind for doubt in read_text("I. NHIỆM VỤ\n\n- Quét.\n").doubts}
    assert {"no_number", "no_date", "no_signer"} <= kinds
