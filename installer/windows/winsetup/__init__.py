"""Builds the Windows setup: one module a step, each usable alone; knows nothing of trying it out in Wine."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))  # shipping, which the Debian package is built with too
