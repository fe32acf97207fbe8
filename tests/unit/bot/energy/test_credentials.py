"""Credentials for Prometheus: sent to the server that they are for, over TLS, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import SecretStr

from bot.adapters.prometheus import Prometheus
from bot.energy.server import opened
from bot.prometheus_settings import PrometheusSettings
from pipeline.errors import SettingsError, TelemetryError

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://prometheus.example.net"
TOKEN = SecretStr("a-long-token")


def settings(**given: Any) -> PrometheusSettings:
    return PrometheusSettings(_env_file=None, **given)


def shown(server: Prometheus) -> str:
    seen: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization", ""))
        return httpx.Response(200, json={"status": "success", "data": {"version": "2.42"}})

    server.transport = httpx.MockTransport(reply)
    server.version()
    return seen[0]


def test_a_token_goes_to_its_server(tmp_path: Path) -> None:
    assert shown(opened(URL, settings(url=f"{URL}:443/", token=TOKEN))) == "Bearer a-long-token"
    (tmp_path / "token").write_text("from-a-file\n")
    assert shown(opened(URL, settings(url=URL, token_file=tmp_path / "token"))) == "Bearer from-a-file"
    assert shown(opened(f"{URL}/tenant", settings(url=URL, token=TOKEN))) == "Bearer a-long-token"


def test_user_and_password_go_as_basic() -> None:
    assert shown(opened(URL, settings(url=URL, user="gains", password=SecretStr("test")))) == "Basic Z2FpbnM6dGVzdA=="


def test_nothing_goes_where_nothing_is_set() -> None:
    assert shown(opened("http://prometheus.example.net:9090", settings())) == ""


@pytest.mark.parametrize(
    ("url", "given", "said"),
    [
        ("https://elsewhere.example.net", {"url": URL, "token": TOKEN}, "sent nowhere else|the credentials are for"),
        ("https://prometheus.example.net.evil.example.net", {"url": URL, "token": TOKEN}, "the credentials are for"),
        (f"{URL}:8443", {"url": URL, "token": TOKEN}, "the credentials are for"),
        (URL, {"token": TOKEN}, "no GAINS_PROMETHEUS_URL"),
        ("http://p.example.net", {"url": "http://p.example.net", "token": TOKEN}, "plain HTTP"),
        (URL, {"url": URL, "user": "gains"}, "go together"),
        (URL, {"url": URL, "user": "a", "password": TOKEN, "token": TOKEN}, "a token and a password"),
        (URL, {"url": URL, "certificate_file": "c.pem"}, "go together"),
        (URL, {"url": URL, "certificate_file": "c.pem", "key_file": "k.pem"}, "PEM|No such file"),
        (URL, {"url": URL, "token_file": "nowhere"}, "cannot be read"),
    ],
)
def test_what_must_not_go_is_refused(url: str, given: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        opened(url, settings(**given))


def test_an_empty_secret_file_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n")
    with pytest.raises(SettingsError, match="is empty"):
        opened(URL, settings(url=URL, token_file=tmp_path / "token"))


def test_secrets_do_not_show(tmp_path: Path) -> None:
    del tmp_path
    server = opened(URL, settings(url=URL, user="gains", password=SecretStr("very-secret")))
    assert "very-secret" not in repr(server)
    assert "very-secret" not in repr(settings(url=URL, user="gains", password=SecretStr("very-secret")))
    server.transport = httpx.MockTransport(lambda request: httpx.Response(401, content=b"Unauthorized"))
    with pytest.raises(TelemetryError, match="HTTP 401") as refused:
        server.version()
    assert "very-secret" not in str(refused.value)
    assert "GAINS_PROMETHEUS" in (refused.value.hint or "")
