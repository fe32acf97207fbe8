"""`netbox`: devices and cables of a NetBox, by pynetbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.dcim import cabled, unknown
from bot.inventories.base import Asked, FoundDevice, Imported, Source, object_name, platform
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

TIMEOUT_S = 30


def read(asked: Asked) -> Imported:
    """Return all devices that pass the filters and the cables between them; raise where NetBox stops half-way."""
    try:
        import pynetbox
        import requests
    except ImportError as error:
        raise SettingsError("pynetbox is not installed", hint="install the extra: inventory") from error

    class Patient(requests.Session):
        """Waits for an answer, but not for ever."""

        def request(self, *words: Any, **more: Any) -> requests.Response:
            more["timeout"] = more.get("timeout") or TIMEOUT_S
            return super().request(*words, **more)

    api = pynetbox.api(asked.where, token=asked.token or None)
    api.http_session = Patient()
    try:
        found = api.dcim.devices.filter(**asked.filters) if asked.filters else api.dcim.devices.all()
        devices = [dict(one) for one in found]
        cables = [dict(one) for one in api.dcim.cables.all()]
    except (pynetbox.RequestError, pynetbox.ContentError, requests.RequestException) as error:
        raise SettingsError(f"NetBox at {asked.where}: {error}", hint="look at the address and the token") from error
    return understood(devices, cables)


def understood(devices: Iterable[Mapping[str, Any]], cables: Iterable[Mapping[str, Any]]) -> Imported:
    """Return what NetBox's answers say in our words."""
    out, left = [], []
    for one in devices:
        here = f"dcim/devices/{one['id']}"
        name = one.get("name") or ""
        system = one.get("platform") or {}
        known = platform(system.get("slug") or "", system.get("name") or "")
        if not name or not known:
            left.append(unknown(here, name, system.get("slug") or ""))
            continue
        role = one.get("role") or one.get("device_role") or {}
        custom = one.get("custom_fields") or {}
        address = (one.get("primary_ip") or {}).get("address") or ""
        version = str(custom.get("os_version") or custom.get("software_version") or "")
        told = {
            "os_version": (version, f"{here} custom_fields"),
            "role": (object_name(role.get("slug") or role.get("name") or ""), f"{here} role"),
            "site": (object_name((one.get("site") or {}).get("slug") or ""), f"{here} site"),
            "model": (str((one.get("device_type") or {}).get("model") or ""), f"{here} device_type.model"),
            "management": (address.partition("/")[0], f"{here} primary_ip"),
        }
        out.append(FoundDevice.of({"name": (name, here), "platform": (known, f"{here} platform")}, told))
    names = {one.name for one in out}
    links, loose = cabled(cables, lambda cable: (_end(cable, "a", names), _end(cable, "b", names)))
    return Imported(tuple(out), tuple(links), (*left, *loose))


def _end(cable: Mapping[str, Any], side: str, names: Collection[str]) -> tuple[str, str] | None:
    """Return the one interface that a cable ends in; none for anything else, such as a breakout with several."""
    terminations: Any = cable.get(f"{side}_terminations") or ()
    if len(terminations) != 1 or terminations[0].get("object_type") != "dcim.interface":
        return None
    there = terminations[0].get("object") or {}
    device = (there.get("device") or {}).get("name") or ""
    return (device, there["name"]) if device in names and there.get("name") else None


PLUGIN = Source(title="NetBox, by its API", read=read)
