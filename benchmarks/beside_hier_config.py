"""Time `gains diff` on long texts beside hier_config, in one run: medians, and the ratio."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from hier_config import Platform, WorkflowRemediation, get_hconfig

from bot.diff import compare

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3


@dataclass(frozen=True, slots=True)
class Race:
    """A platform's texts, and the one line of them that changes."""

    platform: str
    peer: Platform
    configuration: Callable[[int], str]
    """Text of about so many lines."""
    line: str
    instead: str
    sizes: tuple[int, ...]


def run(race: Race) -> None:
    """Print medians and ratios: ours derives both ways and proves, the peer parses both and derives one way alone."""
    for lines in race.sizes:
        running = race.configuration(lines)
        candidate = running.replace(race.line, race.instead, 1)
        assert compare(race.platform, running, candidate).proof.verdict == "proved"
        ours = _seconds(compare, race.platform, running, candidate)
        peer = _seconds(_hier, race.peer, running, candidate)
        print(f"{lines:>6} lines: ours {ours * 1000:8.1f} ms; hier_config {peer * 1000:8.1f} ms; {ours / peer:.2f}")


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work(*arguments)
        times.append(perf_counter() - start)
    return median(times)


def _hier(platform: Platform, running: str, candidate: str) -> object:
    before, after = (get_hconfig(platform, text) for text in (running, candidate))
    return WorkflowRemediation(before, after).remediation_config
