"""The bench on which the trials work: the setup, a Windows, a screen, and the list of what held and what did not."""

import json
import shutil
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from winsetup.project import OUT, Refused, config, say, setup_name

from trial.wine import Screen, Wine

PYTHON = OUT / "work" / "runtime" / "python.exe"  # the verified runtime whole, for the Windows side of a trial


def expect(held: object, otherwise: str) -> None:
    """Raises Refused with the text unless it held."""
    if not held:
        raise Refused(otherwise)


@dataclass
class Bench:
    """What every trial gets."""

    wine: Wine = field(default_factory=lambda: Wine(OUT / "wine"))
    screen: Screen = field(default_factory=lambda: Screen(OUT / "pictures"))
    setup: Path = OUT / setup_name()
    payload: Path = OUT / "payload"
    results: list[dict[str, object]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """KeHoachDesktop: the program's folder, exe and registry key."""
        return config()["program"]["id"]

    @property
    def home(self) -> str:
        """Where the setup puts the program unless told otherwise, as Windows calls it."""
        return f"C:\\users\\{self.wine.user}\\AppData\\Local\\Programs\\{self.id}"

    def python(self, code: str, *arguments: str, seconds: float = 300) -> tuple[int, str]:
        """Runs Python on the Windows side: for command lines that Wine itself would quote, and for messages to windows."""
        return self.wine.run(str(PYTHON), "-X", "utf8", "-c", code, *arguments, seconds=seconds)

    def try_out(self, name: str, act: Callable[["Bench"], str]) -> None:
        """Runs one trial; a failure is kept and the next one goes on."""
        begun = time.monotonic()
        try:
            detail, ok = act(self), True
        except Exception as fault:  # noqa: BLE001 - told at the end
            detail, ok = (str(fault) if isinstance(fault, Refused) else traceback.format_exc()), False
            shutil.copy(self.screen.picture(f"loi-{name}"), OUT)
            self.wine.end()
        seconds = round(time.monotonic() - begun, 1)
        self.results.append({"name": name, "ok": ok, "seconds": seconds, "detail": detail})
        say(f"{'đạt ' if ok else 'HỎNG'} {name} ({seconds:.0f} giây): {detail}")

    def report(self) -> bool:
        """Writes out/windows/trial.json; whether all held."""
        ok = bool(self.results) and all(result["ok"] for result in self.results)
        text = json.dumps({"ok": ok, "trials": self.results}, ensure_ascii=False, indent=2)
        (OUT / "trial.json").write_text(text + "\n", "utf-8")
        return ok
