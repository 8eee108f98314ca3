"""Tries the finished setup in Wine, then a part of the test suite on the payload; exit 0 only if all held.

python installer/windows/try.py [--only NAME,NAME] [--rooms NAME+NAME]
"""

import argparse
import os
import shutil
import sys

from trial import rooms
from trial.bench import Bench
from trial.installing import TRIALS
from winsetup.project import Refused

_SCREEN = "-screen 0 1366x768x24"


def main() -> int:
    """All trials, or those named."""
    parser = argparse.ArgumentParser(description="Thử bộ cài Windows trong Wine")
    parser.add_argument("--only", default="", help="chỉ những phép thử này: " + ", ".join([*TRIALS, "phong"]))
    parser.add_argument("--rooms", default="", metavar="A+B", help="chỉ những phòng này của bộ phép thử")
    options = parser.parse_args()
    if not os.environ.get("KEHOACH_XVFB"):  # a screen of our own, whatever stands on this machine's
        os.environ["KEHOACH_XVFB"] = "1"
        os.execvp("xvfb-run", ["xvfb-run", "-a", "-s", _SCREEN, sys.executable, *sys.argv])  # noqa: S606 - itself, with a screen
    bench = Bench()
    if not bench.setup.is_file():
        raise Refused(f"chưa có {bench.setup.name}; dựng trước bằng build.py")
    shutil.rmtree(bench.screen.pictures, ignore_errors=True)
    bench.screen.pictures.mkdir(parents=True)
    trials = {**TRIALS, "phong": lambda bench: rooms.every_room(bench, options.rooms)}
    try:
        for name in options.only.split(",") if options.only else trials:
            bench.try_out(name, trials[name])
    finally:
        bench.wine.end()
    return 0 if bench.report() else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as fault:
        sys.exit(f"Không thử được: {fault}")
