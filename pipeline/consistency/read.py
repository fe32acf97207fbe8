"""Read a device for the consistency rules: facts and joints of a configuration."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import renderers
from pipeline.consistency.network import Seen
from pipeline.reader import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas.facts import DeviceFacts
    from schemas.inventory import Platform
    from schemas.joints import Joints


def see(name: str, platform: Platform, file: str, text: str) -> Seen | None:
    """Return a device, None where this version cannot read its platform for these rules."""
    found = _read(platform, text)
    return None if found is None else Seen(name, file, found[0], found[1])


@lru_cache(maxsize=64)
def joints_of(platform: Platform, text: str) -> Joints | None:
    """Return the joints of a text, None where this version cannot read its platform for them."""
    read = _joints(platform)
    return read(text) if read else None


@lru_cache(maxsize=512)
def _read(platform: Platform, text: str) -> tuple[DeviceFacts, Joints] | None:
    facts, joints = reader(platform), _joints(platform)
    return None if facts is None or joints is None else (facts.facts(text), joints(text))


@cache
def _joints(platform: Platform) -> Callable[[str], Joints] | None:
    name = f"{renderers.__name__}.{platform}"
    if find_spec(name) is None or find_spec(f"{name}.joints") is None:
        return None
    found: Callable[[str], Joints] = import_module(f"{name}.joints").read_joints
    return found
