"""Read what a device with Cisco NX-OS must agree on with others, or must not lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderers.cisco_nxos.reader import interface_name
from renderers.switch_joints import Ways, joints

if TYPE_CHECKING:
    from schemas.joints import Joints


def read_joints(text: str) -> Joints:
    """Return what the configuration says."""
    return joints(text, _WAYS)


# A password with type 3 or 7 is stored in forms that depend on the device; only type 0 can be compared.
_WAYS = Ways(name=interface_name)
