"""Arista EOS beside hier_config, on trunks of six lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hier_config import Platform

from benchmarks.beside_hier_config import Race, run

if TYPE_CHECKING:
    from collections.abc import Callable


def configuration(lines: int) -> str:
    """Return a configuration of about so many lines."""
    out = []
    for number in range(lines // 6):
        out += [f"interface Ethernet{number}", f"   description port {number}", "   mtu 9000"]
        out += ["   switchport trunk allowed vlan 10,20", "   switchport mode trunk", "!"]
    return "\n".join(out) + "\n"


CHANGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("one line", lambda text: text.replace("description port 50\n", "description changed\n", 1)),
    ("a tenth of the ports", lambda text: re.sub(r"description port (\d*0)\n", r"description link \1\n", text)),
    ("every port", lambda text: text.replace("description port", "description link")),
)

if __name__ == "__main__":
    run(Race("arista_eos", Platform.ARISTA_EOS, configuration, CHANGES, (1_000, 5_000, 50_000)))
