"""The outer parts of the paper, folded: number and day, căn cứ, nơi nhận, kinh phí, người ký. Sends what was typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.fields import show_value
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.field_list import Field, FieldList
from kehoach_desktop.ui.widgets.inline import InlineText
from kehoach_desktop.ui.widgets.panes import Fold, FoldHead, ground, scrolling

_BODY_ROWS = 6  # an open fold is at most so many rows high; more are scrolled

_PLAN_FIELDS = (
    ("number", "Số"),
    ("symbol", "Ký hiệu"),
    ("issued_on", "Ngày"),
    ("place", "Địa danh"),
    ("title", "Trích yếu"),
)
_SIGNER_FIELDS = (("signer_authority", "Quyền hạn"), ("signer_title", "Chức vụ"), ("signer_name", "Họ tên"))
# kind of record: fold title, its field, word for counting, hint of the line for a new one
_LISTS: dict[str, tuple[str, str, str, str]] = {
    "legal_basis": ("Căn cứ", "text", "văn bản", "Thêm một căn cứ"),
    "recipient": ("Nơi nhận", "name", "dòng", "Thêm một nơi nhận"),
    "funding": ("Kinh phí", "text", "dòng", "Thêm một dòng kinh phí"),
}


def _records(dossier: Dossier, kind: str) -> Sequence:
    return {"legal_basis": dossier.legal_bases, "recipient": dossier.recipients, "funding": dossier.funding}[kind]


class _ListFold(Fold):
    """Rows of one kind: edited in place, emptied or dropped by their link, added in the last line."""

    edited = Signal(str, str)  # record id, text
    dropped = Signal(str)  # record id
    added = Signal(str)  # text

    def __init__(self, theme: Theme, title: str, hint: str) -> None:
        super().__init__(theme, title, open_=False)
        self.fields = FieldList(theme, label_width=24)
        self.fields.edit_requested.connect(self._edited)
        self.fields.link_clicked.connect(self.dropped)
        self.line = InlineText(theme, hint, hint=f"+ {hint}")
        self.line.set_value("")
        self.line.setContentsMargins(12, 0, 12, 0)
        self.line.committed.connect(self._add)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.fields)
        column.addWidget(self.line)
        column.addStretch(1)
        self.area = scrolling(inner)
        self.area.setFixedHeight(_BODY_ROWS * theme.sizes.row)
        self.body.addWidget(self.area)

    def _edited(self, key: str, text: str) -> None:
        if text.strip():
            self.edited.emit(key, text)
        else:
            self.dropped.emit(key)

    def _add(self, text: str) -> None:
        self.line.set_value("")
        if text.strip():
            self.added.emit(text.strip())

    def show_rows(self, title: str, rows: Sequence[tuple[str, str]], word: str) -> None:
        """The records (id, text), numbered."""
        self.head.set_words(title, f"{len(rows)} {word}")
        self.fields.set_fields(
            [Field(key, f"{place}.", text, edit=text, link="Xóa") for place, (key, text) in enumerate(rows, 1)]
        )


class PaperFolds(QWidget):
    """At most one fold is open, so that the records over them stay in sight."""

    opened = Signal(object)  # the fold that was opened
    plan_edited = Signal(str, str)  # field of the plan, text
    record_edited = Signal(str, str, str)  # kind, id, text
    record_dropped = Signal(str, str)  # kind, id
    record_added = Signal(str, str)  # kind, text

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "base")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.paper = self._field_fold("Số, ngày, trích yếu")
        self.lists: dict[str, _ListFold] = {}
        for kind, (title, _, _, hint) in _LISTS.items():
            fold = self.lists[kind] = _ListFold(theme, title, hint)
            fold.edited.connect(lambda key, text, kind=kind: self.record_edited.emit(kind, key, text))
            fold.dropped.connect(lambda key, kind=kind: self.record_dropped.emit(kind, key))
            fold.added.connect(lambda text, kind=kind: self.record_added.emit(kind, text))
            self._column.addWidget(fold)
        self.signer = self._field_fold("Người ký")
        for fold in self._folds():
            fold.head.toggled.connect(lambda on, fold=fold: on and self._shut_others(fold))

    def _field_fold(self, title: str) -> FieldList:
        fold = Fold(self._theme, title, open_=False)
        fields = FieldList(self._theme)
        fields.edit_requested.connect(self.plan_edited)
        fold.body.addWidget(fields)
        self._column.addWidget(fold)
        return fields

    def _folds(self) -> list[Fold]:
        return self.findChildren(Fold, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def _shut_others(self, open_: Fold) -> None:
        for fold in self._folds():
            if fold is not open_:
                fold.head.setChecked(False)
        self.opened.emit(open_)

    def show_plan(self, dossier: Dossier) -> None:
        """The outer parts of the plan in force."""
        plan = dossier.plan
        if plan is None:
            return
        day = format_date(plan.issued_on)
        number = f"{plan.number or '…'}/{plan.symbol or 'KH-UBND'}"
        self._head_of(self.paper).set_words("Số, ngày, trích yếu", f"{number}, {day}" if day else "chưa ban hành")
        self.paper.set_fields(
            [self._field(name, label, show_value(getattr(plan, name))) for name, label in _PLAN_FIELDS]
        )
        for kind, (title, field, word, _) in _LISTS.items():
            rows = [(record.id, getattr(record, field)) for record in _records(dossier, kind)]
            self.lists[kind].show_rows(title, rows, word)
        authority = (plan.signer_authority or "").split("\n")[-1]
        note = ", ".join(part for part in (authority, plan.signer_name) if part)
        self._head_of(self.signer).set_words("Người ký", note or "chưa có")
        self.signer.set_fields([self._field(name, label, getattr(plan, name) or "") for name, label in _SIGNER_FIELDS])

    def _field(self, name: str, label: str, text: str) -> Field:
        lined = text.replace("\n", " / ")
        return Field(name, label, lined, edit=lined)

    def open_fold(self, key: str) -> bool:
        """Opens "paper", "signer" or the list of a kind of record; False when there is no such fold."""
        inner = {"paper": self.paper, "signer": self.signer, **self.lists}.get(key)
        if inner is None:
            return False
        fold = next(fold for fold in self._folds() if fold is inner or fold.isAncestorOf(inner))
        fold.head.setChecked(True)
        fold.head.setFocus()
        return True

    def _head_of(self, fields: FieldList) -> FoldHead:
        return next(fold.head for fold in self._folds() if fold.isAncestorOf(fields))

    def refuse(self, field: str, reason: str) -> None:
        """A typed text of the plan was not taken."""
        for fields in (self.paper, self.signer):
            fields.refuse(field, reason)


def plain(field: str, text: str) -> str:
    """A typed text as it is stored: lines of the authority were shown with strokes between."""
    if field != "signer_authority":
        return text
    return "\n".join(part.strip() for part in text.split("/") if part.strip())
