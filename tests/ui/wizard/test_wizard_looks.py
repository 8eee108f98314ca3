"""What can be seen and heard of the first start: names, room for long words, tab order, both themes."""

import sys

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from wizard_steps import KEY, LONG, choose_office, press

from kehoach_desktop.services.first_setup import SignerFacts
from kehoach_desktop.ui.widgets.buttons import Button


def visible(wizard, kind):
    return [part for part in wizard.findChildren(kind) if part.isVisible()]


@pytest.mark.parametrize("place", range(5))
def test_every_field_has_a_name_and_every_button_fits(qtbot, wizard, place):
    wizard.office.listed.field.setText("văn miếu quốc tử giám")
    wizard.signers.rows[0].title.setText("TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ")
    wizard.units.enter(wizard.office_facts())
    wizard.units.list.add(LONG)
    wizard.go_to(place)
    qtbot.wait(10)
    assert wizard.current == place
    for field in visible(wizard, QLineEdit):
        assert field.accessibleName(), field
        assert field.height() >= field.fontMetrics().height() + 6
    for button in visible(wizard, Button):
        assert button.accessibleName()
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.height() >= button.sizeHint().height(), button.text()


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("size", [(930, 571), (720, 400)])
def test_no_words_are_clipped_or_out_of_sight(qtbot, wizard, place, size):
    wizard.office.type_by_hand()
    wizard.office.typed.name.setText("Nguyễn Nghiêm Thượng Đoài Trung Kỳ Hạ")
    wizard.go_to(place)
    wizard.resize(*size)
    qtbot.wait(10)
    for words in visible(wizard, QLabel):
        if words.wordWrap():
            assert words.height() >= words.heightForWidth(words.width()), words.text()
        elif words.text():
            assert words.width() >= words.fontMetrics().horizontalAdvance(words.text()), words.text()
        assert words.height() >= words.fontMetrics().height(), words.text()
    page = wizard.stack.currentWidget()
    assert page.widget().width() <= page.viewport().width()
    for part in (wizard.letterhead.sheet, wizard.office.sheet, wizard.signers.sheet):
        if part.isVisible():
            assert part.height() >= part.heightForWidth(part.width())


def test_tab_goes_through_the_step_then_the_foot(qtbot, wizard):
    choose_office(qtbot, wizard)
    seen: list[QWidget] = []
    for _ in range(12):
        seen.append(wizard.focusWidget())
        press(qtbot, wizard, KEY.Key_Tab)
    step = wizard.letterhead
    wanted = [step.drafter, *step.offers, step.radios[0], wizard.skip_button, wizard.finish_button, wizard.back_button,
              wizard.next_button, wizard.leave_button]  # fmt: skip
    order = [part for part in seen if part in wanted]
    assert order[: len(wanted)] == wanted
    assert isinstance(wizard.next_button, QPushButton)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("place", range(5))
def test_every_step_can_be_painted(qtbot, wizard, theme, choice, place):
    before = theme.choice
    theme.choose(choice)
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(place)
    picture = wizard.grab().toImage()
    theme.choose(before)
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    assert len(colours) > 5


def test_rows_that_were_replaced_are_out_of_sight_at_once(wizard):
    step = wizard.signers
    step.show_signers([SignerFacts(name="Hà"), SignerFacts(name="Minh")])
    old = list(step.rows)
    step.show_signers([SignerFacts(name="Thu")])
    assert all(row.isHidden() for row in old)


def test_a_long_title_shows_its_beginning(wizard):
    title = "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ KIÊM CHÁNH VĂN PHÒNG"
    wizard.signers.show_signers([SignerFacts("TL. CHỦ TỊCH", title, "Hà")])
    assert wizard.signers.rows[0].title.cursorPosition() == 0


@pytest.mark.parametrize("width", [420, 560, 660])
def test_a_letterhead_has_room_for_a_long_name(wizard, width):
    """What is painted ends inside the sheet, however often its lines are broken."""
    from PySide6.QtGui import QImage

    wizard.office.type_by_hand()
    wizard.office.typed.name.setText("Nguyễn Nghiêm Thượng Đoài Trung Kỳ Hạ Lưu Sông Thương")
    sheet = wizard.letterhead.sheet
    sheet.show_office(wizard.office_facts())
    sheet.setFixedSize(width, sheet.heightForWidth(width))
    picture = QImage(sheet.size(), QImage.Format.Format_RGB32)
    sheet.render(picture)
    foot = {picture.pixelColor(x, picture.height() - 4).lightness() for x in range(3, width - 3)}
    inked = {
        picture.pixelColor(x, y).lightness() for x in range(3, width - 3, 2) for y in range(8, picture.height() - 8)
    }
    assert foot == {255}
    assert min(inked) < 80


def test_the_window_is_there_without_loading_the_database():
    """Loading SQLAlchemy takes a second on an old machine; the worker does it when the file is made."""
    import subprocess

    code = "import sys, kehoach_desktop.ui.wizard.window; print('sqlalchemy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
