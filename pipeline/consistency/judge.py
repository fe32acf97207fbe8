"""Judge: which problems a change makes, and which were there before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.consistency import rules as folder
from schemas.finding import Finding, Place, ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.consistency.network import Network, Problem, Rule


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the rules found."""

    new: tuple[Finding, ...]
    """Problems that are there after the change and were not before; their rule is `consistency-<name>`."""
    old: tuple[Finding, ...]
    """Problems that were there before and still are: not the change's fault."""
    rules: tuple[str, ...]
    """Names of the rules that looked."""
    devices: tuple[str, ...]
    """Devices that were looked at."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its file's name."""
    names = sorted(info.name for info in iter_modules(folder.__path__))
    return MappingProxyType({name: import_module(f"{folder.__name__}.{name}").PLUGIN for name in names})


def consistency(before: Network, after: Network) -> Consistency:
    """Return what is wrong after a change. Law: where both networks are the same, nothing is new."""
    new: list[Finding] = []
    old: list[Finding] = []
    for name, rule in rules().items():
        known = {problem.message for problem in rule.find(before, before)}
        for problem in rule.find(before, after):
            (old if problem.message in known else new).append(_finding(name, problem, after))
    return Consistency(ordered(new), ordered(old), tuple(rules()), tuple(sorted(after.devices)))


def _finding(name: str, problem: Problem, after: Network) -> Finding:
    seen = after.devices.get(problem.device)
    place = Place(file=seen.file, line=max(problem.line, 1)) if seen else None
    return Finding(
        rule=f"consistency-{name.replace('_', '-')}",
        severity=problem.severity,
        message=problem.message,
        place=place,
        hint=problem.hint,
        device=problem.device,
    )
