"""Dashboard and alerts against the real thing: a server and a worker that worked, scraped by a real Prometheus."""

from __future__ import annotations

import json
import re
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from tests.e2e.prometheus_server import programs, running
from tests.e2e.serve_process import serving, until
from tests.unit.bot.server.network import asked, begun, forge, hook, served

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
DEPLOY = Path(__file__).parents[2] / "deploy"
TOKEN = "a-token-for-metrics-of-tests"
BOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "gains.json").read_text())
QUERIES = {
    f"{panel['title']}: {target['legendFormat'] or target['refId']}": target["expr"].replace("$__rate_interval", "1m")
    for panel in BOARD["panels"]
    for target in panel["targets"]
}
RULES = {
    rule["alert"]: rule["expr"]
    for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
}
ONLY_REMOTE = "gains_forge_requests_left"
"""Counted only where the forge names a limit, which the local one does not; `test_life` sees it on the others."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prometheus with the shipped configuration, after a job was done and two webhooks were refused."""
    folder = tmp_path_factory.mktemp("dashboards")
    programs(folder)
    bare = begun(folder)
    repository = json.loads(served(bare).model_dump_json())
    repository["webhook_secrets"] = [one.get_secret_value() for one in served(bare).webhook_secrets]
    more = {"GAINS_METRICS_TOKEN": TOKEN, "GAINS_WORKERS": "1"}
    with (
        serving(folder, repository, ("serve", "--no-worker"), **more) as api,
        serving(folder, repository, ("worker",), **more) as worker,
    ):
        (folder / "token").write_text(TOKEN)
        (folder / "alerts.yml").write_bytes((DEPLOY / "alerts.yml").read_bytes())
        said = (DEPLOY / "prometheus.yml").read_text()
        targets = [f"{client.base_url.host}:{client.base_url.port}" for client in (api, worker)]
        shipped = ['["api:8080", "worker:8081"]', "/run/secrets/prometheus_token", "15s"]
        ours = [json.dumps(targets), "token", "1s"]
        for old, new in zip(shipped, ours, strict=True):
            assert old in said
            said = said.replace(old, new)
        pull = asked(bare)
        with running(folder, said) as prometheus:
            # A series that comes into being with a number has no rate: it must have been seen before it moved.
            for number in range(3):
                body, headers = hook(pull.number, pull.head_sha, delivery=f"d-{number}")
                assert api.post("/webhooks/local", content=body, headers=headers).status_code == 202
                wrong = {**headers, "X-Gains-Signature-256": "sha256=00"}
                assert api.post("/webhooks/local", content=body, headers=wrong).status_code == 401
                until(partial(result, prometheus, f'sum(gains_runs_total{{outcome="ended"}}) >= {number + 1}'))
            desk = forge(bare)
            assert any(check.name == "gains" for check in desk.checks(desk.pull(pull.number).head_sha))
            yield prometheus


def result(prometheus: str, query: str) -> list[dict[str, Any]]:
    """Return what a query finds; its errors are the test's."""
    said = httpx.get(f"{prometheus}/api/v1/query", params={"query": query}, timeout=20).json()
    assert said["status"] == "success", said
    found: list[dict[str, Any]] = said["data"]["result"]
    return found


@pytest.mark.parametrize("name", QUERIES)
def test_a_panel_shows_something(address: str, name: str) -> None:
    query = QUERIES[name]
    if ONLY_REMOTE in query:
        assert result(address, query) == []
        return
    found = result(address, query)
    assert found, query
    assert any(one["value"][1] != "NaN" for one in found), query
    legends = re.findall(r"\{\{(\w+)\}\}", name)
    assert all(set(legends) <= set(one["metric"]) for one in found), (legends, found[0]["metric"])


@pytest.mark.parametrize("name", RULES)
def test_what_an_alert_looks_at_is_there_and_nothing_fires(address: str, name: str) -> None:
    found = re.match(r"(.*) (==|>|<) [\d.]+$", RULES[name])
    assert found, "an alert compares with a number"
    if ONLY_REMOTE not in RULES[name]:
        series = re.findall(r"((?:up|gains_\w+)(?:\{[^}]*\})?)", found[1])
        # The good case has no such series (no 5xx); the label must be one that the metric has.
        if name not in ("GainsServerErrors", "GainsLooksFail"):
            assert all(result(address, one) for one in series), series
        else:
            names = [(one.split("{")[0], re.findall(r"(\w+)[!=]~?=?\"", one)) for one in series]
            assert all(set(labels) <= set(result(address, metric)[0]["metric"]) for metric, labels in names)
    groups = httpx.get(f"{address}/api/v1/rules", timeout=20).json()["data"]["groups"]
    rules = {rule["name"]: rule for group in groups for rule in group["rules"]}
    assert rules[name]["health"] in ("ok", "unknown"), rules[name]
    assert rules[name]["state"] == "inactive"


def test_both_processes_are_scraped_with_the_token(address: str) -> None:
    assert [one["value"][1] for one in result(address, 'up{job="gains"}')] == ["1", "1"]


@pytest.mark.parametrize("words", [("check", "rules", "alerts.yml"), ("test", "rules", "alerts.test.yml")])
def test_promtool_takes_the_alerts_and_their_cases(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [str(programs(tmp_path) / "promtool"), *words],
        cwd=DEPLOY, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_has_a_case_in_which_it_fires_and_one_in_which_not() -> None:
    tests = yaml.safe_load((DEPLOY / "alerts.test.yml").read_text())["tests"]
    said = [(one["alertname"], bool(one["exp_alerts"])) for test in tests for one in test["alert_rule_test"]]
    assert {(name, fires) for name in RULES for fires in (True, False)} == set(said)
