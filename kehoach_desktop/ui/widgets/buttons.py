"""Buttons as drawn, with icon, words, key cap or menu arrow; also chips. They paint themselves and know only the theme."""

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

Kind = Literal["normal", "primary", "flat", "link"]
_ICON_GAP = 7


class Button(QPushButton):
    """A push button. `key` is the shortcut's name: a cap on the button, or with `show_key` False only in the tooltip.

    kind: normal (bordered), primary (one a window), flat (toolbar and heads), link (underlined words). A button without
    words must have a `tip`; it becomes its accessible name.
    """

    def __init__(
        self, theme: Theme, text: str = "", *, kind: Kind = "normal", icon: str = "", icon_size: int = 16, key: str = "",
        show_key: bool = True, tip: str = "", small: bool = False, menu_arrow: bool = False, tone: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._theme = theme
        self._kind: Kind = kind
        self._icon = icon
        self._icon_size = icon_size
        self._key = key if show_key else ""
        self._small = small
        self._menu_arrow = menu_arrow
        self._tone = tone
        self._bare = False
        name = tip or text
        self.setAccessibleName(name)
        if tip or key:
            self.setToolTip(f"{name} ({key})" if key else name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if kind != "flat" else Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_tip(self, tip: str, key: str = "") -> None:
        """Another tooltip and accessible name (undo names its step)."""
        self.setAccessibleName(tip)
        self.setToolTip(f"{tip} ({key})" if key else tip)

    def set_bare(self, *, bare: bool) -> None:
        """Only the icon, where there is no room for the words; they become the tooltip."""
        if bare is self._bare or not self._icon:
            return
        self._bare = bare
        if bare and not self.toolTip():
            self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return "" if self._bare else self.text()

    def sizeHint(self) -> QSize:
        sizes = self._theme.sizes
        height = sizes.small_field if self._small else sizes.field
        if self._kind == "link":
            return QSize(self._advance(self.text()) + 4, max(sizes.line + 6, 24))
        if not self._words() and not self._menu_arrow:
            return QSize(max(height, self._icon_size + 8), height)
        return QSize(self._content_width() + 2 * (9 if self._small else 12), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bold(self) -> bool:
        return self._kind == "primary"

    def _advance(self, words: str) -> int:
        role = "small" if self._small and self._kind == "link" else "body"
        return self._theme.advance(words, role, bold=self._bold())

    def _content_width(self) -> int:
        width = self._advance(self._words())
        if self._icon:
            width += self._icon_size + (_ICON_GAP if self._words() else 0)
        if self._key and self._words():
            width += painting.key_cap_width(self._theme, self._key) + 8
        if self._menu_arrow:
            width += painting.ICON + 6
        return width

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self._kind == "link":
            self._paint_link(painter)
            return
        ground, edge, tone = self._colours()
        box = self.rect()
        if ground or edge:
            theme = self._theme
            painting.fill_rounded(
                painter,
                box,
                theme.color(ground) if ground else Qt.BrushStyle.NoBrush,
                theme.color(edge) if edge else None,
            )
        if self.hasFocus():
            if self._kind == "primary":
                painting.draw_focus_ring(painter, self._theme, box)
                painting.fill_rounded(
                    painter, box.adjusted(2, 2, -2, -2), Qt.BrushStyle.NoBrush, self._theme.color("on")
                )
            else:
                painting.draw_focus_ring(painter, self._theme, box)
        self._paint_content(painter, tone)

    def _colours(self) -> tuple[str, str, str]:
        """Ground, edge and text tokens of the present state; "" is none."""
        if not self.isEnabled():
            return ("" if self._kind == "flat" else "win", "" if self._kind == "flat" else "line2", "tx3")
        pressed = self.isDown() or self.isChecked()
        if self._kind == "primary":
            return "ac", "ac", "on"
        tone = self._tone or "tx"
        if self._kind == "flat":
            return ("sel" if pressed else "nes" if self.underMouse() else "", "", tone)
        return ("sel" if pressed else "alt" if self.underMouse() else "base", "ctl", tone)

    def _paint_content(self, painter: QPainter, tone: str) -> None:
        theme, middle = self._theme, self.height() // 2
        x = (self.width() - self._content_width()) // 2
        if self._icon:
            at = QPoint(x, (self.height() - self._icon_size) // 2)
            painting.draw_icon(painter, theme, self._icon, at, tone, size=self._icon_size)
            x += self._icon_size + _ICON_GAP
        painter.setFont(theme.font(bold=self._bold()))
        painter.setPen(theme.color(tone))
        width = self._advance(self._words())
        painter.drawText(QRect(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words())
        x += width
        if self._key and self._words():
            enabled = self.isEnabled()
            accent = self._kind == "primary" and enabled
            painting.draw_key_cap(painter, theme, self._key, x + 8, middle, on_accent=accent, enabled=enabled)
        if self._menu_arrow:
            painting.draw_icon(painter, theme, "chevron_down", QPoint(x + 6, middle - 8), tone)

    def _paint_link(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("small" if self._small else "body"))
        painter.setPen(self._theme.color((self._tone or "ac") if self.isEnabled() else "tx3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        # Under the letters' own feet: the font's underline would strike out the dot of ọ and ạ.
        words = painter.boundingRect(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.drawLine(words.left(), words.bottom(), words.right(), words.bottom())
        if self.hasFocus():
            painting.draw_focus_ring(painter, self._theme, self.rect())


class Chip(QPushButton):
    """A filter that is set ("Tên: giá trị ×"), or one with only words and an arrow; Del or the cross takes it away."""

    removed = Signal()

    def __init__(
        self, theme: Theme, label: str, value: str = "", *, on: bool = True, removable: bool = True, dashed: bool = False,
        icon: str = "", menu_arrow: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._menu_arrow = menu_arrow
        self._label = f"{label}: " if value else label
        self._value = value
        self._on = on
        self._removable = removable
        self._dashed = dashed
        self._icon = icon
        self.setAutoDefault(False)
        self.setAccessibleName(f"{self._label}{value}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if removable:
            self.setToolTip("Bấm để đổi, Del để bỏ lọc này")

    def set_words(self, label: str, *, on: bool) -> None:
        """Other words; `on` draws it as one in force."""
        self._label, self._on = label, on
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 20 + self._theme.advance(self._label) + self._theme.advance(self._value, bold=True)
        width += (22 if self._removable or self._menu_arrow else 0) + (22 if self._icon else 0)
        return QSize(width, self._theme.sizes.chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        tone = "ac" if self._on else "tx"
        ground = "acs" if self._on else "alt" if self.underMouse() else "base"
        radius = self.height() / 2
        painting.fill_rounded(
            painter,
            self.rect(),
            theme.color(ground),
            theme.color("ac" if self._on else "ctl"),
            radius,
            dashed=self._dashed,
        )
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect(), radius)
        x = 10
        if self._icon:
            painting.draw_icon(painter, theme, self._icon, QPoint(x, (self.height() - 16) // 2), tone)
            x += 20
        for text, bold in ((self._label, False), (self._value, True)):
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme.color(tone))
            width = theme.advance(text, bold=bold)
            painter.drawText(QRect(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += width
        if self._removable:
            painting.draw_icon(painter, theme, "dismiss", QPoint(self.width() - 25, (self.height() - 16) // 2), tone)
        elif self._menu_arrow:
            at = QPoint(self.width() - 25, (self.height() - 16) // 2)
            painting.draw_icon(painter, theme, "chevron_down", at, tone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._removable
            and event.position().x() > self.width() - 28
            and self.rect().contains(event.position().toPoint())
        ):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


@frozen
class ChipSpec:
    """A filter in force: "Tình trạng: Chưa hoàn thành"."""

    key: str
    label: str
    value: str


class ChipBar(QWidget):
    """The filters in force, "Thêm lọc" last among them, and how many rows are left; `right` takes further buttons."""

    removed = Signal(str)  # key
    clicked = Signal(str, QPoint)  # key; where a menu opens, on screen
    add_requested = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from kehoach_desktop.ui.widgets.labels import Words

        self._theme = theme
        self.setFixedHeight(theme.sizes.chips)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 12, 0)
        self._row.setSpacing(6)
        self._chips: list[Chip] = []
        self.add_chip = Chip(theme, "Thêm lọc", on=False, removable=False, dashed=True, icon="add")
        self.add_chip.clicked.connect(
            lambda: self.add_requested.emit(self.add_chip.mapToGlobal(QPoint(0, self.height())))
        )
        self.count = Words(theme, "", role="small", tone="tx2")
        self._row.addWidget(self.add_chip)
        self._row.addSpacing(4)
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self.right = QHBoxLayout()
        self.right.setSpacing(6)
        self._row.addLayout(self.right)

    def set_chips(self, specs: list[ChipSpec]) -> None:
        """Shows these filters, in this order."""
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for place, spec in enumerate(specs):
            chip = Chip(self._theme, spec.label, spec.value)
            chip.removed.connect(lambda key=spec.key: self.removed.emit(key))
            chip.clicked.connect(
                lambda _=False, key=spec.key, chip=chip: self.clicked.emit(
                    key, chip.mapToGlobal(QPoint(0, chip.height()))
                )
            )
            self._row.insertWidget(place, chip)
            self._chips.append(chip)

    @property
    def chips(self) -> list[Chip]:
        return list(self._chips)

    def set_count(self, text: str) -> None:
        """Says how many are left: “18 trong 48 nhiệm vụ”."""
        self.count.setText(text)
