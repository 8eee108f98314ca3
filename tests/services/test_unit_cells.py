"""Blocks of cells pasted over units."""

import factories as make

from kehoach_desktop.domain.records import Unit
from kehoach_desktop.services.cell_blocks import CellText
from kehoach_desktop.services.unit_cells import write_unit_cells


def unit(office_file, unit_id):
    with office_file.read() as records:
        return records.get(Unit, unit_id)


def test_an_emptied_cell_and_a_pasted_dash_take_a_value_away(office_file):
    write_unit_cells(office_file, [CellText("u1", "phone", "0900 000 118"), CellText("u1", "head", "Ngô Thị Mận")])
    written = write_unit_cells(office_file, [CellText("u1", "phone", "–"), CellText("u1", "head", " ")])
    assert (unit(office_file, "u1").phone, unit(office_file, "u1").head) == (None, None)
    assert written.changes is not None
    assert written.changes.step == "Dán 2 ô đơn vị"


def test_what_is_there_already_makes_no_step(office_file):
    assert write_unit_cells(office_file, [CellText("u1", "name", unit(office_file, "u1").name)]).changes is None


def test_another_name_of_another_unit_is_refused_but_its_own_may_become_its_name(office_file):
    with office_file.step("Chuẩn bị") as step:
        step.add(make.make_alias(unit(office_file, "u1"), name="TYT Hòa Lâm"))
    block = [CellText("u1", "name", "TYT Hòa Lâm"), CellText("u2", "name", "tyt hòa lâm")]
    (refused,) = write_unit_cells(office_file, block[1:]).refused
    assert (refused[0].record_id, refused[1].cause) == ("u2", "“tyt hòa lâm” đã là tên của Trạm Y tế xã.")
    assert write_unit_cells(office_file, block[:1]).refused == ()
    assert unit(office_file, "u1").name == "TYT Hòa Lâm"
