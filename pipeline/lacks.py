"""Why a platform has no blueprint for a feature, as the platform's folder says."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import renderers

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def lacks(platform: str) -> Mapping[str, str]:
    """Return the features that a platform has no blueprint for, each with the reason; nothing where nobody said."""
    name = f"{renderers.__name__}.{platform}"
    if find_spec(name) is None or find_spec(f"{name}.lacks") is None:
        return {}
    found: Mapping[str, str] = import_module(f"{name}.lacks").LACKS
    return found
