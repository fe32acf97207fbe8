"""Junos in `set` form, hazards included, beside hier_config, on filters of 100 terms of two lines."""

from __future__ import annotations

from hier_config import Platform

from benchmarks.beside_hier_config import Race, run


def configuration(lines: int) -> str:
    """Return a configuration of so many lines."""
    out = []
    for number in range(lines // 2):
        term = f"set firewall family inet filter F{number // 100} term T{number % 100}"
        out += [f"{term} from source-address 10.{number // 65536}.{number // 256 % 256}.{number % 256}/32"]
        out += [f"{term} then accept"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    line, instead = "term T50 then accept", "term T50 then discard"
    run(Race("juniper_junos", Platform.JUNIPER_JUNOS, configuration, line, instead, (5_000, 50_000)))
