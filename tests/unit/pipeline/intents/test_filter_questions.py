"""Where the place of an entry decides, every place is offered, and each answer does what the question says of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.propose import Proposed, propose_intents
from pipeline.flow import flow
from pipeline.packets.decide import decide
from pipeline.packets.placing import contested
from pipeline.reader import reader
from schemas.finding import Finding

DEVICES = yaml.safe_load((Path(__file__).parent / "filter_questions.yaml").read_text(encoding="utf-8"))
ASKED = [
    pytest.param(
        device, rule, id=f"{device['platform']}: {rule['action']} {rule['protocol']} in {rule['acl']} {number}"
    )
    for device in DEVICES
    for number, rule in enumerate(device["rules"], start=1)
]
ANSWER = re.compile(r"\((before|after|family): (\S+?)\)")


class Files:
    """A network of one device, and one intent."""

    def __init__(self, device: dict[str, Any], rule: dict[str, Any]) -> None:
        one = {
            "name": "d",
            "platform": device["platform"],
            "os_version": device["version"],
            "role": "edge",
            "site": "s",
        }
        said = {"apiVersion": "gains/v1", "kind": "acl_rule", "metadata": {"name": "try", "reason": "try"}}
        spec = {"rules": [{"device": "d"} | {key: value for key, value in rule.items() if key != "places"}]}
        self._files = {
            "inventory/devices.yaml": yaml.safe_dump({"devices": [one | {"site": "s"}]}),
            "configs/d.cfg": device["running"],
            "intents/try.yaml": yaml.safe_dump(said | {"spec": spec}),
        }

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self._files[path].encode() if path in self._files else None

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        return tuple(sorted(path for path in self._files if path.rpartition("/")[0] == folder))

    below = names


def proposed(device: dict[str, Any], rule: dict[str, Any]) -> Proposed:
    files = Files(device, rule)
    return propose_intents(files, files, ["intents/try.yaml"])


def problems(done: Proposed) -> list[Finding]:
    return [one for one in (*done.findings, *done.packages[0].findings) if one.severity == "error"]


@pytest.mark.parametrize(("device", "rule"), ASKED)
def test_every_answer_does_what_the_question_says_of_it(device: dict[str, Any], rule: dict[str, Any]) -> None:
    asked = problems(proposed(device, rule))
    places = rule["places"]
    assert [one.rule for one in asked] == ["acl-ambiguous" if "family" in places[0] else "acl-place"]
    offered = [f"{field}: {value}" for field, value in ANSWER.findall(asked[0].hint)]
    assert offered[: len(places)] == places
    for place in offered[len(places) :]:  # there the entry would never match, which is said
        assert [one.rule for one in problems(proposed(device, rule | yaml.safe_load(place)))] == ["acl-shadowed"]
    if "family" in places[0]:
        for place in places:
            done = proposed(device, rule | yaml.safe_load(place))
            assert problems(done) == []
            assert done.proposal is not None
            (wanted,) = done.proposal.drafts[0].wanted
            assert getattr(wanted.feature, "family", "") == yaml.safe_load(place)["family"]
        return
    facts = reader(device["platform"])
    assert facts is not None
    (before,) = [one for one in facts.facts(device["running"]).filters if one.name == rule["acl"]][:1]
    new = flow(rule["protocol"], rule["source"], rule["destination"])
    found = contested(before.entries[:-1], new, permits=rule["action"] == "permit", family=before.family)
    for entry, packet in found:
        assert f"`{entry.text}`" in asked[0].message
        assert packet.source in asked[0].message
    for taken, place in enumerate(places):
        done = proposed(device, rule | yaml.safe_load(place))
        assert problems(done) == [], place
        assert done.proposal is not None
        (after,) = [one for one in done.proposal.drafts[0].shown["d"].filters if one.name == rule["acl"]][:1]
        for number, (entry, packet) in enumerate(found):
            permitted, by = decide(after, packet)
            mine = number >= taken
            assert permitted == ((rule["action"] == "permit") == mine), f"{place}: {packet}"
            assert (by is not None and by.text == entry.text) != mine


def test_there_is_a_question_on_every_platform_with_filters() -> None:
    from pipeline.engine import platforms

    assert {device["platform"] for device in DEVICES} == set(platforms())
