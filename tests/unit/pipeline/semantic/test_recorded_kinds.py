"""What the real analyzer said of every kind on every platform, judged again: as it is, and with more smuggled in.

The answers are recorded (`python -m tests.networks.record_kinds`), or asked for where `GAINS_BATFISH_HOST` names a
service. A configuration that changed since has no recorded answer: its case skips and says so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.adapters.kept_answers import MISS
from pipeline.errors import AnalyzerError
from pipeline.semantic.verdict import queries
from tests.networks import kind_page
from tests.networks.campus_verdicts import INTENTS, verdict
from tests.networks.kept import analyzer
from tests.networks.kinds import GOOD, change, told, tried
from tests.networks.record_kinds import VERDICTS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Analyzer

STALE = "its configuration changed since its answers were recorded: python -m tests.networks.record_kinds"
CAMPUS = yaml.safe_load((VERDICTS.parent / "campus.yaml").read_text(encoding="utf-8"))
RECORDED: dict[str, Any] = json.loads(VERDICTS.read_text(encoding="utf-8"))
TRUE_FAILURES = {
    "l3_interface/good": "the uplink's address is replaced, and with it go the session and the default route",
    "l3_interface/good-more": "the uplink's address is replaced, and with it go the session and the default route",
}
"""Good cases whose FAIL is no false alarm."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    return analyzer(tmp_path_factory.mktemp("answers"))


@pytest.mark.parametrize("case", GOOD, ids=lambda case: f"{case.parent.name}/{case.name}")
@pytest.mark.parametrize("form", ["as it is", "with more"])
def test_a_kind_is_judged_as_recorded(case: Path, form: str, known: Analyzer) -> None:
    one = tried(case, more=form == "with more")
    try:
        replies = known.answer(one.networks, queries(change(one)), lambda query, reply: None)
    except AnalyzerError:
        pytest.skip(STALE)
    if one.name not in RECORDED["cases"] or any(reply.failure == MISS for reply in replies.values()):
        pytest.skip(STALE)
    found = told(one, replies)
    expected = RECORDED["cases"][one.name][form]
    for device, item in found.items():
        assert item.outcome == expected[device]["outcome"], (device, item.reasons)
        assert list(item.found) == expected[device]["found"], item.missed


def test_no_good_case_is_a_false_alarm_and_everything_smuggled_in_is_found() -> None:
    for name, forms in RECORDED["cases"].items():
        bad = [device for device, item in forms["as it is"].items() if item["outcome"] == "FAIL"]
        assert not bad or name in TRUE_FAILURES, f"{name}: {bad}"
        for device, item in forms["with more"].items():
            assert item["missed"] == [], f"{name}, {device}"
            assert item["outcome"] == "FAIL" or not item["found"]


def test_the_kinds_are_recorded() -> None:
    kinds = {case.parent.name for case in GOOD}
    recorded = {name.partition("/")[0] for name in RECORDED["cases"]}
    assert recorded <= kinds
    assert len(recorded) >= len(kinds) - 2, f"not recorded: {sorted(kinds - recorded)}"
    assert RECORDED["source"], "who answered"


def test_the_page_shows_what_is_recorded() -> None:
    assert kind_page.PAGE.read_text(encoding="utf-8") == kind_page.page(RECORDED)


@pytest.mark.parametrize("name", INTENTS)
def test_an_intent_of_the_campus_is_judged_as_it_was(name: str, known: Analyzer) -> None:
    heard: list[str] = []
    found = verdict(name, known, heard)
    if MISS in heard:
        pytest.skip(STALE.replace("record_kinds", "record_campus"))
    assert found["outcome"] == CAMPUS[name]["outcome"], found


def test_every_intent_of_the_campus_has_an_expected_verdict() -> None:
    assert set(CAMPUS) == set(INTENTS)
    assert all(item["outcome"] == "PASS" or item["because"] for item in CAMPUS.values())
