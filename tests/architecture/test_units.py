"""The systemd units: systemd itself finds nothing wrong with them, and they say what is promised."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def test_there_are_units() -> None:
    names = {unit.name for unit in UNITS}
    assert names == {
        "gains.service", "gains-backup.service", "gains-backup.timer", "gains-gc.service", "gains-gc.timer",
    }  # fmt: skip
    assert {name.replace(".timer", ".service") for name in names} <= names


def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: the units were NOT verified")
    for unit in UNITS:  # the program is not installed where they say
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/gains/bin/gains ", f"{sys.executable} "))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    mine = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or "gains" in line]
    assert mine == []


def test_the_service_takes_what_the_example_names_and_needs_no_forge_that_is_not_used() -> None:
    text = (DEPLOY / "gains.service").read_text()
    given = set(re.findall(r"^LoadCredential=(\w+):/etc/gains/secrets/\1$", text, re.MULTILINE))
    spared = set(re.findall(r"^SetCredential=(\w+):\\n$", text, re.MULTILINE))
    named = set(re.findall(r"/run/secrets/(\w+)", (DEPLOY / "gains.env.example").read_text()))
    assert "BindReadOnlyPaths=%d:/run/secrets" in text
    assert named <= given
    assert given - spared == {"audit_key", "metrics_token"}
    helper = (DEPLOY / "as-bot").read_text()
    assert all(name in helper for name in given)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_a_unit_is_no_root_and_reads_secrets_as_credentials(unit: Path) -> None:
    text = unit.read_text()
    for line in (
        "DynamicUser=yes",
        "User=gains",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
    ):
        assert re.search(rf"^{re.escape(line)}$", text, re.MULTILINE), line
    assert "LoadCredential=audit_key:" in text
    commands = re.findall(r"/opt/gains/bin/gains (\w+)", text)
    assert set(commands) <= {"serve", "backup", "gc"}
    assert commands
