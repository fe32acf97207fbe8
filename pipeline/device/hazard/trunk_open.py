"""hazard-trunk-open: a trunk loses its list of VLANs and carries all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Step, Walk
    from schemas.proof import Hazard

RULE = "hazard-trunk-open"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield trunks that are open after a step, and when they close again."""
    opened: dict[tuple[str, ...], Step] = {}
    closed: list[tuple[tuple[str, ...], Step, int]] = []
    for step in walk.steps:
        lost: dict[tuple[str, ...], None] = {}
        for edit in step.edits:
            if edit.new and walk.grammar.lists.find(edit.mode, edit.new):
                lost.pop(edit.path, None)
                if edit.path in opened:
                    closed.append((edit.path, opened.pop(edit.path), step.number))
            elif edit.old and walk.grammar.lists.find(edit.mode, edit.old):
                lost[edit.path] = None
            elif edit.old and not edit.new:
                # The block itself went.
                lost.pop((*edit.path, edit.old), None)
                if start := opened.pop((*edit.path, edit.old), None):
                    closed.append(((*edit.path, edit.old), start, step.number))
        for path in lost:
            opened.setdefault(path, step)
    for path, step, until in (*closed, *((path, step, 0) for path, step in opened.items())):
        lasts = f"until step {until}" if until else "at the end"
        yield walk.hazard(RULE, step, f"`{' / '.join(path)}` carries all VLANs ({lasts})", until=until)


PLUGIN = find
