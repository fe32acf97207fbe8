"""Devices of two networks as our own readers see them, and the cables between them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.consistency.network import Network as Seen
from pipeline.consistency.read import see
from pipeline.reader import reader
from pipeline.recognise import recognise
from pipeline.semantic.network import LAYER1
from schemas.inventory import Link, LinkEnd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.semantic.network import Network
    from pipeline.validators.base import Change


@dataclass(frozen=True, slots=True)
class Devices:
    """Both networks, as far as our own readers can read them."""

    before: Seen
    after: Seen
    blind: tuple[str, ...]
    """Files that they cannot read, with the reason; sorted."""


def devices(base: Network, candidate: Network, change: Change) -> Devices:
    """Return the devices of both networks by the names that the analyzer uses."""
    blind: set[str] = set()
    before, after = _read(base, change.names, blind), _read(candidate, change.names, blind)
    return Devices(before, after, tuple(sorted(blind)))


def _read(network: Network, names: Mapping[str, str], blind: set[str]) -> Seen:
    texts = {path: text for path, text in network.files.items() if path.startswith("configs/")}
    often = Counter(names[path] for path in texts)
    found = {}
    platforms = {}
    for path, text in texts.items():
        name, known = names[path], recognise(text)
        if known.platform is None:
            blind.add(f"{path}: {known.reason}")
            continue
        if often[name] > 1:
            blind.add(f"{path}: several files are of a device {name}")
            continue
        seen = see(name, known.platform, path, text)
        if seen is None:
            blind.add(f"{path}: these checks cannot read {known.platform}")
            continue
        found[name], platforms[name] = seen, known.platform
    expand = {name: one.expand for name, platform in platforms.items() if (one := reader(platform)) is not None}
    return Seen(found, tuple(_links(network.files.get(LAYER1, ""), expand)))


def _links(text: str, expand: Mapping[str, Any]) -> list[Link]:
    """Return the cables of a cabling file, each once; one that cannot be read is none."""
    try:
        edges = json.loads(text or "{}").get("edges", [])
    except (ValueError, AttributeError):
        return []
    found: dict[frozenset[tuple[str, str]], Link] = {}
    for edge in edges if isinstance(edges, list) else []:
        try:
            ends = [_end(edge[node], expand) for node in ("node1", "node2")]
            link = Link(a=ends[0], b=ends[1])
        except (KeyError, TypeError, ValueError, ValidationError):
            continue
        found.setdefault(frozenset((end.device, end.interface) for end in ends), link)
    return list(found.values())


def _end(said: Mapping[str, str], expand: Mapping[str, Any]) -> LinkEnd:
    name = str(said["hostname"]).lower()
    written = str(said["interfaceName"])
    (port,) = expand[name](written) if name in expand else (written,)
    return LinkEnd(device=name, interface=port)
