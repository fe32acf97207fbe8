"""Switching: VLANs, and the ports that they are on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import BUNDLED, SWITCHED, TRUNK, carried, spread
from schemas.declared import What
from schemas.feature import Feature


class Vlan(Feature):
    """A VLAN that exists on the device."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    feature: Literal["vlan"] = "vlan"
    """Which feature this is."""
    id: int
    """1 to 4094."""
    name: str = ""
    """Name on the device; empty where none is asked for."""


class AccessPort(Feature):
    """A port that belongs to one VLAN, untagged."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
    feature: Literal["access_port"] = "access_port"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vlan: int
    """1 to 4094."""
    vlan_name: str = ""
    """Name of that VLAN on the device, where the platform refers to VLANs by name."""
    voice_vlan: int | None = None
    """VLAN of phones on the same port."""
    description: str = ""
    """Description of the port; empty leaves it as it is."""


class TrunkVlan(Feature):
    """A trunk that carries a VLAN, tagged."""

    KEY: ClassVar[tuple[str, ...]] = ("interface", "vlan")
    PLACE: ClassVar[str] = "trunk"
    WHOLE_PORT: ClassVar[bool] = True
    feature: Literal["trunk_vlan"] = "trunk_vlan"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vlan: int
    """1 to 4094."""
    vlan_name: str = ""
    """Name of that VLAN on the device, where the platform refers to VLANs by name."""


class TrunkPort(Feature):
    """A trunk that carries exactly these VLANs."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"), ("vlan", "numbers"), ("vlan", ""))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "switching", "vlan": "carrying"}
    feature: Literal["trunk_port"] = "trunk_port"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    tagged: bool = False
    """That it is a trunk."""
    vlans: str = ""
    """Tagged VLANs as compact ranges, such as `10,20-22`."""
    native_vlan: int | None = None
    """VLAN of untagged frames; None leaves it as it is."""

    @property
    def switching(self) -> tuple[str, ...]:
        """What of the port differs: that it is a trunk, and which VLANs it carries and no longer carries."""
        allowed = tuple(f"allowedvlans={number}" for number in self.numbers)
        return (*TRUNK, *allowed, "allowedvlans=-*")

    @property
    def carrying(self) -> tuple[str, ...]:
        """What of VLANs differs: whether the port carries them, the last of their ports perhaps."""
        return ("gone", *carried(self.interface.lower()))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The VLANs that it carries."""
        native = (str(self.native_vlan),) if self.native_vlan else ()
        return (*spread(self.vlans), *native)


class LagCapacity(Feature):
    """How many aggregates a device may have, where it must be told."""

    feature: Literal["lag_capacity"] = "lag_capacity"
    """Which feature this is."""
    count: int = 0
    """Aggregates 0 to count - 1."""


class Lag(Feature):
    """An aggregate of ports."""

    KEY: ClassVar[tuple[str, ...]] = ("number",)
    ECHOES: ClassVar[tuple[str, ...]] = ("mode",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "aggregates"), ("vlan", ""))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "bundled", "vlan": "carrying"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*(?:[Pp]ort-[Cc]hannel|Bundle-Ether|ae){number}(?: / description .*)?",
        r".*(?:device-count \d+|feature lacp)",
    )
    feature: Literal["lag"] = "lag"
    """Which feature this is."""
    number: int
    """Number of the aggregate."""
    description: str = ""
    """For people; empty leaves it as it is."""
    mode: Literal["", "active", "passive", "on"] = ""
    """LACP, or none (`on`); where a platform says it once for all members."""

    @property
    def aggregates(self) -> tuple[str, ...]:
        """Names that platforms give it."""
        return (f"port-channel{self.number}", f"ae{self.number}", f"bundle-ether{self.number}")

    @property
    def bundled(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", *BUNDLED)

    @property
    def carrying(self) -> tuple[str, ...]:
        """A new aggregate is in the VLAN that ports begin in."""
        return carried(*self.aggregates)


class LagMember(Feature):
    """A port that belongs to an aggregate."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "ports"), ("vlan", ""))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "bundled", "vlan": "carrying"}
    feature: Literal["lag_member"] = "lag_member"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    number: int = 0
    """Number of the aggregate."""
    mode: Literal["", "active", "passive", "on"] = ""
    """LACP, or none (`on`); where a platform says it on each member."""

    @property
    def aggregates(self) -> tuple[str, ...]:
        """Names that platforms give the aggregate."""
        return (f"port-channel{self.number}", f"ae{self.number}", f"bundle-ether{self.number}")

    @property
    def ports(self) -> tuple[str, ...]:
        """The port and the aggregate that it joins."""
        return (self.interface, *self.aggregates)

    @property
    def bundled(self) -> tuple[str, ...]:
        """What of them differs: what makes the aggregate, and that its members switch as it does."""
        return (*BUNDLED, *SWITCHED)

    @property
    def carrying(self) -> tuple[str, ...]:
        """A port that joins an aggregate leaves its own VLANs."""
        return carried(self.interface.lower(), *self.aggregates)


class StpEdge(Feature):
    """A port where no other bridge is."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "switching"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*{interface}.* (?:spanning-tree .*|edge)",
        r".*bpdu-block.* interface {interface}.*",
    )
    feature: Literal["stp_edge"] = "stp_edge"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    edge: bool = False
    """That it forwards at once."""
    bpdu_guard: bool = False
    """That it is shut down where a bridge appears."""

    @property
    def switching(self) -> tuple[str, ...]:
        """What of the port differs."""
        return ("spanningtree*",)


class StormControl(Feature):
    """Limits on frames that go everywhere, in percent of the port's speed."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    LINES: ClassVar[tuple[str, ...]] = (r".*{interface}.* storm-control .*", r".*storm-control-profiles.*")
    feature: Literal["storm_control"] = "storm_control"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    broadcast: str = ""
    """Percent as a decimal; empty: no limit is asked for."""
    multicast: str = ""
    """Percent as a decimal; empty: no limit is asked for."""
    unknown_unicast: str = ""
    """Percent as a decimal; empty: no limit is asked for."""
