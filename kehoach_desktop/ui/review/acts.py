"""What a person does to rows of the review: deciding, editing, merging, parting, moving; each act through the review. Shows nothing itself."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.review_doubts import Offer
from kehoach_desktop.services.review_items import Item, ItemKind
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.review.proposal_list import ProposalList
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.picker import Picker


class RowActs(QObject):
    """Works on the current rows of the list. `changed` follows every act that was done, `refused` one that was not."""

    changed = Signal(str)  # what is said of it, "" for nothing special
    refused = Signal(object)  # BadValue
    told = Signal(str)  # what to do now, "" for nothing special

    def __init__(self, theme: Theme, review: Review, rows: ProposalList, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._review = review
        self._list = rows
        self._window = window
        self.picker: Picker | None = None
        rows.ticks_wished.connect(self.tick)
        rows.enter_pressed.connect(self.take_and_go_on)
        rows.edit_wished.connect(self.edit)
        rows.discard_wished.connect(self.discard)
        rows.menu_wished.connect(self.show_menu)
        rows.panel.committed.connect(self._commit)
        rows.panel.entered.connect(self._entered)
        rows.panel.taken.connect(self._take)
        rows.panel.parted.connect(self._part)
        rows.panel.left.connect(self._leave_editor)

    def _do(self, act: Callable[[], Any]) -> Any:
        """Does an act on the review; None when it was refused."""
        try:
            result = act()
        except BadValue as fault:
            self.refused.emit(fault)
            return None
        self.changed.emit("")
        return result

    # --- deciding ---

    def tick_chosen(self) -> None:
        """Turns the ticks of the chosen rows over."""
        self.tick([item.id for item in self._list.selected_items()])

    def tick(self, ids: Sequence[int]) -> None:
        """Ticks rows, or unticks them when all are ticked."""
        items = [self._review.item(i) for i in ids if self._review.has(i)]
        if items:
            on = not all(item.ticked for item in items)
            self._do(lambda: self._review.tick(ids, on=on))

    def take_and_go_on(self) -> None:
        """Enter on a row: takes what is offered, then on to the next place to look at, or the next row."""
        item = self._list.current_item()
        if item is None:
            return
        if not item.doubts:
            if not item.ticked:
                self.tick([item.id])
            self._list.step(1)
        elif item.waits:
            self._take(self._review.offers(item.id)[0])
        else:
            self.go_to_doubt(1)

    def _take(self, offer: Offer) -> None:
        item = self._list.current_item()
        if item is None:
            return
        self._do(lambda: self._review.take(item.id, offer))
        self._list.setFocus()
        if not self.go_to_doubt(1) and self._review.has(item.id):
            self._list.select_item(item.id)

    def go_to_doubt(self, by: int) -> bool:
        """To the next (or previous) row that waits, in the order of the text, round again; False when none is left."""
        order = self._review.doubtful
        current = self._list.current_item()
        places = {item.id: place for place, item in enumerate(order)}
        if current is not None and current.id in places:
            place = places[current.id]
        else:
            here = (current.paragraph or 0) if current is not None else -1
            place = sum(1 for item in order if (item.paragraph or 0) < here) - (1 if by > 0 else 0)
        found = next(
            (i for step in range(1, len(order) + 1) if (i := order[(place + by * step) % len(order)]).waits), None
        )
        return found is not None and self._list.select_item(found.id)

    def discard(self) -> None:
        """Drops the chosen rows; their text stays in the plan."""
        ids = [item.id for item in self._list.selected_items()]
        if ids:
            self._do(lambda: self._review.discard(ids))

    # --- editing ---

    def edit(self) -> None:
        """F2: all fields of the row."""
        self._list.open_full()

    def commit(self) -> bool:
        """Takes what is typed in an open editor; False when it was refused."""
        panel = self._list.panel
        panel.commit()
        return not panel.texts()

    def _commit(self, texts: dict[str, str]) -> None:
        item, panel = self._list.current_item(), self._list.panel
        if item is None or not panel.shows(item):
            return
        try:
            self._review.edit(item.id, texts)
        except BadValue as fault:
            panel.refuse(fault.cause)
            self.refused.emit(fault)
            return
        self.changed.emit("")
        panel.accept_texts()

    def _entered(self) -> None:
        """Enter in a field: what is typed there is what is taken."""
        item, full = self._list.current_item(), self._list.is_full
        if item is not None and item.waits:
            self._do(lambda: self._review.tick([item.id], on=True))
        self._list.close_editor()
        if item is not None and item.doubts and not full:
            self.go_to_doubt(1)

    def _leave_editor(self) -> None:
        self._list.close_editor()
        self.told.emit("")

    # --- merging, parting, moving ---

    def merge(self) -> None:
        """Ctrl+G: the chosen rows become one; with one row chosen, asks with which."""
        items = self._list.selected_items()
        if len(items) > 1:
            self._merge([item.id for item in items])
        elif items:
            here = items[0]
            others = [i for i in self._review.items if i.kind is here.kind and i.id != here.id]
            others.sort(key=lambda i: (not _alike(i, here), abs((i.paragraph or 0) - (here.paragraph or 0))))
            lines = [Choosable(str(i.id), i.title, f"đoạn {i.paragraph}" if i.paragraph else "") for i in others]
            self._pick("Gộp với", lines, lambda value: self._merge([here.id, int(value)]))

    def _merge(self, ids: list[int]) -> None:
        kept = self._do(lambda: self._review.merge(ids))
        if kept is not None:
            self._list.select_item(kept)

    def split(self) -> None:
        """Ctrl+T: shows the words of the row with the cursor at the likeliest place."""
        item = self._list.current_item()
        seam = self._review.seam(item.id) if item is not None else None
        if seam is None:
            self.refused.emit(BadValue("Mục này không tách được.", "Chọn một nhiệm vụ, chỉ tiêu hoặc đơn vị."))
        else:
            self.told.emit("Đặt con trỏ vào chỗ tách rồi nhấn Enter; Esc để thôi.")
            self._list.open_split(*seam)

    def _part(self, place: int) -> None:
        item = self._list.current_item()
        if item is None:
            return
        parts = self._do(lambda: self._review.split(item.id, place))
        if parts is not None:
            self._list.close_editor()
            self._list.select_item(parts[0])

    def change_section(self) -> None:
        """Ctrl+M: asks for the section the row belongs to."""
        item = self._list.current_item()
        if item is None:
            return
        if item.kind not in (ItemKind.TASK, ItemKind.INDICATOR):
            self.refused.emit(BadValue("Chỉ chuyển được nhiệm vụ và chỉ tiêu sang mục khác.", ""))
            return
        record: Any = item.record
        lines = [
            Choosable(
                str(section.key), " ".join(part for part in (section.path or section.number, section.title) if part)
            )
            for section in self._review.proposal.sections
        ]
        self._pick(
            "Chuyển sang mục", lines, lambda value: self._do(lambda: self._review.move(item.id, int(value))),
            chosen=str(record.section),
        )  # fmt: skip

    def _pick(self, name: str, lines: list[Choosable], take: Callable[[str], Any], chosen: str = "") -> None:
        if not lines:
            self.refused.emit(BadValue("Không có mục nào khác cùng loại.", ""))
            return
        self.picker = Picker(self._theme, name, lines, [chosen] if chosen else [], parent=self._window)
        self.picker.picked.connect(take)
        self.picker.open_at(self._below())

    def _below(self) -> QPoint:
        """Under the two lines of the current row, on screen."""
        rect = self._list.visualRect(self._list.currentIndex())
        return self._list.viewport().mapToGlobal(QPoint(42, rect.top() + self._theme.sizes.row_two))

    # --- undo, menu ---

    def undo(self) -> None:
        """Takes the last act of this review back."""
        self._travel(self._review.undo, "Đã hoàn tác")

    def redo(self) -> None:
        """Does it again."""
        self._travel(self._review.redo, "Đã làm lại")

    def _travel(self, act: Callable[[], str | None], words: str) -> None:
        name = act()
        if name is not None:
            self.changed.emit(f"{words}: {name}")

    def by_key(self) -> dict[str, tuple[str, Callable[[], Any]]]:
        """Key on the foot and in the menu -> words and act."""
        return {
            "Space": ("Nhận / bỏ", self.tick_chosen), "F2": ("Sửa", self.edit), "Ctrl+G": ("Gộp với…", self.merge),
            "Ctrl+T": ("Tách…", self.split), "Ctrl+M": ("Chuyển sang mục…", self.change_section),
            "Del": ("Loại", self.discard),
        }  # fmt: skip

    def show_menu(self, at: QPoint) -> None:
        """The same acts for the mouse."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, (words, act) in self.by_key().items():
            menu.addAction(f"{words}\t{key}").triggered.connect(lambda _=False, act=act: act())
        menu.popup(at)


def _alike(one: Item, other: Item) -> bool:
    """Whether two rows share most of their words."""
    words, others = set(fold(one.title).split()), set(fold(other.title).split())
    return len(words & others) * 2 > min(len(words), len(others))
