"""A stage with the longest names there are, and what can be wrong with a window on it: cut, hidden, nameless, out of reach."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import factories as make
from conftest import NOW, Said, small_office
from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QThread
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QMenuBar,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QSplitterHandle,
    QWidget,
)

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.background import Background
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.widgets.inline import InlineText
from kehoach_desktop.ui.widgets.labels import ElidedWords
from kehoach_desktop.ui.workspace import Workspace

SIZES = {"1366": (1366, 698), "911": (911, 442)}
LONG_UNIT = "Trung tâm Cung ứng dịch vụ công và Hỗ trợ phát triển nông nghiệp, nông thôn xã Nghĩa Trường Thịnh"
LONG_TASK = "Rà soát, thống kê, lập danh sách người cao tuổi, người khuyết tật, trẻ em có hoàn cảnh đặc biệt khó khăn "
LONG_INDICATOR = "Tỷ lệ trẻ em dưới 5 tuổi ở vùng đặc biệt khó khăn được tẩy giun và bổ sung vi chất định kỳ"


def _lengthened(row: r.Record) -> r.Record:
    match row:
        case r.Unit():
            return replace(row, name=f"{row.name} {LONG_UNIT}", head="Nguyễn Phúc Trường Nghĩa Thượng")
        case r.Task():
            return replace(row, title=f"{row.title}: {LONG_TASK * 2}", officer="Tôn Nữ Thị Trường Giang")
        case r.Indicator():
            return replace(row, name=f"{row.name}: {LONG_INDICATOR}")
        case r.Plan():
            return replace(row, amends_id="first", title=f"{row.title}, {LONG_TASK}")
        case _:
            return row


def long_office() -> list[r.Record]:
    """The small office with the longest names, and the plan it amends."""
    rows = [_lengthened(row) for row in small_office()]
    first = make.make_plan(id="first", number="12", position=1)
    return [first, make.make_paragraph(first, id="f0", text="Đầu kế hoạch."), *rows]


class Stage:
    """The main window over the long office, shared by all tests of this file."""

    def __init__(self, theme: Any, folder: Path) -> None:
        path = folder / "XaTenDai.kehoach"
        make.make_office_file(path, *long_office()).close()
        self.folder = folder
        self.background = Background()
        self.crashes: list[BaseException] = []
        self.background.crashed.connect(self.crashes.append)
        settings, messages = Settings(folder / "settings.ini"), Messages(Said().ask)
        self.workspace = Workspace(self.background, messages, settings, make.fixed_clock(NOW))
        self.window = MainWindow(
            Desk(theme, messages, settings, self.background, self.workspace), Path, opens_files=False
        )
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.show()
        self.workspace.open(path)
        self.settle()
        if self.workspace.plan_id != "plan":
            self.workspace.set_plan("plan")
        self.settle()

    def settle(self) -> None:
        """Until the worker is idle and its answers are painted."""
        for _ in range(400):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            if self.background.is_idle and self.workspace.is_open:
                break
            QThread.msleep(5)
        QTest.qWait(120)  # panes follow their tables a moment later

    def close(self) -> None:
        self.window.close()
        self.workspace.close()
        for _ in range(20):
            QApplication.processEvents()
        self.background.shut_down()
        self.window.deleteLater()
        QApplication.processEvents()
        assert self.crashes == []


def _place(widget: QWidget) -> str:
    names = [type(widget).__name__]
    text = getattr(widget, "text", None)
    if callable(text):
        names.append(repr(str(text())[:50]))
    return " ".join([*names, widget.accessibleName()[:40]]) + f" in {type(widget.parent()).__name__}"


def _shown(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window.window()]


def _is_cut(widget: QWidget) -> bool:
    """Whether the words of a label or button need more room than they have, and nobody shortened them on purpose."""
    if isinstance(widget, ElidedWords | InlineText) or not widget.width():
        return False
    if isinstance(widget, QLabel):
        if not widget.text() or widget.textFormat() is Qt.TextFormat.RichText:
            return False
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 2
        return widget.sizeHint().width() > widget.width() + 2 and not widget.toolTip()
    is_fixed = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed  # it paints its own words
    return is_fixed and widget.sizeHint().width() > widget.width() + 2


def _is_outside(widget: QWidget) -> bool:
    """Whether a part sticks out of its parent, where the parent does not scroll."""
    parent = widget.parentWidget()
    if parent is None or parent.parentWidget() is None or isinstance(parent, QAbstractScrollArea):
        return False
    holder = parent.parentWidget()
    if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
        return False  # what is scrolled may be larger than what shows it
    if widget.window() is not parent.window() or isinstance(widget, QScrollBar | QLineEdit):
        return False
    room = QRect(QPoint(-2, -2), parent.size()).adjusted(0, 0, 4, 4)
    return widget.width() > 0 and not room.contains(widget.geometry())


def _overlaps(parts: list[QWidget]) -> list[str]:
    """Parts of one parent that lie over each other: words nobody can read. What floats on purpose has no layout."""
    found = []
    laid_out = [w for w in parts if w.parentWidget() is not None and w.width() > 0 and w.height() > 0]
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in laid_out:
        layout = widget.parentWidget().layout()
        if layout is not None and not isinstance(widget, QSplitterHandle) and _is_in(layout, widget):
            by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for siblings in by_parent.values():
        for place, one in enumerate(siblings):
            for other in siblings[place + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > 2 and shared.height() > 2:
                    found.append(
                        f"over each other: {_place(one)} {one.geometry()} and {_place(other)} {other.geometry()}"
                    )
    return found


def _too_wide(area: QWidget) -> bool:
    """Whether what is in a scroll area sticks out at a side to which it does not scroll."""
    if not isinstance(area, QScrollArea) or area.widget() is None:
        return False
    across = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return across and area.widget().width() > area.viewport().width() + 2


def _is_in(layout: QLayout, widget: QWidget) -> bool:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if item is not None and (item.widget() is widget or (inner is not None and _is_in(inner, widget))):
            return True
    return False


def _nameless(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QAbstractButton | QLineEdit):
        return False
    if isinstance(widget, QScrollBar | QMenuBar) or isinstance(widget.parent(), QComboBox):
        return False
    asked = QAccessible.queryAccessibleInterface(widget)
    return not (asked is not None and asked.text(QAccessible.Text.Name).strip())


def _one_of_group(widget: QWidget) -> bool:
    """Of an exclusive group Tab goes to the chosen one, arrows to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def _unreached(window: QWidget) -> list[QWidget]:
    """Parts that take the focus by Tab and do not get it on the way round."""
    wanted = {
        w
        for w in _shown(window)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and w.focusProxy() is None
        and not isinstance(w, QRadioButton | QScrollBar) and not isinstance(w.parent(), QComboBox) and not _one_of_group(w)
    }  # fmt: skip
    window.activateWindow()
    start = next(iter(sorted(wanted, key=lambda w: (w.mapTo(window, QPoint()).y(), w.x()))), None)
    if start is None:
        return []
    start.setFocus()
    reached: set[QWidget] = set()
    for _ in range(2 * len(wanted) + 20):
        here = window.focusWidget()
        if here is None:
            break
        reached.add(here)
        here.focusNextPrevChild(True)
        if window.focusWidget() is here:  # a sheet keeps Tab for its cells; F6 leaves it
            on = here.nextInFocusChain()
            while on not in wanted and on is not here:
                on = on.nextInFocusChain()
            on.setFocus(Qt.FocusReason.TabFocusReason)
    return [w for w in wanted - reached if not any(w.isAncestorOf(other) for other in reached)]


def faults(window: QWidget) -> list[str]:
    """Everything wrong with a window as it stands."""
    parts = _shown(window)
    found = [f"cut: {_place(w)}" for w in parts if _is_cut(w)]
    found += [f"outside: {_place(w)} {w.geometry()} of {w.parentWidget().size()}" for w in parts if _is_outside(w)]
    found += [f"nameless: {_place(w)}" for w in parts if _nameless(w)]
    found += _overlaps(parts)
    found += [f"wider than its place: {_place(w)}" for w in parts if _too_wide(w)]
    if not window.isWindow():  # leaving the list of commands shuts it
        return found
    return found + [f"not reached by Tab: {_place(w)}" for w in _unreached(window)]
