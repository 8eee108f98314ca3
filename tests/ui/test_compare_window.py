"""Two versions of a plan on screen: rows, differences by F8, records beside, and the way there from the plan tab."""

import factories as make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain import records as r
from kehoach_desktop.services import editing
from kehoach_desktop.ui.compare.side_by_side import RowModel
from kehoach_desktop.ui.side_windows import SideWindows
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan_tab import PlanTab
from kehoach_desktop.ui.widgets.old_new import ValueBox

OLD = (
    "Đầu kế hoạch.",
    "Trạm Y tế xã đo huyết áp trước ngày 30/4/2026.",
    "Phun thuốc diệt muỗi ở chợ.",
    "Cuối kế hoạch.",
)
NEW = (
    "Đầu kế hoạch.", "Trạm Y tế xã đo huyết áp trước ngày 31/7/2026.",
    "Lắp ba máy lọc nước cho trường mầm non của xã.", "Cuối kế hoạch.",
)  # fmt: skip


@pytest.fixture
def office_path(tmp_path):
    """A plan and its amended version: a sentence changed, one gone, one new; one task moved on with a later deadline."""
    first = make.make_plan(id="first", number="27")
    second = make.make_plan(id="second", number="45", amends_id="first", position=1)
    rows = [make.make_paragraph(first, id=f"o{i}", position=i, text=words) for i, words in enumerate(OLD)]
    rows += [make.make_paragraph(second, id=f"n{i}", position=i, text=words) for i, words in enumerate(NEW)]
    rows += [
        make.make_task(first, id="t1", title="Đo huyết áp", paragraph_id="o1", due_text="30/4/2026"),
        make.make_task(first, id="t2", number="1.2", title="Phun thuốc diệt muỗi", paragraph_id="o2"),
        make.make_task(second, id="t3", number="1.3", title="Lắp máy lọc nước", paragraph_id="n2"),
    ]
    path = tmp_path / "XaHoaLam.kehoach"
    with (
        make.make_office_file(path, first, second, *rows) as office_file,
        office_file.step("Nhập bản sửa đổi") as records,
    ):
        records.update(r.Task, "t1", plan_id="second", paragraph_id="n1", title="Đo huyết áp tại nhà")
    return path


@pytest.fixture
def jumped():
    return []


@pytest.fixture
def sides(qtbot, opened, jumped, settle):
    parent = QWidget()
    sides = SideWindows(opened, parent, jumped.append, lambda *_: None)

    def shut(_):
        sides.close_all()
        settle()

    qtbot.addWidget(parent, before_close_func=shut)
    parent.show()
    return sides


@pytest.fixture
def compared(qtbot, sides, settle):
    sides.show_comparison()
    window = sides.compare
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 698)
    settle()
    qtbot.waitUntil(lambda: window.comparison is not None, timeout=5000)
    return window


def shown(window):
    model: RowModel = window.text.rows
    return [model.index(row).data() for row in range(model.rowCount())]


def test_both_versions_are_named_and_what_differs_is_counted(compared):
    assert compared.old_name.text() == "Bản trước: 27/KH-UBND, ngày 15/01/2026"
    assert compared.new_name.text() == "Bản này: 45/KH-UBND, ngày 15/01/2026"
    assert compared.facts.text() == "1 đoạn đổi · 1 đoạn thêm · 1 đoạn bỏ · 3 bản ghi khác"


def test_every_row_is_read_out_with_what_became_of_it(compared):
    assert shown(compared) == [
        "Đầu kế hoạch.",
        f"Đổi. Bản trước: {OLD[1]} Bản này: {NEW[1]}",
        f"Bỏ: {OLD[2]}",
        f"Thêm: {NEW[2]}",
        "Cuối kế hoạch.",
    ]


def test_it_opens_at_the_first_difference_and_f8_goes_on(qtbot, compared):
    assert compared.text.currentIndex().row() == 1
    assert compared.hint.text() == "Đoạn 2 / 4 của bản này"
    qtbot.keyClick(compared.text, Qt.Key.Key_F8)
    qtbot.keyClick(compared.text, Qt.Key.Key_F8)
    assert compared.text.currentIndex().row() == 3
    qtbot.keyClick(compared.text, Qt.Key.Key_F8)
    assert compared.hint.text() == "Không còn chỗ khác nào phía sau."
    qtbot.keyClick(compared.text, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert compared.text.currentIndex().row() == 2


def test_equal_paragraphs_fold_away(compared):
    compared.only_button.click()
    assert [words[:6] for words in shown(compared)] == ["1 đoạn", "Đổi. B", "Bỏ: Ph", "Thêm: ", "1 đoạn"]
    compared.only_button.click()
    assert len(shown(compared)) == 5


def test_enter_goes_to_the_paragraph_of_the_later_version(qtbot, compared, jumped):
    qtbot.keyClick(compared.text, Qt.Key.Key_Return)
    assert jumped == [Jump("plan", record_id="n1")]


def test_a_paragraph_that_is_gone_leads_nowhere_and_says_so(qtbot, compared, jumped):
    compared.text.go_to(2)
    qtbot.keyClick(compared.text, Qt.Key.Key_Return)
    assert jumped == []
    assert compared.hint.text() == "Đoạn này chỉ có ở bản trước."


def test_copying_takes_both_sides(qtbot, compared):
    qtbot.keyClick(compared.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"Đổi. Bản trước: {OLD[1]} Bản này: {NEW[1]}"


def test_records_that_changed_came_and_went_stand_beside(compared):
    told = [(row.title, row.state.value) for row in compared.records.model.shown_records()]
    assert told == [
        ("1.1 Đo huyết áp tại nhà", "changed"), ("1.3 Lắp máy lọc nước", "new"), ("1.2 Phun thuốc diệt muỗi", "gone"),
    ]  # fmt: skip


def test_old_and_new_of_the_chosen_record_are_told(qtbot, compared, settle):
    compared.records.table.select_record("t1")
    settle()
    boxes = [box.words.text() for box in compared.records.findChildren(ValueBox) if box.isVisibleTo(compared)]
    assert boxes == ["Đo huyết áp", "Đo huyết áp tại nhà"]


def test_the_text_follows_the_record_that_is_looked_at(qtbot, compared):
    compared.records.table.setFocus()
    compared.records.table.select_record("t2")
    qtbot.waitUntil(lambda: compared.text.currentIndex().row() == 2, timeout=5000)


def test_enter_on_a_record_goes_to_its_tab(qtbot, compared, jumped):
    compared.records.table.select_record("t3")
    qtbot.keyClick(compared.records.table, Qt.Key.Key_Return)
    assert jumped == [Jump("tasks", record_id="t3")]


def test_an_edit_is_compared_at_once(qtbot, compared, workspace, settle):
    workspace.perform("Sửa", editing.set_fields, "task", "t1", {"title": "Đo huyết áp"})
    settle()
    settle()
    qtbot.waitUntil(lambda: len(compared.comparison.records) == 2, timeout=5000)


def test_a_plan_without_an_earlier_version_is_told_so(sides, workspace, said, settle):
    workspace.set_plan("first")
    settle()
    sides.show_comparison()
    assert said.warnings[-1][0] == "Kế hoạch này không có bản trước trong tệp."


def test_the_plan_tab_offers_it_only_where_there_is_an_earlier_version(qtbot, opened, workspace, settle):
    tab = PlanTab(opened)
    qtbot.addWidget(tab, before_close_func=lambda tab: tab.release())
    tab.resize(1366, 600)
    tab.show()
    asked = []
    tab.compare_requested.connect(lambda: asked.append(True))
    assert tab.compare_button.isVisible()
    tab.compare_button.click()
    assert asked == [True]
    workspace.set_plan("first")
    settle()
    tab.mark_stale()
    assert not tab.compare_button.isVisible()


def test_nothing_is_clipped_where_it_is_narrow(compared, settle):
    compared.resize(900, 442)
    settle()
    for part in (compared.only_button, compared.next_button, compared.close_button):
        assert part.mapTo(compared, QPoint(part.width(), 0)).x() <= compared.width()
        assert part.width() >= part.minimumSizeHint().width()
    assert compared.text.text_width >= 80
