"""Every kind: specs that are accepted, and values that are refused where they stand."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from pipeline.load import load
from pipeline.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[3] / "cases" / "intents"
PORTS = [{"device": "acc-b7-01", "interfaces": ["GigabitEthernet1/0/10-14"]}]
PEER = {"device": "edge-01", "neighbor": "198.51.100.1", "remote_as": 64510}
RULE = {
    "device": "d-01",
    "acl": "USERS-IN",
    "action": "permit",
    "protocol": "tcp",
    "source": "any",
    "destination": "10.0.0.0/8",
}
SMUGGLED = "x\nno aaa new-model"

GOOD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("access_vlan", {"vlan": {"id": 120, "name": "CCTV"}, "ports": PORTS}, ("acc-b7-01",)),
    (
        "access_vlan",
        {"vlan": {"id": 4094}, "ports": PORTS, "uplinks": [{"device": "a", "interfaces": ["ae0"]}]},
        ("a", "acc-b7-01"),
    ),
    ("bgp_peer", {"peers": [PEER]}, ("edge-01",)),
    ("bgp_peer", {"peers": [PEER | {"remote_as": "1.10", "neighbor": "2001:db8::1"}]}, ("edge-01",)),
    ("acl_rule", {"rules": [RULE | {"destination_port": "1024-2048", "before": 30}]}, ("d-01",)),
    ("acl_rule", {"rules": [RULE | {"after": "term-a", "source": "2001:db8::/32", "destination": "any"}]}, ("d-01",)),
]

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("access_vlan", {"vlan": {"id": 4095}, "ports": PORTS}, "vlan"),
    ("access_vlan", {"vlan": {"id": "120"}, "ports": PORTS}, "vlan"),
    ("access_vlan", {"vlan": {"id": 120, "name": SMUGGLED}, "ports": PORTS}, "vlan"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": []}, "ports"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": PORTS, "description": SMUGGLED}, "description"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": PORTS, "description": "{{ 7*7 }}"}, "description"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": [{"device": "../a", "interfaces": ["ae0"]}]}, "ports"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": [{"device": "a", "interfaces": [SMUGGLED]}]}, "ports"),
    ("access_vlan", {"vlan": {"id": 120}, "ports": [{"device": "a", "interfaces": ["Gi1\n"]}]}, "ports"),
    ("bgp_peer", {"peers": [PEER | {"remote_as": 0}]}, "peers"),
    ("bgp_peer", {"peers": [PEER | {"remote_as": "65536.1"}]}, "peers"),
    ("bgp_peer", {"peers": [PEER | {"neighbor": "198.51.100.300"}]}, "peers"),
    ("bgp_peer", {"peers": [PEER | {"max_prefixes": 0}]}, "peers"),
    ("bgp_peer", {"peers": [PEER | {"neighbor": "fe80::1%a\nreload"}]}, "peers"),
    ("bgp_peer", {"peers": [PEER | {"remote_as": "\u0661.10"}]}, "peers"),
    ("acl_rule", {"rules": [RULE | {"source": "fe80::1%a\nreload", "destination": "any"}]}, "rules"),
    ("bgp_peer", {"peers": [PEER | {"description": SMUGGLED}]}, "peers"),
    ("acl_rule", {"rules": [RULE | {"destination_port": "2048-1024"}]}, "rules"),
    ("acl_rule", {"rules": [RULE | {"destination_port": 70000}]}, "rules"),
    ("acl_rule", {"rules": [RULE | {"protocol": "icmp", "destination_port": 80}]}, "rules"),
    ("acl_rule", {"rules": [RULE | {"source": "10.0.0.1/8"}]}, "rules"),
    ("acl_rule", {"rules": [RULE | {"source": "2001:db8::/32"}]}, "rules"),
    ("acl_rule", {"rules": [RULE | {"log": "yes"}]}, "rules"),
]


@pytest.mark.parametrize(("kind", "spec", "devices"), GOOD)
def test_good_specs_are_accepted_and_name_their_devices(
    kind: str, spec: dict[str, Any], devices: tuple[str, ...]
) -> None:
    assert kinds()[kind].parse(json.dumps(spec))[1] == devices
    Draft202012Validator(kinds()[kind].schema()).validate(spec)


@pytest.mark.parametrize(("kind", "spec", "field"), BAD)
def test_bad_values_are_refused_where_they_stand(kind: str, spec: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kinds()[kind].parse(json.dumps(spec))
    assert {error["loc"][0] for error in refused.value.errors()} == {field}


SPECS = {
    f"{file.parts[-4]}/{file.parts[-3]}/{file.stem}": yaml.safe_load(file.read_text())
    for file in sorted(CASES.glob("*/good*/intents/*.yaml"))
    if not kinds()[file.parts[-4]].about_others  # their parts are read, and refused, by the loader
}


def _texts(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    match value:
        case str():
            yield above
        case dict():
            for key, item in value.items():
                yield from _texts(item, (*above, key))
        case list():
            for index, item in enumerate(value):
                yield from _texts(item, (*above, index))
        case _:
            return


@pytest.mark.parametrize("name", SPECS)
def test_no_text_of_a_spec_can_break_out_of_its_line(name: str) -> None:
    kind, spec = SPECS[name]["kind"], SPECS[name]["spec"]
    kinds()[kind].parse(json.dumps(spec))
    for path in _texts(spec):
        for smuggled in (SMUGGLED, "{{ 7*7 }}", "x\u202ey", "$(reload)"):
            changed = deepcopy(spec)
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = smuggled
            with pytest.raises(ValidationError):
                kinds()[kind].parse(json.dumps(changed))


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_schema_is_valid_and_closed(kind: str) -> None:
    schema = kinds()[kind].schema()
    Draft202012Validator.check_schema(schema)
    assert all(part["additionalProperties"] is False for part in (schema, *schema.get("$defs", {}).values()))


def test_no_part_of_a_bundle_is_read_with_less_care() -> None:
    text = (CASES / "bundle" / "good" / "intents" / "good.yaml").read_text()
    assert load("intents/good.yaml", text.encode()).findings == ()
    for old, new in (("CAMERAS}", "'x {{ 7*7 }}'}"), ("id: 140", "id: 5000"), ("vrf: CAMERAS", 'vrf: "a\\nb"')):
        found = load("intents/good.yaml", text.replace(old, new, 1).encode())
        assert found.spec is None
        assert "intent-invalid" in {finding.rule for finding in found.findings}
