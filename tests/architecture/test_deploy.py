"""What an operator installs: compose file, secrets, alerts, image recipe."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Metrics

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("bot", "api", "worker")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_bounded_pinned_and_in_a_profile(name: str) -> None:
    service = SERVICES[name]
    assert service["profiles"] in (["minimal"], ["full"])
    limits = service["deploy"]["resources"]["limits"]
    assert set(limits) == {"cpus", "memory"}
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    if name not in OURS:
        assert re.search(r"@sha256:[0-9a-f]{64}\}$", service["image"])


@pytest.mark.parametrize("name", OURS)
def test_our_services_write_nothing_but_their_volume(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["data:/var/lib/gains"]


def test_only_the_api_can_be_reached_and_only_from_this_machine_by_default() -> None:
    open_ones = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(open_ones) == {"bot", "api"}
    assert all(port.startswith("${GAINS_BIND:-127.0.0.1}:") for ports in open_ones.values() for port in ports)
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("postgres", "batfish", "prometheus"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_the_workflow_asks_the_same_analyzer_as_the_compose_file_on_loopback_alone() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())["jobs"]
    service = jobs["analyzer"]["services"]["batfish"]
    assert f":-{service['image']}}}" in SERVICES["batfish"]["image"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert jobs["analyzer"]["env"]["GAINS_BATFISH_HOST"] == "127.0.0.1:9996"


def test_every_secret_is_a_file_that_the_bootstrap_writes_once(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here: the bootstrap was NOT run")
    used = {name for service in SERVICES.values() for name in service.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("secrets", "gains.env"))
    run = ["sh", str(tmp_path / "deploy" / "bootstrap")]
    subprocess.run(run, check=True, capture_output=True, timeout=60)
    folder = tmp_path / "deploy" / "secrets"
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {Path(one["file"]).name for one in COMPOSE["secrets"].values()} == set(written)
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "audit_key").stat().st_mode & 0o077 == 0
    assert b"PRIVATE KEY" in written["audit_key"]
    assert written["database_password"] in written["database_url"]
    again = subprocess.run(run, check=True, capture_output=True, text=True, timeout=60)
    assert "made:" not in again.stdout
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == written


def test_the_bot_is_nobody_special_in_the_database() -> None:
    postgres = SERVICES["postgres"]
    assert postgres["environment"] == {"POSTGRES_PASSWORD_FILE": "/run/secrets/database_superuser"}
    assert {"source": "database", "target": "/docker-entrypoint-initdb.d/gains.sh"} in postgres["configs"]
    script = (ROOT / COMPOSE["configs"]["database"]["file"]).read_text()
    assert "CREATE ROLE gains LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE" in script
    for name in ("api", "worker"):
        assert "database_superuser" not in SERVICES[name]["secrets"]


def test_every_service_says_whether_it_is_healthy() -> None:
    assert all(service["healthcheck"]["test"][0] == "CMD" for service in SERVICES.values())


def test_alerts_ask_for_metrics_that_there_are() -> None:
    groups = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    known = {"up"}
    for family in Metrics().registry.collect():
        known |= {family.name, f"{family.name}_total", f"{family.name}_bucket", f"{family.name}_count"}
    for rule in rules:
        asked = set(re.findall(r"\b(up|gains_[a-z_]+)\b", rule["expr"]))
        assert asked
        assert asked <= known, rule["alert"]
        assert rule["annotations"]["summary"].endswith((".", "?"))


def test_the_image_runs_as_nobody_special_and_takes_only_hashed_dependencies() -> None:
    recipe = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^ARG BASE_IMAGE=\S+@sha256:[0-9a-f]{64}$", recipe, re.MULTILINE)
    assert "USER 10001:10001" in recipe
    assert "HEALTHCHECK" in recipe
    for line in recipe.replace("\\\n", " ").splitlines():
        for install in re.findall(r"pip (?:--python \S+ )?install ([^&]*)", line):
            assert "--require-hashes" in install or "--no-deps /tmp/wheel" in install
