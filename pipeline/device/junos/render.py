"""The configuration as text again, in either form, in the device's own layout; comments are not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.junos.patterns import Patterns
from pipeline.device.junos.semantics import ordered, single, stays
from renderers.juniper_junos import behaviour

if TYPE_CHECKING:
    from pipeline.device.junos.model import Statement, Words

_LISTS = Patterns(behaviour.LISTS)
_ONE_LINE = Patterns(behaviour.ONE_LINE)
_VERBS = {"inactive": "deactivate", "protect": "protect"}


def as_set(root: Statement) -> str:
    """Return one `set` line a statement, and the marks after them."""
    lines: list[str] = []
    marks: list[str] = []
    _set_lines(root, (), lines, marks)
    return "".join(f"{line}\n" for line in (*lines, *marks))


def _set_lines(statement: Statement, shown: Words, lines: list[str], marks: list[str]) -> None:
    marks.extend(f"{_VERBS[mark]} {' '.join(shown)}" for mark in sorted(statement.marks))
    if not statement.below and shown:
        lines.append(f"set {' '.join(shown)}")
    for below in statement.below.values():
        _set_lines(below, (*shown, below.shown), lines, marks)


def as_braces(root: Statement) -> str:
    """Return blocks in braces."""
    lines: list[str] = []
    for name, below in root.below.items():
        _block(below, (name,), below.shown, "", lines)
    return "".join(f"{line}\n" for line in lines)


def _block(statement: Statement, path: Words, header: str, indent: str, lines: list[str]) -> None:
    head = f"{indent}{''.join(f'{mark}: ' for mark in sorted(statement.marks))}{header}"
    below = statement.below
    if not below:
        lines.append(f"{head};")
        return
    leaves = not any(kid.below for kid in below.values())
    if leaves and (_LISTS.match(path) or (ordered(path) and not stays((*path, "*")))):
        words = " ".join(kid.shown for kid in below.values())
        lines.append(f"{head} [ {words} ];" if len(below) > 1 else f"{head} {words};")
        return
    if leaves and len(below) == 1 and (single(path) or _ONE_LINE.match(path)):
        lines.append(f"{head} {next(iter(below.values())).shown};")
        return
    if path[-1] not in behaviour.COLLECTIONS and all(stays((*path, name)) for name in below):
        for name, kid in below.items():
            _block(kid, (*path, name), f"{header} {kid.shown}", indent, lines)
        return
    lines.append(f"{head} {{")
    for name, kid in below.items():
        _block(kid, (*path, name), kid.shown, f"{indent}    ", lines)
    lines.append(f"{indent}}}")
