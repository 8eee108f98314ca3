"""Where Tab goes: from part to part as they stand on the screen, whatever the order they were made in. Knows no window.

Rows come and go in panes, and Qt keeps the order of making; so the next part is looked for when Tab is pressed.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Gives the focus to the part of `root` after the one that has it, or before; round at the ends."""
    stops = list(stops_in(root))
    here = root.window().focusWidget()
    if not stops:
        return False
    place = next((i for i, stop in enumerate(stops) if stop is here), None)
    if place is None:  # inside of something, such as an open editor
        inside = [i for i, stop in enumerate(stops) if here is not None and stop.isAncestorOf(here)]
        place = inside[-1] if inside else (-1 if forward else len(stops))
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def stops_in(root: QWidget) -> Iterator[QWidget]:
    """Every part that takes the focus by Tab now, in the order of the screen."""
    if not root.isVisible():
        return
    if _takes_focus(root):
        yield root
    for child in _children(root):
        yield from stops_in(child)


def _takes_focus(widget: QWidget) -> bool:
    if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    return not (isinstance(widget, QAbstractButton) and _another_is_chosen(widget))


def _another_is_chosen(button: QAbstractButton) -> bool:
    """Of a group only the chosen one is a stop; arrows go to the others."""
    group, parent = button.group(), button.parentWidget()
    if button.isChecked() or not button.isCheckable():
        return False
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    others = parent.children() if parent is not None and button.autoExclusive() else ()
    return any(isinstance(other, QAbstractButton) and other.autoExclusive() and other.isChecked() for other in others)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QComboBox | QAbstractSpinBox | QLineEdit):
        return []
    if isinstance(widget, QSplitter | QStackedWidget):
        return [part for i in range(widget.count()) if (part := widget.widget(i)) is not None]
    if isinstance(widget, QScrollArea):
        return [inner] if (inner := widget.widget()) is not None else []
    if isinstance(widget, QAbstractScrollArea):
        return _own(widget.viewport())
    laid = list(_laid_out(layout)) if (layout := widget.layout()) is not None else []
    known = set(laid)
    return laid + [child for child in _own(widget) if child not in known]


def _own(widget: QWidget) -> list[QWidget]:
    """Children that no layout holds, as they stand."""
    found = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    return sorted(found, key=lambda child: (child.y(), child.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    items = [item for i in range(layout.count()) if (item := layout.itemAt(i)) is not None]
    if isinstance(layout, QGridLayout):
        items.sort(key=lambda item: (item.geometry().y(), item.geometry().x()))
    for item in items:
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
