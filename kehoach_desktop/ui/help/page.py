"""The page of the help that is read: pictures as wide as there is room and as sharp as the screen, air before words of a list."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QImage, QPalette, QResizeEvent, QTextCursor, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QTextBrowser

from kehoach_desktop.ui.theme import Theme

_MARGIN = 20
_SETTLED_MS = 120  # after the last change of width
_AIR = "\N{THIN SPACE}"


class PageView(QTextBrowser):
    """Shows one page; `read_again` after the colours changed. Follows no link by itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._width = 0
        self._later = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._later.timeout.connect(self.read_again)
        self.setAccessibleName("Trang hướng dẫn")
        self.setOpenLinks(False)
        self.setStyleSheet("QTextBrowser { border: none; }" if not theme.high_contrast else "")
        self.document().setDocumentMargin(_MARGIN)
        self.colour()

    def show_file(self, path: str) -> None:
        """Another page, from its beginning."""
        self.setSource(QUrl.fromLocalFile(path))
        self._width = self.width()
        self._set_lists()

    def colour(self) -> None:
        """Links in the accent of the theme; those of the page in hand only when it is read again."""
        palette = self.palette()
        for role in (QPalette.ColorRole.Link, QPalette.ColorRole.LinkVisited):
            palette.setColor(role, QColor(self._theme.color("ac")))
        self.setPalette(palette)

    def read_again(self) -> None:
        """The same page in other colours or another width, at the same place."""
        if self.source().isEmpty():
            return
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self.reload()
        self._width = self.width()
        self._set_lists()
        bar.setValue(round(place * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture at the width it has, or the room there is; made small here, for Qt would take every other dot."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        bar = self.verticalScrollBar()  # it may come and go with the height of the page; its room is kept
        room = self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width()) - 2 * _MARGIN
        shown = min(picture.width(), room) if room > 0 else picture.width()
        dots = round(shown * self.devicePixelRatioF())
        if 0 < dots < picture.width():
            picture = picture.scaledToWidth(dots, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(picture.width() / max(1, shown))
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() != self._width:
            self._later.start()

    def _set_lists(self) -> None:
        """Qt sets the mark of a list tight against its words."""
        block = self.document().begin()
        while block.isValid():
            marks = block.textList()
            if marks is not None and marks.format().style() is QTextListFormat.Style.ListDisc:
                QTextCursor(block).insertText(_AIR)
            block = block.next()
