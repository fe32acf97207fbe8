"""All bundled rules on a change that touches 1,000 devices, beside reading the same devices once.

Run: python -m benchmarks.policies_fleet. Limit: 2 s for evaluating. Building the views reads every device twice.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Any

from bot.policies import bundled
from pipeline.policy.evaluate import evaluate
from pipeline.policy.load import python_rules
from pipeline.policy.trial import TrialDevice, device_of
from pipeline.policy.view import DeviceView, View
from pipeline.reader import reader
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
    made = [
        TrialDevice(name=f"sw-{number}", before=text(number, after=False), after=text(number, after=True))
        for number in range(DEVICES)
    ]
    began = perf_counter()
    views: list[DeviceView] = [device_of(one) for one in made]
    built = perf_counter() - began
    rules = PolicySet(rules=bundled())
    change: dict[str, Any] = {
        "name": "a",
        "kind": "access_vlan",
        "ticket": "CHG1",
        "reason": "cameras on every floor",
        "window": None,
    }
    change |= {"expects": 0, "spec": {}, "devices": [one.name for one in made], "roles": {"access": DEVICES}}
    change |= {"sites": ["one"], "neighbors": [], "interfaces": [], "steps": DEVICES, "commands": 6 * DEVICES}
    change |= {"hazards": 0, "requester": "", "energy": None}
    view = View(change, views)
    evaluate(rules, view)
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        found = evaluate(rules, view)
        times.append(perf_counter() - began)
    ios = reader("cisco_ios")
    assert ios is not None
    began = perf_counter()
    for one in made:
        ios.facts(one.after)
    read = perf_counter() - began
    items = sum(len(listed) for one in views for listed in one.items.values())
    count = len(rules.rules) + len(python_rules())
    print(f"{count} rules, {DEVICES} devices, {items} things that differ, {len(found.violations)} violations told")
    print(f"evaluate: median {median(times):.2f} s of {RUNS} runs (limit 2 s)")
    print(f"reading each candidate once: {read:.2f} s; ratio {median(times) / read:.2f}")
    print(f"building the views, both sides read: {built:.2f} s")


if __name__ == "__main__":
    main()
