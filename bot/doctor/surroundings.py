"""The program, its Python and git."""

from __future__ import annotations

import platform
import shutil
import sys

from bot.doctor.base import Health
from pipeline.version import __version__


def look() -> tuple[Health, ...]:
    """Return what the main job stands on."""
    git = shutil.which("git")
    python = sys.version_info >= (3, 11)
    return (
        Health("gains", "good", __version__),
        Health("python", "good" if python else "missing", platform.python_version() + ("" if python else ": too old")),
        Health("git", "good", git)
        if git
        else Health("git", "missing", "install git; without it there is no local forge and no demo"),
    )


PLUGIN = look
