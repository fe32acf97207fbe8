"""`prefix_list`: entries of lists of prefixes, new lists among them."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from schemas.base import Record
from schemas.features.policy import PrefixListEntry
from schemas.values import DeviceName, ObjectName, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

Length = Annotated[int, Field(ge=0, le=128, examples=[24])]
"""Length of a prefix."""
STEP = 10


class Entry(Record):
    """One entry."""

    prefix: Prefix
    """What is matched."""
    action: Literal["permit", "deny"] = "permit"
    """Whether a match is a yes."""
    ge: Length | None = None
    """Shortest length that is matched; without ge and le, only the prefix itself is."""
    le: Length | None = None
    """Longest length that is matched."""
    sequence: Annotated[int, Field(ge=1, le=4294967294)] | None = None
    """Number of the entry; behind the last one where it is not given."""

    @model_validator(mode="after")
    def _lengths_follow(self) -> Self:
        network = ip_network(self.prefix)
        lengths = [network.prefixlen, *(one for one in (self.ge, self.le) if one is not None), network.max_prefixlen]
        if lengths != sorted(lengths):
            raise ValueError(f"lengths must rise: {network.prefixlen} of the prefix, then ge, then le")
        return self


class PrefixList(Record):
    """One list of one device."""

    device: DeviceName
    """Name in the inventory."""
    name: ObjectName
    """Of the list; it is made where it is missing."""
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=200)]
    """Entries that must be there; others stay."""

    @model_validator(mode="after")
    def _one_family(self) -> Self:
        if len({":" in entry.prefix for entry in self.entries}) > 1:
            raise ValueError("a list is of one address family; write two lists")
        return self


class Spec(Record):
    """Lists of prefixes."""

    lists: Annotated[tuple[PrefixList, ...], Field(min_length=1)]
    """One entry a list of a device."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each entry at its number, after a look at what the list says already."""
    out = Compiled()
    for index, item in enumerate(spec.lists):
        family: Literal["ipv4", "ipv6"] = "ipv6" if ":" in item.entries[0].prefix else "ipv4"
        known = [
            one
            for one in views[item.device].facts.all(PrefixListEntry)
            if one.name == item.name and (":" in one.prefix) == (family == "ipv6")
        ]
        for place, entry in enumerate(item.entries):
            wanted = _entry(item, entry, family, known, ("lists", index, "entries", place), out)
            if wanted is not None:
                known.append(wanted)
                out.wanted.append(Wanted(item.device, wanted, ("lists", index, "entries", place)))
    return out


def _entry(
    item: PrefixList,
    entry: Entry,
    family: Literal["ipv4", "ipv6"],
    known: list[PrefixListEntry],
    path: Path,
    out: Compiled,
) -> PrefixListEntry | None:
    last = max((one.sequence or 0 for one in known), default=0)
    wanted = PrefixListEntry(
        name=item.name,
        family=family,
        sequence=entry.sequence or (last // STEP + 1) * STEP,
        action=entry.action,
        prefix=entry.prefix,
        ge=entry.ge,
        le=entry.le,
    )
    same = next((one for one in known if one.matches == wanted.matches), None)
    if same and same.action != wanted.action:
        message = f"{item.name} of {item.device} says {same.action} to {entry.prefix} already"
        out.refuse("prefix-list-entry-differs", path, message, "retire that entry first", device=item.device)
        return None
    if same:
        return wanted.model_copy(update={"sequence": same.sequence})
    holder = next((one for one in known if one.sequence == wanted.sequence), None)
    if holder and entry.sequence:
        message = f"number {entry.sequence} of {item.name} of {item.device} belongs to {holder.action} {holder.prefix}"
        out.refuse("sequence-taken", (*path, "sequence"), message, "choose a free number", device=item.device)
        return None
    _hidden(item, wanted, known, path, out)
    return wanted


def _hidden(item: PrefixList, wanted: PrefixListEntry, known: list[PrefixListEntry], path: Path, out: Compiled) -> None:
    """Warn of an earlier entry of the other action that decides the whole prefix first."""
    mine = ip_network(wanted.prefix)
    for one in known:
        theirs = ip_network(one.prefix)
        earlier = (one.sequence or 0) < (wanted.sequence or 0)
        if earlier and one.action != wanted.action and mine.version == theirs.version:
            low = one.ge or theirs.prefixlen
            high = one.le or (theirs.max_prefixlen if one.ge else theirs.prefixlen)
            inside = int(theirs.network_address) <= int(mine.network_address) <= int(theirs.broadcast_address)
            if inside and low <= mine.prefixlen and (wanted.le or mine.prefixlen) <= high:
                message = f"entry {one.sequence} of {item.name} of {item.device} decides it first ({one.action})"
                out.warn("prefix-list-hidden", path, message, "choose a lower sequence", device=item.device)


PLUGIN = Kind(
    title="Add entries to lists of prefixes",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.lists),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
