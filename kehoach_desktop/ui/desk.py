"""What every tab and window is handed by app.py, so that nothing is reached for from anywhere; holds no behaviour."""

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.background import Background
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.workspace import Workspace


@frozen
class Desk:
    """Looks, speech, memory, the worker and the open file."""

    theme: Theme
    messages: Messages
    settings: Settings
    background: Background
    workspace: Workspace
