"""A password given to a command in a file, so that it stands in no list of commands; asks nobody."""

from pathlib import Path

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.errors import BadValue


def read_password(path: Path | None) -> str | None:
    """The one line of the file; None where no file is named."""
    if path is None:
        return None
    try:
        return nfc(path.read_text(encoding="utf-8-sig")).strip("\r\n")
    except (OSError, ValueError) as fault:
        raise BadValue(f"Không đọc được {path.name}.", "Chọn tệp chữ chứa mật khẩu, một dòng.") from fault
