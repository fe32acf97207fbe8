"""All bundled rules on a change that touches 1,000 devices, beside reading the same devices once.

Run: python -m benchmarks.policies_fleet. Limit: 2 s for building what rules see and evaluating them. The facts of both
sides are those that the drafts read already. Processor time stands beside wall time, because machines are busy.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter, process_time
from typing import Any

from bot.policies import bundled
from pipeline.policy.device_view import Sides, device_view
from pipeline.policy.evaluate import evaluate
from pipeline.policy.load import python_rules
from pipeline.policy.view import View
from pipeline.reader import reader
from schemas.inventory import Device
from schemas.policy import PolicySet

DEVICES = 1000
RUNS = 5


def text(number: int, *, after: bool) -> str:
    """Return a configuration of an access switch, with one VLAN and two ports more afterwards."""
    lines = [f"hostname sw-{number}", "vlan 10", " name USERS"]
    lines += ["vlan 120", " name CCTV"] if after else []
    for port in range(1, 49):
        vlan = 120 if after and port in (10, 11) else 10
        lines += [f"interface GigabitEthernet1/0/{port}", f" description desk {port}", " switchport mode access"]
        lines += [f" switchport access vlan {vlan}"]
    lines += ["ntp server 192.0.2.1", "ntp server 192.0.2.2", "logging host 192.0.2.3", "line vty 0 4"]
    return "\n".join([*lines, " transport input ssh", ""])


def main() -> None:
    """Print medians, the number of evaluations and the ratio."""
    ios = reader("cisco_ios")
    assert ios is not None
    sides = []
    for number in range(DEVICES):
        before, after = text(number, after=False), text(number, after=True)
        device = Device(name=f"sw-{number}", platform="cisco_ios", os_version="17.9.4", role="access", site="one")
        sides.append((device, Sides(before, after, ios.facts(before), ios.facts(after), ios.paths)))
    rules = PolicySet(rules=bundled())
    change: dict[str, Any] = {
        "name": "a",
        "kind": "access_vlan",
        "ticket": "CHG1",
        "reason": "cameras on every floor",
        "window": None,
    }
    change |= {"expects": 0, "spec": {}, "devices": [device.name for device, _ in sides], "roles": {"access": DEVICES}}
    change |= {"sites": ["one"], "neighbors": [], "interfaces": [], "steps": DEVICES, "commands": 6 * DEVICES}
    change |= {"hazards": 0, "requester": "", "requester_roles": [], "energy": None}
    spent = []
    for _ in range(RUNS):
        began, used = perf_counter(), process_time()
        views = [device_view(device, side) for device, side in sides]
        built = process_time() - used
        found = evaluate(rules, View(change, views))
        spent.append((process_time() - used, perf_counter() - began, built))
    began = process_time()
    for _, side in sides:
        ios.facts(side.after)
    read = process_time() - began
    items = sum(len(listed) for one in views for listed in one.items.values())
    count = len(rules.rules) + len(python_rules())
    used, wall, built = (median(values) for values in zip(*spent, strict=True))
    print(f"{count} rules, {DEVICES} devices, {items} things that differ, {len(found.violations)} violations told")
    print(f"views and evaluation, median of {RUNS}: {used:.2f} s of processor, {wall:.2f} s of wall time (limit 2 s)")
    print(f"views alone: {built:.2f} s; reading each candidate once: {read:.2f} s; ratio {used / read:.2f}")


if __name__ == "__main__":
    main()
