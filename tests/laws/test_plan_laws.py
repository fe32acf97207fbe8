"""The plan, played over all devices in its own order, ends at the candidates; stopped anywhere, it leads back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pipeline.engine import engine
from schemas.package import ChangePackage
from tests.unit.bot.campus import CAMPUS, GOOD, artifact, packages


def devices(package: ChangePackage) -> dict[str, dict[str, Any]]:
    return {item["device"]: item for item in artifact(package, "candidates.json")["devices"]}


def same(platform: str, one: str, other: str) -> bool:
    """Whether two texts mean the same to the model of the device: nothing is left to do between them."""
    return engine(platform).prove(one, other, (), ()).verdict == "proved"


@pytest.mark.parametrize("name", GOOD)
def test_stopped_after_any_step_the_plan_leads_back(name: str) -> None:
    (package,) = packages(name)
    plan = artifact(package, "change-plan.json")
    files = dict(package.files)
    running = {one: (CAMPUS / "configs" / f"{one}.cfg").read_text() for one in devices(package)}
    for done in range(len(plan["steps"]) + 1):
        network = dict(running)
        for step in plan["steps"][:done]:
            played = engine(step["platform"]).play(network[step["device"]], step["commands"])
            assert not played.refused
            network[step["device"]] = played.text
        if done == len(plan["steps"]):
            for one, item in devices(package).items():
                assert same(item["platform"], network[one], files[f"candidates/{one}.cfg"].decode())
        for step in reversed(plan["steps"][:done]):
            played = engine(step["platform"]).play(network[step["device"]], step["rollback"])
            assert not played.refused
            network[step["device"]] = played.text
        for one, item in devices(package).items():
            assert same(item["platform"], network[one], running[one])


@pytest.mark.parametrize("name", GOOD)
def test_an_executor_has_not_to_ask_back(name: str) -> None:
    (package,) = packages(name)
    plan = artifact(package, "change-plan.json")
    looks = {look["id"]: look for step in plan["steps"] for look in (*step["pre_checks"], *step["post_checks"])}
    assert len(looks) == sum(len(step["pre_checks"]) + len(step["post_checks"]) for step in plan["steps"])
    decided = 0
    for step in plan["steps"]:
        assert step["enter"]
        assert step["commands"]
        kinds = {one["when"] for one in step["rollback_conditions"]}
        assert kinds == {"command-refused", "unreachable", "check-failed"}
        for condition in step["rollback_conditions"]:
            assert condition["when"] != "check-failed" or condition["look"] in looks
        for look in step["post_checks"]:
            assert "{" not in look["command"] + look["expect"]
            if look["how"] == "matches":
                re.compile(look["pattern"])
                assert look["within_s"] > 0
                decided += 1
        longest = max(one["within_s"] for one in step["post_checks"])
        assert step["reverts_after_s"] == 0 or step["reverts_after_s"] > longest
    assert decided, "some check must be one that a program can decide"
    assert plan["duration_s"] > 0
    assert json.dumps(plan)
