"""What the estimate asks the outside: power and traffic of the devices whose ports move, and its own energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas.question import ask
from schemas.telemetry import DeviceTelemetry, OwnUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.checks.base import Case
    from schemas.question import Question

POWER_DAYS = 7
TRAFFIC_DAYS = 14
POWER_STEP_S = 300
TRAFFIC_STEP_S = 3600


def device_question(case: Case, device: str, ports: Iterable[str]) -> Question:
    """Return the question about one device: a week of power, two weeks of traffic of some ports."""
    known = case.draft.bases[device].view.device
    return ask(
        "telemetry",
        "device",
        intent=case.draft.name,
        device=device,
        platform=known.platform,
        model=known.model or "",
        ports=sorted(set(ports)),
        power_days=POWER_DAYS,
        power_step_s=POWER_STEP_S,
        traffic_days=TRAFFIC_DAYS,
        traffic_step_s=TRAFFIC_STEP_S,
    )


def own_question(case: Case) -> Question:
    """Return the question how much energy this program has used for the change."""
    return ask("telemetry", "own-energy", intent=case.draft.name)


def telemetry(case: Case, question: Question) -> tuple[DeviceTelemetry | None, str]:
    """Return what was answered, or why nothing was."""
    answer = case.answer(question)
    if answer.state != "answered":
        return None, answer.reason
    try:
        return DeviceTelemetry.model_validate_json(answer.content), ""
    except ValidationError as error:
        return None, f"the answer cannot be read: {error.errors()[0]['msg']}"


def own_use(case: Case, question: Question) -> OwnUse | None:
    """Return what was measured of the program itself; None where nothing was."""
    answer = case.answer(question)
    if answer.state != "answered":
        return None
    try:
        return OwnUse.model_validate_json(answer.content)
    except ValidationError:
        return None
