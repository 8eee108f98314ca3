"""Where the palette's lines come from: menus, forms, tabs' views, periods, plans, recent files, records. Shows nothing."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtGui import QKeySequence

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Indicator, Section, Task, Unit
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.menu import MenuAct, Menus, menu_lines
from kehoach_desktop.ui.palette.entries import Entry, Finder, Part, RecordShelf
from kehoach_desktop.ui.recent import RecentFiles
from kehoach_desktop.ui.tabs.base import Jump, Tab
from kehoach_desktop.ui.workspace import Workspace

_OWN_KEY = "palette"  # the palette does not offer itself
_PLAIN = "chevron_right"
_ICONS = {
    "new_office": "document_add", "open": "folder_open", "sample": "lightbulb", "import": "arrow_import",
    "paste_plan": "copy", "print": "print", "show_folder": "folder_open", "close_file": "dismiss", "undo": "arrow_undo",
    "redo": "arrow_redo", "search": "search", "tab:plan": "document_text", "tab:tasks": "clipboard_task",
    "tab:units": "people_team", "tab:indicators": "data_trending", "tab:reports": "print", "period_back": "calendar",
    "period_forth": "calendar", "add": "add", "unit_forms": "archive", "not_sent": "warning", "check": "shield_checkmark",
    "author": "person", "keys": "info", "help": "info", "about": "info", "history": "clock", "bin": "archive", "compare": "document_search",
    "copy": "copy", "paste": "copy", "edit": "edit", "delete": "dismiss", "columns": "table_settings", "save_view": "bookmark",
}  # fmt: skip
# What people also call an act.
_ALSO = {
    "new_office": "file mới", "open": "file", "undo": "quay lại undo", "redo": "redo", "keys": "bàn phím", "help": "trợ giúp cách dùng",
    "author": "tên người dùng", "theme:dark": "giao diện tối ban đêm", "theme:light": "giao diện sáng",
    "unit_forms": "excel thu báo cáo", "print": "máy in pdf",
}  # fmt: skip


@frozen
class Sources:
    """What the window hands to the palette."""

    menus: Menus
    workspace: Workspace
    recent: RecentFiles
    tabs: Callable[[], Sequence[Tab]]
    show_form: Callable[[str], None]
    open_file: Callable[[str], None]
    set_period: Callable[[str], None]

    def finder(self, shelf: RecordShelf) -> Finder:
        """Everything that can be found at this moment; records are worked out anew only where they changed."""
        if self.workspace.is_open:
            shelf.fill(record_parts(self.workspace.dossier))
        return Finder(self.commands(), shelf if self.workspace.is_open else RecordShelf())

    def commands(self) -> Iterator[Entry]:
        """Acts of the menus that are possible now, then what the menus only list when they open."""
        yield from self._acts()
        if self.workspace.plan_id is not None:
            yield from self._forms()
            yield from self._views()
            yield from self._periods()
        if self.workspace.is_open:
            yield from self._plans()
        for file in self.recent.all()[:10]:
            yield Entry(f"Mở {file.name}", _later(self.open_file, file.path), "Mở gần đây", icon="folder_open")

    def _acts(self) -> Iterator[Entry]:
        self.menus.look_here()
        for menu, line in menu_lines():
            if not isinstance(line, MenuAct) or line.key == _OWN_KEY:
                continue
            action = self.menus.actions[line.key]
            if not action.isEnabled():
                continue
            key = QKeySequence(line.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            words = action.text().partition("\t")[0]
            title = f"Thẻ {words}" if line.key.startswith("tab:") else words
            icon = _ICONS.get(line.key, _PLAIN)
            yield Entry(title, action.trigger, menu, key, icon, _ALSO.get(line.key, ""))

    def _forms(self) -> Iterator[Entry]:
        from kehoach_desktop.services.exporting import forms

        for form in forms():
            title = f"In {form.title[:1].lower()}{form.title[1:]}"
            icon = "mail" if form.id == "don-doc" else "print"
            yield Entry(title, _later(self.show_form, form.id), "Báo cáo", icon=icon, also="biểu xuất excel pdf word")

    def _views(self) -> Iterator[Entry]:
        for tab in self.tabs():
            for view in tab.views_offered():
                count = "" if view.count is None else f" ({view.count})"
                yield Entry(
                    f"{tab.title}: {view.title[:1].lower()}{view.title[1:]}{count}", Jump(tab.key, view=view.key),
                    "Khung nhìn", icon=tab.icon,
                )  # fmt: skip

    def _periods(self) -> Iterator[Entry]:
        for period in self.workspace.periods_offered():
            if period != self.workspace.period:
                yield Entry(
                    f"Kỳ {period.phrase}", _later(self.set_period, period.id), "Kỳ", icon="calendar", also=period.id
                )

    def _plans(self) -> Iterator[Entry]:
        for plan in self.workspace.dossier.plans:
            if plan.id != self.workspace.plan_id:
                number = f"{plan.number}/{plan.symbol or ''} · " if plan.number else ""
                title = f"Kế hoạch {number}{plan.title}"
                yield Entry(title, _later(self.workspace.set_plan, plan.id), "Kế hoạch", icon="document_text")


def _later(act: Callable[[str], object], value: str) -> Callable[[], object]:
    return lambda: act(value)


def record_parts(dossier: Dossier) -> tuple[Part, ...]:
    """The records that can be gone to, kind by kind."""
    others: dict[str, list[str]] = {}
    for alias in dossier.aliases:
        others.setdefault(alias.unit_id, []).append(alias.name)
    first: dict[str, str] = {}  # a heading leads to its first paragraph
    for paragraph in dossier.paragraphs:
        if paragraph.section_id is not None:
            first.setdefault(paragraph.section_id, paragraph.id)

    def unit_words(unit: Unit) -> str:
        return " ".join([unit.name, unit.head or "", *others.get(unit.id, ())])

    def section(found: Section) -> Entry:
        return Entry(_numbered(found), Jump("plan", record_id=first.get(found.id, "")), "Mục", icon="document_text")

    return (
        Part("tasks", dossier.tasks, _numbered, _task),
        Part("units", dossier.units, unit_words, _unit, beside=dossier.aliases),
        Part("indicators", dossier.indicators, lambda indicator: indicator.name, _indicator),
        Part("sections", dossier.sections, _numbered, section, beside=dossier.paragraphs),
    )


def _numbered(record: Task | Section) -> str:
    return f"{record.number} {record.title}" if record.number else record.title


def _task(task: Task) -> Entry:
    return Entry(_numbered(task), Jump("tasks", record_id=task.id), "Nhiệm vụ", icon="clipboard_task")


def _unit(unit: Unit) -> Entry:
    note = "Nhóm đơn vị" if unit.is_group else "Đơn vị"
    return Entry(unit.name, Jump("units", record_id=unit.id), note, icon="people_team")


def _indicator(indicator: Indicator) -> Entry:
    return Entry(indicator.name, Jump("indicators", record_id=indicator.id), "Chỉ tiêu", icon="data_trending")
