"""Derive both ways and prove, on long Arista EOS texts that differ in one line; ratio to hier_config deriving alone."""

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
    """Return a configuration of about so many lines: trunks of six lines."""
    out = []
    for number in range(lines // 6):
        out += [f"interface Ethernet{number}", f"   description port {number}", "   mtu 9000"]
        out += ["   switchport trunk allowed vlan 10,20", "   switchport mode trunk", "!"]
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
    before, after = (get_hconfig(Platform.ARISTA_EOS, text) for text in (running, candidate))
    return WorkflowRemediation(before, after).remediation_config


def main() -> None:
    """Print medians and ratios."""
    for lines in (1_000, 5_000, 50_000):
        running = configuration(lines)
        candidate = running.replace("description port 50\n", "description changed\n")
        assert compare("arista_eos", running, candidate).proof.verdict == "proved"
        ours = measured(lambda running=running, candidate=candidate: compare("arista_eos", running, candidate))  # type: ignore[misc]
        peer = measured(lambda running=running, candidate=candidate: hier(running, candidate))  # type: ignore[misc]
        print(f"{lines:>6} lines: ours {ours * 1000:8.1f} ms; hier_config {peer * 1000:8.1f} ms; {ours / peer:.2f}")


if __name__ == "__main__":
    main()
