"""Vietnamese for the few words Qt itself shows (menus of text fields, print and file dialogs): Qt ships none."""

from PySide6.QtCore import QObject, QTranslator

# Qt's own English, without the letters it underlines.
_WORDS: dict[str, str] = {
    "Undo": "Hoàn tác", "Redo": "Làm lại", "Cut": "Cắt", "Copy": "Chép", "Paste": "Dán", "Delete": "Xóa",
    "Select All": "Chọn tất cả", "Copy Link Location": "Chép địa chỉ liên kết", "Clear": "Xóa hết",
    "OK": "Được", "Cancel": "Bỏ", "Close": "Đóng", "Yes": "Có", "No": "Không", "Open": "Mở", "Save": "Lưu",
    "Print": "In", "Options": "Tùy chọn", "Copies": "Số bản", "Pages": "Trang", "All": "Tất cả", "Choose": "Chọn",
    "Step up": "Tăng", "Step down": "Giảm", "Scroll here": "Cuộn tới đây", "Top": "Đầu", "Bottom": "Cuối",
    "Page up": "Trang trước", "Page down": "Trang sau", "Scroll up": "Cuộn lên", "Scroll down": "Cuộn xuống",
    "Left edge": "Mép trái", "Right edge": "Mép phải", "Page left": "Trang trái", "Page right": "Trang phải",
    "Scroll left": "Cuộn trái", "Scroll right": "Cuộn phải", "Look in:": "Trong thư mục:", "File name:": "Tên tệp:",
    "File &name:": "Tên tệp:", "Files of type:": "Loại tệp:", "Directory:": "Thư mục:", "Name": "Tên", "Size": "Cỡ",
    "Type": "Loại", "Date Modified": "Sửa lần cuối", "Create New Folder": "Tạo thư mục", "Back": "Trở lại",
    "Forward": "Tiếp", "Parent Directory": "Thư mục trên", "Find Directory": "Tìm thư mục",
}  # fmt: skip

# The print dialog, where the system has none of its own (Linux).
_WORDS |= {
    "Printer": "Máy in", "Name:": "Tên:", "Location:": "Nơi đặt:", "Type:": "Loại:", "Properties": "Cài đặt", "Preview": "Xem trước",
    "Output file:": "Ghi vào tệp:", "Print to File (PDF)": "Ghi thành tệp PDF", "Write PDF file": "Tệp PDF",
    "Local file": "Tệp trên máy", "Options >>": "Tùy chọn >>", "Options <<": "Tùy chọn <<", "Print range": "Khoảng trang",
    "Print all": "In tất cả", "Pages from": "Từ trang", "to": "đến", "Selection": "Phần chọn", "Current Page": "Trang hiện tại",
    "Page Set:": "Chọn trang:", "All Pages": "Mọi trang", "Odd Pages": "Trang lẻ", "Even Pages": "Trang chẵn",
    "Output Settings": "Cách in", "Copies:": "Số bản:", "Collate": "Xếp thành từng bộ", "Reverse": "In từ trang cuối",
    "Color Mode": "Màu", "Color": "In màu", "Grayscale": "In đen trắng", "Double Sided Printing": "In hai mặt", "Off": "Không",
    "Long side binding": "Lật theo cạnh dài", "Short side binding": "Lật theo cạnh ngắn", "Job Options": "Lệnh in",
    "Printer Properties": "Cài đặt máy in", "Page": "Trang", "Advanced": "Nâng cao", "Paper": "Giấy", "Page size:": "Khổ giấy:",
    "Width:": "Rộng:", "Height:": "Cao:", "Paper source:": "Khay giấy:", "Orientation": "Chiều giấy", "Portrait": "Đứng",
    "Landscape": "Ngang", "Reverse portrait": "Đứng, lật ngược", "Reverse landscape": "Ngang, lật ngược", "Margins": "Lề",
    "Page Layout": "Xếp trang", "Page order:": "Thứ tự:", "Pages per sheet:": "Số trang mỗi tờ:", "Custom": "Tự đặt",
    "Millimeters (mm)": "Mi-li-mét (mm)", "Points (pt)": "Điểm (pt)", "Inches (in)": "Inch (in)",
}  # fmt: skip


class QtWords(QTranslator):
    """Install it on the application; a word it does not know stays as it is."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Vietnamese of Qt's own word; a word that is not in the table comes back as it is."""
        del context, disambiguation, n
        return _WORDS.get(sourceText) or _WORDS.get(sourceText.replace("&", "")) or sourceText

    def isEmpty(self) -> bool:
        return False


def speak_vietnamese(app: QObject) -> QtWords:
    """Teaches the application these words."""
    words = QtWords(app)
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.installTranslator(words)
    return words
