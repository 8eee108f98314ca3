"""What every tab and window is handed by app.py, so that nothing is reached for from anywhere; holds no behaviour."""

from dataclasses import dataclass

from kehoach_desktop.ui.background import Background
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """Looks, speech, memory, the worker and the open file."""

    theme: Theme
    messages: Messages
    settings: Settings
    background: Background
    workspace: Workspace
