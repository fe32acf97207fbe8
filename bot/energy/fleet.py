"""What `gains energy fleet` says: the power of a network repository's devices, by site and role, and top savings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.adapters.clock import SystemClock
from bot.energy.from_files import FOLDER, from_files
from bot.energy.own import own_rows
from bot.energy.pack import with_own
from bot.energy.wanted import DeviceWanted
from bot.files import Folder
from bot.snapshot import DEVICES, LINKS, read_settings
from pipeline import inventory, links
from pipeline.energy.anchor import anchor
from pipeline.energy.fleet import AsIs, Group, Saving, as_is, by_basis, groups, savings
from pipeline.errors import SettingsError, TelemetryError, WorkspaceError
from pipeline.intents.base import View
from pipeline.reader import reader
from schemas.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.files import Files
    from pipeline.energy.anchor import Anchor
    from pipeline.energy.known import Known
    from pipeline.energy.uncertainty import Spread
    from schemas.inventory import Device

GUARDS = (
    "no trunks, uplinks, routed or management ports, members of aggregates, ports with a voice VLAN or a description "
    "that says they feed something; only counters of weeks prove a port idle: `port_sleep` and `unused_ports_off` ask"
)


def fleet(repo: Path, most: int, *, asked: bool = True) -> dict[str, Any]:
    """Return the report; raise `WorkspaceError` where there is no inventory that can be read.

    `asked` is whether the Prometheus of gains.yaml may be asked for what no file of `telemetry/` says.
    """
    files = Folder(repo)
    known = with_own(own_rows(files))
    raw = files.read(DEVICES)
    if raw is None:
        raise WorkspaceError(f"{repo} has no {DEVICES}", hint="name a network repository with --repo")
    devices, wrong = inventory.everything(DEVICES, raw)
    if wrong:
        raise WorkspaceError(f"{wrong[0].place}: {wrong[0].message}", hint=f"{len(wrong)} findings in {DEVICES}")
    now = SystemClock().now().astimezone(UTC)
    there = {name.removeprefix(f"{FOLDER}/").partition(".")[0] for name in files.names(FOLDER)}
    metered = {one.name: _anchor(files, known, one, now) for one in devices if one.name in there}
    heard, silent = _heard(files, known, [one for one in devices if one.name not in there], now) if asked else ({}, "")
    found = [as_is(known, one, metered.get(one.name) or heard.get(one.name)) for one in devices]
    cabling = files.read(LINKS)
    cables = links.pick(LINKS, cabling, {one.name: one for one in devices})[0] if cabling else ()
    cabled = frozenset((end.device, end.interface) for link in cables for end in (link.a, link.b))
    best = savings(known, _views(files, devices), cabled, most)
    (whole,) = groups(found, "all") or (Group("all"),)
    return {
        "devices": len(found),
        "bases": by_basis(found),
        "telemetry": silent,
        "all": _group(whole),
        "sites": [_group(one) for one in groups(found, "site")],
        "roles": [_group(one) for one in groups(found, "role")],
        "savings": [_saving(one) for one in best],
        "guards": GUARDS,
        "unknown_models": _unknown(found),
        "pack": {"pack": known.pack.pack, "version": known.pack.version, "sha256": known.digest},
    }


def _anchor(files: Files, known: Known, device: Device, now: datetime) -> Anchor | None:
    said = from_files(files, DeviceWanted(device.name, device.platform, (), 7, 300, 14, 3600), now)
    if said is None or said.power is None:
        return None
    return anchor(said.power, known.sensor(device.model) if device.model else None, said.taken)


def _heard(files: Files, known: Known, devices: Sequence[Device], now: datetime) -> tuple[Mapping[str, Anchor], str]:
    """Return what Prometheus says, and why nothing; raise where the settings require it."""
    settings, wrong = read_settings(files)
    if wrong:
        raise WorkspaceError(f"{wrong[0].place}: {wrong[0].message}", hint="gains check says the rest")
    named = settings.energy.prometheus
    if named is None or settings.telemetry == "off" or not devices:
        return {}, ""
    from bot.energy.fleet_prometheus import anchors

    try:
        return anchors(devices, known, named, now), ""
    except (TelemetryError, SettingsError) as error:
        if settings.telemetry == "require":
            raise
        return {}, str(error)


def _views(files: Files, devices: Iterable[Device]) -> Iterator[View]:
    for device in devices:
        read = reader(device.platform)
        raw = files.read(f"configs/{device.name}.cfg") if read and device.model else None
        if read and raw is not None:
            yield View(device, read.facts(raw.decode(errors="replace")), read.expand)


def _watts(spread: Spread | None) -> dict[str, str]:
    if spread is None:
        return {}
    return {
        "estimate_w": quantity(spread.estimate, 1),
        "low_w": quantity(spread.low, 1),
        "high_w": quantity(spread.high, 1),
    }


def _group(one: Group) -> dict[str, Any]:
    bases = dict(sorted(one.bases.items()))
    return {
        "name": one.name,
        "devices": one.devices,
        "not_known": one.unknown,
        "bases": bases,
        **_watts(one.spread),
    }


def _saving(one: Saving) -> dict[str, Any]:
    return {
        "device": one.device,
        "site": one.site,
        "role": one.role,
        "ports": list(one.ports),
        "ports_not_known": one.unknown,
        "tier": one.tier,
        **_watts(one.spread),
    }


def _unknown(found: Iterable[AsIs]) -> list[str]:
    return sorted({one.device.model or "no model in the inventory" for one in found if one.shared is None})


def text(report: dict[str, Any]) -> str:
    """Return the report for people."""
    out = [f"{report['devices']} devices; known by {_counts(report['bases'])}", ""]
    if report["telemetry"]:
        out += [f"No telemetry: {report['telemetry']}.", ""]
    out.append(f"{'':<28}{'devices':>8}{'W':>12}{'95 times in 100':>26}{'not known':>11}")
    for title, rows in (("site", report["sites"]), ("role", report["roles"]), ("", [report["all"]])):
        out += [_row(f"{title} {one['name']}".strip(), one) for one in rows]
    out += ["", "Where idle ports might save most (if they are idle):"]
    out += [
        f"  {one['device']:<24} {len(one['ports'])} ports  {one['estimate_w']} W "
        f"({one['low_w']} to {one['high_w']})  {one['tier']}  {one['site']}, {one['role']}"
        for one in report["savings"]
    ] or ["  none: no open access port of hardware and module that are known"]
    out += ["", f"Guards: {report['guards']}."]
    if report["unknown_models"]:
        out += [f"Not known: {', '.join(report['unknown_models'][:12])}. Add rows in knowledge/energy, or telemetry."]
    return "\n".join(out)


def _counts(bases: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in bases.items()) or "nothing"


def _row(name: str, one: dict[str, Any]) -> str:
    watts = one.get("estimate_w", "")
    reach = f"{one['low_w']} to {one['high_w']}" if watts else ""
    return f"{name:<28}{one['devices']:>8}{watts:>12}{reach:>26}{one['not_known']:>11}"
