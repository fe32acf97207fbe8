"""What the kinds that put ports to sleep share: their spec's base, and which ports must never sleep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.energy.ports import management, physical
from pipeline.intents.base import Wanted
from pipeline.intents.ports import known_port, same_port
from schemas.base import Record
from schemas.features.interfaces import InterfaceSettings

if TYPE_CHECKING:
    from pipeline.intents.base import Compiled, Path, View
    from schemas.facts import InterfaceFacts

CRITICAL = re.compile(
    r"\b(ap|wap|wlan|wifi|access point|phone|voip|cam|camera|cctv|nvr|door|badge|lock|alarm|fire|lift|elevator|"
    r"uplink|core|oob|console|ups|bms)\b",
    re.IGNORECASE,
)
"""Words of a description that say a port feeds or guards something that must not go dark."""


class Sleep(Record):
    """What every intent says that puts ports to sleep."""

    idle_days: Annotated[int, Field(ge=7, le=14)] = 14
    """Days in which counters must prove that a port was idle; proof by \"down just now\" is none."""
    unplug: bool = False
    """Also have the modules taken out, by people on site: only then does a module stop drawing power."""


def may_sleep(view: View, port: str, path: Path, out: Compiled) -> bool:
    """Tell whether the configuration of a port lets it sleep; refuse it with the reason where it does not."""
    why = forbidden(view, port)
    if why:
        rule, message, hint = why
        out.refuse(rule, path, message, hint, device=view.device.name)
        return False
    found = known_port(view, port)
    if found is not None and found.shutdown:
        out.note("port-sleeps", path, f"{port} of {view.device.name} is shut down already", device=view.device.name)
    return True


def forbidden(view: View, port: str) -> tuple[str, str, str] | None:
    """Return rule, message and hint for a port that must never sleep; None where nothing forbids it."""
    return guard(view, port, known_port(view, port))


def guard(view: View, port: str, found: InterfaceFacts | None) -> tuple[str, str, str] | None:
    """Do the same for a port whose facts are at hand."""
    name = view.device.name
    if not physical(port):
        return "port-is-logical", f"{port} of {name} is no port of hardware; it draws no power", "name its ports"
    if management(port) or (found is not None and _manages(view, found)):
        message = f"{port} is the way that {name} is managed on"
        return "management-shut", message, "nobody could wake the device again; name another port"
    if found is None:
        return None
    if found.lag:
        message = f"{port} of {name} is a member of {found.lag}"
        return "port-is-lag-member", message, "use lag_member_sleep, which keeps redundancy"
    if found.mode == "trunk":
        message = f"{port} of {name} is a trunk that carries VLANs {found.trunk_vlans or 'not known'}"
        return "port-is-trunk", message, "trunks and uplinks never sleep by this kind"
    if found.mode == "routed" or found.addresses:
        message = f"{port} of {name} is a routed port ({', '.join(found.addresses) or 'no switchport'})"
        return "port-is-routed", message, "routed ports never sleep by this kind"
    if found.voice_vlan:
        message = f"{port} of {name} has VLAN {found.voice_vlan} for phones: it may power one"
        return "port-feeds-device", message, "an endpoint that is powered by its port must stay reachable"
    critical = CRITICAL.search(found.description)
    if critical:
        message = f"{port} of {name} is described as {found.description!r}: it may power or guard something"
        return "port-feeds-device", message, f"correct the description if {critical[0]!r} no longer holds"
    return None


def _manages(view: View, found: InterfaceFacts) -> bool:
    management_address = str(view.device.management or "")
    return any(address.partition("/")[0] == management_address for address in found.addresses)


def shut(view: View, port: str, path: Path, out: Compiled) -> None:
    """Ask for a port to be shut down."""
    out.wanted.append(Wanted(view.device.name, InterfaceSettings(interface=port, admin="down"), path))


def members(view: View, lag: str) -> tuple[InterfaceFacts, ...]:
    """Return the members of an aggregate, by name."""
    return tuple(sorted((one for one in view.facts.interfaces if same_port(one.lag, lag)), key=lambda one: one.name))
