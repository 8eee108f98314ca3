"""The toolbar: plan, period, undo and redo, the main acts, search. It shows what it is given and sends wishes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice, SearchField
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground

_PLAN_WIDTH, _PERIOD_WIDTH, _SEARCH_WIDTH = 316, 178, 206
_NARROW_PLAN, _NARROW_SEARCH, _LEAST_PERIOD = 220, 140, 160
_MIDDLE, _NARROW = 1280, 1024
_FIRST = 1000  # before the empty place gets any width


@frozen
class ToolAct:
    """An act with a button on the toolbar."""

    key: str
    icon: str
    title: str
    shortcut: str = ""
    tip: str = ""


class Toolbar(QWidget):
    """Wishes: another plan or period, undo, redo, an act, a search."""

    plan_chosen = Signal(str)
    period_chosen = Signal(str)
    period_stepped = Signal(int)
    undo_requested = Signal()
    redo_requested = Signal()
    acted = Signal(str)
    searched = Signal(str)
    search_left = Signal()
    search_entered = Signal(str)  # Enter: on to what was found

    def __init__(self, theme: Theme, acts: Sequence[ToolAct], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._acts = acts
        ground(self, "win")
        self.setFixedHeight(theme.sizes.toolbar)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 10, 0)
        self._row.setSpacing(6)
        self._scale = max(1.0, theme.sizes.line / 18)
        self._add_plan()
        self._add_period()
        self._row.addWidget(_bar(theme))
        self._add_undo()
        self._row.addWidget(_bar(theme))
        self.act_buttons: dict[str, Button] = {}
        for act in acts:
            button = Button(
                theme,
                act.title,
                kind="flat",
                icon=act.icon,
                icon_size=20,
                tip=act.tip,
                key=act.shortcut,
                show_key=False,
            )
            button.clicked.connect(lambda _=False, key=act.key: self.acted.emit(key))
            self.act_buttons[act.key] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.search = SearchField(theme, "Tìm", "Ctrl+F")
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.searched.connect(self.searched)
        self.search.left.connect(self.search_left)
        self.search.down_leaves = True
        self.search.returnPressed.connect(lambda: self.search_entered.emit(self.search.text()))
        self._row.addWidget(self.search)

    def _add_plan(self) -> None:
        self._plan_label = Words(self._theme, "Kế hoạch", tone="tx2")
        self.plan = Choice(self._theme)
        self.plan.setAccessibleName("Kế hoạch")
        self.plan.setPlaceholderText("Chưa có kế hoạch")
        self.plan.activated.connect(lambda _: self.plan_chosen.emit(self.plan.currentData()))
        self._row.addWidget(self._plan_label)
        self._row.addWidget(self.plan, _FIRST)
        self._row.addSpacing(8)

    def _add_period(self) -> None:
        self._period_label = Words(self._theme, "Kỳ", tone="tx2")
        self.back = Button(self._theme, icon="chevron_left", tip="Kỳ trước", key="Alt+Trái")
        self.period = Choice(self._theme)
        self.period.setAccessibleName("Kỳ")
        self.period.setMaxVisibleItems(14)
        self.forth = Button(self._theme, icon="chevron_right", tip="Kỳ sau", key="Alt+Phải")
        self.period.activated.connect(lambda _: self.period_chosen.emit(self.period.currentData()))
        self.back.clicked.connect(lambda: self.period_stepped.emit(-1))
        self.forth.clicked.connect(lambda: self.period_stepped.emit(1))
        self._row.addWidget(self._period_label)
        joined = QHBoxLayout()
        joined.setSpacing(0)
        for part in (self.back, self.period, self.forth):
            joined.addWidget(part)
        self._row.addLayout(joined, _FIRST)

    def _add_undo(self) -> None:
        self.undo = Button(self._theme, icon="arrow_undo", icon_size=20, kind="flat", tip="Hoàn tác", key="Ctrl+Z")
        self.redo = Button(self._theme, icon="arrow_redo", icon_size=20, kind="flat", tip="Làm lại", key="Ctrl+Y")
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        for button in (self.undo, self.redo):
            button.setEnabled(False)  # until there is a step to take
            self._row.addWidget(button)

    # --- what it shows ---

    def set_plans(self, plans: Sequence[tuple[str, str]], current: str | None) -> None:
        """(id, title) of every plan, and which one is shown."""
        self.plan.blockSignals(True)
        self.plan.clear()
        for plan_id, title in plans:
            self.plan.addItem(title, plan_id)
        self.plan.setCurrentIndex(self.plan.findData(current) if current else -1)
        self.plan.setToolTip(self.plan.currentText())
        self.plan.setEnabled(bool(plans))
        self.plan.blockSignals(False)

    def set_periods(self, periods: Sequence[tuple[str, str]], current: str) -> None:
        """(id, title) of the periods offered, and which one is in force."""
        self.period.blockSignals(True)
        self.period.clear()
        for period_id, title in periods:
            self.period.addItem(title, period_id)
        self.period.setCurrentIndex(self.period.findData(current))
        self.period.blockSignals(False)

    def set_undo(self, undo: str | None, redo: str | None) -> None:
        """Names of the steps undo and redo would take."""
        for button, word, name, key in (
            (self.undo, "Hoàn tác", undo, "Ctrl+Z"),
            (self.redo, "Làm lại", redo, "Ctrl+Y"),
        ):
            button.setEnabled(name is not None)
            button.set_tip(f"{word}: {name[:1].lower()}{name[1:]}" if name else word, key)

    # --- width ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(event.size().width())

    def fit(self, width: int) -> None:
        """Acts become icons below 1280, labels go below 1024; plan and period take what the others leave."""
        narrow, middle = width < _NARROW * self._scale, width < _MIDDLE * self._scale
        self._plan_label.setVisible(not narrow)
        self._period_label.setVisible(not narrow)
        self.plan.setMinimumWidth(_NARROW_PLAN)
        self.plan.setMaximumWidth(_NARROW_PLAN if narrow else round(_PLAN_WIDTH * (1 if middle else self._scale)))
        self.period.setMinimumWidth(_LEAST_PERIOD)
        self.period.setMaximumWidth(round(_PERIOD_WIDTH * self._scale))
        self.search.setFixedWidth(_NARROW_SEARCH if middle else round(_SEARCH_WIDTH * self._scale))
        for act in self._acts:
            self.act_buttons[act.key].setText("" if middle else act.title)
        self._row.activate()  # before anybody sees the old places in the new width


def _bar(theme: Theme) -> QWidget:
    """A short upright line between groups."""
    holder = QWidget()
    holder.setFixedSize(17, theme.sizes.field - 6)
    line = QFrame(holder)
    line.setProperty("role", "upright")
    line.setGeometry(8, 0, 1, theme.sizes.field - 6)
    return holder
