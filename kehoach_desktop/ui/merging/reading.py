"""Reads files that came back, on the worker, asking for passwords between; hands over a preview. Shows nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kehoach_desktop.services import merging
from kehoach_desktop.services.merging import MergePreview, RefusedOffice
from kehoach_desktop.ui.workspace import Workspace

AskPassword = Callable[[str, bool], str]  # file name, whether the last one was wrong -> password, "" to skip


class OfficeReading:
    """One round of reading; `on_done(preview)` once all that can be read is read. `ask` puts the question."""

    def __init__(self, workspace: Workspace, ask: AskPassword, on_done: Callable[[MergePreview], None]) -> None:
        self._workspace = workspace
        self._ask = ask
        self._on_done = on_done

    def read(self, paths: Sequence[Path]) -> None:
        """Reads these files; Stop in the status line leaves everything as it was."""
        self._run(list(paths), {}, (), ())

    def _run(
        self, paths: list[Path], passwords: dict[Path, str], read: Sequence[object], refused: Sequence[RefusedOffice]
    ) -> None:
        label = "Đang đọc tệp nhận về" if len(paths) > 1 else f"Đang đọc {paths[0].name}"

        def done(shown: MergePreview) -> None:
            locked = [one for one in shown.refused if one.needs_password]
            others = [*refused, *(one for one in shown.refused if one not in locked)]
            answers = {one.path: self._ask(one.path.name, one.had_wrong_password) for one in locked}
            again = {path: word for path, word in answers.items() if word}
            others += [one for one in locked if not answers[one.path]]
            if again:
                self._run(list(again), again, shown.received, others)
            else:
                self._on_done(replace(shown, refused=tuple(others)))

        self._workspace.perform(
            label, merging.preview, paths, passwords=passwords, beside=read, with_progress=True, on_done=done
        )  # fmt: skip
