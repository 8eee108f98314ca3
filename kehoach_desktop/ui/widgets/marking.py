"""Properties the style sheet goes by, set on a widget so that it shows them at once. Knows no colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Sets a property; a widget not shown yet will be styled by it when it is."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mark_bad(field: QWidget, reason: str) -> None:
    """Marks a field whose text was not taken, and says why to a screen reader; without a reason it is well again."""
    restyle(field, "bad", "true" if reason else "false")
    field.setAccessibleDescription(reason)
