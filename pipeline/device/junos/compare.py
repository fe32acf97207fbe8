"""The first place where two Junos configurations say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.junos.model import MARK
from pipeline.device.junos.semantics import ordered

if TYPE_CHECKING:
    from pipeline.device.junos.model import Statement, Words


def first_difference(wanted: Statement, actual: Statement, path: Words = ()) -> tuple[str, str] | None:
    """Return the first differing place as (wanted, actual), or None; order counts where the device keeps it."""
    if wanted.marks != actual.marks:
        marks = (" ".join(sorted(one.marks)) or "active" for one in (wanted, actual))
        first, second = (f"{_shown(path)} ({mark})" for mark in marks)
        return first, second
    for name, statement in wanted.below.items():
        other = actual.below.get(name)
        if other is None:
            return _shown(_deepest((*path, name), statement)), ""
        found = first_difference(statement, other, (*path, name))
        if found:
            return found
    if len(actual.below) > len(wanted.below):
        name = next(name for name in actual.below if name not in wanted.below)
        return "", _shown(_deepest((*path, name), actual.below[name]))
    if len(wanted.below) > 1 and list(wanted.below) != list(actual.below) and ordered(path):
        for name, other_name in zip(wanted.below, actual.below, strict=True):
            if name != other_name:
                return _shown((*path, name)), _shown((*path, other_name))
    return None


def _deepest(path: Words, statement: Statement) -> Words:
    while statement.below:
        name, statement = next(iter(statement.below.items()))
        path = (*path, name)
    return path


def _shown(path: Words) -> str:
    return " / ".join(word for word in path if word != MARK)
