"""The plan tab over a real office file: figures that lead to their rows, the text, and the outer parts edited in place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import factories as make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.progress import Box
from kehoach_desktop.services.offices import open_office
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan.spans import Mark, PlanText
from kehoach_desktop.ui.tabs.plan.tree import section_counts
from kehoach_desktop.ui.tabs.plan_tab import PlanTab

KEY = Qt.Key


@pytest.fixture
def tab(build_tab) -> PlanTab:
    return build_tab(PlanTab)


def in_file(opened, path: Path, kind: type, **where):
    opened.workspace.close()
    with open_office(path) as office_file, office_file.read() as records:
        return records.all(kind, **where)


def row_of(fields, key: str):
    row = fields.row(key)
    row.start_edit()
    return row._editor


# --- figures ---


def test_the_boxes_say_how_many_and_lead_to_their_tasks(qtbot, tab):
    cells = tab.strip.boxes._cells
    assert {box.value: cell._count for box, cell in cells.items()} == {
        "done_on_time": 1, "done_late": 1, "open_on_time": 3, "open_late": 1,
    }  # fmt: skip
    with qtbot.waitSignal(tab.jump_requested) as heard:
        qtbot.mouseClick(cells[Box.OPEN_LATE], Qt.MouseButton.LeftButton)
    assert heard.args == [Jump("tasks", view="box:open_late")]


def test_a_figure_is_reached_and_followed_by_keys(qtbot, tab):
    line = tab.strip.reports[r.SubmissionState.NOT_SENT]
    line.setFocus()
    assert line.accessibleName() == "Chưa nộp, trễ 8 ngày: 2"
    with qtbot.waitSignal(tab.jump_requested) as heard:
        qtbot.keyClick(line, KEY.Key_Return)
    assert heard.args == [Jump("units", view="missing")]


def test_the_lights_count_every_indicator_once(tab):
    counts = {verdict: line._count for verdict, line in tab.strip.verdicts.items()}
    assert counts == {Verdict.MET: 1, Verdict.NEAR: 1, Verdict.MISSED: 0, Verdict.NO_DATA: 1}


def test_what_is_due_within_a_week_is_named(tab):
    assert [widget.accessibleName() for widget in tab.strip._due_widgets] == [
        "26/6 Lắp bể lọc tại hai điểm trường, còn 4 ngày"
    ]


def test_figures_follow_an_edit(qtbot, tab, opened, settle):
    from kehoach_desktop.services import editing

    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"state": "done"})
    settle()
    assert tab.strip.boxes._cells[Box.DONE_LATE]._count == 2
    assert tab.strip.boxes._cells[Box.OPEN_LATE]._count == 0


# --- the text ---


def test_down_moves_by_paragraph_and_the_right_pane_follows(qtbot, tab):
    tab.text.setFocus()
    assert tab.place.text() == "Đoạn 1 / 6"
    qtbot.keyClick(tab.text, KEY.Key_Down)
    qtbot.waitUntil(lambda: tab.records_title.text() == "Sinh ra từ đoạn 2")
    assert [row.line.words for row in tab.records.rows] == ["Lắp bể lọc tại hai điểm trường", "Phòng Kinh tế"]
    assert tab.tree.currentItem().text(0) == "1. Nước sạch"


def test_enter_on_a_record_opens_it_in_its_tab(qtbot, tab):
    tab.text.go_to("p3")
    qtbot.waitUntil(lambda: tab.records_title.text() == "Sinh ra từ đoạn 4")
    qtbot.keyClick(tab.text, KEY.Key_Return)
    qtbot.waitUntil(lambda: tab.records.rows[0].hasFocus())  # noqa: PLW0108 - the row is made anew meanwhile
    with qtbot.waitSignal(tab.jump_requested) as heard:
        qtbot.keyClick(tab.records.rows[0], KEY.Key_Return)
    assert heard.args == [Jump("tasks", record_id="t3")]


def test_a_heading_leads_to_its_first_paragraph(qtbot, tab):
    tab.tree.setCurrentItem(tab.tree._items["s22"])
    assert tab.text.current().id == "p3"


def test_the_tree_counts_tasks_and_those_that_are_late(tab, opened):
    counts = section_counts(opened.workspace.dossier, frozenset({"t0"}))
    assert (counts["s2"].tasks, counts["s2"].late) == (6, 1)
    assert (counts["s22"].tasks, counts["s22"].late) == (3, 0)
    assert (
        tab.tree._items["s2"]
        .data(0, Qt.ItemDataRole.AccessibleTextRole)
        .startswith("III. Nhiệm vụ, giải pháp, 6 nhiệm vụ")
    )


def test_a_jump_from_a_task_shows_the_paragraph_it_came_from(tab):
    tab.show_jump(Jump("plan", record_id="t4"))
    assert tab.text.current().id == "p4"


def test_words_are_found_without_accents(qtbot, tab, said):
    tab.text.setFocus()
    qtbot.keyClicks(tab.finder, "thu 4")
    qtbot.keyClick(tab.finder, KEY.Key_Return)
    assert tab.text.current().id == "p4"
    tab._find("không đâu có")
    assert said.told == ["Không có đoạn nào có “không đâu có”."]


def test_ctrl_c_copies_the_paragraph_as_printed(qtbot, tab):
    tab.text.go_to("p1")
    qtbot.keyClick(tab.text, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "- Việc thứ 1 được nêu trong kế hoạch, chậm nhất ngày 15 tháng 6."


def test_a_thousand_paragraphs_are_shown_and_walked(qtbot, tab, opened, settle):
    plan = opened.workspace.dossier.plan
    more = [make.make_paragraph(plan, position=10 + i, text=f"Đoạn dài thứ {i}. " * 12) for i in range(1000)]

    def add(office_file):
        from kehoach_desktop.services.changes import Changes

        with office_file.step("Thêm đoạn") as records:
            records.add_all(more)
        return Changes.of("Thêm đoạn", "paragraph")

    opened.workspace.perform("Thêm", add)
    settle()
    tab.text.go_to(more[-1].id)
    qtbot.waitUntil(lambda: tab.place.text() == "Đoạn 1.006 / 1.006")
    assert tab.text.visualRect(tab.text.currentIndex()).intersects(tab.text.viewport().rect())


# --- underlines ---


def marks(text: str, *records: r.Record) -> list[tuple[str, Mark]]:
    """The underlined words of one paragraph."""
    plan = make.make_plan()
    paragraph = make.make_paragraph(plan, id="p", kind="bullet", marker="-", text=text)
    found = PlanText(make.make_dossier(plan, paragraph, *records)).spans(paragraph)
    return [(text[span.start : span.end], span.mark) for span in found]


def test_task_unit_and_deadline_are_found_in_the_words():
    text = "Thôn Đông dọn giếng làng sạch sẽ, xong trước ngày 27 tháng 6 năm 2026; mỗi quý báo một lần."
    task = make.make_task(
        paragraph_id="p", title="dọn giếng làng sạch sẽ", due_on=date(2026, 6, 27), due_kind=r.DueKind.DATE
    )
    assert marks(text, make.make_unit(name="Thôn Đông"), task) == [
        ("Thôn Đông", Mark.UNIT),
        ("dọn giếng làng sạch sẽ", Mark.TASK),
        ("xong trước ngày 27 tháng 6 năm 2026", Mark.DUE),
    ]


def test_the_plans_own_words_of_a_deadline_win():
    task = make.make_task(paragraph_id="p", title="Việc khác hẳn ở đây", due_text="ngày 15 tháng 6 hằng năm")
    assert marks("Khám mắt, chậm nhất ngày 15 tháng 6 hằng năm.", task) == [
        ("chậm nhất ngày 15 tháng 6 hằng năm", Mark.DUE)
    ]


def test_a_target_is_its_figure_with_the_words_around_it():
    indicator = make.make_indicator(paragraph_id="p", id="i")
    target = make.make_target(indicator, value=Decimal("95.5"), paragraph_id="p")
    assert marks("Hộ có nước sạch đạt từ 95,5% trở lên, không phải 5,5%.", indicator, target) == [
        ("đạt từ 95,5% trở lên", Mark.TARGET)
    ]


def test_another_name_of_a_unit_is_underlined_too_but_no_part_of_a_word():
    unit = make.make_unit(id="u", name="Trạm Y tế xã")
    alias = make.make_alias(unit, name="TYT xã")
    assert marks("TYT xã gửi báo cáo; trạm y tế xãm không có.", unit, alias) == [("TYT xã", Mark.UNIT)]


@pytest.mark.parametrize("text", ["", "….", "İstanbul %", "100%" * 50])
def test_odd_texts_are_underlined_without_harm(text):
    indicator = make.make_indicator(paragraph_id="p", id="i", measure="%")
    records = [indicator, make.make_target(indicator, value=Decimal(100)), make.make_unit(name="Đội (A+B)*")]
    assert all(words in text for words, _ in marks(text, *records))


# --- editing ---


@pytest.mark.parametrize(
    "case",
    [("number", "31", "31"), ("issued_on", "20/01/2026", date(2026, 1, 20)), ("place", "Bình Khê", "Bình Khê")],
)
def test_number_and_day_are_edited_in_place(qtbot, tab, opened, office_path, settle, case):
    field, typed, stored = case
    editor = row_of(tab.folds.paper, field)
    editor.setText(typed)
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    assert getattr(in_file(opened, office_path, r.Plan)[0], field) == stored


def test_a_wrong_day_stays_in_its_row(qtbot, tab, opened, office_path, said, settle):
    editor = row_of(tab.folds.paper, "issued_on")
    editor.setText("30/2/2026")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    assert said.faults[0][0] == "Tháng 2 không có ngày 30."
    assert tab.folds.paper.row("issued_on")._editor.text() == "30/2/2026"
    assert in_file(opened, office_path, r.Plan)[0].issued_on == date(2026, 1, 15)


def test_the_signer_is_edited_in_place(qtbot, tab, opened, office_path, settle):
    for field, typed in (("signer_authority", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"), ("signer_name", "Đỗ Minh Khuê")):
        editor = row_of(tab.folds.signer, field)
        editor.setText(typed)
        qtbot.keyClick(editor, KEY.Key_Return)
        settle()
    plan = in_file(opened, office_path, r.Plan)[0]
    assert (plan.signer_authority, plan.signer_name) == ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "Đỗ Minh Khuê")


@pytest.mark.parametrize(
    "case",
    [("recipient", r.Recipient, "name"), ("legal_basis", r.LegalBasis, "text"), ("funding", r.Funding, "text")],
)
def test_rows_of_the_paper_are_added_changed_and_dropped(qtbot, tab, opened, office_path, settle, case):
    kind, cls, field = case
    fold = tab.folds.lists[kind]
    fold.head.setChecked(True)
    for words in ("Dòng thứ nhất", "Dòng thứ hai"):
        fold.line.edit(words)
        qtbot.keyClick(fold.line.editor, KEY.Key_Return)
        settle()
    rows = [row.field for row in fold.fields._rows.values()]
    assert [row.text for row in rows] == ["Dòng thứ nhất", "Dòng thứ hai"]
    editor = row_of(fold.fields, rows[1].key)
    editor.setText("Dòng đã sửa")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    fold.fields.link_clicked.emit(rows[0].key)
    settle()
    assert [getattr(row, field) for row in in_file(opened, office_path, cls)] == ["Dòng đã sửa"]


def test_only_one_fold_is_open(tab):
    tab.folds.lists["recipient"].head.setChecked(True)
    tab.folds.lists["funding"].head.setChecked(True)
    assert not tab.folds.lists["recipient"].head.isChecked()


def test_a_task_is_made_from_the_paragraph(tab, opened, office_path, settle):
    tab.text.go_to("p2")
    tab.add_from_paragraph("task")
    settle()
    assert [row.line.number for row in tab.records.rows][:2] == ["1.3", "1.4"]
    task = max(in_file(opened, office_path, r.Task), key=lambda t: t.position)
    assert (task.number, task.paragraph_id, task.section_id) == ("1.4", "p2", "s21")
    assert task.title == "Việc thứ 2 được nêu trong kế hoạch, chậm nhất ngày 15 tháng 6"


def test_an_indicator_is_made_from_the_paragraph(tab, opened, office_path, settle):
    tab.text.go_to("p5")
    tab.add_from_paragraph("indicator")
    settle()
    indicator = max(in_file(opened, office_path, r.Indicator), key=lambda i: i.position)
    assert (indicator.paragraph_id, indicator.position) == ("p5", 3)


# --- sizes and empty files ---


@pytest.mark.parametrize("width", [1920, 1366, 1093, 911])
def test_the_tab_fits_its_window(tab, width):
    tab.resize(width, 440)
    assert tab.minimumSizeHint().width() <= width
    assert tab.minimumSizeHint().height() <= 314
    assert tab.print_button.mapTo(tab, QPoint(tab.print_button.width(), 0)).x() <= width


def test_the_plan_is_printed_from_its_head(tab, qtbot):
    with qtbot.waitSignal(tab.export_requested) as asked:
        tab.print_button.click()
    assert asked.args == ["ke-hoach", None]


def test_a_narrow_window_shows_the_records_with_f4(tab):
    tab.resize(1093, 440)
    assert not tab._records_pane.isVisible()
    tab.toggle_pane()
    assert tab._records_pane.isVisible()


def test_an_office_without_a_plan_offers_ways_to_begin(qtbot, show_tab, desk, tmp_path):
    path = tmp_path / "moi.kehoach"
    make.make_office_file(path).close()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(path)
    tab = show_tab(PlanTab, desk)
    assert tab.empty.isVisible()
    with qtbot.waitSignal(tab.paste_requested):
        tab.empty.acted.emit("paste")
    with qtbot.waitSignal(tab.import_requested):
        tab.empty.acted.emit("import")


def test_a_plan_without_any_text_is_shown(qtbot, show_tab, desk, tmp_path):
    path = tmp_path / "trong.kehoach"
    make.make_office_file(path, make.make_plan(number=None, issued_on=None)).close()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(path)
    tab = show_tab(PlanTab, desk)
    assert tab.records_title.text() == "Chưa có toàn văn"
    assert tab.pill.accessibleName() == "Chưa ban hành"
    tab.add_new()
    tab.search("gì đó")
