"""Lines that others need: such a line goes only when none of them is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.device.parse import book, kids
from pipeline.device.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.model import Model, Node


def check(model: Model, line: str) -> None:
    """Refuse to take an outermost line away while another one needs it.

    The device would take those away with it; nothing here relies on that.
    """
    for gate in model.grammar.behaviour.gates:
        if match := model.grammar.pattern(gate.line).fullmatch(line):
            needed_by = gate.needed_by.replace("{1}", re.escape(match[1])) if match.groups() else gate.needed_by
            pattern, modes = model.grammar.pattern(needed_by), frozenset(gate.modes.split())
            for node in _lines(model, model.root, modes):
                if pattern.match(node.text):
                    raise RefusedError(f"`{' / '.join(node.path())}` needs `{line}`")
            return


def _lines(model: Model, block: Node, modes: frozenset[str]) -> Iterator[Node]:
    """Yield the lines of blocks whose mode is among the given ones."""
    for node in book(model, block).by_text.values():
        if block.mode in modes or "*" in modes:
            yield node
    if modes != {"global"}:
        for node in kids(model, block):
            if not node.gone and not node.noise and (node.kids or node.unread):
                kids(model, node)
                yield from _lines(model, node, modes)
