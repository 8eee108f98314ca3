"""The filters of the history as chips: what each offers and what it asks of a search, as a table. Reads no file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.history import Search
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Chip
from kehoach_desktop.ui.widgets.picker import Picker

_SOURCES: Mapping[str, tuple[str, tuple[StepKind, ...]]] = {
    "edit": ("sửa tay", (StepKind.EDIT,)),
    "import": ("nhập kế hoạch", (StepKind.IMPORT,)),
    "merge": ("gộp tệp", (StepKind.MERGE,)),
    "undo": ("hoàn tác, làm lại", (StepKind.UNDO, StepKind.REDO)),
}
_KINDS = (
    "task", "progress", "assignment", "unit", "unit_alias", "unit_member", "submission", "indicator", "target", "result",
    "plan", "section", "paragraph", "issued_paper", "report_cycle", "signer", "office",
)  # fmt: skip


@frozen
class Offer:
    """What the chips may offer now: the day, and who wrote the history."""

    today: date
    authors: tuple[str, ...] = ()


@frozen
class ChipKind:
    """One chip: its words while open, its label when set, its choices, and the field of the search it sets."""

    key: str
    any: str
    label: str
    choices: Callable[[Offer], Sequence[Choosable]]
    value: Callable[[str], Any]


def _days(offer: Offer) -> list[Choosable]:
    spans = (("hôm nay", 0), ("7 ngày qua", 6), ("30 ngày qua", 29))
    days = [(words, offer.today - timedelta(days=back)) for words, back in spans]
    days.append(("đầu năm nay", date(offer.today.year, 1, 1)))
    return [Choosable(day.isoformat(), format_date(day), words, also=words) for words, day in days]


KINDS: tuple[ChipKind, ...] = (
    ChipKind("since", "Mọi ngày", "Từ", _days, date.fromisoformat),
    ChipKind("author", "Mọi người", "Người", lambda offer: [Choosable(n, n) for n in offer.authors], str),
    ChipKind(
        "record_kind", "Mọi loại", "Loại", lambda _: [Choosable(kind, KIND_LABELS[kind]) for kind in _KINDS], str
    ),
    ChipKind(
        "step_kinds", "Mọi nguồn", "Nguồn", lambda _: [Choosable(k, words) for k, (words, _kinds) in _SOURCES.items()],
        lambda key: _SOURCES[key][1],
    ),
)  # fmt: skip


class FilterChips(QWidget):
    """Four chips, and one for the record whose history is shown; `changed` when any is set or taken away."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.offer = Offer(date.today())
        self._set: dict[str, tuple[str, str]] = {}  # chip -> value, words
        self._record: tuple[tuple[str, str], str] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.chips: dict[str, Chip] = {}
        self._build()

    def search(self, text: str) -> Search:
        """What is asked for now."""
        fields = {kind.key: kind.value(self._set[kind.key][0]) for kind in KINDS if kind.key in self._set}
        return replace(Search(text=text, record=self._record[0] if self._record else None), **fields)

    @property
    def is_set(self) -> bool:
        return bool(self._set) or self._record is not None

    def set_record(self, ref: tuple[str, str] | None, words: str = "") -> None:
        """Narrows to one record, or to none; says nothing of it."""
        self._record = (ref, words) if ref is not None else None
        self._set.clear()
        self._build()

    def clear(self) -> None:
        """Everything again."""
        if self.is_set:
            self.set_record(None)
            self.changed.emit()

    def set_value(self, key: str, value: str, words: str) -> None:
        """Sets one chip."""
        self._set[key] = (value, words)
        self._build(focus=key)
        self.changed.emit()

    def _remove(self, key: str) -> None:
        if key == "record":
            self._record = None
        self._set.pop(key, None)
        self._build(focus=key)
        self.changed.emit()

    def _build(self, focus: str = "") -> None:
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        if self._record is not None:
            words = self._theme.metrics(bold=True).elidedText(self._record[1], Qt.TextElideMode.ElideRight, 220)
            self._add("record", Chip(self._theme, "Bản ghi", words))
        for kind in KINDS:
            value = self._set.get(kind.key)
            if value is not None:
                chip = Chip(self._theme, kind.label, value[1])
            else:
                chip = Chip(self._theme, kind.any, on=False, removable=False, menu_arrow=True)
            self._add(kind.key, chip)
            chip.clicked.connect(lambda _=False, kind=kind: self._pick(kind))
        if focus in self.chips:
            self.chips[focus].setFocus()

    def _add(self, key: str, chip: Chip) -> None:
        chip.removed.connect(lambda: self._remove(key))
        self.chips[key] = chip
        self._row.addWidget(chip)

    def _pick(self, kind: ChipKind) -> None:
        choices = kind.choices(self.offer)
        words = {choice.value: choice.label for choice in choices}
        chip = self.chips[kind.key]
        picker = Picker(self._theme, kind.any, choices, [self._set.get(kind.key, ("", ""))[0]], parent=self)
        picker.picked.connect(lambda value: self.set_value(kind.key, value, words[value]))
        picker.open_at(chip.mapToGlobal(QPoint(0, chip.height())))
