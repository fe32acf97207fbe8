"""JSON Schemas of the records that cross a border, as files: written for editors, compared by the tests."""

from __future__ import annotations

import json
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import schemas
from bot.examples import kept
from pipeline.policy.trial import Trial
from pipeline.registry import kinds
from schemas.base import Record
from schemas.blueprint_case import BlueprintCase
from schemas.comparison import Comparison
from schemas.finding import Finding
from schemas.intent import Envelope
from schemas.inventory import Device, Link
from schemas.knowledge import Defaults, GuideHeader, Header, SnippetHeader
from schemas.model_pack import ModelPack
from schemas.package import Manifest
from schemas.policy import Parameters, Policy, Waivers
from schemas.pooled import unmarked
from schemas.pools import Pool
from schemas.settings import Settings
from schemas.telemetry import DeviceTelemetry

if TYPE_CHECKING:
    from pathlib import Path

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OTHERS: tuple[tuple[str, type[Record]], ...] = (
    ("blueprint", Header),
    ("blueprint-case", BlueprintCase),
    ("comparison", Comparison),
    ("finding", Finding),
    ("guide", GuideHeader),
    ("knowledge-defaults", Defaults),
    ("gains", Settings),
    ("manifest", Manifest),
    ("device-telemetry", DeviceTelemetry),
    ("model-pack", ModelPack),
    ("policy", Policy),
    ("policy-case", Trial),
    ("policy-parameters", Parameters),
    ("policy-waivers", Waivers),
    ("snippet", SnippetHeader),
)
"""Records that are files, or are printed, without a `kind` of their own."""


def artifacts() -> dict[str, type[Record]]:
    """Return the artifacts by their kind: every record of `schemas` that carries a `kind` and a `version`."""
    found: dict[str, type[Record]] = {}
    for info in iter_modules(schemas.__path__):
        module = import_module(f"{schemas.__name__}.{info.name}")
        for record in vars(module).values():
            if (
                isinstance(record, type)
                and issubclass(record, Record)
                and {"kind", "version"} <= set(record.model_fields)
            ):
                found[record.model_fields["kind"].default] = record
    return found


def schema_files() -> dict[str, bytes]:
    """Return every schema file by its name, with the whole example that lies in the checkout."""
    examples = kept()
    return {f"{name}.json": _file(name, schema, examples.get(name)) for name, schema in plain_schemas().items()}


def plain_schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its name, without an example."""
    found = {name: record.model_json_schema(by_alias=True) for name, record in {**artifacts(), **dict(_OTHERS)}.items()}
    for name, item in (("devices", Device), ("links", Link), ("pools", Pool)):
        found[f"inventory.{name}"] = _listed(name, item.model_json_schema())
    for name, kind in kinds().items():
        found[f"intent.{name}"] = _intent(name, kind.title, kind.schema())
    return {name: unmarked(found[name]) for name in sorted(found)}


def write(folder: Path) -> None:
    """Write the files, and remove those that no record has any more."""
    folder.mkdir(parents=True, exist_ok=True)
    files = schema_files()
    for old in folder.glob("*.json"):
        if old.name not in files:
            old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def differences(folder: Path) -> tuple[str, ...]:
    """Return the files that are not what the records say, by name."""
    files = schema_files()
    there = {file.name: file.read_bytes() for file in folder.glob("*.json")}
    return tuple(sorted(name for name in {*files, *there} if files.get(name) != there.get(name)))


def _file(name: str, schema: dict[str, Any], example: Any) -> bytes:
    said = {"$schema": _DRAFT, "$id": f"urn:gains:schema:{name}", **schema}
    if example is not None:
        said["examples"] = [example]
    return (json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _listed(name: str, item: dict[str, Any]) -> dict[str, Any]:
    definitions = item.pop("$defs", {})
    return {
        "title": f"inventory/{name}.yaml",
        "description": item.get("description", ""),
        "type": "object",
        "properties": {name: {"type": "array", "items": item}},
        "required": [name],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _intent(name: str, title: str, spec: dict[str, Any]) -> dict[str, Any]:
    """Return the envelope's schema with the kind's own spec in its place."""
    whole = Envelope.model_json_schema()
    definitions = {**whole.pop("$defs", {}), **spec.pop("$defs", {})}
    whole["title"], whole["description"] = f"Intent: {title}", f"An intent of kind {name}. {title}."
    whole["properties"]["kind"] = {"const": name, "description": "What is wanted."}
    whole["properties"]["spec"] = spec
    whole["$defs"] = definitions
    return whole
