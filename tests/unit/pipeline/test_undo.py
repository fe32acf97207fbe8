"""A change whose own commands back do nothing is never said to be gone: what it made is named as left."""

from __future__ import annotations

import pytest

from pipeline.engine import engine
from pipeline.reader import reader
from pipeline.undo import alike, undoing
from schemas.ledger import MergedDevice

CASES = [
    ("cisco_ios", "hostname d\nntp server 192.0.2.1\n", ("no ntp server 192.0.2.1",), "ntp server 192.0.2.1"),
    (
        "juniper_junos",
        "set system host-name d\nset system ntp server 192.0.2.1\n",
        ("delete system ntp server 192.0.2.1",),
        "system ntp server 192.0.2.1",
    ),
]


def merged(platform: str, candidate: str, rollback: tuple[str, ...]) -> MergedDevice:
    return MergedDevice(intent="ntp", device="d", candidate=candidate, rollback=rollback, lines=(2,))


@pytest.mark.parametrize(("platform", "text", "back", "line"), CASES)
def test_commands_back_that_do_nothing_leave_what_the_change_made(
    platform: str, text: str, back: tuple[str, ...], line: str
) -> None:
    read = reader(platform)
    assert read is not None
    good = undoing(merged(platform, text, back), text, engine(platform).merge, read.paths)
    assert good.left == ()
    assert good.off
    for useless in ((), ("exit",)):
        done = undoing(merged(platform, text, useless), text, engine(platform).merge, read.paths)
        assert done.left == (line,)
        gone = text.splitlines()[0] + "\n"
        assert undoing(merged(platform, text, useless), gone, engine(platform).merge, read.paths).left == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("description a camera", "description desk", True),
        ("interfaces ge-0/0/1 description a camera", "interfaces ge-0/0/1 description desk", True),
        ("interfaces ge-0/0/1 description a", "interfaces ge-0/0/2 description a", False),
        ("switchport access vlan 10", "switchport access vlan 20", True),
        ("switchport access vlan 10", "switchport access vlan 10", False),
        ("shutdown", "lacp", False),
    ],
)
def test_lines_are_about_the_same_where_only_the_value_differs(one: str, other: str, same: bool) -> None:
    assert alike((one,), (other,)) is same
