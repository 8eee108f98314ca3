"""What lies around the filled cells: it stays byte for byte, and what names rows follows them."""

import io
import re
from pathlib import Path

import foreign_forms as forms
import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
RED = PatternFill("solid", bgColor="FFC7CE")


def picture() -> Image:
    from PIL import Image as Pixels

    out = io.BytesIO()
    Pixels.new("RGB", (40, 20), "red").save(out, "png")
    out.seek(0)
    return Image(out)


def furnished(*, repeated: bool) -> bytes:
    """A form with all that a province puts around its cells; row 6 is repeated or not."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 1"
    sheet["A1"] = "Biểu {{ky.ten}}"
    sheet.merge_cells("A1:D1")
    sheet["A3"], sheet["B3"] = "Tổng", "=SUM(C6:C6)"
    for column, title in zip("ABCD", ("TT", "Việc", "Ngày", "Hạn"), strict=True):
        sheet[f"{column}5"] = title
    sheet["A6"] = "{{#nhiem_vu}}{{tt}}" if repeated else "x"
    sheet["B6"], sheet["C6"], sheet["D6"] = ("{{ten}}", "{{so_ngay}}", "{{han}}") if repeated else ("y", 3, 4)
    sheet["D6"].number_format = "dd/mm/yyyy"
    sheet["A8"], sheet["C8"] = "Cộng", "=SUM(C6:C6)"
    sheet.merge_cells("A8:B8")
    sheet["A9"] = "Người lập"
    sheet["A9"].hyperlink = "https://example.org/"
    _rules(sheet)
    _page(sheet)
    _drawings(sheet)
    book.defined_names["TongNgay"] = DefinedName("TongNgay", attr_text="'Biểu 1'!$C$6:$C$6")
    other = book.create_sheet("Tổng hợp")
    other["A1"], other["A2"] = "='Biểu 1'!C8", "chữ"
    plain = book.create_sheet("Hướng dẫn")
    plain["A1"] = "Không có gì để điền"
    return forms.saved(book)


def _rules(sheet: Worksheet) -> None:
    listed = DataValidation(type="list", formula1='"Đạt,Chưa đạt"', allow_blank=True)
    listed.add("E6")
    custom = DataValidation(type="custom", formula1="AND(C6>0,C6<$C$8)")
    custom.add("C6")
    sheet.add_data_validation(listed)
    sheet.add_data_validation(custom)
    sheet.conditional_formatting.add("C6:C6", CellIsRule(operator="greaterThan", formula=["2"], fill=RED))
    sheet.conditional_formatting.add("A6:D8", FormulaRule(formula=["$C6=MAX($C$6:$C$6)"], fill=RED))
    sheet.auto_filter.ref = "A5:D6"
    sheet.protection.sheet = True


def _page(sheet: Worksheet) -> None:
    sheet.print_title_rows = "5:5"
    sheet.print_area = "A1:E12"
    sheet.freeze_panes = "A6"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_margins.left = 0.4
    sheet.row_breaks.append(Break(id=8))
    sheet.oddFooter.center.text = "Trang &P"
    sheet.column_dimensions["B"].width = 41
    sheet.row_dimensions[9].height = 33


def _drawings(sheet: Worksheet) -> None:
    sheet.add_image(picture(), "E9")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=6, max_row=6))
    chart.set_categories(Reference(sheet, min_col=2, min_row=6))
    sheet.add_chart(chart, "A14")
    sheet["A9"].comment = Comment("Ký ở đây", "Sở")


@pytest.fixture(scope="module")
def grown() -> tuple[bytes, bytes]:
    form = furnished(repeated=True)
    return form, forms.filled(form, count=10).data


def sheet(grown: tuple[bytes, bytes]) -> Worksheet:
    return load_workbook(io.BytesIO(grown[1]))["Biểu 1"]


# --- nothing moves ---


def test_where_no_row_is_repeated_only_the_filled_sheet_and_the_workbook_change():
    form = furnished(repeated=False)
    before, after = forms.parts(form), forms.parts(forms.filled(form).data)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/workbook.xml"}


def test_in_a_sheet_where_nothing_moves_only_the_filled_cell_differs():
    form = furnished(repeated=False)
    before, after = forms.parts(form)[SHEET], forms.parts(forms.filled(form).data)[SHEET]
    assert forms.without_cells(before) == forms.without_cells(after)
    old, new = etree.fromstring(before), etree.fromstring(after)
    for was, now in zip(old.iter(f"{forms.M}c"), new.iter(f"{forms.M}c"), strict=True):
        if was.get("r") == "A1":
            assert was.get("s") == now.get("s")
            continue
        for each in (was, now):
            value = each.find(f"{forms.M}v")
            if each.find(f"{forms.M}f") is not None and value is not None:
                each.remove(value)
        assert etree.tostring(was, method="c14n2") == etree.tostring(now, method="c14n2")


def test_the_order_and_the_packing_of_parts_stay():
    form = furnished(repeated=True)
    assert list(forms.parts(form)) == list(forms.parts(forms.filled(form).data))


def test_the_next_program_is_told_to_work_everything_out(grown):
    assert forms.tree(grown[1], "xl/workbook.xml").find(f"{forms.M}calcPr").get("fullCalcOnLoad") == "1"


def test_old_results_and_the_chain_of_formulas_are_left_out():
    content = forms.parts(forms.cells({"A1": "{{ky.ten}}", "A2": "=1+1"}))
    content[SHEET] = re.sub(rb"(<f>1\+1</f>)<v\s*/>|(<f>1\+1</f>)<v></v>", rb"\1\2<v>2</v>", content[SHEET])
    assert b"<v>2</v>" in content[SHEET]
    content["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A2" i="1"/></calcChain>'
    )
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    )  # fmt: skip
    after = forms.parts(forms.filled(forms.packed(content)).data)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"<v>2</v>" not in after[SHEET]


# --- rows move ---


def test_parts_that_name_no_rows_stay_byte_for_byte(grown):
    before, after = map(forms.parts, grown)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml",
        "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip


def test_sums_take_in_every_copy_on_this_sheet_and_others(grown):
    book = load_workbook(io.BytesIO(grown[1]))
    assert book["Biểu 1"]["B3"].value == "=SUM(C6:C15)"
    assert book["Biểu 1"]["C17"].value == "=SUM(C6:C15)"
    assert book["Tổng hợp"]["A1"].value == "='Biểu 1'!C17"
    assert book.defined_names["TongNgay"].attr_text == "'Biểu 1'!$C$6:$C$15"


def test_merged_cells_heights_links_and_breaks_follow(grown):
    now = sheet(grown)
    assert {str(area) for area in now.merged_cells.ranges} == {"A1:D1", "A17:B17"}
    assert now.row_dimensions[18].height == 33
    assert now["A18"].hyperlink.target == "https://example.org/"
    assert now["A18"].comment.text == "Ký ở đây"
    assert [brk.id for brk in now.row_breaks.brk] == [17]


def test_print_settings_follow(grown):
    now = sheet(grown)
    assert now.print_area == "'Biểu 1'!$A$1:$E$21"
    assert now.print_title_rows == "$5:$5"
    assert (now.freeze_panes, now.page_setup.orientation, now.page_setup.paperSize) == ("A6", "landscape", 9)
    assert (now.page_margins.left, now.oddFooter.center.text, now.column_dimensions["B"].width) == (0.4, "Trang &P", 41)
    assert now.protection.sheet
    assert now.auto_filter.ref == "A5:D15"


def test_validations_and_conditional_formats_cover_the_copies(grown):
    now = sheet(grown)
    assert {(str(dv.sqref), dv.formula1) for dv in now.data_validations.dataValidation} == {
        ("E6:E15", '"Đạt,Chưa đạt"'), ("C6:C15", "AND(C6>0,C6<$C$17)"),
    }  # fmt: skip
    assert {(str(cf.sqref), cf.rules[0].formula[0]) for cf in now.conditional_formatting} == {
        ("C6:C15", "2"), ("A6:D17", "$C6=MAX($C$6:$C$15)"),
    }  # fmt: skip


def test_pictures_and_charts_stay_beside_what_they_belong_to(grown):
    rows = [int(row.text) + 1 for row in forms.tree(grown[1], "xl/drawings/drawing1.xml").iter("{*}row")]
    assert min(rows) == 18
    assert 23 in rows
    told = [f.text for f in forms.tree(grown[1], "xl/charts/chart1.xml").iter("{*}f")]
    assert told == ["'Biểu 1'!$B$6:$B$15", "'Biểu 1'!$C$6:$C$15"]


def test_the_box_of_a_note_goes_with_its_cell(grown):
    assert b"Row>17<" in forms.parts(grown[1])["xl/drawings/commentsDrawing1.vml"]


def test_merged_cells_within_a_repeated_row_are_in_every_copy():
    def write(sheet: Worksheet) -> None:
        sheet["A2"] = "{{#nhiem_vu}}{{ten}}"
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("A1:A1")
        sheet["D1"] = "Dọc"
        sheet.merge_cells("E1:E3")

    merged = forms.sheet_of(forms.filled(forms.built(write))).merged_cells.ranges
    assert {str(area) for area in merged} >= {"A2:C2", "A3:C3", "A4:C4", "A5:C5", "E1:E6"}


def test_a_table_grows_with_its_rows():
    def write(sheet: Worksheet) -> None:
        sheet.append(["Việc", "Ngày"])
        sheet.append(["{{#nhiem_vu}}{{ten}}", "{{so_ngay}}"])
        sheet.add_table(Table(displayName="Viec", ref="A1:B2"))

    root = forms.tree(forms.filled(forms.built(write)), "xl/tables/table1.xml")
    assert root.get("ref") == "A1:B5"
    assert root.find(f"{forms.M}autoFilter").get("ref") == "A1:B5"


def with_formulas(data: bytes, formulas: dict[str, str]) -> bytes:
    """The form with the XML of formulas put into cells."""

    def change(sheet: bytes) -> bytes:
        root = etree.fromstring(sheet)
        for cell in root.iter(f"{forms.M}c"):
            if cell.get("r") in formulas:
                for each in list(cell):
                    cell.remove(each)
                cell.attrib.pop("t", None)
                cell.append(etree.fromstring(f'<f xmlns="{forms.M.strip("{}")}" {formulas[cell.get("r")]}</f>'))
        return etree.tostring(root)

    return forms.with_part(data, SHEET, change)


def test_a_shared_formula_is_right_in_every_row_after_the_move():
    form = forms.cells({"A2": "{{#nhiem_vu}}{{so_ngay}}", "B2": 1, "A3": 5, "B3": 1, "A4": 6, "B4": 1})
    form = with_formulas(
        form, {"B2": 't="shared" ref="B2:B4" si="0">A2*2', "B3": 't="shared" si="0">', "B4": 't="shared" si="0">'}
    )
    now = forms.sheet_of(forms.filled(form, count=3))
    assert [now.cell(row, 2).value for row in range(2, 7)] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2", "=A6*2"]


def test_a_running_number_counts_on_from_the_copy_before():
    form = forms.cells({"A2": 0, "A3": "=A2+1", "B3": "{{#nhiem_vu}}{{ten}}", "C3": "=A3/SUM(A$3:A$3)"})
    now = forms.sheet_of(forms.filled(form, count=3))
    assert [(now.cell(row, 1).value, now.cell(row, 3).value) for row in (3, 4, 5)] == [
        ("=A2+1", "=A3/SUM(A$3:A$5)"), ("=A3+1", "=A4/SUM(A$3:A$5)"), ("=A4+1", "=A5/SUM(A$3:A$5)"),
    ]  # fmt: skip


def test_an_array_formula_keeps_to_its_copy():
    form = forms.cells({"A2": "{{#nhiem_vu}}{{so_ngay}}", "B2": 1})
    form = with_formulas(form, {"B2": 't="array" ref="B2">SUM(A2*2)'})
    told = [(f.get("ref"), f.text) for f in forms.tree(forms.filled(form, count=2)).iter(f"{forms.M}f")]
    assert told == [("B2", "SUM(A2*2)"), ("B3", "SUM(A3*2)")]


EXTENSION = """<extLst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="dataBar" id="{1}">
<x14:dataBar><x14:cfvo type="formula"><xm:f>MAX($C$2:$C$2)</xm:f></x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>C2 C4</xm:sqref>
</x14:conditionalFormatting></x14:conditionalFormattings></ext>
<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1>
<xm:f>'Biểu 1'!$C$2:$C$4</xm:f></x14:formula1><xm:sqref>D4</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline>
<xm:f>'Biểu 1'!A2:C2</xm:f><xm:sqref>E2</xm:sqref></x14:sparkline><x14:sparkline><xm:f>'Biểu 1'!A4:C4</xm:f><xm:sqref>E4</xm:sqref>
</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""


def test_what_later_excel_keeps_apart_follows_too():
    form = forms.cells({"A2": "{{#nhiem_vu}}{{so_ngay}}", "C2": "{{so_ngay}}", "C4": 9})
    form = forms.with_part(
        form, SHEET, lambda data: data.replace(b"</worksheet>", EXTENSION.encode() + b"</worksheet>")
    )
    root = forms.tree(forms.filled(form, count=3))
    assert [each.text.strip() for each in root.iter("{*}f") if each.text] == [
        "MAX($C$2:$C$4)", "'Biểu 1'!$C$2:$C$6", "'Biểu 1'!A2:C2", "'Biểu 1'!A3:C3", "'Biểu 1'!A4:C4", "'Biểu 1'!A6:C6",
    ]  # fmt: skip
    assert [each.text for each in root.iter("{*}sqref")] == ["C2:C4 C6", "D6", "E2", "E3", "E4", "E6"]


def test_an_image_on_a_repeated_row_keeps_its_size():
    def write(sheet: Worksheet) -> None:
        sheet["A2"] = "{{#nhiem_vu}}{{ten}}"
        sheet.add_image(picture(), "C2")

    root = forms.tree(forms.filled(forms.built(write), count=9), "xl/drawings/drawing1.xml")
    assert {int(row.text) for row in root.iter("{*}row")} <= {1, 2}


# --- a form LibreOffice wrote ---


@pytest.fixture(scope="module")
def from_libreoffice() -> tuple[bytes, bytes]:
    form = (Path(__file__).parent.parent / "files" / "libreoffice_form.xlsx").read_bytes()
    return form, forms.filled(form, count=10).data


def test_a_form_of_libreoffice_keeps_what_names_no_rows(from_libreoffice):
    before, after = map(forms.parts, from_libreoffice)
    assert {name for name in before if before[name] != after[name]} == {
        SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml",
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip


def test_a_form_of_libreoffice_follows_like_any_other(from_libreoffice):
    now = sheet(from_libreoffice)
    assert [now.cell(row, 2).value for row in (6, 15)] == ["Việc thứ 1", "Việc thứ 10"]
    assert (now["C17"].value, now["B3"].value) == ("=SUM(C6:C15)", "=SUM(C6:C15)")
    assert (now.print_area, now.auto_filter.ref) == ("'Biểu 1'!$A$1:$E$21", "A5:D15")
    vml = forms.parts(from_libreoffice[1])["xl/drawings/vmlDrawing1.vml"].decode()
    assert "<x:Row>17</x:Row>" in vml
    assert "<x:Anchor>0, 79, 9, 2, 1, 143, 13, 1</x:Anchor>" in vml


def test_the_filled_form_of_libreoffice_says_in_the_same_order_what_the_form_says(from_libreoffice):
    """The sheet's own settings, but for what names rows."""
    before, after = (etree.fromstring(forms.parts(data)[SHEET]) for data in from_libreoffice)
    assert [each.tag for each in before] == [each.tag for each in after]
    for name in (
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetProtection",
        "pageMargins",
        "pageSetup",
        "headerFooter",
    ):
        was, now = (root.find(f"{forms.M}{name}") for root in (before, after))
        assert etree.tostring(was, method="c14n2") == etree.tostring(now, method="c14n2")
