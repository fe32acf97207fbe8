"""Every schema has a whole example; it is accepted, and it still has the form of what the program makes today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.dictionary import parts, unit
from bot.examples import form, kept, made, masked, write
from bot.schema_files import artifacts, plain_schemas, schema_files
from pipeline.load import load
from pipeline.registry import kinds
from schemas.policy import Parameters

EXAMPLES = kept()


@pytest.fixture(scope="module")
def fresh() -> dict[str, Any]:
    return made()


@pytest.mark.parametrize("name", sorted(plain_schemas()))
def test_a_schema_has_a_whole_example_that_it_accepts(name: str) -> None:
    schema = json.loads(schema_files()[f"{name}.json"])
    (example,) = schema["examples"]
    assert example == EXAMPLES[name]
    jsonschema.validate(example, schema)


def test_examples_have_the_form_of_what_is_made_today(fresh: dict[str, Any]) -> None:
    assert fresh.keys() == EXAMPLES.keys(), "run make generate"
    stale = {name: sorted(form(one) ^ form(EXAMPLES[name])) for name, one in fresh.items()}
    assert {name: lost for name, lost in stale.items() if lost} == {}, "run make generate"


def test_records_accept_the_artifacts_strictly() -> None:
    for name, record in artifacts().items():
        record.model_validate_json(json.dumps(EXAMPLES[name]))


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_an_intent_is_one_that_can_be_loaded(kind: str) -> None:
    example = EXAMPLES[f"intent.{kind}"]
    found = load(f"intents/{example['metadata']['name']}.yaml", json.dumps(example).encode())
    assert found.spec is not None, found.findings
    assert found.envelope is not None
    assert found.envelope.window is not None


def test_the_examples_of_a_package_are_whole() -> None:
    plan, manifest = EXAMPLES["change-plan"], EXAMPLES["manifest"]
    assert plan["steps"]
    assert all(step["commands"] for step in plan["steps"])
    assert EXAMPLES["footprint"]["delta"]
    assert EXAMPLES["footprint"]["carbon"]
    assert EXAMPLES["comparison"]["verdict"] == "FAIL"
    named = {one["name"] for one in manifest["subject"]}
    assert {"candidates.json", "change-plan.json", "validation.json"} <= named
    assert {EXAMPLES[name]["intent"] for name in ("job", "change-plan", "candidates")} == {"guest-vlan-building-3"}


def test_settings_are_shown_one_and_all() -> None:
    said = EXAMPLES["gains"]
    whole = parts(plain_schemas()["gains"])
    assert {one.name for one in whole[0].fields} == said.keys()
    for name in ("approval", "energy", "validators", "protected"):
        (part,) = (one for one in whole if one.name.lower() == name)
        assert {one.name for one in part.fields} == said[name].keys()


def test_parameters_name_rules_and_parameters_that_there_are() -> None:
    from bot.policies import bundled

    rules = {one.id: one for one in bundled()}
    for name, change in Parameters.model_validate_json(json.dumps(EXAMPLES["policy-parameters"])).rules.items():
        assert change.parameters.keys() <= rules[name].parameters.keys()


def test_a_field_that_is_gone_is_seen() -> None:
    less = {key: one for key, one in EXAMPLES["job"].items() if key != "stages"}
    assert form(less) != form(EXAMPLES["job"])
    assert form([{"a": 1}, {"a": 2}]) == form([{"a": 3}])
    assert form({"a": 1}) != form({"a": "1"})


def test_only_digests_may_differ_where_nothing_is_written_again(tmp_path: Path) -> None:
    one = {"digest": f"sha256:{'a' * 64}", "words": "a" * 20}
    assert masked(one) == masked({**one, "digest": f"sha256:{'b' * 64}"})
    assert masked(one) != masked({**one, "words": "b" * 20})
    write(tmp_path, {"job": one, "gone": one})
    before = (tmp_path / "job.json").read_bytes()
    write(tmp_path, {"job": {**one, "digest": f"sha256:{'b' * 64}"}})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"job.json": before}
    write(tmp_path, {"job": {**one, "words": "b"}})
    assert (tmp_path / "job.json").read_bytes() != before


def test_every_field_has_a_meaning_and_quantities_a_unit() -> None:
    bare = [
        f"{name}: {part.name}.{one.name}"
        for name, schema in plain_schemas().items()
        for part in parts(schema)
        for one in part.fields
        if not one.meaning and not name.startswith("inventory.")
    ]
    assert bare == []
    assert unit("estimate_w") == "watts"
    assert unit("step_s") == "seconds"
    assert unit("inputs_sha256") == unit("digest") == "hexadecimal, SHA-256"
    assert unit("windows") == ""
