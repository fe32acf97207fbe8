"""hazard-other-files: a text carries other files before the configuration, and they differ: no command changes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas.proof import Hazard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk

RULE = "hazard-other-files"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield one hazard where the texts before the configuration differ."""
    pattern = walk.grammar.behaviour.preface
    if not pattern or not walk.candidate:
        return
    before, after = (_head(pattern, text) for text in (walk.before.text, walk.candidate))
    if before != after:
        lines = len(set(before) ^ set(after))
        yield Hazard(
            rule=RULE,
            direction=walk.direction,
            step=0,
            command="",
            message=f"{lines} lines of other files, before the configuration, differ; no command changes them",
        )


def _head(pattern: str, text: str) -> list[str]:
    found = re.search(rf"^(?:{pattern})", text, re.MULTILINE)
    lines = text[: found.start()].split("\n") if found else []
    return [line.rstrip() for line in lines if line.strip()]


PLUGIN = find
