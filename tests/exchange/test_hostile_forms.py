"""Forms that are none, that are damaged, or that want to do harm: refused with words for a person, in bounded time."""

import contextlib
import time
import zipfile
from pathlib import Path

import foreign_forms as forms
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_desktop.errors import Cancelled
from kehoach_desktop.exchange.faults import Refusal
from kehoach_desktop.exchange.foreign_form import fill_form, look_into, read_bytes
from kehoach_desktop.exchange.form_faults import RefusedForm

FORM = forms.cells({"A1": "{{#nhiem_vu}}{{tt}}", "B1": "{{ten}}", "C1": "{{so_ngay}}", "C2": "=SUM(C1:C1)"})

SHARED = (Path(__file__).parent.parent / "files" / "libreoffice_form.xlsx").read_bytes()


def refusal(data: bytes) -> Refusal:
    with pytest.raises(RefusedForm) as caught:
        forms.filled(data)
    return caught.value.refusal


def test_each_refusal_has_its_words():
    assert {RefusedForm(each).cause for each in Refusal}
    assert all(RefusedForm(each).remedy for each in Refusal)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Refusal.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Refusal.OLD_EXCEL),
        (b"<html><table></table></html>", Refusal.WEB_PAGE),
        (b"a,b,c\n1,2,3\n", Refusal.NOT_A_SHEET),
        (FORM[: len(FORM) // 2], Refusal.BROKEN),
        (forms.packed({**forms.parts(FORM), "xl/vbaProject.bin": b"x"}), Refusal.MACROS),
        (forms.packed({"word/document.xml": b"<a/>"}), Refusal.OTHER_OFFICE_FILE),
    ],
    ids=["empty", "xls", "html", "csv", "cut off", "macros", "word"],
)
def test_what_is_no_form_is_refused_by_name(data: bytes, why: Refusal):
    assert refusal(data) is why


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(part: str, encoding: str):
    bomb = '<!DOCTYPE a [<!ENTITY b "{{ky.ten}}">]><a>&b;</a>'.encode(encoding)
    assert refusal(forms.with_part(SHARED, part, lambda _: bomb)) is Refusal.DOCTYPE


def test_a_part_that_is_no_xml_is_a_broken_file():
    assert refusal(forms.with_part(FORM, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet>")) is Refusal.BROKEN


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path):
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in forms.parts(FORM).items():
            package.writestr(name, data)
        package.writestr("xl/media/a.bin", b"\0" * 150 * 2**20)
    assert refusal(path.read_bytes()) is Refusal.BOMB


def test_a_row_so_wide_that_it_would_fill_the_memory_is_refused():
    def widen(sheet: bytes) -> bytes:
        cells = b"".join(b'<c r="%s%d"/>' % (b"A", 1) for _ in range(400))
        return sheet.replace(b"</row>", cells + b"</row>", 1)

    wide = forms.with_part(FORM, "xl/worksheets/sheet1.xml", widen)
    with pytest.raises(RefusedForm) as caught:
        fill_form(wide, forms.vocabulary(5_000))
    assert caught.value.refusal is Refusal.TOO_WIDE


def test_the_file_is_read_in_a_process_of_its_own_and_refused_with_its_name(tmp_path: Path):
    good, bad = tmp_path / "biểu.xlsx", tmp_path / "hỏng.xlsx"
    good.write_bytes(FORM)
    bad.write_bytes(FORM[:-30])
    assert read_bytes(good) == FORM
    with pytest.raises(RefusedForm) as caught:
        read_bytes(bad)
    assert (caught.value.refusal, caught.value.subject) == (Refusal.BROKEN, str(bad))
    with pytest.raises(RefusedForm, match="USB"):
        read_bytes(tmp_path / "không có.xlsx")


def test_reading_stops_when_the_person_says_so(tmp_path: Path):
    path = tmp_path / "biểu.xlsx"
    path.write_bytes(FORM)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_bytes(path, tick=stop)


def test_filling_stops_when_the_person_says_so():
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fill_form(FORM, forms.vocabulary(), stop)


def spent(rows: int) -> float:
    words = forms.vocabulary(rows)
    start = time.process_time()
    fill_form(FORM, words)
    return time.process_time() - start


@pytest.mark.slow
def test_ten_thousand_rows_take_ten_times_as_long_as_a_thousand():
    few = min(spent(1_000) for _ in range(3))
    assert spent(10_000) < 25 * max(few, 0.02)


def test_many_repeated_rows_are_all_found():
    form = forms.cells({f"A{row}": "{{#khong_co}}" if row % 2 else "{{#nhiem_vu}}{{ten}}" for row in range(1, 8_001)})
    assert len(look_into(form, forms.vocabulary(2))) == 12_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
    ),
    st.integers(0, 2**16),
    st.binary(max_size=6),
    st.integers(0, 8),
)
def test_a_damaged_part_is_refused_or_filled_never_a_crash(part: str, place: int, new: bytes, cut: int):
    def damage(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + new + data[at + cut :]

    with contextlib.suppress(RefusedForm):
        assert forms.filled(forms.with_part(SHARED, part, damage)).data
