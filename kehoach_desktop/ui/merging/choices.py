"""What a person has answered in the merge window, kept by question so that it outlives a new plan; knows no widget."""

from collections.abc import Iterable
from typing import Any

from kehoach_desktop.domain.merging import Key
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.merge_view import Asks, Contest, MergeView, Part
from kehoach_desktop.services.merge_words import same
from kehoach_desktop.services.merging import Decision

_CONFLICTS = (Asks.FIELD, Asks.LIFE)


@frozen
class Answer:
    """The value chosen, and which side it is; None for a value of one's own."""

    value: Any
    side: int | None
    text: str


class Choices:
    """Answers by question. Deletions always have one; a conflict without one keeps our value and stays marked."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def clear(self) -> None:
        self._answers.clear()

    def adopt(self, view: MergeView, *, keeps_deleted: bool) -> None:
        """Keeps the answers to questions that are still asked; deletions get their default."""
        kept = {}
        for name, contest in view.contests.items():
            answer = self._answers.get(name)
            if answer is not None and answer.side is not None:
                answer = next(
                    (_of(contest, n) for n, s in enumerate(contest.sides) if same(s.answer, answer.value)), None
                )
            if answer is None and contest.asks is Asks.DELETION:
                answer = _of(contest, 0 if keeps_deleted else 1)
            if answer is not None:
                kept[name] = answer
        self._answers = kept

    def of(self, contest: Contest) -> Answer | None:
        return self._answers.get(contest.id)

    def choose(self, contest: Contest, side: int) -> None:
        """Takes one of the values shown; the one taken already is let go, where a question may stay open."""
        now = self.of(contest)
        if now is not None and now.side == side and contest.asks is not Asks.DELETION:
            del self._answers[contest.id]
        else:
            self._answers[contest.id] = _of(contest, side)

    def write(self, contest: Contest, value: Any, text: str) -> None:
        """Takes a value of one's own; where it is one of the values shown, that one."""
        side = next((n for n, s in enumerate(contest.sides) if same(s.answer, value)), None)
        self._answers[contest.id] = Answer(value, side, text)

    def delete_all(self, view: MergeView, *, deletes: bool) -> None:
        """One answer for every deletion."""
        for row in view.of(Part.DELETED):
            for contest in row.contests:
                self._answers[contest.id] = _of(contest, 1 if deletes else 0)

    # --- what comes of it ---

    def open_of(self, contests: Iterable[Contest]) -> list[Contest]:
        """The questions without an answer."""
        return [contest for contest in contests if contest.id not in self._answers]

    def decided_count(self, view: MergeView) -> int:
        """Answers a person gave: to conflicts and pairs."""
        asked = (c for c in view.contests.values() if c.asks is not Asks.DELETION)
        return sum(contest.id in self._answers for contest in asked)

    def decisions(self, view: MergeView) -> list[Decision]:
        """Answers to conflicts, as the service takes them."""
        answered = ((c, self.of(c)) for c in view.contests.values() if c.asks in _CONFLICTS)
        return [(c.key, c.field, answer.value) for c, answer in answered if answer is not None]

    def spared(self, view: MergeView) -> list[Key]:
        """Records deleted elsewhere that stay."""
        return [
            key
            for row in view.of(Part.DELETED)
            for contest in row.contests
            if (answer := self.of(contest)) is not None and not answer.value
            for key in row.keys
        ]

    def pairs(self, view: MergeView, *, joined: bool) -> list[tuple[Key, Key]]:
        """Pairs that are one, or pairs that are not."""
        return [
            (row.key, row.other)
            for row in view.of(Part.TWIN)
            for contest in row.contests
            if row.other is not None and (answer := self.of(contest)) is not None and answer.value is joined
        ]


def _of(contest: Contest, side: int) -> Answer:
    chosen = contest.sides[side]
    return Answer(chosen.answer, side, chosen.text)
