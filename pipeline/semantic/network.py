"""Networks: the files of a network in Batfish's layout, and two of them as the subject of a question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.inventory import Link

LAYER1 = "batfish/layer1_topology.json"
_FOLDERS = ("configs/", "hosts/", "iptables/", "batfish/", "aws_configs/", "sonic_configs/", "checkpoint_management/")
_SINGLE = ("external_bgp_announcements.json", "interface_blacklist", "edge_blacklist", "node_blacklist")
HOSTNAME = re.compile(
    r"^(?:hostname|switchname|set system host-name)[ \t]+\"?(?P<name>[^\s\"]+)\"?[ \t]*$"
    r"|^[ \t]+host-name[ \t]+\"?(?P<junos>[^\s\";]+)\"?;",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Network:
    """A network as files."""

    files: Mapping[str, str]
    """Text by path, such as `configs/core-01.cfg`."""

    @property
    def digest(self) -> str:
        """`sha256:<hex>` over every path and byte."""
        return digest_of(dict(sorted(self.files.items())))

    @property
    def configurations(self) -> Mapping[str, str]:
        """Texts of devices and hosts by path."""
        return {path: text for path, text in self.files.items() if path.startswith(("configs/", "hosts/"))}


@dataclass(frozen=True, slots=True)
class Networks:
    """A change: the network before it and after it."""

    base: Network
    candidate: Network
    commit: str = ""
    """Where the base is from, so that it can be forgotten with the last pull request on it; empty where from no git."""


def network(files: Mapping[str, str]) -> Network:
    """Keep of a folder what belongs to Batfish's layout."""
    kept = {path: text for path, text in files.items() if path.startswith(_FOLDERS) or path in _SINGLE}
    return Network(MappingProxyType(dict(sorted(kept.items()))))


def of_configurations(texts: Mapping[str, str], links: Iterable[Link], others: Mapping[str, str]) -> Network:
    """Make a network of configurations by device, with the cables of the inventory.

    A cabling file among the other files goes before the inventory's, because it says more.
    """
    files = dict(others) | {f"configs/{name}.cfg": text for name, text in texts.items()}
    hosts = {name: hostname(text) or name for name, text in texts.items()}
    edges = [
        {
            f"node{index}": {"hostname": hosts.get(end.device, end.device), "interfaceName": end.interface}
            for index, end in enumerate((link.a, link.b), start=1)
        }
        for link in links
    ]
    if edges and LAYER1 not in files:
        files[LAYER1] = json.dumps({"edges": edges}, sort_keys=True)
    return network(files)


CUMULUS = re.compile(r"\A(?P<name>\S+)\n# This file describes the network interfaces")
"""Cumulus' files put one behind the other: the first line is the name of the device."""


def hostname(text: str) -> str:
    """Return the name that a configuration gives its device, lower case as the analyzer writes it; empty if none."""
    if text.lstrip().startswith("{"):
        try:
            return str(json.loads(text).get("hostname", "")).lower()
        except (ValueError, AttributeError):
            return ""
    if first := CUMULUS.match(text):
        return first["name"].lower()
    match = HOSTNAME.search(text)
    return (match["name"] or match["junos"]).lower() if match else ""
