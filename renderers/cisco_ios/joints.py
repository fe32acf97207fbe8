"""Read what a device with Cisco IOS or IOS-XE must agree on with others, or must not lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderers.cisco_ios.reader import interface_name
from renderers.switch_joints import Ways, joints

if TYPE_CHECKING:
    from schemas.joints import Joints


def read_joints(text: str) -> Joints:
    """Return what the configuration says."""
    return joints(text, _WAYS)


_WAYS = Ways(name=interface_name, cisco_secrets=True)
