"""What a verb touched, so that a screen knows whether to look again; holds no records."""

from kehoach_desktop.frozen import frozen


@frozen
class Changes:
    """Kinds of record a step touched, and the step's name as the undo menu shows it."""

    kinds: frozenset[str]
    step: str

    @classmethod
    def of(cls, step: str, *kinds: str) -> "Changes":
        return cls(frozenset(kinds), step)
