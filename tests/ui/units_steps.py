"""Steps of the tests of the units tab."""


def choose(tab, qtbot, unit_id):
    """The unit is the current row, and the pane beside the table shows it."""
    assert tab.table.select_record(unit_id)
    qtbot.waitUntil(lambda: tab.pane.unit is not None and tab.pane.unit.id == unit_id)
