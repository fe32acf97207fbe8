"""Time one device out of a fleet: lookup by item against a parse of the whole file, and the growth with the fleet."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from pipeline.guard import Limits, read
from pipeline.inventory import pick

ITEM = (
    "  - name: acc-{0:05}\n    platform: cisco_ios\n    os_version: '17.9.4a'\n"
    "    role: access\n    site: b{1}\n    model: C9300-48P\n"
)


def _seconds(size: int) -> tuple[float, float]:
    raw = ("devices:\n" + "".join(ITEM.format(n, n % 90) for n in range(size))).encode()
    by_item, whole = [], []
    for run in range(5):
        start = perf_counter()
        devices, _ = pick("d.yaml", raw, [f"acc-{size // 2 + run:05}"])
        by_item.append(perf_counter() - start)
        assert len(devices) == 1
        start = perf_counter()
        read("d.yaml", raw, Limits(octets=10**8, events=10**7))
        whole.append(perf_counter() - start)
    return median(by_item), median(whole)


def main() -> None:
    """Print medians of five runs and ratios."""
    for size in (1_000, 10_000):
        item, whole = _seconds(size)
        ratio = f"ratio {item / whole:.3f}"
        print(f"{size:>6} devices: by item {item * 1000:.1f} ms, whole file {whole * 1000:.1f} ms, {ratio}")


if __name__ == "__main__":
    main()
