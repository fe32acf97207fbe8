"""Texts shortened by what they share: the difference of their trees stays the same."""

from __future__ import annotations

from pipeline.config.junos import derive
from pipeline.config.junos.reduce import reduce

BLOCKS = """\
system {
    host-name a;
}
firewall {
    filter F {
        term one {
            then accept;
        }
        term two {
            then discard;
        }
    }
}
"""


def test_equal_blocks_become_their_headers() -> None:
    short, other = reduce(BLOCKS, BLOCKS.replace("discard", "reject"))
    assert short.split("\n")[:4] == ["system;", "firewall {", "    filter F {", "        term one;"]
    assert "            then discard;" in short
    assert "            then reject;" in other


def test_equal_groups_of_set_lines_become_one_line() -> None:
    lines = "".join(f"set firewall filter F term {name} then accept\n" for name in ("one", "two"))
    same = "set policy-options prefix-list P 192.0.2.0/24\nset policy-options prefix-list P 198.51.100.0/24\n"
    short, other = reduce(same + lines, same + lines.replace("two then accept", "two then discard"))
    assert short.split("\n")[0] == "set policy-options"
    assert short.count("192.0.2.0") == other.count("192.0.2.0") == 0
    assert "set firewall filter F term two then discard" in other


def test_a_block_that_is_written_twice_is_left_alone() -> None:
    twice = "interfaces {\n    x {\n        mtu 1;\n    }\n}\n"
    running = twice + "interfaces {\n    y {\n        mtu 1;\n    }\n}\n"
    candidate = (
        "interfaces {\n    z {\n        mtu 1;\n    }\n}\n" + "interfaces {\n    y {\n        mtu 1;\n    }\n}\n"
    )
    assert reduce(running, candidate) == (running, candidate)
    assert derive(running, candidate) == ("set interfaces z mtu 1", "delete interfaces x")


def test_a_comment_over_lines_hides_no_brace() -> None:
    old = "system {\n    /* begins\n}\n ends */\n    host-name a;\n}\n"
    assert derive(old, old.replace("name a", "name b")) == ("set system host-name b",)
