"""Static routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import MADE_ROUTE, words
from schemas.declared import What
from schemas.feature import Feature


class StaticRoute(Feature):
    """A route that does not depend on a protocol."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf", "prefix", "next_hop", "discard")
    PLACE: ClassVar[str] = "static_route"
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("static_route", "instance"),
        ("route", "prefix"),
        ("flow", "prefix"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"static_route": "said"}
    feature: Literal["static_route"] = "static_route"
    """Which feature this is."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    prefix: str
    """Destination, without host bits."""
    next_hop: str = ""
    """Address of the next router."""
    discard: bool = False
    """Packets are dropped."""
    distance: int | None = None
    """Administrative distance or preference; None is the platform's own."""
    name: str = ""
    """For people, where the platform has names of routes."""

    @property
    def instance(self) -> str:
        """Routing instance that it is in."""
        return self.vrf or "default"

    @property
    def said(self) -> tuple[str, ...]:
        """What of the static routes differs: its own."""
        own = () if self.distance else ("*=1", "*=5")
        return ("new", *words(self.prefix, self.next_hop, self.distance, self.name), *MADE_ROUTE, *own)

    @property
    def family(self) -> str:
        """`ipv4` or `ipv6`."""
        return "ipv6" if ":" in self.prefix else "ipv4"
