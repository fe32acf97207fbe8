"""`bgp_peer`: peer with a neighbour, with policies and a limit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.intents.base import Kind
from schemas.base import Record
from schemas.values import Address, Asn, DeviceName, InterfaceName, Label, ObjectName


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


PLUGIN = Kind(title="Peer with a neighbour", spec=Spec, devices=lambda spec: tuple(p.device for p in spec.peers))
