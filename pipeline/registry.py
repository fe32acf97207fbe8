"""Find plug-ins by file name: a module in a folder exports one constant `PLUGIN`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipeline import checks as assessors
from pipeline import intents, parse_back, syntax
from pipeline import validators as semantic
from schemas import features as families
from schemas.feature import Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from pipeline.checks.base import Assessor
    from pipeline.intents.base import Kind
    from pipeline.syntax.base import Rule
    from pipeline.validators.base import Validator
    from schemas.facts import DeviceFacts


class OnDemand(Mapping[str, Any]):
    """The plug-ins of a folder by their file's name, each read when it is first asked for."""

    def __init__(self, folder: ModuleType) -> None:
        self._folder = folder.__name__
        self._names = sorted(info.name for info in iter_modules(folder.__path__))

    def __getitem__(self, name: str) -> Any:
        """Return one; a name that no file has is only ever looked up, never imported."""
        if name not in self._names:
            raise KeyError(name)
        module = import_module(f"{self._folder}.{name}")
        if not hasattr(module, "PLUGIN"):
            raise KeyError(name)
        return module.PLUGIN

    def __iter__(self) -> Iterator[str]:
        """Return the names, sorted; this reads all."""
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


@cache
def kinds() -> Mapping[str, Kind[Any]]:
    """Return every intent kind by its file's name.

    A module of the folder without `PLUGIN` holds what several kinds share.
    """
    return OnDemand(intents)


@cache
def checks() -> Mapping[str, Assessor]:
    """Return every check by its file's name, by rank and then by name."""
    return MappingProxyType(dict(sorted(_plugins(assessors).items(), key=lambda item: (item[1].rank, item[0]))))


@cache
def validators() -> Mapping[str, Validator]:
    """Return every validator by its file's name."""
    return _plugins(semantic)


@cache
def parse_backs() -> Mapping[str, Callable[[Any, DeviceFacts], bool]]:
    """Return the features with a way of their own to be found in a configuration, by name."""
    return _plugins(parse_back)


@cache
def syntax_rules() -> Mapping[str, Rule]:
    """Return every rule of syntax by its file's name."""
    return _plugins(syntax)


@cache
def features() -> Mapping[str, type[Feature]]:
    """Return every neutral feature by its name."""
    found = {}
    for info in iter_modules(families.__path__):
        module = import_module(f"{families.__name__}.{info.name}")
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, Feature) and item.__module__ == module.__name__:
                found[item.model_fields["feature"].default] = item
    return MappingProxyType(dict(sorted(found.items())))


def _plugins(folder: ModuleType) -> Mapping[str, Any]:
    names = sorted(info.name for info in iter_modules(folder.__path__))
    modules = {name: import_module(f"{folder.__name__}.{name}") for name in names}
    return MappingProxyType({name: module.PLUGIN for name, module in modules.items() if hasattr(module, "PLUGIN")})
