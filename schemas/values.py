"""The field's words as types: VLAN ids, AS numbers, prefixes, ports, and names that cannot break out of a line."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_interface, ip_network
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

_DOTTED = re.compile(r"([0-9]{1,5})\.([0-9]{1,5})")
# Python takes any text, line breaks too, as the zone of an IPv6 address: no zones.
_PLAIN = re.compile(r"[0-9A-Fa-f:.]{2,45}(?:/[0-9]{1,3})?")


POOLED: dict[str, JsonValue] = {"x-gains-pooled": True}
"""Marks values that may come from a pool, in schemas."""


def _asn(value: int | str) -> int | str:
    if isinstance(value, str):
        dotted = _DOTTED.fullmatch(value)
        if not dotted or int(dotted[1]) > 65535 or int(dotted[2]) > 65535:
            raise ValueError(f"{value!r} is not an AS number; expected 64512 or the dotted form 1.10")
        number = int(dotted[1]) * 65536 + int(dotted[2])
    else:
        number = value
    if not 0 < number < 4294967295 or number in (23456, 65535):
        raise ValueError(f"{value} is not an AS number that can be used (RFC 6793, RFC 7300, RFC 7607)")
    return value


def _address(value: str) -> str:
    try:
        ip_address(value if _PLAIN.fullmatch(value) else "")
    except ValueError:
        raise ValueError(f"{value!r} is not an IP address such as 192.0.2.1") from None
    return value


def _network(value: str) -> str:
    if value == "any":
        return value
    if not _PLAIN.fullmatch(value):
        raise ValueError(f"{value!r} is not a network; expected `any`, a host, or a prefix such as 192.0.2.0/24")
    try:
        ip_network(value)
    except ValueError as error:
        raise ValueError(f"{error}; expected `any`, a host, or a prefix such as 192.0.2.0/24") from None
    return value


def _prefix(value: str) -> str:
    if not _PLAIN.fullmatch(value) or "/" not in value:
        raise ValueError(f"{value!r} is not a prefix such as 192.0.2.0/24")
    try:
        return str(ip_network(value))
    except ValueError as error:
        raise ValueError(f"{error}; expected a prefix such as 192.0.2.0/24") from None


def _interface_address(value: str) -> str:
    if not _PLAIN.fullmatch(value) or "/" not in value:
        raise ValueError(f"{value!r} is no address with its network's length, such as 192.0.2.1/24")
    try:
        address = ip_interface(value)
    except ValueError as error:
        raise ValueError(f"{error}; expected an address such as 192.0.2.1/24") from None
    network = address.network
    if network.prefixlen < network.max_prefixlen - 1 and address.ip == network.network_address:
        raise ValueError(f"{value!r} is the network itself; expected the address of one interface")
    return str(address)


def _vlan_range(value: int | str) -> int | str:
    first, _, last = str(value).partition("-")
    if not (first.isascii() and first.isdigit()) or (last and not (last.isascii() and last.isdigit())):
        raise ValueError(f"{value!r} is no VLAN; expected 120 or a range such as 120-129")
    if not 1 <= int(first) <= int(last or first) <= 4094:
        raise ValueError(f"{value!r} is no range of VLANs within 1-4094 that ends after it begins")
    return value


def _ports(value: int | str) -> int | str:
    first, _, last = str(value).partition("-")
    if not (first.isascii() and first.isdigit()) or (last and not (last.isascii() and last.isdigit())):
        raise ValueError(f"{value!r} is not a port; expected 443 or a range such as 1024-2048")
    if not 0 <= int(first) <= int(last or first) <= 65535:
        raise ValueError(f"{value!r} is not a port range within 0-65535 that ends after it begins")
    return value


DeviceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62})$", examples=["acc-b7-01"])]
"""Name of a device in the inventory."""
InterfaceName = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9/:._-]{0,62}$", examples=["GigabitEthernet1/0/10-14", "xe-0/0/1"])
]
"""Name of an interface as the platform writes it; a trailing `-14` makes it a range."""
ObjectName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,62}$", examples=["USERS-IN"])]
"""Name of an access list, a policy, a term, a VRF or a group on a device."""
Label = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9 _./:,+()-]*$")]
"""Words for people in a device's configuration: one line, no quotes, no template signs."""
VlanId = Annotated[int, Field(ge=1, le=4094, examples=[120], json_schema_extra=POOLED)]
"""VLAN identifier, IEEE 802.1Q: 1 to 4094."""
Asn = Annotated[int | str, AfterValidator(_asn), Field(examples=[64512, "1.10"], json_schema_extra=POOLED)]
"""AS number, plain or dotted (RFC 5396)."""
Address = Annotated[str, AfterValidator(_address), Field(examples=["198.51.100.1"], json_schema_extra=POOLED)]
"""IPv4 or IPv6 address."""
Network = Annotated[str, AfterValidator(_network), Field(examples=["10.70.20.0/24", "any"], json_schema_extra=POOLED)]
"""`any`, a host, or a prefix without host bits."""
Ports = Annotated[int | str, AfterValidator(_ports), Field(examples=[8443, "1024-2048"])]
"""One TCP or UDP port, or a range."""
Prefix = Annotated[
    str, AfterValidator(_prefix), Field(examples=["10.70.20.0/24", "2001:db8::/32"], json_schema_extra=POOLED)
]
"""IPv4 or IPv6 prefix without host bits."""
InterfaceAddress = Annotated[
    str, AfterValidator(_interface_address), Field(examples=["10.70.20.1/24"], json_schema_extra=POOLED)
]
"""Address of an interface with the length of its network."""
DomainName = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$", examples=["example.net"])]
"""DNS domain, RFC 1123."""
VlanRange = Annotated[
    int | str, AfterValidator(_vlan_range), Field(examples=[120, "120-129"], json_schema_extra=POOLED)
]
"""One VLAN identifier, or a range of them."""
Devices = Annotated[tuple[DeviceName, ...], Field(min_length=1, max_length=500)]
"""Names in the inventory."""
VniNumber = Annotated[int, Field(ge=1, le=16777214, examples=[10120], json_schema_extra=POOLED)]
"""VXLAN network identifier (RFC 7348)."""
OwnerName = Annotated[str, Field(pattern=r"^@[A-Za-z0-9][A-Za-z0-9_./-]{0,200}$", examples=["@example/core"])]
"""A login or a group of the forge, as CODEOWNERS writes it."""
