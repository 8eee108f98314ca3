"""What each command says: one function a command, each calls one service and prints its result."""

import argparse
import json
import sys
from typing import Any

from kehoach_desktop.domain.fields import KIND_LABELS, field_label, show_value
from kehoach_desktop.domain.history import Change, ChangeKind
from kehoach_desktop.domain.paper_checks import Finding
from kehoach_desktop.domain.paper_register import plain_number
from kehoach_desktop.domain.vietnamese import format_date, parse_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import checking, collecting, exporting, offices, plans, results, showing
from kehoach_desktop.services import history as history_service
from kehoach_desktop.services.batch_export import export_units
from kehoach_desktop.services.collection import Collection, plain_collection
from kehoach_desktop.services.periods import windows

_CHANGES_SHOWN = 20
_EVERY_UNIT = "all"  # --unit all: one file a unit


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def demo(arguments: argparse.Namespace) -> int:
    from kehoach_desktop.services.demo import demo as run_demo

    for path in run_demo(arguments.to, say=print):
        print(f"  {path}")
    return 0


def new(arguments: argparse.Namespace) -> int:
    with offices.create_office(arguments.file, arguments.name, province=arguments.province, signer=arguments.signer):
        print(f"Đã tạo {arguments.file}")
    return 0


def propose(arguments: argparse.Namespace) -> int:
    proposal = plans.propose(arguments.plan)
    if arguments.json:
        from kehoach_desktop.importing.proposal_json import proposal_to_json

        _print_json(proposal_to_json(proposal))
        return 0
    print(proposal.title)
    for label, items in (
        ("đoạn", proposal.paragraphs), ("mục", proposal.sections), ("căn cứ", proposal.legal_bases),
        ("nhiệm vụ", proposal.tasks), ("phân công", proposal.assignments), ("đơn vị", proposal.units),
        ("chỉ tiêu", proposal.indicators), ("hạn báo cáo", proposal.report_deadlines), ("nơi nhận", proposal.recipients),
    ):  # fmt: skip
        print(f"  {len(items):>4} {label}")
    for doubt in proposal.doubts:
        print(f"  Cần xem: {doubt.message}")
    return 0


def import_plan(arguments: argparse.Namespace) -> int:
    proposal = plans.propose(arguments.plan)
    with offices.open_office(arguments.file) as office_file:
        plan_id, changes = plans.accept(office_file, proposal)
    if arguments.json:
        _print_json({"plan": plan_id, "tasks": len(proposal.tasks), "indicators": len(proposal.indicators)})
    else:
        print(f"{changes.step}: {len(proposal.tasks)} nhiệm vụ, {len(proposal.indicators)} mức chỉ tiêu.")
    return 0


def show(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        shown = showing.show(office_file)
    if arguments.json:
        _print_json(shown)
        return 0
    office = shown.pop("office")
    print(f"{office['kind']} {office['name']}")
    labels = {"plans": "title", "units": "name", "tasks": "title", "indicators": "name"}
    for kind, rows in shown.items():
        print(f"{kind}: {len(rows)}")
        for row in rows if kind in labels else ():
            print(f"  {row['id']}  {row.get('number') or '':<6} {row[labels[kind]]}")
    return 0


def set_fields(arguments: argparse.Namespace) -> int:
    texts: dict[str, str] = {}
    for pair in arguments.fields:
        name, sign, value = pair.partition("=")
        if not sign:
            raise BadValue(f"“{pair}” thiếu dấu bằng.", "Gõ TRƯỜNG=GIÁ_TRỊ, ví dụ due_on=30/6/2026.")
        texts[name] = value
    with offices.open_office(arguments.file) as office_file:
        changes = results.set_texts(office_file, arguments.kind, arguments.id, texts)
    print(changes.step)
    return 0


def periods(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        dossier = offices.load(office_file)
        this_year = office_file.clock.now().year
    year = arguments.year or (dossier.plan and dossier.plan.first_year) or this_year
    found = windows(dossier, year)
    if arguments.json:
        _print_json([showing.plain_window(w) for w in found])
        return 0
    for w in found:
        print(
            f"{w.period.id:<8} {w.period.title:<26} số liệu {format_date(w.data_from)} – {format_date(w.data_to)}, "
            f"hạn nộp {format_date(w.due_on) or 'chưa đặt'}"
        )
        for warning in w.warnings:
            print(f"         {warning.message}")
    return 0


def forms(arguments: argparse.Namespace) -> int:
    if arguments.json:
        _print_json([{"id": f.id, "title": f.title, "formats": list(f.formats)} for f in exporting.forms()])
        return 0
    for form in exporting.forms():
        print(f"{form.id:<18} {form.title:<44} {' '.join(form.formats)}")
    return 0


def export(arguments: argparse.Namespace) -> int:
    options = exporting.FormOptions(
        number=plain_number(arguments.number) if arguments.number else None,
        issued_on=parse_date(arguments.date) if arguments.date else None,
    )
    choices: dict[str, Any] = {
        "formats": [f.strip() for f in arguments.format.split(",")] if arguments.format else None,
        "plan_id": arguments.plan, "options": options,
    }  # fmt: skip
    every = arguments.unit == _EVERY_UNIT
    unit_id, combined = None if every else arguments.unit, None
    with offices.open_office(arguments.file) as office_file:
        dossier, on = offices.load(office_file, arguments.plan), office_file.clock.now().date()
        remarks = exporting.remarks(dossier, arguments.period, arguments.form, on=on, unit_id=unit_id, options=options)
        if every:
            batch = export_units(office_file, arguments.form, arguments.period, arguments.to, **choices)
            files, combined = list(batch.files), batch.combined
        else:
            files = exporting.export(
                office_file, arguments.form, arguments.period, arguments.to, unit_id=unit_id, **choices
            ).files
    if arguments.json:
        _print_json(
            {
                "files": [str(path) for path in files],
                "combined": str(combined) if combined else None,
                "remarks": [_plain_remark(remark) for remark in remarks],
            }
        )
        return 0
    for path in (*files, combined) if combined else files:
        print(path)
    for remark in remarks:
        words = ". ".join(part.rstrip(".") for part in (remark.text, remark.detail) if part)
        print(f"{remark.severity.value.capitalize()}: {words}.", file=sys.stderr)
    return 0


def _plain_remark(remark: Finding) -> dict[str, Any]:
    return {
        "rule": remark.id, "level": remark.severity.value, "text": remark.text, "detail": remark.detail,
        "kind": remark.rule.kind or None, "ids": list(remark.record_ids),
    }  # fmt: skip


def unit_forms(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        files = collecting.make_unit_forms(
            office_file, arguments.period, arguments.to, arguments.unit, plan_id=arguments.plan
        )
    if arguments.json:
        _print_json({"files": [str(path) for path in files]})
    else:
        for path in files:
            print(path)
    return 0


def collect(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        found = collecting.read_forms(office_file, arguments.returned, period_id=arguments.period)
        step = ""
        if not arguments.dry_run:
            changes = collecting.apply_forms(office_file, found, include_suggestions=arguments.suggestions)
            step = changes.step if changes.kinds else ""
    if arguments.json:
        _print_json({"step": step, **plain_collection(found)})
    else:
        _print_collection(found, step)
    return 1 if any(True for _ in found.refused) else 0


def _print_collection(found: Collection, step: str) -> None:
    for form in found.forms:
        print(f"{form.file}: {form.summary}")
        for change in (*form.plan.accepted, *form.plan.suggested):
            label = field_label(change.kind, change.field)
            old, new = show_value(change.old) or "trống", show_value(change.new)
            remark = f" ({change.remark})" if change.remark else ""
            print(f"    {change.cell:<5} {change.title[:50]}: {label} {old} → {new}{remark}")
        for refused in form.plan.refused:
            print(f"    {refused.cell:<5} Từ chối “{refused.shown[:30]}”: {refused.reason}")
    print(step or "Chưa ghi gì vào tệp.")


def _change_text(change: Change) -> str:
    kind = KIND_LABELS.get(change.record_kind, change.record_kind)
    if change.kind is ChangeKind.CREATE:
        return f"thêm {kind} {change.record_id}"
    if change.kind is ChangeKind.DELETE:
        return f"xóa {kind} {change.record_id}"
    label = field_label(change.record_kind, change.field or "")
    return f"{kind} {change.record_id}: {label} “{change.old if change.old is not None else ''}” → “{change.new if change.new is not None else ''}”"


def history(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        steps = history_service.timeline(office_file, arguments.row)
    if arguments.json:
        _print_json([showing.plain_step(step, changes) for step, changes in steps])
        return 0
    for step, changes in steps:
        print(f"{step.at:%H:%M:%S} {format_date(step.at.date())}  {step.author}  {step.name}")
        for change in changes[:_CHANGES_SHOWN]:
            print(f"    {_change_text(change)}")
        if len(changes) > _CHANGES_SHOWN:
            print(f"    và {len(changes) - _CHANGES_SHOWN} thay đổi nữa")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        changes = history_service.undo(office_file)
    print(changes.step if changes else "Không còn gì để hoàn tác.")
    return 0 if changes else 1


def redo(arguments: argparse.Namespace) -> int:
    with offices.open_office(arguments.file) as office_file:
        changes = history_service.redo(office_file)
    print(changes.step if changes else "Không có gì để làm lại.")
    return 0 if changes else 1


def check(arguments: argparse.Namespace) -> int:
    findings = checking.check_file(arguments.file)
    if arguments.json:
        _print_json([{"level": f.level.value, "text": f.text, "kind": f.kind, "id": f.record_id} for f in findings])
    else:
        for finding in findings:
            print(f"{finding.level.value}: {finding.text}")
        print("Tệp nguyên vẹn." if not any(f.level is checking.Level.ERROR for f in findings) else "Tệp có lỗi.")
    return 1 if any(f.level is checking.Level.ERROR for f in findings) else 0
