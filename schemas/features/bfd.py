"""BFD: neighbours that are missed within a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.declared import What
from schemas.feature import Feature


class BfdInterface(Feature):
    """Timers of BFD on an interface."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    ECHOES: ClassVar[tuple[str, ...]] = ("ospf_process", "ospf_area", "isis_process")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "timers"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*{interface}.*[ -]bfd(?:[ -].*)?",
        r"feature bfd",
        r"bfd(?: / .*)?",
    )
    feature: Literal["bfd_interface"] = "bfd_interface"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    interval: int | None = None
    """Milliseconds between packets, sent and received."""
    multiplier: int | None = None
    """Packets that may be missing."""
    ospf_process: str = ""
    """Process of OSPF that the interface is in, where the platform says the timers there."""
    ospf_area: str = ""
    """Its area in dotted form."""
    isis_process: str = ""
    """Process of IS-IS that the interface is in, where the platform says the timers there."""

    @property
    def timers(self) -> tuple[str, ...]:
        """What of it may differ."""
        return ("*bfd*",)


class BgpBfd(Feature):
    """A BGP session that ends when BFD misses the neighbour."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf", "neighbor")
    ECHOES: ClassVar[tuple[str, ...]] = ("local_as", "group", "interval", "multiplier")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("session", "neighbor"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"session": "timers"}
    LINES: ClassVar[tuple[str, ...]] = (r".*neighbor {neighbor}.*bfd.*", r"feature bfd")
    feature: Literal["bgp_bfd"] = "bgp_bfd"
    """Which feature this is."""
    neighbor: str
    """Address of the peer."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    on: bool = False
    """That it is watched."""
    local_as: str = ""
    """AS number of the device, as its configuration writes it."""
    group: str = ""
    """Peer group that the neighbour is in."""
    interval: int | None = None
    """Milliseconds, where the session says it."""
    multiplier: int | None = None
    """Packets that may be missing, where the session says it."""

    @property
    def timers(self) -> tuple[str, ...]:
        """What of it may differ."""
        return ("*bfd*",)
