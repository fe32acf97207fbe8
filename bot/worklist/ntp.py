"""Whether this machine's clock is kept by NTP."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from bot.worklist.base import Asked, Item

if TYPE_CHECKING:
    from collections.abc import Sequence


def look(asked: Asked) -> tuple[Item, ...]:  # noqa: ARG001 - only the machine is asked
    """Ask systemd; in a container the host keeps the clock, and cannot be asked."""
    return (understood(_asked(("timedatectl", "show", "--property=NTPSynchronized", "--value"))),)


def understood(said: str) -> Item:
    """Return what an answer means."""
    match said:
        case "yes":
            return Item("clock", "good", "this machine's clock is kept by NTP")
        case "no":
            return Item("clock", "to do", "this machine's clock is kept by nothing", "timedatectl set-ntp true")
        case _:
            return Item("clock", "unknown", "systemd cannot be asked about the clock", "look at NTP on the host")


def _asked(command: Sequence[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


PLUGIN = look
