"""Whether the surroundings say anything of a setting at all: cheap to ask, before what reads it is loaded."""

from __future__ import annotations

import os
from pathlib import Path


def said(name: str) -> bool:
    """Tell whether a variable of that name, in any case of letters, or a file `.env` is there."""
    return any(one.upper() == name for one in os.environ) or Path(".env").is_file()  # noqa: TID251 - whether, never what
