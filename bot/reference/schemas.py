"""A page for each schema: where it is seen, every field of it, and a whole example; kinds have pages of their own."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.dictionary import Part, parts
from bot.examples import kept
from bot.schema_files import plain_schemas

SEEN = {
    "allocations": "`allocations.json` of a package whose intent names a pool",
    "blueprint": "the head of a blueprint, bundled or in `knowledge/` of a network repository",
    "candidates": "`candidates.json` of a package",
    "change-plan": "`change-plan.json` of a package; `gains export` reads it",
    "comparison": "what `gains compare --json` prints",
    "device-telemetry": "`telemetry/DEVICE.json` of a network repository",
    "evaluation": "what `gains eval --json FILE` writes",
    "evidence": "a file of `evidence/` of a package",
    "finding": "an item of `gains check --format json`, and of `validation.json`",
    "footprint": "`footprint.json` of a package, where something could be estimated",
    "gains": "`gains.yaml` of a network repository",
    "guide": "the head of a guide, bundled or in `knowledge/` of a network repository",
    "inventory.devices": "`inventory/devices.yaml` of a network repository",
    "inventory.links": "`inventory/links.yaml` of a network repository",
    "inventory.pools": "`inventory/pools.yaml` of a network repository",
    "job": "`job.json` of a package",
    "knowledge": "`knowledge.json` of a package",
    "knowledge-defaults": "`defaults.yaml` of a folder of knowledge",
    "manifest": "`manifest.json` of a package",
    "model-pack": "files of `knowledge/energy/`; the example is a small part of the bundled pack",
    "not-assessed": "a file of a package in the place of one that could not be made",
    "blueprint-case": "a case of an own blueprint: `knowledge/cases/BLUEPRINT/….yaml`",
    "policy": "a file of `policies/`",
    "policy-case": "a case of a policy: `policies/cases/RULE/ok-….yaml` and `bad-….yaml`",
    "policy-parameters": "`policies/parameters.yaml` of a network repository",
    "policy-waivers": "`policies/waivers.yaml` of a network repository",
    "snippet": "the head of a snippet, bundled or in `knowledge/` of a network repository",
    "validation": "`validation.json` of a package",
    "wanted": "`wanted.json` of a package",
}
"""Where a file of each schema is seen."""
_LONG = 60
"""Lines of an example above which it is folded."""


def pages() -> dict[str, str]:
    """Return a page for each schema that is no intent, and their index."""
    found = {name: schema for name, schema in plain_schemas().items() if not name.startswith("intent.")}
    examples = kept()
    made = {f"schemas/{name}.md": _page(name, schema, examples.get(name)) for name, schema in found.items()}
    return made | {"schemas/index.md": _index(found)}


def _index(found: dict[str, dict[str, Any]]) -> str:
    out = [
        "# Schemas",
        "",
        "Every file that people write or the program makes has a JSON Schema in `schemas/json`, and there a whole",
        "example. Examples of artifacts are real: they are the package of `guest-vlan-building-3` on the example",
        "campus. Intents: [kinds](../kinds/index.md). Single fields: [dictionary](../dictionary.md).",
        "",
        "| schema | what it is | seen in |",
        "|---|---|---|",
    ]
    out += [f"| [{name}]({name}.md) | {_cell(_lead(schema))} | {SEEN[name]} |" for name, schema in found.items()]
    return "\n".join([*out, ""])


def _page(name: str, schema: dict[str, Any], example: Any) -> str:
    out = [f"# {name}", "", " ".join(str(schema["description"]).split()), "", f"Seen in: {SEEN[name]}. "]
    out[-1] += f"Schema: `schemas/json/{name}.json`."
    for part in parts(schema):
        out += _table(part)
    out += ["", "## Whole example", "", *shown(example)]
    return "\n".join(out) + "\n"


def shown(example: Any) -> list[str]:
    """Return an example as Markdown; a long one is folded."""
    lines = json.dumps(example, indent=2, ensure_ascii=False).split("\n")
    block = ["```json", *lines, "```"]
    if len(lines) <= _LONG:
        return block
    return [f'??? example "{len(lines)} lines of JSON"', "", *(f"    {line}" for line in block)]


def _table(part: Part) -> list[str]:
    out = ["", f"## {part.name}", "", *([part.meaning, ""] if part.meaning else [])]
    out += ["| field | type | unit | needed | meaning |", "|---|---|---|---|---|"]
    for one in part.fields:
        need = "yes" if one.needed else f"no; {one.default}" if one.default else "no"
        out.append(f"| `{one.name}` | {_linked(_cell(one.type))} | {one.unit} | {_cell(need)} | {_cell(one.meaning)} |")
    return out


def _linked(text: str) -> str:
    return re.sub(r"`([A-Z][A-Za-z]+)`", lambda found: f"[{found[1]}](#{found[1].lower()})", text)


def _lead(schema: dict[str, Any]) -> str:
    return " ".join(str(schema["description"]).split("\n\n", 1)[0].split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PLUGIN = pages
