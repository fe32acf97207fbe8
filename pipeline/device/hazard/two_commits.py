"""hazard-two-commits: a line changes in one commit with others that the device wants gone before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.grammar import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-two-commits"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield a hazard for each block where such a line changes while the others are there."""
    rules = Table(walk.grammar.behaviour.apart)
    for step in walk.steps:
        for path, line, before in dict.fromkeys(
            (edit.path, edit.new or edit.old, found[1])
            for edit in step.edits
            if (found := rules.find(edit.mode, edit.new or edit.old))
        ):
            pattern = walk.grammar.pattern(before)
            held = sorted(text for text in walk.lines(path) if pattern.match(text))
            if held:
                yield walk.hazard(
                    RULE,
                    step,
                    f"`{' / '.join((*path, line))}` may be refused in one commit while `{held[0]}` is there: "
                    "take that away in a commit of its own",
                )


PLUGIN = find
