"""`netbox`: devices and cables of a NetBox, by pynetbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.inventories.base import Asked, FoundDevice, FoundLink, Imported, Source, object_name, platform
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
            which = f"platform {system.get('slug') or 'none'!r}" if name else "no name"
            left.append(f"{here} {name or '?'}: {which} is nothing that we know; left out")
            continue
        role = one.get("role") or one.get("device_role") or {}
        custom = one.get("custom_fields") or {}
        address = (one.get("primary_ip") or {}).get("address") or ""
        fields, origins = {"name": name, "platform": known}, {"name": here, "platform": f"{here} platform"}
        for field, value, origin in (
            ("os_version", str(custom.get("os_version") or custom.get("software_version") or ""), "custom_fields"),
            ("role", object_name(role.get("slug") or role.get("name") or ""), "role"),
            ("site", object_name((one.get("site") or {}).get("slug") or ""), "site"),
            ("model", str((one.get("device_type") or {}).get("model") or ""), "device_type.model"),
            ("management", address.partition("/")[0], "primary_ip"),
        ):
            if value:
                fields[field], origins[field] = value, f"{here} {origin}"
        out.append(FoundDevice(fields, origins))
    names = {one.name for one in out}
    links = []
    for cable in cables:
        ends = [_end(cable.get(side) or ()) for side in ("a_terminations", "b_terminations")]
        if all(end is not None and end[0] in names for end in ends):
            a, b = (end for end in ends if end is not None)
            links.append(FoundLink(a, b, f"dcim/cables/{cable['id']}"))
        elif any(end is not None and end[0] in names for end in ends):
            left.append(f"dcim/cables/{cable['id']}: an end is no interface of a device that was taken; left out")
    return Imported(tuple(out), tuple(links), tuple(left))


def _end(terminations: Any) -> tuple[str, str] | None:
    """Return the one interface that a cable ends in; none for anything else, such as a breakout with several."""
    if len(terminations) != 1 or terminations[0].get("object_type") != "dcim.interface":
        return None
    there = terminations[0].get("object") or {}
    device = (there.get("device") or {}).get("name") or ""
    return (device, there["name"]) if device and there.get("name") else None


PLUGIN = Source(title="NetBox, by its API", read=read)
