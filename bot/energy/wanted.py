"""What is asked of telemetry about one device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.question import Question


@dataclass(frozen=True, slots=True)
class DeviceWanted:
    """One device, and how far back."""

    device: str
    platform: str
    ports: tuple[str, ...]
    power_days: int
    power_step_s: int
    traffic_days: int
    traffic_step_s: int


def wanted(question: Question) -> DeviceWanted:
    """Return what a question asks."""
    said: dict[str, Any] = question.values
    return DeviceWanted(
        said["device"],
        said["platform"],
        tuple(said["ports"]),
        said["power_days"],
        said["power_step_s"],
        said["traffic_days"],
        said["traffic_step_s"],
    )
