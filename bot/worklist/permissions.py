"""Who can read and write what the bot keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.worklist.base import Asked, Item

if TYPE_CHECKING:
    from collections.abc import Iterator


def look(asked: Asked) -> tuple[Item, ...]:
    """Return who else can read the data folder and files with settings, and whether this runs as root."""
    return tuple(_look(asked))


def _look(asked: Asked) -> Iterator[Item]:
    home = Path(asked.settings.data_dir)
    if not home.is_dir():
        yield Item("permissions", "unknown", f"{home} is not there", "start the bot once, or name GAINS_DATA_DIR")
    else:
        open_ones = [path for path in (home, *sorted(home.iterdir())) if path.stat().st_mode & 0o007]
        if home.stat().st_mode & 0o007:
            named = ", ".join(map(str, open_ones[:5]))
            yield Item("permissions", "to do", f"everybody on this machine can reach {named}", f"chmod o= {home}")
        else:
            yield Item("permissions", "good", f"{home} is closed to others")
    env = Path(".env")
    if env.is_file() and env.stat().st_mode & 0o077:
        yield Item("permissions", "to do", f"others can read {env.resolve()}", "chmod 0600 .env, and keep secrets out")
    if os.geteuid() == 0:
        yield Item("user", "to do", "this runs as root", "run it as a user of its own: see deploy/gains.service")
    else:
        yield Item("user", "good", "this does not run as root")


PLUGIN = look
