"""Pictures of every tab and state with the sample office, for people to look at; run through dev.sh screenshots."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENT = (1366, 698)


def main() -> int:
    """Takes the pictures the arguments ask for."""
    parser = argparse.ArgumentParser(description="Chụp các màn hình với tệp mẫu.")
    parser.add_argument("--to", type=Path, default=ROOT / "out" / "screenshots", help="thư mục để ảnh")
    parser.add_argument("--scale", type=float, default=1.0, help="tỷ lệ phóng của màn hình, ví dụ 1.25")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--only", default="", help="chỉ chụp ảnh có chữ này trong tên")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    sys.path.insert(0, str(ROOT))
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KEHOACH_DATA_DIR"] = folder
        os.environ["KEHOACH_AUTHOR"] = "Trần Thu Hà"
        Studio(given.to, given.theme, given.scale, given.only).take_all()
    return 0


class Studio:
    """The real program over the real sample, one picture after another."""

    def __init__(self, to: Path, theme: str, scale: float, only: str) -> None:
        from kehoach_desktop.app import Program

        self.to, self.only = to, only
        self.suffix = ("" if theme == "light" else "-toi") + ("" if scale == 1 else f"-{round(scale * 100)}")
        self.program = Program(theme=theme, opens_files=False)
        self.window = self.program.window
        width, height = CLIENT
        self.window.setWindowState(self.window.windowState().WindowNoState)
        self.window.resize(round(width / scale), round(height / scale))
        self.window.show()

    def take_all(self) -> None:
        """Start page, then every tab, then the windows over them."""
        window, program = self.window, self.program
        self.settle()
        self.take("01-bat-dau")
        window.files.open_sample()
        self.settle(lambda: program.workspace.is_open)
        for number, key in enumerate(("plan", "tasks", "units", "indicators"), 2):
            window.show_tab(key)
            self.settle()
            self.take(f"{number:02d}-{key}")
        window.show_tab("reports")
        self.settle(lambda: window.reports.is_drawn)
        self.take("06-reports")
        for form in ("chi-tieu", "tien-do"):
            window.show_form(form)
            self.settle(lambda: window.reports.is_drawn)
            self.take(f"06-reports-{form}")
        self.take_editing()
        self.take_dialogs()
        program.workspace.close()
        self.settle()
        self.take("01-bat-dau-co-tep")
        window.close()
        program.close()

    def take_editing(self) -> None:
        """A search without a hit, and a saved step in the status line."""
        from kehoach_desktop.services import editing

        window, workspace = self.window, self.program.workspace
        window.show_tab("tasks")
        window.toolbar.search.setText("không có chữ này")
        self.settle()
        self.take("03-tasks-khong-thay")
        window.toolbar.search.clear()
        workspace.perform("Sửa", editing.set_fields, "task", workspace.dossier.tasks[1].id, {"due_on": "30/6/2026"})
        self.settle()
        self.take("03-tasks-da-luu")
        workspace.undo()
        self.settle()

    def take_dialogs(self) -> None:
        """Windows over the main one."""
        from kehoach_desktop import paths
        from kehoach_desktop.ui.dialogs.crash import CrashBox, report_of
        from kehoach_desktop.ui.dialogs.help import about_box, keys_box
        from kehoach_desktop.ui.dialogs.question import QuestionBox
        from kehoach_desktop.ui.file_acts import DialogChooser
        from kehoach_desktop.ui.messages import Question
        from kehoach_desktop.ui.wizard.window import SetupWizard

        theme, window = self.program.theme, self.window
        new = SetupWizard(self.program.desk, Path.home(), DialogChooser(window), window)
        new.office.listed.field.setText("an binh")
        question = Question("Xóa 12 nhiệm vụ?", "Kết quả kỳ của 12 nhiệm vụ này cũng bị xóa. Hoàn tác được.", "Xóa")
        boxes = {
            "11-thiet-lap-lan-dau": new,
            "20-hoi": QuestionBox(theme, question, window),
            "21-loi": CrashBox(theme, report_of(ValueError("ví dụ")), window),
            "22-phim-tat": keys_box(theme, window),
            "23-gioi-thieu": about_box(theme, window),
        }
        for name, box in boxes.items():
            box.show()
            self.settle()
            self.take(name, box)
            if box is new:
                for step in range(2, len(new.steps) + 1):
                    new.go_on()
                    self.settle()
                    self.take(f"{name}-{step}", box)
            box.close()
        window.files.import_plan(paths.resource("sample", "ke-hoach-mau.docx"))
        self.settle(lambda: window.files.review is not None)
        review = window.files.review
        if review is not None:
            review.resize(window.size())
            self.settle()
            self.take("07-ra-soat-nhap", review)
            review.put_aside()

    def take(self, name: str, widget: object = None) -> None:
        """One picture of the window, or of another one."""
        if self.only not in name:
            return
        path = self.to / f"{name}{self.suffix}.png"
        (widget or self.window).grab().save(str(path))  # pyright: ignore[reportAttributeAccessIssue]
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)

    def settle(self, until: Callable[[], bool] = lambda: True, timeout_s: float = 60) -> None:
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


if __name__ == "__main__":
    sys.exit(main())
