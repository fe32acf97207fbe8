"""Read what a device with Cisco NX-OS must agree on with others, or must not lose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers.switch_joints import Ways, joints

if TYPE_CHECKING:
    from schemas.joints import Joints


def read_joints(text: str) -> Joints:
    """Return what the configuration says."""
    return joints(text, _WAYS)


def _name(written: str) -> str:
    """Return the name with its type as NX-OS writes it: `Eth1/1` and `ethernet1/1` are one port."""
    match = re.fullmatch(r"([A-Za-z-]+) ?(\d.*)", written)
    if match is None:
        return written
    kinds = {"eth": "Ethernet", "po": "port-channel", "lo": "loopback", "vl": "Vlan", "mgm": "mgmt", "nv": "nve"}
    return next((kind for short, kind in kinds.items() if match[1].lower().startswith(short)), match[1]) + match[2]


# A password with type 3 or 7 is stored in forms that depend on the device; only type 0 can be compared.
_WAYS = Ways(name=_name)
