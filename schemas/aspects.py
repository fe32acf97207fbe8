"""Aspects: patterns of what may differ of a thing, as `Allowance.only` takes them.

An aspect is a property of the thing, an equals sign and a word that it has now, or one with a dash that it had:
`mtu=9000`, `servers=-192.0.2.1`. Properties are called as the analyzer calls them, in lower case.
"""

from __future__ import annotations

from glob import escape


def words(*values: object) -> tuple[str, ...]:
    """Return patterns of any property that has one of these words now."""
    return tuple(f"*={escape(str(value))}" for value in values if value not in ("", None))


def carried(*ports: str) -> tuple[str, ...]:
    """Return patterns of a VLAN that some ports join or leave; a unit of Junos is its port."""
    forms = [form for port in ports for form in (f"[{port}]", f"[{port}.0]")]
    return tuple(f"interfaces={sign}*{escape(form)}" for form in forms for sign in ("", "-"))


def spread(ranges: str) -> tuple[str, ...]:
    """Return each number of compact ranges such as `10,20-22`."""
    spans = (part.partition("-") for part in ranges.split(",") if part)
    return tuple(str(one) for first, _, last in spans for one in range(int(first), int(last or first) + 1))


TRUNK = tuple(f"{name}=*" for name in ("accessvlan", "nativevlan", "switchport*", "encapsulationvlan"))
"""How a port switches, but for the VLANs that it carries."""
SWITCHED = (*TRUNK, "allowedvlans=*")
"""How a port switches."""
BUNDLED = tuple(
    f"{name}=*"
    for name in ("channelgroup", "channelgroupmembers", "active", "inactivereason", "bandwidth", "speed", "lineup")
)
"""What a port is like that joins an aggregate, and the aggregate with it."""
STATE = tuple(f"{name}=*" for name in ("active", "adminup", "inactivereason", "lineup", "blacklisted"))
"""Whether a port is up."""
_ROUTED = tuple(
    f"{name}=*"
    for name in ("primaryaddress", "primarynetwork", "switchport*", "vrf*", "accessvlan", "nativevlan", "allowedvlans")
)


def routed(*addresses: str) -> tuple[str, ...]:
    """Return patterns of an interface that routes from now on, with these addresses and no others."""
    given = tuple(f"{name}={one}" for one in addresses if one for name in ("allprefixes", "prefix"))
    metadata = tuple(f"addressmetadata.{one}.*" for one in addresses if one)
    gone = ("allprefixes=-*", "prefix=-*", "addressmetadata.*=-*", "additionalarpips*")
    return ("new", *_ROUTED, *STATE, *given, *metadata, *gone)


STATEMENT = tuple(f"statements={word}" for word in ("32768", "igp", "bgp", "ibgp", "connected", "aggregate"))
"""Words of the statement that the analyzer makes for an announced prefix, whichever it is."""
MADE = tuple(f"{name}=*" for name in ("clusterlistasibgpcost", "multipath*", "routerid", "*policy"))
"""What the analyzer makes of a BGP process that begins to announce something."""
MADE_ROUTE = ("*=0", "*=-1", "*=dynamic", "*=null_interface")
"""Words of every static route: metric, tag, and where it leads when nothing says it."""
GATEWAY = tuple(f"{name}=*" for name in ("priority", "preempt", "active", "virtualaddresses", "sourceaddress"))
"""What a group that shares an address is like."""
