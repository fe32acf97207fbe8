"""Whether a device can still be managed the way it was."""

from __future__ import annotations

from pipeline.device.junos.model import Statement


def cut_off(before: Statement, after: Statement, management: str) -> tuple[str, str]:
    """Return (interface, what is lost) of a management path given as interface or address; empty words for nothing."""
    was, now = _addresses(before), _addresses(after)
    bare = management.partition("/")[0]
    for interface, addresses in sorted(was.items()):
        meant = management in (interface, interface.partition(".")[0])
        for address in sorted(addresses):
            if not meant and address.partition("/")[0] != bare:
                continue
            if address not in now.get(interface, frozenset()):
                return interface, f"{address} is no longer active on {interface}"
            if _instance(before, interface) != _instance(after, interface):
                return interface, f"{interface} moves to another routing instance"
    return "", ""


def _addresses(root: Statement) -> dict[str, frozenset[str]]:
    """Return the active addresses of every unit."""
    found: dict[str, frozenset[str]] = {}
    for name, interface in _active(root.below.get("interfaces")).items():
        if "disable" in interface.below:
            continue
        for number, unit in _active(interface.below.get("unit")).items():
            if "disable" in unit.below:
                continue
            addresses: set[str] = set()
            for family, below in _active(unit.below.get("family")).items():
                if family in ("inet", "inet6"):
                    addresses.update(_active(below.below.get("address")))
            found[f"{name}.{number}"] = frozenset(addresses)
    return found


def _active(statement: Statement | None) -> dict[str, Statement]:
    if statement is None or "inactive" in statement.marks:
        return {}
    return {name: below for name, below in statement.below.items() if "inactive" not in below.marks}


def _instance(root: Statement, interface: str) -> str:
    for name, instance in _active(root.below.get("routing-instances")).items():
        if interface in _active(instance.below.get("interface")):
            return name
    return ""
