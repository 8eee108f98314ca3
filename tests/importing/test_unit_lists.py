import pytest

from kehoach_desktop.importing.names import Names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công an xã, Trạm Y tế và các thôn tổ chức ra quân", ["Công an xã", "Trạm Y tế", "các thôn"]),
        ("tham mưu UBND xã bố trí vốn", []),
        ("các cơ quan, đơn vị có liên quan rà soát", ["các cơ quan, đơn vị có liên quan"]),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị; Văn phòng HĐND và UBND",
            ["Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND"],
        ),
        (
            "Sở Giáo dục và Đào tạo, Đồn Biên phòng Cửa Tùng kiểm tra",
            ["Sở Giáo dục và Đào tạo", "Đồn Biên phòng Cửa Tùng"],
        ),
        ("Ban Chỉ huy Quân sự xã, Ban quản lý chợ hướng dẫn", ["Ban Chỉ huy Quân sự xã", "Ban quản lý chợ"]),
        ("các tổ chức chính trị - xã hội, tổ dân phố vận động", ["các tổ chức chính trị - xã hội", "tổ dân phố"]),
        ("Hội Nông dân (tổ nước) và Đoàn Thanh niên để dọn kênh", ["Hội Nông dân", "Đoàn Thanh niên"]),
        ("Trường Tiểu học số 2 tuyển học viên", ["Trường Tiểu học số 2"]),
        ("các cơ sở giáo dục trên địa bàn xã lồng ghép", ["các cơ sở giáo dục trên địa bàn xã"]),
    ],
)
def test_names_end_where_the_verb_begins(text, names):
    assert Names().read(text)[0] == names


def test_a_heading_of_the_plan_keeps_its_comma_in_any_spelling():
    names = Names(["Phòng Thủy lợi - Đê điều và Phòng lụt"])
    assert names.read("Phòng Thủy lợi, đê điều và phòng lụt, Công an xã tuần tra")[0] == [
        "Phòng Thủy lợi, đê điều và phòng lụt", "Công an xã"]  # fmt: skip


def test_words_that_are_not_only_names_cover_nothing():
    assert Names().covers("Là cơ quan thường trực") == []
    assert Names().covers("Trạm Y tế và Hội Nông dân") == ["Trạm Y tế", "Hội Nông dân"]
