"""Judge two whole networks by every module of this folder that exports `PLUGIN`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline import floor as folder
from pipeline.floor.devices import devices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.floor.devices import Devices
    from pipeline.semantic.network import Networks
    from pipeline.semantic.verdict import Seen, Semantics
    from pipeline.validators.base import Change


@cache
def floors() -> Mapping[str, Callable[[Change, Devices], Seen]]:
    """Return every check by its file's name."""
    names = sorted(info.name for info in iter_modules(folder.__path__))
    modules = {name: import_module(f"{folder.__name__}.{name}") for name in names}
    return MappingProxyType({name: one.PLUGIN for name, one in modules.items() if hasattr(one, "PLUGIN")})


def with_floor(found: Semantics, networks: Networks, change: Change) -> Semantics:
    """Add what is seen without an analyzer. Law: it can turn a verdict into FAIL, and never into PASS."""
    seen = devices(networks.base, networks.candidate, change)
    more = tuple(check(change, seen) for name, check in floors().items() if name not in change.off)
    outcome = "FAIL" if any(one.outcome == "FAIL" for one in more) else found.outcome
    every = tuple(sorted((*found.validators, *more), key=lambda one: one.name))
    return replace(found, outcome=outcome, validators=every)
