"""Turns a Word 97-2003 file into .docx by a LibreOffice that is on the machine, in a child process with a bounded time."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from kehoach_desktop.importing.faults import OldWordFile

TIMEOUT = 60.0  # seconds
_PROGRAMS = ("soffice", "libreoffice")
# A profile of its own for each file: no clash with an open LibreOffice; no macros run and nothing is fetched for the file.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def as_docx(data: bytes) -> bytes:
    """The same document as .docx; raises OldWordFile where there is no LibreOffice or it cannot read the file in time."""
    program = _program()
    if program is None:
        raise OldWordFile
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder, "ke-hoach.doc"), Path(folder, "profile")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run(
            [
                program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
                "--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
            ],
            folder,
        )  # fmt: skip
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise OldWordFile
        return made.read_bytes()


def _program() -> str | None:
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None and sys.platform == "win32":  # its installer does not put it on PATH
        usual = Path(os.environ.get("PROGRAMFILES", r"C:\Program Files"), "LibreOffice", "program", "soffice.exe")
        return str(usual) if usual.is_file() else None
    return found


def _run(command: list[str], folder: str) -> None:
    """Waits for the program; after TIMEOUT it and its children are ended."""
    try:
        child = subprocess.Popen(  # noqa: S603 - a program found on this machine, the file given by a path of ours
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError as fault:
        raise OldWordFile from fault
    try:
        child.wait(TIMEOUT)
    except subprocess.TimeoutExpired as fault:
        raise OldWordFile from fault
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        subprocess.run([str(system), "/T", "/F", "/PID", str(child.pid)], check=False, capture_output=True)  # noqa: S603
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
