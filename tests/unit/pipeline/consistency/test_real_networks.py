"""False alarms on real networks: what says nothing, and what adds something harmless, makes no finding new."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.snapshot_folder import read
from pipeline.consistency.judge import consistency
from pipeline.consistency.network import Network, Seen
from pipeline.consistency.read import see
from pipeline.recognise import recognise
from pipeline.semantic.network import hostname
from tests.networks.harmless_ways import WAYS
from tests.real_data import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDERS = sorted({file.parent.parent for file in NETWORKS.glob("*/**/configs/*")})
pytestmark = pytest.mark.skipif(not FOLDERS, reason=f"no networks lie in {NETWORKS}")
KNOWN = re.compile(
    r"2\.1\.1\.2 is on |fxp0\.0, pe2 fxp0\.0|has a BGP neighbour 3\.2\.2\.2"  # true: their authors left them in
)


@cache
def texts(folder: Path) -> Mapping[str, str]:
    return {path: text for path, text in read(folder).files.items() if path.startswith("configs/")}


def network(files: Mapping[str, str]) -> Network:
    seen: dict[str, Seen] = {}
    for path, text in files.items():
        platform = recognise(text).platform
        name = hostname(text) or path
        found = see(name, platform, path, text) if platform else None
        if found is not None:
            seen[name] = found
    return Network(seen)


def grown(text: str, number: int) -> str:
    """Add a loopback with an address that nobody has, and a VLAN that nothing uses."""
    address = f"198.18.{number // 200}.{number % 200 + 1}"
    match recognise(text).platform:
        case "juniper_junos":
            if "\nset " not in f"\n{text}":
                return text
            return f"{text.rstrip()}\nset interfaces lo0 unit 977 family inet address {address}/32\n"
        case "cisco_ios":
            more = f"vlan 977\ninterface Loopback977\n ip address {address} 255.255.255.255\n"
        case "cisco_xr":
            more = f"interface Loopback977\n ipv4 address {address} 255.255.255.255\n!\n"
        case "cisco_nxos":
            more = f"vlan 977\ninterface loopback977\n  ip address {address}/32\n"
        case "arista_eos":
            more = f"vlan 977\ninterface Loopback977\n   ip address {address}/32\n"
        case _:
            return text
    return re.sub(r"\nend\s*$", "\n", text.rstrip() + "\n") + more


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(NETWORKS)))
def test_what_says_nothing_and_what_grows_makes_nothing_new(folder: Path) -> None:
    files = texts(folder)
    base = network(files)
    assert base.devices
    known = [item.message for item in consistency(base, base).old]
    assert [message for message in known if not KNOWN.search(message)] == []
    for way, rewrite in WAYS.items():
        after = network({path: rewrite(text) for path, text in files.items()})
        assert [item.message for item in consistency(base, after).new] == [], way
    after = network({path: grown(text, number) for number, (path, text) in enumerate(sorted(files.items()))})
    assert [item.message for item in consistency(base, after).new] == []


def test_changes_that_others_labelled_break_none_of_the_rules() -> None:
    pairs = (
        ("forwarding-change/base", "forwarding-change/change1"),
        ("forwarding-change/base", "forwarding-change/change1-fixed"),
        ("batfish-example/live", "batfish-example/candidate"),
    )
    for one, two in pairs:
        before, after = network(texts(NETWORKS / one)), network(texts(NETWORKS / two))
        assert before.devices
        assert [item.message for item in consistency(before, after).new] == []
