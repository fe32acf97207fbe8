"""`bgp_peer`: peer with a neighbour, with policies and a limit."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.bgp_peer import declare
from pipeline.intents.as_numbers import as_number, as_shown
from pipeline.intents.base import Compiled, Kind, Path, View, Wanted
from schemas.base import Record
from schemas.features.bgp import BgpNeighbor
from schemas.values import Address, Asn, DeviceName, InterfaceName, Label, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.facts import BgpFacts


class Peer(Record):
    """One end of a BGP session."""

    device: DeviceName
    """Name in the inventory."""
    neighbor: Address
    """The peer's address."""
    remote_as: Asn
    """The peer's AS."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""
    description: Label | None = None
    """Who the peer is."""
    group: ObjectName | None = None
    """Peer group that the neighbour joins."""
    update_source: InterfaceName | None = None
    """Interface that the session starts from."""
    local_address: Address | None = None
    """Address that the session starts from."""
    import_policy: ObjectName | None = None
    """Policy on received routes; it must exist on the device."""
    export_policy: ObjectName | None = None
    """Policy on announced routes; it must exist on the device."""
    max_prefixes: Annotated[int, Field(ge=1, le=4294967295)] | None = None
    """Received prefixes above which the session is torn down."""


class Spec(Record):
    """BGP sessions."""

    peers: Annotated[tuple[Peer, ...], Field(min_length=1)]
    """One entry an end of a session."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each session on its device, after a look at what is there."""
    out = Compiled()
    seen: set[tuple[str, str, str]] = set()
    for index, peer in enumerate(spec.peers):
        view, path = views[peer.device], ("peers", index)
        address = str(ip_address(peer.neighbor))
        key = (peer.device, peer.vrf or "", address)
        if key in seen:
            message = f"neighbour {address} of {peer.device} is named twice in this intent"
            out.refuse("bgp-peer-twice", (*path, "neighbor"), message, "name every session once", device=peer.device)
            continue
        seen.add(key)
        if view.facts.bgp is None:
            message = f"{peer.device} runs no BGP, so that its own AS is not known"
            out.refuse(
                "bgp-not-configured", (*path, "device"), message, "name a device that runs BGP", device=peer.device
            )
            continue
        before = len(out.problems)
        source = _source(peer, view, path, out)
        _references(peer, view, view.facts.bgp, path, out)
        _known(peer, address, view.facts.bgp, path, out)
        _reachable(peer, address, view, path, out)
        if any(problem.severity == "error" for problem in out.problems[before:]):
            continue
        out.wanted.append(Wanted(peer.device, _session(peer, address, view.facts.bgp, source), path))
    return out


def _session(peer: Peer, address: str, bgp: BgpFacts, source: str) -> BgpNeighbor:
    return BgpNeighbor(
        local_as=bgp.local_as,
        neighbor=address,
        family="ipv6" if ":" in address else "ipv4",
        remote_as=as_shown(peer.remote_as, bgp),
        vrf=peer.vrf or "",
        group=peer.group or "",
        description=peer.description or "",
        update_source=source,
        local_address=peer.local_address or "",
        import_policy=peer.import_policy or "",
        export_policy=peer.export_policy or "",
        max_prefixes=peer.max_prefixes,
    )


def _source(peer: Peer, view: View, path: Path, out: Compiled) -> str:
    if peer.update_source is None:
        return ""
    where = (*path, "update_source")
    try:
        (name,) = view.expand(peer.update_source)
    except ValueError:
        out.refuse("interface-invalid", where, f"{peer.update_source!r} is not one interface", device=peer.device)
        return ""
    if not any(item.name == name and item.addresses for item in view.facts.interfaces):
        message = f"{name} of {peer.device} has no address that a session could start from"
        out.refuse("interface-unknown", where, message, "name an interface with an address", device=peer.device)
    return name


def _references(peer: Peer, view: View, bgp: BgpFacts, path: Path, out: Compiled) -> None:
    facts, device = view.facts, peer.device
    if peer.vrf and peer.vrf not in facts.vrfs:
        known = ", ".join(facts.vrfs) or "none"
        message = f"VRF {peer.vrf} does not exist on {device}; there: {known}"
        out.refuse("vrf-unknown", (*path, "vrf"), message, "correct the name", device=device)
    if peer.group and peer.group not in bgp.groups:
        message = f"peer group {peer.group} does not exist on {device}; there: {', '.join(bgp.groups) or 'none'}"
        out.refuse("bgp-group-unknown", (*path, "group"), message, "correct the name", device=device)
    for field, name in (("import_policy", peer.import_policy), ("export_policy", peer.export_policy)):
        if name and name not in facts.policies:
            message = f"policy {name} does not exist on {device}"
            hint = "a session with a policy that is missing passes everything on some platforms; correct the name"
            out.refuse("policy-unknown", (*path, field), message, hint, device=device)
    says = dict(bgp.group_as).get(peer.group or "")
    if says and says.isdigit() and as_number(says) != as_number(peer.remote_as):
        message = f"group {peer.group} of {device} says AS {says}, the intent says {peer.remote_as}"
        out.refuse("bgp-as-differs", (*path, "remote_as"), message, "correct one of them", device=device)
    external = as_number(peer.remote_as) != as_number(bgp.local_as)
    if external and not peer.group and not (peer.import_policy and peer.export_policy):
        message = f"session of {device} with AS {peer.remote_as} has no policy in both directions"
        hint = "RFC 8212: without policies an external session should neither accept nor announce"
        out.warn("bgp-no-policy", path, message, hint, device=device)
    if external and peer.max_prefixes is None and not peer.group:
        message = f"session of {device} with AS {peer.remote_as} has no limit on received prefixes"
        out.warn("bgp-no-limit", path, message, "set max_prefixes", device=device)


def _known(peer: Peer, address: str, bgp: BgpFacts, path: Path, out: Compiled) -> None:
    same = [item for item in bgp.neighbors if item.neighbor == address and item.vrf == (peer.vrf or "")]
    for item in same:
        if item.remote_as and as_number(item.remote_as) != as_number(peer.remote_as):
            message = (
                f"neighbour {address} of {peer.device} is in AS {item.remote_as}, the intent says {peer.remote_as}"
            )
            hint = "changing it resets the session; retire the old one first"
            out.refuse("bgp-as-differs", (*path, "remote_as"), message, hint, device=peer.device)
        if peer.group and item.group and item.group != peer.group:
            message = f"neighbour {address} of {peer.device} is in group {item.group} already"
            hint = "moving it resets the session; retire the old one first"
            out.refuse("bgp-group-differs", (*path, "group"), message, hint, device=peer.device)


def _reachable(peer: Peer, address: str, view: View, path: Path, out: Compiled) -> None:
    target = ip_address(address)
    own = [
        ip_interface(written)
        for item in view.facts.interfaces
        if item.vrf == (peer.vrf or "")
        for written in item.addresses
    ]
    if any(mine.ip == target for mine in own):
        message = f"{address} is an address of {peer.device} itself"
        out.refuse("bgp-own-address", (*path, "neighbor"), message, "name the peer's address", device=peer.device)
    bgp = view.facts.bgp
    external = bgp is not None and as_number(peer.remote_as) != as_number(bgp.local_as)
    if external and not peer.group and not any(target in mine.network for mine in own):
        message = f"{address} is in no connected network of {peer.device}; an external session would not come up"
        out.warn("bgp-not-connected", (*path, "neighbor"), message, "check the address", device=peer.device)


PLUGIN = Kind(
    title="Peer with a neighbour",
    spec=Spec,
    devices=lambda spec: tuple(p.device for p in spec.peers),
    compile=compile_spec,
    declare=declare,
)
