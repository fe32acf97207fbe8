"""Declared change of kinds whose features say themselves what they touch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from glob import escape
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.declare.device import name_of
from schemas.aspects import carried
from schemas.base import Record
from schemas.declared import Allowance, Declared, Flows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline.intents.base import Compiled, View, Wanted
    from schemas.declared import Sign
    from schemas.feature import Feature

S = TypeVar("S", bound=Record)


def by_features(
    compile_spec: Callable[[S, Mapping[str, View]], Compiled],
) -> Callable[[S, Mapping[str, View]], Declared]:
    """Return the `declare` of a kind: what each feature that it asks for touches, on its device, and nothing else."""

    return ByFeatures(compile_spec)


@dataclass(frozen=True, slots=True)
class ByFeatures(Generic[S]):
    """The `declare` of a kind whose features say themselves what they touch."""

    compile_spec: Callable[[S, Mapping[str, View]], Compiled]

    def __call__(self, spec: S, views: Mapping[str, View]) -> Declared:
        """Return what a spec declares on devices as they are."""
        return of_features(self.compile_spec(spec, views).wanted, views)


def of_features(wanted: Iterable[Wanted], views: Mapping[str, View]) -> Declared:
    """Return what features touch."""
    items = tuple(wanted)
    allowances = [one for item in items for one in _allowances(item, views)]
    lines = dict.fromkeys(line for item in items for line in _lines(item, views))
    return Declared(allowances=tuple(dict.fromkeys(allowances)), lines=tuple(lines))


def _origin(item: Wanted) -> str:
    return "spec" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in item.path)


def _allowances(item: Wanted, views: Mapping[str, View]) -> Iterator[Allowance]:
    device = name_of(views[item.device])
    for what, field in item.feature.TOUCHES:
        value = getattr(item.feature, field) if field else ()
        names = value if isinstance(value, tuple) else (str(value),) if value not in (None, "") else ()
        if field and not any(names):
            continue  # named by a field that is not asked for: nothing, and not everything
        only, origin = item.feature.aspects(what, field), _origin(item)
        members = _members(item.feature, views[item.device])
        if what == "vlan" and any(one.startswith("interfaces=") for one in only):
            only = (*only, *carried(*(member.lower() for member in members)))
        match what:
            case "flow":
                yield from _flows(names, item.feature.reach, origin)
            case "route":
                sign = item.feature.reach if only or not names else "any"
                yield Allowance(what="route", names=names, within=bool(names), sign=sign, only=only, origin=origin)
            case "adjacency":
                ports = _forms(names)
                yield Allowance(what="adjacency", device=device, names=ports, only=only, origin=origin)
                far = tuple(escape(f"{device}[{port}]") for port in ports)
                yield Allowance(what="adjacency", names=far, only=only, origin=origin)
            case "interface":
                ports = (*_forms(names), *(members if only else ()))
                yield Allowance(what="interface", device=device, names=ports, only=only, origin=origin)
            case "vlan" if names and only:
                only = (*only, "new", "gone")  # a VLAN is there for the analyzer when a port carries it
                yield Allowance(what="vlan", device=device, names=names, only=only, origin=origin)
            case _:
                yield Allowance(what=what, device=device, names=names, only=only, origin=origin)


def _members(feature: Feature, view: View) -> tuple[str, ...]:
    """Return the ports that switch as the aggregate does that a feature is about."""
    name = str(getattr(feature, "interface", ""))
    return tuple(item.name for item in view.facts.interfaces if item.lag and item.lag == name)


def _forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ports with the unit that Junos keeps what they are at, and units with their port."""
    return tuple(dict.fromkeys(form for name in names for form in (name, f"{name}.0", *_port(name))))


def _port(name: str) -> tuple[str, ...]:
    port, dot, unit = name.rpartition(".")
    return (port,) if dot and unit == "0" else ()


def _flows(prefixes: tuple[str, ...], reach: Sign, origin: str) -> Iterator[Allowance]:
    if not prefixes:
        yield Allowance(what="flow", sign=reach, flows=Flows(), origin=origin)
    for prefix in prefixes:
        start, _, network = prefix.rpartition(" ")
        flows = Flows(source=network) if start == "from" else Flows(destination=network)
        yield Allowance(what="flow", flows=flows, origin=origin)


def _lines(item: Wanted, views: Mapping[str, View]) -> Iterator[str]:
    start = re.escape(name_of(views[item.device]))
    fields = {name: re.escape(str(value)) for name, value in item.feature}
    for pattern in item.feature.LINES:
        yield rf"{start}: {re.sub(r'{([a-z_]+)}', lambda match: fields[match[1]], pattern)}"
