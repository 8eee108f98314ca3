"""One step whole: when, who, which records, old and new of every field, and the whole life of one field. Shows only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.domain.vietnamese import format_date, upper_first
from kehoach_desktop.services.history import FieldEdit, Moment, RecordEdits, StepDetails
from kehoach_desktop.ui.history.columns import UNDONE
from kehoach_desktop.ui.history.parts import FieldHead, LifeList, LinkLine
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import Pill, Words
from kehoach_desktop.ui.widgets.old_new import ValueBox
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling

_FIELDS_SHOWN = 60
_LABEL, _WHOLE_LABEL, _PAD = 92, 160, 14
_WHAT = {ChangeKind.CREATE: "thêm", ChangeKind.UPDATE: "", ChangeKind.DELETE: "xóa"}


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
            row.addWidget(Pill(self._theme, Shape("arrow_undo", "ne"), upper_first(UNDONE), bold=True))
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
