"""`--self-test DIR`: what services.self_test tries, then the real window and a page drawn by QtPdf, each kept as a picture."""

import faulthandler
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_desktop.services.self_test import FileSteps, Trial, expect

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from kehoach_desktop.app import Program

WINDOW, PAGE, LOG, STACKS = "window.png", "page.png", "log.txt", "stacks.txt"
_WAIT = 90.0  # seconds, for an old PC that is scanning for viruses
_HANGS = 540.0  # seconds; then the stacks are written and the trial ends, as after a crash
_SIDE = 1000  # pixels of the drawn page's longer side
_SIZE = (1280, 700)
_COLOURS = 16  # a picture with fewer shows nothing


def run(folder: Path, program_class: "Callable[..., Program]") -> int:
    """Tries everything out in a folder; returns the exit code, 0 only when all held.

    The program's own data go into the folder too: neither settings nor the list of files of the person are touched.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["KEHOACH_DATA_DIR"] = str(folder / "du-lieu" / "chương trình")
    logging.basicConfig(filename=folder / LOG, filemode="w", encoding="utf-8", level=logging.INFO)
    trial = Trial(folder)
    files = FileSteps(trial)
    with (folder / STACKS).open("w", encoding="utf-8") as stacks:
        faulthandler.enable(stacks)
        faulthandler.dump_traceback_later(_HANGS, exit=True, file=stacks)
        files.run()
        window = _WindowSteps(trial, files, program_class)
        for name, act in (("window", window.show), ("page", window.draw_page), ("print", window.print_paper)):
            trial.step(name, act)
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
    if not (folder / STACKS).stat().st_size:
        (folder / STACKS).unlink()
    return 0 if trial.write() else 1


class _WindowSteps:
    """The steps that need Qt."""

    def __init__(self, trial: Trial, files: FileSteps, program_class: "Callable[..., Program]") -> None:
        self._trial = trial
        self._files = files
        self._make = program_class

    def show(self) -> str:
        """The window opens the sample, shows every tab and is pictured."""
        from PySide6.QtCore import qVersion

        self._trial.versions["qt"] = qVersion()
        crashes: list[BaseException] = []
        program = self._make(settings=self._files.work / "settings.ini", theme="light", opens_files=False)
        program.background.crashed.disconnect()  # nobody is there to close its box
        program.background.crashed.connect(crashes.append)
        window, hook = program.window, sys.excepthook
        sys.excepthook = lambda _, error, __: crashes.append(error)
        try:
            window.setWindowState(window.windowState().WindowNoState)
            window.resize(*_SIZE)
            window.show()
            program.open(None, sample=True)
            _settle(program, lambda: program.workspace.is_open and program.workspace.is_whole)
            for key in window.strip.keys:
                window.show_tab(key)
                _settle(program, lambda key=key: key != "reports" or window.reports.is_drawn)
            window.show_tab("tasks")
            _settle(program, lambda: True)
            colours = _save(window.grab().toImage(), self._trial.folder / WINDOW)
            platform = program.app.platformName()
        finally:
            try:
                window.close()
            finally:
                program.close()
            sys.excepthook = hook
        if crashes:
            raise crashes[0]
        return f"{len(window.strip.keys)} thẻ, {colours} màu, nền {platform}"

    def draw_page(self) -> str:
        """The first page of the report as the preview draws it."""
        from PySide6.QtCore import QSize
        from PySide6.QtPdf import QPdfDocument

        paper = self._paper()
        document = QPdfDocument()
        expect(document.load(str(paper)) is QPdfDocument.Error.None_, f"{paper.name} cannot be read")
        points = document.pagePointSize(0)
        expect((round(points.width()), round(points.height())) == (595, 842), f"the page is {points}")
        image = document.render(0, QSize(round(_SIDE * points.width() / points.height()), _SIDE))
        words = document.getAllText(0).text()
        expect("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words, "the page does not say what it should")
        colours = _save(image, self._trial.folder / PAGE)
        return f"{paper.name}: {document.pageCount()} trang, {colours} màu"

    def print_paper(self) -> str:
        """The report on Qt's own printer into a PDF: as many pages, each of its size."""
        from PySide6.QtPrintSupport import QPrinter

        from kehoach_desktop.ui import printing

        target = self._files.work / "in.pdf"
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(150)
        count = printing.print_pages(self._paper(), printer)
        expect(printing.page_count(target) == count > 0, f"{count} pages were sent")
        return f"{count} trang"

    def _paper(self) -> Path:
        found = sorted(self._files.papers.glob("*_bao-cao_*.pdf"))
        expect(found, "no report was exported")
        return found[0]


def _settle(program: "Program", until: Callable[[], bool]) -> None:
    """Lets the worker finish and the window paint."""
    end, quiet_since = time.monotonic() + _WAIT, None
    while time.monotonic() < end:
        program.app.processEvents()
        if until() and program.background.is_idle:
            quiet_since = quiet_since or time.monotonic()
            if time.monotonic() - quiet_since > 0.3:
                return
        else:
            quiet_since = None
        time.sleep(0.01)
    expect(False, "the window did not come to rest")


def _save(image: "QImage", path: Path) -> int:
    """Keeps a picture; returns how many colours a sample of its dots has, and fails where that is as good as none."""
    from PySide6.QtGui import QColor, QImage, QPainter

    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    dots: Any = ((x, y) for x in range(0, sheet.width(), 3) for y in range(0, sheet.height(), 3))
    colours = {sheet.pixel(x, y) for x, y in dots}
    expect(sheet.save(str(path)), f"{path.name} could not be written")
    expect(len(colours) >= _COLOURS, f"{path.name} is empty: {len(colours)} colours")
    return len(colours)
