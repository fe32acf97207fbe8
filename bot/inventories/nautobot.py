"""`nautobot`: devices and cables of a Nautobot 2, by its REST API with objects one level deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.dcim import cabled, unknown
from bot.inventories.base import Asked, FoundDevice, Imported, Source, object_name, platform, refuse_elsewhere
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import httpx

TIMEOUT_S = 30
_MOST = 10_000
"""Pages: whoever links to more has a loop."""


def read(asked: Asked) -> Imported:
    """Return all devices that pass the filters and the cables between them; raise where Nautobot stops half-way."""
    import httpx

    head = {"Authorization": f"Token {asked.token}"} if asked.token else {}
    try:
        with httpx.Client(base_url=asked.where, headers=head, timeout=TIMEOUT_S) as client:
            devices = _all(client, "/api/dcim/devices/", {**asked.filters, "depth": "1"})
            cables = _all(client, "/api/dcim/cables/", {"depth": "1"})
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise SettingsError(f"Nautobot at {asked.where}: {error}", hint="look at the address and the token") from error
    return understood(devices, cables)


def _all(client: httpx.Client, path: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    answer = client.get(path, params=dict(params))
    for _ in range(_MOST):
        answer.raise_for_status()
        page = answer.json()
        out += page["results"]
        if not page["next"]:
            return out
        refuse_elsewhere(str(client.base_url), page["next"])
        answer = client.get(page["next"])
    raise ValueError(f"{path} has no end")


def understood(devices: Iterable[Mapping[str, Any]], cables: Iterable[Mapping[str, Any]]) -> Imported:
    """Return what Nautobot's answers say in our words."""
    out, left = [], []
    by_id: dict[str, str] = {}
    for one in devices:
        here = f"dcim/devices/{one['id']}"
        name = one.get("name") or ""
        system = one.get("platform") or {}
        known = platform(system.get("network_driver") or "", system.get("name") or "")
        if not name or not known:
            left.append(unknown(here, name, system.get("name") or ""))
            continue
        by_id[str(one["id"])] = name
        address = (one.get("primary_ip4") or one.get("primary_ip6") or {}).get("address") or ""
        version = str((one.get("software_version") or {}).get("version") or "")
        told = {
            "os_version": (version, f"{here} software_version"),
            "role": (object_name((one.get("role") or {}).get("name") or ""), f"{here} role"),
            "site": (object_name((one.get("location") or {}).get("name") or ""), f"{here} location"),
            "model": (str((one.get("device_type") or {}).get("model") or ""), f"{here} device_type.model"),
            "management": (address.partition("/")[0], f"{here} primary_ip"),
        }
        out.append(FoundDevice.of({"name": (name, here), "platform": (known, f"{here} platform")}, told))
    links, loose = cabled(cables, lambda cable: (_end(cable, "a", by_id), _end(cable, "b", by_id)))
    return Imported(tuple(out), tuple(links), (*left, *loose))


def _end(cable: Mapping[str, Any], side: str, by_id: Mapping[str, str]) -> tuple[str, str] | None:
    if cable.get(f"termination_{side}_type") != "dcim.interface":
        return None
    there = cable.get(f"termination_{side}") or {}
    device = there.get("device") or {}
    name = by_id.get(str(device.get("id")), "")
    return (name, there["name"]) if name and there.get("name") else None


PLUGIN = Source(title="Nautobot, by its API", read=read)
