"""Rules of syntax: each with candidates that it refuses and others that it lets pass; cases are data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.registry import syntax_rules
from pipeline.syntax.base import Written, limits
from pipeline.syntax.unknown import counted
from schemas.candidate import DeviceCandidate, LineOrigin, Origin
from schemas.finding import Place
from schemas.proof import Proof

SAID = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(rule, verdict, case, id=f"{rule}: {verdict} {number}")
    for rule, verdicts in SAID.items()
    for verdict, cases in verdicts.items()
    for number, case in enumerate(cases, start=1)
]
PLACE = Place(file="intents/x.yaml", line=3)


def written(case: dict[str, Any]) -> Written:
    """Return a candidate that the change wrote every line of."""
    lines = case["text"].split("\n")
    candidate = DeviceCandidate(
        device="sw",
        platform=case.get("platform", "cisco_ios"),
        running_digest="sha256:" + "0" * 64,
        candidate_digest="sha256:" + "0" * 64,
        changed=True,
        remediation=tuple(case.get("remediation", ())),
        rollback=(),
        proof=Proof(verdict="proved"),
        hazards=(),
        origins=(Origin(field="spec", place=PLACE, feature="vlan", blueprint="b@1.0.0", references=("r",)),),
        lines=tuple(LineOrigin(line=at, text=line.strip(), origin=0) for at, line in enumerate(lines, 1) if line),
        removed=tuple(case.get("removed", ())),
    )
    said = frozenset([case["said"]]) if "said" in case else frozenset()
    return Written(candidate, case.get("running", ""), case["text"], said)


def test_every_rule_has_cases_of_both_kinds() -> None:
    assert set(SAID) == set(syntax_rules())
    assert all(set(verdicts) == {"bad", "ok"} for verdicts in SAID.values())


@pytest.mark.parametrize(("rule", "verdict", "case"), CASES)
def test_a_rule_refuses_the_bad_and_lets_the_good_pass(rule: str, verdict: str, case: dict[str, Any]) -> None:
    found = list(syntax_rules()[rule](written(case)))
    if verdict == "ok":
        assert found == []
        return
    assert {item.rule for item in found} == {rule.replace("_", "-")}
    assert str(found[-1].severity) == case.get("severity", "error")
    assert rule in ("line_dropped", "candidate_empty", "unbalanced") or found[-1].place == PLACE


def test_a_finding_does_not_repeat_the_secret() -> None:
    (found,) = syntax_rules()["secret_in_clear"](written({"text": "username admin password SESAME"}))
    assert "SESAME" not in found.model_dump_json()


def test_a_platform_without_limits_has_none() -> None:
    assert limits("nothing").line == 0
    assert limits("frr").checker == "vtysh"


def test_lines_that_nobody_knows_are_counted() -> None:
    said = counted(written({"text": "frobnicate all\nhostname a"}))
    assert "sw: 1 lines" in said
    assert "the change writes 1 of them, such as `frobnicate all`" in said
    for platform, text in (
        ("frr", "router bgp 1\n neighbor 192.0.2.1 remote-as 2"),
        ("juniper_junos", "set system x y"),
    ):
        assert counted(written({"platform": platform, "text": text})) == ""
