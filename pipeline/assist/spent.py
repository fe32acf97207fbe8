"""What the assistant's calls about one intent have cost: read from its answers, as the endpoint's tokens tell it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.question import Answer

METHOD = (
    "the assistant's calls are counted in, grade D: tokens as the endpoint counts them, at a rule of thumb for one "
    "thousand (0.30 Wh; published figures differ by more than ten times)"
)
_MOST_WH = Decimal(10_000)


def spent_wh(answer: Answer) -> Decimal:
    """Return watt hours of the calls behind an answer; zero where none was made or its record is no record."""
    value = answer.value
    if answer.state != "answered" or not isinstance(value, dict):
        return Decimal(0)
    calls: list[Any] = [value.get("call"), *(value.get("calls") or ())]
    return sum((_energy(one) for one in calls if isinstance(one, dict)), Decimal(0))


def _energy(call: dict[str, Any]) -> Decimal:
    try:
        found = Decimal(str(call.get("energy_wh", "0")))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and 0 <= found <= _MOST_WH else Decimal(0)
