"""Two switches with an aggregate of four cables between them, and what telemetry knows of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.answering import connected, nobody
from bot.propose import propose_intents

if TYPE_CHECKING:
    from schemas.package import ChangePackage

MODEL = "DCS-7280CR3K-32D4"


def config(name: str) -> str:
    out = [f"! device: {name} ({MODEL}, EOS-4.30.5M)", "!", f"hostname {name}", "!", "vlan 10", "   name USERS", "!"]
    out += ["interface Port-Channel1", "   switchport mode trunk", "!"]
    for port in range(1, 5):
        out += [f"interface Ethernet{port}/1", "   channel-group 1 mode active", "!"]
    for port in range(5, 9):
        out += [f"interface Ethernet{port}/1", f"   description server {port}", "   switchport access vlan 10", "!"]
    return "\n".join([*out, "interface Management1", "   ip address 192.0.2.1/24", "!", "end", ""])


def device(name: str) -> dict[str, Any]:
    optics = [{"interface": f"Ethernet{port}/1", "part": "QSFP28 DAC"} for port in range(1, 8)]
    optics.append({"interface": "Ethernet8/1", "part": "QSFP-100G-SR4-S"})
    base = {"name": name, "platform": "arista_eos", "os_version": "4.30.5M", "role": "spine", "site": "hall-1"}
    return {**base, "model": MODEL, "management": "192.0.2.9", "optics": optics}


class Spine:
    """A network repository."""

    def __init__(self) -> None:
        cables = [
            {
                "a": {"device": "sp-1", "interface": f"Ethernet{n}/1"},
                "b": {"device": "sp-2", "interface": f"Ethernet{n}/1"},
            }
            for n in range(1, 5)
        ]
        self.files = {
            "inventory/devices.yaml": json.dumps({"devices": [device("sp-1"), device("sp-2")]}),
            "inventory/links.yaml": json.dumps({"links": cables}),
            "configs/sp-1.cfg": config("sp-1"),
            "configs/sp-2.cfg": config("sp-2"),
        }

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        found = self.files.get(path)
        return found.encode() if found is not None else None

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the files of a folder."""
        return tuple(sorted(path for path in self.files if path.rpartition("/")[0] == folder))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the files below a folder."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    def telemetry(
        self, name: str, rates: dict[str, float], *, days: int = 14, gap: int = 0, poe: float | None = None
    ) -> Spine:
        """Add what telemetry knows: traffic by port in bit/s, what ports deliver in watts, and a power of 300 W."""
        hours = days * 24
        traffic = [
            {
                "device": name,
                "interface": port,
                "start": "2026-11-01T00:00:00Z",
                "step_s": 3600,
                "bit_per_s": [None if at < gap else f"{rate:.1f}" for at in range(hours)],
                "link": [rate > 0] * hours,
                "poe_w": [] if poe is None else [f"{poe:.2f}"] * hours,
            }
            for port, rate in rates.items()
        ]
        power = {
            "id": f"{name}.power",
            "device": name,
            "source": "meter",
            "start": "2026-11-08T00:00:00Z",
            "step_s": 300,
            "watts_w": [f"{300 + at * 37 % 11 * 0.01:.2f}" for at in range(7 * 288)],
        }
        said = {"device": name, "taken": "2026-11-15T00:00:00Z", "traffic": traffic, "power": power}
        self.files[f"telemetry/{name}.json"] = json.dumps(said)
        return self

    def package(self, kind: str, spec: dict[str, Any], *, asked: bool = True) -> ChangePackage:
        """Return what comes of an intent."""
        intent = {
            "apiVersion": "gains/v1",
            "kind": kind,
            "metadata": {"name": "x", "reason": "Save energy"},
            "spec": spec,
        }
        self.files["intents/x.yaml"] = json.dumps(intent)
        (package,) = propose_intents(self, self, ["intents/x.yaml"], connected if asked else nobody).packages
        return package
