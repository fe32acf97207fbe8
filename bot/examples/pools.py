"""An example of values from pools: what an intent of the campus is given that names a pool in place of a VLAN."""

from __future__ import annotations

import json
from typing import Any

from bot.campus import network
from bot.examples.written import SETTINGS
from bot.files import InMemory
from bot.propose import propose_intents

INTENT = "intents/cctv-vlan-building-7.yaml"


def examples() -> dict[str, Any]:
    """Return the allocations of its package."""
    files = dict(network(without=""))
    files["inventory/pools.yaml"] = (SETTINGS / "pools.yaml").read_bytes()
    files[INTENT] = files[INTENT].replace(b"{id: 120, name: CCTV}", b"{id: {pool: cctv}, name: CCTV}")
    held = InMemory(files)
    (package,) = propose_intents(held, held, [INTENT]).packages
    return {"allocations": json.loads(dict(package.files)["allocations.json"])}


PLUGIN = examples
