"""Programs that check configurations off the box."""

from __future__ import annotations

from bot.adapters.vtysh import Vtysh
from bot.doctor.base import Health


def look() -> tuple[Health, ...]:
    """Return whether FRRouting's own shell is there."""
    found = Vtysh.installed()
    if found is None:
        return (Health("vtysh", "off", "not installed: candidates of FRRouting are not checked by its own shell"),)
    return (Health("vtysh", "good", f"{found.program}, FRR {found.version}"),)


PLUGIN = look
