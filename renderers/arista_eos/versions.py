"""Versions of Arista EOS: `4.29.2F` and `4.29.2M` are one release in two states of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderers.versions import plain_key

if TYPE_CHECKING:
    from renderers.versions import Key


def version_key(version: str) -> Key:
    """Return the key of a release without the letter that says how it is cared for."""
    return plain_key(version.rstrip("FM"))
