"""Arista EOS beside hier_config, on trunks of six lines."""

from __future__ import annotations

from hier_config import Platform

from benchmarks.beside_hier_config import Race, run


def configuration(lines: int) -> str:
    """Return a configuration of about so many lines."""
    out = []
    for number in range(lines // 6):
        out += [f"interface Ethernet{number}", f"   description port {number}", "   mtu 9000"]
        out += ["   switchport trunk allowed vlan 10,20", "   switchport mode trunk", "!"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    line, instead = "description port 50\n", "description changed\n"
    run(Race("arista_eos", Platform.ARISTA_EOS, configuration, line, instead, (1_000, 5_000, 50_000)))
