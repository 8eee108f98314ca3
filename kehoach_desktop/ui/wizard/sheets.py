"""Pieces of paper as they will be printed by Nghị định 30/2020/NĐ-CP: letterhead and signature. Black on white in the dark too."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.records import Office
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.wizard.step import draw_edge

_INK = Qt.GlobalColor.black
_WRAP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_PAD = 10
_UNKNOWN = "…"


class Sheet(QWidget):
    """A white sheet with a thin edge; lines of serif text are laid one under another in columns."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """What the sheet shows, for those who hear it."""
        self.setAccessibleName(f"{self._name}: {words}")
        self.updateGeometry()
        self.update()

    def font_of(self, *, bold: bool = False, italic: bool = False) -> QFont:
        return self.theme.font("paper", bold=bold, italic=italic)

    def room(self, text: str, width: int, *, bold: bool = False, italic: bool = False) -> int:
        """The height of a text that is broken at this width."""
        metrics = QFontMetrics(self.font_of(bold=bold, italic=italic))
        return metrics.boundingRect(0, 0, max(width, 20), 10_000, _WRAP, text).height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("page"))
        draw_edge(painter, self.theme, self.rect())
        painter.setPen(_INK)
        self.paint_lines(painter)

    def paint_lines(self, painter: QPainter) -> None:
        raise NotImplementedError

    def put(
        self, painter: QPainter, box: QRect, top: int, text: str, *, bold: bool = False, italic: bool = False,
        underline: float = 0,
    ) -> int:  # fmt: skip
        """Writes a centred text and, where asked, a line under it as long as a share of its last line; returns the y below."""
        painter.setFont(self.font_of(bold=bold, italic=italic))
        place = QRect(box.left(), top, box.width(), self.room(text, box.width(), bold=bold, italic=italic))
        written = painter.boundingRect(place, _WRAP, text)
        painter.drawText(place, _WRAP, text)
        if not underline:
            return written.bottom() + 2
        half = round(written.width() * underline / 2)
        y = written.bottom() + 3
        painter.drawLine(box.center().x() - half, y, box.center().x() + half, y)
        return y + 5


class LetterheadSheet(Sheet):
    """The agency with the number of a plan; `whole` adds nation, motto, place and date at the right."""

    def __init__(self, theme: Theme, *, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Tiêu đề văn bản", parent)
        self._whole = whole
        self._left: tuple[str, str, str] = ("", "", "")
        self._place = ""
        self.show_office(OfficeFacts(""))

    def show_office(self, facts: OfficeFacts, type_name: str | None = "kế hoạch") -> None:
        """Paints for this office; a paper without a type (công văn) bears the drafting unit in its symbol."""
        office = Office(id="", name=facts.name or _UNKNOWN, kind=facts.kind)
        agency, name = paper.agency_lines(office)
        symbol = paper.symbol_line(_UNKNOWN, paper.symbol_of(type_name, facts.drafting_unit))
        self._left = (agency, name, symbol)
        self._place = f"{paper.place_name(office)}, ngày … tháng … năm …"
        self.say("; ".join((*self._left, self._place) if self._whole else self._left))

    @property
    def place_line(self) -> str:
        """Place and date as they stand at the right."""
        return self._place

    @property
    def lines(self) -> tuple[str, ...]:
        """The words on the sheet."""
        return (*self._left, paper.NATION, paper.MOTTO, self._place) if self._whole else self._left

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        if not self._whole:
            return QRect(_PAD, 0, width - 2 * _PAD, 0), QRect()
        inner = width - 3 * _PAD
        left = round(inner * 0.42)
        return QRect(_PAD, 0, left, 0), QRect(2 * _PAD + left, 0, inner - left, 0)

    def sizeHint(self) -> QSize:
        return QSize(620 if self._whole else 238, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, right = self._boxes(width)
        agency, name, symbol = self._left
        heads = self.room(agency, left.width()) + self.room(name, left.width(), bold=True)
        foot = self.room(symbol, left.width())
        if self._whole:
            other = self.room(paper.NATION, right.width(), bold=True) + self.room(paper.MOTTO, right.width(), bold=True)
            heads = max(heads, other)
            foot = max(foot, self.room(self._place, right.width(), italic=True))
        return heads + foot + 2 * _PAD + 12

    def paint_lines(self, painter: QPainter) -> None:
        left, right = self._boxes(self.width())
        agency, name, symbol = self._left
        y = self.put(painter, left, _PAD, agency)
        y = self.put(painter, left, y, name, bold=True, underline=0.4)
        if not self._whole:
            self.put(painter, left, y, symbol)
            return
        z = self.put(painter, right, _PAD, paper.NATION, bold=True)
        z = self.put(painter, right, z, paper.MOTTO, bold=True, underline=1)
        self.put(painter, left, max(y, z), symbol)
        self.put(painter, right, max(y, z), self._place, italic=True)


class SignatureSheet(Sheet):
    """Authority, title, room for the stamp, name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Chữ ký", parent)
        self._heads: tuple[str, ...] = ()
        self._signer = ""

    def show_signer(self, authority: str, title: str, name: str) -> None:
        """Paints one signer's block as papers bear it."""
        lines = [" ".join(line.split()).upper() for line in authority.split("\n")]
        heads = [line for line in lines if line]
        last = " ".join(title.split()).upper()
        self._heads = (*heads, last) if last and last not in heads else tuple(heads)
        self._signer = " ".join(name.split())
        self.say("; ".join((*self._heads, self._signer or "chưa có tên")))

    @property
    def lines(self) -> Sequence[str]:
        """The words on the sheet."""
        return (*self._heads, self._signer)

    def sizeHint(self) -> QSize:
        return QSize(210, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.heightForWidth(max(self.width(), 150)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = width - 2 * _PAD
        heads = sum(self.room(line, inner, bold=True) + 2 for line in self._heads or ("",))
        return heads + self._gap() + self.room(self._signer or _UNKNOWN, inner, bold=True) + 2 * _PAD + 4

    def _gap(self) -> int:
        return 2 * self.theme.sizes.line + 8

    def paint_lines(self, painter: QPainter) -> None:
        box, y = QRect(_PAD, 0, self.width() - 2 * _PAD, 0), _PAD
        for line in self._heads:
            y = self.put(painter, box, y, line, bold=True)
        self.put(painter, box, y + self._gap(), self._signer or _UNKNOWN, bold=True)
