"""One intent on one device, the whole process, in networks of 1,000 and of 10,000 devices."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

RUNS = 5
INTENT = """apiVersion: gains/v1
kind: access_vlan
metadata: {name: more, reason: benchmark}
spec:
  vlan: {id: 120, name: CCTV}
  ports:
    - {device: sw-00500, interfaces: [GigabitEthernet1/0/10]}
"""


def config(name: str) -> str:
    """Return a switch's configuration of about 1,000 lines."""
    ports = "".join(
        f"interface GigabitEthernet{slot}/0/{port}\n description port {port}\n switchport access vlan 10\n"
        " switchport mode access\n!\n"
        for slot in range(1, 5)
        for port in range(1, 49)
    )
    head = "version 17.9\nservice timestamps log datetime msec\n!\nhostname " + name + "\n!\nvlan 10\n name USERS\n!\n"
    return head + ports + "end\n"


def network(root: Path, size: int) -> None:
    """Write a network of that many devices, each with its configuration."""
    for folder in ("inventory", "configs", "intents"):
        (root / folder).mkdir(parents=True)
    names = [f"sw-{number:05}" for number in range(size)]
    items = (
        f'  - name: {name}\n    platform: cisco_ios\n    os_version: "17.9.4"\n    role: access\n    site: s\n'
        for name in names
    )
    (root / "inventory" / "devices.yaml").write_text("devices:\n" + "".join(items))
    cables = (
        f"  - a: {{device: {one}, interface: Te1/1/1}}\n    b: {{device: {two}, interface: Te1/1/2}}\n"
        for one, two in pairwise(names)
    )
    (root / "inventory" / "links.yaml").write_text("links:\n" + "".join(cables))
    for name in names:
        (root / "configs" / f"{name}.cfg").write_text(config(name))
    (root / "intents" / "more.yaml").write_text(INTENT)


def run(root: Path) -> float:
    """Return the seconds of one whole process."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "plan", str(root / "intents/more.yaml")]
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        roots = {size: Path(folder) / str(size) for size in (1_000, 10_000)}
        for size, root in roots.items():
            network(root, size)
        seconds: dict[int, list[float]] = {size: [] for size in roots}
        for _ in range(RUNS):
            for size, root in roots.items():
                seconds[size].append(run(root))
    medians = {size: statistics.median(values) for size, values in seconds.items()}
    for size, median in medians.items():
        print(f"one intent among {size:>6} devices: {median * 1000:7.0f} ms, median of {RUNS}; at most 1000 wanted")
    print(f"10,000 to 1,000: {medians[10_000] / medians[1_000]:.2f}; at most 1.2 wanted")


if __name__ == "__main__":
    main()
