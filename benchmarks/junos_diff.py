"""Derive both ways, prove and look for hazards on long Junos texts; ratio to hier_config parsing both and deriving."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from hier_config import Platform, WorkflowRemediation, get_hconfig

from bot.diff import compare

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3


def configuration(lines: int) -> str:
    """Return a `set` configuration of so many lines: filters of 100 terms of two lines."""
    half = lines // 2
    out = []
    for number in range(half):
        term = f"set firewall family inet filter F{number // 100} term T{number % 100}"
        out += [f"{term} from source-address 10.{number // 65536}.{number // 256 % 256}.{number % 256}/32"]
        out += [f"{term} then accept"]
    return "\n".join(out) + "\n"


def measured(work: Callable[[], object]) -> float:
    """Return the median time in seconds."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def hier(running: str, candidate: str) -> object:
    """Parse both and derive the remediation alone."""
    before, after = (get_hconfig(Platform.JUNIPER_JUNOS, text) for text in (running, candidate))
    return WorkflowRemediation(before, after).remediation_config


def main() -> None:
    """Print medians and ratios."""
    for lines in (5_000, 50_000):
        running = configuration(lines)
        candidate = running.replace("term T50 then accept", "term T50 then discard", 1)
        assert compare("juniper_junos", running, candidate).proof.verdict == "proved"
        ours = measured(lambda running=running, candidate=candidate: compare("juniper_junos", running, candidate))  # type: ignore[misc]
        peer = measured(lambda running=running, candidate=candidate: hier(running, candidate))  # type: ignore[misc]
        print(f"{lines:>6} lines: ours {ours * 1000:8.1f} ms; hier_config {peer * 1000:8.1f} ms; {ours / peer:.2f}")


if __name__ == "__main__":
    main()
