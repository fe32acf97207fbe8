"""The energy estimate beside the whole job, and a fleet of 10,000 devices; medians, and ratios against the same run."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.energy.fleet import fleet
from bot.energy.own import own_rows
from bot.energy.pack import for_changes
from bot.files import Folder
from bot.propose import propose_intents
from pipeline.checks import energy as check
from pipeline.checks.base import Case

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 15
DEVICES = 10_000
MODELS = ("NCS-55A1-24H", "8201-32FH", "Catalyst 9300-24P", "DCS-7280CR3K-32D4", "BOX-1")
INTENT = """apiVersion: gains/v1
kind: interface_settings
metadata: {name: close, reason: benchmark}
spec:
  enabled: false
  interfaces:
    - {device: sw-00000, interfaces: [GigabitEthernet1/0/1-24]}
"""


def config(name: str, ports: int) -> str:
    """Return a switch's configuration."""
    body = "".join(
        f"interface GigabitEthernet1/0/{port}\n switchport access vlan 10\n switchport mode access\n!\n"
        for port in range(1, ports + 1)
    )
    return f"version 17.9\nhostname {name}\n!\nvlan 10\n name USERS\n!\n{body}end\n"


def network(root: Path, size: int) -> None:
    """Write a network of that many devices on forty sites, each with its configuration."""
    for folder in ("inventory", "configs", "intents"):
        (root / folder).mkdir(parents=True)
    names = [f"sw-{number:05}" for number in range(size)]
    items = (
        f'  - name: {name}\n    platform: cisco_ios\n    os_version: "17.9.4"\n    role: access\n'
        f"    site: s-{number % 40}\n    model: {MODELS[number % len(MODELS)]}\n"
        "    optics:\n      - {interface: GigabitEthernet1/0/1, part: SFP-GE-T}\n"
        for number, name in enumerate(names)
    )
    (root / "inventory" / "devices.yaml").write_text("devices:\n" + "".join(items))
    for name in names:
        (root / "configs" / f"{name}.cfg").write_text(config(name, 24 if size == 1 else 8))
    (root / "intents" / "close.yaml").write_text(INTENT)


def median(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the medians of the milliseconds that some work takes: of the processor, and by the clock."""
    busy, wall = [], []
    for _ in range(runs):
        begin, used = time.perf_counter(), time.process_time()
        work()
        busy.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - begin) * 1000)
    return statistics.median(busy), statistics.median(wall)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "one"
        network(root, 1)
        files = Folder(root)

        def job() -> object:
            return propose_intents(files, files, ["intents/close.yaml"])

        proposal = propose_intents(files, files, ["intents/close.yaml"]).proposal
        assert proposal is not None
        case = Case(proposal.drafts[0], proposal.snapshot, proposal.outlines[0])
        whole = median(job)
        facts = median(lambda: for_changes(own_rows(files), None))
        estimate = median(lambda: (check.PLUGIN.ask(case), check.PLUGIN.assess(case)))
        both = facts[0] + estimate[0], facts[1] + estimate[1]
        print("processor, by the clock, in ms:")
        print(f"model pack {facts[0]:.1f}, {facts[1]:.1f}; estimate of 24 ports {estimate[0]:.1f}, {estimate[1]:.1f}")
        print(f"together {both[0]:.1f}, {both[1]:.1f} (limit 20); whole job {whole[0]:.1f}, {whole[1]:.1f}")
        print(f"  ratio {both[0] / whole[0]:.2f}")
        many = Path(folder) / "many"
        network(many, DEVICES)
        taken = median(lambda: fleet(many, 10), 3)
        print(f"fleet of {DEVICES} devices: {taken[0] / 1000:.2f} s, {taken[1] / 1000:.2f} s (limit 5)")


if __name__ == "__main__":
    main()
