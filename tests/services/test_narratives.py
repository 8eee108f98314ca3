"""The report's parts in an office file: written, merged with figures that change, given back to the draft."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.records import (
    Assignment,
    Funding,
    Narrative,
    Result,
    Role,
    Section,
    Task,
)
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import editing, exporting, history, narratives, results
from kehoach_desktop.services.offices import load, open_office
from kehoach_desktop.services.periods import window

H1 = "2026-H1"
ON = date(2026, 6, 22)


@pytest.fixture
def reported(office_file):
    """The small office with a section, a lead unit and a figure for the half-year; today is 22 June 2026."""
    office_file.clock = Clock(now=lambda: datetime(2026, 6, 22, 8, tzinfo=UTC))
    with office_file.step("Chuẩn bị") as records:
        records.add(
            Section(id="s1", plan_id="p1", number="1.", title="Nước giếng", level=1, position=0),
            Assignment(id="a1", task_id="t1", unit_id="u1", role=Role.LEAD),
            Funding(id="f1", plan_id="p1", text="Ngân sách xã 50 triệu đồng"),
            Result(id="r1", indicator_id="i1", period=H1, numerator=Decimal(873), denominator=Decimal(1240)),
        )
        records.update(Task, "t1", section_id="s1")
    return office_file


def parts_of(office_file):
    dossier = load(office_file)
    return {part.key: part for part in narratives.parts(dossier, window(dossier, H1), on=ON)}


def test_an_untouched_report_is_its_draft(reported):
    parts = parts_of(reported)
    assert list(parts) == [
        "mo-dau", "I", "II.chi-tieu", "II.nhiem-vu", "II.nhiem-vu.s1", "II.nhiem-vu.khac", "II.don-vi", "II.kinh-phi",
        "III.uu-diem", "III.han-che", "III.nguyen-nhan", "IV", "V", "ket",
    ]  # fmt: skip
    assert all(part.text == part.drafted and not part.is_edited and not part.changed for part in parts.values())


def test_written_words_take_the_place_of_the_draft(reported):
    changes = narratives.write(reported, H1, "V", "Đề nghị tỉnh hỗ trợ **2 máy** lọc.\n- Sớm trong quý III.")
    part = parts_of(reported)["V"]
    assert (part.text, part.is_edited, part.changed) == (
        "Đề nghị tỉnh hỗ trợ **2 máy** lọc.\n- Sớm trong quý III.", True, 0,
    )  # fmt: skip
    assert changes.step == "Sửa lời văn mục V của báo cáo 6 tháng đầu năm 2026"
    assert changes.kinds == {"narrative"}


def test_writing_twice_keeps_one_record_and_two_steps(reported):
    narratives.write(reported, H1, "V", "Đề nghị hỗ trợ.")
    narratives.write(reported, H1, "V", "Đề nghị hỗ trợ sớm.")
    with reported.read() as records:
        assert [n.text for n in records.all(Narrative)] == ["Đề nghị hỗ trợ sớm."]
    history.undo(reported)
    assert parts_of(reported)["V"].text == "Đề nghị hỗ trợ."


def test_writing_the_draft_itself_is_no_edit(reported):
    narratives.write(reported, H1, "V", "Đề nghị hỗ trợ.")
    narratives.write(reported, H1, "V", parts_of(reported)["V"].drafted)
    assert not parts_of(reported)["V"].is_edited


def test_figures_that_change_later_are_worked_in_and_marked(reported):
    drafted = parts_of(reported)["II.chi-tieu"].drafted
    assert "70,4% (873/1.240)" in drafted
    narratives.write(reported, H1, "II.chi-tieu", drafted + "\nBà con đã quen dùng nước máy.")
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    part = parts_of(reported)["II.chi-tieu"]
    assert "75% (930/1.240)" in part.text
    assert part.text.endswith("Bà con đã quen dùng nước máy.")
    assert {mark.was for mark in part.marks} >= {"70,4", "873/1.240"}
    with reported.read() as records:
        assert "873" in records.all(Narrative)[0].text  # what she wrote is not rewritten behind her back


def test_a_figure_of_her_own_is_left_for_her_to_look_at(reported):
    narratives.write(reported, H1, "II.chi-tieu", parts_of(reported)["II.chi-tieu"].drafted.replace("70,4%", "71%"))
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    part = parts_of(reported)["II.chi-tieu"]
    assert "71% (930/1.240)" in part.text
    assert ("70,4", "75") in [(c.was, c.now) for c in part.open]


def test_accepting_the_figures_makes_them_her_words(reported):
    narratives.write(reported, H1, "II.chi-tieu", parts_of(reported)["II.chi-tieu"].drafted.replace("70,4%", "71%"))
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    merged = parts_of(reported)["II.chi-tieu"].text
    changes = narratives.accept_figures(reported, H1, "II.chi-tieu")
    part = parts_of(reported)["II.chi-tieu"]
    assert (part.text, part.changed) == (merged, 0)
    assert changes.step.startswith("Nhận số mới mục II.1")
    history.undo(reported)
    assert parts_of(reported)["II.chi-tieu"].changed


def test_an_edit_over_merged_words_keeps_what_is_open(reported):
    narratives.write(reported, H1, "II.chi-tieu", parts_of(reported)["II.chi-tieu"].drafted.replace("70,4%", "71%"))
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    seen = parts_of(reported)["II.chi-tieu"]
    narratives.write(reported, H1, "II.chi-tieu", seen.text + "\nHết.", over=seen.base)
    again = parts_of(reported)["II.chi-tieu"]
    assert again.text == seen.text + "\nHết."
    assert (again.taken, [c.now for c in again.open]) == ((), [c.now for c in seen.open])


def test_back_to_the_draft_can_be_undone(reported):
    narratives.write(reported, H1, "II.nhiem-vu.s1", "Đã làm xong.")
    changes = narratives.reset(reported, H1, "II.nhiem-vu.s1")
    assert changes.step == "Về dự thảo mục II.2 “Nước giếng” của báo cáo 6 tháng đầu năm 2026"
    assert not parts_of(reported)["II.nhiem-vu.s1"].is_edited
    history.undo(reported)
    assert parts_of(reported)["II.nhiem-vu.s1"].text == "Đã làm xong."


def test_words_belong_to_one_period_and_plan(reported):
    narratives.write(reported, H1, "V", "Đề nghị hỗ trợ.")
    dossier = load(reported)
    other = narratives.parts(dossier, window(dossier, "2026-Q1"), on=ON)
    assert not any(part.is_edited for part in other)


def test_words_of_a_section_that_was_deleted_are_kept_aside(reported):
    narratives.write(reported, H1, "II.nhiem-vu.s1", "Đã làm xong 10 giếng.")
    editing.delete_record(reported, "section", "s1")
    part = parts_of(reported)["II.nhiem-vu.s1"]
    assert (part.text, part.is_gone) == ("Đã làm xong 10 giếng.", True)


def test_the_day_a_part_does_not_exist_it_is_refused(reported):
    for act in (narratives.reset, narratives.accept_figures):
        with pytest.raises(BadValue, match="không có phần “VI”"):
            act(reported, H1, "VI")
    with pytest.raises(BadValue, match="không có phần “VI”"):
        narratives.write(reported, H1, "VI", "Lời")
    with pytest.raises(BadValue, match="không phải là kỳ báo cáo"):
        narratives.write(reported, "2026-H3", "V", "Lời")


def test_only_changed_parts_are_told(reported):
    dossier = load(reported)
    assert narratives.changed_parts(dossier, window(dossier, H1), on=ON) == []
    narratives.write(reported, H1, "V", "Đề nghị hỗ trợ.")
    narratives.write(reported, H1, "II.chi-tieu", parts_of(reported)["II.chi-tieu"].drafted + "\nHết.")
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    dossier = load(reported)
    changed = narratives.changed_parts(dossier, window(dossier, H1), on=ON)
    assert [part.key for part in changed] == ["II.chi-tieu"]


def test_the_printed_report_has_her_words_and_no_marks(reported, tmp_path):
    import docx

    narratives.write(reported, H1, "II.chi-tieu", parts_of(reported)["II.chi-tieu"].drafted + "\nBà con **rất mừng**.")
    narratives.write(reported, H1, "II.nhiem-vu.s1", "")
    narratives.write(reported, H1, "ket", "Kính báo cáo cấp trên")
    results.record_result(reported, "i1", H1, numerator="930", denominator="1240")
    (path,) = exporting.export(reported, "bao-cao", H1, tmp_path, formats=["docx"]).files
    lines = docx.Document(str(path)).paragraphs
    texts = [line.text for line in lines]
    mine = next(line for line in lines if line.text == "Bà con rất mừng.")
    assert [run.text for run in mine.runs if run.bold] == ["rất mừng"]
    assert any("75% (930/1.240)" in text for text in texts)
    assert not any("Nước giếng" in text for text in texts)
    assert "a) Nhiệm vụ khác" in texts
    assert "Kính báo cáo cấp trên./." in texts


def test_words_being_typed_outlive_a_crash(reported):
    narratives.keep_unfinished(reported, "p1", H1, "V", "Đề nghị hỗ", "Không có kiến nghị, đề xuất.")
    narratives.keep_unfinished(reported, "p1", H1, "V", "Đề nghị hỗ trợ", "Không có kiến nghị, đề xuất.")
    narratives.keep_unfinished(reported, "p1", "2026-Q1", "V", "Khác", "")
    reported.close()
    with open_office(reported.path) as again:
        (kept,) = narratives.unfinished(again, "p1", H1)
        assert (kept.part, kept.text, kept.over) == ("V", "Đề nghị hỗ trợ", "Không có kiến nghị, đề xuất.")
        narratives.drop_unfinished(again, "p1", H1, "V")
        assert narratives.unfinished(again, "p1", H1) == []
