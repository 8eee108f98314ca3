"""The register of papers by its keys and its menu: opening a file, taking a wrong entry out, printing again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kehoach_desktop.services import exporting, papers, restoring
from kehoach_desktop.ui.tabs.reports_tab import ReportsTab
from kehoach_desktop.ui.widgets.row_menu import menu_of


@pytest.fixture
def tab(build_tab) -> ReportsTab:
    return build_tab(ReportsTab)


@pytest.fixture
def issue(tab, opened, tmp_path, perform):
    """Prints a form into a folder; the paper as the register has it."""

    def do(form="don-doc", fmt="pdf", **choices):
        opened.settings.set("export/folder", str(tmp_path))
        period = opened.workspace.period.id
        perform(exporting.export, form, period, tmp_path, formats=(fmt,), **choices)
        return opened.workspace.dossier.papers[-1]

    return do


def press(qtbot, tab, key):
    tab.side.register.setFocus()
    qtbot.keyClick(tab.side.register, key)


def menu_line(tab, words):
    menu = menu_of(tab.side.register, tab.side.register.currentIndex())
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_enter_opens_the_file(tab, qtbot, issue, tmp_path):
    paper = issue(unit_id="u2")
    with qtbot.waitSignal(tab.file_requested) as asked:
        press(qtbot, tab, Qt.Key.Key_Return)
    assert asked.args == [tmp_path / paper.file_name]


def test_a_file_that_is_gone_is_named_and_can_be_printed_again(tab, qtbot, issue, tmp_path, said, opened):
    offered = []
    opened.messages.offered.connect(offered.append)
    paper = issue(unit_id="u2")
    (tmp_path / paper.file_name).unlink()
    press(qtbot, tab, Qt.Key.Key_Return)
    assert said.warnings[-1] == (
        f"Không thấy tệp {paper.file_name} ở {tmp_path}.", "In lại, hoặc mở tệp ở nơi đã chép sang."
    )  # fmt: skip
    with qtbot.waitSignal(tab.print_requested) as wished:
        offered[-1][0].act()
    assert wished.args[2]["paper_id"] == paper.id


def test_without_a_folder_the_file_is_not_looked_for(tab, qtbot, issue, said, opened):
    paper = issue(unit_id="u2")
    opened.settings.set("export/folder", "")
    press(qtbot, tab, Qt.Key.Key_Return)
    assert said.warnings[-1][0] == f"Không thấy tệp {paper.file_name} vì chưa biết thư mục để tệp đã in."


def test_del_takes_a_wrong_entry_out_names_its_number_and_is_undone(tab, qtbot, issue, settle, perform, said):
    paper = issue(unit_id="u2")
    perform(papers.give_number, paper.id, {"number": "64"})
    press(qtbot, tab, Qt.Key.Key_Delete)
    settle()
    assert tab.workspace.dossier.papers == ()
    assert said.steps[-1] == (
        "Đã xóa khỏi sổ văn bản: Công văn đôn đốc số 64/UBND-VHXH; tệp đã in giữ nguyên"
    )  # fmt: skip
    tab.workspace.undo()
    settle()
    assert [paper.number for paper in tab.workspace.dossier.papers] == ["64"]


def test_what_was_taken_out_lies_in_the_bin(tab, qtbot, issue, settle, opened):
    paper = issue(unit_id="u2")
    press(qtbot, tab, Qt.Key.Key_Delete)
    found = []
    opened.workspace.ask(restoring.deleted, found.extend)
    settle()
    assert [row.id for row in found] == [paper.id]


def test_a_paper_is_printed_again_from_its_menu(tab, qtbot, issue):
    paper = issue(unit_id="u2")
    with qtbot.waitSignal(tab.print_requested) as wished:
        menu_line(tab, "In lại")
    assert (wished.args[0], wished.args[2]["paper_id"]) == ("don-doc", paper.id)


def test_a_sheet_is_written_again_as_a_sheet(tab, qtbot, issue):
    paper = issue(form="chi-tieu", fmt="xlsx")
    with qtbot.waitSignal(tab.files_requested) as wished:
        menu_line(tab, "In lại")
    assert (wished.args[1], wished.args[3]["paper_id"]) == (("xlsx",), paper.id)


def test_number_and_removal_are_in_the_menu_too(tab, qtbot, issue, settle, opened):
    issue(unit_id="u2")
    menu_line(tab, "Ghi số, ngày…\tF2")
    editor = tab.side.register.findChild(QLineEdit)
    assert editor.text() == "1"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    menu_line(tab, "Xóa khỏi sổ\tDel")
    settle()
    assert opened.workspace.dossier.papers == ()
