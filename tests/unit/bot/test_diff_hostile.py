"""`gains diff` on texts that no device printed: an answer or a refusal on every one, never a crash, never for long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import application

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEER = "neighbor 192.0.2.2"
PLAIN = {
    "cisco_ios": f"hostname r1\ninterface Gi0/1\n description x\n!\nrouter bgp 64512\n {PEER} remote-as 64513\n",
    "cisco_nxos": f"feature bgp\ninterface Ethernet1/1\n  description x\nrouter bgp 64512\n  {PEER}\n",
    "cisco_xr": f"interface GigabitEthernet0/0/0/0\n description x\n!\nrouter bgp 64512\n {PEER}\n !\n!\n",
    "arista_eos": f"interface Ethernet1\n   description x\n!\nrouter bgp 64512\n   {PEER} remote-as 64513\n",
    "juniper_junos": "system {\n    host-name r1;\n}\ninterfaces {\n    ge-0/0/0 {\n        description x;\n    }\n}\n",
    "frr": "frr version 8.4\nhostname r1\n!\ninterface eth0\n description x\nexit\n!\nrouter bgp 64512\nexit\n!\n",
}
HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda text: text[:0],
    "line-ends": lambda text: text.replace(b"\n", b"\r\n"),
    "old-line-ends": lambda text: text.replace(b"\n", b"\r"),
    "byte-order-mark": lambda text: b"\xef\xbb\xbf" + text,
    "two-bytes-a-letter": lambda text: text.decode().encode("utf-16"),
    "latin-1": lambda text: text.replace(b"description x", b"description caf\xe9"),
    "tabs": lambda text: text.replace(b"\n ", b"\n\t"),
    "no-end": lambda text: text.rstrip(b"\n"),
    "twice": lambda text: text + text,
    "backwards": lambda text: b"\n".join(reversed(text.split(b"\n"))),
    "long-line": lambda text: text + b" description " + b"a" * 200_000 + b"\n",
    "many-unknown": lambda text: text + b"".join(b"unknown thing %d\n" % n for n in range(3000)),
    "deep": lambda text: text + b"".join(b" " * n + b"level %d\n" % n for n in range(1500)),
    "deep-braces": lambda text: text + b"a {\n" * 1500 + b"}\n" * 1500,
    "open-braces": lambda text: text + b"a { " * 1500,
    "closing-braces": lambda text: text + b"}\n" * 50,
    "banner-odd": lambda text: text + "banner login §\nfoo\n§\n".encode(),
    "banner-open": lambda text: text + b"banner motd ^C\nhello\ninterface Loopback0\n",
    "comment-open": lambda text: text + b"/* never closed\n",
    "separators": lambda text: text.replace(b"description x", "description a\u2028b\x85c\x0cd".encode()),
    "numbers": lambda text: text + b"vlan 99999999999999999999\nvlan 4094-1\naccess-list 1 permit\n",
    "quotation-open": lambda text: text + b'description "open\nset system host-name "x\n',
    "web-page": lambda _: b"<html><body>Log in</body></html>",
    "data": lambda _: b'{"a": [1, 2, 3]}',
    "commands": lambda _: b"set system host-name x\ndelete interfaces\n",
}


@pytest.mark.parametrize("platform", PLAIN)
@pytest.mark.parametrize("name", HOSTILE)
def test_every_text_gets_an_answer_or_a_refusal(tmp_path: Path, platform: str, name: str) -> None:
    plain, hostile = tmp_path / "plain.cfg", tmp_path / "hostile.cfg"
    plain.write_text(PLAIN[platform])
    hostile.write_bytes(HOSTILE[name](PLAIN[platform].encode()))
    for pair in ((plain, hostile), (hostile, plain)):
        done = CliRunner().invoke(application(["diff"]), ["diff", "--platform", platform, "--json", *map(str, pair)])
        assert isinstance(done.exception, SystemExit | None), done.exception
        assert done.exit_code in (0, 1, 2)
        if done.exit_code == 2:
            assert "expected" in done.output or "name a text file" in done.output
        else:
            proof = json.loads(done.stdout)["proof"]
            assert proof["verdict"] in ("proved", "not_proved", "not_provable")
            assert (proof["verdict"] == "proved") or done.exit_code == 1


def test_a_command_is_no_part_of_a_configuration(tmp_path: Path) -> None:
    """`delete` in the text of a candidate would else be read over, and the proof would hold for something else."""
    one, two = tmp_path / "one.set", tmp_path / "two.set"
    one.write_text("set system host-name r1\n")
    two.write_text("set system host-name r1\ndelete system host-name\n")
    done = CliRunner().invoke(
        application(["diff"]), ["diff", "--platform", "juniper_junos", "--json", str(one), str(two)]
    )
    assert done.exit_code == 1
    proof = json.loads(done.stdout)["proof"]
    assert proof["verdict"] == "not_provable"
    assert "a command in a configuration" in proof["reason"]
