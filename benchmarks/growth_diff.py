"""What ten times the lines cost, and how much memory a comparison takes: ratios within one run."""

from __future__ import annotations

import gc
import tracemalloc
from functools import partial
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from hier_config import Platform

from benchmarks import eos_diff, junos_diff
from benchmarks.beside_hier_config import hier
from bot.cli import RARELY
from bot.diff import compare

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS, MOST, MEMORY = 3, 12, 10
Texts = tuple[str, str]


def entries(count: int) -> Texts:
    """Return an access list, and the same with every tenth entry changed."""
    hosts = [f"10.{n // 65536}.{n // 256 % 256}.{n % 256}" for n in range(count)]
    head = "ip access-list extended BIG\n"
    running = head + "".join(f" permit tcp host {host} any eq 443\n" for host in hosts)
    ports = ["80" if n % 10 == 0 else "443" for n in range(count)]
    changed = (f" permit tcp host {host} any eq {port}\n" for host, port in zip(hosts, ports, strict=True))
    return running, head + "".join(changed)


def vlans(count: int) -> Texts:
    """Return VLANs, and the same with other names."""
    one, two = ("".join(f"vlan {n}\n name {name}{n}\n" for n in range(2, count + 2)) for name in "AB")
    return one, two


def one_line_eos(lines: int) -> Texts:
    """Return trunks, and the same with one line changed."""
    text = eos_diff.configuration(lines)
    return text, text.replace("description port 50\n", "description changed\n", 1)


def one_line_junos(lines: int) -> Texts:
    """Return filters, and the same with one line changed."""
    text = junos_diff.configuration(lines)
    return text, text.replace("term T50 then accept", "term T50 then discard", 1)


CASES: tuple[tuple[str, str, Callable[[int], Texts], int], ...] = (
    ("entries of one list, a tenth changed", "cisco_ios", entries, 1_000),
    ("VLANs, all renamed", "cisco_ios", vlans, 400),
    ("lines of EOS, one changed", "arista_eos", one_line_eos, 5_000),
    ("lines of Junos, one changed", "juniper_junos", one_line_junos, 5_000),
)

PEERS = {
    "arista_eos": Platform.ARISTA_EOS,
    "cisco_ios": Platform.CISCO_IOS,
    "juniper_junos": Platform.JUNIPER_JUNOS,
}


def seconds(platform: str, texts: Texts) -> float:
    """Return the median of some runs."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        assert compare(platform, *texts).proof.verdict == "proved"
        times.append(process_time() - start)
    return median(times)


def memory(work: Callable[[str, str], object], texts: Texts) -> float:
    """Return the most memory that a comparison holds, as a multiple of both texts."""
    tracemalloc.start()
    work(*texts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / sum(len(text) for text in texts)


def main() -> None:
    """Print times, their ratio, and the memory of the larger comparison beside the peer's."""
    gc.set_threshold(*RARELY)
    for name, platform, make, few in CASES:
        small, large = (seconds(platform, make(count)) for count in (few, 10 * few))
        texts = make(10 * few)
        # Small texts take the place of those that are kept from the runs before, so that all is counted.
        compare(platform, *make(100))
        ours = memory(partial(compare, platform), texts)
        peer = memory(partial(hier, PEERS[platform]), texts)
        print(
            f"{10 * few} {name}: {large * 1000:.0f} ms, {large / small:.1f} times a tenth (at most {MOST} wanted);"
            f" memory {ours:.1f} times the texts (at most {MEMORY} wanted), hier_config {peer:.1f}"
        )


if __name__ == "__main__":
    main()
