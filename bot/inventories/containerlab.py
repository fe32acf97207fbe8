"""`containerlab`: a topology file; ports get the names that the device itself has for them.

Source: containerlab, topology definition file, kinds, interface naming of cEOS.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.handoff import automation
from bot.inventories.base import Asked, FoundDevice, FoundLink, Imported, Source, object_name, platform
from pipeline.errors import InvalidIntentError

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.()_-]{0,40}")


def read(asked: Asked) -> Imported:
    """Return nodes that are devices of known platforms, and the links between them."""
    path = Path(asked.where)
    data = _data(path)
    topology: dict[str, Any] = data["topology"]
    lab = object_name(str(data.get("name", ""))) or "lab"
    devices, left = [], []
    kinds: dict[str, str] = {}
    for name, said in sorted((topology.get("nodes") or {}).items()):
        node = _node(topology, said or {})
        image = str(node.get("image", ""))
        repository, _, tag = image.partition("@")[0].rpartition(":")
        words = (str(node.get("kind", "")), (repository or tag).rpartition("/")[2])
        known = platform(*words)
        if not known:
            left.append(f"node {name}: kind {words[0]!r} with image {image!r} is no platform of ours; left out")
            continue
        kinds[name] = known
        labels = node.get("labels") or {}
        here = f"{path.name} topology.nodes.{name}"
        role = object_name(str(labels.get("role") or node.get("group") or ""))
        told = {
            "os_version": (tag if repository and _VERSION.fullmatch(tag) else "", f"{here}.image"),
            "role": (role, f"{here}.labels.role or group"),
            "site": (object_name(str(labels.get("site") or "")) or lab, f"{here}.labels.site or the lab's name"),
            "model": (str(node.get("type") or ""), f"{here}.type"),
            "management": (str(node.get("mgmt-ipv4") or node.get("mgmt_ipv4") or ""), f"{here}.mgmt-ipv4"),
        }
        devices.append(FoundDevice.of({"name": (name, here), "platform": (known, f"{here}.kind")}, told))
    links = []
    for number, said in enumerate(topology.get("links") or (), start=1):
        ends = [_end(end, kinds) for end in (said.get("endpoints") or ()) if isinstance(said, dict)]
        if len(ends) != 2 or any(end is None for end in ends):
            left.append(f"link {number}: {said}: an end is no device of ours; left out")
            continue
        a, b = (end for end in ends if end is not None)
        links.append(FoundLink(a, b, f"{path.name} topology.links[{number - 1}]"))
    return Imported(tuple(devices), tuple(links), tuple(left))


def _data(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidIntentError(f"{path} cannot be read: {error}", hint="name a *.clab.yml") from error
    if not isinstance(data, dict) or not isinstance(data.get("topology"), dict):
        raise InvalidIntentError(f"{path}: no `topology`", hint="name a containerlab topology, *.clab.yml")
    return data


def _node(topology: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return a node with what its group, its kind and the defaults say beside it, the nearest first."""
    defaults = topology.get("defaults") or {}
    group = (topology.get("groups") or {}).get(said.get("group"), {}) or {}
    kind = said.get("kind") or group.get("kind") or defaults.get("kind", "")
    of_kind = (topology.get("kinds") or {}).get(kind, {}) or {}
    labels = {**(defaults.get("labels") or {}), **(of_kind.get("labels") or {}), **(group.get("labels") or {})}
    return {
        **defaults, **of_kind, **group, **said, "kind": kind, "labels": {**labels, **(said.get("labels") or {})}
    }  # fmt: skip


def _end(end: Any, kinds: dict[str, str]) -> tuple[str, str] | None:
    name, _, port = str(end).partition(":")
    if name not in kinds or not port:
        return None
    pattern, form = automation(kinds[name]).lab_port
    if pattern and (match := re.fullmatch(pattern, port)):
        port = match.expand(form).rstrip("/")
    return name, port


PLUGIN = Source(title="a containerlab topology", read=read)
