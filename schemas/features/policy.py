"""Which routes are taken and announced: lists of prefixes, and terms of policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import words
from schemas.declared import Sign, What
from schemas.feature import Feature


class PrefixListEntry(Feature):
    """One entry of a list of prefixes."""

    KEY: ClassVar[tuple[str, ...]] = ("family", "name", "prefix", "ge", "le")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("policy", "name"), ("route", "prefix"), ("flow", "prefix"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"policy": "said"}
    feature: Literal["prefix_list_entry"] = "prefix_list_entry"
    """Which feature this is."""
    name: str
    """Of the list."""
    family: Literal["ipv4", "ipv6"] = "ipv4"
    """Address family of the list."""
    sequence: int | None = None
    """Number of the entry, where entries are numbered."""
    action: Literal["permit", "deny"] = "permit"
    """Whether a match is a yes."""
    prefix: str
    """What is matched."""
    ge: int | None = None
    """Shortest length that is matched, too."""
    le: int | None = None
    """Longest length that is matched, too."""

    @property
    def says(self) -> object:
        """Two wishes must agree on the action."""
        return self.action

    @property
    def said(self) -> tuple[str, ...]:
        """What of the list differs: its own entry."""
        lengths = (self.prefix.rpartition("/")[2], self.ge or "", self.le or "")
        spans = {f"{first}-{last}" for first in lengths for last in (*lengths, 32, 128)}
        return ("new", *words(self.prefix, self.action, *sorted(spans)))

    @property
    def matches(self) -> tuple[str, int | None, int | None]:
        """What it matches."""
        return self.prefix, self.ge, self.le


class PolicyTerm(Feature):
    """One term of a routing policy."""

    KEY: ClassVar[tuple[str, ...]] = ("name", "sequence")
    ECHOES: ClassVar[tuple[str, ...]] = ("family", "matched")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("policy", "names"), ("route", "routes"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"policy": "said", "route": "protocols"}
    feature: Literal["policy_term"] = "policy_term"
    """Which feature this is."""
    name: str
    """Of the policy."""
    sequence: int
    """Terms are tried in this order."""
    action: Literal["", "permit", "deny"] = ""
    """What happens to what matches."""
    family: Literal["", "ipv4", "ipv6"] = ""
    """Address family of the matched list."""
    prefix_list: str = ""
    """List of prefixes that must match; empty: any."""
    matched: tuple[str, ...] = ()
    """Prefixes of that list."""
    local_preference: int | None = None
    """Set on what matches."""
    metric: int | None = None
    """Set on what matches."""
    community: str = ""
    """Added to what matches, such as 64512:100."""
    prepend: str = ""
    """AS numbers put in front of the path."""

    @property
    def said(self) -> tuple[str, ...]:
        """What of the policy differs: what the term matches and sets."""
        named = (*self.names, self.community, self.prefix_list)
        return ("new", *words(*named, self.local_preference, self.metric, *self.prepend.split()))

    @property
    def names(self) -> tuple[str, ...]:
        """The policy, and the community that it adds where that has a name."""
        return (self.name, *((f"C-{self.community.replace(':', '-')}",) if self.community else ()))

    @property
    def routes(self) -> tuple[str, ...]:
        """Which routes it decides about."""
        return self.matched or ("0.0.0.0/0", "::/0")

    @property
    def protocols(self) -> tuple[str, ...]:
        """Routes that policies decide about."""
        return ("bgp", "ibgp")

    @property
    def reach(self) -> Sign:
        """What a term refuses may be lost, whichever routes those are."""
        return "any" if self.action == "deny" else "change"
