"""An office file with the sample plan in it, and one with a handful of records, for the verbs to work on."""

from decimal import Decimal
from pathlib import Path

import pytest

from kehoach_desktop.domain.records import Indicator, Operator, Plan, Target, Task, Unit
from kehoach_desktop.services.offices import create_office


@pytest.fixture
def office_file(tmp_path: Path):
    with create_office(tmp_path / "xa-hoa-lam.kehoach", "xã Hòa Lâm") as opened:
        with opened.step("Chuẩn bị") as records:
            records.add(
                Plan(id="p1", title="Thực hiện nước sạch nông thôn", symbol="KH-UBND"),
                Unit(id="u1", name="Trạm Y tế xã"),
                Unit(id="u2", name="Các thôn", is_group=True),
                Task(id="t1", plan_id="p1", number="1.1", title="Lập danh sách hộ dùng nước giếng"),
                Task(id="t2", plan_id="p1", number="1.2", title="Xét nghiệm mẫu nước", position=1),
                Indicator(id="i1", plan_id="p1", name="Hộ dùng nước sạch", measure="%", operator=Operator.GTE),
                Target(id="g1", indicator_id="i1", year=2026, value=Decimal(80)),
            )
        yield opened
