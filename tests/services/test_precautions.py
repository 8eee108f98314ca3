"""Before which acts a copy is made: imports always, deletions when much goes."""

import factories as make
import pytest

from kehoach_desktop.services import amending, editing, plans
from kehoach_desktop.services.precautions import reason_to_back_up


@pytest.fixture
def office_file(tmp_path):
    plan, unit = make.make_plan(id="p1"), make.make_unit(id="u1")
    tasks = [make.make_task(plan, id=f"t{n}", position=n) for n in range(8)]
    given = [make.make_assignment(task, unit, id=f"a{task.id}") for task in tasks]
    with make.make_office_file(tmp_path / "a.kehoach", plan, unit, *tasks, *given) as opened:
        yield opened


@pytest.mark.parametrize(
    ("verb", "args", "why"),
    [
        (plans.accept, ("đề xuất",), "trước khi nhập kế hoạch"),
        (amending.amend, ("đề xuất", "sửa đổi"), "trước khi nhập bản sửa đổi"),
        (editing.set_fields, ("task", "t1", {}), ""),
        (editing.delete_record, ("task", "t1"), ""),
        (editing.delete_record, ("unit", "u1"), "trước khi xóa nhiều"),
        (editing.delete_record, ("task", "không có"), ""),
        (editing.delete_many, ("task", ["t1", "t2"]), ""),
        (editing.delete_many, ("task", ["t1", "t2", "t3"]), "trước khi xóa nhiều"),
        (editing.delete_many, ("task", [f"t{n}" for n in range(7)]), "trước khi xóa nhiều"),
    ],
)
def test_an_act_asks_for_a_copy_or_not(office_file, verb, args, why):
    assert reason_to_back_up(office_file, verb, args) == why
