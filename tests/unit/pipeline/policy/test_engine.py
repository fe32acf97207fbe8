"""Rules as files: mistakes on their line, anything but true denies, a hostile rule is stopped, waivers run out."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.policy.cel import BrokenError, Scene, compiled, touches, within
from pipeline.policy.device_view import DeviceView, Item
from pipeline.policy.diff import changed_lines
from pipeline.policy.evaluate import Evaluated, evaluate
from pipeline.policy.load import asks_for_requester, assemble, rule
from pipeline.policy.view import View
from pipeline.policy.waive import waive
from renderers.blocks import paths
from schemas.finding import Finding, Severity
from schemas.policy import Policy, PolicySet, Scope, Violation, Waiver

RULE = """apiVersion: gains/v1
kind: policy
id: {id}
severity: error
title: A title
explanation: An explanation
fix: A fix
references: [somewhere]
each: {each}
parameters: {{most: 3}}
when: {when}
assert: {holds}
message: "{message}"
"""


def text(**more: str) -> bytes:
    said = {
        "id": "a-rule",
        "each": "device",
        "when": "'true'",
        "holds": "'device.n <= param.most'",
        "message": "it is {device.n}",
    }
    return RULE.format(**said | more).encode()


def made(**more: str) -> Policy:
    found = rule(f"policies/{more.get('id', 'a-rule')}.yaml", text(**more))
    assert isinstance(found, Policy), found
    return found


def device(**values: Any) -> DeviceView:
    said: dict[str, Any] = {"name": "sw", "site": "s", "role": "access", "platform": "cisco_ios", "n": 1}
    said |= {"uplinks_before": [], "uplinks_after": [], "lags_before": {}, "lags_after": {}}
    return DeviceView(said | values)


def look(*rules: Policy, devices: tuple[DeviceView, ...] = (), policies: PolicySet | None = None) -> Evaluated:
    change = {"kind": "access_vlan", "name": "x", "requester": "", "requester_roles": []}
    view = View(change, list(devices or (device(),)))
    found = evaluate(policies or PolicySet(rules=rules), view)
    found.violations = [one for one in found.violations if one.rule.endswith("-rule")]
    return found


@pytest.mark.parametrize(
    ("more", "line", "column", "said"),
    [
        ({"holds": "'device.n <= '"}, 12, 22, "assert: Syntax error"),
        ({"holds": "'nothing.n == 1'"}, 12, 17, "undeclared reference to 'nothing.n'"),
        ({"holds": "'size(device)'"}, 12, 10, "the expression gives INT, expected BOOL"),
        ({"when": "'device.n =='"}, 11, 19, "when: Syntax error"),
        ({"holds": "'device.n <= param.mots'"}, 12, 9, "param.mots is no parameter"),
        ({"id": "other"}, 3, 5, "expected the file's stem 'a-rule'"),
        ({"message": "it is {nothing.n}"}, 13, 10, "{nothing.n} is no value"),
        ({"each": "fleet"}, 9, 7, "each: Input should be"),
    ],
)
def test_a_mistake_in_a_rule_is_said_with_its_place(more: dict[str, str], line: int, column: int, said: str) -> None:
    found = rule("policies/a-rule.yaml", text(**more))
    assert not isinstance(found, Policy)
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (line, column), found
    assert said in found[0].message
    assert found[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("holds", "breaks", "said"),
    [
        ("'device.n <= param.most'", False, ""),
        ("'device.n > param.most'", True, "it is 1"),
        ("'device.missing == 1'", True, "the rule itself came to nothing: Key not found"),
        ("'device.n'", True, "came to nothing"),
        ("'device.name > 3'", True, "No matching overloads"),
        ("'touches(device.name, [\"no network\"])'", True, "came to nothing"),
    ],
)
def test_anything_but_true_denies(holds: str, breaks: bool, said: str) -> None:
    found = look(made(holds=holds))
    assert bool(found.violations) == breaks
    assert all(said in one.message for one in found.violations)


@pytest.mark.parametrize(
    "holds",
    [
        "'device.fleet.all(a, device.fleet.all(b, device.fleet.all(c, a + b + c >= 0)))'",
        "'device.fleet.map(a, device.fleet.map(b, device.fleet)).size() > 0'",
    ],
)
def test_a_rule_that_loops_over_the_fleet_is_stopped_by_its_budget(holds: str) -> None:
    found = look(made(holds=holds), devices=(device(fleet=list(range(1000))),))
    assert "budget" in found.violations[0].message


@pytest.mark.parametrize("holds", ["(" * 500 + "true" + ")" * 500, "true || " * 900 + "true"])
def test_an_expression_that_is_too_deep_or_too_long_is_refused(holds: str) -> None:
    found = rule("policies/a-rule.yaml", text(holds=f"'{holds}'"))
    assert not isinstance(found, Policy)


def test_there_is_no_way_out_of_an_expression() -> None:
    for said in ("http.send({})", "env('HOME')", "file('/etc/passwd')", "device.__class__", "now()"):
        try:
            answer = Scene({"device": {}}).evaluate(compiled(f"{said} == 1"))
        except BrokenError:
            continue
        assert answer.problem


def test_a_parameter_of_the_organisation_takes_the_place_of_the_default() -> None:
    own = {
        "policies/parameters.yaml": b"apiVersion: gains/v1\nkind: policy-parameters\n"
        b"rules:\n  a-rule: {severity: warning, parameters: {most: 0}}\n"
    }
    policies, findings = assemble([made()], own)
    assert findings == ()
    (one,) = look(policies=policies).violations
    assert (one.severity, one.message) == (Severity.WARNING, "it is 1")


def test_a_parameter_inside_a_text_stays_text() -> None:
    assert not look(
        made(holds="'\"param.most\" == device.word && param.most == 3'"), devices=(device(word="param.most"),)
    ).violations


@pytest.mark.parametrize(
    ("said", "line", "message"),
    [
        ("rules:\n  nobody: {severity: off}\n", 4, "there is no rule 'nobody'"),
        ("rules:\n  a-rule: {parameters: {least: 3}}\n", 4, "has no parameter 'least'"),
        ("rules:\n  a-rule: {parameters: {most: three}}\n", 4, "is text, expected a number"),
        ("rules:\n  a-rule: {weight: 3}\n", 4, "Extra inputs are not permitted"),
    ],
)
def test_a_mistake_in_the_parameters_is_said(said: str, line: int, message: str) -> None:
    own = {"policies/parameters.yaml": f"apiVersion: gains/v1\nkind: policy-parameters\n{said}".encode()}
    _, findings = assemble([made()], own)
    assert [(one.place.line, message in one.message) for one in findings if one.place] == [(line, True)], findings


def test_a_rule_that_is_switched_off_is_not_forgotten() -> None:
    raw = b"apiVersion: gains/v1\nkind: policy-parameters\nrules:\n  a-rule: {severity: 'off'}\n"
    own = {"policies/parameters.yaml": raw}
    policies, _ = assemble([made()], own)
    found = look(policies=policies)
    assert found.off == ["a-rule"]
    assert "a-rule" not in found.evaluated


def test_a_broken_or_misnamed_file_blocks_instead_of_being_lost() -> None:
    for name, raw in (("policies/x.yaml", b"- nothing"), ("policies/x.yml", text(id="x"))):
        _, findings = assemble([], {name: raw})
        assert [one.rule for one in findings] == ["policy-invalid"]
        assert all(isinstance(one, Finding) and one.severity is Severity.ERROR for one in findings)


def test_a_rule_of_the_organisation_takes_the_place_of_a_bundled_one() -> None:
    policies, _ = assemble([made()], {"policies/a-rule.yaml": text(holds="'false'")})
    assert policies.own == ("a-rule",)
    assert look(policies=policies).violations


def test_where_a_rule_holds_is_looked_at_before_it_is_evaluated() -> None:
    edge = made(holds="'false'").model_copy(
        update={"applies_to": made().applies_to.model_copy(update={"roles": ("edge",)})}
    )
    assert look(edge).idle[:1] == ["a-rule"]
    assert look(edge, devices=(device(role="edge"),)).violations


def test_many_violations_are_told_in_few_words() -> None:
    many = device()
    many.items["added"] = [Item({"text": f"line {number}", "context": []}) for number in range(200)]
    found = look(made(each="added", holds="'it.text == \"\"'", message="`{it.text}`"), devices=(many,))
    assert len(found.violations) == 51
    assert found.violations[0].message == "and 150 more of the same"


def test_names_of_people_are_asked_for_only_where_a_rule_wants_them() -> None:
    assert not asks_for_requester(PolicySet(rules=(made(holds="'change.requester == \"\"'"),)))
    policies, _ = assemble([], {"policies/a-rule.yaml": text(holds="'change.requester == \"\"'")})
    assert asks_for_requester(policies)


def violation(**more: Any) -> Violation:
    said: dict[str, Any] = {"rule": "a-rule", "severity": Severity.ERROR, "message": "m", "device": "sw", "site": "s"}
    return Violation(**said | more)


def waiver(**more: Any) -> Waiver:
    said: dict[str, Any] = {
        "rule": "a-rule",
        "scope": Scope(devices=("sw",)),
        "owner": "owner-a",
        "approved_by": ("approver-a",),
        "reason": "until the new one is there",
        "expires": "2026-12-31",
    }
    return Waiver(**said | more)


@pytest.mark.parametrize(
    ("one", "last_day", "covered", "expired"),
    [
        (waiver(), "2026-12-01", True, False),
        (waiver(), "", True, False),
        (waiver(), "2027-01-01", False, True),
        (waiver(rule="other-rule"), "", False, False),
        (waiver(scope=Scope(devices=("other",))), "", False, False),
        (waiver(scope=Scope(devices=("sw",), intents=("other",))), "", False, False),
        (waiver(scope=Scope(intents=("x",), sites=("s",))), "", True, False),
    ],
)
def test_a_waiver_covers_its_rule_in_its_scope_until_its_day(
    one: Waiver, last_day: str, covered: bool, expired: bool
) -> None:
    found = waive([violation()], [one], "x", last_day)
    assert (bool(found.covered), bool(found.expired), bool(found.standing)) == (covered, expired, not covered)
    assert found.holds_until == ("2026-12-31" if covered else "")


def test_nobody_waives_alone_and_nothing_waives_everything() -> None:
    with pytest.raises(ValueError, match="owns and approves it alone"):
        waiver(approved_by=("owner-a",))
    with pytest.raises(ValueError, match="a waiver for everything"):
        Scope()
    said = (
        b"apiVersion: gains/v1\nkind: policy-waivers\nwaivers:\n"
        b"  - {rule: nobody, scope: {devices: [a]}, owner: b, approved_by: [c], reason: r, expires: 2026-12-31}\n"
    )
    _, findings = assemble([made()], {"policies/waivers.yaml": said})
    (one,) = findings
    assert one.place is not None
    assert (one.place.line, one.message) == (4, "there is no rule 'nobody' to be waived")


@pytest.mark.parametrize(
    ("written", "networks", "meets", "inside"),
    [
        ("ip route 10.1.0.0 255.255.0.0 192.0.2.1", ["10.0.0.0/8"], True, False),
        ("permit ip 10.1.0.0 0.0.255.255 any", ["10.0.0.0/8"], True, True),
        ("10.1.2.3", ["10.1.2.0/24"], True, True),
        ("prefix 2001:db8::/32 and 10.0.0.1", ["2001:db8::/48"], True, False),
        ("version 17.9.4", ["17.0.0.0/8"], False, False),
        ("nothing", ["0.0.0.0/0"], False, False),
    ],
)
def test_networks_in_a_text(written: str, networks: list[str], meets: bool, inside: bool) -> None:
    assert (touches(written, networks), within(written, networks)) == (meets, inside)


BASE = (
    "hostname a\ninterface one\n description x\n shutdown\ninterface two\n description x\nrouter bgp 1\n neighbor a\n"
)


@pytest.mark.parametrize(
    ("after", "added", "removed"),
    [
        (BASE, [], []),
        (BASE.replace(" shutdown\n", ""), [], [("interface one", "shutdown")]),
        (BASE.replace("interface two\n", "interface two\n mtu 9000\n"), [(("interface two", "mtu 9000"), 6)], []),
        (BASE + "ntp server a\n", [(("ntp server a",), 9)], []),
        (BASE.replace("hostname a\n", ""), [], [("hostname a",)]),
        (
            BASE.replace("interface two\n description x\n", ""),
            [],
            [("interface two",), ("interface two", "description x")],
        ),
    ],
)
def test_lines_that_come_and_go_keep_the_block_around_them(after: str, added: list[Any], removed: list[Any]) -> None:
    assert changed_lines(BASE, after, paths) == (added, removed)
