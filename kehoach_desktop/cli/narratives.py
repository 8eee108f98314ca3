"""The command `narrative`: the report's parts in words, written, accepted and given back to the draft."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import narratives, offices
from kehoach_desktop.services.narratives import Part
from kehoach_desktop.services.periods import window

if TYPE_CHECKING:
    from kehoach_desktop.services.offices import OfficeFile

_LONGEST = 1_000_000  # bytes of a part; a whole report has a tenth of it


def narrative(arguments: argparse.Namespace) -> int:
    """Lists the parts, or shows or changes one."""
    if arguments.part is None and (arguments.text_file or arguments.draft or arguments.accept):
        raise BadValue("Chưa nêu phần nào.", "Thêm --part, ví dụ --part III.han-che.")
    with offices.open_office(arguments.file) as office_file:
        if arguments.part is not None:
            _change(office_file, arguments)
        dossier = offices.load(office_file, arguments.plan)
        today = office_file.clock.now().date()
        parts = narratives.parts(dossier, window(dossier, arguments.period), on=today)
    wanted = [part for part in parts if arguments.part in (None, part.key)]
    if not wanted:
        raise BadValue(f"Báo cáo không có phần “{arguments.part}”.", "Bỏ --part để xem các phần.")
    if arguments.json:
        print(json.dumps([_plain(part) for part in wanted], ensure_ascii=False, indent=1))
    elif arguments.part is not None:
        _tell(wanted[0])
    else:
        for part in wanted:
            print(f"{part.key:<44} {_state(part):<24} {part.number} {part.title}")
    return 0


def _change(office_file: "OfficeFile", arguments: argparse.Namespace) -> None:
    where: dict[str, Any] = {"plan_id": arguments.plan}
    if arguments.text_file:
        text = _read(arguments.text_file)
        narratives.write(office_file, arguments.period, arguments.part, text, **where)
    if arguments.accept:
        narratives.accept_figures(office_file, arguments.period, arguments.part, **where)
    if arguments.draft:
        narratives.reset(office_file, arguments.period, arguments.part, **where)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LONGEST + 1)
        text = raw.decode("utf-8-sig")
    except OSError as fault:
        raise BadValue(f"Không đọc được {path}: {fault.strerror}.", "Chọn tệp khác.") from fault
    except UnicodeDecodeError as fault:
        raise BadValue(f"{path} không phải tệp văn bản UTF-8.", "Lưu lại thành văn bản thuần, mã UTF-8.") from fault
    if len(raw) > _LONGEST:
        raise BadValue(f"{path} dài quá 1 MB.", "Một phần của báo cáo chỉ dài vài trang.")
    return text


def _state(part: Part) -> str:
    if part.is_gone:
        return "không còn trong báo cáo"
    if not part.is_edited:
        return "dự thảo"
    counts = [f"{len(part.taken)} số đổi" if part.taken else "", f"{len(part.open)} cần xem" if part.open else ""]
    return ", ".join(filter(None, ("đã sửa", *counts)))


def _tell(part: Part) -> None:
    print(part.text)
    for title, changes in (("Đã thay", part.taken), ("Cần xem", part.open)):
        for change in changes:
            print(f"{title}: “{change.was}” thành “{change.now}”")


def _plain(part: Part) -> dict[str, Any]:
    return {
        "part": part.key, "number": part.number, "title": part.title, "edited": part.is_edited, "gone": part.is_gone,
        "text": part.text, "drafted": part.drafted,
        "changed": [{"was": c.was, "now": c.now} for c in part.taken],
        "open": [{"was": c.was, "now": c.now, "about": c.about} for c in part.open],
    }  # fmt: skip
