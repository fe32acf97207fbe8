"""hazard-default-flap: a setting is removed and set again later, so that its default holds in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Step, Walk
    from schemas.proof import Hazard

RULE = "hazard-default-flap"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield settings that are taken away and given back, in a block that stays."""
    gone: dict[tuple[tuple[str, ...], str], tuple[Step, str]] = {}
    for step in walk.steps:
        blocks = {(*edit.path, edit.old) for edit in step.edits if edit.old and not edit.new}
        for edit in step.edits:
            line = edit.old or edit.new
            if any(edit.path[:depth] in blocks for depth in range(1, len(edit.path) + 1)):
                continue
            if (
                (edit.old and edit.new)
                or walk.grammar.lists.find(edit.mode, line)
                or walk.grammar.resets.find(edit.mode, line)
            ):
                continue
            key = edit.path, walk.grammar.single_key(edit.mode, line) or line
            if edit.old:
                gone[key] = step, edit.old
            elif (start := gone.pop(key, None)) and start[0] is not step:
                yield walk.hazard(
                    RULE,
                    start[0],
                    f"`{' / '.join((*edit.path, start[1]))}` is removed and set again",
                    until=step.number,
                    severity="info" if start[1].startswith("description") else "warning",
                )


PLUGIN = find
