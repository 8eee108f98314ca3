"""What a start does not show is built when it is first wanted."""

from kehoach_desktop.ui.tabs.tasks_tab import TasksTab


def test_the_bar_for_ticked_rows_and_the_page_without_rows_are_built_when_wanted(build_tab):
    rows = build_tab(TasksTab).list
    assert not {"bulk", "no_hits"} & vars(rows).keys()
    rows.search("không có ở đâu")
    assert rows.no_hits.isVisible()
    rows.search("")
    rows.model.tick_all(on=True)
    assert rows.bulk.isVisible()
    assert rows.bulk.geometry().top() >= rows.table.geometry().bottom()
