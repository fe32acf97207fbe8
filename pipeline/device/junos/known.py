"""Which statements of Junos the model knows by their section; of others it only knows that they are there."""

from __future__ import annotations

from renderers.juniper_junos.sections import SECTIONS


def knows(path: tuple[str, ...]) -> bool:
    """Tell whether a statement, given with those around it from the outermost, stands in a known section."""
    return path[0].removeprefix("set ").split(" ", 1)[0] in SECTIONS
