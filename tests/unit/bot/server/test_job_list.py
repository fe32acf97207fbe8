"""`gains jobs --wait`: a script can wait for a state; what never comes is an error, not an empty list."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--state", "released", "--wait", "0.1"), "no job is released within 0.1 seconds"),
        (("--wait", "0.1"), "no job came within 0.1 seconds"),
        (("--state", "relased", "--wait", "60"), "state 'relased' is not known"),
    ],
)
def test_what_does_not_come_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.setenv("GAINS_DATA_DIR", str(tmp_path))
    done = CliRunner().invoke(application(["jobs"]), ["jobs", *words])
    assert done.exit_code == 2
    assert says in done.output


def test_without_waiting_no_job_is_an_empty_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAINS_DATA_DIR", str(tmp_path))
    done = CliRunner().invoke(application(["jobs"]), ["jobs"])
    assert (done.exit_code, done.output) == (0, "")
