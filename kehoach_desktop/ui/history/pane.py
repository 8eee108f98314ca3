"""One step whole: when, who, which records, old and new of every field, and the whole life of one field. Shows only."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.services.history import FieldEdit, Moment, RecordEdits, StepDetails
from kehoach_desktop.services.record_words import RecordName
from kehoach_desktop.ui.history.columns import UNDONE
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.labels import Pill, Words
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling

Index = QModelIndex | QPersistentModelIndex
EMPTY = "trống"
_FIELDS_SHOWN = 60
_LABEL, _WHOLE_LABEL, _PAD, _BAR = 92, 160, 14, 3
_LIFE_ROWS = 8
_WHAT = {ChangeKind.CREATE: "thêm", ChangeKind.UPDATE: "", ChangeKind.DELETE: "xóa"}


class LinkLine(QAbstractButton):
    """A record's name as a link, cut with "…" where it is narrow; grey words where there is nowhere to go."""

    def __init__(self, theme: Theme, name: RecordName, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, f"{name.whole} ({what})" if what else name.whole
        self.setText(self._words)
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.setEnabled(name.tab is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.isEnabled() else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(60, max(self._theme.sizes.line + 8, 24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, metrics = QPainter(self), self._theme.metrics()
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 2)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("ac" if self.isEnabled() else "tx"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        if self.isEnabled():
            foot = (self.height() + metrics.height()) // 2 - 1
            painter.drawLine(0, foot, metrics.horizontalAdvance(words), foot)
        if self.hasFocus():
            painting.draw_focus_ring(painter, self._theme, self.rect())


class FieldHead(QAbstractButton):
    """A field's name; pressing it shows every value the field has had."""

    def __init__(self, theme: Theme, edit: FieldEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(edit.label[:1].upper() + edit.label[1:])
        self.setAccessibleName(f"{self.text()}: xem các lần sửa")
        self.setToolTip("Xem các lần sửa ô này")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(
            self._theme.metrics(bold=True).horizontalAdvance(self.text()) + 26, max(self._theme.sizes.line + 6, 24)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        font = theme.font(bold=True)
        painter.setFont(font)
        painter.setPen(theme.color("ac" if self.isChecked() or self.underMouse() else "tx"))
        room = self.width() - 26
        words = theme.metrics(bold=True).elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(self.rect().adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.isChecked():
            x = theme.metrics(bold=True).horizontalAdvance(words) + 8
            painting.draw_icon(painter, theme, "clock", QPoint(x, (self.height() - painting.ICON) // 2), "ac")
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())


class ValueBox(QWidget):
    """A value on its soft ground with a bar: what it was, or what it is."""

    def __init__(self, theme: Theme, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 3, 8, 3)
        words = Words(theme, text or EMPTY, wrap=True, tone="tx" if text else "tx2")
        if not text:
            words.setFont(theme.font(italic=True))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words)
        self.words = words

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.soft(self._tone))
        painter.fillRect(QRect(0, 0, _BAR, self.height()), self._theme.color(self._tone))


class _LifeLine(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "LifeList") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment = self._view.moments[index.row()]
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(rect, theme.color("sel" if state & QStyle.StateFlag.State_Selected else "base"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        small, body = theme.metrics("small"), theme.metrics()
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        author = small.elidedText(moment.author, Qt.TextElideMode.ElideRight, inner.width() // 3)
        when, right = self._view.when(moment), small.horizontalAdvance(author) + 8
        left = body.horizontalAdvance("00/00/0000 00:00") + 12
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, when)
        font = theme.font(italic=not moment.text)
        font.setStrikeOut(moment.undone)
        painter.setFont(font)
        painter.setPen(theme.color("tx" if moment.text else "tx2"))
        words = body.elidedText(_life_words(moment), Qt.TextElideMode.ElideRight, inner.width() - left - right)
        painter.drawText(inner.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, author)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        painter.restore()


def _life_words(moment: Moment) -> str:
    return "bản ghi bị xóa" if moment.gone else " ".join(moment.text.split()) or EMPTY


class LifeList(QListWidget):
    """Every value a field has had, newest first; Enter or a double click leads to the step."""

    step_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.moments: Sequence[Moment] = ()
        self.setItemDelegate(_LifeLine(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _: self._ask())

    @staticmethod
    def when(moment: Moment) -> str:
        return f"{format_date(moment.at.date())} {moment.at:%H:%M}"

    def show_life(self, moments: Sequence[Moment], step_id: str) -> None:
        """Shows the values; that of the step looked at is chosen."""
        self.moments = moments
        self.clear()
        for moment in moments:
            item = QListWidgetItem(_life_words(moment))
            state = f", {UNDONE}" if moment.undone else ""
            spoken = f"{self.when(moment)}, {moment.author}: {_life_words(moment)}{state}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(_life_words(moment))
            self.addItem(item)
        here = next((row for row, moment in enumerate(moments) if moment.step_id == step_id), 0)
        self.setCurrentRow(here)
        rows = max(1, min(len(moments), _LIFE_ROWS))
        self.setFixedHeight(rows * self._theme.sizes.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""

    def _ask(self) -> None:
        if 0 <= self.currentRow() < len(self.moments):
            self.step_requested.emit(self.moments[self.currentRow()].step_id)


class StepPane(QWidget):
    """`record_requested` carries a RecordName; `life_requested` kind, id and field of a field whose life is wanted."""

    record_requested = Signal(object)
    life_requested = Signal(str, str, str)
    step_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.details: StepDetails | None = None
        self.heads: list[FieldHead] = []
        ground(self, "base")
        self.setMinimumWidth(300)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = Words(theme, "", role="pane", bold=True, wrap=True)
        self.title.setContentsMargins(_PAD, 10, _PAD, 10)
        column.addWidget(self.title)
        column.addWidget(rule())
        inner = QWidget()
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._body = QWidget()
        self._parts.addWidget(self._body)
        self._life = self._make_life()
        self._parts.addWidget(self._life)
        self._parts.addStretch(1)
        self.area = scrolling(inner)
        column.addWidget(self.area, 1)
        self.show_details(None)

    def _make_life(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 6, _PAD, 6)
        self.life_title = Words(self._theme, "", bold=True)
        self.life_count = Words(self._theme, "", role="small", tone="tx2")
        head.addWidget(self.life_title)
        head.addStretch(1)
        head.addWidget(self.life_count)
        self.life = LifeList(self._theme)
        self.life.step_requested.connect(self.step_requested)
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.life)
        return part

    # --- showing ---

    def show_details(self, details: StepDetails | None) -> None:
        """A step; None while none is chosen. The life of its first field is asked for."""
        self.details = details
        self.title.setText(details.line.step.name if details else "Chọn một bước ở bảng bên trái.")
        self._life.hide()
        self.heads = []
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if details is not None:
            self._add_facts(column, details)
            self._add_records(column, details)
        self._parts.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()
        self.area.verticalScrollBar().setValue(0)
        if self.heads and details is not None and details.records[0].kind is ChangeKind.UPDATE:
            self.heads[0].click()

    def show_life(self, moments: Sequence[Moment], label: str) -> None:
        """Every value of the field that was asked about."""
        if self.details is None:
            return
        self.life_title.setText(f"Các lần sửa ô “{label}”")
        self.life_count.setText(f"{len(moments)} lần")
        self.life.setAccessibleName(f"Các lần sửa ô {label}")
        self.life.show_life(moments, self.details.line.id)
        self._life.show()

    def _add_facts(self, column: QVBoxLayout, details: StepDetails) -> None:
        step = details.line.step
        facts = QVBoxLayout()
        facts.setContentsMargins(_PAD, 8, _PAD, 8)
        facts.setSpacing(2)
        facts.addLayout(self._fact("Lúc", f"{format_date(step.at.date())} {step.at:%H:%M:%S}"))
        facts.addLayout(self._fact("Người", step.author))
        facts.addLayout(self._fact("Máy", "Máy này" if details.here else "Máy khác"))
        if len(details.records) == 1:
            link = self._link(details.records[0])
            facts.addLayout(self._labelled("Bản ghi", link))
        column.addLayout(facts)
        if details.line.undone:
            row = QHBoxLayout()
            row.setContentsMargins(_PAD, 0, _PAD, 8)
            row.addWidget(Pill(self._theme, Shape("arrow_undo", "ne"), UNDONE[:1].upper() + UNDONE[1:], bold=True))
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(rule())

    def _fact(self, label: str, text: str) -> QHBoxLayout:
        words = Words(self._theme, text, wrap=True)
        words.setMinimumHeight(max(self._theme.sizes.line + 8, 24))
        return self._labelled(label, words)

    def _labelled(self, label: str, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        name = Words(self._theme, label, tone="tx2")
        name.setFixedWidth(round(_LABEL * max(1.0, self._theme.sizes.line / 18)))
        row.addWidget(name)
        row.addWidget(widget, 1)
        return row

    def _link(self, record: RecordEdits) -> LinkLine:
        link = LinkLine(self._theme, record.name, _WHAT[record.kind])
        link.clicked.connect(lambda: self.record_requested.emit(record.name))
        return link

    def _add_records(self, column: QVBoxLayout, details: StepDetails) -> None:
        left, told = _FIELDS_SHOWN, 0
        for record in details.records:
            if left <= 0:
                break
            if len(details.records) > 1:
                row = QHBoxLayout()
                row.setContentsMargins(_PAD, 6, _PAD, 2)
                row.addWidget(self._link(record))
                column.addLayout(row)
            shown = record.fields[:left]
            left -= max(len(shown), 1)
            told += 1
            for edit in shown:
                self._add_field(column, record, edit)
            column.addWidget(rule())
        rest = details.untold + sum(max(len(record.fields), 1) for record in details.records[told:])
        if rest > 0:
            more = Words(self._theme, f"và {rest} thay đổi nữa", role="small", tone="tx2")
            more.setContentsMargins(_PAD, 8, _PAD, 8)
            column.addWidget(more)

    def _add_field(self, column: QVBoxLayout, record: RecordEdits, edit: FieldEdit) -> None:
        head = FieldHead(self._theme, edit)
        head.clicked.connect(lambda: self._ask_life(head, record, edit))
        self.heads.append(head)
        if record.kind is not ChangeKind.UPDATE:
            self._add_whole(column, record.kind, head, edit)
            return
        top = QHBoxLayout()
        top.setContentsMargins(_PAD - 2, 6, _PAD, 0)
        top.addWidget(head)
        top.addStretch(1)
        column.addLayout(top)
        boxes = QVBoxLayout()
        boxes.setContentsMargins(_PAD, 0, _PAD, 8)
        boxes.setSpacing(4)
        for label, text, tone in (("Cũ", edit.old, "re"), ("Mới", edit.new, "gr")):
            row = QHBoxLayout()
            row.setSpacing(4)
            name = Words(self._theme, label, role="small", tone="tx2")
            name.setFixedWidth(round(38 * max(1.0, self._theme.sizes.line / 18)))
            name.setContentsMargins(0, 5, 0, 0)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(ValueBox(self._theme, text, tone), 1)
            boxes.addLayout(row)
        column.addLayout(boxes)

    def _add_whole(self, column: QVBoxLayout, kind: ChangeKind, head: FieldHead, edit: FieldEdit) -> None:
        """A field of a record that was born or deleted has one value: a line."""
        born = kind is ChangeKind.CREATE
        row = QHBoxLayout()
        row.setContentsMargins(_PAD - 2, 2, _PAD, 2)
        row.setSpacing(4)
        head.setFixedWidth(round(_WHOLE_LABEL * max(1.0, self._theme.sizes.line / 18)))
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ValueBox(self._theme, edit.new if born else edit.old, "gr" if born else "re"), 1)
        column.addLayout(row)

    def _ask_life(self, head: FieldHead, record: RecordEdits, edit: FieldEdit) -> None:
        for other in self.heads:
            other.setChecked(other is head)
        self.life_requested.emit(record.name.kind, record.name.record_id, edit.field)
