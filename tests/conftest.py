"""What all tests share: no screen is needed, an unexpected warning in the log fails, nothing leaves the test's folder."""

import logging
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.caught: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.caught.append(record)


@pytest.fixture
def expected_logs() -> list[str]:
    """A test that causes warnings on purpose puts a piece of each message here."""
    return []


@pytest.fixture(autouse=True)
def strict_logs(expected_logs: list[str]):
    catcher = _Catcher()
    root = logging.getLogger()
    root.addHandler(catcher)
    yield
    root.removeHandler(catcher)
    surprising = [r.getMessage() for r in catcher.caught if not any(part in r.getMessage() for part in expected_logs)]
    assert not surprising, f"unexpected log lines: {surprising}"


@pytest.fixture(scope="session")
def sent_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office of 30 units (`office.kehoach`) and its forms (`phieu/`); a test works on copies."""
    import factories as make
    import returned_forms as forms

    from kehoach_desktop.services.collecting import make_unit_forms

    folder = tmp_path_factory.mktemp("sent")
    with make.make_office_file(folder / "office.kehoach", *forms.records_of_office()) as office_file:
        make_unit_forms(office_file, forms.PERIOD, folder / "phieu")
    return folder


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The site id, the backups and the settings of a test are its own."""
    monkeypatch.setenv("KEHOACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEHOACH_AUTHOR", "Trần Thu Hà")


@pytest.fixture
def shipped_passwords() -> None:
    """Asked for by a test in which a password costs what it costs her: half a second and 128 MB."""


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """Elsewhere it costs little; a sealed file says how much, so it is opened as any other."""
    if "shipped_passwords" not in request.fixturenames:
        monkeypatch.setattr("kehoach_desktop.exchange.sealing._COST", (10, 8, 1))
