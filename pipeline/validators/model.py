"""`model`: what a change alters in the analyzer's model of devices, and which lines the model does not hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.model import altered, held, told
from pipeline.semantic.query import parsed
from pipeline.semantic.spelling import spelled_otherwise
from pipeline.semantic.subjects import NEIGHBORS, subject
from pipeline.semantic.swaps import swaps
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_PROCESSES = (("OSPF", "ospfProcesses"), ("ISIS", "isisProcess"), ("BGP", "bgpProcess"), ("EVPN", "bgpProcess"))
_CLAUSE = re.compile(r"^~(?!BGP_|OSPF_|ISIS_|EVPN_)([^:]+)~SEQ:\d+~$")
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
    found = tuple(_difference(change, one) for one in _netted(altered(reply.rows)) if not _helper(one))
    mine = [edit for edit in change.edits.lines if edit.file.startswith("configs/")]
    pairs = _pairs(mine, told(reply.rows), change)
    unheld = [edit for edit in mine if not pairs.get(edit, True) or not _held(edit, change, tried, pairs)]
    untried = [edit for edit in unheld if tried.get((edit.file, edit.side, edit.line)) is None]
    unclear = (f"{len(untried)} changed lines could not be tried alone",) if untried else ()
    return Judged(
        found,
        unclear=unclear,
        unheld=(*unheld, *others),
        looked=f"{len(tried)} changed lines, each left out once",
        unseen=("behaviour that the analyzer's model has no word for",),
    )


def _held(
    edit: Edit, change: Change, tried: dict[tuple[str, str, int], bool | None], pairs: Mapping[Edit, bool]
) -> bool:
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
        if other.file == edit.file and other.side != edit.side and other.path == edit.path
        if _same(other, edit) or (edit in pairs and _unsaid(other) == _unsaid(edit))
    ]
    return any(tried.get((other.file, other.side, other.line)) for other in twins)


def _pairs(mine: Sequence[Edit], seen: Mapping[tuple[str, int, int], bool | None], change: Change) -> dict[Edit, bool]:
    """Return the lines that took the place of others, and those: whether the two are told apart, or say the same."""
    found: dict[Edit, bool] = {}
    for removed, added in swaps(mine):
        known = seen.get((removed.file, removed.line, added.line)) or spelled_otherwise(
            removed, added, change.texts.get(change.names.get(removed.file, ""), ("", ""))
        )
        found |= {removed: known, added: known}
    return found


def _unsaid(edit: Edit) -> str:
    return edit.text.removeprefix("no ")


def _same(one: Edit, other: Edit) -> bool:
    """Tell whether two lines say the same thing with another value: all but the last word is equal."""
    mine, yours = one.text.removeprefix("no ").split(), other.text.removeprefix("no ").split()
    return len(mine) > 1 and mine[:-1] == yours[:-1]


def _helper(one: Altered) -> bool:
    """Tell whether a policy of the analyzer's own came or went that is about nothing: what uses it says it."""
    name = one.path[1] if len(one.path) == 2 else ""
    return name.startswith("~") and name.endswith("~") and ":" not in name and not (one.before and one.after)


def _difference(change: Change, one: Altered) -> Difference:
    device = change.names.get(one.file, one.file)
    if not one.path:
        return Difference("device", device, device, "lose", "it could not be turned into a model", "model-lost")
    kind, name = _subject(one.path)
    keys = " ".join(one.path[2:] if one.path[0] in _KINDS else one.path)
    told = f"{keys or 'definition'}: {one.before or 'not there'} -> {one.after or 'not there'}"
    cited = _cited(change, one, name)
    # Static routes stand in one list: those of `expect` are named by their prefix.
    addresses = sorted(set(_ADDRESS.findall(f"{one.before} {one.after}"))) if kind == "static_route" else ()
    rule = f"{kind}-changed".replace("_", "-")
    return Difference(kind, device, name, "any", told + cited, rule, others=tuple(addresses), aspects=_aspects(one))


def _made(word: str) -> bool:
    """Tell whether a word is a name that the analyzer gave something itself."""
    return word.removeprefix("-").startswith("~") and word.endswith("~")


def _netted(found: tuple[Altered, ...]) -> Iterator[Altered]:
    """Yield the altered values without the words that only went from one part of a policy to another."""
    whole: dict[tuple[str, str], Counter[str]] = {}
    found = tuple(
        replace(one, said=tuple(word for word in one.said if not _made(word)))
        for one in found
        if not one.said or len(one.path) == 2 or not all(map(_made, one.said))
    )
    for one in found:
        if one.path and _subject(one.path)[0] == "policy":
            net = whole.setdefault((one.file, _subject(one.path)[1]), Counter())
            net.update(word for word in one.said if not word.startswith("-"))
            net.subtract(word.removeprefix("-") for word in one.said if word.startswith("-"))
    for one in found:
        key = (one.file, _subject(one.path)[1]) if one.path else ("", "")
        if not one.path or _subject(one.path)[0] != "policy" or key not in whole:
            yield one
            continue
        net = whole[key]
        said = tuple(word for word in one.said if net[word.removeprefix("-")] * (-1 if word.startswith("-") else 1) > 0)
        if said or not _CLAUSE.match(one.path[1]):
            yield replace(one, said=said)


def _aspects(one: Altered) -> tuple[str, ...]:
    """Return what of a thing differs: the key of its value and, inside values that are no single word, each word."""
    whole = subject(one.path)
    key = ".".join(one.path[len(whole) :]).lower()
    if not key and _CLAUSE.match(one.path[-1]):
        key = "statements"
    if not key and not (one.before and one.after):
        return ("gone",) if one.before else ("new",)
    return tuple(dict.fromkeys(f"{key}={word.lower()}" for word in one.said)) or (f"{key}=",)


def _subject(path: tuple[str, ...]) -> tuple[What, str]:
    first = path[0]
    if first in _KINDS and len(path) > 1:
        if path[1].startswith("~") and _KINDS[first] == "policy":
            return _generated(path[1])
        return _KINDS[first], path[1]
    if first == "vrfs" and len(path) > 2:
        return _in_vrf(path)
    if first.startswith(_SERVICES):
        return "service", " ".join(path)
    return "device", first


def _generated(name: str) -> tuple[What, str]:
    """Return whose part a policy is that the analyzer makes itself, from its name such as `~BGP_…_POLICY:default~`."""
    if clause := _CLAUSE.match(name):
        return "policy", clause[1]
    addresses = _ADDRESS.findall(name)
    if addresses:
        return "session", _host(addresses[0])
    protocol, _, rest = name.strip("~").partition(":")
    for start, process in _PROCESSES:
        if rest and start in protocol:
            return "process", f"{process} {rest.partition(':')[0]}"
    return "process", name


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
