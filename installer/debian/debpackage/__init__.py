"""The parts of the Debian package's build: what goes in, what it needs, how it is tried. This module only speaks."""

import sys
from pathlib import Path
from typing import NoReturn

sys.path.append(str(Path(__file__).resolve().parents[2]))  # shipping, which the Windows setup is built with too


def say(text: str) -> None:
    """A line to whoever watches the build."""
    print(f"• {text}", flush=True)


def fail(text: str) -> NoReturn:
    """Ends the build with a reason."""
    sys.exit(f"Không làm được: {text}")
