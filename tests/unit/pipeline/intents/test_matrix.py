"""Nothing is left out without a word: features by platform, and cases of every kind on every platform that has it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import yaml

from bot.files import Folder
from bot.knowledge import bundled
from bot.propose import propose_intents
from bot.reference.cases import ANYWHERE, SORTS, WITHOUT, reason, tried
from pipeline.engine import platforms
from pipeline.lacks import lacks
from pipeline.registry import features, kinds
from tests.unit.bot.campus import CAMPUS

HOME = Path(__file__).parents[3] / "cases" / "intents"
BESIDE = Path(__file__).parents[2] / "bot" / "kind_cases"
WITHOUT_LINES = {"free_text"}
"""Kinds that never become lines."""
ASKS = {"port_sleep", "lag_member_sleep", "unused_ports_off"}
"""Kinds whose candidates need telemetry: their cases with answers are those of the energy tests."""
SILENT = {"dhcp_trust", "snmp_group"}
"""Features that write nothing on some platform: Junos trusts trunks by itself, groups of NX-OS are its own roles."""
TAKES_AWAY = {"port_wake"}
"""Kinds that mostly take lines away, so that nothing names a blueprint."""
WHOLE = ""
"""Stands for what a case shows without naming blueprints."""
_DEVICE = re.compile(r"^## (\S+)$", re.MULTILINE)
_REFERENCE = re.compile(r"<- .*, (\S+@\S+)$", re.MULTILINE)


def test_every_feature_is_there_or_the_platform_says_why_not() -> None:
    has = {(item.header.platform, item.header.feature) for item in bundled(platforms())}
    for platform in platforms():
        reasons = lacks(platform)
        assert set(reasons) <= set(features()), platform
        assert all(len(reason) > 10 for reason in reasons.values()), platform
        both = {feature for feature in reasons if (platform, feature) in has}
        neither = {feature for feature in features() if (platform, feature) not in has and feature not in reasons}
        assert (platform, both, neither) == (platform, set(), set())


@cache
def by_reference() -> dict[str, tuple[str, str]]:
    return {item.reference: (item.header.platform, item.header.feature) for item in bundled(platforms())}


@cache
def seen() -> dict[str, set[tuple[str, str]]]:
    """Return what blueprints wrote in good cases of each kind: platform and feature."""
    found: dict[str, set[tuple[str, str]]] = {}
    listed = yaml.safe_load((HOME / "network" / "inventory" / "devices.yaml").read_text())["devices"]
    names = {one["name"]: one["platform"] for one in listed}
    for file in HOME.glob("*/*/expected.txt"):
        text = file.read_text()
        if "may be approved" in text:
            known = {by_reference().get(one) for one in _REFERENCE.findall(text)}
            there = {(names[one], WHOLE) for one in _DEVICE.findall(text)}
            found.setdefault(file.parents[1].name, set()).update(there, (one for one in known if one))
    for file in BESIDE.glob("*.yaml"):
        for case in yaml.safe_load(file.read_text())["cases"]:
            if "blocked" not in case:
                found.setdefault(case["kind"], set()).add((file.stem, WHOLE))
    for file in sorted((CAMPUS / "intents").glob("*.yaml")):
        if not file.stem.startswith("wrong-"):
            done = propose_intents(Folder(CAMPUS), Folder(CAMPUS), [f"intents/{file.name}"])
            kind = yaml.safe_load(file.read_text())["kind"]
            for device in json.loads(dict(done.packages[0].files)["candidates.json"])["devices"]:
                found.setdefault(kind, set()).update((device["platform"], one["feature"]) for one in device["origins"])
    return found


def test_every_kind_has_a_good_case_on_every_platform_that_has_its_features() -> None:
    has = set(by_reference().values())
    missing = []
    beside = {
        (case["kind"], file.stem)
        for file in BESIDE.glob("*.yaml")
        for case in yaml.safe_load(file.read_text())["cases"]
    }
    for kind in sorted(set(kinds()) - WITHOUT_LINES - ASKS):
        if kinds()[kind].about_others:
            continue  # their parts are compiled as what they are
        there = seen().get(kind, set())
        used = {feature for _, feature in there if feature}
        assert there, kind
        for platform in platforms():
            mine = {feature for feature in used if (platform, feature) in has}
            if mine and platform not in {one for one, _ in there}:
                missing.append(f"{kind} on {platform}: {', '.join(sorted(mine))}")
            elif (kind, platform) not in beside and kind not in TAKES_AWAY:
                lacking = mine - SILENT - {feature for one, feature in there if one == platform}
                missing += [f"{kind} on {platform}: {feature}" for feature in sorted(lacking)]
    assert missing == []


def test_every_kind_is_seen_good_wrong_and_conflicting_on_every_platform_that_it_works_on() -> None:
    missing, useless = [], set(WITHOUT)
    for kind in sorted(set(kinds()) - WITHOUT_LINES):
        there = tried()[kind]
        works = {name for name in there if name != ANYWHERE and {"good", "conflict"} & there[name]}
        assert works, kind
        for platform in sorted(works):
            for sort in SORTS:
                if sort in there[platform]:
                    continue
                useless -= {(kind, sort, platform), (kind, sort, "")}
                if not reason(kind, sort, platform):
                    missing.append(f"{kind} on {platform}: no case is {sort}")
    assert missing == []
    assert useless == set(), "what is there needs no reason"


def test_a_kind_that_no_device_makes_wrong_is_wrong_by_its_values() -> None:
    for kind, sort, platform in WITHOUT:
        if sort == "wrong" and not platform:
            assert any("wrong" in sorts for sorts in tried()[kind].values()), kind


def test_a_gap_would_be_named(tmp_path: Path) -> None:
    copied = tmp_path / "cases"
    for file in [HOME / "network" / "inventory" / "devices.yaml", *HOME.glob("vrf/*/expected.txt")]:
        target = copied / file.relative_to(HOME)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text()
        target.write_text("" if file.parent.name == "conflict-everywhere" else text)
    assert "conflict" not in tried(copied)["vrf"]["cisco_nxos"]
    assert "conflict" in tried()["vrf"]["cisco_nxos"]
