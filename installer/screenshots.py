"""Pictures of every tab, window and state, for people to look at and for the help; run through dev.sh screenshots."""

import argparse
import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parent.parent
SCREEN = (1366, 698)  # the client of a maximised window on a screen of 1366 x 768
DOCUMENTS = "Tài liệu"
SYSTEM_BARS = 70  # title bar and task bar
STATES = ("mau", "cua-so", "trong", "lon")  # the sample, its windows, an office without a plan, 20,000 tasks
# Pictures that travel with the program. README: the whole window. Help: a part of it (x, y, width, height), the window made
# as wide as a page has room, or (FIT) the whole as it is, made small.
README = {"02-plan": "ke-hoach", "03-tasks": "nhiem-vu", "05-indicators": "chi-tieu", "06-reports": "bao-cao"}
FIT = (0, 0, 0, 0)
HELP: dict[str, tuple[str, tuple[int, int, int, int] | None]] = {
    "01-bat-dau-co-tep": ("bat-dau", None),
    "07-ra-soat-nhap": ("nhap-ke-hoach", None),
    "02-plan": ("ke-hoach", (0, 70, 976, 420)),
    "03-tasks": ("nhiem-vu", (0, 70, 930, 420)),
    "04-units": ("don-vi", (0, 70, 940, 400)),
    "05-indicators": ("chi-tieu", (0, 70, 1016, 420)),
    "06-reports": ("bao-cao", FIT),
    "08-gop-tep": ("gop-tep", None),
    "09-thu-bao-cao": ("thu-bao-cao", None),
    "16-sua-loi-van": ("sua-loi-van", None),
    "17-bieu-cap-tren": ("bieu-cap-tren", None),
    "04-units-chua-nop": ("thu-phieu", (0, 70, 940, 330)),
    "10-lich-su": ("lich-su", None),
}
_EXACT = 96  # the commonest colours, kept to the dot
HELP_WIDTH, HELP_HEIGHT = 1000, 500


def main() -> int:
    """Takes the pictures the arguments ask for; each scale and theme is a process of its own."""
    parser = argparse.ArgumentParser(description="Chụp mọi màn hình: tệp mẫu, tệp trống, tệp 20.000 nhiệm vụ.")
    parser.add_argument("--to", type=Path, default=ROOT / "out" / "screenshots", help="thư mục để ảnh")
    parser.add_argument(
        "--scale", type=float, nargs="+", default=[1.0, 1.5], help="tỷ lệ phóng của màn hình, ví dụ 1 1.5"
    )
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), nargs="+", default=["light"])
    parser.add_argument("--points", type=float, default=0, help="cỡ chữ của hệ thống, ví dụ 14")
    parser.add_argument("--states", choices=STATES, nargs="+", default=list(STATES))
    parser.add_argument("--renew", action="store_true", help="thay ảnh của README và của hướng dẫn trong resources")
    parser.add_argument("--only", default="", help="chỉ chụp ảnh có chữ này trong tên")
    given = parser.parse_args()
    if given.renew:  # one screen, one look, no office but the sample
        given.scale, given.theme, given.states = [1.0], ["light"], ["mau", "cua-so"]
    sets = [(scale, theme) for scale in given.scale for theme in given.theme]
    if len(sets) > 1:
        own = [sys.executable, __file__, "--to", str(given.to), "--points", str(given.points), "--only", given.only]
        for scale, theme in sets:
            one = [*own, "--scale", str(scale), "--theme", theme, "--states", *given.states]
            subprocess.run(one, check=True)
        return 0
    _set_screen()
    os.environ["QT_SCALE_FACTOR"] = str(given.scale[0])
    sys.path[:0] = [str(ROOT), str(ROOT / "installer")]
    given.to = given.to.resolve()
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)  # so that no picture shows where this machine keeps its files
        folder = DOCUMENTS
        Path(folder).mkdir()
        os.environ["KEHOACH_DATA_DIR"] = folder
        os.environ["KEHOACH_AUTHOR"] = "Trần Thu Hà"
        studio = Studio(given.to, given.theme[0], given.scale[0], given.only, given.points, Path(folder))
        studio.renews = given.renew
        from scenes import Scenes

        Scenes(studio).take_all(given.states)
        os.chdir(ROOT)  # Windows takes away no folder a program stands in
    return 0


def _set_screen() -> None:
    """Without a screen of its own the machine has the one of 1366 x 768."""
    if not os.environ.setdefault("QT_QPA_PLATFORM", "offscreen").startswith("offscreen"):
        return
    screen = {"name": "1366x768", "x": 0, "y": 0, "width": SCREEN[0], "height": SCREEN[1] + SYSTEM_BARS, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}, file)
    atexit.register(os.unlink, file.name)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"


class Studio:
    """The real program over real files, one picture after another."""

    def __init__(self, to: Path, theme: str, scale: float, only: str, points: float, folder: Path) -> None:
        from kehoach_desktop.app import Program

        self.to, self.only, self.folder, self.scale = to, only, folder, scale
        self.renews = False
        self.letters = max(1.0, points / 10)  # how much larger than usual
        names = {"light": "", "dark": "-toi", "contrast": "-tuong-phan"}
        size = f"-{round(scale * 100)}" if scale != 1 else ""
        self.suffix = names[theme] + size + (f"-chu-{points:g}" if points else "")
        self.program = Program(theme="light" if theme == "contrast" else theme, opens_files=False, points=points)
        if theme == "contrast":
            self.program.theme.force_contrast(_black())
        self.window = self.program.window
        self.window.setWindowState(self.window.windowState().WindowNoState)
        self.fit(self.window)
        self.window.show()

    def wants(self, name: str) -> bool:
        """Whether a picture of this name was asked for."""
        return self.only in name

    def fit(self, widget: "QWidget") -> None:
        """The size a window has on that screen: the whole of it, or its own where that is smaller."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QDialog

        width, height = (round(side / self.scale) for side in SCREEN)
        widget.setWindowState(Qt.WindowState.WindowNoState)
        if isinstance(widget, QDialog):
            width, height = min(widget.width(), width), min(widget.height(), height)
        widget.resize(width, height)

    def take(self, name: str, widget: "QWidget | None" = None) -> None:
        """One picture of the window, or of another one; something within the window is shown with the window."""
        if not self.wants(name):
            return
        path = self.to / f"{name}{self.suffix}.png"
        shown = widget if widget is not None and widget.isWindow() else self.window
        picture = shown.grab()
        picture.save(str(path))
        if self.renews:
            self.renew(name, picture, shown)
        print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)

    def renew(self, name: str, picture: "QPixmap", shown: "QWidget") -> None:
        """The pictures of README and help."""
        from PySide6.QtCore import QRect, Qt

        if name in README:
            _save_small(picture, ROOT / "resources" / "pictures" / f"{README[name]}.png")
        if name in HELP:
            target, part = HELP[name]
            if part is None:
                cut = self._grab_small(shown)
            elif part == FIT:
                cut = picture.scaledToWidth(HELP_WIDTH, Qt.TransformationMode.SmoothTransformation)
            else:
                cut = picture.copy(QRect(*part))
            _save_small(cut, ROOT / "resources" / "help" / f"{target}.png")

    def _grab_small(self, shown: "QWidget") -> "QPixmap":
        """The window as wide as a page of the help has room, so that its letters stay sharp."""
        before = shown.size()
        shown.resize(min(HELP_WIDTH, before.width()), min(HELP_HEIGHT, before.height()))
        self.settle()
        picture = shown.grab()
        shown.resize(before)
        self.settle()
        return picture

    def settle(self, until: Callable[[], bool] = lambda: True, timeout_s: float = 90) -> None:
        """Lets the worker finish and the window paint."""
        end = time.monotonic() + timeout_s
        quiet_since = None
        while time.monotonic() < end:
            self.program.app.processEvents()
            if until() and self.program.background.is_idle:
                quiet_since = quiet_since or time.monotonic()
                if time.monotonic() - quiet_since > 0.4:
                    return
            else:
                quiet_since = None
            time.sleep(0.01)
        raise TimeoutError("the window did not come to rest")


def _save_small(picture: "QPixmap", path: Path) -> None:
    """Writes a picture in 256 colours of its own, the grounds and tones of the theme as they are."""
    from PIL import Image

    picture.save(str(path))
    with Image.open(path) as full:
        rgb = full.convert("RGB")
    dots = list(zip(*[iter(rgb.tobytes())] * 3, strict=True))
    exact = {colour: n for n, (colour, _) in enumerate(Counter(dots).most_common(_EXACT))}
    others = rgb.quantize(256 - _EXACT, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    nearest = others.tobytes()
    small = Image.frombytes("P", rgb.size, bytes(exact.get(d, _EXACT + nearest[n]) for n, d in enumerate(dots)))
    kept = [part for colour in exact for part in colour] + [0] * 3 * (_EXACT - len(exact))
    small.putpalette((kept + (others.getpalette() or []))[: 3 * 256])
    small.save(path, optimize=True)


def _black():  # noqa: ANN202 - QPalette, which is loaded late
    """A palette as Windows gives it in high contrast."""
    from PySide6.QtGui import QColor, QPalette

    palette, roles = QPalette(QColor("#000000")), QPalette.ColorRole
    for role in (roles.Window, roles.Base, roles.AlternateBase, roles.Button, roles.ToolTipBase):
        palette.setColor(role, QColor("#000000"))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.ToolTipText, roles.PlaceholderText):
        palette.setColor(role, QColor("#FFFFFF"))
    palette.setColor(roles.Highlight, QColor("#1AEBFF"))
    palette.setColor(roles.HighlightedText, QColor("#000000"))
    return palette


if __name__ == "__main__":
    sys.exit(main())
