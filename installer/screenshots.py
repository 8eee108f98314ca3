"""Pictures of every tab, window and state, for people to look at and for the help; run through dev.sh screenshots."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parent.parent
SCREEN = (1366, 698)  # the client of a maximised window on a screen of 1366 x 768
TABS = ("plan", "tasks", "units", "indicators", "reports")
STATES = ("mau", "trong", "lon")  # the sample, an office without a plan, 20,000 tasks
MANY = 20_000
# Pictures that travel with the program. README: the whole window. Help: a part of it (x, y, width, height), or all of it.
README = {"02-plan": "ke-hoach", "03-tasks": "nhiem-vu", "05-indicators": "chi-tieu", "06-reports": "bao-cao"}
HELP: dict[str, tuple[str, tuple[int, int, int, int] | None]] = {
    "01-bat-dau-co-tep": ("bat-dau", (0, 0, 1000, 470)),
    "07-ra-soat-nhap": ("nhap-ke-hoach", None),
    "02-plan": ("ke-hoach", (0, 30, 1000, 440)),
    "03-tasks": ("nhiem-vu", (0, 70, 930, 420)),
    "04-units": ("don-vi", (0, 70, 940, 400)),
    "05-indicators": ("chi-tieu", (0, 70, 900, 420)),
    "06-reports": ("bao-cao", None),
    "16-sua-loi-van": ("sua-loi-van", (0, 0, 1000, 400)),
    "17-bieu-cap-tren": ("bieu-cap-tren", None),
    "04-units-chua-nop": ("thu-phieu", (0, 70, 940, 330)),
    "10-lich-su": ("lich-su", (0, 0, 1000, 400)),
}
HELP_WIDTH = 780


def main() -> int:
    """Takes the pictures the arguments ask for; each scale and theme is a process of its own."""
    parser = argparse.ArgumentParser(description="Chụp mọi màn hình: tệp mẫu, tệp trống, tệp 20.000 nhiệm vụ.")
    parser.add_argument("--to", type=Path, default=ROOT / "out" / "screenshots", help="thư mục để ảnh")
    parser.add_argument("--scale", type=float, nargs="+", default=[1.0], help="tỷ lệ phóng của màn hình, ví dụ 1 1.5")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), nargs="+", default=["light"])
    parser.add_argument("--points", type=float, default=0, help="cỡ chữ của hệ thống, ví dụ 14")
    parser.add_argument("--states", choices=STATES, nargs="+", default=list(STATES))
    parser.add_argument("--renew", action="store_true", help="thay ảnh của README và của hướng dẫn trong resources")
    parser.add_argument("--only", default="", help="chỉ chụp ảnh có chữ này trong tên")
    given = parser.parse_args()
    sets = [(scale, theme) for scale in given.scale for theme in given.theme]
    if len(sets) > 1:
        own = [sys.executable, __file__, "--to", str(given.to), "--points", str(given.points), "--only", given.only]
        for scale, theme in sets:
            one = [*own, "--scale", str(scale), "--theme", theme, "--states", *given.states]
            subprocess.run(one, check=True)
        return 0
    if given.renew:
        given.states = ["mau"]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(given.scale[0])
    sys.path[:0] = [str(ROOT), str(ROOT / "installer")]
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KEHOACH_DATA_DIR"] = folder
        os.environ["KEHOACH_AUTHOR"] = "Trần Thu Hà"
        studio = Studio(given.to, given.theme[0], given.scale[0], given.only, given.points, Path(folder))
        studio.renews = given.renew
        studio.take_all(given.states)
    return 0


class Studio:
    """The real program over real files, one picture after another."""

    def __init__(self, to: Path, theme: str, scale: float, only: str, points: float, folder: Path) -> None:
        from kehoach_desktop.app import Program

        self.to, self.only, self.folder, self.scale = to, only, folder, scale
        self.renews = False
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

    def take_all(self, states: list[str]) -> None:
        """The start page, then every state, then the start page with files."""
        self.program.open(None)
        self.settle()
        self.take("01-bat-dau")
        if "mau" in states:
            self.window.files.open_sample()
            self.settle(lambda: self.program.workspace.is_open)
            self.take_tabs("")
            self.take_editing()
            self.take_windows()
        if "trong" in states:
            self.open(_empty_office(self.folder))
            self.take_tabs("-trong")
        if "lon" in states:
            self.open(_large_office(self.folder))
            self.take_tabs("-lon")
        self.program.workspace.close()
        self.settle()
        self.take("01-bat-dau-co-tep")
        self.window.close()
        self.program.close()

    def open(self, path: Path) -> None:
        """Another file in place of the one that is open."""
        workspace = self.program.workspace
        self.window.files.open(str(path))
        self.settle(lambda: workspace.path == path and workspace.is_whole)

    def take_tabs(self, state: str) -> None:
        """Every tab; of the reports three forms."""
        window = self.window
        for number, key in enumerate(TABS, 2):
            window.show_tab(key)
            self.settle(lambda key=key: key != "reports" or window.workspace.plan_id is None or window.reports.is_drawn)
            self.take(f"{number:02d}-{key}{state}")
        if not state:
            window.menus.actions["not_sent"].trigger()
            self.settle()
            self.take("04-units-chua-nop")
            window.current_tab.views.choose("all")  # pyright: ignore[reportAttributeAccessIssue]
            for form in ("chi-tieu", "tien-do"):
                window.show_form(form)
                self.settle(lambda: window.reports.is_drawn)
                self.take(f"06-reports-{form}")

    def take_editing(self) -> None:
        """A search without a hit, a saved step in the status line, rows that are ticked, a form half filled in."""
        from kehoach_desktop.services import editing

        window, workspace = self.window, self.program.workspace
        window.show_tab("tasks")
        tab = window.current_tab
        window.toolbar.search.setText("không có chữ này")
        self.settle()
        self.take("03-tasks-khong-thay")
        window.toolbar.search.clear()
        workspace.perform("Sửa", editing.set_fields, "task", workspace.dossier.tasks[1].id, {"due_on": "30/6/2026"})
        self.settle()
        self.take("03-tasks-da-luu")
        workspace.undo()
        self.settle()
        tab.list.model.set_ticked([1, 2, 3], on=True)  # pyright: ignore[reportAttributeAccessIssue]
        self.settle()
        self.take("03-tasks-danh-dau")
        tab.list.model.tick_all(on=False)  # pyright: ignore[reportAttributeAccessIssue]
        tab.add_new()
        self.settle()
        self.take("03-tasks-them")
        tab.list.add_bar.hide()  # pyright: ignore[reportAttributeAccessIssue]

    def take_windows(self) -> None:
        """Every other window, once."""
        from every_window import WINDOWS

        self.amend_plan()
        for name, open_it in WINDOWS.items():
            if self.only in name:
                widget = open_it(self.window, self.folder)
                if widget.isWindow():
                    widget.show()
                    self.fit(widget)
                self.settle()
                self.take(name, widget)
                if hasattr(widget, "go_on"):
                    self.take_steps(name, widget)
                widget.hide()

    def take_steps(self, name: str, wizard: "QWidget") -> None:
        """The later steps of the first set-up."""
        for step in range(2, len(wizard.steps) + 1):  # pyright: ignore[reportAttributeAccessIssue]
            wizard.go_on()  # pyright: ignore[reportAttributeAccessIssue]
            self.settle()
            self.take(f"{name}-{step}", wizard)

    def amend_plan(self) -> None:
        """An amended version of the sample, so that there is something to compare."""
        from docx import Document

        from kehoach_desktop import paths
        from kehoach_desktop.services import amending, plans

        space = self.program.workspace
        newer = Document(str(paths.resource("sample", "ke-hoach-mau.docx")))
        for paragraph in newer.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace("90%", "92%").replace("27/KH-UBND", "45/KH-UBND").replace("85%", "88%")
        newer.save(str(self.folder / "sua-doi.docx"))
        proposal = plans.propose(self.folder / "sua-doi.docx")
        compared = amending.compare(space.dossier, proposal)
        space.perform("Nhập", amending.amend, proposal, amending.decided(compared))
        self.settle()

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
        if self.only not in name:
            return
        path = self.to / f"{name}{self.suffix}.png"
        shown = widget if widget is not None and widget.isWindow() else self.window
        picture = shown.grab()
        picture.save(str(path))
        if self.renews:
            self.renew(name, picture)
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)

    def renew(self, name: str, picture: "QPixmap") -> None:
        """The pictures of README and help."""
        from PySide6.QtCore import QRect, Qt

        if name in README:
            _save_small(picture, ROOT / "resources" / "pictures" / f"{README[name]}.png")
        if name in HELP:
            target, part = HELP[name]
            cut = picture.copy(QRect(*part)) if part else picture
            cut = cut.scaledToWidth(min(HELP_WIDTH, cut.width()), Qt.TransformationMode.SmoothTransformation)
            _save_small(cut, ROOT / "resources" / "help" / f"{target}.png")

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
    """Writes a picture in 256 colours of its own."""
    from PIL import Image

    picture.save(str(path))
    with Image.open(path) as full:
        small = full.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
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


def _empty_office(folder: Path) -> Path:
    """A file as it is before the first plan."""
    from kehoach_desktop.services import offices

    path = folder / "XaMoi.kehoach"
    offices.create_office(path, "xã Mới").close()
    return path


def _large_office(folder: Path) -> Path:
    """20,000 tasks in every state, spread over sections and units."""
    from kehoach_desktop.domain import records as r
    from kehoach_desktop.services import offices

    path, first = folder / "XaLon.kehoach", date(date.today().year, 1, 5)
    with offices.create_office(path, "xã Lớn") as office_file, office_file.step("Đầy") as records:
        records.add(r.Plan(id="p", title="Kế hoạch lớn", number="1", symbol="KH-UBND", first_year=first.year))
        records.add_all(
            r.Section(id=f"s{n}", plan_id="p", title=f"Mục {n + 1}", level=1, position=n) for n in range(40)
        )
        records.add_all(
            r.Unit(id=f"u{n}", name=f"Thôn số {n + 1}", kind=r.UnitKind.HAMLET, position=n) for n in range(99)
        )
        records.add_all(
            r.Task(
                id=f"t{n}", plan_id="p", section_id=f"s{n % 40}", number=f"{n % 40 + 1}.{n // 40 + 1}", position=n,
                title=f"Việc thứ {n + 1}: rà soát, vận động và báo cáo kết quả tại các thôn, tổ", due_kind=r.DueKind.DATE,
                due_on=first + timedelta(days=n % 350),
                state=r.TaskState.DONE if n % 3 == 0 else r.TaskState.IN_PROGRESS,
                finished_on=first + timedelta(days=n % 340) if n % 3 == 0 else None,
            )
            for n in range(MANY)
        )  # fmt: skip
        records.add_all(
            r.Assignment(id=f"a{n}", task_id=f"t{n}", unit_id=f"u{n % 99}", role=r.Role.LEAD) for n in range(MANY)
        )
        records.add_all(
            r.Indicator(id=f"i{n}", plan_id="p", name=f"Tỷ lệ thứ {n + 1}", measure="%", position=n) for n in range(300)
        )
    return path


if __name__ == "__main__":
    sys.exit(main())
