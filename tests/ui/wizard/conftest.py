"""The first start as it stands when the program is opened for the first time."""

import pytest
from wizard_steps import Folder

from kehoach_desktop.ui.wizard.window import SetupWizard


@pytest.fixture
def folder():
    return Folder()


@pytest.fixture
def wizard(qtbot, desk, folder, tmp_path, settle):
    (tmp_path / "Kế hoạch").mkdir()
    wizard = SetupWizard(desk, tmp_path / "Kế hoạch", folder)
    qtbot.addWidget(wizard, before_close_func=lambda _: settle())
    wizard.show()
    wizard.activateWindow()
    qtbot.waitExposed(wizard)
    yield wizard
    for step in wizard.steps:
        step.touched = False
