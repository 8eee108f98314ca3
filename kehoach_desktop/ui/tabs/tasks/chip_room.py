"""Which chips find room in their row, and which stand behind one that only counts them. Keeps no widget."""

from collections.abc import Sequence

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import ChipSpec

MORE = "more"  # key of the chip behind which the others stand
COUNT, SHORT_COUNT = "{} trong {} nhiệm vụ", "{}/{}"
_AROUND = 48  # frame, cross and gap of a chip


class ChipRoom:
    """The widths of some chips in the fonts of a theme."""

    def __init__(self, theme: Theme, specs: Sequence[ChipSpec]) -> None:
        self._theme = theme
        self._specs = list(specs)
        self._widths = [self._width(spec) for spec in specs]

    def _width(self, spec: ChipSpec) -> int:
        label = self._theme.advance(f"{spec.label}: ")
        return _AROUND + label + self._theme.advance(spec.value, bold=True)

    def small_width(self, text: str) -> int:
        """How wide the count of rows is."""
        return self._theme.advance(text, "small")

    def fit(self, room: int) -> bool:
        """Whether all of them find room."""
        return sum(self._widths) <= room

    def shown(self, room: int) -> list[ChipSpec]:
        """Those that find room, and a last one for the rest."""
        if self.fit(room):
            return self._specs
        room -= self._width(ChipSpec(MORE, "Thêm", "8 lọc"))
        count = 0
        while count < len(self._specs) and sum(self._widths[: count + 1]) <= room:
            count += 1
        return [*self._specs[:count], ChipSpec(MORE, "Thêm", f"{len(self._specs) - count} lọc")]
