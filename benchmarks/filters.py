"""Two filters of 300 entries compared exactly, beside a sample of packets decided by reading from the top.

Run: python -m benchmarks.filters. Limit: well under one second; the sample proves nothing, it is there as a measure.
"""

from __future__ import annotations

from random import Random
from statistics import median
from time import perf_counter

from pipeline.packets.compare import compare, shadowed
from pipeline.packets.decide import decide
from schemas.facts import FilterEntryFacts, FilterFacts
from schemas.packets import Packet

ENTRIES = 300
PACKETS = 1000


def listed(seed: int) -> FilterFacts:
    """Return a filter of made-up entries."""
    chance = Random(seed)
    entries = []
    for number in range(1, ENTRIES + 1):
        protocol = chance.choice(["tcp", "udp"])
        entries.append(
            FilterEntryFacts(
                id=str(10 * number),
                line=number,
                text=f"entry {number}",
                understood=True,
                action="permit" if chance.random() < 0.5 else "deny",
                protocol=protocol,
                source=f"10.{chance.randrange(256)}.{chance.randrange(256)}.0/24",
                destination=chance.choice(["any", f"10.{chance.randrange(256)}.0.0/16"]),
                destination_port=chance.choice(["", str(chance.randrange(65536)), "1024-2048"]),
            )
        )
    return FilterFacts(name="F", family="ipv4", entries=tuple(entries))


def main() -> None:
    """Print medians and the ratio."""
    one = listed(1)
    flipped = one.entries[150].model_copy(
        update={"action": "deny" if one.entries[150].action == "permit" else "permit"}
    )
    other = one.model_copy(update={"entries": (*one.entries[:150], flipped, *one.entries[151:])})
    compare(one, one)
    times: dict[str, list[float]] = {"equal": [], "different": [], "shadowed": []}
    for _ in range(5):
        for name, two in (("equal", one), ("different", other)):
            began = perf_counter()
            assert compare(one, two).outcome == name
            times[name].append(perf_counter() - began)
        began = perf_counter()
        shadowed(one)
        times["shadowed"].append(perf_counter() - began)
    chance = Random(7)
    sample = [
        Packet(protocol=6, source=f"10.{chance.randrange(256)}.1.1", destination="10.1.1.1", destination_port=80)
        for _ in range(PACKETS)
    ]
    began = perf_counter()
    for packet in sample[:100]:
        decide(one, packet)
    plain = (perf_counter() - began) * PACKETS / 100
    for name, measured in times.items():
        print(f"{name}: median {1000 * median(measured):.0f} ms for {ENTRIES} entries")
    print(f"{PACKETS} packets read from the top: {1000 * plain:.0f} ms; ratio {median(times['equal']) / plain:.3f}")


if __name__ == "__main__":
    main()
