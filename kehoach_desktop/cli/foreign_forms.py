"""The commands about forms of other offices: the list of placeholders, and a form filled in."""

import argparse
import json
import sys
from collections.abc import Iterable

from kehoach_desktop.services import foreign_forms, offices
from kehoach_desktop.services.periods import window

_WIDEST = 64  # letters of a placeholder before its meaning goes on


def placeholders(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        dossier = offices.load(office_file, arguments.plan)
        on = office_file.clock.now().date()
    lines = foreign_forms.listed(foreign_forms.placeholders(dossier, window(dossier, arguments.period), on))
    if arguments.json:
        rows = [{"text": x.text, "meaning": x.meaning, "value": x.shown or None, "group": x.group} for x in lines]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            print(f"\n{group}")
        value = line.shown.replace("\n", " / ")
        print(f"  {line.text:<{_WIDEST}} {line.meaning}{': ' + value if value else ''}")
    return 0


def fill(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        filled = foreign_forms.fill(
            office_file, arguments.form, arguments.period, arguments.to, plan_id=arguments.plan
        )  # fmt: skip
    if arguments.json:
        told = {
            "file": str(filled.path),
            "filled": len(filled.found) - len(filled.unknown),
            "unknown": _plain(filled.unknown),
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(filled.path)
        for found in filled.unknown:
            guess = f"; gần nhất: {{{{{found.suggestion}}}}}" if found.suggestion else ""
            print(f"Chưa rõ: {found.sheet}, ô {found.cell}: {found.name}{guess}. Ô này để trống.", file=sys.stderr)
        if not filled.found:
            print("Biểu không có chỗ điền nào; xem `kehoach placeholders`.", file=sys.stderr)
    return 1 if filled.unknown else 0


def _plain(unknown: Iterable[foreign_forms.Found]) -> list[dict[str, str | None]]:
    return [
        {"sheet": each.sheet, "cell": each.cell, "name": each.name, "nearest": each.suggestion or None}
        for each in unknown
    ]  # fmt: skip
