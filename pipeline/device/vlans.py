"""VLAN headers: one header may stand for many VLANs, and a command may touch one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.parse import kids, lines_of
from pipeline.device.ranges import numbers, ranges
from pipeline.device.refusal import RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    from pipeline.device.model import Model, Node


def index(model: Model) -> dict[int, list[Node]]:
    """Return the headers of each VLAN by its number; a platform may list it once and describe it elsewhere."""
    if model.vlans is None:
        model.vlans = {}
        for node in kids(model, model.root):
            if not node.gone and not node.noise:
                for vlan in header(model, node.text) or ():
                    model.vlans.setdefault(vlan, []).append(node)
    return model.vlans


def header(model: Model, line: str) -> frozenset[int] | None:
    """Return the VLANs of a header line, or None where it is not one."""
    match = model.grammar.vlan.fullmatch(line)
    return numbers(match[1]) if match else None


def enter(model: Model, wanted: frozenset[int], line: str) -> Node:
    """Return the block of exactly these VLANs, taken out of the ones that hold them with others."""
    have = index(model)
    nodes = {id(node): node for vlan in sorted(wanted) for node in have.get(vlan, ())}
    for node in nodes.values():
        if header(model, node.text) == wanted:
            return node
    bodies = {_body(model, node) for node in nodes.values()}
    if len(bodies) > 1 or (wanted - have.keys() and any(bodies)):
        raise RefusedError(f"`{line}` holds VLANs whose settings differ")
    new = add(model, model.root, line)
    for text in bodies.pop() if bodies else ():
        add(model, new, text)
    for held in nodes.values():
        _leave(model, held, wanted)
    have.update({vlan: [new] for vlan in wanted})
    return new


def _body(model: Model, node: Node) -> tuple[str, ...]:
    return tuple(kid.text for kid in lines_of(model, node) if not kid.gone and not kid.noise)


def drop(model: Model, wanted: frozenset[int]) -> None:
    """Remove VLANs; those that share their header stay."""
    have = index(model)
    if missing := wanted - have.keys():
        raise RefusedError(f"nothing to remove: there is no VLAN {ranges(missing)}")
    for node in {id(node): node for vlan in sorted(wanted) for node in have[vlan]}.values():
        _leave(model, node, wanted)
    for vlan in wanted:
        have.pop(vlan, None)


def _leave(model: Model, node: Node, wanted: frozenset[int]) -> None:
    left = (header(model, node.text) or frozenset()) - wanted
    if left:
        change(model, node, f"vlan {ranges(left)}")
    else:
        remove(model, node)
