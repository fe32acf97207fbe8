"""`gains acl diff` says for every filter what differs, with a packet, and never calls equal what it could not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application

HEAD = "hostname sw\nip access-list extended IN\n"
WEB = " permit tcp 10.0.0.0 0.0.0.255 any eq 443\n"
REST = " deny ip any any\n"
HALVES = WEB.replace("0.0.0.255", "0.0.0.127") + WEB.replace("10.0.0.0 0.0.0.255", "10.0.0.128 0.0.0.127")
NIGHT = " permit udp any any time-range N\n"


def run(folder: Path, before: str, after: str, *more: str) -> tuple[int, str]:
    (folder / "before.cfg").write_text(before)
    (folder / "after.cfg").write_text(after)
    files = [str(folder / "before.cfg"), str(folder / "after.cfg")]
    result = CliRunner().invoke(application(["acl"]), ["acl", "diff", "--platform", "cisco_ios", *files, *more])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        (WEB + REST, WEB + REST, 0, "IN (ipv4): equal"),
        (WEB + REST, HALVES + REST, 0, "equal"),
        (WEB + REST, REST, 1, "now refused: tcp from 10.0.0."),
        (REST, WEB + REST, 1, "now permitted: tcp from 10.0.0."),
        (NIGHT + REST, NIGHT + WEB + REST, 1, "now permitted"),
        (NIGHT + REST, NIGHT.replace("N\n", "M\n") + REST, 4, "not understood: time-range M"),
        (WEB + REST, WEB + WEB + REST, 0, "entry 20 never decides a packet"),
    ],
)
def test_what_two_filters_differ_in(tmp_path: Path, before: str, after: str, code: int, said: str) -> None:
    found, output = run(tmp_path, HEAD + before, HEAD + after)
    assert found == code, output
    assert said in output


def test_json_and_other_ways_in(tmp_path: Path) -> None:
    code, output = run(tmp_path, HEAD + REST, HEAD + WEB + REST, "--json")
    (one,) = json.loads(output)["filters"]
    assert (code, one["outcome"], one["permitted"]["packet"]["destination_port"]) == (1, "different", 443)
    assert run(tmp_path, HEAD + REST, "hostname sw\n")[0] == 1, "a filter that is gone is a difference"
    assert run(tmp_path, HEAD + REST, HEAD + REST, "--filter", "OUT")[0] == 2
