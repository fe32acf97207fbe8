"""Features on a real router with all its daemons: commands lead to the candidate, the rollback back to what was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.frr_lab import Lab, opened, run
from tests.e2e.test_frr import devices, package, same

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.e2e

BASE = """interface gains0
ip address 192.0.2.0/31
ip ospf area 0
ip router isis CORE
exit
interface vlan20
description phones
exit
router ospf
ospf router-id 192.0.2.0
exit
router isis CORE
net 49.0001.1920.0000.2000.00
exit
vrf GUEST
ip route 198.51.100.0/24 blackhole
exit-vrf
router bgp 64512
bgp router-id 192.0.2.0
neighbor 192.0.2.1 remote-as 64513
address-family l2vpn evpn
neighbor 192.0.2.1 activate
advertise-all-vni
exit-address-family
exit"""
GATEWAY = {"address": "10.20.0.1", "protocol": "vrrp", "group": 20}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("bfd", {"interfaces": [{"device": "r1", "interface": "gains0"}]}),
    ("bfd", {"interval_ms": 500, "multiplier": 4, "interfaces": [{"device": "r1", "interface": "gains0"}]}),
    (
        "vlan_gateway",
        {"vlan": 20, "gateway": GATEWAY, "devices": [{"device": "r1", "address": "10.20.0.2/24", "priority": 120}]},
    ),
    ("l3_vni", {"devices": ["r1"], "vrf": "GUEST", "vni": 50030}),
]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """One router with a port and a VLAN's interface; both are ends of cables to nowhere."""
    with opened() as made:
        router = made.add("r1", "ospfd", "isisd", "bfdd", "vrrpd")
        for name, far in (("gains0", "gains1"), ("vlan20", "far20")):
            run("ip", "-n", router.space, "link", "add", name, "type", "veth", "peer", "name", far)
        assert router.type(BASE.split("\n")) == []
        yield made


@pytest.mark.parametrize(("kind", "spec"), CASES, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(CASES)])
def test_the_commands_and_the_rollback_of_a_feature(lab: Lab, kind: str, spec: dict[str, Any], tmp_path: Path) -> None:
    router = lab.routers["r1"]
    before = router.running()
    made = package(lab, tmp_path / "network", kind, spec)
    (item,) = devices(made)
    assert item["proof"]["verdict"] == "proved"
    assert router.type(item["remediation"]) == []
    assert same(router.running(), made["candidates/r1.cfg"].decode()) == ""
    assert router.type(item["rollback"]) == []
    assert same(router.running(), before) == ""
