"""`model`: what a change alters in the analyzer's model of devices, and which lines the model does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.model import altered, held
from pipeline.semantic.query import parsed
from pipeline.semantic.subjects import NEIGHBORS
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.edits import Edit
    from pipeline.semantic.model import Altered
    from pipeline.semantic.query import Query
    from pipeline.validators.base import Change, Replies
    from schemas.declared import What

_QUERY = parsed("viModel", "model")
_ADDRESS = re.compile(r"(?<![\d.])\d+\.\d+\.\d+\.\d+(?:/\d+)?(?![\d.])")
_KINDS: dict[str, What] = {
    "interfaces": "interface",
    "ipAccessLists": "filter",
    "routingPolicies": "policy",
    "routeFilterLists": "policy",
    "communitySets": "policy",
    "communityMatchExprs": "policy",
    "communitySetExprs": "policy",
    "communitySetMatchExprs": "policy",
    "asPathAccessLists": "policy",
    "asPathExprs": "policy",
    "asPathMatchExprs": "policy",
    "ipSpaces": "filter",
    "mlags": "aggregate",
}
_SERVICES = ("ntp", "dns", "logging", "snmp", "tacacs", "domain", "vendorFamily", "authenticationKeyChains")


def _ask(change: Change) -> tuple[Query, ...]:
    touched = any(file.startswith("configs/") for file in (*change.edits.files, *change.edits.reworded))
    return (_QUERY,) if touched else ()


def _judge(change: Change, replies: Replies) -> Judged:
    others = tuple(edit for edit in change.edits.lines if not edit.file.startswith("configs/"))
    if not _ask(change):
        return Judged(unheld=others, looked="no device's configuration is touched")
    reply = replies[_QUERY]
    if not reply.answered:
        return Judged(unclear=(reply.failure,), unheld=others)
    tried = held(reply.rows)
    found = tuple(_difference(change, one) for one in altered(reply.rows))
    mine = [edit for edit in change.edits.lines if edit.file.startswith("configs/")]
    unheld = [edit for edit in mine if not _held(edit, change, tried)]
    untried = [edit for edit in unheld if tried.get((edit.file, edit.side, edit.line)) is None]
    unclear = (f"{len(untried)} changed lines could not be tried alone",) if untried else ()
    return Judged(
        found,
        unclear=unclear,
        unheld=(*unheld, *others),
        looked=f"{len(tried)} changed lines, each left out once",
        unseen=("behaviour that the analyzer's model has no word for",),
    )


def _held(edit: Edit, change: Change, tried: dict[tuple[str, str, int], bool | None]) -> bool:
    """Tell whether the model holds a line, or the line that stands in its place on the other side.

    A line that says what holds anyway, such as a cost of 1, is not held; what replaces it is.
    """
    if tried.get((edit.file, edit.side, edit.line)):
        return True
    if tried.get((edit.file, edit.side, edit.line)) is None:
        return False
    twins = [
        other
        for other in change.edits.lines
        if other.file == edit.file and other.side != edit.side and other.path == edit.path and _same(other, edit)
    ]
    return any(tried.get((other.file, other.side, other.line)) for other in twins)


def _same(one: Edit, other: Edit) -> bool:
    """Tell whether two lines say the same thing with another value: all but the last word is equal."""
    mine, yours = one.text.removeprefix("no ").split(), other.text.removeprefix("no ").split()
    return len(mine) > 1 and mine[:-1] == yours[:-1]


def _difference(change: Change, one: Altered) -> Difference:
    device = change.names.get(one.file, one.file)
    if not one.path:
        return Difference("device", device, device, "lose", "it could not be turned into a model", "model-lost")
    kind, name = _subject(one.path)
    keys = " ".join(one.path[2:] if one.path[0] in _KINDS else one.path)
    told = f"{keys or 'definition'}: {one.before or 'not there'} -> {one.after or 'not there'}"
    cited = _cited(change, one, name)
    addresses = tuple(sorted(set(_ADDRESS.findall(f"{name} {one.before} {one.after}"))))
    return Difference(kind, device, name, "any", told + cited, f"{kind}-changed".replace("_", "-"), others=addresses)


def _subject(path: tuple[str, ...]) -> tuple[What, str]:
    first = path[0]
    if first in _KINDS and len(path) > 1:
        generated = path[1].startswith("~")
        addresses = _ADDRESS.findall(path[1])
        if first == "routingPolicies" and generated:
            return ("session", _host(addresses[0])) if addresses else ("process", path[1])
        return _KINDS[first], path[1]
    if first == "vrfs" and len(path) > 2:
        return _in_vrf(path)
    if first.startswith(_SERVICES):
        return "service", first
    return "device", first


def _host(address: str) -> str:
    """Return an address as sessions are named: a neighbour that is one host has no length."""
    return address.removesuffix("/32").removesuffix("/128")


def _in_vrf(path: tuple[str, ...]) -> tuple[What, str]:
    part = path[2]
    if part == "bgpProcess" and len(path) > 4 and path[3] in NEIGHBORS:
        return "session", _host(path[4])
    if part == "staticRoutes":
        return "static_route", path[1]
    if part in ("layer2Vnis", "layer3Vnis"):
        return "overlay", path[3] if len(path) > 3 else path[1]
    if part == "bgpProcess" and "evpn" in "".join(path).lower():
        return "overlay", path[-1]
    return "process", f"{part} {path[1]}"


def _cited(change: Change, one: Altered, name: str) -> str:
    """Return the configuration lines that say it, as far as they name its subject."""
    low = name.lower()
    near = [
        edit
        for edit in change.edits.lines
        if edit.file == one.file and (any(low in header.lower() for header in edit.path) or low in edit.text.lower())
    ]
    mine = [edit for edit in change.edits.lines if edit.file == one.file]
    shown = (near or mine)[:3]
    return f" ({'; '.join(str(edit) for edit in shown)})" if shown else ""


PLUGIN = Validator(title="the model of the touched devices", ask=_ask, judge=_judge)
