"""Fill a real NetBox with a small network of our own, and keep what it answers (`python -m tests.record.inventories`).

The answers hold our own names and documentation addresses alone; whatever names the machine that recorded them is
taken out. `tests/unit/bot/inventory/test_recorded.py` reads them again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent / "answers"
DEVICES = (
    ("core-91", "ios-xe", "core", "203.0.113.1/32", "17.9.4"),
    ("leaf-91", "eos", "leaf", "2001:db8:91::1/128", ""),
    ("leaf-92", "eos", "leaf", "", "4.32.2F"),
    ("pdu-91", "", "power", "", ""),
)
CABLES = (("core-91", "leaf-91"), ("core-91", "leaf-92"), ("leaf-92", "pdu-91"))


def fill(api: Any) -> None:
    """Make sites, roles, types, platforms, devices with addresses, interfaces and cables."""
    site = api.dcim.sites.create(name="Building 9", slug="building-9")
    maker = api.dcim.manufacturers.create(name="Example", slug="example")
    model = api.dcim.device_types.create(manufacturer=maker.id, model="Model 9", slug="model-9")
    roles = {
        name: api.dcim.device_roles.create(name=name, slug=name, color="9e9e9e").id
        for name in ("core", "leaf", "power")
    }
    systems = {
        slug: api.dcim.platforms.create(name=name, slug=slug).id
        for slug, name in (("ios-xe", "Cisco IOS-XE"), ("eos", "Arista EOS"))
    }
    api.extras.custom_fields.create(name="os_version", label="OS", type="text", object_types=["dcim.device"])
    ports: dict[str, list[int]] = {}
    for name, system, role, address, version in DEVICES:
        fields = {"custom_fields": {"os_version": version}} if version else {}
        device = api.dcim.devices.create(
            name=name, site=site.id, role=roles[role], device_type=model.id, platform=systems.get(system), **fields
        )
        made = [
            api.dcim.interfaces.create(device=device.id, name=f"Ethernet{n}", type="10gbase-t").id for n in (1, 2, 3)
        ]
        ports[name] = made
        if address:
            ip = api.ipam.ip_addresses.create(
                address=address, assigned_object_type="dcim.interface", assigned_object_id=made[2]
            )
            device.update({"primary_ip6" if ":" in address else "primary_ip4": ip.id})
    for a, b in CABLES:
        ends = [[{"object_type": "dcim.interface", "object_id": ports[name].pop(0)}] for name in (a, b)]
        api.dcim.cables.create(a_terminations=ends[0], b_terminations=ends[1], status="connected")


def recorded(address: str, token: str) -> dict[str, Any]:
    """Return the pages of devices and cables as NetBox answers them, and its version."""
    import httpx

    head = {"Authorization": f"Token {token}"}
    with httpx.Client(base_url=address, headers=head, timeout=60) as client:
        version = client.get("/api/status/").json()["netbox-version"]
        pages = {name: client.get(f"/api/dcim/{name}/").json()["results"] for name in ("devices", "cables")}
    return {"netbox": version, **json.loads(json.dumps(pages).replace(address, "https://netbox.example.net"))}


def main() -> None:
    """Fill it and keep what it says."""
    import pynetbox

    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("address", help="of an empty NetBox, such as http://127.0.0.1:8001")
    reader.add_argument("token")
    asked = reader.parse_args()
    fill(pynetbox.api(asked.address, token=asked.token))
    text = json.dumps(recorded(asked.address.rstrip("/"), asked.token), indent=1, sort_keys=True)
    (HOME / "netbox.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
