"""Timing: from the intent to its package, in one process that is warm; and the most memory that it took."""

from __future__ import annotations

import resource
import statistics

from bot.measures.base import Measured, Ran, Words, amount

_KIB_PER_MIB = 1024


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Return medians and the slowest of twenty; a machine that is busy shows in wall time alone."""
    figures = []
    for name, words, values in (
        ("processor", "processor time", [one.processor_ms for one in ran]),
        ("wall", "time on the wall", [one.wall_ms for one in ran]),
    ):
        values.sort()
        p95 = values[min(len(values) - 1, len(values) * 95 // 100)]
        for kind, value in (("median", statistics.median(values)), ("p95", p95)):
            said = Words(f"timing/{name}-{kind}", "ms", f"{words} of a case, {kind}", "lower")
            figures.append(amount(said, float(value), noisy=True))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB
    figures.append(amount(Words("timing/memory", "MiB", "most memory of this process", "lower"), most, noisy=True))
    return Measured(tuple(figures))


PLUGIN = measure
