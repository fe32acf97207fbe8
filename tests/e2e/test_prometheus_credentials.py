"""Credentials against a real Prometheus that asks for a user, a password and a certificate of ours."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.energy.from_prometheus import FromPrometheus, profile
from bot.energy.server import opened
from bot.energy.wanted import DeviceWanted
from bot.prometheus_settings import PrometheusSettings
from pipeline.errors import TelemetryError
from tests.e2e.prometheus_server import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e
_HASH = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay"
"""The word `test`, as the documentation of Prometheus shows it hashed."""
WEB = f"""tls_server_config:
  cert_file: server.pem
  key_file: server.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.pem
basic_auth_users:
  gains: {_HASH}
"""


def samples() -> str:
    end = int(time.time()) // 300 * 300
    rows = [f'device_power_watts{{device="wan-01"}} {400 + at // 300 % 3} {at}' for at in range(end - 3600, end, 300)]
    return "\n".join(["# TYPE device_power_watts gauge", *rows, "# EOF", ""])


def certificates(folder: Path) -> None:
    """Make an authority, and with it a certificate for the server and one for us."""

    def run(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
    run(*new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority", "-addext", "basicConstraints=CA:TRUE")
    for name in ("server", "client"):
        alternative = "subjectAltName=IP:127.0.0.1"
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-addext", alternative, "-addext", "basicConstraints=CA:FALSE")
        run(*new, *signed, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("guarded")
    try:
        certificates(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"openssl makes no certificates ({error}): credentials were NOT tested against a real server")
    with server(folder, samples(), WEB) as url:
        yield url, folder


def settings(url: str, folder: Path, password: str = "test") -> PrometheusSettings:
    (folder / "password").write_text(f"{password}\n")
    return PrometheusSettings(
        _env_file=None,
        url=url,
        user="gains",
        password_file=folder / "password",
        ca_file=folder / "ca.pem",
        certificate_file=folder / "client.pem",
        key_file=folder / "client.key",
    )


def test_user_password_and_certificate_open_it(guarded: tuple[str, Path]) -> None:
    from datetime import UTC, datetime

    url, folder = guarded
    asked = FromPrometheus(opened(url, settings(url, folder)), profile("recorded"))
    found = asked.device(
        DeviceWanted("wan-01", "cisco_xr", (), 7, 300, 14, 3600), datetime.fromtimestamp(time.time(), UTC)
    )
    assert found.power is not None
    assert {one for one in found.power.watts_w if one} == {"400.000", "401.000", "402.000"}


def test_a_wrong_password_is_refused(guarded: tuple[str, Path]) -> None:
    url, folder = guarded
    with pytest.raises(TelemetryError, match="HTTP 401"):
        opened(url, settings(url, folder, "wrong")).version()


def test_without_our_certificate_nothing_is_said(guarded: tuple[str, Path]) -> None:
    url, folder = guarded
    bare = PrometheusSettings(
        _env_file=None, url=url, user="gains", password=SecretStr("test"), ca_file=folder / "ca.pem"
    )
    with pytest.raises(TelemetryError, match="did not answer"):
        opened(url, bare).version()


def test_a_server_that_nobody_vouches_for_gets_nothing(guarded: tuple[str, Path]) -> None:
    url, _ = guarded
    with pytest.raises(TelemetryError, match="did not answer"):
        opened(url, PrometheusSettings(_env_file=None)).version()
