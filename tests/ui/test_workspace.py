"""Opening, editing, undoing and refusing through the worker, with a real file."""

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.services import editing
from kehoach_desktop.services.first_setup import FirstSetup, OfficeFacts, SignerFacts


def test_opening_brings_the_dossier_and_the_period_being_collected(opened):
    assert opened.workspace.dossier.office.name == "Hòa Lâm"
    assert len(opened.workspace.dossier.tasks) == 6
    assert opened.workspace.period == Period("2026-H1")


def test_a_verb_is_saved_named_and_told_once(qtbot, opened, said):
    told = []
    opened.workspace.dossier_changed.connect(told.append)
    with qtbot.waitSignal(opened.workspace.dossier_changed):
        opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"due_on": "30/6/2026"})
    assert [changes.kinds for changes in told] == [frozenset({"task"})]
    assert said.steps == ["Đã sửa thời hạn nhiệm vụ 1.1"]
    assert len(said.saved) == 1
    assert opened.workspace.dossier.task_by_id["t0"].due_on.isoformat() == "2026-06-30"


def test_a_refused_value_changes_nothing_and_reaches_the_caller(opened, said, settle):
    faults = []
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"due_on": "31/6/2026"}, on_error=faults.append)
    settle()
    assert faults[0].cause == "Tháng 6 không có ngày 31."
    assert said.faults == [(faults[0].cause, "Gõ lại, ví dụ 30/6/2026; Esc để bỏ.")]
    assert said.saved == []


def test_an_edit_to_the_same_value_is_no_step(opened, said, settle):
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"due_on": "15/6/2026"})
    settle()
    assert said.steps == []
    assert opened.workspace.redo_name is None


def test_undo_and_redo_bear_the_name_of_the_step(opened, settle):
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc khác"})
    settle()
    assert opened.workspace.undo_name == "Sửa nội dung nhiệm vụ 1.1"
    opened.workspace.undo()
    settle()
    assert opened.workspace.dossier.task_by_id["t0"].title.startswith("Xét nghiệm")
    assert opened.workspace.redo_name == "Sửa nội dung nhiệm vụ 1.1"
    opened.workspace.redo()
    settle()
    assert opened.workspace.dossier.task_by_id["t0"].title == "Việc khác"


def test_after_undo_the_news_offers_to_do_it_again_and_not_to_undo_more(opened, settle):
    offered, steps = [], []
    opened.messages.offered.connect(offered.append)
    opened.messages.stepped.connect(lambda what, undoable: steps.append((what, undoable)))
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc khác"})
    settle()
    opened.workspace.undo()
    settle()
    assert [undoable for _, undoable in steps] == [True, False]
    assert [link.words for link in offered[-1]] == ["Làm lại"]
    offered[-1][0].act()
    settle()
    assert opened.workspace.dossier.task_by_id["t0"].title == "Việc khác"
    assert steps[-1][1]


def test_plan_and_period_survive_reopening(qtbot, opened, office_path):
    opened.workspace.set_period(Period("2026-Q1"))
    opened.workspace.close()
    with qtbot.waitSignal(opened.workspace.opened):
        opened.workspace.open(office_path)
    assert opened.workspace.period == Period("2026-Q1")


def test_a_file_that_is_not_ours_leaves_the_open_one_open(opened, tmp_path, said, settle):
    stranger = tmp_path / "thu.kehoach"
    stranger.write_text("xin chào", encoding="utf-8")
    refused = []
    opened.workspace.refused.connect(lambda path, fault: refused.append((path, fault)))
    opened.workspace.open(stranger)
    settle()
    assert refused[0][0] == stranger
    assert said.faults
    assert opened.workspace.dossier.office.name == "Hòa Lâm"


def test_a_new_file_starts_without_a_plan(qtbot, desk, tmp_path):
    with qtbot.waitSignal(desk.workspace.opened):
        setup = FirstSetup(OfficeFacts("Tân Lập", CommuneKind.WARD), signers=(SignerFacts(name="Lê Minh"),))
        desk.workspace.set_up(tmp_path / "moi.kehoach", setup)
    assert desk.workspace.dossier.plan is None
    assert desk.workspace.dossier.office.name == "Tân Lập"
    assert desk.workspace.dossier.signers[0].name == "Lê Minh"
