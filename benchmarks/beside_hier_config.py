"""Time `gains diff` on long texts beside hier_config, in one run: medians of processor time, and the ratio."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from hier_config import Platform, WorkflowRemediation, get_hconfig

from bot.cli import RARELY
from bot.diff import compare

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3


@dataclass(frozen=True, slots=True)
class Race:
    """A platform's texts, and how they change."""

    platform: str
    peer: Platform
    configuration: Callable[[int], str]
    """Text of about so many lines."""
    changes: tuple[tuple[str, Callable[[str], str]], ...]
    """What changes, in words, with what makes a text's candidate."""
    sizes: tuple[int, ...]


def run(race: Race) -> None:
    """Print medians and ratios: ours derives both ways and proves, the peer parses both and derives one way alone."""
    gc.set_threshold(*RARELY)
    for lines in race.sizes:
        running = race.configuration(lines)
        for what, change in race.changes:
            candidate = change(running)
            found = compare(race.platform, running, candidate)
            assert found.proof.verdict == "proved"
            ours = _seconds(compare, race.platform, running, candidate)
            peer = _seconds(hier, race.peer, running, candidate)
            print(
                f"{lines:>6} lines, {what:>20}, {len(found.remediation):>5} commands:"
                f" ours {ours * 1000:8.1f} ms; hier_config {peer * 1000:8.1f} ms; {ours / peer:.2f}"
            )


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    times = []
    for _ in range(RUNS):
        start = process_time()
        work(*arguments)
        times.append(process_time() - start)
    return median(times)


def hier(platform: Platform, running: str, candidate: str) -> object:
    """Return what hier_config makes of two texts."""
    before, after = (get_hconfig(platform, text) for text in (running, candidate))
    return WorkflowRemediation(before, after).remediation_config
