"""Which lines the model of a device knows by a rule; of others it only knows that they are there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.device.grammar import grammar

if TYPE_CHECKING:
    from pipeline.device.grammar import Grammar
    from renderers.behaviour import Behaviour


@lru_cache(maxsize=8192)
def knows(behaviour: Behaviour, path: tuple[str, ...]) -> bool:
    """Tell whether a line, given with the headers around it from the outermost, is known by some rule."""
    rules = grammar(behaviour)
    mode = "global"
    for header in path[:-1]:
        if rules.texts.find(mode, header):
            return True
        found = rules.mode(mode, header)
        if found is None:
            return False
        mode = found.name
    line = path[-1].removeprefix("no ")
    known = rules.by_name.get(mode)
    if known is not None and known.entries and rules.entry.fullmatch(line):
        return True
    return bool(rules.defaults.find(mode, path[-1], whole=True)) or _by_rule(rules, mode, line)


def _by_rule(rules: Grammar, mode: str, line: str) -> bool:
    if rules.mode(mode, line) or rules.single_key(mode, line):
        return True
    tables = (rules.lists, rules.gathers, rules.shown_no, rules.texts, rules.own, rules.removals)
    if any(table.find(mode, line) for table in tables) or rules.leave.fullmatch(line):
        return True
    named = (*rules.behaviour.defines, *rules.behaviour.uses)
    if any(mode in one.modes.split() and rules.pattern(one.pattern).match(line) for one in named):
        return True
    if mode != "global":
        return False
    outer = (rules.outer, rules.counted, rules.sequence)
    return bool(any(table.find("global", line) for table in outer) or rules.noise.fullmatch(line))
