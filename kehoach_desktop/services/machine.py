"""Who and where: this installation's site id, the user's name, the folders of the program; nothing of an office's data.

The site id lives outside the office file, so that a copy of the file never becomes two machines with one identity.
"""

import os
from pathlib import Path

from kehoach_desktop.domain.clock import random_id

_FOLDER = "KeHoachDesktop"
_ID_LENGTH, _ID_LETTERS = 36, frozenset("0123456789abcdef-")


def data_folder() -> Path:
    """The folder of this user for the program's own files; KEHOACH_DATA_DIR names another one."""
    chosen = os.environ.get("KEHOACH_DATA_DIR")
    if chosen:
        folder = Path(chosen)
    else:
        from platformdirs import user_data_path

        folder = user_data_path(_FOLDER, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def site_id() -> str:
    """The id of this installation, made at first use."""
    path = data_folder() / "site"
    try:
        known = path.read_text(encoding="ascii").strip().lower()
    except (FileNotFoundError, UnicodeDecodeError):
        known = ""
    if len(known) == _ID_LENGTH and _ID_LETTERS.issuperset(known):
        return known
    new = random_id()
    path.write_text(new, encoding="ascii")
    return new


def author() -> str:
    """The name under which edits are recorded."""
    import getpass

    return os.environ.get("KEHOACH_AUTHOR") or getpass.getuser()
