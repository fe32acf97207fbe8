"""Begin a network repository: an empty one, or one from a folder of configurations."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError
from pipeline.reader import reader
from pipeline.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.facts import DeviceFacts

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.()_-]{0,40}")
_HOSTNAME = re.compile(r"^hostname (\S+)$", re.MULTILINE)
_ENDINGS = (".cfg", ".conf", ".txt", "")
_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
_NO_CABLE = re.compile(
    r"(?i)(?:vlan|tunnel|loopback|bvi|bdi|irb|lo|st|gr-|ip-|null|nve|vxlan|port-?channel|bundle|ae|bond)"
)
"""Interfaces that no cable ends in; aggregates have cables, but which, their members would have to say."""
UNKNOWN = "unknown"
_SETTINGS = """# Settings of this repository, read from the base branch.
apiVersion: gains/v1
approval:
  required: 1
validators:
  batfish: degrade
telemetry: degrade
assistant: "off"
"""


@dataclass(slots=True)
class Report:
    """What was recognised, and what was not."""

    devices: list[str] = field(default_factory=list)
    links: int = 0
    missing: list[str] = field(default_factory=list)
    """In words: what a person must fill in or look at."""


def init(target: Path, configs: Path | None) -> Report:
    """Write a new network repository; raise `WorkspaceError` where something is there already. Nothing is guessed."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceError(f"{target} is not empty", hint="name a new or an empty folder")
    files: dict[str, bytes] = {"gains.yaml": _SETTINGS.encode()}
    report = Report()
    items: list[str] = []
    facts: dict[str, DeviceFacts] = {}
    if configs is not None:
        if not configs.is_dir():
            raise WorkspaceError(f"{configs} is no folder", hint="name a folder of configurations")
        for file in sorted(item for item in configs.rglob("*") if item.is_file() and item.suffix in _ENDINGS):
            _device(file, files, items, facts, report)
        if not items:
            raise WorkspaceError(f"in {configs} no configuration was recognised", hint="; ".join(report.missing[:5]))
    links = _links(facts)
    report.links = len(links)
    devices = "".join(items) if items else " []\n"
    files["inventory/devices.yaml"] = f"devices:{chr(10) if items else ''}{devices}".encode()
    listed = "".join(
        f"  - a: {{device: {_text(a)}, interface: {_text(p)}}}\n    b: {{device: {_text(b)}, interface: {_text(q)}}}\n"
        for a, p, b, q in links
    )
    files["inventory/links.yaml"] = (f"links:\n{listed}" if listed else "links: []\n").encode()
    files["intents/.gitkeep"] = b""
    _write(target, files)
    return report


def _write(target: Path, files: dict[str, bytes]) -> None:
    """Write beside the place first, so that an error leaves nothing half-written under its name."""
    fresh = target.with_name(f".{target.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    try:
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        if target.exists():
            target.rmdir()
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise WorkspaceError(f"{target} cannot be written: {error}", hint="look at space and permissions") from error


def _device(
    file: Path, files: dict[str, bytes], items: list[str], facts: dict[str, DeviceFacts], report: Report
) -> None:
    raw = file.read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        report.missing.append(f"{file.name}: is not UTF-8; left out")
        return
    known = recognise(text)
    if known.platform is None:
        report.missing.append(f"{file.name}: platform not recognised ({known.reason}); left out")
        return
    read = reader(known.platform)
    said = read.facts(text) if read else None
    named = _HOSTNAME.search(text)
    hostname = said.hostname if said else named[1] if named else ""
    name = hostname if _NAME.fullmatch(hostname) else file.stem
    if not _NAME.fullmatch(name) or name in report.devices:
        report.missing.append(f"{file.name}: the name {name!r} is taken or cannot be used; left out")
        return
    version = said.os_version if said else ""
    if not _VERSION.fullmatch(version):
        version = UNKNOWN
        report.missing.append(f"{name}: os_version is not in the text; fill it in")
    if read is None:
        report.missing.append(f"{name}: {known.platform} has no reader yet; interfaces and links not recognised")
    items.append(
        f"  - name: {_text(name)}\n    platform: {known.platform}\n    os_version: {_text(version)}\n"
        f"    role: {UNKNOWN}\n    site: {UNKNOWN}\n"
    )
    report.devices.append(name)
    report.missing.append(f"{name}: role and site are not in the text; fill them in")
    files[f"configs/{name}.cfg"] = raw
    if said is not None:
        facts[name] = said


def _text(written: str) -> str:
    """Return a YAML scalar that stays a text: `null`, `true` and `123` are names of devices, too."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9._/-]*", written)
    return written if plain and written.lower() not in _WORDS else json.dumps(written)


def _links(facts: dict[str, DeviceFacts]) -> list[tuple[str, str, str, str]]:
    """Return links that are certain: networks of two addresses of which exactly two devices have one each.

    Both ends are ports of their own, and open: a tunnel, a VLAN interface, an aggregate or a shut port ends no cable.
    """
    ends: dict[tuple[str, object], list[tuple[str, str, str]]] = {}
    for name, said in sorted(facts.items()):
        for port in said.interfaces:
            if port.shutdown or _NO_CABLE.match(port.name):
                continue
            for written in port.addresses:
                address = ip_interface(written)
                if address.version == 4 and address.network.prefixlen in (30, 31):
                    ends.setdefault((port.vrf, address.network), []).append((name, port.name, str(address.ip)))
    found = []
    for pair in ends.values():
        if len(pair) == 2 and pair[0][0] != pair[1][0] and pair[0][2] != pair[1][2]:
            (a, p, _), (b, q, _) = sorted(pair)
            found.append((a, p.split(".")[0], b, q.split(".")[0]))
    return sorted(set(found))
