"""`kehoach merge`, `backup`, `restore`: files of other machines taken in, copies made and put back; prints, decides nothing."""

import argparse
import json
from typing import Any

from kehoach_desktop.cli.passwords import read_password
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.services import backups, merging, offices
from kehoach_desktop.services.merge_view import MergeView, Part, source_name, view_of, view_of_open

_SHOWN = 20  # of new and changed records; deletions and conflicts are told whole
TAKE, KEEP = "take", "keep"


def merge(arguments: argparse.Namespace) -> int:
    """Exit 1 while any conflict is undecided, a file is refused, or many deletions are not agreed to."""
    password = read_password(arguments.password_file)
    with offices.open_office(arguments.file) as office_file:
        passwords = dict.fromkeys(arguments.others, password) if password else {}
        shown = merging.preview(office_file, arguments.others, passwords=passwords)
        view, told = view_of(office_file, shown), merging.plain_merge(shown.plan)
        stopped = shown.asks_about_deletions and arguments.deletions is None
        merged = None
        if shown.received and not arguments.dry_run and not stopped:
            spare = [o.key for o in merging.deletions(shown.plan)] if arguments.deletions == KEEP else []
            merged = merging.merge(office_file, shown, (), spare=spare)
        undecided = view_of_open(office_file).conflicts if not arguments.dry_run else view.conflicts
    told["refused"] = [
        {"file": str(r.path), "cause": r.fault.cause, "remedy": r.fault.remedy} for r in shown.refused
    ]  # fmt: skip
    backup = merged.backup if merged is not None else None
    if arguments.json:
        print(json.dumps({**told, "backup": str(backup) if backup else None}, ensure_ascii=False, indent=1))
    else:
        _tell_files(shown)
        _tell_plan(view)
        if stopped:
            print(f"Có {view.deleted} bản ghi sẽ bị xóa nên chưa gộp: thêm --deletions take để xóa, keep để giữ lại.")
        elif merged is not None and backup is not None:
            print(f"Đã gộp. Sao lưu trước khi gộp: {backup}")
        elif arguments.dry_run:
            print("Chỉ xem, chưa ghi gì.")
    return 1 if undecided or shown.refused or stopped else 0


def _tell_files(shown: merging.MergePreview) -> None:
    for office in shown.received:
        at = shown.known.get(office.received.sha256)
        if at is not None:
            print(f"{office.received.name}: đã nhập ngày {format_date_of(at)}, không có gì mới")
        elif office.manifest is None:
            print(f"{office.received.name}: bản sao chép tay, không có mã kiểm của nút Chép ra USB")
        else:
            print(f"{office.received.name}: từ {source_name(office)}, đã kiểm mã")
    for refused in shown.refused:
        print(f"{refused.path.name}: không nhận. {refused.fault}")


def format_date_of(moment: str) -> str:
    """The day of an ISO moment, as people write it."""
    from datetime import datetime

    return format_date(datetime.fromisoformat(moment).date())


def _tell_plan(view: MergeView) -> None:
    print(
        f"{view.new} mới, {view.changed} ô đổi, {view.deleted} xóa, {len(view.conflicts)} mâu thuẫn"
    )  # fmt: skip
    for row in view.of(Part.CONFLICT):
        for contest in row.contests:
            values = "; ".join(f"{side.title}: {side.text or 'trống'}" for side in contest.sides)
            print(f"  Mâu thuẫn: {row.kind_words} {row.title}. {contest.label}. {values}")
    for row in view.of(Part.TWIN):
        print(f"  Có thể trùng: {row.title}")
    for row in view.of(Part.DELETED):
        print(f"  Xóa: {row.title} ({row.second})")
    for part, word in ((Part.CHANGED, "Đổi"), (Part.NEW, "Mới")):
        rows = view.of(part)
        for row in rows[:_SHOWN]:
            print(f"  {word}: {row.kind_words} {row.title}")
        if len(rows) > _SHOWN:
            print(f"  {word}: và {len(rows) - _SHOWN} bản ghi nữa")


def backup(arguments: argparse.Namespace) -> int:
    """Writes a proven copy beside the others of this file."""
    with offices.open_office(arguments.file) as office_file:
        path = backups.back_up(office_file)
        backups.thin_out(path.parent, office_file.clock.now().date())
    _print({"backup": str(path)}, f"Đã sao lưu: {path}", arguments.json)
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Takes the file back to a copy; the file as it was is kept beside it."""
    restored = backups.restore(arguments.file, arguments.backup)
    if restored.replaced:
        done = f"Đã thay {arguments.file} bằng bản sao lưu."
    elif restored.changes is not None:
        done = f"{restored.changes.step}: một bước trong lịch sử của {arguments.file}, hoàn tác được."
    else:
        done = f"{arguments.file} giống bản sao lưu, không có gì để khôi phục."
    step = restored.changes.step if restored.changes is not None else None
    told = {"file": str(arguments.file), "kept": str(restored.kept), "step": step, "replaced": restored.replaced}
    _print(told, f"{done} Tệp trước khi khôi phục: {restored.kept}", arguments.json)
    return 0


def _print(value: dict[str, Any], words: str, as_json: bool) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if as_json else words)
