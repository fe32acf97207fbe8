"""Whether the model that an endpoint says it used is the one that was asked for. Pure."""

from __future__ import annotations

import re

_DATED = r"[-:@](?:latest|preview|v?\d[\d.-]*)"
"""What endpoints put behind a name: `-2024-08-06`, `:latest`, `-001`. Never another word: `-mini` is another model."""


def same_model(wanted: str, said: str) -> bool:
    """Tell whether `said` is `wanted`, or a dated revision of it; a size or a variant is another model."""
    if not wanted or not said or len(said) > 100:
        return False
    return re.fullmatch(rf"{re.escape(wanted)}(?:{_DATED})?", said, re.IGNORECASE | re.ASCII) is not None
