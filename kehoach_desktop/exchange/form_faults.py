"""Why a form from outside is not filled in, each told with its remedy. Reads nothing."""

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.exchange.faults import Refusal, RefusedFile

_SAVE_AGAIN = "Mở bằng Excel hoặc LibreOffice, chọn Lưu thành .xlsx rồi chọn lại."
_ASK_AGAIN = "Xin lại biểu từ nơi gửi."
_TEXTS: dict[Refusal, tuple[str, str]] = {
    Refusal.MISSING: ("Không đọc được tệp biểu.", "Kiểm tra USB còn cắm, tệp còn đó, rồi chọn lại."),
    Refusal.EMPTY: ("Tệp biểu rỗng.", _ASK_AGAIN),
    Refusal.TOO_BIG: ("Tệp biểu lớn hơn 20 MB.", "Bỏ ảnh, trang tính thừa rồi lưu lại."),
    Refusal.BOMB: ("Tệp biểu nén bất thường, có thể gây hại nên không mở.", _ASK_AGAIN),
    Refusal.TOO_WIDE: (
        "Biểu quá lớn: có ô ghi ngoài 20.000 dòng, 200 cột, hoặc số dòng lặp quá nhiều.",
        "Chép phần cần điền sang một tệp mới, hoặc thêm điều kiện lọc vào dòng lặp.",
    ),
    Refusal.DOCTYPE: ("Tệp biểu chứa khai báo XML không an toàn nên không mở.", _ASK_AGAIN),
    Refusal.BROKEN: ("Tệp biểu bị hỏng.", "Mở bằng Excel để sửa, lưu lại; hoặc xin lại từ nơi gửi."),
    Refusal.OLD_EXCEL: ("Biểu là Excel đời cũ (.xls).", _SAVE_AGAIN),
    Refusal.PASSWORD: ("Tệp biểu có mật khẩu.", "Mở bằng Excel, bỏ mật khẩu, lưu lại."),
    Refusal.MACROS: ("Biểu có macro (.xlsm).", _SAVE_AGAIN),
    Refusal.BINARY_EXCEL: ("Biểu là Excel dạng nhị phân (.xlsb).", _SAVE_AGAIN),
    Refusal.OPEN_DOCUMENT: ("Biểu là tệp của LibreOffice (.ods).", _SAVE_AGAIN),
    Refusal.WEB_PAGE: ("Tệp là trang web đổi đuôi, không phải Excel.", _SAVE_AGAIN),
    Refusal.OTHER_OFFICE_FILE: ("Tệp là văn bản Word hoặc trình chiếu, không phải Excel.", "Chọn tệp biểu Excel (.xlsx)."),
    Refusal.NOT_A_SHEET: ("Tệp không phải bảng tính Excel.", "Chọn tệp biểu Excel (.xlsx)."),
    Refusal.TOO_SLOW: ("Biểu đọc quá 60 giây chưa xong nên đã dừng.", _ASK_AGAIN),
    Refusal.DIED: ("Biểu làm chương trình đọc phải dừng nên không dùng được.", _ASK_AGAIN),
}  # fmt: skip


class RefusedForm(UserFacingError):
    """A form that cannot be filled in; the file itself is never changed."""

    def __init__(self, refusal: Refusal, *, subject: str = "") -> None:
        other = RefusedFile(refusal)  # what only files of other kinds are refused for
        super().__init__(*_TEXTS.get(refusal, (other.cause, other.remedy)), subject=subject)
        self.refusal = refusal
