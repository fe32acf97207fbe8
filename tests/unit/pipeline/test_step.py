"""A look afterwards is about the line that the device will hold, not about the number that was asked for."""

from __future__ import annotations

import re

from tests.unit.bot.campus import artifact, packages

SHOWN = """Extended IP access list BADGE-IN
    10 permit udp any eq bootpc any eq bootps
    50 permit icmp 10.10.80.0 0.0.0.255 host 10.200.3.30 echo-reply
    51 permit tcp 10.10.80.0 0.0.0.255 host 10.200.10.16 eq 8443 (3 matches)
    60 deny ip 10.10.80.0 0.0.0.255 10.0.0.0 0.255.255.255 log
"""


def test_the_new_entry_is_found_by_its_text_and_only_when_it_is_there() -> None:
    (package,) = packages("permit-badge-server")
    looks = [
        look
        for step in artifact(package, "change-plan.json")["steps"]
        if step["platform"] == "cisco_ios"
        for look in step["post_checks"]
        if look["how"] == "matches"
    ]
    assert len(looks) == 2
    for look in looks:
        assert re.search(look["pattern"], SHOWN, re.MULTILINE)
        without = "".join(line for line in SHOWN.splitlines(keepends=True) if "8443" not in line)
        assert not re.search(look["pattern"], without, re.MULTILINE)
        assert not re.search(look["pattern"], without + "    70 permit tcp any any eq 84430\n", re.MULTILINE)
