"""Icons from resources/icons, tinted with a colour and kept; knows files and pixels, no theme."""

import os
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kehoach_desktop import paths

_DRAWN_SIZES = (16, 20, 24)  # the sizes the icon house draws; others are scaled


class IconShelf:
    """Tinted pixmaps by (name, size, colour, device ratio)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.resource("icons")
        self._files = frozenset(os.listdir(self._folder))  # noqa: PTH208 - names alone; asking for each is slow at start
        self._pixmaps: dict[tuple[str, int, str, float, bool], QPixmap] = {}
        self._renderers: dict[str, QSvgRenderer] = {}

    def pixmap(self, name: str, size: int, colour: QColor, ratio: float = 1.0, *, filled: bool = False) -> QPixmap:
        """The icon as `size` logical pixels at a device ratio; raises FileNotFoundError for a name we do not carry."""
        key = (name, size, colour.name(QColor.NameFormat.HexArgb), ratio, filled)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._render(self._file(name, size, filled=filled), size, colour, ratio)
        return found

    def icon(self, name: str, size: int, colour: QColor, *, filled: bool = False) -> QIcon:
        """A QIcon for menus and labels, rendered for the finest screen present."""
        ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
        return QIcon(self.pixmap(name, size, colour, ratio, filled=filled))

    def app_icon(self) -> QIcon:
        """The program's own icon, in its own colours."""
        return QIcon(str(self._folder / "app.svg"))

    def _file(self, name: str, size: int, *, filled: bool) -> str:
        style = "filled" if filled else "regular"
        for drawn in sorted(_DRAWN_SIZES, key=lambda s: (abs(s - size), -s)):
            file = f"{name}_{drawn}_{style}.svg"
            if file in self._files:
                return file
        raise FileNotFoundError(f"icon {name} ({style})")

    def _render(self, file: str, size: int, colour: QColor, ratio: float) -> QPixmap:
        renderer = self._renderers.get(file)
        if renderer is None:
            renderer = self._renderers[file] = QSvgRenderer(str(self._folder / file))
        edge = round(size * ratio)
        pixmap = QPixmap(edge, edge)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, edge, edge))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), colour)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
