"""Open places of a wish: words such as `the uplink of acc-b7-01` that stand for a port which nobody named. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.inventory import Link

MOST = 3
"""Open places of one wish that are looked at."""
_D, _F = r"(?P<device>[\w-]+(?:\.[\w-]+)*)", r"(?P<far>[\w-]+(?:\.[\w-]+)*)"
_FORMS = (
    rf"(?:the )?uplinks? (?:of|on|from) {_D}(?: (?:to|towards) {_F})?",
    rf"(?:the )?(?:port|link|trunk|interface|cable) (?:of|on|from) {_D} (?:to|towards) {_F}",
    rf"(?:(?:de[rmns]|die|das) )?uplinks? (?:von|auf|an) {_D}(?: (?:zu|nach|zum) {_F})?",
    rf"(?:(?:de[rmns]|die|das) )?(?:port|link|trunk|schnittstelle|kabel) (?:von|auf|an) {_D} (?:zu|nach|zum) {_F}",
    rf"(?P<on>sull'|all'|dall'|nell')?(?:l')?uplink (?:di|da|su) {_D}(?: (?:a|verso) {_F})?",
    rf"(?P<on>sull?a? |sul )?(?:il |la |lo )?(?:porta|link|trunk|cavo) (?:di|da|su) {_D} (?:a|verso) {_F}",
)
"""English, German, Italian; `on`: a preposition that is grown together with the article."""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A port that a wish speaks of without naming it."""

    words: str
    """As they stand in the wish."""
    start: int
    end: int
    device: str
    far: str
    """Device at the other end, as far as the wish says; empty where it does not."""
    on: bool
    """Whether the words begin with a preposition that must stay."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that an open place may stand for, as the inventory gives it."""

    device: str
    """Its device."""
    interface: str
    """Its port."""
    says: str
    """What the inventory says of it."""


def open_places(text: str, devices: Sequence[str]) -> tuple[OpenPlace, ...]:
    """Return the open places of a wish, in their order; only those whose device is in the inventory."""
    known = {name.casefold(): name for name in devices}
    found: dict[int, OpenPlace] = {}
    for form in _FORMS:
        for match in re.finditer(rf"(?<![\w-]){form}(?![\w-])", text, re.IGNORECASE):
            device = known.get(match["device"].rstrip(".").casefold())
            far = known.get((match["far"] or "").rstrip(".").casefold(), "")
            if device is None or (match["far"] and not far):
                continue
            on = bool(match.groupdict().get("on"))
            one = OpenPlace(match[0], match.start(), match.end(), device, far, on)
            if not any(one.start < other.end and other.start < one.end for other in found.values()):
                found[one.start] = one
    return tuple(found[start] for start in sorted(found))[:MOST]


def candidates(place: OpenPlace, links: Sequence[Link], members: dict[str, str]) -> tuple[Candidate, ...]:
    """Return the closed list: ports of the device with a cable, an aggregate in the place of its members; sorted.

    `members`: names of aggregates by their members' names, on this device.
    """
    ends: dict[str, list[str]] = {}
    for link in links:
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if here.device == place.device and place.far in ("", there.device):
                whole = members.get(here.interface, here.interface)
                ends.setdefault(whole, []).append(f"{there.device} {there.interface}")
    return tuple(
        Candidate(place.device, interface, f"cable to {' and '.join(sorted(far))}")
        for interface, far in sorted(ends.items())
    )


def put(text: str, place: OpenPlace, chosen: Candidate) -> str:
    """Return the wish with the port in the place of the words."""
    before = "su " if place.on else ""
    return f"{text[: place.start]}{before}{chosen.device} {chosen.interface}{text[place.end :]}"
