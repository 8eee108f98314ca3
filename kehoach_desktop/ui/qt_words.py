"""Vietnamese for the few words Qt itself shows (menus of text fields, print and file dialogs): Qt ships none."""

from PySide6.QtCore import QObject, QTranslator

# Qt's own English, without the letters it underlines.
WORDS: dict[str, str] = {
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
WORDS |= {
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
WORDS |= {
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

# The rest of the print dialog: conflicts it tells of, and what a print server adds.
WORDS |= {
    "%1 already exists.\nDo you want to overwrite it?": "%1 đã có.\nGhi đè lên tệp ấy?",
    "%1 is a directory.\nPlease choose a different file name.": "%1 là thư mục.\nChọn tên tệp khác.",
    "File %1 is not writable.\nPlease choose a different file name.": "Không ghi được tệp %1.\nChọn tên tệp khác.",
    "%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make "
    "sure ranges do not intersect with each other.":
        "“%1” chưa đúng. Dùng dấu phẩy giữa các trang, gạch nối cho một khoảng; các khoảng không được trùng nhau.",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 "
    "prints pages 3, 5, 6, 7 and 9.": "Trang hay khoảng trang, cách nhau bằng dấu phẩy, ví dụ 3,5-7,9 là in trang 3, 5, 6, 7 và 9.",
    "Invalid Pages Definition": "Khoảng trang chưa đúng", "Duplex Settings Conflicts": "Cách in hai mặt trái nhau",
    "There are conflicts in duplex settings. Do you want to fix them?": "Các lựa chọn in hai mặt trái nhau. Chỉnh lại?",
    "Page Setup Conflicts": "Cách đặt trang trái nhau",
    "There are conflicts in page setup options. Do you want to fix them?": "Các lựa chọn đặt trang trái nhau. Chỉnh lại?",
    "Advanced Option Conflicts": "Lựa chọn nâng cao trái nhau",
    "There are conflicts in some advanced options. Do you want to fix them?": "Một số lựa chọn nâng cao trái nhau. Chỉnh lại?",
    "There are conflicts in some options. Please fix them.": "Một số lựa chọn trái nhau. Chỉnh lại rồi in.",
    "Options 'Pages Per Sheet' and 'Page Set' cannot be used together.\nPlease turn one of those options off.":
        "Không dùng cùng lúc “Số trang mỗi tờ” và “Chọn trang”.\nBỏ một trong hai.",
    "Print To File ...": "Ghi thành tệp…", "Page Setup": "Đặt trang", "Form": "Biểu",
    "top margin": "lề trên", "bottom margin": "lề dưới", "left margin": "lề trái", "right margin": "lề phải",
    "Left to Right, Top to Bottom": "Trái sang phải, trên xuống dưới",
    "Left to Right, Bottom to Top": "Trái sang phải, dưới lên trên",
    "Right to Left, Bottom to Top": "Phải sang trái, dưới lên trên",
    "Right to Left, Top to Bottom": "Phải sang trái, trên xuống dưới",
    "Bottom to Top, Left to Right": "Dưới lên trên, trái sang phải",
    "Bottom to Top, Right to Left": "Dưới lên trên, phải sang trái",
    "Top to Bottom, Left to Right": "Trên xuống dưới, trái sang phải",
    "Top to Bottom, Right to Left": "Trên xuống dưới, phải sang trái",
    "Job Control": "Lệnh in", "Scheduled printing:": "Hẹn in:", "Print Immediately": "In ngay",
    "Hold Indefinitely": "Giữ lại", "Day (06:00 to 17:59)": "Ban ngày (6 đến 18 giờ)",
    "Night (18:00 to 05:59)": "Ban đêm (18 đến 6 giờ)", "Second Shift (16:00 to 23:59)": "Ca hai (16 đến 24 giờ)",
    "Third Shift (00:00 to 07:59)": "Ca ba (0 đến 8 giờ)", "Weekend (Saturday to Sunday)": "Cuối tuần",
    "Specific Time": "Vào giờ", "Billing information:": "Ghi chú lệnh in:", "Job priority:": "Ưu tiên:",
    "Banner Pages": "Trang bìa lệnh in", "Banner page at start": "Trang bìa đầu", "Banner page at end": "Trang bìa cuối",
    "None": "Không",
}  # fmt: skip

# Buttons of questions, and what a question shows more of.
WORDS |= {
    "Save All": "Lưu tất cả", "Yes to All": "Có, tất cả", "No to All": "Không, tất cả", "Abort": "Ngừng", "Retry": "Làm lại",
    "Ignore": "Bỏ qua", "Discard": "Bỏ", "Don't Save": "Không lưu", "Close without Saving": "Đóng, không lưu",
    "Help": "Hướng dẫn", "Apply": "Dùng ngay", "Reset": "Đặt lại", "Restore Defaults": "Về mặc định",
    "Show Details...": "Xem chi tiết…", "Hide Details...": "Bớt chi tiết", "Enter a value:": "Gõ giá trị:",
    "Scroll Left": "Cuộn trái", "Scroll Right": "Cuộn phải", "Close Tab": "Đóng thẻ",
    "Directories": "Thư mục", "Show ": "Xem ", "Invalid filename": "Tên tệp không dùng được", "Unknown": "Không rõ",
    '<b>The name "%1" cannot be used.</b><p>Try using another name, with fewer characters or no punctuation marks.':
        "<b>Không dùng được tên “%1”.</b><p>Đặt tên khác, ngắn hơn hoặc không có dấu câu.",
}  # fmt: skip

# The colour dialog.
WORDS |= {
    "Select Color": "Chọn màu", "Basic colors": "Màu cơ bản", "Custom colors": "Màu tự chọn", "Hue:": "Sắc:", "Sat:": "Đậm:",
    "Val:": "Sáng:", "Red:": "Đỏ:", "Green:": "Lục:", "Blue:": "Lam:", "Alpha channel:": "Độ mờ:", "HTML:": "Mã màu:",
    "Pick Screen Color": "Lấy màu trên màn hình", "Add to Custom Colors": "Thêm vào màu tự chọn",
}  # fmt: skip

# Keys that menus name; the others are called as it is printed on them. A typed shortcut is still read in English too.
WORDS |= {"Left": "Trái", "Right": "Phải", "Up": "Lên", "Down": "Xuống"}


class QtWords(QTranslator):
    """Install it on the application; a word it does not know stays as it is."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Vietnamese of Qt's own word; a word that is not in the table comes back as it is."""
        del context, disambiguation, n
        return WORDS.get(sourceText) or WORDS.get(sourceText.replace("&", "")) or sourceText

    def isEmpty(self) -> bool:
        return False


def speak_vietnamese(app: QObject) -> QtWords:
    """Teaches the application these words."""
    words = QtWords(app)
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.installTranslator(words)
    return words
