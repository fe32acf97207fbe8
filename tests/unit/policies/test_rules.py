"""Every bundled rule has cases as data that keep it and that break it, and says what a reader needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policies
from bot.policies import bundled
from pipeline.guard import Document, read
from pipeline.policy.load import python_rules, rule
from pipeline.policy.trial import Trial, trial
from schemas.policy import Policy

FOLDER = Path(__file__).parents[2] / "cases" / "policies"
CASES = sorted(FOLDER.glob("*/*.yaml"))


def known() -> dict[str, Policy | str]:
    rules: dict[str, Policy | str] = {item.id: item for item in bundled()}
    return rules | {name: name for name in python_rules()}


@pytest.mark.parametrize("file", CASES, ids=[f"{file.parent.name}-{file.stem}" for file in CASES])
def test_a_rule_holds_for_what_keeps_it_and_not_for_what_breaks_it(file: Path) -> None:
    document = read(file.name, file.read_bytes())
    assert isinstance(document, Document), document
    case = Trial.model_validate_json(json.dumps(document.data))
    looked, violations = trial(known()[file.parent.name], case)
    assert looked, "the rule did not look at anything"
    if file.stem.startswith("ok-"):
        assert violations == ()
    else:
        assert file.stem.startswith("bad-")
        assert violations
    for one in violations:
        assert "came to nothing" not in one.message
        assert "<no " not in one.message, "the message names a value that is not there"


def test_every_rule_has_both_kinds_of_cases() -> None:
    rules = known()
    assert len(rules) >= 40
    assert {folder.name for folder in FOLDER.iterdir()} == set(rules)
    for name in rules:
        stems = [file.stem for file in (FOLDER / name).glob("*.yaml")]
        assert any(stem.startswith("ok-") for stem in stems), name
        assert any(stem.startswith("bad-") for stem in stems), name


def test_bundled_rules_are_read_as_closely_as_those_of_others() -> None:
    for item in bundled():
        name = f"policies/{item.id}.yaml"
        assert rule(name, (Path(policies.__path__[0]) / f"{item.id}.yaml").read_bytes()) == item
