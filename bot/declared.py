"""Read what an intent declares, for two snapshots that lie in folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.declared import Declared

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.semantic.network import Networks


def declared_in(intent: Path, networks: Networks) -> Declared:
    """Return the declared change of an intent file."""
    raise NotImplementedError
