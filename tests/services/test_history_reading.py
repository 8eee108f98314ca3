"""History as people read it: pages, filters, old and new values in words, undone steps, the life of a field."""

import sqlite3
from datetime import date, datetime, timedelta

import factories as make
import pytest

from kehoach_desktop.domain.history import ChangeKind, StepKind
from kehoach_desktop.domain.records import Progress, Role, SubmissionState
from kehoach_desktop.services import editing, history, results, units
from kehoach_desktop.services.history import Search
from kehoach_desktop.storage.office_file import OfficeFile


def names(page):
    return [line.step.name for line in page.lines]


def fields_of(office_file, line):
    details = history.step_details(office_file, line)
    return {edit.label: (edit.old, edit.new) for record in details.records for edit in record.fields}


def newest(office_file, **search):
    return history.first_page(office_file, Search(**search)).lines[0]


def test_steps_come_newest_first_with_their_number_of_edits(office_file):
    editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa", "product": "Danh sách"})
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    page = history.first_page(office_file, Search())
    assert names(page) == [
        "Sửa điện thoại đơn vị Trạm Y tế xã", "Sửa nhiệm vụ 1.1", "Chuẩn bị", "Tạo tệp mới",
    ]  # fmt: skip
    assert [line.edits for line in page.lines[:3]] == [1, 2, 7]
    assert page.rest is None


def test_a_step_names_the_record_it_is_about_and_where_it_is_shown(office_file):
    editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa"})
    subject = newest(office_file).subject
    assert (subject.label, subject.words) == ("Nhiệm vụ 1.1", "Lập danh sách hộ dùng nước giếng")
    assert (subject.tab, subject.goal) == ("tasks", "t1")


def test_a_result_is_named_with_period_and_task_and_leads_to_the_task(office_file):
    results.record_progress(office_file, "t1", "2026-H1", result="12 hộ")
    subject = newest(office_file).subject
    assert subject.label == "Kết quả 6 tháng đầu năm 2026 của nhiệm vụ"
    assert subject.words == "1.1 Lập danh sách hộ dùng nước giếng"
    assert (subject.tab, subject.goal) == ("tasks", "t1")


def test_pages_follow_one_another_without_gap_or_doubling(office_file):
    for day in range(1, 24):
        editing.set_fields(office_file, "task", "t1", {"due_on": f"{day}/6/2026"})
    page = history.first_page(office_file, Search(), size=10)
    seen = [line.id for line in page.lines]
    while page.rest is not None:
        page = history.next_page(office_file, page.rest, size=10)
        seen += [line.id for line in page.lines]
    with office_file.read() as records:
        assert seen == [step.id for step in reversed(records.steps())]


def test_a_text_search_is_paged_too(office_file):
    for day in range(1, 13):
        editing.set_fields(office_file, "task", "t1", {"due_on": f"{day}/6/2026"})
        editing.set_fields(office_file, "unit", "u1", {"phone": f"09{day}"})
    page = history.first_page(office_file, Search(text="dien thoai"), size=5)
    assert page.found == 12
    seen = names(page)
    while page.rest is not None:
        page = history.next_page(office_file, page.rest, size=5)
        seen += names(page)
    assert seen == ["Sửa điện thoại đơn vị Trạm Y tế xã"] * 12


def test_old_and_new_are_told_in_vietnamese(office_file):
    editing.set_fields(office_file, "task", "t1", {"due_on": "15/6/2026", "due_kind": "ngày", "state": "đang làm"})
    editing.set_fields(office_file, "task", "t1", {"due_on": "20/6/2026"})
    assert fields_of(office_file, newest(office_file)) == {"thời hạn": ("15/6/2026", "20/6/2026")}
    before = history.first_page(office_file, Search()).lines[1]
    told = fields_of(office_file, before)
    assert told["cách hẹn"] == ("Chưa có", "Ngày")
    assert told["tình trạng"] == ("Chưa làm", "Đang làm")
    assert told["thời hạn"] == ("", "15/6/2026")


def test_figures_and_periods_are_told_as_people_write_them(office_file):
    results.record_result(office_file, "i1", "2026-H1", numerator="1.240", denominator="1.500")
    told = fields_of(office_file, newest(office_file))
    assert told["tử số"] == ("", "1.240")
    assert told["kỳ"] == ("", "6 tháng đầu năm 2026")


def test_names_stand_in_place_of_ids(office_file):
    editing.assign(office_file, "t1", ["u1"], Role.LEAD)
    details = history.step_details(office_file, newest(office_file))
    assert details.records[0].name.words == "Trạm Y tế xã, nhiệm vụ 1.1 Lập danh sách hộ dùng nước giếng"
    assert fields_of(office_file, newest(office_file)) == {"đơn vị": ("", "Trạm Y tế xã"), "vai trò": ("", "Chủ trì")}


def test_a_deleted_record_keeps_its_name(office_file):
    editing.assign(office_file, "t1", ["u2"], Role.SUPPORT)
    editing.delete_record(office_file, "unit", "u2")
    details = history.step_details(office_file, newest(office_file))
    assert {(r.name.kind, r.kind) for r in details.records} == {
        ("unit", ChangeKind.DELETE), ("assignment", ChangeKind.DELETE),
    }  # fmt: skip
    gone = next(r.name for r in details.records if r.name.kind == "unit")
    assert (gone.words, gone.exists, gone.tab) == ("Các thôn", False, None)


def test_an_undone_step_is_marked_until_it_is_done_again(office_file):
    editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa"})
    history.undo(office_file)
    lines = history.first_page(office_file, Search()).lines
    assert [(line.step.kind, line.undone) for line in lines[:2]] == [(StepKind.UNDO, False), (StepKind.EDIT, True)]
    history.redo(office_file)
    assert not any(line.undone for line in history.first_page(office_file, Search()).lines)
    history.undo(office_file)
    assert [line.undone for line in history.first_page(office_file, Search()).lines[:4]] == [False, False, False, True]


def test_filters_by_person_kind_source_and_day(office_file):
    office_file.author = "Lò Thị Mây"
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    office_file.author = "Trần Thu Hà"
    editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa"})
    history.undo(office_file)
    assert names(history.first_page(office_file, Search(author="Lò Thị Mây"))) == ["Sửa điện thoại đơn vị Trạm Y tế xã"]
    assert len(history.first_page(office_file, Search(record_kind="indicator")).lines) == 1
    assert len(history.first_page(office_file, Search(step_kinds=(StepKind.UNDO, StepKind.REDO))).lines) == 1
    tomorrow = office_file.clock.now().date() + timedelta(days=1)
    assert history.first_page(office_file, Search(since=tomorrow)).lines == ()
    assert len(history.first_page(office_file, Search(since=tomorrow - timedelta(days=1))).lines) == 5


def test_text_finds_steps_by_name_and_by_the_words_of_their_record(office_file):
    results.record_progress(office_file, "t2", "2026-H1", result="12 mẫu")
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    page = history.first_page(office_file, Search(text="xet nghiem"))
    assert [line.subject.words for line in page.lines][:1] == ["1.2 Xét nghiệm mẫu nước"]
    assert "Sửa điện thoại đơn vị Trạm Y tế xã" not in names(page)
    assert history.first_page(office_file, Search(text="khong co gi")).found == 0


def test_the_history_of_one_record_holds_its_parts_even_deleted_ones(office_file):
    results.record_progress(office_file, "t1", "2026-H1", result="12 hộ")
    editing.assign(office_file, "t1", ["u1"], Role.LEAD)
    editing.assign(office_file, "t1", ["u2"], Role.LEAD)  # takes the first one away
    editing.set_fields(office_file, "task", "t2", {"officer": "Lê Văn Hòa"})
    page = history.first_page(office_file, Search(record=("task", "t1")))
    assert len(page.lines) == 4
    assert "Sửa cán bộ phụ trách nhiệm vụ 1.2" not in names(page)


def test_the_history_of_a_unit_holds_its_reports(office_file):
    results.record_submission(office_file, "u1", "2026-H1", SubmissionState.APPROVED)
    units.add_alias(office_file, "u1", "TYT xã")
    assert len(history.first_page(office_file, Search(record=("unit", "u1"))).lines) == 3


def test_the_life_of_a_field_is_every_value_it_had(office_file):
    results.record_progress(office_file, "t1", "2026-H1", result="12 hộ")
    results.record_progress(office_file, "t1", "2026-H1", result="40 hộ")
    history.undo(office_file)
    with office_file.read() as records:
        progress = records.find(Progress, task_id="t1")
    life = history.field_life(office_file, "progress", progress.id, "result")
    assert [(moment.text, moment.undone) for moment in life] == [("12 hộ", False), ("40 hộ", True), ("12 hộ", False)]


def test_the_life_of_a_field_ends_with_its_record(office_file):
    editing.delete_record(office_file, "task", "t2")
    life = history.field_life(office_file, "task", "t2", "title")
    assert [(moment.text, moment.gone) for moment in life] == [("", True), ("Xét nghiệm mẫu nước", False)]


def test_totals_name_who_wrote(office_file):
    office_file.author = "Lò Thị Mây"
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912"})
    totals = history.totals(office_file)
    assert (totals.steps, totals.machines, totals.authors) == (3, 1, ("Lò Thị Mây", "Trần Thu Hà"))


@pytest.fixture(scope="module")
def long_history(tmp_path_factory):
    """A hundred thousand edits of five thousand tasks in twenty thousand steps."""
    plan = make.make_plan(id="plan")
    tasks = [make.make_task(plan, id=f"t{i}", number=f"{i}", title=f"Rà soát hộ thứ {i}") for i in range(5_000)]
    path = tmp_path_factory.mktemp("long") / "dai.kehoach"
    make.make_office_file(path, plan, *tasks).close()
    moment = datetime(2026, 1, 1, tzinfo=make.VIETNAM)
    steps = [
        (
            f"s{n}",
            "site-b",
            n,
            f"Sửa ghi chú đợt {n}",
            "edit",
            (moment + timedelta(minutes=n)).isoformat(),
            "Lò Thị Mây",
            9 + n,
        )
        for n in range(20_000)
    ]
    edits = [
        ("site-b", n, f"s{n // 5}", "update", "task", f"t{n % 5_000}", "note", '"cũ"', f'"Đợt {n}"', "")
        for n in range(100_000)
    ]
    with sqlite3.connect(path) as raw:  # as a merge brings them: through the recorder it would take a minute
        raw.executemany(
            "INSERT INTO step (id, site, number, name, kind, at, author, arrival) VALUES (?,?,?,?,?,?,?,?)", steps
        )
        raw.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?,?,?)", edits)
    raw.close()
    office_file = OfficeFile.open(path, author="Trần Thu Hà", site="site-a", clock=make.fixed_clock())
    yield office_file
    office_file.close()


def test_the_first_page_of_100_000_edits_is_a_page_only(long_history):
    page = history.first_page(long_history, Search())
    assert len(page.lines) == 200
    assert page.rest is not None
    assert history.step_details(long_history, page.lines[0]).records


def test_a_search_goes_through_the_whole_history(long_history):
    page = history.first_page(long_history, Search(text="ho thu 4999"))
    assert page.found == 21  # and the step that brought it


def test_a_big_step_tells_its_first_edits_and_counts_the_rest(long_history):
    page = history.first_page(long_history, Search(text="chuan bi"))
    details = history.step_details(long_history, page.lines[0])
    assert details.untold == 5_001 - 200


def test_since_a_day_counts_from_its_morning(long_history):
    page = history.first_page(long_history, Search(since=date(2026, 1, 1)), size=2000)
    assert page.found is None
    assert len(page.lines) == 2000


# --- looking for a value ---


def test_a_step_is_found_by_what_it_wrote_and_by_what_it_replaced(office_file):
    editing.set_fields(office_file, "unit", "u1", {"phone": "0912 345 678"})
    editing.set_fields(office_file, "unit", "u1", {"phone": "0987"})
    assert history.first_page(office_file, Search(text="345")).found == 2


def test_values_are_found_without_accents(office_file):
    editing.set_fields(office_file, "task", "t1", {"product": "Danh sách hộ đã khám"})
    assert names(history.first_page(office_file, Search(text="da kham"))) == ["Sửa sản phẩm nhiệm vụ 1.1"]


def test_a_new_record_is_found_by_its_texts_and_not_by_the_names_of_its_fields(office_file):
    results.record_progress(office_file, "t1", "2026-H1", result="Khoan xong ba giếng", difficulty="Thiếu máy bơm")
    assert len(history.first_page(office_file, Search(text="thieu may bom")).lines) == 1
    assert history.first_page(office_file, Search(text="difficulty")).found == 0


@pytest.mark.parametrize("text", ["50%", "a_b", "Đo đạc", "ĐÔNG", "!"])
def test_signs_and_letters_of_any_kind_are_found_as_they_are(office_file, text):
    editing.set_fields(office_file, "task", "t1", {"product": f"Mục {text} xong"})
    editing.set_fields(office_file, "task", "t1", {"product": "Khác hẳn"})
    assert history.first_page(office_file, Search(text=text)).found == 2
