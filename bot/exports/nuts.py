"""`nuts`: a test bundle for NUTS (Network Unit Testing System), which reads devices by NAPALM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.exports.base import Export, Exported, head, yaml
from bot.handoff import automation, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.handoff import HandOff

Fields = dict[str, Any]


class NutsTest(NamedTuple):
    """What a feature becomes: a class of tests, what NAPALM must read for it, one row of its data."""

    name: str
    getter: str
    row: dict[str, Any]
    execution: tuple[tuple[str, str], ...] = ()


def write(found: HandOff) -> Exported:
    """Return the bundle; what NAPALM cannot read of a platform is left, and said."""
    bundles: dict[tuple[str, tuple[tuple[str, str], ...]], list[dict[str, Any]]] = {}
    covered: list[str] = []
    left: list[str] = []
    for on in found.wanted.devices:
        getters = automation(on.platform).getters
        for fields in on.features:
            name = fields["feature"]
            test = _TESTS[name](fields) if name in _TESTS else None
            if test is None or test.getter not in getters:
                left.append(f"{on.device}: {name.replace('_', ' ')}: NUTS has no test of it on {on.platform}")
                continue
            row = {"host": on.device, **test.row}
            bundles.setdefault((test.name, test.execution), []).append(row)
            covered.append(f"{on.device}: {name.replace('_', ' ')} by {test.name}")
    left = [*dict.fromkeys(left), *unseen(found)]
    value = [
        {
            "test_class": name,
            "label": f"gains {found.intent} {found.digest}",
            **({"test_execution": dict(execution)} if execution else {}),
            "test_data": rows,
        }
        for (name, execution), rows in sorted(bundles.items())
    ]
    text = head(found, "NUTS test bundle", tuple(left)) + yaml(value)
    return Exported(((f"test_{found.intent}.yaml", text),), tuple(covered), tuple(left))


def _vlan(of: Fields) -> NutsTest:
    return NutsTest(
        "TestNapalmVlans", "vlans", {"vlan_tag": of["id"], **({"vlan_name": of["name"]} if of["name"] else {})}
    )


def _access_port(of: Fields) -> NutsTest:
    return NutsTest("TestNapalmInterfaceInVlan", "vlans", {"vlan_tag": of["vlan"], "interface": of["interface"]})


def _bgp_neighbor(of: Fields) -> NutsTest:
    row = {"peer": of["neighbor"], "is_enabled": True, "is_up": True}
    if of["remote_as"].isdigit():
        row["remote_as"] = int(of["remote_as"])
    return NutsTest("TestNapalmBgpNeighbors", "bgp_neighbors", row, (("vrf", of["vrf"]),) if of["vrf"] else ())


def _interface_settings(of: Fields) -> NutsTest | None:
    if not of["admin"]:
        return None
    return NutsTest("TestNapalmInterfaces", "interfaces", {"name": of["interface"], "is_enabled": of["admin"] == "up"})


def _vrf(of: Fields) -> NutsTest:
    row = {"network_instance": of["name"], **({"route_distinguisher": of["rd"]} if of["rd"] else {})}
    return NutsTest("TestNapalmNetworkInstances", "network_instances", row)


_TESTS: Mapping[str, Callable[[Fields], NutsTest | None]] = {
    "access_port": _access_port,
    "bgp_neighbor": _bgp_neighbor,
    "interface_settings": _interface_settings,
    "vlan": _vlan,
    "vrf": _vrf,
}
PLUGIN = Export(title="NUTS test bundle (pytest, NAPALM)", write=write)
