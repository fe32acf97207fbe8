"""How often our exact comparison of packet filters says the same as Batfish's `searchFilters`, on networks at hand.

Run: python -m benchmarks.filters_agreement HOST[:PORT] FOLDER... (snapshot folders; without one, our own networks).
In each network the entries of all filters are left out one after the other, the n-th of every filter at once, and both
are asked which filter now permits or refuses what it did not. Counted are filters and directions. No time is measured.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from bot.adapters.batfish import Batfish
from bot.compare import change_of
from bot.snapshot_folder import read
from pipeline.floor.devices import devices
from pipeline.packets.compare import compare
from pipeline.semantic.network import Network, Networks, network
from pipeline.semantic.query import computed
from pipeline.semantic.tables import words
from schemas.declared import Declared

HOME = Path(__file__).parents[1] / "tests" / "networks"
ENTRIES = 6
"""At most so many of each filter are left out."""
_ASKED = computed("searchFilters", "change", action="permit")

Said = tuple[str, str, str]
"""Device, filter, `gain` or `lose`."""


def without(one: Network, number: int) -> Network:
    """Return a network in which every filter lacks its entry of a number."""
    seen = devices(one, one, change_of(Networks(one, one), Declared())).before
    files = dict(one.files)
    for device in seen.devices.values():
        gone = {known.entries[number].line for known in device.facts.filters if len(known.entries) > number}
        lines = files[device.file].split("\n")
        files[device.file] = "\n".join(line for at, line in enumerate(lines, start=1) if at not in gone)
    return network(files)


def ours(networks: Networks) -> tuple[dict[Said, bool], set[tuple[str, str]]]:
    """Return what we say of each filter and direction, and the filters that we do not understand."""
    both = devices(networks.base, networks.candidate, change_of(networks, Declared()))
    found: dict[Said, bool] = {}
    unclear = set()
    for name, device in both.before.devices.items():
        after = {(one.name, one.family): one for one in both.after.devices[name].facts.filters}
        for one in device.facts.filters:
            other = after.get((one.name, one.family))
            if one.family != "ipv4" or other is None or not other.entries:
                continue
            seen = compare(one, other)
            key = (name, one.name.lower())
            if seen.outcome == "inconclusive":
                unclear.add(key)
            else:
                found |= {(*key, "gain"): seen.permitted is not None, (*key, "lose"): seen.refused is not None}
    return found, unclear


def main() -> None:
    """Ask and count."""
    host, *named = sys.argv[1:]
    folders = [Path(one) for one in named] or [HOME / one for one in ("wan", "fabric")]
    batfish = Batfish((host,))
    total: Counter[str] = Counter()
    for folder in folders:
        base = read(folder)
        counted: Counter[str] = Counter()
        for number in range(ENTRIES):
            candidate = without(base, number)
            if candidate.files == base.files:
                break
            networks = Networks(base, candidate)
            said, unclear = ours(networks)
            reply = batfish.answer(networks, (_ASKED,), lambda query, reply: None)[_ASKED]  # noqa: ARG005
            if not reply.answered:
                counted["not answered by Batfish"] += 1
                continue
            theirs = {
                (
                    words(row["Node"]).lower(),
                    str(row["Filter_Name"]).lower(),
                    "gain" if words(row.get("Snapshot_Action") or row.get("Action")) == "PERMIT" else "lose",
                )
                for row in reply.rows
            }
            counted["not understood by us"] += len(unclear)
            for key, differs in said.items():
                agree = differs is (key in theirs)
                counted["agree" if agree else "we alone" if differs else "Batfish alone"] += 1
                if agree and differs:
                    counted["of these a difference"] += 1
                if not agree:
                    print("   ", folder.name, number, key, "we" if differs else "Batfish")
        print(folder.name, dict(counted), flush=True)
        total += counted
    print("all", dict(total))


main()
