"""What can be wrong with a plan somebody drops on the window, each told with its remedy; nothing is read here."""

from kehoach_desktop.errors import UserFacingError


class UnreadablePlan(UserFacingError):
    """The file cannot be turned into a proposal."""


class EmptyPlan(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__(
            "Tệp không có chữ nào.", "Kiểm tra lại tệp, hoặc chép nội dung kế hoạch vào rồi nhập lại.", subject=subject
        )


class NotAPlan(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__(
            "Tệp không phải là văn bản.", "Chọn tệp Word (.docx), tệp chữ (.txt, .md) hoặc PDF có chữ.", subject=subject
        )


class PictureFile(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Tệp là ảnh, không có chữ.", "Xin tệp Word gốc hoặc gõ vào.", subject=subject)


class ScannedPlan(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Tệp là ảnh quét, không có chữ.", "Xin tệp Word gốc hoặc gõ vào.", subject=subject)


class OldWordFile(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Chưa đọc được .doc cũ.", "Mở bằng Word, chọn Lưu thành .docx rồi thả lại.", subject=subject)


class RichTextFile(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Chưa đọc được .rtf.", "Mở bằng Word, chọn Lưu thành .docx rồi thả lại.", subject=subject)


class LockedPlan(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Tệp có mật khẩu.", "Mở bằng Word, bỏ mật khẩu, lưu lại.", subject=subject)


class SpreadsheetFile(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__(
            "Đây là bảng tính Excel, không phải văn bản Word.", "Chọn tệp Word của kế hoạch.", subject=subject
        )


class PlanTooLarge(UnreadablePlan):
    def __init__(self, limit: str, subject: str = "") -> None:
        super().__init__(f"Tệp lớn hơn {limit}.", "Bỏ bớt ảnh trong tệp, lưu lại rồi nhập.", subject=subject)


class SuspiciousPackage(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__(
            "Tệp nén bất thường, có thể gây hại nên không mở.",
            "Mở bằng Word, lưu thành tệp mới rồi nhập lại.",
            subject=subject,
        )


class BrokenPackage(UnreadablePlan):
    def __init__(self, subject: str = "") -> None:
        super().__init__("Tệp Word bị hỏng.", "Mở bằng Word để sửa, lưu lại; hoặc xin bản khác.", subject=subject)
