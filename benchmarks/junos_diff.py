"""Junos in `set` form, hazards included, beside hier_config, on filters of 100 terms of two lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hier_config import Platform

from benchmarks.beside_hier_config import Race, run

if TYPE_CHECKING:
    from collections.abc import Callable


def configuration(lines: int) -> str:
    """Return a configuration of so many lines."""
    out = []
    for number in range(lines // 2):
        term = f"set firewall family inet filter F{number // 100} term T{number % 100}"
        out += [f"{term} from source-address 10.{number // 65536}.{number // 256 % 256}.{number % 256}/32"]
        out += [f"{term} then accept"]
    return "\n".join(out) + "\n"


CHANGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("one line", lambda text: text.replace("term T50 then accept", "term T50 then discard", 1)),
    ("a tenth of the terms", lambda text: re.sub(r"(term T\d*0) then accept", r"\1 then discard", text)),
    ("every term", lambda text: text.replace("then accept", "then discard")),
)

if __name__ == "__main__":
    run(Race("juniper_junos", Platform.JUNIPER_JUNOS, configuration, CHANGES, (5_000, 50_000)))
