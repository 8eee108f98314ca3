"""What the window remembers comes back with its type, and nothing breaks it."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kehoach_desktop.ui.recent import RecentFile, RecentFiles
from kehoach_desktop.ui.settings import Settings


def test_a_value_survives_a_restart(tmp_path):
    Settings(tmp_path / "s.ini").set("place/", {"plan": "p1", "period": "2026-H1"}, "/nhà/Xã mẫu.kehoach")
    assert Settings(tmp_path / "s.ini").get("place/", "/nhà/Xã mẫu.kehoach") == {"plan": "p1", "period": "2026-H1"}


def test_what_is_remembered_already_is_not_written_again(tmp_path):
    path = tmp_path / "s.ini"
    settings = Settings(path)
    settings.set("window/tab", "units")
    settings.flush()
    path.write_text(path.read_text() + "; nobody writes here\n")
    settings.set("window/tab", "units")
    settings.flush()
    assert "nobody writes here" in path.read_text()
    settings.set("window/tab", "plan")
    settings.flush()
    assert "plan" in path.read_text()
    assert "nobody writes here" not in path.read_text()


def test_an_unknown_key_is_a_bug(settings):
    with pytest.raises(KeyError):
        settings.get("no/such")
    with pytest.raises(KeyError):
        settings.set("no/such", 1)


def test_a_value_of_another_type_counts_as_lost(settings):
    settings.set("splitter/", "wide", "tasks")
    assert settings.get("splitter/", "tasks") == []


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20), st.text(max_size=30))
def test_any_name_and_text_come_back(settings, name, text):
    settings.set("place/", {"plan": text}, name)
    assert settings.get("place/", name) == {"plan": text}


def test_recent_files_stand_newest_first_and_once(settings):
    recent = RecentFiles(settings)
    for path in ("/a.kehoach", "/b.kehoach", "/a.kehoach"):
        recent.remember(RecentFile(path))
    assert [file.path for file in recent.all()] == ["/a.kehoach", "/b.kehoach"]


def test_a_pinned_file_stays_on_top(settings):
    recent = RecentFiles(settings)
    for path in ("/a.kehoach", "/b.kehoach"):
        recent.remember(RecentFile(path))
    recent.pin("/a.kehoach", on=True)
    recent.remember(RecentFile("/c.kehoach"))
    assert [file.path for file in recent.all()] == ["/a.kehoach", "/c.kehoach", "/b.kehoach"]


def test_a_broken_list_is_an_empty_one(settings):
    settings.set("files/recent", [1, {"nothing": 2}, {"path": "/a.kehoach", "from_a_later_version": True}])
    assert [file.path for file in RecentFiles(settings).all()] == ["/a.kehoach"]
