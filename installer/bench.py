"""Speed as ratios within one run (DESIGN §7); nothing here is a test: it prints figures and the bar beside them."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bench_collect import bench_collect
from bench_merge import bench_merge

if TYPE_CHECKING:
    from kehoach_desktop.reports.model import TableForm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTabWidget
class Table(QTableWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
app = QApplication([])
window = QMainWindow()
tabs = QTabWidget()
for name in "abcd": tabs.addTab(Table(), name)
window.setCentralWidget(tabs)
window.resize(1366, 698)
window.show()
app.exec()
"""
# Both end when they are painted: taking an interpreter down is no part of a start.
# Painted means: the file is open, the tab in sight holds its records, and the window with it has been painted. What
# AfterPainting keeps for later then stands in Qt's queue, behind the event that ends the measured time.
_OURS = """
import os
from kehoach_desktop import app
def watch(program):
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
    window = program.window
    class Eye(QObject):
        def eventFilter(self, what, event):
            if event.type() is QEvent.Type.Paint:
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.LowEventPriority.value)
            return False
        def event(self, event):
            tab = window.current_tab
            assert window.isVisible() and tab.isVisible() and not tab.is_stale and program.workspace.dossier.tasks
            os._exit(0)
    eye = Eye(window)
    program.workspace.opened.connect(lambda: window.current_tab.installEventFilter(eye))
class Watched(app.Program):
    def show(self):
        watch(self)
        super().show()
app.Program = Watched
app.main([OFFICE])
"""
_STARTS = 31  # a start takes a moment, and the machine's moods do not last


def median_s(act: Callable[[], object], runs: int) -> float:
    """Median of several runs after one that is not counted."""
    act()
    return statistics.median(_seconds(act) for _ in range(runs))


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def by_turns(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Two acts done by turns, for a machine that is quick now and slow then: their medians, and the median of how many
    times as long the other took in a turn; the moods of the machine fall on both acts of a turn alike.
    """
    times = [(_seconds(one), _seconds(other)) for _ in range(runs + 1)][1:]
    first, second = (statistics.median(column) for column in zip(*times, strict=True))
    return first, second, statistics.median(second / first for first, second in times)


def say(what: str, ours: float, theirs: float, other: str, bar: float, ratio: float | None = None) -> None:
    """One line: our time, the other's, the ratio (where it was not measured turn by turn, that of the two) and the bar."""
    ratio = ours / theirs if ratio is None else ratio
    print(f"{what:<46} {ours:8.3f} s  {other:<44} {theirs:8.3f} s  ratio {ratio:6.3f}  bar {bar}")


def run_python(code: str, compiled: Path) -> None:
    """A fresh interpreter with compiled modules at hand, as an installed program has them, whatever this shell says."""
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, env=env)


def bench_start(folder: Path, runs: int) -> None:
    """From process start to the first painted window."""
    os.environ["KEHOACH_DATA_DIR"] = str(folder / "data")
    from kehoach_desktop.services import demo

    office = folder / "Xã mẫu.kehoach"
    demo.build_sample(office).close()
    compiled, program = folder / "compiled", _OURS.replace("OFFICE", repr(str(office)))
    bare, ours, ratio = by_turns(
        lambda: run_python(_BARE, compiled), lambda: run_python(program, compiled), max(runs, _STARTS)
    )
    say("start to first painted window", ours, bare, "bare QMainWindow with four tables", 1.6, ratio)


def bench_plan(folder: Path, runs: int) -> None:  # noqa: ARG001 - every bench is called alike
    """A plan into a proposal, against python-docx reading its paragraphs."""
    from docx import Document

    from kehoach_desktop.importing.read_plan import read_plan
    from kehoach_desktop.paths import resource

    plan = resource("sample", "ke-hoach-mau.docx")
    theirs = median_s(lambda: [p.text for p in Document(str(plan)).paragraphs], runs)
    say("plan into a proposal", median_s(lambda: read_plan(plan), runs), theirs, "python-docx, its paragraphs", 4)


def _large_office(path: Path) -> None:
    """20,000 tasks and 200,000 results, in seven years to come and thirteen gone by."""
    from kehoach_desktop.domain.records import Indicator, Plan, Result, Section, Task
    from kehoach_desktop.services import offices

    year = date.today().year
    with offices.create_office(path, "xã Lớn") as office_file, office_file.step("Đầy") as records:
        records.add(Plan(id="p", title="Kế hoạch lớn"))
        records.add_all(Section(id=f"s{n}", plan_id="p", title=f"Mục {n}", level=1, position=n) for n in range(20))
        records.add_all(
            Task(id=f"t{n}", plan_id="p", section_id=f"s{n % 20}", title=f"Nhiệm vụ {n} của kế hoạch", position=n)
            for n in range(20_000)
        )
        records.add_all(Indicator(id=f"i{n}", plan_id="p", name=f"Chỉ tiêu {n}", position=n) for n in range(1_000))
        records.add_all(
            Result(id=f"r{n}-{y}-{m}", indicator_id=f"i{n}", period=f"{y}-{m:02d}", value=Decimal(n))
            for n in range(1_000)
            for y in range(year - 12, year + 8)
            for m in range(1, 11)
        )


class _Watched:
    """The real window offscreen: opens files, types and switches, each timed until its picture has changed."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEvent, QEventLoop, QObject

        from kehoach_desktop.app import Program

        class Eye(QObject):
            painted = False

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's form
                self.painted = self.painted or event.type() is QEvent.Type.Paint
                return False

        self._eye = Eye
        self._wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self.program = Program(opens_files=False)
        self.window = self.program.window
        self.window.resize(1366, 698)
        self.program.open(None)
        self.window.show()
        self.rest()

    def rest(self, seconds: float = 1.0) -> None:
        """Until nothing is read and idle work is done."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until or not self.program.background.is_idle:
            self.program.app.processEvents()

    def open_s(self, path: Path) -> float:
        """Seconds from the wish until the tab with its records is painted."""
        workspace, app = self.program.workspace, self.program.app
        workspace.close()
        self.rest()
        start = time.perf_counter()
        workspace.open(path)
        while not workspace.is_open:
            app.processEvents(self._wait)
        eye = self._eye()
        self.window.current_tab.installEventFilter(eye)
        self.window.current_tab.update()
        while not eye.painted:
            app.processEvents(self._wait)
        seconds = time.perf_counter() - start
        self.window.current_tab.removeEventFilter(eye)
        return seconds

    def act_s(self, act: Callable[[], object]) -> float:
        """Seconds an act takes with the painting that follows from it, once."""
        app, eye = self.program.app, self._eye()
        app.installEventFilter(eye)
        start = time.perf_counter()
        act()
        while not eye.painted:
            app.processEvents()
        seconds = time.perf_counter() - start
        app.removeEventFilter(eye)
        return seconds

    def close(self) -> None:
        """Lets the last work finish."""
        self.window.close()
        self.program.close()


def bench_large_file(folder: Path, runs: int) -> None:
    """The window over an office of 20,000 tasks and 200,000 results; the bars are in seconds."""
    os.environ["KEHOACH_DATA_DIR"] = str(folder / "data")
    from kehoach_desktop.services import demo

    demo.build_sample(folder / "sample.kehoach").close()
    _large_office(folder / "large.kehoach")
    watched = _Watched()
    watched.open_s(folder / "sample.kehoach")
    sample = statistics.median(watched.open_s(folder / "sample.kehoach") for _ in range(runs))
    ours = statistics.median(watched.open_s(folder / "large.kehoach") for _ in range(runs))
    print(f"{'open 20,000 tasks, 200,000 results':<46} {ours:8.3f} s  {'the sample':<44} {sample:8.3f} s  "
          f"over it {ours - sample:5.2f} s  bar 0.5 s")  # fmt: skip
    watched.rest(5)
    window, search = watched.window, watched.window.toolbar.search
    window.show_tab("tasks")
    words = "nhiệm vụ 1234"
    typed = [words[:n] for n in range(1, len(words) + 1)]
    keys = [watched.act_s(lambda text=text: search.setText(text)) for text in [*typed, *reversed(typed[:-1]), ""]]
    print(
        f"{'a key in the search box':<46} {statistics.median(keys):8.3f} s  the slowest {max(keys):.3f} s  bar 0.050 s"
    )
    order = ("plan", "tasks", "units", "indicators", "reports")
    switches = [watched.act_s(lambda key=key: window.show_tab(key)) for key in order * 3][len(order) :]
    print(f"{'switch of tab':<46} {statistics.median(switches):8.3f} s  the slowest {max(switches):.3f} s  bar 0.100 s")
    watched.close()


def bench_tables(folder: Path, runs: int) -> None:
    """A table form of 5,000 rows as Excel and PDF, against the libraries' usual way."""
    from kehoach_desktop.reports import pdf_table, xlsx
    from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm

    columns = (
        Column("TT", 12, Align.CENTER), Column("Nội dung nhiệm vụ", 70), Column("Chủ trì", 40), Column("Thời hạn", 24, Align.CENTER),
        Column("Kết quả", 66), Column("Tỷ lệ", 20, Align.RIGHT), Column("Ghi chú", 20),
    )  # fmt: skip
    rows = []
    for n in range(5_000):
        if n % 40 == 0:
            rows.append(Row((n // 40 + 1, f"Nhóm nhiệm vụ {n // 40 + 1}"), RowKind.GROUP))
        text = f"Tổ chức khám sức khỏe định kỳ đợt {n}, lập sổ theo dõi và gửi danh sách về Ủy ban nhân dân xã"
        day = date(2026, 6, 1 + n % 28)
        rows.append(
            Row((n, text, "Phòng Văn hóa - Xã hội", day, f"Đã khám {n} em ở {n % 9} trường", Decimal("94.8"), ""))
        )
    form = TableForm("BIỂU THỬ", columns, tuple(rows))
    ours = median_s(lambda: xlsx.write_table(form, folder / "ours.xlsx"), runs)
    theirs = median_s(lambda: _cell_by_cell(form, folder / "theirs.xlsx"), runs)
    say("table of 5,000 rows, xlsx", ours, theirs, "openpyxl, the same cells one by one", 1.0)
    ours = median_s(lambda: pdf_table.write_table(form, folder / "ours.pdf"), runs)
    theirs = median_s(lambda: _long_table(form, folder / "theirs.pdf"), 1)
    say("table of 5,000 rows, pdf", ours, theirs, "reportlab LongTable of Paragraphs", 0.15)
    if shutil.which("soffice"):
        theirs = median_s(lambda: _converted(folder / "ours.xlsx"), 1)
        say("table of 5,000 rows, pdf", ours, theirs, "LibreOffice, the same table from our xlsx", 0.5)


def _converted(sheet: Path) -> None:
    """A sheet through LibreOffice into a PDF beside it."""
    home = f"-env:UserInstallation=file://{sheet.parent / 'libreoffice'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", sheet.parent / "converted", sheet]
    subprocess.run(command, check=True, capture_output=True)


def bench_batch(folder: Path, runs: int) -> None:
    """Letters and slips to 60 units: a PDF each and one of all; told in seconds, there is nothing to compare with."""
    from kehoach_desktop.domain.records import Assignment, DueKind, Plan, Role, Task, Unit
    from kehoach_desktop.services import offices
    from kehoach_desktop.services.batch_export import export_units

    day = date(2026, 3, 1)
    with offices.create_office(folder / "batch.kehoach", "xã Lớn") as office_file:
        with office_file.step("Đầy") as records:
            records.add(Plan(id="p", title="Kế hoạch lớn"))
            records.add_all(Unit(id=f"u{n}", name=f"Thôn số {n}", position=n) for n in range(60))
            records.add_all(
                Task(id=f"t{n}", plan_id="p", title=f"Nhiệm vụ {n}", position=n, due_kind=DueKind.DATE, due_on=day)
                for n in range(600)
            )
            records.add_all(
                Assignment(id=f"a{n}", task_id=f"t{n}", unit_id=f"u{n % 60}", role=Role.LEAD) for n in range(600)
            )
        for form in ("don-doc", "giao-viec"):
            spent = median_s(
                lambda form=form: export_units(office_file, form, "2026-H1", folder / form, formats=["pdf"]), runs
            )
            print(f"{form + ' to 60 units, a PDF each and one of all':<46} {spent:8.3f} s")


def _long_table(form: "TableForm", path: Path) -> None:
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    from kehoach_desktop.reports.fonts import serif
    from kehoach_desktop.reports.layout import MM
    from kehoach_desktop.reports.text import cell_text

    style = ParagraphStyle("cell", fontName=serif().regular.name, fontSize=11, leading=12.65)
    data = [[Paragraph(column.title, style) for column in form.columns]]
    for row in form.rows:
        cells = [*row.cells, *[None] * (len(form.columns) - len(row.cells))]
        data.append([Paragraph(escape(cell_text(cell)), style) for cell in cells])
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    flow = LongTable(data, colWidths=[column.width * MM for column in form.columns], repeatRows=1, style=grid)
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([flow])


def _cell_by_cell(form: "TableForm", path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    from kehoach_desktop.reports.model import Align, RowKind

    book = Workbook()
    sheet = book.active
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    fonts = {bold: Font(name="Times New Roman", size=11, bold=bold) for bold in (False, True)}
    aligned = {align: Alignment(horizontal=align.value, vertical="top", wrap_text=True) for align in Align}
    formats = {Decimal: "#,##0.0", date: "dd/mm/yyyy"}
    for number, row in enumerate(form.rows, 1):
        for place, column in enumerate(form.columns):
            cell = sheet.cell(number, place + 1, row.cells[place] if place < len(row.cells) else None)
            cell.font = fonts[row.kind is not RowKind.DATA]
            cell.border = border
            cell.alignment = aligned[column.align]
            if type(cell.value) in formats:
                cell.number_format = formats[type(cell.value)]
        sheet.row_dimensions[number].height = 30
    book.save(path)


BENCHES: dict[str, Callable[[Path, int], None]] = {
    "start": bench_start,
    "plan": bench_plan,
    "tables": bench_tables,
    "batch": bench_batch,
    "large": bench_large_file,
    "merge": lambda folder, runs: bench_merge(folder, runs, say),
    "collect": lambda folder, runs: bench_collect(folder, runs, median_s, say),
}


def main() -> int:
    """Runs the benches named, or all."""
    parser = argparse.ArgumentParser(description="Đo tốc độ bằng tỷ số trong một lần chạy.")
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help="đo gì; không nêu thì đo hết")
    parser.add_argument("--runs", type=int, default=3, help="số lần đo, lấy trung vị")
    given = parser.parse_args()
    for name in given.names or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            BENCHES[name](Path(folder), given.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
