"""A case of an organisation's blueprint: what it must write for a feature on a device, and that this can be undone."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.intent import OneLine
from schemas.values import ObjectName


class BlueprintCase(Record):
    """`knowledge/cases/<id of the blueprint>/<name>.yaml`."""

    case: OneLine
    """What it shows."""
    running: str = ""
    """What the device runs."""
    os_version: str = ""
    """Version of its operating system; without it, the lowest that the blueprint is for."""
    role: ObjectName = ""
    """Its role; without it, one that the blueprint is for."""
    feature: dict[str, Any] = Field(default_factory=dict)
    """Fields of the feature that is asked for."""
    lines: tuple[str, ...] = ()
    """What the blueprint must write, blanks at the beginning of a line included."""
    refuses: str = ""
    """Words of the reason, where it must refuse instead."""

    @model_validator(mode="after")
    def _expects_one_thing(self) -> Self:
        if bool(self.lines) == bool(self.refuses):
            raise ValueError("expected either lines or refuses")
        return self
