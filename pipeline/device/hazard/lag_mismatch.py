"""hazard-lag-mismatch: an interface joins a group whose members are set differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.device.parse import kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-lag-mismatch"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield members that differ from the others at the end of the step in which they join."""
    behaviour = walk.grammar.behaviour
    joined = re.compile(behaviour.lag or r"(?!)")
    if not any(joined.match(edit.new) for step in walk.steps for edit in step.edits):
        return
    settings = re.compile(behaviour.lag_settings or r"(?!)")
    now: dict[tuple[str, ...], set[str]] = {}
    groups: dict[str, set[tuple[str, ...]]] = {}
    for node in kids(walk.before, walk.before.root):
        if node.text.startswith("interface ") and not node.noise:
            now[(node.text,)] = {kid.text for kid in kids(walk.before, node) if not kid.noise}
            for line in now[(node.text,)]:
                if match := joined.match(line):
                    groups.setdefault(match[1], set()).add((node.text,))
    for step in walk.steps:
        joins: list[tuple[str, tuple[str, ...]]] = []
        for edit in step.edits:
            lines = now.setdefault(edit.path, set())
            lines.discard(edit.old)
            lines.add(edit.new)
            if match := joined.match(edit.old):
                groups.get(match[1], set()).discard(edit.path)
            if match := joined.match(edit.new):
                groups.setdefault(match[1], set()).add(edit.path)
                joins.append((match[1], edit.path))
        for group, path in joins:
            mine = {line for line in now[path] if settings.match(line)}
            for other in sorted(groups[group] - {path}):
                theirs = {line for line in now[other] if settings.match(line)}
                if different := sorted(mine ^ theirs):
                    message = f"`{path[-1]}` joins group {group}, and differs from `{other[-1]}` in `{different[0]}`"
                    yield walk.hazard(RULE, step, message)
                    break


PLUGIN = find
