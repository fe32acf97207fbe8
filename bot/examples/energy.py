"""Examples of energy: telemetry of ports that nobody uses, the estimate of putting them to sleep, and a model pack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.answering import connected
from bot.campus import network
from bot.energy.pack import bundled
from bot.files import InMemory
from bot.propose import propose_intents
from schemas.model_pack import ModelPack
from schemas.question import Answer, answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from pipeline.run import Asked

DEVICE, PORTS = "acc-b7-01", ("GigabitEthernet1/0/25", "GigabitEthernet1/0/26")
HALF_A_DAY, SAMPLES = 43_200, 28
"""Two weeks, in steps that are long so that the example stays short."""
HARDWARE = "N540X-8Z16G-SYS-A"
START, TAKEN = "2026-11-01T00:00:00Z", "2026-11-15T00:00:00Z"


def examples() -> dict[str, Any]:
    """Return what telemetry said, what became of it as evidence, the estimate, and a small pack."""
    telemetry = _telemetry()
    named = _package({f"telemetry/{DEVICE}.json": json.dumps(telemetry)})
    evidence = next(text for name, text in named.items() if name.startswith("evidence/telemetry-device"))
    return {
        "device-telemetry": telemetry,
        "evidence": json.loads(evidence),
        "footprint": json.loads(named["footprint.json"]),
        "model-pack": _pack(),
    }


def _telemetry() -> dict[str, Any]:
    """Return what files of a network repository would say of one switch with a meter."""
    power = {
        "id": f"{DEVICE}.power",
        "device": DEVICE,
        "source": "meter",
        "start": START,
        "step_s": HALF_A_DAY,
        "watts_w": [f"{212 + at * 37 % 11 / 10:.2f}" for at in range(SAMPLES)],
    }
    traffic = [
        {
            "device": DEVICE,
            "interface": port,
            "start": START,
            "step_s": HALF_A_DAY,
            "bit_per_s": ["0.0"] * SAMPLES,
            "link": [False] * SAMPLES,
            "poe_w": ["0.00"] * SAMPLES,
        }
        for port in PORTS
    ]
    return {"device": DEVICE, "taken": TAKEN, "power": power, "traffic": traffic, "warnings": []}


def _package(more: dict[str, str]) -> dict[str, str]:
    intent = {
        "apiVersion": "gains/v1",
        "kind": "port_sleep",
        "metadata": {"name": "sleep", "reason": "Nobody has sat at these desks for weeks"},
        "spec": {"ports": [{"device": DEVICE, "interfaces": list(PORTS)}]},
    }
    files = dict(network()) | {path: text.encode() for path, text in more.items()}
    files["intents/sleep.yaml"] = json.dumps(intent).encode()
    files["gains.yaml"] += b"energy: {factor: owid-2023.ita, pue: '1.4'}\n"
    held = InMemory(files)
    (package,) = propose_intents(held, held, ["intents/sleep.yaml"], _answering).packages
    return {name: raw.decode() for name, raw in package.files}


def _answering(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Answer as a run does, but for the program's own energy, which no two runs share."""
    found = connected(asked, base)
    own = {"own_energy_kwh": "0.000003", "method": "an example; a run says what it measured"}
    return tuple(
        answered(one.question, own) if one.question.name == "own-energy" else answer
        for one, answer in zip(asked, found, strict=True)
    )


def _pack() -> dict[str, Any]:
    """Return the bundled pack with the facts of one piece of hardware, and one row of each other sort."""
    pack: dict[str, Any] = bundled().pack.model_dump(mode="json")
    rows = {name: pack[name][:1] for name in ("optics", "sensors", "datasheets", "factors")}
    rows["facts"] = [one for one in pack["facts"] if one["hardware"] == HARDWARE][:3]
    every = [one for part in rows.values() for one in part]
    used = {field: {one.get(field) for one in every} for field in ("source", "hardware", "optic")}
    referred = {
        "sources": [one for one in pack["sources"] if one["id"] in used["source"]],
        "hardware": [one for one in pack["hardware"] if one["model"] in used["hardware"]],
        "classes": [one for one in pack["classes"] if one["name"] in used["optic"]],
    }
    return ModelPack.model_validate_json(json.dumps(pack | rows | referred)).model_dump(mode="json")


PLUGIN = examples
