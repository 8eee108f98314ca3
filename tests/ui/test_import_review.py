"""Looking a real proposal over: what is shown, what is kept, that nothing is lost by a slip."""

import pytest
from PySide6.QtCore import Qt

from kehoach_desktop import paths
from kehoach_desktop.services import plans
from kehoach_desktop.ui.dialogs.import_review import ImportReview, kept, review_rows


@pytest.fixture(scope="module")
def proposal():
    return plans.propose(paths.resource("sample", "ke-hoach-mau.docx"))


@pytest.fixture
def review(qtbot, desk, proposal):
    review = ImportReview(desk, proposal)
    review.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(review, before_close_func=lambda r: setattr(r, "_decided", True))
    review.show()
    return review


def test_every_kind_is_counted(proposal, review):
    rows = review_rows(proposal)
    for kind in ("tasks", "indicators", "units", "recipients"):
        assert sum(row.kind == kind for row in rows) == len(getattr(proposal, kind)) > 0


def test_everything_is_ticked_and_the_button_names_the_count(proposal, review):
    rows = [row for row in review_rows(proposal) if row.kind != "doubts"]
    assert review.accept_button.text() == f"Nhận {len(rows)} mục"


def test_unticked_rows_are_left_out(qtbot, proposal, review):
    first = next(
        row for row in range(review.model.rowCount()) if (r := review.model.record_at(row)) and r.kind == "tasks"
    )
    review.model.toggle_tick(first)
    with qtbot.waitSignal(review.accepted_proposal) as accepted:
        review._accept()
    assert len(accepted.args[0].tasks) == len(proposal.tasks) - 1
    assert accepted.args[0].paragraphs == proposal.paragraphs


def test_keeping_all_changes_nothing(proposal):
    assert kept(proposal, [row.id for row in review_rows(proposal)]) == proposal


def test_the_source_sentence_is_marked(qtbot, desk, proposal, review):
    place = next(i for i, t in enumerate(proposal.tasks))
    review.table.select_record(f"tasks:{place}")
    review._show_source(review.table.current_record())
    paragraph = next(p for p in proposal.paragraphs if p.id == proposal.tasks[place].paragraph)
    block = review.source.textCursor().block()
    assert paragraph.text in block.text()
    assert block.blockFormat().background().color() == desk.theme.color("mark")


def test_closing_asks_before_the_work_is_lost(review, said):
    said.answer = False
    review.close()
    assert review.isVisible()
    assert said.questions[0].accept == "Bỏ, không nhận"
    said.answer = True
    review.close()
    assert not review.isVisible()


def test_control_enter_accepts(qtbot, review, said):
    with qtbot.waitSignal(review.accepted_proposal):
        qtbot.keyClick(review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.questions == []
