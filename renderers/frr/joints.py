"""Read what a router with FRR must agree on with others, or must not lose; the MTU is the operating system's affair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderers.frr.reader import interface_name
from renderers.switch_joints import Ways, joints

if TYPE_CHECKING:
    from schemas.joints import Joints


def read_joints(text: str) -> Joints:
    """Return what the configuration says."""
    return joints(text, _WAYS)


_WAYS = Ways(name=interface_name)
