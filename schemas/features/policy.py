"""Which routes are taken and announced: lists of prefixes, and terms of policies."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.declared import Sign, What
from schemas.feature import Feature


class PrefixListEntry(Feature):
    """One entry of a list of prefixes."""

    KEY: ClassVar[tuple[str, ...]] = ("family", "name", "prefix", "ge", "le")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("policy", "name"), ("route", "prefix"), ("flow", "prefix"))
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
    def matches(self) -> tuple[str, int | None, int | None]:
        """What it matches."""
        return self.prefix, self.ge, self.le


class PolicyTerm(Feature):
    """One term of a routing policy."""

    KEY: ClassVar[tuple[str, ...]] = ("name", "sequence")
    ECHOES: ClassVar[tuple[str, ...]] = ("family",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("policy", "name"), ("route", ""), ("flow", ""))
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
    local_preference: int | None = None
    """Set on what matches."""
    metric: int | None = None
    """Set on what matches."""
    community: str = ""
    """Added to what matches, such as 64512:100."""
    prepend: str = ""
    """AS numbers put in front of the path."""

    @property
    def reach(self) -> Sign:
        """What a term refuses may be lost, whichever routes those are."""
        return "any" if self.action == "deny" else "change"
