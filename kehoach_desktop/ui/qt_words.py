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


# The file dialog, where the system has none of its own (Linux).
_WORDS |= {
    "Go back": "Trở lại", "Go forward": "Tiếp", "Go to the parent directory": "Lên thư mục trên",
    "Create a New Folder": "Tạo thư mục", "&New Folder": "Thư mục mới", "New Folder": "Thư mục mới",
    "List View": "Xem danh sách", "Detail View": "Xem chi tiết", "Change to list view mode": "Xem danh sách",
    "Change to detail view mode": "Xem chi tiết", "Sidebar": "Chỗ hay dùng", "List of places and bookmarks": "Những chỗ hay dùng", "Files": "Tệp", "Computer": "Máy này",
    "My Computer": "Máy này", "Show &hidden files": "Hiện tệp ẩn", "Show hidden files": "Hiện tệp ẩn", "&Rename": "Đổi tên",
    "&Delete": "Xóa", "&Open": "Mở", "&Save": "Lưu", "&Choose": "Chọn", "Remove": "Bỏ khỏi danh sách", "Save As": "Lưu thành",
    "All Files (*)": "Mọi tệp (*)", "Folder": "Thư mục", "File Folder": "Thư mục", "File": "Tệp", "Drive": "Ổ đĩa",
    "Kind": "Loại", "Date modified": "Sửa lần cuối", "Recent Places": "Nơi vừa mở", "Alias": "Lối tắt", "Shortcut": "Lối tắt",
    "%1 bytes": "%1 byte", "%1 KB": "%1 KB", "%1 MB": "%1 MB",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nGhi đè lên tệp ấy?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "%1\nKhông có tệp này. Xem lại tên tệp.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "%1\nKhông có thư mục này. Xem lại tên.",
    "Are you sure you want to delete '%1'?": "Xóa “%1”?", "Could not delete directory.": "Không xóa được thư mục.",
    "'%1' is write protected.\nDo you want to delete it anyway?": "“%1” chỉ cho đọc.\nVẫn xóa?",
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
