"""Why a file that came back is not taken, each told with its remedy; nothing is read here."""

from enum import StrEnum

from kehoach_desktop.errors import UserFacingError


class Refusal(StrEnum):
    """Why a whole file is refused; the values travel from the reader's process."""

    MISSING = "missing"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    BOMB = "bomb"
    TOO_WIDE = "too_wide"
    DOCTYPE = "doctype"
    BROKEN = "broken"
    OLD_EXCEL = "old_excel"
    PASSWORD = "password"
    MACROS = "macros"
    BINARY_EXCEL = "binary_excel"
    OPEN_DOCUMENT = "open_document"
    WEB_PAGE = "web_page"
    OTHER_OFFICE_FILE = "other_office_file"
    NOT_A_SHEET = "not_a_sheet"
    NOT_AN_OFFICE = "not_an_office"
    NEWER_OFFICE = "newer_office"
    STRANGE_SCHEMA = "strange_schema"
    DAMAGED_OFFICE = "damaged_office"
    CUT_COPY = "cut_copy"
    STRANGE_VALUES = "strange_values"
    HUGE_OFFICE = "huge_office"
    BAD_PACKAGE = "bad_package"
    NEEDS_PASSWORD = "needs_password"
    WRONG_PASSWORD = "wrong_password"
    TOO_SLOW = "too_slow"
    DIED = "died"


_SAVE_AGAIN = "Mở bằng Excel hoặc LibreOffice, chọn Lưu thành .xlsx rồi thu lại."
_ASK_AGAIN = "Xin đơn vị gửi lại phiếu."

_COPY_AGAIN = "Xin gửi lại bằng nút Chép ra USB ở máy gốc; tệp đang mở không bị đổi."

_TEXTS: dict[Refusal, tuple[str, str]] = {
    Refusal.MISSING: ("Không đọc được tệp.", "Kiểm tra USB còn cắm, tệp còn đó, rồi thu lại."),
    Refusal.EMPTY: ("Tệp rỗng.", _ASK_AGAIN),
    Refusal.TOO_BIG: ("Tệp lớn hơn 20 MB, không phải phiếu báo cáo.", "Bỏ ảnh, bảng thừa trong tệp rồi lưu lại."),
    Refusal.BOMB: ("Tệp nén khác thường, có thể gây hại nên không mở.", _ASK_AGAIN),
    Refusal.TOO_WIDE: (
        "Bảng quá lớn: có ô ghi ngoài 20.000 dòng, 200 cột, hoặc quá nhiều chữ.",
        "Chép số liệu sang phiếu do xã gửi rồi thu lại.",
    ),
    Refusal.DOCTYPE: ("Tệp có phần không an toàn nên không mở.", _ASK_AGAIN),
    Refusal.BROKEN: ("Tệp Excel bị hỏng.", "Mở bằng Excel để sửa, lưu lại; hoặc xin đơn vị gửi lại."),
    Refusal.OLD_EXCEL: ("Tệp là Excel đời cũ (.xls).", _SAVE_AGAIN),
    Refusal.PASSWORD: ("Tệp có mật khẩu.", "Mở bằng Excel, bỏ mật khẩu, lưu lại."),
    Refusal.MACROS: ("Tệp Excel có macro (.xlsm).", _SAVE_AGAIN),
    Refusal.BINARY_EXCEL: ("Tệp Excel dạng nhị phân (.xlsb).", _SAVE_AGAIN),
    Refusal.OPEN_DOCUMENT: ("Tệp của LibreOffice (.ods).", _SAVE_AGAIN),
    Refusal.WEB_PAGE: ("Tệp là trang web đổi đuôi, không phải Excel.", _SAVE_AGAIN),
    Refusal.OTHER_OFFICE_FILE: (
        "Tệp là văn bản Word hoặc trình chiếu, không phải Excel.",
        "Chọn tệp phiếu Excel của đơn vị.",
    ),
    Refusal.NOT_A_SHEET: ("Tệp không phải bảng tính Excel.", "Chọn tệp phiếu Excel (.xlsx) của đơn vị."),
    Refusal.NOT_AN_OFFICE: ("Đây không phải tệp Kế hoạch.", "Chọn tệp có đuôi .kehoach hoặc .kehoach-goi."),
    Refusal.NEWER_OFFICE: (
        "Tệp do bản chương trình mới hơn tạo, máy này chưa đọc được.",
        "Cập nhật chương trình rồi nhận lại; tệp không bị đổi.",
    ),
    Refusal.STRANGE_SCHEMA: ("Cấu trúc tệp bị sửa lạ, có thể gây hại nên không mở.", _COPY_AGAIN),
    Refusal.DAMAGED_OFFICE: ("Tệp bị hỏng trong lúc chép.", _COPY_AGAIN),
    Refusal.CUT_COPY: ("Bản sao chưa trọn vẹn.", "Hãy dùng nút Chép ra USB ở máy gốc rồi gửi lại."),
    Refusal.STRANGE_VALUES: ("Tệp có giá trị không đúng kiểu nên không nhận.", _COPY_AGAIN),
    Refusal.HUGE_OFFICE: ("Tệp lớn bất thường nên không mở.", _COPY_AGAIN),
    Refusal.BAD_PACKAGE: ("Gói bị hỏng hoặc bị sửa.", _COPY_AGAIN),
    Refusal.NEEDS_PASSWORD: ("Gói có mật khẩu.", "Nhập mật khẩu người gửi đã báo."),
    Refusal.WRONG_PASSWORD: (
        "Mật khẩu không đúng, hoặc gói bị cắt, bị sửa.",
        "Gõ lại mật khẩu; nếu vẫn không được, xin gửi lại gói.",
    ),
    Refusal.TOO_SLOW: ("Tệp đọc quá 60 giây chưa xong nên đã dừng.", _ASK_AGAIN),
    Refusal.DIED: ("Tệp làm chương trình đọc phải dừng nên không nhận.", _ASK_AGAIN),
}


class RefusedFile(UserFacingError):
    """A file that came back and is not taken at all."""

    def __init__(self, refusal: Refusal, *, subject: str = "") -> None:
        super().__init__(*_TEXTS[refusal], subject=subject)
        self.refusal = refusal


class ReaderNotStarted(UserFacingError):
    """The process that reads received files does not come up; no file is to blame."""

    def __init__(self) -> None:
        super().__init__("Không khởi động được phần đọc phiếu.", "Đóng bớt chương trình đang mở rồi thu lại.")


class NoSuchDuty(UserFacingError):
    """A unit for which there is no form to make."""


class WrongForm(UserFacingError):
    """A workbook that is read but is not the form that is wanted: another office, another period, emptied."""


class UnknownUnit(WrongForm):
    """A form of ours by its table, but nothing in it says of which unit; a person may."""
