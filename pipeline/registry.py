"""Find plug-ins by file name: a module in a folder exports one constant `PLUGIN`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

import pipeline.checks
from pipeline import intents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pipeline.checks.base import Assessor
    from pipeline.intents.base import Kind


@cache
def kinds() -> Mapping[str, Kind[Any]]:
    """Return every intent kind by its file's name; user input is only ever looked up here, never imported."""
    names = sorted(info.name for info in iter_modules(intents.__path__) if info.name != "base")
    return MappingProxyType({name: import_module(f"{intents.__name__}.{name}").PLUGIN for name in names})


@cache
def checks() -> Mapping[str, Assessor]:
    """Return every check by its file's name, by rank and then by name."""
    home = pipeline.checks
    names = sorted(info.name for info in iter_modules(home.__path__) if info.name != "base")
    found = {name: import_module(f"{home.__name__}.{name}").PLUGIN for name in names}
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: (item[1].rank, item[0]))))
