"""Which cells of which forms are to be taken: as read, accepted ones are and suggested ones are not. Knows no widget."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kehoach_desktop.services.collected_forms import only
from kehoach_desktop.services.collection import CollectedForm, Collection


class Ticks:
    """Ticks by file and cell; a person's own survive when a form is judged anew."""

    def __init__(self) -> None:
        self._own: dict[tuple[Path, str], bool] = {}

    def clear(self) -> None:
        self._own.clear()

    @property
    def is_touched(self) -> bool:
        return bool(self._own)

    def put(self, form: CollectedForm, cells: Iterable[str], *, on: bool) -> None:
        """Ticks or unticks cells; only what can be taken counts."""
        can = self.possible(form)
        self._own |= {(form.path, cell): on for cell in cells if cell in can}

    @staticmethod
    def possible(form: CollectedForm) -> set[str]:
        """The cells that can be taken at all."""
        return {change.cell for change in (*form.plan.accepted, *form.plan.suggested)}

    def is_on(self, form: CollectedForm, cell: str) -> bool:
        usual = any(change.cell == cell for change in form.plan.accepted)
        return self._own.get((form.path, cell), usual)

    def of(self, form: CollectedForm) -> set[str]:
        """The ticked cells of a form."""
        return {cell for cell in self.possible(form) if self.is_on(form, cell)}

    def wants(self, form: CollectedForm) -> bool:
        """Whether a form is taken: with ticked cells, or as one that has nothing to tick."""
        if form.refusal or not form.is_useful:
            return False
        return bool(self.of(form)) or not self.possible(form)

    def wanted(self, forms: Sequence[CollectedForm]) -> list[CollectedForm]:
        return [form for form in forms if self.wants(form)]

    def chosen(self, forms: Sequence[CollectedForm]) -> Collection:
        """The forms to take, with their ticked cells only."""
        return Collection(tuple(only(form, self.of(form)) for form in self.wanted(forms)))
