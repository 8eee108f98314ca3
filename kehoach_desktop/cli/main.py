"""The command `kehoach`: reads arguments, calls one service, prints Vietnamese or one JSON document; holds no rule."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kehoach_desktop.cli import carrying, commands, foreign_forms, merging, narratives
from kehoach_desktop.errors import UserFacingError

DONE, REFUSED, BAD_USAGE = 0, 1, 2
_FILE = ("file", {"type": Path, "help": "tệp .kehoach"})
_JSON = ("--json", {"action": "store_true", "help": "in một tài liệu JSON"})

# Command -> what it does, its arguments, the function that does it.
COMMANDS: dict[str, tuple[str, list[tuple[str, dict[str, Any]]], Callable[[argparse.Namespace], int]]] = {
    "demo": (
        "dựng kế hoạch mẫu, ghi nửa năm số liệu, xuất mọi biểu",
        [("--to", {"type": Path, "required": True, "help": "thư mục nhận tệp"})],
        commands.demo,
    ),
    "new": (
        "tạo tệp mới cho một xã, phường, đặc khu",
        [
            _FILE,
            ("--name", {"required": True, "help": "tên cơ quan, ví dụ “xã An Bình”"}),
            ("--province", {"help": "tỉnh, thành phố"}),
            ("--signer", {"help": "người ký"}),
        ],
        commands.new,
    ),
    "propose": (
        "đọc kế hoạch, nêu đề xuất, không lưu gì",
        [("plan", {"type": Path, "help": "kế hoạch .docx .txt .md .pdf"}), _JSON],
        commands.propose,
    ),
    "import": (
        "nhận cả đề xuất vào tệp",
        [_FILE, ("plan", {"type": Path, "help": "kế hoạch .docx .txt .md .pdf"}), _JSON],
        commands.import_plan,
    ),
    "show": ("xem mọi bản ghi", [_FILE, _JSON], commands.show),
    "set": (
        "sửa các trường của một bản ghi, thành một bước",
        [
            _FILE,
            ("kind", {"help": "loại: task, unit, indicator, result, progress, submission, plan, office ..."}),
            (
                "id",
                {
                    "help": "mã bản ghi; với result, progress, submission kèm period= thì là mã chỉ tiêu, nhiệm vụ, đơn vị"
                },
            ),
            ("fields", {"nargs": "+", "metavar": "TRƯỜNG=GIÁ_TRỊ", "help": "ví dụ due_on=30/6/2026"}),
        ],
        commands.set_fields,
    ),
    "periods": (
        "các kỳ báo cáo, hạn nộp, lời nhắc",
        [_FILE, ("--year", {"type": int, "help": "năm"}), _JSON],
        commands.periods,
    ),
    "forms": ("các biểu in được", [_JSON], commands.forms),
    "export": (
        "xuất một biểu",
        [
            _FILE,
            ("form", {"help": "mã biểu, xem `kehoach forms`"}),
            ("--period", {"required": True, "help": "kỳ, ví dụ 2026-H1"}),
            ("--to", {"type": Path, "required": True, "help": "thư mục nhận tệp"}),
            ("--format", {"help": "xlsx, pdf, docx; cách nhau bằng dấu phẩy"}),
            (
                "--unit",
                {
                    "help": "mã đơn vị của công văn, phiếu; all: mỗi đơn vị một tệp và một tệp PDF chung để in; không nêu: mọi đơn vị một tệp"
                },
            ),
            ("--number", {"help": "số văn bản; không nêu thì để trống"}),
            ("--date", {"help": "ngày ban hành, ví dụ 20/6/2026; không nêu thì để trống"}),
            ("--plan", {"help": "mã kế hoạch; không nêu thì kế hoạch mới nhất"}),
            _JSON,
        ],
        commands.export,
    ),
    "placeholders": (
        "các chỗ điền dùng được trong biểu của cấp trên",
        [
            _FILE,
            ("--period", {"required": True, "help": "kỳ, ví dụ 2026-H1"}),
            ("--plan", {"help": "mã kế hoạch; không nêu thì kế hoạch mới nhất"}),
            _JSON,
        ],
        foreign_forms.placeholders,
    ),
    "fill": (
        "điền biểu .xlsx của cấp trên, giữ nguyên mọi định dạng",
        [
            _FILE,
            ("form", {"type": Path, "metavar": "BIỂU", "help": "biểu .xlsx có chỗ điền, ví dụ {{ky.ten}}"}),
            ("--period", {"required": True, "help": "kỳ, ví dụ 2026-H1"}),
            ("--to", {"type": Path, "required": True, "help": "thư mục nhận tệp"}),
            ("--plan", {"help": "mã kế hoạch; không nêu thì kế hoạch mới nhất"}),
            _JSON,
        ],
        foreign_forms.fill,
    ),
    "narrative": (
        "lời văn của báo cáo: xem các phần, sửa một phần, nhận số mới, về dự thảo",
        [
            _FILE,
            ("--period", {"required": True, "help": "kỳ, ví dụ 2026-H1"}),
            ("--part", {"help": "mã một phần; không nêu thì liệt kê các phần"}),
            (
                "--text-file",
                {"type": Path, "help": "tệp lời văn: mỗi đoạn một dòng, “- ” trước gạch đầu dòng, **chữ đậm**"},
            ),
            ("--accept", {"action": "store_true", "help": "nhận số mới vào lời văn"}),
            ("--draft", {"action": "store_true", "help": "bỏ lời văn, về bản dự thảo"}),
            ("--plan", {"help": "mã kế hoạch; không nêu thì kế hoạch mới nhất"}),
            _JSON,
        ],
        narratives.narrative,
    ),
    "unit-forms": (
        "xuất phiếu báo cáo cho từng đơn vị điền",
        [
            _FILE,
            ("--period", {"required": True, "help": "kỳ, ví dụ 2026-H1"}),
            ("--to", {"type": Path, "required": True, "help": "thư mục nhận tệp"}),
            ("--unit", {"action": "append", "help": "mã một đơn vị, lặp lại được; không nêu thì mọi đơn vị có việc"}),
            ("--plan", {"help": "mã kế hoạch; không nêu thì kế hoạch mới nhất"}),
            _JSON,
        ],
        commands.unit_forms,
    ),
    "collect": (
        "thu phiếu các đơn vị gửi lại",
        [
            _FILE,
            (
                "returned",
                {"type": Path, "nargs": "+", "metavar": "PHIẾU", "help": "phiếu .xlsx hoặc thư mục chứa phiếu"},
            ),
            ("--period", {"help": "chỉ nhận phiếu của kỳ này; không nêu thì kỳ của phần lớn các phiếu"}),
            ("--dry-run", {"action": "store_true", "help": "chỉ xem, không ghi"}),
            (
                "--suggestions",
                {"action": "store_true", "help": "nhận cả các giá trị ghép theo chữ, các giá trị đã duyệt bị đổi"},
            ),
            _JSON,
        ],
        commands.collect,
    ),
    "carry": (
        "chép ra USB một gói có kiểm tra, cả cơ quan hoặc phần của một đơn vị",
        [
            _FILE,
            ("--to", {"type": Path, "required": True, "help": "thư mục nhận gói, thường là trên USB"}),
            ("--unit", {"help": "mã đơn vị; không nêu thì cả cơ quan"}),
            ("--password-file", {"type": Path, "help": "tệp chứa mật khẩu, từ 12 chữ; không nêu thì không khóa"}),
            _JSON,
        ],
        carrying.carry,
    ),
    "merge": (
        "gộp các bản sao, gói nhận về từ máy khác",
        [
            _FILE,
            (
                "others",
                {"type": Path, "nargs": "+", "metavar": "TỆP", "help": "tệp .kehoach hoặc gói .kehoach-goi nhận về"},
            ),
            ("--dry-run", {"action": "store_true", "help": "chỉ xem, không ghi"}),
            ("--password-file", {"type": Path, "help": "tệp chứa mật khẩu của gói"}),
            (
                "--deletions",
                {
                    "choices": (merging.TAKE, merging.KEEP),
                    "help": "take: xóa theo tệp nhận về; keep: giữ lại; phải nêu khi có nhiều bản ghi bị xóa",
                },
            ),
            _JSON,
        ],
        merging.merge,
    ),
    "backup": ("sao lưu tệp vào thư mục sao lưu của máy", [_FILE, _JSON], merging.backup),
    "restore": (
        "đưa tệp về một bản sao lưu, như một bước hoàn tác được; tệp đang có được giữ lại bên cạnh",
        [_FILE, ("backup", {"type": Path, "metavar": "BẢN_SAO_LƯU", "help": "bản sao lưu .kehoach"}), _JSON],
        merging.restore,
    ),
    "history": (
        "ai sửa gì, khi nào",
        [_FILE, ("--row", {"help": "mã một bản ghi"}), _JSON],
        commands.history,
    ),
    "undo": ("hoàn tác bước gần nhất", [_FILE], commands.undo),
    "redo": ("làm lại bước vừa hoàn tác", [_FILE], commands.redo),
    "check": ("kiểm tra tệp có nguyên vẹn, đủ chưa", [_FILE, _JSON], commands.check),
}


def build_parser() -> argparse.ArgumentParser:
    """The command line of DESIGN §5."""
    parser = argparse.ArgumentParser(
        prog="kehoach", description="Kế hoạch của xã, phường, đặc khu: nhập, theo dõi, in."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, (text, arguments, run) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=text, description=text)
        for argument, options in arguments:
            sub.add_argument(argument, **options)
        sub.set_defaults(run=run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 done, 1 refused or found something, 2 bad usage (from argparse)."""
    if getattr(sys, "frozen", False):  # the reader of received files is this very program, started anew
        from multiprocessing import freeze_support

        freeze_support()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except UserFacingError as fault:
        print(str(fault), file=sys.stderr)
        if getattr(arguments, "json", False):
            print(
                json.dumps(
                    {"error": type(fault).__name__, "cause": fault.cause, "remedy": fault.remedy}, ensure_ascii=False
                )
            )
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
