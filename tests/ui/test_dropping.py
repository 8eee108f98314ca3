"""Files dragged over the window: what is said before they are let go, and that it comes true."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragLeaveEvent, QDropEvent

from kehoach_desktop.ui.dropping import drop_words

BUTTONS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def window(show_window):
    return show_window()


@pytest.fixture
def working(window, open_office):
    return open_office(window)


def facts_of(*paths):
    facts = QMimeData()
    facts.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return facts


def drag(window, *paths):
    """Whether the window takes them."""
    facts = facts_of(*paths)
    event = QDropEvent(QPointF(600, 300), Qt.DropAction.CopyAction, facts, *BUTTONS)
    event.ignore()
    window.dragEnterEvent(event)
    return event.isAccepted()


def drop(window, *paths):
    facts = facts_of(*paths)
    window.dropEvent(QDropEvent(QPointF(600, 300), Qt.DropAction.CopyAction, facts, *BUTTONS))


@pytest.mark.parametrize(
    ("names", "is_open", "words"),
    [
        (["a.kehoach"], True, "Thả để gộp tệp này vào tệp đang mở"),
        (["a.kehoach", "b.kehoach-goi"], True, "Thả để gộp 2 tệp này vào tệp đang mở"),
        (["a.kehoach"], False, "Thả để mở tệp"),
        (["a.docx"], True, "Thả để đọc kế hoạch"),
        (["a.xlsx", "b.xlsx"], True, "Thả để thu phiếu"),
    ],
)
def test_it_is_said_what_will_happen(names, is_open, words):
    assert drop_words(names, is_open=is_open)[0] == words


def test_only_the_first_of_several_plans_is_read_and_that_is_said():
    assert drop_words(["a.docx", "b.docx"], is_open=True)[1] == "Chỉ nhận tệp đầu: a.docx"


def test_a_frame_with_the_words_covers_the_work_while_files_are_over_it(working, tmp_path):
    assert drag(working, tmp_path / "ke-hoach.docx")
    cover = working.dropping.cover
    assert cover.isVisible()
    assert cover.accessibleName() == "Thả để đọc kế hoạch. ke-hoach.docx"
    assert cover.size() == working.stack.size()
    working.dragLeaveEvent(QDragLeaveEvent())
    assert not cover.isVisible()


def test_what_is_not_taken_shows_no_frame(working, tmp_path):
    assert not drag(working, tmp_path / "anh.jpg")
    assert not working.dropping.cover.isVisible()


def test_letting_go_takes_the_frame_away(working, tmp_path, said, settle):
    drag(working, tmp_path / "a.kehoach")
    drop(working, tmp_path / "a.kehoach")
    settle()
    assert not working.dropping.cover.isVisible()


def test_files_of_another_kind_than_the_first_are_left(working, tmp_path):
    drag(working, tmp_path / "a.docx", tmp_path / "b.xlsx")
    assert working.dropping.cover.accessibleName() == "Thả để đọc kế hoạch. a.docx"


def test_forms_dropped_before_the_office_is_open_are_read_once_it_is(
    qtbot, window, office_path, tmp_path, said, settle
):
    form = tmp_path / "Thon Dong.xlsx"
    form.write_bytes(b"khong phai bang tinh")
    drop(window, form)
    assert said.warnings == [("Chưa mở tệp của cơ quan.", "Mở tệp ấy, phiếu được thu ngay sau đó.")]
    window.files.open(str(office_path))
    qtbot.waitUntil(
        lambda: "window" in window.collecting.__dict__ and window.collecting.window.isVisible(), timeout=20000
    )
    assert [each.path for each in window.collecting.window.collection.forms] == [form]
