"""Whose form a returned one is: by its hidden stamp, else by the code printed on it; anything doubtful is refused."""

from collections.abc import Iterable

from kehoach_desktop.domain.paper import short_name
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Office, Plan, Unit
from kehoach_desktop.errors import BadValue
from kehoach_desktop.exchange.faults import UnknownUnit, WrongForm
from kehoach_desktop.exchange.form_layout import CODE_PATTERN, VERSION, Stamp, form_code
from kehoach_desktop.exchange.form_reader import ReturnedForm
from kehoach_desktop.frozen import frozen

_BACK = "Trả lại đơn vị, kèm phiếu đúng."


@frozen
class FormIdentity:
    """The plan, unit and period of a form; `by_code` when the hidden stamp was lost."""

    plan_id: str
    unit_id: str
    period: Period
    by_code: bool = False


def identify(form: ReturnedForm | None, office: Office, plans: Iterable[Plan], units: Iterable[Unit]) -> FormIdentity:
    """Whose form it is. Raises WrongForm when it is not one of this office, or no longer."""
    if form is None:
        raise WrongForm(
            "Không phải phiếu của chương trình, hoặc phiếu đã mất mã.",
            "Xuất lại phiếu của đơn vị, chép số liệu sang rồi thu lại.",
        )
    if form.stamp is None:
        if not form.code:
            raise UnknownUnit(
                "Bảng giống phiếu nhưng không còn mã của đơn vị nào.", "Chọn đơn vị, hoặc trả lại kèm phiếu đúng."
            )
        return _by_code(form.code, office, plans, units)
    stamp = form.stamp
    _refuse_other(stamp, form.code, office)
    if stamp.plan_id not in {plan.id for plan in plans}:
        raise WrongForm("Kế hoạch của phiếu không còn trong tệp.", "Xuất lại phiếu theo kế hoạch đang có.")
    if stamp.unit_id not in {unit.id for unit in units}:
        raise UnknownUnit(
            f"{stamp.unit_name} không còn trong danh sách đơn vị.", "Chọn đơn vị đang có, hoặc xuất lại phiếu."
        )
    return FormIdentity(stamp.plan_id, stamp.unit_id, _period(stamp.period))


def _refuse_other(stamp: Stamp, code: str, office: Office) -> None:
    if stamp.version > VERSION:
        raise WrongForm("Phiếu do bản chương trình mới hơn xuất ra.", "Cập nhật chương trình rồi thu lại.")
    if stamp.office_id != office.id:
        raise WrongForm(f"Phiếu của {stamp.office_name}, không phải của {short_name(office)}.", _BACK)
    if code and code != stamp.code:
        printed = CODE_PATTERN.fullmatch(code)
        if printed and printed[1] != stamp.period:
            there, inside = _period(printed[1]).phrase, _period(stamp.period).phrase
            raise WrongForm(f"Phiếu ghi {there} nhưng mã bên trong là {inside}.", _BACK)
        raise WrongForm(f"Mã trên phiếu ({code}) khác mã bên trong: phiếu bị ghép từ hai phiếu.", _BACK)


def _by_code(code: str, office: Office, plans: Iterable[Plan], units: Iterable[Unit]) -> FormIdentity:
    printed = CODE_PATTERN.fullmatch(code)
    if printed:
        units = tuple(units)
        for plan in plans:
            for unit in units:
                if form_code(office.id, plan.id, unit.id, printed[1]) == code:
                    return FormIdentity(plan.id, unit.id, _period(printed[1]), by_code=True)
    raise WrongForm(f"Mã phiếu {code} không phải của {short_name(office)}.", _BACK)


def _period(text: str) -> Period:
    try:
        return Period(text)
    except BadValue as fault:
        raise WrongForm(f"Kỳ “{text[:20]}” trong phiếu không đúng.", _BACK) from fault
