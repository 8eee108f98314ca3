"""Faults of the office file, each with its cause and remedy, and the one place where the database's errors become them."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kehoach_desktop.errors import UserFacingError


class StorageFault(UserFacingError):
    """A fault of an office file; `subject` is its path."""

    cause_text = "Không đọc hoặc ghi được tệp."
    remedy_text = "Kiểm tra ổ đĩa hoặc USB rồi thử lại; dữ liệu đã lưu trước đó còn nguyên."

    def __init__(self, path: Path | str, *, cause: str | None = None, remedy: str | None = None) -> None:
        super().__init__(cause or self.cause_text, remedy or self.remedy_text, subject=str(path))


class FileMissing(StorageFault):
    """No file at the path."""

    cause_text = "Không tìm thấy tệp."
    remedy_text = "Xem tệp có bị đổi tên, chuyển chỗ hay USB đã rút ra chưa, rồi chọn lại."


class FileExists(StorageFault):
    """A new file would overwrite another."""

    cause_text = "Đã có tệp trùng tên ở chỗ này."
    remedy_text = "Đặt tên khác hoặc mở tệp đã có."


class NotOurFile(StorageFault):
    """A folder, a text file, another program's database."""

    cause_text = "Đây không phải tệp Kế hoạch."
    remedy_text = "Chọn tệp có đuôi .kehoach."


class EmptyFile(NotOurFile):
    """Zero bytes: a copy that never began."""

    cause_text = "Tệp trống, không có dữ liệu."
    remedy_text = "Chép lại tệp từ máy gốc hoặc mở bản sao lưu."


class NewerFile(StorageFault):
    """Written by a program whose files this one cannot read."""

    remedy_text = "Cập nhật chương trình rồi mở; tệp không bị đổi."

    def __init__(self, path: Path | str, theirs: str, ours: str) -> None:
        super().__init__(path, cause=f"Tệp của bản {theirs}, máy này có bản {ours}.")


class DamagedFile(StorageFault):
    """The bytes are not those that were written."""

    cause_text = "Tệp bị hỏng hoặc chưa chép xong."
    remedy_text = "Mở bản sao lưu gần nhất; giữ lại tệp này, đừng xóa."


class FileInUse(StorageFault):
    """Somebody else holds the lock for longer than we wait."""

    cause_text = "Tệp đang được chương trình khác dùng."
    remedy_text = "Đóng chương trình đó rồi thử lại; chưa có gì được ghi."


class DiskFull(StorageFault):
    """No room; the transaction was rolled back."""

    cause_text = "Ổ đĩa hết dung lượng nên chưa lưu được."
    remedy_text = "Dọn bớt ổ đĩa rồi thử lại; dữ liệu đã lưu trước đó còn nguyên."


class ReadOnlyFile(StorageFault):
    """A write was asked of a file opened for viewing."""

    cause_text = "Tệp này chỉ xem được, không sửa được."
    remedy_text = "Chép tệp vào một thư mục được phép ghi trên máy rồi mở bản chép đó."


class NoPermission(StorageFault):
    """The system does not let this user at the file or folder."""

    cause_text = "Máy không cho phép đọc hoặc ghi ở chỗ này."
    remedy_text = "Chọn thư mục khác, ví dụ Tài liệu."


class FileReplaced(StorageFault):
    """The file under the path is no longer the one we opened; nothing was written."""

    cause_text = "Tệp đã bị thay, đổi tên hoặc xóa trong lúc đang mở."
    remedy_text = "Ngừng sửa; chọn Tệp, Chép ra USB để giữ phần đang mở, rồi mở lại tệp."


class BrokenLink(StorageFault):
    """A record would name another that is not there."""

    cause_text = "Bản ghi dẫn tới một mục không còn trong tệp."
    remedy_text = "Chọn mục khác; chưa có gì được ghi."


class CannotUndo(StorageFault):
    """What a step did was changed since, so taking it back would destroy the later edit."""

    cause_text = "Không hoàn tác được: dữ liệu của bước này đã thay đổi sau đó."
    remedy_text = "Sửa trực tiếp ở chỗ cần sửa; chưa có gì bị thay đổi."


class OtherOffice(StorageFault):
    """A received file that was not copied from this one."""

    cause_text = "Tệp nhận về là của cơ quan khác, không phải bản sao của tệp đang mở."
    remedy_text = "Chọn đúng tệp; nếu cần xem thì mở riêng tệp đó."


class ForkedHistory(StorageFault):
    """Two machines wrote different edits under one number: one was copied whole, with its identity, from the other."""

    cause_text = "Lịch sử trong tệp nhận về không khớp với lịch sử đã có: hai máy đang dùng chung một mã máy."
    remedy_text = "Không gộp tệp này. Sao lưu cả hai tệp và gọi người hỗ trợ; tệp đang mở không bị đổi."


class StrangeValues(StorageFault):
    """A received history holds a record, a field or a value there cannot be."""

    cause_text = "Tệp nhận về có giá trị không đúng kiểu nên không gộp."
    remedy_text = "Chép lại tệp bằng nút Chép ra USB ở máy gửi; tệp đang mở không bị đổi."


class IncompleteHistory(StorageFault):
    """Received records name others that neither side has."""

    cause_text = "Tệp nhận về thiếu dữ liệu: có bản ghi dẫn tới mục không có ở cả hai bên."
    remedy_text = "Chép lại tệp bằng nút Chép ra USB ở máy gửi rồi gộp lại; tệp đang mở không bị đổi."


_BY_CODE: dict[int, type[StorageFault]] = {
    sqlite3.SQLITE_PERM: NoPermission,
    sqlite3.SQLITE_BUSY: FileInUse,
    sqlite3.SQLITE_LOCKED: FileInUse,
    sqlite3.SQLITE_READONLY: ReadOnlyFile,
    sqlite3.SQLITE_IOERR: StorageFault,
    sqlite3.SQLITE_CORRUPT: DamagedFile,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CANTOPEN: NoPermission,
    sqlite3.SQLITE_AUTH: NoPermission,
    sqlite3.SQLITE_NOTADB: DamagedFile,
}
_BY_ERRNO: dict[int, type[StorageFault]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EACCES: NoPermission,
    errno.EPERM: NoPermission,
    errno.EROFS: ReadOnlyFile,
    errno.ENOENT: FileMissing,
    errno.EEXIST: FileExists,
}


def fault_of(error: BaseException, path: Path) -> StorageFault | None:
    """The fault behind a database or system error, or None when it is a bug of ours."""
    origin = getattr(error, "orig", error)  # SQLAlchemy wraps the database's error and keeps it as `orig`
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            return BrokenLink(path)
        fault = _BY_CODE.get(code & 0xFF)
        return fault(path) if fault else None
    if isinstance(origin, OSError):
        return _BY_ERRNO.get(origin.errno or 0, StorageFault)(path)
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises the named fault instead of the database's or the system's error; lets everything else through."""
    try:
        yield
    except Exception as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error
