"""What a comparison costs as its texts grow, in calls of functions, which no busy machine changes."""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

import pytest

from bot.diff import compare

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, TIMES = 60, 10
MOST = 12
"""Ten times the lines may cost so many times the calls."""


def ports(count: int, vlan: int) -> str:
    return "".join(f"interface Vlan{n}\n description port {n}\n mtu {vlan}\n" for n in range(2, count + 2))


def entries(count: int, port: int, *, every: int) -> str:
    hosts = ((n, f"10.0.{n // 256}.{n % 256}") for n in range(count))
    lines = (f" permit tcp any host {host} eq {port if n % every == 0 else 22}\n" for n, host in hosts)
    return "ip access-list extended BIG\n" + "".join(lines)


def vlans(count: int, name: str) -> str:
    return "".join(f"vlan {n}\n name {name}{n}\n" for n in range(2, count + 2))


def terms(count: int, action: str) -> str:
    return "".join(f"set firewall family inet filter F term T{n} then {action}\n" for n in range(count))


def inactive(count: int, *, marked: bool) -> str:
    marks = (f"deactivate firewall family inet filter F term T{n}\n" for n in range(count if marked else 0))
    return terms(count, "accept") + "".join(marks)


GROWTH: dict[str, tuple[str, Callable[[int], tuple[str, str]]]] = {
    "every port of IOS": ("cisco_ios", lambda n: (ports(n, 9000), ports(n, 9100))),
    "every port of EOS": ("arista_eos", lambda n: (ports(n, 9000), ports(n, 9100))),
    "one of ten entries": ("cisco_ios", lambda n: (entries(n, 22, every=10), entries(n, 443, every=10))),
    "every VLAN": ("cisco_ios", lambda n: (vlans(n, "A"), vlans(n, "B"))),
    "new VLANs": ("arista_eos", lambda n: ("hostname a\n", "hostname a\n" + vlans(n, "A"))),
    "every term": ("juniper_junos", lambda n: (terms(n, "accept"), terms(n, "discard"))),
    "every mark": ("juniper_junos", lambda n: (inactive(n, marked=True), inactive(n, marked=False))),
    "banners that never end": ("cisco_ios", lambda n: ("banner motd ^C\n" * n, "banner motd ^C\n" * n + "x\n")),
}


def calls(platform: str, running: str, candidate: str) -> int:
    profile = cProfile.Profile()
    profile.enable()
    compared = compare(platform, running, candidate)
    profile.disable()
    assert compared.proof.verdict == "proved"
    total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return total


@pytest.mark.parametrize("name", GROWTH)
def test_the_cost_grows_with_the_lines(name: str) -> None:
    platform, texts = GROWTH[name]
    compare(platform, *texts(2))
    assert calls(platform, *texts(FEW * TIMES)) <= MOST * calls(platform, *texts(FEW))
