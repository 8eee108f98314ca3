"""Whether the figures of one indicator in a returned form can be right together; takes and changes nothing."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kehoach_desktop.domain.indicators import is_percent
from kehoach_desktop.domain.unit_duties import Duty
from kehoach_desktop.domain.vietnamese import format_number

_ROUNDED = Decimal("0.1")  # a figure written beside its numerator may be rounded so much
_PAIR = ("numerator", "denominator")


def doubts_about(
    given: Mapping[str, Any], places: Mapping[str, str], old: Any, duty: Duty
) -> Iterator[tuple[str, str, str]]:
    """Field, cause and remedy of every figure that is not taken; an empty cause for one that only says the same again.

    `given` are the form's figures with their cells in `places`, `old` the result in the file (empty cells leave it).
    """
    numerator, denominator = (given.get(name, getattr(old, name, None)) for name in _PAIR)
    pair = [name for name in _PAIR if name in given]
    wrong = _pair_fault(numerator, denominator, pair, places, duty) if pair else None
    if wrong:
        yield from ((name, *wrong) for name in pair)
        return
    value = given.get("value")
    if value is None or numerator is None or denominator is None or not denominator:
        return
    share = numerator / denominator * (100 if is_percent(duty.measure) else 1)
    if abs(share - value) <= _ROUNDED:
        yield "value", "", ""
        return
    told = f"tử số {format_number(numerator)} chia mẫu số {format_number(denominator)} là {format_number(share, 1)}"
    where = "" if pair else "Kỳ này đã có "
    cause = f"{where}{told if where else told.capitalize()}, khác kết quả {format_number(value)}."
    yield "value", cause, "Sửa tử số, mẫu số hoặc kết quả cho khớp."


def _pair_fault(
    numerator: Decimal | None, denominator: Decimal | None, pair: list[str], places: Mapping[str, str], duty: Duty
) -> tuple[str, str] | None:
    """What is wrong with a numerator and its denominator."""
    if numerator is None or denominator is None:
        return "Chỉ có một trong hai ô tử số, mẫu số.", "Ghi cả hai, hoặc ghi thẳng kết quả."
    if denominator <= 0:
        return f"Mẫu số {format_number(denominator)} không lớn hơn 0.", "Gõ lại mẫu số."
    if numerator < 0:
        return f"Tử số {format_number(numerator)} nhỏ hơn 0.", "Gõ lại tử số."
    if is_percent(duty.measure) and numerator > denominator:
        cells = " và ".join(places[name] for name in pair)
        return (
            f"Tử số {format_number(numerator)} lớn hơn mẫu số {format_number(denominator)} (ô {cells}).",
            "Hỏi lại đơn vị, hoặc sửa một trong hai ô.",
        )
    return None
