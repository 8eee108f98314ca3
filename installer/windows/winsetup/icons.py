"""The icons of the program and of its files, drawn from resources/icons/app.svg; the same bytes every time."""

import io
import os
from pathlib import Path

from winsetup.project import ROOT

_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def build(to: Path) -> None:
    """Writes app.ico, office.ico and wizard.bmp (the picture on the wizard's first and last page)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    to.mkdir(parents=True, exist_ok=True)
    (to / "app.ico").write_bytes(_ico([_app(size) for size in _SIZES]))
    (to / "office.ico").write_bytes(_ico([_office(size) for size in _SIZES]))
    _wizard(to / "wizard.bmp")
    del application


def _drawing(size: int):  # noqa: ANN202 - a QImage; Qt is imported only here
    from PySide6.QtGui import QImage

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image


def _app(size: int):  # noqa: ANN202
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    image = _drawing(size)
    painter = QPainter(image)
    _svg().render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _svg():  # noqa: ANN202
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(str(ROOT / "resources" / "icons" / "app.svg"))


def _office(size: int):  # noqa: ANN202
    """A sheet of paper with a turned corner, and the program's mark on it."""
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

    image = _drawing(size)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64, size / 64)
    edge = QPen(QColor("#7A8699"), max(2.0, 64 / size))
    edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(edge)
    painter.setBrush(QColor("#FFFFFF"))
    corners = [(9, 2), (41, 2), (55, 16), (55, 62), (9, 62)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.setBrush(QColor("#D9DFE8"))
    painter.drawPolygon(QPolygonF([QPointF(41, 2), QPointF(41, 16), QPointF(55, 16)]))
    _svg().render(painter, QRectF(15, 22, 34, 34))
    painter.end()
    return image


def _ico(images) -> bytes:  # noqa: ANN001
    """An .ico of PNG pictures, which Windows reads since Vista."""
    from PySide6.QtCore import QBuffer

    pictures = []
    for image in images:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        pictures.append(buffer.data().data())
    out = io.BytesIO()
    out.write(b"\0\0\1\0" + len(pictures).to_bytes(2, "little"))
    place = 6 + 16 * len(pictures)
    for size, data in zip(_SIZES, pictures, strict=True):
        out.write(bytes([size % 256, size % 256, 0, 0, 1, 0, 32, 0]))
        out.write(len(data).to_bytes(4, "little") + place.to_bytes(4, "little"))
        place += len(data)
    out.write(b"".join(pictures))
    return out.getvalue()


def _wizard(path: Path) -> None:
    """164 x 314 for the wizard, twice as large for fine screens: the program's mark on its own blue."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    image = QImage(328, 628, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QLinearGradient(0, 0, 0, image.height())
    shade.setColorAt(0, QColor("#E8EEF7"))
    shade.setColorAt(1, QColor("#BFD0E8"))
    painter.fillRect(image.rect(), shade)
    _svg().render(painter, QRectF(84, 96, 160, 160))
    painter.end()
    image.save(str(path), "BMP")
