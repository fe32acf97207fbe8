"""The example network that comes with the program: for the demo, and to smoke-test a server with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bot
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping


def campus() -> Path:
    """Return its folder: beside the program where it is installed, in the documentation of a checkout."""
    home = Path(bot.__file__).parent
    installed = home / "campus"
    return installed if installed.is_dir() else home.parent / "docs" / "examples" / "campus"


def intent(name: str) -> bytes:
    """Return one of its intents; raise `SettingsError` where it has none of that name."""
    wanted = campus() / "intents" / f"{name}.yaml"
    if not wanted.is_file():
        known = ", ".join(sorted(file.stem for file in (campus() / "intents").glob("*.yaml")))
        raise SettingsError(f"the campus has no intent {name!r}", hint=f"one of {known}" if known else "use a checkout")
    return wanted.read_bytes()


def network(without: str = "*") -> Mapping[str, bytes]:
    """Return its files by path, without packages that lie there and without that intent; `*`: without all intents."""
    home = campus()
    left_out = {*home.glob(f"intents/{without}.yaml")}
    files = sorted(file for file in home.rglob("*") if file.is_file() and file not in left_out)
    named = {file.relative_to(home).as_posix(): file for file in files}
    return {name: file.read_bytes() for name, file in named.items() if not name.startswith("changes/")}
