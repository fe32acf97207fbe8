"""Texts of Junos in both forms, read as the device would read them: what each says, written as `set` lines."""

from __future__ import annotations

import pytest

from pipeline.device.junos import prove
from pipeline.device.junos.play import load
from pipeline.device.junos.render import as_set

READ = {
    # Junos CLI User Guide: comments in a configuration, `/* … */` over several lines and `#` to the end of one.
    "comments": (
        """\
## Last commit: 2024-01-01 00:00:00 UTC by admin
/* first
   second; } { */
system {
    host-name a; # not this; nor { this
    /* inner */ domain-name example.net;
    location { /* here */ building one; }
}
""",
        "set system host-name a\nset system domain-name example.net\nset system location building one\n",
    ),
    "several statements on one line": (
        "system { host-name a; services { ssh; } }\nsnmp {\n    location x; contact y;\n}\n",
        "set system host-name a\nset system services ssh\nset snmp location x\nset snmp contact y\n",
    ),
    "quotations with quotes inside": (
        'snmp {\n    location "a \\"b\\" { c";\n    contact "one two";\n}\n',
        'set snmp location "a \\"b\\" { c"\nset snmp contact "one two"\n',
    ),
    "marks": (
        """\
inactive: snmp {
    location x;
}
protect: system {
    inactive: protect: host-name a;
}
protocols {
    bgp {
        inactive: import [ A B ];
        export [ C ];
    }
}
""",
        "set snmp location x\nset system host-name a\nset protocols bgp import A\nset protocols bgp import B\n"
        "set protocols bgp export C\n"
        "deactivate snmp\nprotect system\ndeactivate system host-name\nprotect system host-name\n"
        "deactivate protocols bgp import\n",
    ),
    "marks in the form of commands": (
        "set snmp location x\nset system host-name a\ndeactivate snmp\nprotect system host-name\n",
        "set snmp location x\nset system host-name a\ndeactivate snmp\nprotect system host-name\n",
    ),
    "what a terminal shows around a configuration": (
        "{master:0}\n[edit]\n\n! a note\nsystem {\n    host-name a;\n}\n{master:0}\n",
        "set system host-name a\n",
    ),
    "a block that is opened twice": (
        "system {\n    host-name a;\n}\nsnmp {\n    location x;\n}\nsystem {\n    domain-name example.net;\n}\n",
        "set system host-name a\nset system domain-name example.net\nset snmp location x\n",
    ),
    "of several values of a leaf the last": (
        "system {\n    host-name a;\n    host-name b;\n}\n",
        "set system host-name b\n",
    ),
    "of what pushes each other out the last": (
        "set firewall filter F term a then accept\nset firewall filter F term a then count C\n"
        "set firewall filter F term a then discard\n",
        "set firewall filter F term a then count C\nset firewall filter F term a then discard\n",
    ),
    "a leaf with what stands beside its value": (
        "set routing-options autonomous-system 64512\nset routing-options autonomous-system loops 2\n"
        "set routing-options autonomous-system 64513\n",
        "set routing-options autonomous-system loops 2\nset routing-options autonomous-system 64513\n",
    ),
    "a list in brackets of commands": (
        "set protocols bgp import [ A B ]\nset system host-name a\n",
        "set protocols bgp import A\nset protocols bgp import B\nset system host-name a\n",
    ),
    "empty blocks": ("system {\n}\ninterfaces {\n    lo0;\n}\n", "set system\nset interfaces lo0\n"),
    "nothing": ("", ""),
    "lines of `set` with blanks around": ("\n  set system host-name a  \n\n", "set system host-name a\n"),
}


@pytest.mark.parametrize("name", READ)
def test_a_text_is_read_as_the_device_reads_it(name: str) -> None:
    text, expected = READ[name]
    assert as_set(load(text)) == expected
    assert as_set(load(expected)) == expected


def test_a_quotation_and_a_statement_go_on_over_lines() -> None:
    text = 'system {\n    login {\n        message "first; {\n  second }";\n    }\n    host-name\n        a;\n}\n'
    assert as_set(load(text)) == 'set system login message "first; {\n  second }"\nset system host-name a\n'


DEEP = "".join(f"b{n} {{\n" for n in range(60)) + "}\n" * 60
REFUSED = {
    "a block that does not end": ("system {\n    host-name a;\n", "ends inside a block"),
    "a statement that does not end": ("system {\n    host-name a;\n}\nsnmp\n", "ends inside a block"),
    "too many braces": ("system {\n}\n}\n", "closing brace that nothing opened"),
    "no semicolon": ("system {\n    host-name a\n}\n", "without its semicolon"),
    "a brace without a name": ("system {\n    {\n    }\n}\n", "brace without a name"),
    "a quotation that does not end": ('snmp {\n    location "x;\n}\n', "quotation that does not end near"),
    "a comment that does not end": ("snmp {\n    /* x\n    location y;\n}\n", "does not end near"),
    "blocks inside more than anyone has": (DEEP, "inside more than 60 others: 'b59'"),
    "a statement of words without end": (f"set {'a ' * 101}\n", "a statement of 101 words near 'a a a a a'"),
    "commands and braces": ("set system host-name a\nsnmp { \n  location x;\n}\n", "in one text: 'snmp {'"),
    "braces and commands": (
        "snmp {\n    location x;\n}\nset system host-name a\n",
        "in one text: 'set system host-name a'",
    ),
    "another command": ("set system host-name a\ndelete snmp\n", "a command in a configuration: 'delete snmp'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_device_would_show_is_not_read(name: str) -> None:
    text, words = REFUSED[name]
    with pytest.raises(ValueError, match=r".*") as raised:
        load(text)
    assert words in str(raised.value)
    assert prove(text, "set system host-name a\n", (), ()).verdict == "not_provable"


def test_sixty_blocks_inside_each_other_and_a_hundred_words_are_read() -> None:
    assert as_set(load(DEEP.split("\n", 1)[1].replace("}\n", "", 1))).startswith("set b1 b2 ")
    assert as_set(load(f"set {'a ' * 100}\n")).count("a") == 100


def test_a_statement_that_begins_with_set_in_braces_is_one() -> None:
    text = "policy-options {\n    set {\n        x;\n    }\n    set y;\n}\n"
    assert as_set(load(text)) == "set policy-options set x\nset policy-options set y\n"
