"""What a list of choices offers, apart from the widget that shows it."""

from kehoach_desktop.frozen import frozen


@frozen
class Choosable:
    """A line of the list: its value, its words, a small note at the right, other words search finds it by."""

    value: str
    label: str
    note: str = ""
    also: str = ""
