"""hazard-filter-emptied: a filter loses its last entry and gets others later; a filter without entries lets all pass.

Cisco, Configuring IP Access Lists: an access list that is applied and has no entries permits everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Step, Walk
    from schemas.proof import Hazard

RULE = "hazard-filter-emptied"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield filters that are there without an entry after a step and had some before, with the step that fills them."""
    left: dict[tuple[str, ...], set[str]] = {}
    empty: dict[tuple[str, ...], Step] = {}
    found: list[tuple[tuple[str, ...], Step, int]] = []
    for step in walk.steps:
        gone = {(*edit.path, edit.old) for edit in step.edits if edit.old and not edit.new}
        for path in gone:
            left[path] = set()
            empty.pop(path, None)
        touched: dict[tuple[str, ...], None] = {}
        for edit in step.edits:
            mode = walk.grammar.by_name.get(edit.mode)
            if mode is None or not mode.entries or edit.path in gone:
                continue
            if edit.path not in left:
                left[edit.path] = set(walk.lines(edit.path))
            lines = left[edit.path]
            lines.discard(edit.old)
            if edit.new:
                lines.add(edit.new)
            touched[edit.path] = None
        for path in touched:
            if not left[path] and path not in empty and walk.lines(path):
                empty[path] = step
            elif left[path] and path in empty:
                found.append((path, empty.pop(path), step.number))
    for path, start, until in (*found, *((path, step, 0) for path, step in empty.items())):
        lasts = f"until step {until}" if until else "at the end"
        yield walk.hazard(RULE, start, f"`{' / '.join(path)}` has no entry and lets all pass ({lasts})", until=until)


PLUGIN = find
