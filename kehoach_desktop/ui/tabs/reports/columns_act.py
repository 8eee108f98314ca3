"""Choosing the columns of the form in hand: asked in a dialog, kept or given back as one step that can be undone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from kehoach_desktop.services.exporting import FormInfo


def choose_columns(desk: Desk, form: "FormInfo", parent: QWidget | None) -> None:
    """Shows the columns of a form; the pages are drawn anew when another choice was kept."""
    from kehoach_desktop.services import form_layouts
    from kehoach_desktop.ui.dialogs.form_columns import FormColumns

    space = desk.workspace
    asked = (space.dossier, form.id, space.period.id, space.today)
    before, own = form_layouts.choices(*asked), form_layouts.own_choices(*asked)
    dialog = FormColumns(desk.theme, form.title, before, own, parent)
    dialog.keep_button.setEnabled(not space.read_only)
    if not dialog.exec() or dialog.choices == before:
        return
    if dialog.is_own:
        space.perform("Trả cột về mặc định", form_layouts.reset, form.id)
    else:
        space.perform("Chọn cột của biểu", form_layouts.save, form.id, dialog.choices)
