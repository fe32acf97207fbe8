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
            gone = sorted(_routes(before, interface) - _routes(after, interface))
            if gone:
                return interface, f"route {gone[0]} of its routing instance is removed or changed"
    return "", ""


def _addresses(root: Statement) -> dict[str, frozenset[str]]:
    """Return the active addresses of every unit."""
    found: dict[str, frozenset[str]] = {}
    for name, interface in active(root.below.get("interfaces")).items():
        if "disable" in interface.below:
            continue
        for number, unit in active(interface.below.get("unit")).items():
            if "disable" in unit.below:
                continue
            addresses: set[str] = set()
            for family, below in active(unit.below.get("family")).items():
                if family in ("inet", "inet6"):
                    addresses.update(active(below.below.get("address")))
            found[f"{name}.{number}"] = frozenset(addresses)
    return found


def active(statement: Statement | None) -> dict[str, Statement]:
    """Return what is below a statement and active, by word."""
    if statement is None or "inactive" in statement.marks:
        return {}
    return {name: below for name, below in statement.below.items() if "inactive" not in below.marks}


def _instance(root: Statement, interface: str) -> str:
    for name, instance in active(root.below.get("routing-instances")).items():
        if interface in active(instance.below.get("interface")):
            return name
    return ""


def _routes(root: Statement, interface: str) -> frozenset[str]:
    """Return the active static routes of the instance that an interface is in, each with its next hops."""
    name = _instance(root, interface)
    home = ("routing-instances", name) if name else ()
    found = set()
    for prefix, route in below(root, *home, "routing-options", "static", "route").items():
        hops = [hop for word, hops in active(route).items() for hop in (word, *sorted(active(hops)))]
        found.add(" ".join((prefix, *hops)))
    return frozenset(found)


def below(root: Statement, *words: str) -> dict[str, Statement]:
    """Return the active statements at the end of a path; none where a part of it is missing or inactive."""
    at: Statement | None = root
    for word in words:
        at = active(at).get(word)
    return active(at)
