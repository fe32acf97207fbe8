"""Statements merged into Junos text: where they land, and what stays byte for byte."""

from __future__ import annotations

import pytest

from pipeline.config.junos import merge

BRACES = """\
## Last commit: by the operator
system {
    host-name acc-1;
    services { ssh; netconf { ssh; } }
}
interfaces {
    /* do not touch: the { uplink } */
    ge-0/0/0 {
        description "to core; rack 4";
        unit 0 {
            family inet;
        }
    }
    inactive: ge-0/0/1 {
        unit 0 {
            family ethernet-switching {
                vlan {
                    members [ USERS VOICE ]; ## as planned
                }
            }
        }
    }
}
policy-options {
    policy-statement OUT {
        apply-groups [ a b ];
        term nets {
            then accept;
        }
        /* the end */
        term last {
            then reject;
        }
    }
}
"""
FLAT = """\
set version 21.4R3
set interfaces ge-0/0/0 description "to core; rack 4"
set interfaces ge-0/0/0 unit 0 family inet
set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members USERS
deactivate interfaces ge-0/0/1
set policy-options policy-statement OUT term nets then accept
set policy-options policy-statement OUT term last then reject
"""
TERM = "policy-options policy-statement OUT term"
CASES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # text, fragment, lines gone, lines come
    "braces: one value in place": (
        BRACES,
        ("set system host-name b",),
        ("    host-name acc-1;",),
        ("    host-name b;",),
    ),
    "braces: an empty entry opens": (
        BRACES,
        ("set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/31",),
        ("            family inet;",),
        ("            family inet {", "                address 192.0.2.1/31;", "            }"),
    ),
    "braces: a list grows": (
        BRACES,
        ("set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members CCTV",),
        ("                    members [ USERS VOICE ]; ## as planned",),
        ("                    members [ USERS VOICE CCTV ];",),
    ),
    "braces: a list of one has no brackets": (
        BRACES,
        ("delete interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members USERS",),
        ("                    members [ USERS VOICE ]; ## as planned",),
        ("                    members VOICE;",),
    ),
    "braces: a shared line is spelled out": (
        BRACES,
        ("set system services ssh root-login deny",),
        ("    services { ssh; netconf { ssh; } }",),
        (
            "    services {",
            "        ssh {",
            "            root-login deny;",
            "        }",
            "        netconf {",
            "            ssh;",
            "        }",
            "    }",
        ),
    ),
    "braces: accept pushes out reject": (
        BRACES,
        (f"set {TERM} last then accept",),
        ("            then reject;",),
        ("            then {", "                accept;", "            }"),
    ),
    "braces: emptied blocks go, entries stay": (
        BRACES,
        (f"delete {TERM} nets then accept",),
        ("        term nets {", "            then accept;", "        }"),
        ("        term nets;",),
    ),
    "braces: activated": (
        BRACES,
        ("activate interfaces ge-0/0/1",),
        ("    inactive: ge-0/0/1 {",),
        ("    ge-0/0/1 {",),
    ),
    "set: one value in place": (FLAT, ("set version 22.1",), ("set version 21.4R3",), ("set version 22.1",)),
    "set: the empty entry is replaced": (
        FLAT,
        ("set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/31",),
        ("set interfaces ge-0/0/0 unit 0 family inet",),
        ("set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/31",),
    ),
    "set: an emptied entry stays": (
        FLAT,
        (f"delete {TERM} nets then accept",),
        (f"set {TERM} nets then accept",),
        (f"set {TERM} nets",),
    ),
    "set: activated": (FLAT, ("activate interfaces ge-0/0/1",), ("deactivate interfaces ge-0/0/1",), ()),
    "set: deactivated": (
        FLAT,
        (f"deactivate {TERM} last",),
        (f"set {TERM} last then reject",),
        (f"set {TERM} last then reject", f"deactivate {TERM} last"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_the_lines_meant_change(name: str) -> None:
    text, fragment, gone, come = CASES[name]
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (gone, come))
    assert text.count(old) == 1
    merged = merge(text, fragment)
    assert merged.text == text.replace(old, new)
    lines = merged.text.split("\n")
    assert {lines[number - 1] for number, _ in merged.origins} <= set(come)
    assert all(origin == 0 for _, origin in merged.origins)
    assert bool(merged.origins) == bool(come)


@pytest.mark.parametrize("text", [BRACES, FLAT])
def test_an_inserted_term_stands_before_the_last_and_names_its_fragment_line(text: str) -> None:
    fragment = (
        f"set {TERM} new from protocol bgp",
        f"set {TERM} new then accept",
        f"insert {TERM} new before term last",
    )
    merged = merge(text, fragment)
    lines = merged.text.split("\n")
    new = [number for number, line in enumerate(lines, start=1) if "term new" in line]
    last = [number for number, line in enumerate(lines, start=1) if "term last" in line]
    assert max(new) < min(last)
    assert {origin for _, origin in merged.origins} == {0, 1}
    assert (new[0], 0) in merged.origins
    assert merge(merged.text, fragment) == type(merged)(merged.text)


def test_a_comment_moves_with_the_term_below_it() -> None:
    merged = merge(BRACES, (f"insert {TERM} last before term nets",))
    assert (
        "        /* the end */\n        term last {\n            then reject;\n        }\n        term nets {"
        in merged.text
    )


def test_a_new_entry_stands_after_the_last_of_its_kind() -> None:
    text = "policy-options {\n    policy-statement P {\n        term a;\n        then reject;\n    }\n}\n"
    merged = merge(text, ("set policy-options policy-statement P term b then accept",))
    assert merged.text.index("term a") < merged.text.index("term b") < merged.text.index("then reject")


def test_the_short_spelling_of_a_filter_is_kept() -> None:
    text = "firewall {\n    filter F {\n        term a {\n            then accept;\n        }\n    }\n}\n"
    merged = merge(text, ("set firewall family inet filter F term b then discard",))
    assert "family" not in merged.text
    assert "        term b {" in merged.text


@pytest.mark.parametrize(
    "line",
    ["edit interfaces", "set", f"insert {TERM} nets before term nowhere", f"insert {TERM} nets before term nets"],
)
@pytest.mark.parametrize("text", [BRACES, FLAT])
def test_what_cannot_be_merged_is_refused(text: str, line: str) -> None:
    with pytest.raises(ValueError, match=r"command|exist|itself"):
        merge(text, (line,))


def test_what_is_not_understood_is_carried_along() -> None:
    text = "{master:0}\nsystem {\n    host-name a;\n}\n% what is this\n"
    assert merge(text, ("set system host-name b",)).text == text.replace("host-name a", "host-name b")
