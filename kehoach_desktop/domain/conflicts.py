"""A conflict that a merge left for a person to decide, with the values that compete; decides nothing."""

from typing import Any

from kehoach_desktop.frozen import frozen


@frozen
class OpenConflict:
    """Values as history keeps them, ours (the one shown) and theirs. Without a field: deletion against use."""

    kind: str
    id: str
    field: str | None
    ours: tuple[Any, ...]
    theirs: tuple[Any, ...]

    @property
    def rivals(self) -> tuple[Any, ...]:
        """The values of the others, each once and none of ours."""
        return tuple(v for n, v in enumerate(self.theirs) if v not in self.ours and v not in self.theirs[:n])
