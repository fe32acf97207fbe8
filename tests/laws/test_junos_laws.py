"""Laws of the Junos engine on small generated configurations: circular, idempotent, minimal, the same in both forms."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.config.junos import derive, merge
from pipeline.device.junos import play, prove

_TERM = st.lists(
    st.sampled_from(
        [
            "from protocol bgp",
            "from protocol ospf",
            "from prefix-list NETS",
            "from route-filter 10.0.0.0/8 orlonger",
            "then local-preference 200",
            "then local-preference 50",
            "then accept",
            "then mystery one",
            "then mystery two deep",
        ]
    ),
    min_size=1,
    max_size=4,
    unique=True,
)
_POLICY = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), _TERM, max_size=5)
_ORDER = st.permutations(["a", "b", "c", "d", "e"])
_CHAIN = st.lists(st.sampled_from(["P", "Q", "R", "S"]), max_size=4, unique=True)
_REST = st.lists(
    st.sampled_from(
        [
            "system host-name one",
            "system ntp server 192.0.2.1",
            "system ntp server 192.0.2.2 prefer",
            'interfaces ge-0/0/0 description "to the { core }; first"',
            "interfaces ge-0/0/0 unit 0 family inet",
            "interfaces ge-0/0/1 unit 0 family inet address 192.0.2.1/24",
            "interfaces ge-0/0/1 unit 0 family inet address 192.0.2.2/24",
            "interfaces ge-0/0/1 unit 0 family mpls",
            "interfaces ge-0/0/1 disable",
            "vlans USERS vlan-id 10",
            "vlans VOICE vlan-id 20",
            "routing-options autonomous-system 64512",
            "routing-options autonomous-system loops 2",
            "unheard-of thing with a value",
            "unheard-of thing with another",
        ]
    ),
    max_size=8,
    unique=True,
)
_MARKS = st.lists(st.sampled_from(["interfaces ge-0/0/1", "vlans USERS"]), max_size=2, unique=True)


@st.composite
def configurations(draw: st.DrawFn) -> str:
    """Return a configuration in `set` form with terms and policies in some order."""
    terms = draw(_POLICY)
    lines = []
    for name in draw(_ORDER):
        local = [one for one in terms.get(name, ()) if "local-preference" in one][:1]
        kept = [one for one in terms.get(name, ()) if "local-preference" not in one] + local
        lines += [f"policy-options policy-statement P term {name} {one}" for one in kept]
    lines += [f"protocols bgp group G import {name}" for name in draw(_CHAIN)]
    lines += draw(_REST)
    marks = [mark for mark in draw(_MARKS) if any(line.startswith(mark) for line in lines)]
    return "\n".join([f"set {line}" for line in lines] + [f"deactivate {mark}" for mark in marks] + [""])


def braces(text: str) -> str:
    """Return the same in brace form, as the model of the device writes it."""
    return play("system {\n}\n", [line for line in text.split("\n") if line]).text


_BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_BOUNDED
@given(configurations(), configurations())
def test_remediation_then_rollback_is_proved_in_set_form(running: str, candidate: str) -> None:
    proof = prove(running, candidate, derive(running, candidate), derive(candidate, running))
    assert proof.verdict == "proved", proof


@_BOUNDED
@given(configurations(), configurations())
def test_remediation_then_rollback_is_proved_in_brace_form(running: str, candidate: str) -> None:
    old, new = braces(running), braces(candidate)
    proof = prove(old, new, derive(old, new), derive(new, old))
    assert proof.verdict == "proved", proof


@_BOUNDED
@given(configurations(), configurations())
def test_no_command_can_be_left_out(running: str, candidate: str) -> None:
    commands = derive(running, candidate)
    for at in range(len(commands)):
        fewer = commands[:at] + commands[at + 1 :]
        assert prove(running, candidate, fewer, derive(candidate, running)).verdict == "not_proved", commands[at]


@_BOUNDED
@given(configurations())
def test_no_difference_needs_no_command(running: str) -> None:
    assert derive(running, running + "# a remark\n") == ()
    assert derive(braces(running), "/* a remark */\n" + braces(running)) == ()


@_BOUNDED
@given(configurations(), configurations(), st.booleans())
def test_merged_commands_end_where_they_end_on_the_device(running: str, candidate: str, in_braces: bool) -> None:
    old, new = (braces(running), braces(candidate)) if in_braces else (running, candidate)
    commands = derive(old, new)
    merged = merge(old, commands).text
    assert prove(old, merged, commands, derive(merged, old)).verdict == "proved"
    assert derive(merged, new) == ()


@_BOUNDED
@given(configurations(), st.booleans())
def test_a_fragment_that_is_there_changes_nothing(running: str, in_braces: bool) -> None:
    fragment = [line for line in running.split("\n") if line.startswith("set")]
    text = braces(running) if in_braces else running
    merged = merge(text, fragment)
    assert merged.text == text
    assert merged.origins == ()


@_BOUNDED
@given(configurations(), configurations(), st.booleans())
def test_lines_without_an_origin_are_those_of_the_running_configuration(
    running: str, candidate: str, in_braces: bool
) -> None:
    text = braces(running) if in_braces else running
    merged = merge(text, derive(running, candidate) if not in_braces else derive(text, braces(candidate)))
    made = {number for number, _ in merged.origins}
    left = [line for number, line in enumerate(merged.text.split("\n"), start=1) if number not in made]
    there = text.split("\n")
    for line in left:
        assert line in there
        there.remove(line)
