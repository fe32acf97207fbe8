"""What a verdict costs beside the analyzer's own time, and what a second pull request on the same base costs.

Run: python -m benchmarks.analyzer HOST[:PORT] [DEVICES]. Limits: our processor time at most 5 % of the seconds that the
service works for us, on 100 devices; a second candidate on the same base at most 0.55 of the first; a re-run with kept
answers asks nothing. First answers come before routes are computed. The network is made up: a fabric of routed links
with BGP, two ends a leaf.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bot.adapters.batfish import Batfish, Limits
from bot.adapters.kept_answers import KeptAnswers
from bot.compare import compare
from pipeline.semantic.network import Network, Networks, network
from pipeline.semantic.query import Query, Reply, Stage
from schemas.declared import Declared

SPINES = 4


def fabric(devices: int) -> Network:
    """Return a fabric of spines and leaves, all of Arista EOS; the run's number is in it, so that no base is kept."""
    names = [f"spine{number}" for number in range(SPINES)] + [f"leaf{number}" for number in range(devices - SPINES)]
    text = {
        name: [f"hostname {name}", "ip routing", "ntp server 192.0.2.1", f"snmp-server location run {time.time_ns()}"]
        for name in names
    }
    bgp: dict[str, list[str]] = {name: [] for name in names}
    for spine in range(SPINES):
        for leaf in range(devices - SPINES):
            ends = ((f"spine{spine}", leaf + 1, 0), (f"leaf{leaf}", spine + 1, 1))
            for index, (name, port, last) in enumerate(ends):
                address = f"10.{spine}.{leaf}."
                text[name] += [f"interface Ethernet{port}", "   no switchport", f"   ip address {address}{last}/31"]
                other = 65100 + leaf if index == 0 else 65000
                bgp[name].append(f"   neighbor {address}{1 - last} remote-as {other}")
    for number, name in enumerate(names):
        own = 65000 if number < SPINES else 65100 + number - SPINES
        text[name] += ["interface Loopback0", f"   ip address 10.255.{number}.1/32"]
        if number >= SPINES:
            text[name] += ["interface Ethernet40", "   no switchport", f"   ip address 172.16.{number}.1/24"]
        text[name] += [f"router bgp {own}", f"   router-id 10.255.{number}.1", "   maximum-paths 4", *bgp[name]]
        text[name] += ["   redistribute connected", "end"]
    return network({f"configs/{name}.cfg": "\n".join(lines) + "\n" for name, lines in text.items()})


def changed(base: Network, server: str) -> Networks:
    """Return the network with another server of time on one leaf."""
    files = dict(base.files)
    files["configs/leaf7.cfg"] = files["configs/leaf7.cfg"].replace("192.0.2.1", server)
    return Networks(base, network(files))


def main() -> None:
    """Print times and ratios."""
    host = sys.argv[1]
    devices = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    service = Batfish((host,), Limits(change=3600))
    base = fabric(devices)
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptAnswers(Path(folder), service)
        for server in ("192.0.2.2", "192.0.2.3", "192.0.2.3"):
            networks = changed(base, server)
            first: dict[Stage, float] = {}
            began, worked, own = time.perf_counter(), service.service_seconds, time.process_time()

            def heard(query: Query, reply: Reply, at: float = began, first: dict[Stage, float] = first) -> None:
                del reply
                first.setdefault(query.stage, time.perf_counter() - at)

            found = compare(networks, Declared(), kept, heard)
            whole = time.perf_counter() - began
            worked, own = service.service_seconds - worked, time.process_time() - own
            took.append(whole)
            print(
                f"{devices} devices: {whole:.1f} s, service {worked:.1f} s, our processor {own:.2f} s"
                f"{f' = {100 * own / worked:.1f} % of it' if worked else ''}; first answers after"
                f" {first[Stage.PARSED]:.1f} s, first that need routes after {first[Stage.COMPUTED]:.1f} s;"
                f" {found.semantics.outcome}",
                flush=True,
            )
    print(f"second on the same base {took[1] / took[0]:.2f} of the first (limit 0.55); re-run {took[2]:.1f} s")


main()
