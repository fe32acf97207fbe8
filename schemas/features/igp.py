"""Interior routing: OSPF and IS-IS on interfaces."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import ClassVar, Literal

from schemas.declared import What
from schemas.feature import Feature


class OspfProcess(Feature):
    """OSPF that runs on the device."""

    KEY: ClassVar[tuple[str, ...]] = ("process",)
    feature: Literal["ospf_process"] = "ospf_process"
    """Which feature this is."""
    process: str
    """Number of the process; `ospf` where there is one."""
    vrf: str = ""
    """Routing instance; empty is the default one."""


class OspfInterface(Feature):
    """An interface that speaks OSPF."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    ECHOES: ClassVar[tuple[str, ...]] = ("process",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "interface"),
        ("adjacency", "interface"),
        ("process", "processes"),
        ("route", ""),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "speaking", "process": "joined", "route": "protocols"}
    feature: Literal["ospf_interface"] = "ospf_interface"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    process: str = ""
    """Number of the process, where there are several."""
    area: str = ""
    """In dotted form."""
    cost: int | None = None
    """Metric; None is the platform's own."""
    network: Literal["", "point-to-point", "broadcast"] = ""
    """How neighbours are found; empty is the platform's own."""
    passive: bool = False
    """Announced, but without neighbours."""

    @property
    def speaking(self) -> tuple[str, ...]:
        """What of the interface differs."""
        return ("ospf*",)

    @property
    def processes(self) -> tuple[str, ...]:
        """The process that it joins, and what the analyzer makes beside it."""
        return ("ospfProcess*",)

    @property
    def joined(self) -> tuple[str, ...]:
        """What of the process differs: the area of the interface, and the interface in it."""
        return (f"*.areas.{self.area_number}.*", "new")

    @property
    def area_number(self) -> int:
        """The area as one number."""
        return int(ip_address(self.area)) if "." in self.area else int(self.area or 0)

    @property
    def protocols(self) -> tuple[str, ...]:
        """Routes of this protocol may come and change, none may go."""
        return ("ospf*",)


class IsisProcess(Feature):
    """IS-IS that runs on the device."""

    KEY: ClassVar[tuple[str, ...]] = ("process",)
    feature: Literal["isis_process"] = "isis_process"
    """Which feature this is."""
    process: str
    """Name of the process; `isis` where there is one."""


class IsisInterface(Feature):
    """An interface that speaks IS-IS."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    ECHOES: ClassVar[tuple[str, ...]] = ("process",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "interface"),
        ("adjacency", "interface"),
        ("process", "processes"),
        ("route", ""),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "speaking", "process": "joined", "route": "protocols"}
    feature: Literal["isis_interface"] = "isis_interface"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    process: str = ""
    """Name of the process."""
    runs: bool = False
    """That it speaks IS-IS."""
    level: Literal["", "1", "2"] = ""
    """Only this level; empty: both."""
    metric: int | None = None
    """None is the platform's own."""
    point_to_point: bool = False
    """One neighbour only."""
    passive: bool = False
    """Announced, but without neighbours."""

    @property
    def speaking(self) -> tuple[str, ...]:
        """What of the interface differs."""
        return ("isis*",)

    @property
    def processes(self) -> tuple[str, ...]:
        """The process that it joins, and what the analyzer makes beside it."""
        return ("isisProcess*",)

    @property
    def joined(self) -> tuple[str, ...]:
        """What of the process differs: the area of the interface, and the interface in it."""
        return ("new",)

    @property
    def protocols(self) -> tuple[str, ...]:
        """Routes of this protocol may come and change, none may go."""
        return ("isis*",)
