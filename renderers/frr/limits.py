"""Limits of FRRouting.

Sources: FRR source, lib/vty.h (VTY_BUFSIZ 4096); FRR User Guide: `vtysh -C -f FILE` checks a file.
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(
    line=4095,
    in_clear=(r"neighbor \S+ password ", r"(?:enable )?password ", r"ip ospf message-digest-key ", r"key-string "),
    checker="vtysh",
)
