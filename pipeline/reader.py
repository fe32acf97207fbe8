"""The reader of a platform: facts of a configuration, and names of interfaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import renderers
from renderers.blocks import paths
from renderers.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from schemas.facts import DeviceFacts
    from schemas.inventory import Platform


@dataclass(frozen=True, slots=True)
class Reader:
    """What a platform's folder knows about reading."""

    facts: Callable[[str], DeviceFacts]
    expand: Callable[[str], tuple[str, ...]]
    paths: Callable[[str], Iterable[tuple[tuple[str, ...], int]]]
    """Every line with the lines of the blocks around it, outermost first."""


@cache
def reader(platform: Platform) -> Reader | None:
    """Return the reader of a platform, None where it has none yet; nothing of the others is imported."""
    name = f"{renderers.__name__}.{platform}"
    if find_spec(name) is None or find_spec(f"{name}.reader") is None:
        return None
    module = import_module(f"{name}.reader")
    return Reader(remembered(module.read_facts), module.expand_interfaces, getattr(module, "paths", paths))
