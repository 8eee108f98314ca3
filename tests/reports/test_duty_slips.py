"""The slip that hands a unit its tasks: who gets one, in which words, and the six clears of each task."""

from dataclasses import replace

import pypdf
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.forms import duty_slip
from kehoach_desktop.reports.model import RowKind
from kehoach_desktop.reports.text import cell_text
from tests.reports.sample_dossier import DOSSIER, TODAY, UNITS, WINDOW, request


def slip(unit_id, dossier=DOSSIER):
    (paper,) = duty_slip.build(request(dossier, unit_id)).papers
    return paper


def rows(paper, kind=RowKind.DATA):
    return [[cell_text(cell) for cell in row.cells] for row in paper.annexes[0].rows if row.kind is kind]


def test_every_unit_with_tasks_gets_a_slip_and_groups_give_way_to_members():
    names = [paper.recipients[0] for paper in duty_slip.build(request()).papers]
    assert names == [unit.name for unit in UNITS if not unit.is_group]


def test_tasks_stand_under_the_role_of_the_unit():
    paper = slip("clinic")
    assert rows(paper, RowKind.GROUP) == [["I", "Nhiệm vụ chủ trì"], ["II", "Nhiệm vụ phối hợp"]]
    assert [row[1].split()[0] for row in rows(paper)] == ["Khám", "Khám", "Lập", "Phun", "Kiểm"]
    assert "thực hiện 5 nhiệm vụ của Kế hoạch: chủ trì 4 nhiệm vụ và phối hợp 1 nhiệm vụ" in paper.blocks[1].text


def test_the_six_clears_of_a_task_are_its_cells():
    assert rows(slip("clinic"))[0] == [
        "1", "Khám mắt cho học sinh", "Hà Minh Lộc", "Phối hợp: Các trường học", "Đỗ Minh Khuê", "30/4/2026",
        "Danh sách học sinh cận thị", "Chủ tịch UBND xã",
    ]  # fmt: skip


def test_tasks_of_the_group_are_those_of_its_members():
    assert "Kiểm tra nước uống hằng quý" in [row[1] for row in rows(slip("primary"))]


def test_of_a_group_each_member_gets_a_slip():
    assert len(duty_slip.build(request(unit_id="schools")).papers) == 2


def test_a_party_body_is_asked_and_not_ordered():
    units = tuple(replace(unit, duty_kind=r.DutyKind.REQUESTED) for unit in UNITS)
    asked, ordered = slip("clinic", replace(DOSSIER, units=units)), slip("clinic")
    assert (asked.type_name, ordered.type_name) == ("Phiếu đề nghị thực hiện nhiệm vụ", "Phiếu giao nhiệm vụ")
    assert "Hòa Lâm đề nghị Trạm Y tế xã thực hiện" in asked.blocks[1].text
    assert " giao " not in " ".join(block.text for block in asked.blocks)
    assert "Hòa Lâm giao Trạm Y tế xã thực hiện" in ordered.blocks[1].text


def test_a_unit_without_tasks_gets_no_slip():
    with pytest.raises(BadValue, match="Không có đơn vị nào được giao"):
        duty_slip.build(request(replace(DOSSIER, assignments=()), "clinic"))


def test_each_slip_and_each_annex_count_their_own_pages(tmp_path):
    path = tmp_path / "giao-viec.pdf"
    render("giao-viec", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=path, unit_id="schools")
    assert pypdf.PdfReader(path).page_labels == ["1", "PL-1", "1", "PL-1"]
