"""The arrows of the house: who may import whom, where Qt and SQL may stand; reads the source, runs none of it."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kehoach_desktop"
ROOMS = {
    "domain": set(),
    "storage": {"domain"},
    "importing": {"domain"},
    "exchange": {"domain"},
    "reports": {"domain"},
    "services": {"domain", "storage", "importing", "exchange", "reports"},
    "ui": {"domain", "services"},
    "cli": {"domain", "services"},
}
OPEN_TO_ALL = {"errors", "paths", "frozen", ""}
# The proposal and the catalog of forms are plain records that services hand on to those who show them.
HANDED_ON = {
    ("ui", "kehoach_desktop.importing.proposal"),
    ("cli", "kehoach_desktop.importing.proposal_json"),
}
QT, SQL = {"PySide6", "shiboken6"}, {"sqlalchemy", "sqlite3", "alembic"}
# A received file is opened by a library of its own in a process of its own, never by the one that opens the office's.
QUARANTINE, QUARANTINE_SQL = "exchange/quarantine.py", "apsw"
HEAVY = {
    "openpyxl",
    "reportlab",
    "docx",
    "alembic",
    "lxml",
    "holidays",
    "pypdf",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
}

# Modules of one heavy library, themselves loaded by the function that needs them; the start-up test below sees to it.
LOADED_LATE = {"ui/printing.py", "ui/tabs/reports/preview.py"}


def sources():
    return sorted(PACKAGE.rglob("*.py"))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, top_level_only: bool = False) -> list[str]:
    return list(_imports(path, top_level_only))


def _imports(path: Path, top_level_only: bool):
    tree = _tree(path)
    for node in _at_top(tree) if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = path.relative_to(PACKAGE.parent).with_suffix("").parts[: -node.level]
                base = ".".join([*parts, base]).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _at_top(tree: ast.Module):
    """Statements run at import: the module's own, and those in its if, try and class bodies, but not TYPE_CHECKING."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If):
            if "TYPE_CHECKING" not in ast.unparse(node.test):
                waiting += [*node.body, *node.orelse]
        elif isinstance(node, ast.Try | ast.ClassDef):
            waiting += node.body
        else:
            yield node


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def faults_of(rule):
    """What every source of the package breaks of a rule, as "ui/x.py: sqlalchemy"."""
    return [f"{path.relative_to(PACKAGE).as_posix()}: {module}" for path in sources() for module in rule(path)]


def wrong_arrows(path: Path):
    room = path.relative_to(PACKAGE).parts[0]
    if room not in ROOMS:
        return
    for module in imports(path):
        if not module.startswith("kehoach_desktop") or (room, module) in HANDED_ON:
            continue
        if any((room, module.rpartition(".")[0]) == allowed for allowed in HANDED_ON):
            continue
        target = room_of(module)
        if not (target == room or target in ROOMS[room] or target in OPEN_TO_ALL or target not in ROOMS):
            yield module


def strangers(path: Path):
    """Qt and SQL outside their rooms."""
    room = path.relative_to(PACKAGE).parts[0]
    for module in imports(path):
        library = module.split(".")[0]
        astray = (
            (library in QT and room not in {"ui", "app.py"})
            or (library in SQL and room != "storage")
            or (library == QUARANTINE_SQL and path.relative_to(PACKAGE).as_posix() != QUARANTINE)
        )
        if astray:
            yield module


def foreign_to_domain(path: Path):
    if path.relative_to(PACKAGE).parts[0] != "domain":
        return
    for module in imports(path):
        library = module.split(".")[0]
        if library not in sys.stdlib_module_names and library != "kehoach_desktop":
            yield module


def loaded_early(path: Path):
    if path.relative_to(PACKAGE).as_posix() in LOADED_LATE:
        return
    for module in imports(path, top_level_only=True):
        if any(module == heavy or module.startswith(heavy + ".") for heavy in HEAVY):
            yield module


def test_arrows_point_only_downwards():
    assert faults_of(wrong_arrows) == []


def test_qt_and_sql_stay_in_their_rooms():
    assert faults_of(strangers) == []


def test_domain_needs_only_the_standard_library():
    assert faults_of(foreign_to_domain) == []


def test_heavy_libraries_are_loaded_on_first_use():
    assert faults_of(loaded_early) == []


@pytest.mark.parametrize("entry", ["kehoach_desktop.app", "kehoach_desktop.cli.main", "kehoach_desktop.ui.main_window"])
def test_starting_loads_no_heavy_library(entry: str):
    code = f"import sys, {entry}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY & set(loaded) == set()


def test_frozen_records_are_made_in_one_way():
    written = (
        path.relative_to(PACKAGE).as_posix() for path in sources() if "@dataclass(frozen" in path.read_text("utf-8")
    )
    assert [path for path in written if path != "frozen.py"] == []


def test_what_breaks_a_rule_is_seen(tmp_path: Path, monkeypatch):
    bad = tmp_path / "kehoach_desktop" / "domain" / "bad.py"
    bad.parent.mkdir(parents=True)
    bad.write_text(
        "from kehoach_desktop.storage import engine\nimport sqlalchemy\nfrom PySide6 import QtPdf\nimport lxml.etree\n"
    )
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path / "kehoach_desktop")
    at = "domain/bad.py: "
    assert faults_of(wrong_arrows) == [f"{at}kehoach_desktop.storage", f"{at}kehoach_desktop.storage.engine"]
    assert faults_of(strangers) == [f"{at}sqlalchemy", f"{at}PySide6", f"{at}PySide6.QtPdf"]
    assert f"{at}lxml.etree" in faults_of(foreign_to_domain)
    assert set(faults_of(loaded_early)) == {f"{at}PySide6.QtPdf", f"{at}lxml.etree"}
