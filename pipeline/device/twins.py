"""Twins: blocks that a text opens more than once are one block, as the device reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.device.model import Model, Node

    Kids = Callable[[Model, Node], list[Node]]
    """Returns the lines of a block, parsed where they are not."""


def absorb(model: Model, first: Node, kids: Kids) -> None:
    """Take in the lines of blocks that the text opens once more."""
    for again in model.twins.pop(first.text, ()):
        if first.kids is not None and not first.tail:
            _join(model, first, again, kids)
        again.gone = True


def _join(model: Model, first: Node, again: Node, kids: Kids) -> None:
    """Take the lines of a block into the one before it: the same line is one, and of lines of which there is one the
    later holds; in lists and where the order counts every line stays."""
    assert first.kids is not None
    mode = model.grammar.by_name.get(first.mode)
    free = mode is None or not (mode.entries or mode.ordered)
    by_text, by_key = {}, {}
    for kid in first.kids if free else ():
        if not kid.gone and not kid.noise:
            by_text[kid.text] = kid
            if key := model.grammar.single_key(first.mode, kid.text):
                by_key[key] = kid
    # What separates the block from the next one stays at its end.
    end = []
    while first.kids and first.kids[-1].noise:
        end.append(first.kids.pop())
    for kid in kids(model, again):
        kid.parent = first
        first.kids.append(kid)
        if not free or kid.gone or kid.noise:
            continue
        same = by_text.get(kid.text)
        rival = by_key.get(model.grammar.single_key(first.mode, kid.text))
        if same is not None and (kid.tail or same.tail):
            same.gone = True
        elif same is not None:
            kids(model, same)
            _join(model, same, kid, kids)
            kid.gone = True
        elif rival is not None and not rival.tail:
            rival.gone = True
    first.kids += reversed(end)
