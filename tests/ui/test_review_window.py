"""The review of a real plan by keys and mouse: what is seen, what is accepted, that nothing is lost by a slip."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kehoach_desktop import paths
from kehoach_desktop.domain.records import Plan, Progress, Task, Unit
from kehoach_desktop.importing.proposal import Doubt, Mend, Proposal
from kehoach_desktop.services import plans
from kehoach_desktop.services.review_items import ItemKind
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.review.row_painter import tick_box
from kehoach_desktop.ui.review.rows import Band, Line
from kehoach_desktop.ui.review.window import ImportReview

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def sample() -> Proposal:
    return plans.propose(paths.resource("sample", "ke-hoach-mau.docx"))


@pytest.fixture(scope="module")
def proposal(sample: Proposal) -> Proposal:
    """The sample with a contradiction, a slip and no signer's name."""
    other = replace(sample.indicators[0], value=Decimal(97), paragraph=80)
    mend = Mend(sample.tasks[0].paragraph, "slip", "phổ biến", "quán triệt")
    doubts = (Doubt(None, "no_signer", "Không thấy họ tên người ký."),)
    return replace(
        sample, indicators=(*sample.indicators, other), mends=(mend,), signer_name=None, doubts=doubts,
        source_sha256="e" * 64, title="Nâng cao sức khỏe học đường của xã",
    )  # fmt: skip


@pytest.fixture
def make_window(qtbot, opened: Desk):
    def make(proposal: Proposal, parent: QWidget | None = None) -> ImportReview:
        window = ImportReview(opened, proposal, parent)
        if parent is None:
            qtbot.addWidget(window, before_close_func=lambda w: w.give_away())
        window.resize(1366, 698)
        window.show()
        return window

    return make


@pytest.fixture
def window(make_window: Callable[..., ImportReview], proposal: Proposal) -> ImportReview:
    return make_window(proposal)


@pytest.fixture
def press(qtbot, window: ImportReview):
    """Presses a key where the focus is, as she would."""

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(window.focusWidget() or window.list, key, modifier)

    return press


def row_of(window: ImportReview, kind: ItemKind, words: str = ""):
    return next(item for item in window.review.items if item.kind is kind and words in item.title)


def current(window: ImportReview):
    item = window.list.current_item()
    assert item is not None
    return item


def stored(desk: Desk, kind: type, settle: Callable[[], None]):
    found: list = []
    desk.workspace.ask(lambda office: _read(office, kind), found.extend)
    settle()
    return found


def _read(office, kind: type):
    with office.read() as records:
        return records.all(kind)


# --- seeing ---


def test_the_first_doubtful_row_is_current_open_and_its_sentence_shown(window: ImportReview):
    first = window.review.doubtful[0]
    assert current(window) == first
    assert window.list.panel.isVisible()
    assert window.source.paragraph == first.paragraph
    assert window.source.sentence is not None
    assert window.head.left.text() == f"Còn {window.review.left} chỗ cần xem"
    assert window.foot.accept.text() == f"Nhận {window.review.counts[0]} mục"


def test_kinds_are_folded_bands_with_their_counts(window: ImportReview):
    bands = {row.key: row for row in window.list.rows.rows if isinstance(row, Band)}
    assert not bands["doubts"].folded
    assert bands["tasks"].folded
    assert bands["tasks"].note == "70"
    assert bands["tasks"].right == "70 đã đánh dấu"


def test_a_band_opens_by_key_and_by_mouse(qtbot, window: ImportReview, press):
    place = window.list.rows.place_of("tasks")
    at = window.list.visualRect(window.list.rows.index(place)).center()
    qtbot.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert isinstance(window.list.rows.row_at(window.list.rows.place_of("tasks") + 1), Line)
    press(Key.Key_Left)
    assert "tasks" in window.list.folded
    window.unfold.click()
    assert window.list.folded == frozenset()


def test_only_what_needs_a_look_can_be_shown(window: ImportReview):
    window.only_doubts.click()
    assert [row.key for row in window.list.rows.rows if isinstance(row, Band)] == ["doubts"]


def test_the_list_follows_the_text(window: ImportReview):
    task = row_of(window, ItemKind.TASK)
    row = window.source._paragraphs.order.index(task.paragraph)
    window.source.setCurrentIndex(window.source._paragraphs.index(row))
    assert current(window).paragraph == task.paragraph
    assert "tasks" not in window.list.folded


def test_every_row_speaks_its_whole_state(window: ImportReview):
    task = row_of(window, ItemKind.TASK, "Trình Hội đồng nhân dân xã")
    index = window.list.rows.index(window.list.rows.place_of(f"item:{task.id}"))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Không nhận. Nhiệm vụ: Trình Hội đồng")
    assert spoken.endswith("Cần xem: Không thấy đơn vị chủ trì trong câu")


# --- deciding ---


def test_f8_goes_through_the_doubts_in_order_and_round(window: ImportReview, press):
    order = [item.id for item in window.review.doubtful]
    seen = [current(window).id]
    for _ in order:
        press(Key.Key_F8)
        seen.append(current(window).id)
    assert seen == [*order, order[0]]
    press(Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert current(window).id == order[-1]


def test_enter_takes_what_is_offered_and_goes_on(window: ImportReview, press):
    order, left = [item.id for item in window.review.doubtful], window.review.left
    press(Key.Key_Return)
    assert window.review.item(order[0]).ticked
    assert window.review.left == left - 1
    assert current(window).id == order[1]


def test_space_ticks_and_unticks(window: ImportReview, press):
    task = row_of(window, ItemKind.TASK)
    window.list.select_item(task.id)
    press(Key.Key_Space)
    assert not window.review.item(task.id).ticked
    assert window.foot.accept.text() == f"Nhận {window.review.counts[0]} mục"
    press(Key.Key_Space)
    assert window.review.item(task.id).ticked


def test_the_tick_box_takes_the_mouse(qtbot, window: ImportReview):
    item = current(window)
    rect = window.list.visualRect(window.list.currentIndex())
    at = tick_box(rect, window._desk.theme.sizes.row_two).center()
    qtbot.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.review.item(item.id).ticked


def test_the_button_of_an_offer_takes_it(qtbot, window: ImportReview):
    row = next(item for item in window.review.doubtful if item.kind is ItemKind.INDICATOR)
    window.list.select_item(row.id)
    button = next(b for b in window.list.panel.offer_buttons() if "đoạn 27" in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.review.has(row.id)
    figures = {i.record.value for i in window.review.items if i.kind is ItemKind.INDICATOR and i.title == row.title}
    assert figures == {Decimal("95.5"), Decimal(100)}


def test_what_is_typed_beside_a_doubt_is_what_enter_takes(qtbot, window: ImportReview):
    row = next(item for item in window.review.doubtful if item.kind is ItemKind.INDICATOR)
    window.list.select_item(row.id)
    field = window.list.panel.field("value")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "96,5")
    qtbot.keyClick(field, Key.Key_Return)
    assert window.review.item(row.id).record.value == Decimal("96.5")
    assert window.review.item(row.id).ticked
    assert current(window).id != row.id


def test_f2_edits_all_fields_of_a_row(qtbot, window: ImportReview, press):
    task = row_of(window, ItemKind.TASK)
    window.list.select_item(task.id)
    press(Key.Key_F2)
    title = window.focusWidget()
    assert title is window.list.panel.field("title")
    qtbot.keyClicks(title, "Hop giao ban")
    due = window.list.panel.field("due_on")
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "20/3/2026")
    qtbot.keyClick(due, Key.Key_Return)
    record = window.review.item(task.id).record
    assert (record.title, record.due_on) == ("Hop giao ban", date(2026, 3, 20))
    assert window.focusWidget() is window.list


def test_a_wrong_value_stays_marked_and_says_why(qtbot, window: ImportReview, press):
    task = row_of(window, ItemKind.TASK)
    window.list.select_item(task.id)
    press(Key.Key_F2)
    due = window.list.panel.field("due_on")
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "31/6/2026")
    qtbot.keyClick(due, Key.Key_Return)
    assert due.text() == "31/6/2026"
    assert due.property("bad") == "true"
    assert window.foot.hint.text().startswith("Tháng 6 không có ngày 31.")
    assert window.review.item(task.id) == task
    qtbot.keyClick(due, Key.Key_Escape)
    assert window.review.item(task.id) == task
    assert window.isVisible()


def test_chosen_rows_are_merged(window: ImportReview, press):
    one, two = [item for item in window.review.items if item.kind is ItemKind.TASK][:2]
    window.list.select_item(one.id)
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_G, CONTROL)
    assert current(window).id == one.id
    assert two.record.text in window.review.item(one.id).record.text
    assert not window.review.has(two.id)


def test_one_row_asks_with_which_to_merge(qtbot, window: ImportReview, press):
    one, two = (row_of(window, ItemKind.UNIT, name) for name in ("Trạm Y tế xã", "Công an xã"))
    window.list.select_item(one.id)
    press(Key.Key_G, CONTROL)
    qtbot.keyClicks(window.acts.picker.field, "cong an")
    qtbot.keyClick(window.acts.picker.field, Key.Key_Return)
    assert not window.review.has(two.id)
    assert "“Công an xã”" in window.review.item(one.id).detail


def test_a_row_is_parted_where_the_cursor_stands(qtbot, window: ImportReview, press):
    task = next(i for i in window.review.items if i.kind is ItemKind.TASK and "; " in i.record.text)
    window.list.select_item(task.id)
    press(Key.Key_T, CONTROL)
    editor = window.focusWidget()
    words = editor.toPlainText()
    qtbot.keyClicks(editor, "go nham")
    assert editor.toPlainText() == words
    qtbot.keyClick(editor, Key.Key_Return)
    halves = [i.record.text for i in window.review.items if i.kind is ItemKind.TASK and i.paragraph == task.paragraph]
    assert len(halves) == 2
    assert all(half in words for half in halves)
    assert window.focusWidget() is window.list


def test_a_row_moves_to_a_section_found_by_typing(qtbot, window: ImportReview, proposal: Proposal, press):
    task = row_of(window, ItemKind.TASK)
    section = next(s for s in proposal.sections if s.title == "Sức khỏe học đường")
    window.list.select_item(task.id)
    press(Key.Key_M, CONTROL)
    qtbot.keyClicks(window.acts.picker.field, "suc khoe hoc duong")
    qtbot.keyClick(window.acts.picker.field, Key.Key_Return)
    assert window.review.item(task.id).record.section == section.key


def test_discarding_and_its_own_undo(window: ImportReview, press):
    task = row_of(window, ItemKind.TASK)
    window.list.select_item(task.id)
    press(Key.Key_Delete)
    assert not window.review.has(task.id)
    assert window.list.current_item() is not None
    press(Key.Key_Z, CONTROL)
    assert window.review.has(task.id)
    assert window.foot.hint.text() == "Đã hoàn tác: loại nhiệm vụ"
    press(Key.Key_Y, CONTROL)
    assert not window.review.has(task.id)


def test_a_slip_is_shown_struck_and_mended_only_when_ticked(window: ImportReview, proposal: Proposal, press):
    shown = window.source.shown_at(window.source._paragraphs.order.index(proposal.tasks[0].paragraph))
    ((start, end),), ((first, last),) = shown.struck, shown.added
    assert (shown.text[start:end], shown.text[first:last]) == ("phổ biến", "quán triệt")
    window.mends_button.click()
    assert current(window).kind is ItemKind.MEND
    press(Key.Key_Space)
    assert "quán triệt" in window.review.accepted().tasks[0].title


# --- accepting ---


def test_control_enter_names_what_was_not_seen_once_then_accepts(
    qtbot, opened: Desk, window: ImportReview, proposal: Proposal, press, settle
):
    before = opened.workspace.plan_id
    press(Key.Key_Return, CONTROL)
    assert "chưa xem sẽ không nhận" in window.foot.hint.text()
    with qtbot.waitSignal(window.accepted, timeout=20000):
        press(Key.Key_Return, CONTROL)
    settle()
    assert not window.isVisible()
    dossier = opened.workspace.dossier
    assert dossier.plan is not None
    assert dossier.plan.id != before
    assert dossier.plan.title == proposal.title
    assert len(dossier.tasks) == 70
    assert len(dossier.paragraphs) == len(proposal.paragraphs)
    opened.workspace.undo()
    settle()
    assert opened.workspace.plan_id == before
    assert len(stored(opened, Task, settle)) == 6
    assert len(stored(opened, Unit, settle)) == 4


def test_a_file_that_cannot_be_written_loses_nothing(qtbot, opened: Desk, window: ImportReview, press, settle, said):
    opened.workspace.path.unlink()
    window.review.tick([item.id for item in window.review.items], on=True)
    press(Key.Key_Return, CONTROL)
    settle()
    assert window.isVisible()
    assert window.list.isEnabled()
    assert said.faults
    assert window.foot.hint.text().startswith(said.faults[0][0])


# --- leaving ---


def test_an_untouched_review_closes_without_a_word(window: ImportReview, press, said):
    press(Key.Key_Escape)
    assert not window.isVisible()
    assert said.questions == []
    assert not window.is_open


def test_a_review_put_aside_goes_on_when_the_file_is_read_again(qtbot, make_window, proposal: Proposal, said):
    parent = QWidget()
    qtbot.addWidget(parent)
    window = make_window(proposal, parent)
    task = row_of(window, ItemKind.TASK)
    window.review.discard([task.id])
    qtbot.keyClick(window.list, Key.Key_Escape)
    assert not window.isVisible()
    assert "để làm tiếp" in said.told[-1]
    again = make_window(proposal, parent)
    assert not again.review.has(task.id)
    assert again.review.undo() == "loại nhiệm vụ"
    again.give_away()
    again.close()


def test_the_systems_cross_puts_aside_and_ending_the_program_asks(window: ImportReview, said, monkeypatch):
    window.acts.tick([row_of(window, ItemKind.TASK).id])
    said.answer = False
    assert not window.close()
    assert said.questions[0].accept == "Bỏ, không nhận"
    monkeypatch.setattr(QCloseEvent, "spontaneous", lambda _: True)
    window.closeEvent(QCloseEvent())
    assert not window.isVisible()
    assert window.is_open
    assert len(said.questions) == 1


# --- an amended plan ---


@pytest.fixture
def amended(opened: Desk, sample: Proposal, settle) -> Proposal:
    """The sample is in the file with one report; the same plan comes again with a later deadline."""
    opened.workspace.perform("Nhận", plans.accept, sample)
    settle()
    task = opened.workspace.dossier.tasks[1]
    from kehoach_desktop.services import results

    opened.workspace.perform("Ghi", results.record_progress, task.id, "2026-Q1", result="Đã in 200 cuốn")
    settle()
    old = sample.tasks[1]
    words = old.text.replace("30/4/2026", "31/7/2026")
    tasks = (sample.tasks[0], replace(old, text=words, due_on=date(2026, 7, 31)), *sample.tasks[2:-1])
    paragraphs = tuple(replace(p, text=words) if p.text == old.text else p for p in sample.paragraphs)
    return replace(sample, doc_date=date(2026, 6, 1), source_sha256="d" * 64, tasks=tasks, paragraphs=paragraphs)


def test_an_amended_plan_is_offered_compared_and_keeps_what_was_reported(
    qtbot, opened: Desk, make_window, amended: Proposal, settle
):
    old_plan = opened.workspace.plan_id
    window = make_window(amended)
    assert "(cùng số, ký hiệu)" in window.note.words
    assert window.review.comparison is None
    window.note.answer("So với bản đã có")
    qtbot.keyClick(window.note.picker.field, Key.Key_Return)  # two plans bear that number; the likelier comes first
    settle()
    assert "nhiệm vụ mới 0, đổi 1, bỏ 1" in window.note.words
    changed = next(i for i in window.review.items if i.kind is ItemKind.TASK and i.record.due_on == date(2026, 7, 31))
    window.list.select_item(changed.id)
    row = window.list.current_row()
    assert isinstance(row, Line)
    assert row.chip == ("đổi", "am")
    assert "thời hạn: 30/4/2026 → 31/7/2026" in row.second
    assert any(row.key.startswith("gone:") for row in window.list.rows.rows) == ("gone" not in window.list.folded)
    window.accept()
    with qtbot.waitSignal(window.accepted, timeout=20000):
        window.accept()
    settle()
    dossier = opened.workspace.dossier
    assert dossier.plan is not None
    assert dossier.plan.amends_id == old_plan
    task = next(t for t in dossier.tasks if t.due_on == date(2026, 7, 31))
    assert [p.result for p in dossier.progress_of(task.id)] == ["Đã in 200 cuốn"]
    opened.workspace.undo()
    settle()
    assert opened.workspace.plan_id == old_plan
    assert {p.result for p in stored(opened, Progress, settle)} >= {"Đã in 200 cuốn"}
    assert len(stored(opened, Plan, settle)) == 2


# --- sizes ---


@pytest.mark.parametrize("size", [(1366, 698), (1093, 544)])
def test_everything_fits_the_window(qtbot, window: ImportReview, size: tuple[int, int]):
    window.resize(*size)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size
    for part in (window.foot.accept, window.foot.later, window.list.panel, *window.list.panel.offer_buttons()):
        corner = part.mapTo(window, QPoint(part.width(), part.height()))
        assert corner.x() <= window.width(), part
        assert corner.y() <= window.height(), part
    panel = window.list.panel
    assert all(panel.rect().contains(b.geometry().translated(b.parentWidget().pos())) for b in panel.offer_buttons())
