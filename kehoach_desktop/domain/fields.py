"""What fields records have on screen: Vietnamese names, choices, and how typed text becomes a value; stores nothing."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kehoach_desktop.domain.records import (
    KINDS,
    CommuneKind,
    Cycle,
    DueKind,
    DutyKind,
    Operator,
    Role,
    SubmissionState,
    TaskState,
    UnitKind,
)
from kehoach_desktop.domain.vietnamese import fold, format_date, format_number, nfc, parse_date, parse_number
from kehoach_desktop.errors import BadValue

KIND_LABELS: dict[str, str] = {
    "office": "cơ quan", "signer": "người ký", "unit": "đơn vị", "unit_alias": "tên khác", "unit_member": "thành viên nhóm",
    "plan": "kế hoạch", "section": "mục", "paragraph": "đoạn", "legal_basis": "căn cứ", "recipient": "nơi nhận",
    "funding": "kinh phí", "task": "nhiệm vụ", "assignment": "phân công", "indicator": "chỉ tiêu", "target": "mức",
    "result": "kết quả chỉ tiêu", "progress": "kết quả nhiệm vụ", "submission": "báo cáo của đơn vị",
    "report_cycle": "chế độ báo cáo", "issued_paper": "văn bản", "form_layout": "cột của biểu", "narrative": "lời văn của báo cáo",
}  # fmt: skip

# One name a field for all kinds; a kind may call it otherwise.
_FIELD_LABELS: dict[str, str] = {
    "name": "tên", "kind": "loại", "province": "tỉnh, thành phố", "drafting_unit": "đơn vị soạn thảo",
    "sixth_clear": "tên rõ thứ năm", "authority": "quyền hạn", "title": "tên", "position": "thứ tự", "duty_kind": "giao hay đề nghị",
    "is_group": "là nhóm", "head_title": "chức danh", "head": "người đứng đầu", "phone": "điện thoại", "number": "số",
    "symbol": "ký hiệu", "issued_on": "ngày ban hành", "place": "địa danh", "first_year": "năm đầu", "last_year": "năm cuối",
    "signer_authority": "quyền hạn người ký", "signer_title": "chức vụ người ký", "signer_name": "người ký",
    "text": "nội dung", "content": "nội dung", "due_kind": "cách hẹn", "due_on": "thời hạn", "due_text": "thời hạn (chữ)",
    "months": "tháng trọng tâm", "product": "sản phẩm", "officer": "cán bộ phụ trách", "supervisor": "lãnh đạo phụ trách",
    "approver": "thẩm quyền", "state": "tình trạng", "finished_on": "ngày hoàn thành", "note": "ghi chú", "role": "vai trò",
    "measure": "đơn vị tính", "operator": "so sánh", "unit_id": "đơn vị", "task_id": "nhiệm vụ", "indicator_id": "chỉ tiêu", "year": "năm", "value": "giá trị",
    "value_max": "giá trị đến", "numerator": "tử số", "denominator": "mẫu số", "period": "kỳ", "result": "kết quả",
    "difficulty": "khó khăn", "proposal": "đề xuất", "evidence": "minh chứng", "received_on": "ngày nộp", "is_nil": "không phát sinh",
    "plan_id": "kế hoạch", "section_id": "mục", "paragraph_id": "đoạn trong kế hoạch", "parent_id": "thuộc mục", "group_id": "nhóm",
    "amends_id": "sửa đổi kế hoạch", "level": "cấp", "marker": "dấu đầu dòng", "issuer": "cơ quan ban hành",
    "file_name": "tên tệp", "source_name": "tệp gốc", "printed_at": "lúc in",
    "form": "biểu", "columns": "các cột", "part": "phần", "drafted": "bản dự thảo", "cycle": "kỳ báo cáo", "day": "ngày", "month": "tháng",
}  # fmt: skip

CHOICE_LABELS: dict[type[StrEnum], dict[str, str]] = {
    CommuneKind: {"xã": "xã", "phường": "phường", "đặc khu": "đặc khu"},
    UnitKind: {"phong": "Phòng, cơ quan", "truong": "Trường học", "doan_the": "Đoàn thể, tổ chức", "thon": "Thôn", "khac": "Khác"},
    DutyKind: {"giao": "Giao", "de_nghi": "Đề nghị"},
    DueKind: {"date": "Ngày", "ongoing": "Thường xuyên", "until_year": "Đến năm", "months": "Tháng trọng tâm", "none": "Chưa có"},
    TaskState: {"not_started": "Chưa làm", "in_progress": "Đang làm", "done": "Hoàn thành", "paused": "Tạm dừng"},
    Role: {"lead": "Chủ trì", "support": "Phối hợp", "monitor": "Theo dõi"},
    Operator: {"gt": "trên", "gte": "từ … trở lên", "lt": "dưới", "lte": "không quá", "eq": "đạt", "inc": "tăng thêm",
               "inc_gte": "tăng thêm ít nhất", "toward": "hướng tới", "range": "từ … đến …"},
    Cycle: {"thang": "Tháng", "quy": "Quý", "6_thang": "6 tháng", "9_thang": "9 tháng", "nam": "Năm"},
    SubmissionState: {"not_sent": "Chưa nộp", "sent": "Chờ duyệt", "returned": "Trả lại", "approved": "Đã duyệt"},
}  # fmt: skip

# The program keeps these itself; nobody types them.
_KEPT = {"id", "source_sha256", "file_sha256", "sha256", "printed_at"}


# Of these records the same field is called something else.
_OWN_LABELS = {
    ("plan", "title"): "trích yếu", ("task", "title"): "nội dung", ("signer", "title"): "chức vụ", ("signer", "name"): "họ tên",
}  # fmt: skip


def field_label(kind: str, name: str) -> str:
    """The Vietnamese name of a field, for a column head or an undo step."""
    return _OWN_LABELS.get((kind, name)) or _FIELD_LABELS.get(name, name)


@cache
def field_types(kind: str) -> Mapping[str, tuple[type, bool]]:
    """Field name -> (plain type, may be empty) of a record kind."""
    record_class = KINDS[kind]
    hints = get_type_hints(record_class)
    return {f.name: _plain(hints[f.name]) for f in dataclasses.fields(record_class)}


def _plain(hint: Any) -> tuple[type, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return _plain(inner[0])[0], True
    if get_origin(hint) is tuple:
        return tuple, False
    return hint, False


def parse_field(kind: str, name: str, text: str) -> Any:
    """The value of what a person typed into a field; empty text is None where the field may be empty.

    Raises BadValue, with cause and remedy, when there is no such field or the text does not fit it.
    """
    types_of_kind = field_types(kind)
    if name not in types_of_kind or name in _KEPT:
        names = ", ".join(n for n in types_of_kind if n not in _KEPT)
        raise BadValue(f"Không có trường “{name}” trong {KIND_LABELS[kind]}.", f"Dùng một trong các trường: {names}.")
    plain, optional = types_of_kind[name]
    text = nfc(text).strip()
    if not text and plain is not tuple:
        if optional:
            return None
        raise BadValue(f"Ô {field_label(kind, name)} không được để trống.", "Gõ một giá trị.")
    return _PARSERS.get(plain, _parse_text)(text) if not issubclass(plain, StrEnum) else _parse_choice(plain, text)


def _parse_text(text: str) -> str:
    return text


def _parse_decimal(text: str) -> Decimal:
    number = parse_number(text)
    if number is None:
        raise BadValue(f"“{text}” không phải là số.", "Gõ một số, phần chữ đưa vào ghi chú.")
    return number


def _parse_int(text: str) -> int:
    number = _parse_decimal(text)
    if number != number.to_integral_value():
        raise BadValue(f"“{text}” không phải là số nguyên.", "Gõ một số không có phần lẻ.")
    return int(number)


def _parse_bool(text: str) -> bool:
    answer = {"co": True, "true": True, "1": True, "khong": False, "false": False, "0": False}.get(fold(text))
    if answer is None:
        raise BadValue(f"“{text}” không phải là có hoặc không.", "Gõ “có” hoặc “không”.")
    return answer


def _parse_months(text: str) -> tuple[int, ...]:
    months = [_parse_int(part) for part in text.replace(";", ",").replace("tháng", "").split(",") if part.strip()]
    if any(not 1 <= month <= 12 for month in months):
        raise BadValue(f"“{text}” có tháng ngoài 1 đến 12.", "Gõ các tháng cách nhau bằng dấu phẩy, ví dụ 4, 6, 9.")
    return tuple(sorted(set(months)))


def _parse_choice(choices: type[StrEnum], text: str) -> StrEnum:
    labels = CHOICE_LABELS[choices]
    for value, label in labels.items():
        if fold(text) in (fold(value), fold(label)):
            return choices(value)
    raise BadValue(f"“{text}” không có trong danh sách.", f"Chọn một trong: {', '.join(labels.values())}.")


_PARSERS: dict[type, Any] = {
    str: _parse_text, Decimal: _parse_decimal, int: _parse_int, bool: _parse_bool, date: parse_date, tuple: _parse_months,
    datetime: datetime.fromisoformat,
}  # fmt: skip


def show_value(value: Any) -> str:
    """A field's value as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "có" if value else "không"
        case StrEnum():
            return CHOICE_LABELS[type(value)][value.value]
        case datetime():
            return f"{value:%H:%M} {format_date(value.date())}"
        case date():
            return format_date(value)
        case Decimal():
            return format_number(value)
        case tuple():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)
