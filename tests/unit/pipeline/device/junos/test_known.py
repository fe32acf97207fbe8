"""Which statements of Junos stand in a known section, in either form."""

from __future__ import annotations

import pytest

from pipeline.device.junos.known import knows


@pytest.mark.parametrize(
    ("path", "known"),
    [
        (("system", "host-name a"), True),
        (("set system host-name a",), True),
        (("interfaces", "ge-0/0/0", "mtu 9000"), True),
        (("set interfaces ge-0/0/0 mtu 9000",), True),
        (("frobnicate", "system"), False),
        (("set frobnicate system",), False),
        (("frobnicate system interfaces",), False),
    ],
)
def test_a_statement_is_known_by_its_section(path: tuple[str, ...], known: bool) -> None:
    assert knows(path) is known
