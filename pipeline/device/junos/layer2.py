"""What the committed end of Junos commands does to VLANs, trunks and aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.device.junos.management import active, below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.junos.model import Statement


class Trouble(NamedTuple):
    """One hazard, before its step is known."""

    rule: str
    about: tuple[str, ...]
    """Path that the last command about it is looked for by."""
    message: str
    severity: Literal["error", "warning"] = "warning"


def troubles(before: Statement, after: Statement) -> Iterator[Trouble]:
    """Yield what was not so before: numbers of VLANs that are gone, open trunks, aggregates that cannot come up.

    Where groups are inherited from, nothing is said: what stands in them may be all that is missing.
    """
    if "groups" in after.below:
        return
    was = set(_all(before))
    yield from (one for one in _all(after) if one not in was)
    left = {lag for _, lag in _members(after)}
    for lag, port in sorted({lag: port for port, lag in _members(before) if lag not in left}.items()):
        if below(after, "interfaces", lag):
            message = f"{lag} loses its last member and goes down"
            yield Trouble("hazard-lag-mismatch", ("interfaces", port), message)


def _all(root: Statement) -> Iterator[Trouble]:
    yield from _vlans(root)
    yield from _aggregates(root)


def _vlans(root: Statement) -> Iterator[Trouble]:
    vlans = below(root, "vlans").values()
    known = {number for vlan in vlans for number in below(vlan, "vlan-id")}
    listed = any(below(vlan, word) for vlan in vlans for word in ("vlan-range", "vlan-id-list"))
    for name, port in below(root, "interfaces").items():
        for number in below(port, "unit"):
            switching = below(port, "unit", number, "family", "ethernet-switching")
            members = below(port, "unit", number, "family", "ethernet-switching", "vlan", "members")
            for member in sorted(members):
                if member.isdecimal() and member not in known and not listed:
                    message = f"{name}.{number} is a member of VLAN {member}, which no entry of vlans has"
                    yield Trouble("hazard-vlan-in-use", ("vlans", member), message)
            modes = {mode for word in ("interface-mode", "port-mode") for mode in active(switching.get(word))}
            if "all" in members and "trunk" in modes:
                message = f"{name}.{number} is a trunk for all VLANs"
                yield Trouble("hazard-trunk-open", ("interfaces", name), message)


def _aggregates(root: Statement) -> Iterator[Trouble]:
    interfaces = below(root, "interfaces")
    counts = [
        int(one) for one in below(root, "chassis", "aggregated-devices", "ethernet", "device-count") if one.isdecimal()
    ]
    speeds: dict[str, dict[str, tuple[str, ...]]] = {}
    for port, lag in _members(root):
        where = ("interfaces", port)
        if lag not in interfaces:
            yield Trouble("hazard-dangling-reference", where, f"{port} joins {lag}, which does not exist")
        if below(root, "interfaces", port, "unit"):
            message = f"{port} is a member of {lag} and has units of its own; the commit fails"
            yield Trouble("hazard-lag-mismatch", where, message, "error")
        if counts and int(lag[2:]) >= max(counts):
            message = f"{lag} is beyond the {max(counts)} aggregates that chassis aggregated-devices allows"
            yield Trouble("hazard-lag-mismatch", where, message)
        speeds.setdefault(lag, {})[port] = tuple(sorted(below(root, "interfaces", port, "speed")))
    for lag, ports in sorted(speeds.items()):
        if len(set(ports.values())) > 1:
            message = f"members of {lag} have different speeds: {', '.join(sorted(ports))}"
            yield Trouble("hazard-lag-mismatch", ("interfaces", lag), message)


def _members(root: Statement) -> Iterator[tuple[str, str]]:
    """Yield every active member with its aggregate."""
    for port in below(root, "interfaces"):
        for options in ("ether-options", "gigether-options"):
            for lag in below(root, "interfaces", port, options, "802.3ad"):
                if lag.startswith("ae") and lag[2:].isdecimal():
                    yield port, lag
