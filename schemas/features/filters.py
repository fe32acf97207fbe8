"""Packet filters: their entries."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.feature import Feature


class FilterEntry(Feature):
    """One entry of a packet filter, at its place."""

    KEY: ClassVar[tuple[str, ...]] = (
        "filter",
        "family",
        "protocol",
        "source",
        "source_port",
        "destination",
        "destination_port",
    )
    PLACE: ClassVar[str] = "entry"
    feature: Literal["filter_entry"] = "filter_entry"
    """Which feature this is."""
    filter: str
    """Name or number of the filter."""
    family: Literal["ipv4", "ipv6"]
    """Address family of the filter."""
    sequence: int | None = None
    """Number of the entry, on platforms that number entries."""
    renumber: bool = False
    """Renumber the filter first (10, 20, …), because no number is free at the place, or none is shown."""
    term: str = ""
    """Name of the entry, on platforms that name entries."""
    before: str = ""
    """Name of the entry that it stands before, on platforms that name entries; empty puts it last."""
    action: Literal["permit", "deny"]
    """What happens to what matches."""
    protocol: Literal["ip", "tcp", "udp", "icmp"]
    """Protocol; ip is any."""
    source: str
    """`any`, or a prefix (a host has /32 or /128)."""
    destination: str
    """`any`, or a prefix (a host has /32 or /128)."""
    source_port: str = ""
    """One port, or a range such as 1024-2048; empty is any."""
    destination_port: str = ""
    """One port, or a range such as 1024-2048; empty is any."""
    log: bool = False
    """Log what matches."""

    @property
    def says(self) -> object:
        """Two wishes must agree on the action; where the entry stands is each one's own affair."""
        return self.action
