"""Builds the Windows setup and the portable zip into out/windows/, on Linux, and tries them in Wine.

    python installer/windows/build.py [--fast] [--once] [--no-trial | --trials A,B] [--runtime DIR [--stdlib-sha256 HEX]]

--fast compresses with zlib; --runtime takes Python from a folder with the official embeddable files. The payload is built twice
and every hash compared, unless --once.
"""

import argparse
import os
import shutil
import sys
import time
import zipfile
from pathlib import Path

from winsetup import icons, imports, launcher, libraries, licences, manifest, nsis, runtime, sqlite
from winsetup.project import (
    HERE,
    OUT,
    ROOT,
    Refused,
    config,
    megabytes,
    run,
    say,
    setup_name,
    size_of,
    source_epoch,
    version,
)

LOCK = ROOT / "installer" / "requirements-win.txt"


def build_payload(to: Path, verified_runtime: Path, art: Path) -> str:
    """Everything that lies in the program's folder on the PC; returns the hash of its manifest."""
    work = OUT / "work" / "launcher"
    for folder in (to, work):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    runtime.install(verified_runtime, to / "runtime")
    libraries.install(LOCK, to / "lib")
    libraries.install_program(to / "lib")
    licences.collect(to, verified_runtime)
    libraries.prune(to / "lib")
    launcher.build(to, art, work)
    libraries.compile_all(to / "lib", verified_runtime / config()["runtime"]["stdlib"])
    return manifest.write(to, source_epoch())


def build_portable(payload: Path) -> Path:
    """The same program for a stick: unpack, run, everything it keeps lies beside it."""
    name = f"{config()['program']['id']}-{version()}-x64"
    path = OUT / f"{name}-portable.zip"
    when = time.gmtime(source_epoch())[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = {
            file.relative_to(payload).as_posix(): file.read_bytes() for file in payload.rglob("*") if file.is_file()
        }
        files["portable"] = "Có tệp này thì chương trình giữ mọi dữ liệu trong thư mục data ở đây.\r\n".encode()
        for file, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{config()['program']['id']}/{file}", when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return path


def check_sizes(setup: Path, payload: Path, *, compressed_well: bool) -> None:
    """Raises Refused above the limits; the limit of the setup is for the one that is handed out."""
    limits = config()["limits"]
    sizes = {"setup": megabytes(setup.stat().st_size), "installed": megabytes(size_of(payload))}
    say(f"Bộ cài {sizes['setup']:.1f} MB, cài xong {sizes['installed']:.1f} MB")
    for name, size in sizes.items():
        if size > limits[name] and (name != "setup" or compressed_well):
            raise Refused(f"{name}: {size:.1f} MB, giới hạn {limits[name]} MB")


def build(options: argparse.Namespace) -> None:
    """All steps in order."""
    begun = time.monotonic()
    python, payload, art = OUT / "work" / "runtime", OUT / "payload", OUT / "work" / "art"
    for old in OUT.glob(f"{config()['program']['id']}-*"):
        old.unlink()
    icons.build(art)
    runtime.fetch(python, options.runtime, options.stdlib_sha256)
    first = build_payload(payload, python, art)
    imports.check(payload)
    sqlite.check(payload)
    if not options.once:
        again = OUT / "payload-again"
        if build_payload(again, python, art) != first:
            told = sorted(set(manifest.lines(payload)) ^ set(manifest.lines(again)))
            raise Refused("dựng hai lần không ra một:\n" + "\n".join(told[:20]))
        shutil.rmtree(again)
        say("Dựng hai lần, mọi mã băm như nhau")
    say(f"Thư mục chương trình dựng xong sau {time.monotonic() - begun:.0f} giây; {manifest.NAME}: {first}")
    setup = nsis.pack(payload, art, way="fast" if options.fast else "best")
    portable = build_portable(payload)
    check_sizes(setup, payload, compressed_well=not options.fast)
    sums = run(["sha256sum", setup.name, portable.name], cwd=OUT)
    (OUT / "SHA256SUMS").write_text(sums, "utf-8")
    say(f"{setup_name()} và {portable.name} xong sau {time.monotonic() - begun:.0f} giây")


def arguments() -> argparse.Namespace:
    """The switches of the build."""
    parser = argparse.ArgumentParser(description="Dựng bộ cài Windows")
    parser.add_argument("--fast", action="store_true", help="nén nhanh (zlib)")
    parser.add_argument("--runtime", type=Path, metavar="DIR", help="thư mục có bộ Python nhúng chính thức")
    parser.add_argument("--stdlib-sha256", metavar="HEX", help="mã băm của python3xx.zip trong thư mục đó")
    parser.add_argument("--once", action="store_true", help="không dựng lần thứ hai để so từng mã băm")
    parser.add_argument("--trials", default="", metavar="A,B", help="chỉ những phép thử này (xem try.py --help)")
    parser.add_argument("--no-trial", action="store_true", help="chỉ dựng, không thử trong Wine")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        given = arguments()
        build(given)
    except Refused as fault:
        sys.exit(f"Không dựng được: {fault}")
    if not given.no_trial:
        trial = [sys.executable, str(HERE / "try.py"), *(["--only", given.trials] if given.trials else [])]
        os.execv(sys.executable, trial)  # noqa: S606 - the trials, with a screen of their own
