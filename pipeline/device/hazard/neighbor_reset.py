"""hazard-neighbor-reset: a routing session goes down because a line that it stands on changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.grammar import key_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.device.model import Edit
    from pipeline.device.walk import Step, Walk
    from schemas.proof import Hazard

RULE = "hazard-neighbor-reset"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield sessions that are torn down by a change, or by a removal that is taken back later."""
    gone: dict[tuple[tuple[str, ...], str], tuple[Step, str]] = {}
    for step in walk.steps:
        for edit in step.edits:
            old = walk.grammar.resets.find(edit.mode, edit.old) if edit.old else None
            new = walk.grammar.resets.find(edit.mode, edit.new) if edit.new else None
            if old and new:
                yield walk.hazard(
                    RULE,
                    step,
                    f"session with {_peer(old[0], edit)} resets: `{edit.old}` becomes `{edit.new}`",
                    until=step.number,
                )
            elif old:
                gone[edit.path, key_of(old[0])] = step, edit.old
            elif new and (start := gone.pop((edit.path, key_of(new[0])), None)):
                yield walk.hazard(
                    RULE,
                    start[0],
                    f"session with {_peer(new[0], edit)} is down: `{start[1]}` is removed and comes back",
                    until=step.number,
                )


def _peer(match: re.Match[str], edit: Edit) -> str:
    """Return the neighbour that a line names, or that the block around it is about."""
    return str(match[1]) if match.re.groups else edit.path[-1].removeprefix("neighbor ")


PLUGIN = find
