"""The line at the foot says what happened and keeps saying it."""

import pytest

from kehoach_desktop.domain.vietnamese import BadDate, parse_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.ui.background import ProgressView
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.widgets.status_bar import StatusBar


@pytest.fixture
def bar(qtbot, theme, messages):
    bar = StatusBar(theme, messages)
    qtbot.addWidget(bar)
    bar.resize(1200, 26)
    bar.show()
    return bar


def test_a_saved_step_is_named_with_its_undo(bar, messages):
    messages.saved.emit("14:03:22")
    messages.step("Đã sửa thời hạn nhiệm vụ 2.2")
    assert bar.state.accessibleName() == "Đã lưu 14:03:22"
    assert bar.news.text() == "Đã sửa thời hạn nhiệm vụ 2.2"
    assert bar.undo_link.isVisible()


def test_the_link_wishes_for_undo(qtbot, bar, messages):
    messages.step("Đã xóa nhiệm vụ 2.6")
    with qtbot.waitSignal(bar.undo_requested):
        bar.undo_link.click()


def test_a_fault_says_cause_and_remedy(bar, messages):
    messages.step("Đã sửa")
    messages.fault(BadValue("Tháng 6 không có ngày 31.", "Gõ lại."))
    assert (bar.state.accessibleName(), bar.news.text()) == ("Tháng 6 không có ngày 31.", "Gõ lại.")


def test_a_bad_day_also_says_how_to_leave_the_cell(bar, messages):
    with pytest.raises(BadDate) as caught:
        parse_date("31/6/2026")
    messages.fault(caught.value)
    assert bar.news.text() == "Gõ lại, ví dụ 30/6/2026; Esc để bỏ."


@pytest.mark.parametrize("speak", [lambda m: m.tell("Đã sao lưu"), lambda m: m.warn("Cần xem.", "Mở ra.")])
def test_undo_is_offered_until_the_next_step_and_says_what_it_means(bar, messages, speak):
    messages.step("Đã xóa nhiệm vụ 2.6")
    speak(messages)
    assert bar.undo_link.isVisible()
    assert bar.undo_link.text() == "Hoàn tác bước trước"
    assert bar.undo_link.toolTip() == "Hoàn tác: Đã xóa nhiệm vụ 2.6 (Ctrl+Z)"
    messages.step("Đã hoàn tác xóa nhiệm vụ 2.6", undoable=False)
    assert not bar.undo_link.isVisible()


def test_another_file_has_no_step_to_take_back(bar, messages):
    messages.step("Đã sửa")
    bar.clear()
    messages.tell("Đã mở tệp")
    assert not bar.undo_link.isVisible()


def test_conflicts_wait_with_their_picture(bar):
    bar.set_conflicts(2)
    assert bar.conflicts.text() == "2 mâu thuẫn chờ quyết định"
    assert bar.fork.isVisible()
    bar.set_conflicts(0)
    assert not bar.fork.isVisible()


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 giây"), (89, "89 giây"), (125, "2 phút"), (600, "10 phút")])
def test_what_takes_long_is_told_in_minutes(bar, seconds, words):
    bar.show_progress(ProgressView("Đang đọc", 1, 30, seconds, cancellable=True))
    assert bar.progress.left.text() == f"còn khoảng {words}"


def test_the_next_save_takes_the_fault_away(bar, messages):
    messages.fault(BadValue("Sai.", ""))
    messages.saved.emit("14:03:22")
    assert bar.state.accessibleName() == "Đã lưu 14:03:22"


def test_progress_stands_in_for_the_step_and_gives_it_back(bar, messages):
    messages.step("Đã sửa")
    bar.show_progress(ProgressView("Đang đọc", 18, 30, 2.2, cancellable=True))
    assert bar.progress.label.text() == "Đang đọc: 18/30"
    assert bar.progress.left.text() == "còn khoảng 2 giây"
    assert bar.progress.stop.isVisible()
    assert not bar.news.isVisible()
    bar.show_progress(None)
    assert bar.news.isVisible()


def test_what_cannot_be_stopped_offers_no_stop(bar):
    bar.show_progress(ProgressView("Lưu", 0, 0, None, cancellable=False))
    assert not bar.progress.stop.isVisible()


def test_links_stand_after_the_news_until_the_next(bar, messages):
    done = []
    messages.tell("Đã ghi bao-cao.pdf")
    messages.offer(Link("Mở thư mục", lambda: done.append("folder")), Link("In", lambda: done.append("print")))
    assert [button.text() for button in bar.links if button.isVisible()] == ["Mở thư mục", "In"]
    bar.links[0].click()
    assert done == ["folder"]
    bar.show_progress(ProgressView("Đang in", 1, 2, None, True))
    assert not bar.links[0].isVisible()
    bar.show_progress(None)
    assert bar.links[0].isVisible()
    messages.tell("Việc khác")
    assert not any(button.isVisible() for button in bar.links)


def test_what_holds_stays_at_the_right_whatever_is_told(bar, messages):
    bar.set_mark("usb", Shape("warning", "am", filled=True), "CHƯA được rút USB")
    bar.set_mark("backup", Shape("checkmark", "tx2"), "Sao lưu 14:03", tip="Bản sao ở D:")
    messages.tell("Đã mở tệp")
    messages.step("Đã sửa")
    assert bar.marks["usb"].accessibleName() == "CHƯA được rút USB"
    assert bar.marks["backup"].accessibleName() == "Sao lưu 14:03. Bản sao ở D:"
    assert bar.marks["usb"].isVisible()
    bar.set_mark("usb", None)
    assert not bar.marks["usb"].isVisible()
