"""The shell of FRRouting as a checker: what it refuses is said with its line's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.vtysh import Complaint, Vtysh
from bot.answerers.syntax import PLUGIN
from bot.files import Folder
from pipeline.run import Asked
from schemas.question import ask

TEXT = "auto eth0\nfrr version 8.4.4\nrouter bgp 64512\n neighbor 192.0.2.1 remote-as 64513\n nonsense here\nexit\n"


def shell(tmp_path: Path, body: str) -> Vtysh:
    program = tmp_path / "vtysh"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return Vtysh(str(program), "8.4.4")


def test_complaints_are_read(tmp_path: Path) -> None:
    program = shell(tmp_path, 'echo "line 4: % Unknown command[25]:  nonsense here" >&2; exit 2')
    assert program.check(TEXT) == (Complaint("nonsense here", "Unknown command"),)


def test_what_stands_before_the_part_of_frr_is_left_out(tmp_path: Path) -> None:
    program = shell(tmp_path, 'head -1 "$3" | grep -q "^frr version" || exit 9')
    assert program.check(TEXT) == ()


def test_a_program_that_fails_says_nothing(tmp_path: Path) -> None:
    assert shell(tmp_path, "exit 1").check(TEXT) is None
    assert Vtysh(str(tmp_path / "none"), "").check(TEXT) is None


def test_every_question_gets_one_answer(tmp_path: Path) -> None:
    known = ask("syntax", "vtysh", device="r1", candidate="sha256:0")
    other = ask("syntax", "another", device="r1")
    answers = PLUGIN([Asked(known, {}, {"r1": TEXT}), Asked(other, {}, {})], Folder(tmp_path))
    assert [one.key for one in answers] == [known.key, other.key]
    assert answers[1].state == "unreachable"


def test_the_real_shell_where_it_is_installed() -> None:
    found = Vtysh.installed()
    if found is None:
        pytest.skip("vtysh is not installed: the real checker was NOT tried")
    assert found.check(TEXT) == (Complaint("nonsense here", "Unknown command"),)
    assert found.check(TEXT.replace(" nonsense here\n", "")) == ()
    assert found.version[0].isdigit()
