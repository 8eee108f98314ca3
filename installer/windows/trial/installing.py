"""The trials of the setup itself: install, update, refusal, uninstall, portable, and the wizard as a person sees it."""

import shutil
import time
import zipfile
from pathlib import Path

from winsetup import manifest, nsis
from winsetup.project import OUT, ROOT, config, source_epoch

from trial import acts, traces
from trial.bench import Bench, expect
from trial.wine import wait_for

VIETNAMESE = "C:\\Ứng dụng của xã\\Kế hoạch năm 2026"
OLDER = "0.0.9"
STALE = "lib/kehoach_desktop/of_an_older_version.py"
OLD_OFFICE = ROOT / "tests" / "files" / "office-1.0.kehoach"
_USER_VERSION = slice(60, 64)  # in the header of every SQLite file
_RUNNING = 5


def fresh(bench: Bench) -> str:
    """A new PC: silent install, self-test, uninstall, nothing left."""
    bench.wine.make()
    before = traces.take(bench.wine)
    begun = time.monotonic()
    code = acts.install(bench)
    seconds = time.monotonic() - begun
    expect(code == 0, f"cài im lặng: mã {code}")
    size = acts.check_installed(bench, bench.home)
    tested = acts.self_test(bench, bench.home, "mặc định")
    acts.uninstall(bench, bench.home)
    left = acts.check_nothing_left(bench, before)
    return f"cài {seconds:.0f} giây, {size}; tự kiểm tra {tested}; {left}"


def vietnamese_path(bench: Bench) -> str:
    """Into a folder with Vietnamese letters and blanks, without desktop icon; then the same way out."""
    before = traces.take(bench.wine)
    code = acts.install(bench, target=VIETNAMESE)
    expect(code == 0, f"cài vào {VIETNAMESE}: mã {code}")
    acts.check_installed(bench, VIETNAMESE)
    tested = acts.self_test(bench, VIETNAMESE, "đường dẫn tiếng Việt")
    acts.uninstall(bench, VIETNAMESE)
    # the folder above was ours only because the trial asked for it
    shutil.rmtree(bench.wine.unix_path(VIETNAMESE).parent)
    return f"tự kiểm tra {tested}; {acts.check_nothing_left(bench, before)}"


def foreign_folder(bench: Bench) -> str:
    """A folder full of somebody else's files is refused, and nothing of it is touched."""
    place = bench.wine.unix_path("C:\\Tài liệu\\lib")
    place.mkdir(parents=True)
    (place / "của người khác.txt").write_text("giữ nguyên", "utf-8")
    code = acts.install(bench, target="C:\\Tài liệu")
    kept = [path.name for path in place.parent.rglob("*")]
    expect(code == 3, f"mã {code}, cần 3")
    expect(sorted(kept) == ["của người khác.txt", "lib"], f"thư mục của người khác thành: {kept}")
    shutil.rmtree(place.parent)
    return "từ chối với mã 3"


def _older_setup(bench: Bench) -> Path:
    """The same program under an older number, with one file that this version has not."""
    folder = OUT / "work" / "older"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bench.payload, folder)
    (folder / STALE).write_text("# only the older version had this\n", "utf-8")
    manifest.write(folder, source_epoch())
    setup = nsis.pack(folder, OUT / "work" / "art", way="fast", to=OUT / "work" / "older.exe", of=OLDER)
    shutil.rmtree(folder)
    return setup


def _her_file(bench: Bench) -> Path:
    return bench.wine.folder / "home" / "Documents" / "Xã cũ.kehoach"


def upgrade(bench: Bench) -> str:
    """Over an older build: its stale files go, her older file stays as it is until she opens it, and is then migrated."""
    bench.wine.make()
    setup = _older_setup(bench)
    expect(acts.install(bench, setup=setup) == 0, "không cài được bản cũ")
    folder = bench.wine.unix_path(bench.home)
    acts.check_installed(bench, bench.home, of=OLDER)
    expect((folder / STALE).is_file(), "bản cũ thiếu tệp để thử")
    office = _her_file(bench)
    shutil.copy(OLD_OFFICE, office)
    expect(acts.install(bench) == 0, "không cài đè được")
    acts.check_installed(bench, bench.home)
    expect(not (folder / STALE).exists(), "tệp chỉ bản cũ có vẫn còn")
    expect(office.read_bytes() == OLD_OFFICE.read_bytes(), "cài đè đã đổi tệp của người dùng")
    return _open_and_refuse(bench, office)


def _open_and_refuse(bench: Bench, office: Path) -> str:
    """A double-click on her file opens and migrates it; while the window is open neither setup nor uninstaller works."""
    before = office.read_bytes()
    title = config()["program"]["name"]
    acts.double_click(bench, office)
    bench.screen.wait(title)
    _wait_for_version(office, before)
    time.sleep(3)
    bench.screen.picture("cua-so-tep-cu-da-chuyen")
    backups = [path for path in bench.wine.drive.glob(f"{traces.HER_DATA}/**/*") if path.is_file()]
    backups += [path for path in office.parent.iterdir() if path != office]
    kept = [path for path in backups if path.stat().st_size == len(before) and path.read_bytes()[:100] == before[:100]]
    expect(kept, "không thấy bản giữ lại của tệp trước khi chuyển")

    inside = bench.wine.unix_path(bench.home)
    expect(acts.install(bench) == _RUNNING, "cài được trong khi chương trình đang chạy")
    bench.wine.run(f"{bench.home}\\uninstall.exe", "/S")
    time.sleep(5)
    expect(
        not manifest.differences(inside, but=frozenset({"uninstall.exe"})), "gỡ được trong khi chương trình đang chạy"
    )
    acts.close_windows(bench, title)
    after = int.from_bytes(office.read_bytes()[_USER_VERSION], "big")
    return f"tệp cũ giữ nguyên rồi chuyển sang bản {after // 1000}.{after % 1000}, có bản giữ lại; đang chạy thì từ chối với mã {_RUNNING}"


def _wait_for_version(office: Path, before: bytes) -> None:
    wait_for("tệp cũ được chuyển", lambda: office.read_bytes()[_USER_VERSION] != before[_USER_VERSION], 90)


def remove_after_use(bench: Bench) -> str:
    """After she worked with the program: uninstall leaves her file, her settings and her backups, and nothing else."""
    office = _her_file(bench)
    kept = office.read_bytes()
    acts.uninstall(bench, bench.home)
    bench.wine.settle()
    expect(office.read_bytes() == kept, "gỡ chương trình đã đổi tệp của người dùng")
    told = [f"{key}\\{name}" for key, name in traces.registry(bench.wine) if bench.id in key or ".kehoach" in key]
    expect(not told, "còn lại trong registry: " + "; ".join(told[:5]))
    data = sorted(path.name for path in bench.wine.drive.glob(f"{traces.HER_DATA}/*"))
    expect(data, "thư mục dữ liệu của người dùng đã mất")
    return "còn: Xã cũ.kehoach, " + ", ".join(data)


def portable(bench: Bench) -> str:
    """From a stick: runs, keeps its data beside itself, and leaves nothing on the PC."""
    bench.wine.make()
    stick = OUT / "work" / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir(parents=True)
    (bench.wine.folder / "prefix" / "dosdevices" / "u:").symlink_to(stick)
    bench.wine.run(
        "reg", "add", "HKLM\\Software\\Wine\\Drives", "/v", "u:", "/d", "floppy", "/f"
    )  # a drive that comes and goes
    (archive,) = OUT.glob("*-portable.zip")
    with zipfile.ZipFile(archive) as unpacked:
        unpacked.extractall(stick / "Của phòng")
    before = traces.take(bench.wine)
    bench.wine.start(f"U:\\Của phòng\\{bench.id}\\{bench.id}.exe", "--sample")
    title = config()["program"]["name"]
    bench.screen.wait(title)
    data = stick / "Của phòng" / bench.id / "data"
    wait_for("tệp mẫu mở xong trên USB", lambda: _is_quiet(data / "Xã mẫu.kehoach"), 120)
    time.sleep(3)
    bench.screen.picture("chay-tu-usb")
    window = bench.screen.windows(title)[-1]
    for key, name in (("ctrl+p", "xem-truoc-pdf"), ("ctrl+o", "hop-mo-tep"), ("Escape", "sau-hop-mo-tep")):
        bench.screen.press([key], window if key == "ctrl+p" else None)
        time.sleep(8)
        bench.screen.picture(name)
    acts.close_windows(bench, title)
    expect((data / "settings.ini").is_file(), "không thấy thiết lập trên USB")
    after = traces.take(bench.wine)
    files, values = after.new_files(before), after.new_values(before)
    expect(not files, "để lại trên máy: " + "; ".join(files[:8]))
    expect(not values, "để lại trong registry: " + "; ".join(values[:8]))
    return "không để lại gì trên máy; trên USB: " + ", ".join(sorted(path.name for path in data.iterdir()))


def _is_quiet(office: Path) -> bool:
    """Whether a file is there whole and nobody has written it for some seconds."""
    journal = office.with_name(office.name + "-journal")
    if not office.is_file() or (journal.is_file() and journal.stat().st_size):
        return False
    return time.time() - office.stat().st_mtime > 4


def wizard(bench: Bench) -> str:
    """Page by page with the keyboard, each pictured; then the program starts from the last page, and the wizard of removal."""
    bench.wine.make()
    name = config()["program"]["name"]
    bench.wine.start(bench.wine.windows_path(bench.setup))
    for page in ("chao", "thu-muc"):
        window = bench.screen.wait("Cài đặt")
        time.sleep(2)
        bench.screen.picture(f"cai-dat-{page}")
        bench.screen.press(["Return"], window)
    time.sleep(1)
    bench.screen.picture("cai-dat-dang-cai")
    exe = bench.wine.unix_path(bench.home) / "uninstall.exe"
    wait_for("cài xong", exe.is_file, 120)
    time.sleep(4)
    bench.screen.picture("cai-dat-cuoi")
    bench.screen.press(["Return"], bench.screen.wait("Cài đặt"))
    bench.screen.wait(f"{name}$")
    time.sleep(4)
    bench.screen.picture("mo-lan-dau")
    acts.close_windows(bench, f"{name}$")
    acts.check_installed(bench, bench.home)

    bench.wine.start(f"{bench.home}\\uninstall.exe")
    window = bench.screen.wait("Gỡ")
    time.sleep(2)
    bench.screen.picture("go-bo-hoi")
    bench.screen.press(["Return"], window)
    wait_for("gỡ xong", lambda: not exe.exists(), 60)
    time.sleep(2)
    bench.screen.picture("go-bo-xong")
    bench.screen.press(["Return"], bench.screen.wait("Gỡ"))
    bench.wine.settle()
    return "cài và gỡ bằng bàn phím, ảnh trong out/windows/pictures"


TRIALS = {
    "cai-moi": fresh,
    "duong-dan": vietnamese_path,
    "thu-muc-la": foreign_folder,
    "nang-cap": upgrade,
    "go-bo": remove_after_use,
    "usb": portable,
    "trinh-cai": wizard,
}
