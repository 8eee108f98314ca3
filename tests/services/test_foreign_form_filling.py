"""A form of the province filled from a real office file: values as on our own papers, the file beside it, the register."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import factories as make
import foreign_forms as forms
import pytest
from openpyxl import load_workbook

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.placeholders import Vocabulary
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.exchange.form_faults import RefusedForm
from kehoach_desktop.services import foreign_forms as service
from kehoach_desktop.services.demo import build_sample
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.office_file import OfficeFile

NOW = datetime(2026, 6, 22, 14, 3, 22, tzinfo=make.VIETNAM)


def office() -> Dossier:
    plan = make.make_plan(id="plan")
    bhyt = make.make_indicator(
        plan, id="i1", name="Tỷ lệ người dân tham gia bảo hiểm y tế", measure="%", operator=r.Operator.GTE, unit_id="u1"
    )
    twin = make.make_indicator(
        plan, id="i2", name="Tỷ lệ người dân tham gia bảo hiểm y tế (nữ)", measure="%", position=1
    )
    unit, hamlet = (
        make.make_unit(id="u1", name="Trạm Y tế xã", head="Hoàng Văn Lâm"),
        make.make_unit(id="u2", name="Thôn Đông", kind=r.UnitKind.HAMLET),
    )
    late = make.make_task(plan, id="t1", title="Lập danh sách", due_kind=r.DueKind.DATE, due_on=date(2026, 6, 1))
    done = make.make_task(
        plan,
        id="t2",
        title="Mở lớp",
        due_kind=r.DueKind.DATE,
        due_on=date(2026, 6, 1),
        state=r.TaskState.DONE,
        finished_on=date(2026, 5, 20),
        position=1,
    )
    open_ = make.make_task(plan, id="t3", title="Tuyên truyền", due_kind=r.DueKind.ONGOING, position=2)
    return make.make_dossier(
        plan, unit, hamlet, bhyt, twin, late, done, open_,
        r.Assignment(id="a1", task_id="t1", unit_id="u1", role=r.Role.LEAD), r.Assignment(id="a2", task_id="t2", unit_id="u1", role=r.Role.LEAD),
        r.Assignment(id="a3", task_id="t2", unit_id="u2", role=r.Role.SUPPORT),
        make.make_target(indicator_id="i1", year=2026, value=Decimal(95)), make.make_target(indicator_id="i1", year=2030, value=Decimal(98)),
        make.make_result(indicator_id="i1", period="2026-H1", numerator=Decimal(949), denominator=Decimal(1000)),
        make.make_progress(task_id="t1", period="2026-H1", result="Mới xong một nửa"), make.make_signer(), plan=plan,
    )  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    dossier = office()
    return service.placeholders(dossier, window(dossier, "2026-H1"), date(2026, 6, 10))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("co_quan.ten_hoa", "ỦY BAN NHÂN DÂN XÃ HÒA LÂM"),
        ("ke_hoach.day_du", "Kế hoạch số 27/KH-UBND ngày 15 tháng 01 năm 2026"),
        ("ky.ten", "6 tháng đầu năm 2026"),
        ("ky.tu_ngay", "15/12/2025"),
        ("ngay_lap.ngay", "10"),
        ("ngay_lap.bang_chu", "ngày 10 tháng 6 năm 2026"),
        ("nguoi_ky.chuc_vu", "PHÓ CHỦ TỊCH"),
        ("nguoi_ky.ho_ten", "Đỗ Minh Khuê"),
        ("nhiem_vu.tong", "3"),
        ("nhiem_vu.dung_han", "1"),
        ("nhiem_vu.trong_han", "1"),
        ("nhiem_vu.qua_han", "1"),
        ("nhiem_vu.ty_le", "33,3"),
        ("chi_tieu.chua_dat", "1"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.ket_qua", "94,9"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.muc", "95"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.muc_2030", "98"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.muc_bang_chu", "từ 95% trở lên"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.danh_gia", "Chưa đạt"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.tu_so", "949"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt.don_vi", "Trạm Y tế xã"),
        ("chi_tieu.ty_le_nguoi_dan_tham_gia_bhyt_nu.ket_qua", ""),
        ("don_vi.tram_y_te_xa.nguoi_dung_dau", "Hoàng Văn Lâm"),
        ("don_vi.tram_y_te_xa.tong", "2"),
        ("don_vi.tram_y_te_xa.qua_han", "1"),
        ("don_vi.thon_dong.bao_cao", "Chưa nộp"),
    ],
)
def test_a_placeholder_stands_for_what_our_own_papers_say(names: Vocabulary, name: str, text: str):
    found = names.find(name)
    assert found is not None, name
    assert service.shown(found.value) == text


@pytest.mark.parametrize(
    ("sign", "titles"),
    [
        ((), ["Lập danh sách", "Mở lớp", "Tuyên truyền"]),
        (("qua_han",), ["Lập danh sách"]),
        (("tram_y_te_xa",), ["Lập danh sách", "Mở lớp"]),
        (("tram_y_te_xa", "hoan_thanh"), ["Mở lớp"]),
        (("thuong_xuyen",), ["Tuyên truyền"]),
        (("chua_giao",), ["Tuyên truyền"]),
        (("thon_dong",), []),
    ],
)
def test_tasks_are_filtered_by_state_and_by_lead(names: Vocabulary, sign: tuple[str, ...], titles: list[str]):
    assert [record.values["ten"] for record in names.loops[0].filtered(sign)] == titles


def test_a_row_of_a_task_has_what_was_reported(names: Vocabulary):
    row = names.loops[0].records[0].values
    assert (row["han"], row["ket_qua"], row["chu_tri"], row["ngay_tre"]) == (
        date(2026, 6, 1),
        "Mới xong một nửa",
        "Trạm Y tế xã",
        9,
    )
    assert row["tinh_trang"] == "Chưa hoàn thành quá hạn 9 ngày"


def test_rows_have_every_field_that_is_listed(names: Vocabulary):
    for loop in names.loops:
        assert loop.records
        assert all({*record.values, "tt"} == set(loop.fields) for record in loop.records)


def test_all_names_differ_and_mean_something(names: Vocabulary):
    lines = service.listed(names)
    texts = [line.text for line in lines if "lặp" not in line.group]
    assert len(set(texts)) == len(texts)
    assert all(line.text.startswith("{{") and line.meaning and line.group for line in lines)


def test_the_list_names_units_as_filters_only_where_they_have_rows(names: Vocabulary):
    texts = [line.text for line in service.listed(names)]
    assert "{{#nhiem_vu tram_y_te_xa}}" in texts
    assert "{{#nhiem_vu thon_dong}}" not in texts
    assert "{{#nhiem_vu sap_den_han}}" in texts


# --- filling ---


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    with build_sample(tmp_path_factory.mktemp("mẫu") / "xã mẫu.kehoach") as opened:
        yield opened


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "Biểu 05 SYT.xlsx"
    path.write_bytes(
        forms.cells({"A1": "{{ky.ten}}", "A3": "{{#nhiem_vu}}{{tt}}", "B3": "{{ten}}", "A5": "{{ky.ten_khac}}"})
    )
    return path


def test_the_filled_file_has_its_own_name_and_the_form_stays(sample: OfficeFile, form: Path, tmp_path: Path):
    before = form.read_bytes()
    filled = service.fill(sample, form, "2026-H1", tmp_path)
    assert filled.path.name == "2026-H1_bieu-05-syt_xa-an-binh.xlsx"
    assert form.read_bytes() == before
    sheet = load_workbook(filled.path).active
    assert sheet is not None
    tasks = load(sample).tasks
    assert sheet["A1"].value == "6 tháng đầu năm 2026"
    assert sheet.cell(len(tasks) + 2, 1).value == len(tasks)
    assert [(found.cell, found.name) for found in filled.unknown] == [("A5", "ky.ten_khac")]


def test_filling_again_writes_beside_the_first(sample: OfficeFile, form: Path, tmp_path: Path):
    first = service.fill(sample, form, "2026-H1", tmp_path / "a").path
    second = service.fill(sample, form, "2026-H1", tmp_path / "a").path
    assert second.name == f"{first.stem} (2).xlsx"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted([first.name, second.name])


def test_the_register_takes_it_in(sample: OfficeFile, form: Path, tmp_path: Path):
    filled = service.fill(sample, form, "2026-H1", tmp_path / "b")
    paper = load(sample).papers[-1]
    assert (paper.form, paper.period, paper.file_name, paper.title) == (
        "bieu-ngoai", "2026-H1", filled.path.name, "Biểu của cấp trên: Biểu 05 SYT",
    )  # fmt: skip
    assert filled.changes.kinds == {"issued_paper"}


def test_looking_into_a_form_writes_nothing(sample: OfficeFile, form: Path, tmp_path: Path):
    dossier = load(sample)
    names = service.placeholders(dossier, window(dossier, "2026-H1"), date(2026, 6, 22))
    found = service.inspect(form, names)
    assert [(each.cell, each.is_known) for each in found] == [
        ("A1", True),
        ("A3", True),
        ("A3", True),
        ("B3", True),
        ("A5", False),
    ]
    assert list(tmp_path.iterdir()) == [form] or {p.name for p in tmp_path.iterdir()} <= {form.name, "data"}


def test_a_period_there_is_not_and_a_file_that_is_no_form_are_refused(sample: OfficeFile, form: Path, tmp_path: Path):
    with pytest.raises(BadValue):
        service.fill(sample, form, "2026-X", tmp_path)
    old = tmp_path / "cũ.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(RefusedForm, match="Excel đời cũ"):
        service.fill(sample, old, "2026-H1", tmp_path)


def test_a_folder_that_cannot_be_written_is_told(sample: OfficeFile, form: Path, tmp_path: Path):
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(UserFacingError, match="Chọn thư mục khác"):
        service.fill(sample, form, "2026-H1", tmp_path / "tệp" / "con")
