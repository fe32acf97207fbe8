"""`gains smoke` against a real `gains serve`: all works; what a liar in between changes is found, point by point."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from typer.testing import CliRunner

from bot.adapters.clock import SystemClock
from bot.campus import intent
from bot.cli import application
from bot.commands.smoke import DEFAULT
from bot.smoke.base import Asked, Visit
from bot.smoke.run import POINTS, smoke
from tests.e2e.serve_process import GAINS, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
TOKEN = "a-token-for-metrics-of-tests"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A service with the campus that the command itself made, and keys in files; its address."""
    folder = tmp_path_factory.mktemp("smoke")
    made = CliRunner().invoke(application(("smoke",)), ["smoke", "--make-network", str(folder / "campus.git")])
    assert made.exit_code == 0, made.output
    (repository,) = json.loads(made.output.removeprefix("GAINS_REPOSITORIES="))
    surroundings = {**os.environ, "GAINS_DATA_DIR": str(folder / "data")}  # noqa: TID251 - a test starts a process
    for name, scopes in (("whole", ("read", "submit", "approve")), ("small", ("read", "submit"))):
        words = [word for scope in scopes for word in ("--scope", scope)]
        made_key = subprocess.run(
            [*GAINS, "keys", "create", name, *words],
            env=surroundings, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        (folder / f"{name}.key").write_text(made_key.stdout.splitlines()[-1])
    (folder / "wrong.key").write_text("gains_000000000000_nobody")
    (folder / "metrics.token").write_text(TOKEN)
    with serving(folder, repository, GAINS_METRICS_TOKEN=TOKEN) as client:
        yield folder, str(client.base_url)


def tried(place: tuple[Path, str], key: str, *more: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """Run the command; return its exit code, and what it says of each point."""
    folder, url = place
    words = ["smoke", url, "--key-file", str(folder / key), "--json", *more]
    done = CliRunner().invoke(application(("smoke",)), words)
    said = json.loads(done.output)
    assert said["works"] is (done.exit_code == 0)
    return done.exit_code, {one["name"]: (one["outcome"], one["text"]) for one in said["points"]}


def test_all_works_and_nothing_is_merged(place: tuple[Path, str]) -> None:
    folder, url = place
    code, points = tried(place, "whole.key", "--metrics-token-file", str(folder / "metrics.token"))
    assert {name for name, (outcome, _) in points.items() if outcome != "works"} == set()
    assert (code, list(points)) == (0, [name for name, _, _ in POINTS])
    assert "submitted > " in points["follow to the package"][1]
    assert points["follow to the package"][1].endswith("awaiting_approval")
    key = (folder / "whole.key").read_text()
    jobs = httpx.get(f"{url}/v1/jobs", headers={"Authorization": f"Bearer {key}"}, timeout=20).json()["items"]
    assert [job["state"] for job in jobs] == ["rejected"]


def test_a_stranger_sees_what_works_without_a_key(place: tuple[Path, str]) -> None:
    code, points = tried(place, "wrong.key")
    assert code == 1
    assert points["refuses strangers"][0] == "works"
    assert points["knows the key"][0] == "fails"
    assert points["metrics"] == ("fails", "/metrics asks for a token")
    assert points["submit"] == ("not looked at", "because `knows the key` does not work")


class Liar(httpx.HTTPTransport):
    """Stands between caller and service and changes a few answers."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on; change the answer."""
        answer = super().handle_request(request)
        answer.read()
        path, content, headers = request.url.path, answer.content, dict(answer.headers)
        if path.endswith("/change-plan.json"):
            content = content.replace(b"acc-b7-01", b"acc-b7-02", 1)
        if path.endswith("/audit"):
            content = content.replace(b"campus", b"kampus", 1)
        if path.startswith("/jobs/"):
            headers["content-security-policy"] = "script-src 'unsafe-inline'"
        if path == "/metrics":
            content = b"\n".join(line for line in content.splitlines() if b"_seconds_count" not in line)
        if path == "/v1/jobs" and "authorization" not in request.headers:
            return httpx.Response(200, json={"items": [], "next": None})
        for name in ("content-length", "content-encoding"):
            headers.pop(name, None)
        return httpx.Response(answer.status_code, headers=headers, content=content)


def test_what_a_liar_changes_is_found(place: tuple[Path, str]) -> None:
    folder, url = place
    key = (folder / "small.key").read_text()
    asked = Asked("local:campus", DEFAULT, intent(DEFAULT).decode(), key, TOKEN, "liar-1", 120)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        import time

        pauses.append(seconds)
        time.sleep(seconds)

    with httpx.Client(base_url=url, transport=Liar(), timeout=30) as client:
        found = {point.name: point for point in smoke(Visit(client, SystemClock(), pause, asked))}
    assert {name for name, point in found.items() if point.outcome == "fails"} == {
        "refuses strangers", "package", "audit trail", "counts", "page",
    }  # fmt: skip
    assert "change-plan.json is not what its digest says" in found["package"].text
    assert found["take back"].outcome == "not looked at"
    assert "close pull request" in found["take back"].text
    assert all(point.hint for point in found.values() if point.outcome == "fails")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ftp://x"], 2, "expected http(s)://"),
        (["http://127.0.0.1:9"], 3, "a key is needed"),
        (["http://127.0.0.1:9", "--key-file", "none"], 3, "cannot be read"),
        (["http://127.0.0.1:9", "--key-file", "key", "--intent", "none.yaml"], 2, "name an intent file"),
        (["http://127.0.0.1:9", "--key-file", "key"], 1, "is the address right"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, said: str
) -> None:
    (tmp_path / "key").write_text("gains_0_0")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(application(("smoke",)), ["smoke", *words])
    assert (done.exit_code, said in done.output) == (code, True), done.output


def test_a_service_of_another_form_is_told_apart() -> None:
    def other(request: httpx.Request) -> httpx.Response:
        body: Any = {"status": "ok"} if request.url.path != "/openapi.json" else {"openapi": "3.1.0", "paths": {}}
        return httpx.Response(200, json=body)

    asked = Asked("local:campus", DEFAULT, "", "k", "", "x", 1)
    with httpx.Client(base_url="http://example.net", transport=httpx.MockTransport(other)) as client:
        found = {point.name: point for point in smoke(Visit(client, SystemClock(), lambda _: None, asked))}
    assert found["alive"].outcome == "works"
    assert "not of the form" in found["ready"].text
    assert "lacks /v1/jobs" in found["documented"].text
    assert found["submit"].outcome == "not looked at"
