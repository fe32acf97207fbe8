"""What the analyzer calls a device: the name in its configuration, in lower case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.intents.base import View


def name_of(view: View) -> str:
    """Return the device's own name, or the inventory's where the configuration has none."""
    return (view.facts.hostname or view.device.name).lower()
