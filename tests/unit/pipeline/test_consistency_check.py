"""The check of consistency in a package: what the change breaks is found, what was broken before is set apart."""

from __future__ import annotations

from tests.unit.bot.campus import CAMPUS, Changed, artifact, packages

ONE_END = """apiVersion: gains/v1
kind: access_vlan
metadata: {name: one-end, reason: a trunk is named on one end only}
spec:
  vlan: {id: 333, name: ALONE}
  ports:
    - {device: acc-b7-01, interfaces: [GigabitEthernet1/0/10]}
  uplinks:
    - {device: acc-b7-01, interfaces: [Port-channel1]}
"""


def test_a_vlan_that_ends_at_a_cable_is_found_and_the_neighbours_are_inputs() -> None:
    (package,) = packages("one-end", files=Changed().put("intents/one-end.yaml", ONE_END))
    validation = artifact(package, "validation.json")
    found = [item for item in validation["findings"] if item["rule"] == "consistency-link-vlans"]
    assert found
    assert "carries VLAN 333, the other end does not" in found[0]["message"]
    inputs = {item["name"] for item in artifact(package, "job.json")["inputs"]}
    assert {"configs/acc-b7-01.cfg", "configs/dist-a-01.cfg"} <= inputs


def test_what_was_broken_before_is_said_apart() -> None:
    neighbour = (CAMPUS / "configs" / "dist-a-01.cfg").read_text()
    duplicate = neighbour.replace(
        "interface Vlan4094", "interface Loopback77\n   ip address 10.70.99.11/32\ninterface Vlan4094", 1
    )
    assert duplicate != neighbour
    files = Changed().put("configs/dist-a-01.cfg", duplicate).put("intents/one-end.yaml", ONE_END)
    (package,) = packages("one-end", files=files)
    row = next(one for one in artifact(package, "validation.json")["checks"] if one["name"] == "consistency")
    assert row["outcome"] == "PASS", row
    explained = dict(package.files)["explain.md"].decode()
    assert "What did not fit together before" in explained
    assert "10.70.99.11 is on acc-b7-01" in explained
