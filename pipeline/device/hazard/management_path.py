"""hazard-management-path: the interface, VRF, route or filter that the device is managed through is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.device.grammar import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.model import Edit
    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-management-path"


@dataclass(frozen=True, slots=True)
class Path:
    """How a device is reached."""

    interface: str
    """Header of the interface with the address."""
    address: str
    """Its line."""
    vrf: str
    filters: frozenset[str]
    """Names of the filters on it."""


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield the steps that cut or filter the way in; a step that leaves it as it was by its end is not one."""
    if not walk.management or not walk.steps:
        return
    path = _path(walk)
    if path is None:
        message = f"management address {walk.management} is on no interface: the management path was not looked at"
        yield walk.hazard(RULE, walk.steps[0], message, severity="info")
        return
    bound = Table((modes, pattern, None) for modes, pattern in walk.grammar.behaviour.filters)
    for step in walk.steps:
        again = {edit.new for edit in step.edits}
        for edit in step.edits:
            if edit.old and edit.old in again:
                continue
            if message := _cut(walk, path, edit):
                yield walk.hazard(RULE, step, message, severity="error")
            elif message := _narrowed(path, bound, edit):
                yield walk.hazard(RULE, step, message)


def _path(walk: Walk) -> Path | None:
    behaviour, text = walk.grammar.behaviour, walk.before.text
    address = re.escape(walk.management)
    shape = rf"^[ \t]+((?:{behaviour.addresses}).*?(?<![\w.:]){address}(?![\w.:]).*)"
    for found in re.finditer(shape, text, re.MULTILINE):
        headers = re.findall(r"^interface .*", text[: found.start()], re.MULTILINE)
        if not headers:
            continue
        header = headers[-1].rstrip()
        lines = walk.lines((header,))
        if found[1].rstrip() not in lines:
            continue
        vrf = next((match[1] for line in lines if (match := re.match(behaviour.vrf_line, line))), "")
        uses = (walk.grammar.uses.find("interface", line) for line in lines)
        filters = frozenset(use[0][1] for use in uses if use and use[1] == "acl")
        return Path(header, found[1].rstrip(), vrf, filters)
    return None


def _cut(walk: Walk, path: Path, edit: Edit) -> str:
    """Return what a change does to the interface, its address, its VRF or its routes, or nothing."""
    behaviour = walk.grammar.behaviour
    if edit.path == (path.interface,):
        if edit.old == path.address:
            return f"`{path.interface}` loses its management address"
        if edit.new == "shutdown":
            return f"`{path.interface}`, which holds the management address, is shut down"
        if re.match(behaviour.vrf_line, edit.old or edit.new):
            return f"`{path.interface}`, which holds the management address, changes its VRF"
    if edit.path:
        return _route_of(walk, path, edit)
    if edit.old == path.interface:
        return f"`{path.interface}`, which holds the management address, is removed"
    found = walk.grammar.defines.find("global", edit.old) if edit.old else None
    if found and path.vrf and found[1] == "vrf" and found[0][1] == path.vrf:
        return f"VRF {path.vrf}, which holds the management address, is removed"
    route = re.match(behaviour.routes, edit.old) if edit.old else None
    if route and (route[1] or "") == path.vrf:
        return f"`{edit.old}`, a route of the management VRF, is removed or changed"
    return ""


def _route_of(walk: Walk, path: Path, edit: Edit) -> str:
    """Return that a route of the management VRF goes that stands inside a block, or nothing."""
    around = " / ".join(edit.path)
    for headers, line in walk.grammar.behaviour.inner_routes:
        found = walk.grammar.pattern(headers).fullmatch(around)
        if found and (found[1] or "") == path.vrf and edit.old and re.match(line, edit.old):
            return f"`{around} / {edit.old}`, a route of the management VRF, is removed or changed"
    return ""


def _narrowed(path: Path, bound: Table[None], edit: Edit) -> str:
    """Return how a change filters what manages the device, or nothing."""
    line = edit.new or edit.old
    if bound.find(edit.mode, line) and (edit.mode != "interface" or edit.path == (path.interface,)):
        return f"`{' / '.join((*edit.path, line))}`: a filter in the management path changes"
    if len(edit.path) == 1 and edit.mode == "acl" and edit.path[0].split(" ")[-1] in path.filters:
        return f"`{edit.path[0]}`, a filter in the management path, changes: `{line}`"
    return ""


PLUGIN = find
