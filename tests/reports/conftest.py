"""Reports are set in the bundled face, so that lines break the same on every PC."""

import pytest

from kehoach_desktop.reports import fonts


@pytest.fixture(autouse=True, scope="session")
def bundled_face():
    folders = fonts.font_folders
    fonts.font_folders = list
    fonts.serif.cache_clear()
    yield
    fonts.font_folders = folders
    fonts.serif.cache_clear()
