"""What is missing or against the rules before a paper is printed: one table of rules. It names things, and mends none.

Thể thức: NĐ 30/2020/NĐ-CP, Phụ lục I; days of data and deadlines: NĐ 09/2019/NĐ-CP, Điều 8 and 12.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from kehoach_desktop.domain import paper_findings as find
from kehoach_desktop.domain.paper_facts import Facts, Hit
from kehoach_desktop.domain.records import Role
from kehoach_desktop.domain.vietnamese import join_names
from kehoach_desktop.frozen import frozen

_NAMED = 3  # so many are named; more are counted


class Severity(StrEnum):
    """How grave a finding is: an error should not leave the house, a reminder only tells."""

    ERROR = "lỗi"
    WARNING = "nhắc"
    REMINDER = "lưu ý"


@frozen
class Rule:
    """A rule: how grave, on which forms (none named: on all), its words, and what breaks it.

    In `one` and `many`: {name}, {count}, {period}. `then` says what becomes of it on paper.
    """

    id: str
    severity: Severity
    forms: tuple[str, ...]
    kind: str  # kind of the records found
    one: str
    many: str
    then: str
    find: Callable[[Facts], Iterable[Hit]]


@frozen
class Finding:
    """What a rule found for one paper, in words."""

    rule: Rule
    hits: tuple[Hit, ...]
    text: str
    detail: str

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def record_ids(self) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.hits if hit.id)


_NUMBERED = ("bao-cao", "don-doc")  # the plan itself bears the number it has
_LETTERS = ("bao-cao", "don-doc", "giao-viec")
_PLAN_WIDE = ("bao-cao", "tien-do", "phan-cong", "tong-hop-don-vi")
_OF_TASKS = (*_PLAN_WIDE, "giao-viec")
_OF_INDICATORS = ("bao-cao", "chi-tieu")
_OF_FIGURES = ("bao-cao", "chi-tieu", "tien-do")
_OF_REPORTS = ("bao-cao", "chi-tieu", "tien-do", "theo-doi-bao-cao")
_ERROR, _WARNING, _REMINDER = Severity

RULES: tuple[Rule, ...] = (
    Rule("signer", _ERROR, (), "signer", "Chưa có tên người ký", "", "Chỗ họ tên để trống khi in", find.signer_without_name),
    Rule("signer_title", _ERROR, (), "signer", "Chưa có chức vụ của người ký {name}", "", "Dưới quyền hạn ký thiếu chức vụ",
         find.signer_without_title),
    Rule("number_taken", _ERROR, _NUMBERED, "issued_paper", "Số {name} đã có trong sổ", "", "", find.number_taken),
    Rule("recipients_lead", _ERROR, ("bao-cao", "ke-hoach"), "recipient", "Nơi nhận thiếu {name}",
         "Nơi nhận thiếu {count} đơn vị chủ trì", "", find.missed_units(Role.LEAD, "chủ trì")),
    Rule("results_period", _ERROR, _OF_FIGURES, "indicator", "1 kết quả chỉ tiêu không thuộc kỳ nào",
         "{count} kết quả chỉ tiêu không thuộc kỳ nào", "Không vào biểu nào", find.results_without_period),
    Rule("progress_period", _ERROR, _OF_FIGURES, "task", "Kết quả nhiệm vụ {name} không thuộc kỳ nào",
         "{count} kết quả nhiệm vụ không thuộc kỳ nào", "Không vào biểu nào", find.progress_without_period),
    Rule("numerator", _ERROR, _OF_INDICATORS, "indicator", "Tử số lớn hơn mẫu số: {name}",
         "{count} chỉ tiêu có tử số lớn hơn mẫu số", "", find.numerator_over),
    Rule("recipients", _WARNING, ("bao-cao", "ke-hoach"), "recipient", "Kế hoạch chưa có nơi nhận", "",
         "Báo cáo in theo nơi nhận thường dùng", find.no_recipients),
    Rule("recipients_support", _WARNING, ("bao-cao", "ke-hoach"), "recipient", "Nơi nhận thiếu {name}",
         "Nơi nhận thiếu {count} đơn vị phối hợp", "", find.missed_units(Role.SUPPORT, "phối hợp")),
    Rule("plan_number", _WARNING, (), "plan", "Kế hoạch chưa có {name}", "", "Văn bản dẫn kế hoạch sẽ thiếu chỗ này", find.plan_unnumbered),
    Rule("lead", _WARNING, _PLAN_WIDE, "task", "Nhiệm vụ {name} chưa có chủ trì", "{count} nhiệm vụ chưa có chủ trì", "",
         find.without_lead),
    Rule("due", _WARNING, _OF_TASKS, "task", "Nhiệm vụ {name} chưa có thời hạn", "{count} nhiệm vụ chưa có thời hạn", "",
         find.without_due),
    Rule("unclear", _WARNING, ("phan-cong", "giao-viec"), "task", "Nhiệm vụ {name} chưa đủ 6 rõ",
         "{count} nhiệm vụ chưa đủ 6 rõ", "Ô thiếu in trống", find.unclear),
    Rule("done_day", _WARNING, _OF_TASKS, "task", "Nhiệm vụ {name} hoàn thành nhưng chưa có ngày",
         "{count} nhiệm vụ hoàn thành nhưng chưa có ngày", "Đang tính là đúng hạn", find.done_without_day),
    Rule("done_ahead", _WARNING, _OF_TASKS, "task", "Nhiệm vụ {name} ghi hoàn thành ở ngày chưa đến",
         "{count} nhiệm vụ ghi hoàn thành ở ngày chưa đến", "Đang tính là chưa hoàn thành", find.done_ahead),
    Rule("sent", _WARNING, _OF_REPORTS, "unit", "{name} chưa nộp báo cáo", "{count} đơn vị chưa nộp báo cáo", "", find.not_sent),
    Rule("returned", _WARNING, _OF_REPORTS, "unit", "{name} chưa nộp lại báo cáo bị trả",
         "{count} đơn vị chưa nộp lại báo cáo bị trả", "", find.returned),
    Rule("results", _WARNING, _OF_INDICATORS, "indicator", "1 chỉ tiêu chưa có số của {period}",
         "{count} chỉ tiêu chưa có số của {period}", "", find.without_figure),
    Rule("denominator", _WARNING, _OF_INDICATORS, "indicator", "Thiếu tử số, mẫu số: {name}",
         "{count} chỉ tiêu có số của đơn vị thiếu tử số, mẫu số", "", find.without_denominator),
    Rule("groups", _WARNING, (*_OF_REPORTS, "don-doc", "giao-viec", "tong-hop-don-vi"), "unit",
         "Nhóm “{name}” chưa có thành viên", "{count} nhóm chưa có thành viên", "Không đơn vị nào nhận việc của nhóm", find.empty_groups),
    Rule("window", _WARNING, ("bao-cao", "theo-doi-bao-cao", "don-doc"), "report_cycle", "{name}", "{count} điều cần xem ở hạn nộp", "",
         find.window_doubts),
    Rule("conflicts", _WARNING, (), "", "Có 1 mâu thuẫn chưa quyết định", "Có {count} mâu thuẫn chưa quyết định",
         "Đang in giá trị của máy này", find.open_conflicts),
    Rule("day", _WARNING, (), "", "Ngày {name} không khớp", "", "", find.odd_day),
    Rule("marks", _REMINDER, _OF_INDICATORS, "indicator", "1 chỉ tiêu chưa có mức năm {year}",
         "{count} chỉ tiêu chưa có mức năm {year}", "Không đánh giá đạt hay chưa đạt", find.without_mark),
    Rule("approved", _REMINDER, ("bao-cao", "theo-doi-bao-cao"), "unit", "Báo cáo của {name} chờ duyệt",
         "{count} báo cáo của đơn vị chờ duyệt", "", find.not_approved),
    Rule("period_open", _REMINDER, _OF_REPORTS, "", "Kỳ chưa hết: số liệu chốt ngày {name}", "", "In bây giờ là số liệu tạm thời",
         find.period_open),
    Rule("drafter", _REMINDER, _LETTERS, "office", "Chưa có đơn vị soạn thảo", "", "Dòng Lưu chỉ có VT", find.no_drafter),
    Rule("blanks", _REMINDER, _LETTERS, "", "Để trống {name}", "", "Ghi tay sau khi in, rồi ghi vào sổ văn bản", find.blanks),
)  # fmt: skip


def check_paper(facts: Facts) -> list[Finding]:
    """Every rule of the form that is broken, the gravest first, in the table's order."""
    found = [finding for rule in rules_of(facts.form_id) if (finding := _finding(facts, rule))]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def rules_of(form_id: str) -> list[Rule]:
    """The rules that hold for a form."""
    return [rule for rule in RULES if not rule.forms or form_id in rule.forms]


def _finding(facts: Facts, rule: Rule) -> Finding | None:
    hits = tuple(rule.find(facts))
    if not hits:
        return None
    pattern = rule.one if len(hits) == 1 else rule.many
    text = pattern.format(name=hits[0].name, count=len(hits), period=facts.period.phrase, year=facts.period.year)
    if len(hits) == 1:
        detail = hits[0].remark or hits[0].of_all or rule.then
    else:
        names = _names([hit.name for hit in hits])
        told = f"{hits[0].of_all}: {names}" if hits[0].of_all else names
        detail = ". ".join(part for part in (told, rule.then) if part)
    return Finding(rule, hits, " ".join(text.split()), detail)


def _names(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return join_names(names[:_NAMED]) + (f" và {rest} nữa" if rest > 0 else "")
