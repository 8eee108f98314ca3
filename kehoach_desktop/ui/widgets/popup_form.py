"""A small form over the window, for a question of a line or two; knows no record."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.panes import ground


class PopupForm(QFrame):
    """Opens over or under a point and goes away with Esc; subclasses fill `column`."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAccessibleName(name)
        ground(self, "base")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._theme = theme

    def open_above(self, at: QPoint) -> None:
        """With its foot over a point."""
        self.adjustSize()
        self.move(at.x(), max(0, at.y() - self.height() - 4))
        self.show()

    def open_under(self, at: QPoint) -> None:
        """Under a point, or over it where the screen ends."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        top = at.y() if at.y() + self.height() <= room.bottom() else at.y() - self.height() - self._theme.sizes.row_two
        self.move(min(at.x(), room.right() - self.width()), max(room.top(), top))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
