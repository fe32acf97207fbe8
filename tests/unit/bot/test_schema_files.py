"""The schema files are up to date, and do for an editor what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.schema_files import differences, schema_files
from pipeline.guard import Document, Limits, read
from tests.unit.bot.campus import CAMPUS, GOOD, INTENTS, artifact, packages

FOLDER = Path(__file__).parents[3] / "schemas" / "json"


def data(file: Path) -> Any:
    document = read(file.name, file.read_bytes(), Limits(events=100_000))
    assert isinstance(document, Document), document
    return document.data


def schema(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text())


def test_the_files_are_what_the_records_say() -> None:
    assert differences(FOLDER) == (), "run make generate"


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_each_is_a_schema_with_title_and_description(name: str) -> None:
    said = json.loads(schema_files()[name])
    jsonschema.Draft202012Validator.check_schema(said)
    assert said["title"]
    assert said["description"]


@pytest.mark.parametrize("name", INTENTS)
def test_the_schema_that_an_example_names_is_there_and_accepts_it(name: str) -> None:
    file = CAMPUS / "intents" / f"{name}.yaml"
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text())
    assert match is not None
    named = (file.parent / match[1]).resolve()
    jsonschema.validate(data(file), json.loads(named.read_text()))


@pytest.mark.parametrize(
    ("field", "value"), [("vlan", {"id": 4095}), ("vlan", {"id": "120"}), ("ports", []), ("colour", "red")]
)
def test_the_schema_refuses_what_the_program_refuses(field: str, value: object) -> None:
    intent = data(CAMPUS / "intents" / "cctv-vlan-building-7.yaml")
    intent["spec"][field] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(intent, schema("intent.access_vlan"))


def test_the_inventory_of_the_campus_is_accepted() -> None:
    jsonschema.validate(data(CAMPUS / "inventory" / "devices.yaml"), schema("inventory.devices"))
    jsonschema.validate(data(CAMPUS / "inventory" / "links.yaml"), schema("inventory.links"))
    jsonschema.validate(data(CAMPUS / "gains.yaml"), schema("gains"))


@pytest.mark.parametrize("name", GOOD)
def test_the_artifacts_of_a_package_are_what_their_schemas_say(name: str) -> None:
    (package,) = packages(name)
    for file in ("candidates", "change-plan", "job", "manifest", "validation"):
        jsonschema.validate(artifact(package, f"{file}.json"), schema(file))
    jsonschema.validate(artifact(package, "footprint.json"), schema("footprint"))
