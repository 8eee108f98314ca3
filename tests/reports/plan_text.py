"""The text of the invented plan as the importer keeps it: every kind of paragraph, a table in the text and one in an annex."""

from kehoach_desktop.domain import records as r

# kind, section, marker, text
LINES = (
    ("letterhead", None, None, "ỦY BAN NHÂN DÂN"),
    ("letterhead", None, None, "XÃ HÒA LÂM"),
    ("letterhead", None, None, "Số: 27/KH-UBND"),
    ("letterhead", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("letterhead", None, None, "Độc lập - Tự do - Hạnh phúc"),
    ("title", None, None, "KẾ HOẠCH"),
    ("title", None, None, "Thực hiện Đề án nâng cao sức khỏe học đường giai đoạn 2026 - 2030"),
    ("basis", None, None, "Căn cứ Quyết định số 41/QĐ-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bình Khê"),
    ("basis", None, None, "Theo đề nghị của Phòng Văn hóa - Xã hội tại Tờ trình số 03/TTr-VHXH,"),
    ("basis", None, None, "Ủy ban nhân dân xã Hòa Lâm ban hành Kế hoạch với các nội dung sau:"),
    ("heading", "s3", "III.", "NHIỆM VỤ"),
    ("heading", "s31", "1.", "Khám và theo dõi sức khỏe"),
    ("label", "s31", "-", "Đơn vị chủ trì: Trạm Y tế xã."),
    ("bullet", "s31", "+", "Khám mắt cho học sinh toàn xã, xong trước ngày 30/4/2026; em nào cận thị thì báo ngay cho gia đình và cô giáo."),
    ("bullet", "s31", "+", "Khám răng, trám răng sữa cho học sinh lớp 1."),
    ("heading", "s32", "2.", "Nước uống, vệ sinh"),
    ("body", "s32", None, "Mỗi quý lấy mẫu nước uống một lần ở từng trường theo bảng dưới đây."),
    ("table_head", "s32", None, "TT | Trường | Số mẫu | Thời gian"),
    ("table_row", "s32", None, "1 | Trường Tiểu học Hòa Lâm | 2 | Quý I/2026"),
    ("table_row", "s32", None, "2 | Trường THCS Hòa Lâm | 1 | Quý II/2026"),
    ("table_row", "s32", None, "3 | Điểm trường thôn Hạ | Quý III/2026"),
    ("slogan", "s32", "-", "Nước sạch cho em, lớp học cho em."),
    ("page_number", "s32", None, "2"),
    ("closing", None, None, "Trên đây là Kế hoạch của xã; các trường báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 18 tháng cuối quý./."),
    ("recipient_head", None, None, "Nơi nhận:"),
    ("recipient", None, "-", "Sở Y tế (để b/c);"),
    ("signature", None, None, "KT. CHỦ TỊCH"),
    ("signature", None, None, "Đỗ Minh Khuê"),
    ("body", None, None, "Phụ lục"),
    ("body", None, None, "DANH MỤC VẬT TƯ"),
    ("body", None, None, "(Kèm theo Kế hoạch số /KH-UBND ngày tháng năm 2026)"),
    ("table_head", None, None, "TT | Tên vật tư | Đơn vị tính | Số lượng"),
    ("table_row", None, None, "I | Cho trạm y tế"),
    ("table_row", None, None, "1 | Bảng đo thị lực | cái | 4"),
    ("table_row", None, None, "2 | Máy lọc nước | máy | 5"),
    ("body", None, None, "Vật tư giao một lần vào tháng 3."),
    ("footnote", None, None, "Số học sinh tính đến ngày 01/9/2025."),
)  # fmt: skip


def paragraphs(plan: r.Plan) -> tuple[r.Paragraph, ...]:
    """The lines as records of a plan."""
    return tuple(
        r.Paragraph(
            id=f"p{n}", plan_id=plan.id, position=n, kind=kind, section_id=section, marker=marker, text=text
        )
        for n, (kind, section, marker, text) in enumerate(LINES)
    )  # fmt: skip
