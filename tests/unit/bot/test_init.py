"""`gains init`: nothing is guessed, names stay texts, and no cable is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.files import Folder
from bot.init import init
from pipeline import inventory, links
from pipeline.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

IOS = """version 15.2
service timestamps debug datetime msec
hostname {name}
!
interface {port}
 ip address {address} 255.255.255.252
{more}!
end
"""


def network(tmp_path: Path, *ends: tuple[str, str, str, str]) -> Folder:
    configs = tmp_path / "configs"
    configs.mkdir()
    for number, (name, port, address, more) in enumerate(ends):
        text = IOS.format(name=name, port=port, address=address, more=more)
        (configs / f"file{number}.cfg").write_text(text)
    init(tmp_path / "network", configs)
    return Folder(tmp_path / "network")


def cables(files: Folder, *names: str) -> int:
    found, wrong = links.pick("inventory/links.yaml", files.read("inventory/links.yaml") or b"", dict.fromkeys(names))
    assert not wrong
    return len(found)


@pytest.mark.parametrize("name", ["null", "true", "123", "NO", "1e3", "0x10", "core-01"])
def test_a_hostname_comes_back_as_it_is(tmp_path: Path, name: str) -> None:
    files = network(tmp_path, (name, "GigabitEthernet1/0/1", "192.0.2.1", ""))
    known, wrong = inventory.pick("inventory/devices.yaml", files.read("inventory/devices.yaml") or b"", [name])
    assert not wrong
    assert list(known) == [name]


@pytest.mark.parametrize(
    ("port", "more", "expected"),
    [
        ("GigabitEthernet1/0/1", "", 1),
        ("GigabitEthernet1/0/1", " shutdown\n", 0),
        ("Tunnel1", "", 0),
        ("Vlan10", "", 0),
        ("Port-channel1", "", 0),
    ],
)
def test_only_open_ports_are_ends_of_cables(tmp_path: Path, port: str, more: str, expected: int) -> None:
    files = network(tmp_path, ("one", port, "192.0.2.1", more), ("two", port, "192.0.2.2", more))
    assert cables(files, "one", "two") == expected


def test_a_route_policy_alone_is_no_evidence_of_xr() -> None:
    assert recognise("route-policy X permit node 10\n if-match tag 1\n").platform is None
    assert recognise("route-policy X\n  pass\nend-policy\n!\n").platform == "cisco_xr"


def test_an_error_leaves_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "network"
    target.mkdir()
    (tmp_path / ".network.new").write_text("in the way")
    with pytest.raises(OSError, match=r"\.network\.new"):
        init(target, None)
    assert list(target.iterdir()) == []
