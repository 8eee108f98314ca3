"""Speed of taking in another machine's history, beside bare INSERTs of the same rows into the same tables (DESIGN §7)."""

import gc
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_FIGURES, _ROUNDS, _TASKS = 60_000, 20, 2_000  # 60,000 births and 40,000 edits of a field


def _offices(folder: Path) -> tuple[Path, Path]:
    """A file, and the same after a year's work on another machine."""
    from kehoach_desktop.domain import records as r
    from kehoach_desktop.domain.clock import random_id
    from kehoach_desktop.storage.office_file import OfficeFile

    ours, theirs = folder / "ours.kehoach", folder / "theirs.kehoach"
    plan = r.Plan(id=random_id(), title="Kế hoạch")
    units = [r.Unit(id=random_id(), name=f"Thôn {n}") for n in range(30)]
    indicators = [r.Indicator(id=random_id(), plan_id=plan.id, name=f"Chỉ tiêu {n}") for n in range(40)]
    tasks = [r.Task(id=random_id(), plan_id=plan.id, title=f"Nhiệm vụ {n}") for n in range(_TASKS)]
    office = r.Office(id=random_id(), name="An Bình", kind=r.CommuneKind.COMMUNE)
    OfficeFile.create(ours, office=office, author="A", site="a", also=[plan, *units, *indicators, *tasks]).close()
    shutil.copyfile(ours, theirs)
    with OfficeFile.open(theirs, author="B", site="b") as office_file:
        with office_file.step("Ghi kết quả") as records:
            records.add_all(
                r.Result(
                    id=random_id(), indicator_id=indicators[n % 40].id, unit_id=units[n % 30].id,
                    period=f"{2026 + n % 5}-Q{n % 4 + 1}", note=str(n),
                )
                for n in range(_FIGURES)
            )  # fmt: skip
        with office_file.step("Ghi chú") as records:
            for number in range(_ROUNDS):
                records.update_all(r.Task, {task.id: {"note": f"Ghi chú {number}"} for task in tasks})
    return ours, theirs


def bench_merge(folder: Path, runs: int, say: Callable[..., None]) -> None:
    """Merges 100,000 changes, and the same again; CPU time, the least of the runs."""
    from kehoach_desktop.domain.merging import Received
    from kehoach_desktop.storage import merging
    from kehoach_desktop.storage.office_file import OfficeFile

    ours, theirs = _offices(folder)
    with OfficeFile.open(theirs, author="B", site="b") as office_file, office_file.read() as records:
        received = Received(office_file.database_id, tuple(records.steps()), tuple(records.changes()))
    rows = _rows_of(theirs)
    times: list[tuple[float, float, float]] = []
    for _ in range(runs):
        copy, bare = folder / "copy.kehoach", folder / "bare.kehoach"
        shutil.copyfile(ours, copy)
        shutil.copyfile(ours, bare)
        gc.collect()
        inserted = _cpu(lambda bare=bare: _insert(bare, rows))
        with OfficeFile.open(copy, author="A", site="a") as office_file:
            first = _cpu(lambda f=office_file: merging.apply(f, [received], "Gộp"))
            again = _cpu(lambda f=office_file: merging.apply(f, [received], "Gộp"))
        times.append((first / inserted, again / first, first))
    ratio, again, first = (min(column) for column in zip(*times, strict=True))
    say("gộp 100.000 thay đổi", ratio, 1.0, "chèn thẳng các dòng ấy", 3.0)
    say("gộp lần nữa", again, 1.0, f"lần đầu ({first:.1f} s)", 0.3)


def _cpu(act: Callable[[], Any]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    from kehoach_desktop.storage.plain_connection import connect

    connection = connect(path, "ro")
    queries = {
        "step": "SELECT * FROM step WHERE site = 'b'",
        "change": "SELECT * FROM change WHERE site = 'b'",
        "result": "SELECT * FROM result",
    }
    rows = {table: connection.execute(query).fetchall() for table, query in queries.items()}
    connection.close()
    return rows


def _insert(path: Path, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    from kehoach_desktop.storage.engine import open_engine

    engine = open_engine(path)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        connection.rollback()
        raw.execute("BEGIN")
        for table, values in rows.items():
            marks = ",".join("?" * len(values[0]))
            raw.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - our own table's name
        raw.execute("COMMIT")
    engine.dispose()
