"""Flows: packets of answers in words, with the step of their way that decided what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.semantic.deciding import line_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.declared import Flows

_ARRIVED = frozenset({"ACCEPTED", "DELIVERED_TO_SUBNET", "EXITS_NETWORK"})
_PORTS = ("TCP", "UDP")
NOWHERE = "No sources are compatible with the headerspace constraint"
"""What the analyzer says where packets of a set can start nowhere in one of the networks: there are none to compare."""


FRAGMENT = "later fragment"
"""In place of a source port: the packet is a fragment that holds no ports."""


def packet(flow: Any) -> tuple[str, str, tuple[str, str, str, str, str]]:
    """Return where a packet starts, the packet in words, and its protocol, source, destination and ports."""
    device = str(flow.get("ingressNode", "")).lower()
    protocol = str(flow.get("ipProtocol", "")).upper()
    source, destination = str(flow.get("srcIp", "")), str(flow.get("dstIp", ""))
    later = int(flow.get("fragmentOffset") or 0) > 0
    ports = protocol in _PORTS and not later
    source_port = str(flow.get("srcPort", "")) if ports else FRAGMENT if later else ""
    destination_port = str(flow.get("dstPort", "")) if ports else ""
    start = flow.get("ingressInterface") or flow.get("ingressVrf") or ""
    port = f" port {destination_port}" if ports else ""
    part = "a later fragment of " if later else ""
    where = f"{device}[{start}]" if start else device
    name = f"{part}{protocol.lower()} from {source} to {destination}{port}, entering at {where}"
    return device, name, (protocol.lower(), source, destination, source_port, destination_port)


def passes(traces: Any) -> bool:
    """Tell whether a packet arrives on every path."""
    return bool(traces) and all(trace.get("disposition") in _ARRIVED for trace in traces)


def told(row: dict[str, Any], texts: Mapping[str, tuple[str, str]]) -> str:
    """Return both fates of a packet with the steps that decided them.

    `texts` are the configurations before and after, by device, as far as they are known: a filter's line is cited.
    """
    parts = []
    for side, (label, name) in enumerate((("before", "Reference_Traces"), ("after", "Snapshot_Traces"))):
        traces = row.get(name)
        if traces:
            shown = {device: both[side] for device, both in texts.items()}
            parts.append(f"{label}: {_trace(traces[0], shown)}")
        elif name in row:
            parts.append(f"{label}: no trace")
    return "; ".join(parts)


def _trace(trace: dict[str, Any], texts: Mapping[str, str]) -> str:
    hops = trace.get("hops") or []
    way = " > ".join(str(hop.get("node", {}).get("name", "?")) for hop in hops)
    fate = str(trace.get("disposition", "")).lower().replace("_", " ")
    return f"{fate} on the way {way}{_decided(hops, texts)}"


def _decided(hops: list[dict[str, Any]], texts: Mapping[str, str]) -> str:
    """Return the filter or the route that decided, from the last hop."""
    if not hops:
        return ""
    last = hops[-1]
    device = str(last.get("node", {}).get("name", "?"))
    route = ""
    for step in last.get("steps") or []:
        detail = step.get("detail") or {}
        if step.get("action") == "DENIED" and detail.get("filter"):
            name, flow = str(detail["filter"]), detail.get("flow") or {}
            entry = line_of(texts.get(device.lower(), ""), name, flow, permits=False)
            return f" (filter {detail['filter']} of {device}{f', {entry}' if entry else ''})"
        routes = detail.get("routes") or []
        if routes:
            route = f" (route {routes[0].get('network')}, {routes[0].get('protocol')}, of {device})"
        elif step.get("action") in ("NULL_ROUTED", "NO_ROUTE", "NEIGHBOR_UNREACHABLE", "INSUFFICIENT_INFO", "LOOP"):
            route = f" ({device}: {str(step['action']).lower().replace('_', ' ')})"
    return route


def header_space(flows: Flows | None) -> dict[str, Any]:
    """Return declared packets as the analyzer's header constraints."""
    if flows is None:
        return {}
    found: dict[str, Any] = {}
    if flows.source:
        found["srcIps"] = flows.source
    if flows.destination:
        found["dstIps"] = flows.destination
    if flows.protocol not in ("", "ip"):
        found["ipProtocols"] = flows.protocol
    if flows.source_port:
        found["srcPorts"] = flows.source_port
    if flows.destination_port:
        found["dstPorts"] = flows.destination_port
    return found
