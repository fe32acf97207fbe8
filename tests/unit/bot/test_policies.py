"""The organisation's policies: its rules, parameters and waivers decide about a package, and the gate knows the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.answer import answer
from bot.cli import application
from bot.demo import BOT, ENGINEER, REVIEWERS
from bot.gate import gate
from bot.propose import propose_intents
from schemas.approval import People
from schemas.forge import NewReview
from tests.fakes.clock import FakeClock
from tests.unit.bot.campus import CAMPUS, Changed, artifact, packages
from tests.unit.bot.requested import requested

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.package import ChangePackage

INTENT = "cctv-vlan-building-7"
OWN = """apiVersion: gains/v1
kind: policy
id: no-cameras
severity: error
title: No cameras
explanation: They were never agreed.
fix: Ask the works council.
references: [Agreement 7]
each: vlan
assert: 'it.name != "CCTV"'
message: "VLAN {it.id} of {device.name} is for cameras"
"""
WAIVER = """apiVersion: gains/v1
kind: policy-waivers
waivers:
  - rule: no-cameras
    scope: {intents: [cctv-vlan-building-7]}
    owner: council-a
    approved_by: [security-b]
    reason: Agreed for building 7
    expires: EXPIRES
"""


def row(package: ChangePackage, name: str = "policies") -> dict[str, str]:
    checks: list[dict[str, str]] = artifact(package, "validation.json")["checks"]
    return next(one for one in checks if one["name"] == name)


def test_bundled_rules_really_look_at_a_good_change() -> None:
    (package,) = packages(INTENT)
    found = row(package)
    assert found["outcome"] == "PASS"
    assert "rules looked and hold" in found["reason"]


def test_a_change_that_stops_before_it_is_compiled_gets_no_verdict() -> None:
    (package,) = packages("wrong-printers-port")
    assert row(package)["outcome"] == "INCONCLUSIVE"
    assert "findings block before" in row(package)["reason"]
    assert package.blocking


def test_a_rule_of_the_organisation_blocks_on_the_line_of_the_intent() -> None:
    (package,) = packages(INTENT, files=Changed().put("policies/no-cameras.yaml", OWN))
    assert row(package)["outcome"] == "FAIL"
    found = [one for one in package.findings if one.rule == "no-cameras"]
    assert {one.device for one in found} == {"acc-b7-01"}, "the others have that VLAN already"
    assert all(one.hint == "Ask the works council." for one in found)
    inputs = {item["name"] for item in artifact(package, "job.json")["inputs"]}
    assert "policies/no-cameras.yaml" in inputs


def test_a_broken_rule_of_the_organisation_blocks_every_change_on_its_line() -> None:
    broken = OWN.replace('it.name != "CCTV"', "it.name !=")
    (package,) = packages(INTENT, files=Changed().put("policies/no-cameras.yaml", broken))
    (found,) = [one for one in package.findings if one.rule == "policy-invalid"]
    assert package.blocking
    assert str(found.place).startswith("policies/no-cameras.yaml:10:")


def waived(expires: str) -> Changed:
    files = Changed().put("policies/no-cameras.yaml", OWN)
    return files.put("policies/waivers.yaml", WAIVER.replace("EXPIRES", expires))


def test_a_waiver_is_shown_and_bounds_the_package() -> None:
    (package,) = packages(INTENT, files=waived("2026-12-31"))
    assert row(package)["outcome"] == "PASS"
    assert not package.blocking
    assert package.holds_until == "2026-12-31"
    explained = dict(package.files)["explain.md"].decode()
    assert "Waived rules" in explained
    assert "council-a" in explained
    assert "security-b" in explained


def test_a_waiver_that_ends_before_the_window_does_blocks() -> None:
    (package,) = packages(INTENT, files=waived("2026-12-01"))
    assert row(package)["outcome"] == "FAIL"
    assert {"waiver-expired", "no-cameras"} <= {one.rule for one in package.findings}


def test_the_same_files_give_the_same_bytes_whatever_the_day() -> None:
    one, two = (packages(INTENT, files=waived("2026-12-31"))[0] for _ in range(2))
    assert one.files == two.files


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-12-31", "approved"), ("2026-11-25", "approved"), ("2027-01-01", "blocked"), ("", "blocked")],
)
def test_the_gate_knows_the_day(tmp_path: Path, today: str, state: str) -> None:
    clock, intent = FakeClock(), f"intents/{INTENT}.yaml"
    files = {
        file.relative_to(CAMPUS).as_posix(): file.read_bytes()
        for file in CAMPUS.rglob("*")
        if file.is_file() and file.relative_to(CAMPUS).as_posix() != intent
    }
    files["policies/no-cameras.yaml"] = OWN.encode()
    files["policies/waivers.yaml"] = WAIVER.replace("EXPIRES", "2026-12-31").encode()
    forge, repository = requested(tmp_path, files, {intent: (CAMPUS / intent).read_bytes()}, clock)
    head = answer(forge, repository, 1, clock).head_sha
    for reviewer in REVIEWERS:
        said = NewReview(head_sha=head, state="approved", body="Energy and analyzer: looked at by hand.")
        forge.acting_as(reviewer).add_review(1, said)
    people = People(requester=ENGINEER, hands=(ENGINEER,), bots=(BOT,))
    found = gate(forge, repository, 1, people, today=today)
    if state == "approved":
        assert found.decision.state == "approved", found
    else:
        assert found.decision.state != "approved"
        assert any("held until 2026-12-31" in text for text in found.decision.reasons)


def test_the_requester_goes_into_a_package_only_where_a_rule_asks_and_is_judged_there() -> None:
    said = "rules:\n  requester-allowed: {parameters: {logins: [engineer-a]}}\n"
    own = Changed().put("policies/parameters.yaml", f"apiVersion: gains/v1\nkind: policy-parameters\n{said}")
    for who, outcome in (("engineer-a", "PASS"), ("engineer-b", "FAIL"), ("", "FAIL")):
        (package,) = propose_intents(own, own, [f"intents/{INTENT}.yaml"], requester=who).packages
        assert row(package)["outcome"] == outcome
        assert artifact(package, "job.json")["requester"] == who
    (package,) = propose_intents(Changed(), Changed(), [f"intents/{INTENT}.yaml"], requester="engineer-a").packages
    assert artifact(package, "job.json")["requester"] == ""


def test_energy_that_is_not_known_is_said() -> None:
    (package,) = packages(INTENT)
    unseen = artifact(package, "validation.json")["not_verified"]
    judged = row(package, "energy impact")["outcome"]
    assert any("policy energy-not-higher" in text for text in unseen) or judged == "PASS"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(application(["policy"]), ["policy", *arguments])
    return result.exit_code, result.output


def test_the_commands(tmp_path: Path) -> None:
    repo = ("--repo", str(tmp_path))
    code, said = run("list", *repo)
    assert (code, "no-telnet" in said) == (0, True)
    code, said = run("explain", "no-telnet", *repo)
    assert (code, "Why: Telnet shows passwords" in said) == (0, True)
    assert run("explain", "nothing", *repo)[0] == 2
    cases = CAMPUS.parents[2] / "tests" / "cases" / "policies"
    code, said = run("test", "no-telnet", "--cases", str(cases), *repo)
    assert (code, "0 not as named" in said) == (0, True)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "no-cameras.yaml").write_text(OWN)
    code, said = run("test", *repo)
    assert (code, "no-cameras has no case bad-*.yaml" in said) == (1, True)
    folder = tmp_path / "policies" / "cases" / "no-cameras"
    folder.mkdir(parents=True)
    (folder / "bad-one.yaml").write_text('case: one\ndevices: [{after: "vlan 7\\n name CCTV\\n"}]\n')
    (folder / "ok-one.yaml").write_text('case: one\ndevices: [{after: "vlan 7\\n name CCTV\\n"}]\n')
    code, said = run("test", *repo)
    assert (code, "expected to hold" in said) == (1, True)
    (folder / "ok-one.yaml").write_text('case: one\ndevices: [{after: "vlan 7\\n name USERS\\n"}]\n')
    assert run("test", *repo)[0] == 0
    (tmp_path / "policies" / "no-cameras.yaml").write_text(OWN.replace("each: vlan", "each: fleet"))
    code, said = run("list", *repo)
    assert code == 2
    assert "no-cameras.yaml:9:" in said


PEOPLE = "people:\n  campus: [engineer-a, engineer-b]\n  audit: [engineer-b]\n"
ROLES = """apiVersion: gains/v1
kind: policy-parameters
rules:
  requester-role: {parameters: {by_role: {access: [campus]}}}
  roles-apart: {parameters: {apart: [[campus, audit]]}}
"""


@pytest.mark.parametrize(
    ("who", "broken"),
    [
        ("engineer-a", set()),
        ("Engineer-A", set()),
        ("engineer-b", {"roles-apart"}),
        ("engineer-c", {"requester-role"}),
        ("", {"requester-role"}),
    ],
)
def test_roles_of_people_decide_in_expressions_and_in_python(who: str, broken: set[str]) -> None:
    settings = (CAMPUS / "gains.yaml").read_text() + PEOPLE
    files = Changed().put("gains.yaml", settings).put("policies/parameters.yaml", ROLES)
    (package,) = propose_intents(files, files, [f"intents/{INTENT}.yaml"], requester=who).packages
    assert {one.rule for one in package.findings} & {"requester-role", "roles-apart"} == broken
    assert package.blocking == bool(broken)


def test_nobodys_roles_are_looked_up_where_no_rule_of_the_organisation_asks() -> None:
    files = Changed().put("gains.yaml", (CAMPUS / "gains.yaml").read_text() + PEOPLE)
    one, two = (
        propose_intents(files, files, [f"intents/{INTENT}.yaml"], requester=who).packages
        for who in ("engineer-a", "engineer-c")
    )
    assert one[0].files == two[0].files


def test_a_role_with_a_name_that_is_no_login_is_an_error_on_its_line() -> None:
    wrong = (CAMPUS / "gains.yaml").read_text() + PEOPLE.replace("engineer-a", '"engineer a"')
    (package,) = packages(INTENT, files=Changed().put("gains.yaml", wrong))
    assert package.blocking
    assert any(one.place and one.place.file == "gains.yaml" and one.place.line > 1 for one in package.findings)
