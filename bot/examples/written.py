"""Examples of what people write: settings, inventory, policies and knowledge, as they lie in files."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import bot
from bot.campus import campus
from bot.examples import form
from bot.knowledge import bundled, guides, snippets
from pipeline.engine import platforms
from pipeline.guard import plain
from schemas.knowledge import Front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.base import Record

ROOT = Path(bot.__file__).parents[1]
SETTINGS = ROOT / "docs" / "examples" / "settings"
RULE = "no-telnet"
DEVICES = ("acc-b7-01", "core-01")
H = TypeVar("H", bound=Front)


def examples() -> dict[str, Any]:
    """Return them as JSON; people write the same in YAML."""
    inventory = campus() / "inventory"
    devices = plain((inventory / "devices.yaml").read_bytes())["devices"]
    links = plain((inventory / "links.yaml").read_bytes())["links"]
    cases = [plain(file.read_bytes()) for file in sorted((ROOT / "tests" / "cases" / "policies").glob("*/bad-*.yaml"))]
    return {
        "blueprint": _front(_most(one.header for one in bundled(platforms()))),
        "gains": plain((SETTINGS / "gains.yaml").read_bytes()),
        "guide": _front(_most(one.header for one in guides(platforms()))),
        "inventory.devices": {"devices": [one for one in devices if one["name"] in DEVICES]},
        "inventory.links": {"links": links[:2]},
        "blueprint-case": plain((SETTINGS / "blueprint-case.yaml").read_bytes()),
        "inventory.pools": plain((SETTINGS / "pools.yaml").read_bytes()),
        "knowledge-defaults": plain((files("renderers") / "cisco_ios/blueprints/defaults.yaml").read_bytes()),
        "policy": plain((files("policies") / f"{RULE}.yaml").read_bytes()),
        "policy-case": max(cases, key=lambda one: len(form(one))),
        "policy-parameters": plain((SETTINGS / "parameters.yaml").read_bytes()),
        "policy-waivers": plain((SETTINGS / "waivers.yaml").read_bytes()),
        "snippet": _front(_most(one.header for one in snippets(platforms()))),
    }


def _most(headers: Iterable[H]) -> H:
    """Return the header that says most."""
    return max(headers, key=lambda one: (len(one.model_fields_set), one.id))


def _front(header: Record) -> dict[str, Any]:
    """Return a front matter as somebody writes it: what was left out is left out."""
    return header.model_dump(mode="json", exclude_unset=True, by_alias=True)


PLUGIN = examples
