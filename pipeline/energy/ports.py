"""Ports as networks name them: which are of hardware, and what speed their names say."""

from __future__ import annotations

import re
from functools import lru_cache

_LOGICAL = re.compile(
    r"(vlan|loopback|lo(\d|:|$)|port-?channel|po\d|bundle|be\d|tunnel|tu\d|ae\d|irb|bvi|nve|null|dialer|virtual|vxlan|pseudo|vme|"
    r"st0|reth|lsi|fti|gr-|ip-|lt-|mt-|vt-|pd-|pe-|bond|br\d|dummy|veth|wg\d|gre\d|sit\d|vti\d)",
    re.IGNORECASE,
)
_MANAGEMENT = re.compile(r"(mgmt|management|fxp|em\d|me\d|mgmteth|eth0$)", re.IGNORECASE)
_SPEEDS = (
    (re.compile(r"(fourhundredgig|fourhundredgige)", re.IGNORECASE), "400G"),
    (re.compile(r"(twohundredgig)", re.IGNORECASE), "200G"),
    (re.compile(r"(hundredgig|ce\d)", re.IGNORECASE), "100G"),
    (re.compile(r"(fiftygig)", re.IGNORECASE), "50G"),
    (re.compile(r"(fortygig)", re.IGNORECASE), "40G"),
    (re.compile(r"(twentyfivegig)", re.IGNORECASE), "25G"),
    (re.compile(r"(tengig|te\d|xe-)", re.IGNORECASE), "10G"),
    (re.compile(r"(fivegig)", re.IGNORECASE), "5G"),
    (re.compile(r"(twogig|mge-)", re.IGNORECASE), "2.5G"),
    (re.compile(r"(gigabit|gi\d|ge-)", re.IGNORECASE), "1G"),
    (re.compile(r"(fastethernet|fa\d)", re.IGNORECASE), "100M"),
)


@lru_cache(maxsize=65536)
def physical(name: str) -> bool:
    """Tell whether a name is that of a port of hardware: no aggregate, no tunnel, no unit but unit 0."""
    unit = name.rpartition(".")[2] if "." in name else "0"
    return unit == "0" and not _LOGICAL.match(name)


@lru_cache(maxsize=65536)
def management(name: str) -> bool:
    """Tell whether a name is that of a management port."""
    return bool(_MANAGEMENT.match(name))


def bare(name: str) -> str:
    """Return the name of the port, without its unit 0."""
    return name.removesuffix(".0")


@lru_cache(maxsize=65536)
def speed_of(name: str) -> str | None:
    """Return what speed a name says; None where it does not, as in `Ethernet1` or `et-0/0/0`."""
    return next((speed for pattern, speed in _SPEEDS if pattern.match(name)), None)
