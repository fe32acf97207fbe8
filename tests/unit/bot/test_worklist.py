"""The worklist before production: what is good, what is to do, and what could not be looked at."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.adapters.clock import SystemClock
from bot.app import services
from bot.backup import write
from bot.cli import application
from bot.settings import ServerSettings
from bot.worklist import backups, branch_protection, database, ntp, permissions, tls, versions
from bot.worklist import settings as given
from bot.worklist.base import Asked, Item, names, worklist
from tests.fakes.clock import FakeClock
from tests.unit.bot.server.network import begun, served
from tests.unit.bot.server.stores import url


def states(items: tuple[Item, ...]) -> dict[str, str]:
    return {one.subject: one.state for one in items}


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    settings = ServerSettings(data_dir=tmp_path / "data", repositories=(served(begun(tmp_path)),))
    return Asked(settings, SystemClock())


def test_every_point_is_looked_at_and_a_silent_one_is_no_good_one(asked: Asked) -> None:
    assert set(names()) >= {"backups", "branch_protection", "database", "permissions", "settings", "tls", "versions"}
    found = worklist(asked)
    assert {one.state for one in found if one.subject in ("backup", "database", "TLS")} == {"unknown"}
    assert all(one.hint for one in found if one.state != "good")


def test_what_prod_would_refuse_is_on_the_list(asked: Asked) -> None:
    found = given.look(asked)
    assert any("audit trail has no key" in one.text for one in found)
    assert any("has a secret in the environment" in one.text for one in found)
    assert states(found)["profile"] == "to do"


def test_a_data_folder_that_others_can_read_is_on_the_list(asked: Asked) -> None:
    home = Path(asked.settings.data_dir)
    home.mkdir(mode=0o700)
    assert states(permissions.look(asked))["permissions"] == "good"
    home.chmod(0o755)
    assert states(permissions.look(asked))["permissions"] == "to do"
    assert states(permissions.look(asked))["user"] == ("to do" if os.geteuid() == 0 else "good")


def test_a_database_that_was_used_is_good_and_a_forged_trail_is_not(asked: Asked) -> None:
    assert states(database.look(asked))["database"] == "unknown"
    parts = services(asked.settings)
    worked(parts)
    parts.close()
    assert states(database.look(asked)) == {"database": "good", "audit trail": "good"}
    (Path(asked.settings.data_dir) / "audit.pem").unlink()
    assert states(database.look(asked))["audit trail"] == "to do"


def worked(parts: Any) -> None:
    from bot.jobs.trail import Fact

    with parts.database.write() as connection:
        parts.trail.add(connection, Fact("thing-done", {"n": 1}))


def test_a_superuser_of_postgresql_is_on_the_list(asked: Asked, tmp_path: Path) -> None:
    settings = asked.settings.model_copy(update={"database_url": SecretStr(url("postgresql", tmp_path))})
    there = Asked(settings, asked.clock)
    services(settings).close()
    found = states(database.look(there))
    assert (found["database"], found["database roles"], found["clock"]) == ("good", "to do", "good")
    late = Asked(settings, FakeClock(asked.clock.now() + timedelta(minutes=5)))
    assert states(database.look(late))["clock"] == "to do"


def test_the_age_of_a_backup_counts_and_it_is_tried(asked: Asked, tmp_path: Path) -> None:
    parts = services(asked.settings)
    worked(parts)
    folder = tmp_path / "backups"
    folder.mkdir()
    there = Asked(asked.settings, asked.clock, backups=folder)
    assert states(backups.look(there)) == {"backup": "to do"}
    write(parts.database, folder / "a.gz", parts.clock)
    parts.close()
    assert states(backups.look(there)) == {"backup": "good"}
    late = Asked(asked.settings, FakeClock(asked.clock.now() + timedelta(days=3)), backups=folder)
    assert states(backups.look(late)) == {"backup": "to do"}


def test_a_local_forge_has_nothing_to_guard_with_and_one_that_is_away_is_unknown(asked: Asked) -> None:
    assert {one.state for one in branch_protection.look(asked)} == {"good"}
    away = asked.settings.repositories[0].model_copy(update={"location": "/there/is/none.git"})
    lost = Asked(asked.settings.model_copy(update={"repositories": (away,)}), asked.clock)
    assert {one.state for one in branch_protection.look(lost)} == {"unknown"}


def test_http_without_tls_is_on_the_list(asked: Asked) -> None:
    assert states(tls.look(asked)) == {"TLS": "unknown", "listening": "good"}
    there = Asked(asked.settings.model_copy(update={"host": "0.0.0.0"}), asked.clock, "http://gains.example.net")
    assert states(tls.look(there)) == {"TLS": "to do", "listening": "to do"}


def test_a_certificate_that_nobody_trusts_is_on_the_list(asked: Asked, tmp_path: Path) -> None:
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
         str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem"), "-subj", "/CN=localhost", "-days", "9"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("NOT TESTED: openssl makes no certificate here")
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.handle_request, daemon=True)
    thread.start()
    there = Asked(asked.settings, asked.clock, f"https://localhost:{server.server_address[1]}")
    (first, *_) = tls.look(there)
    server.server_close()
    assert (first.subject, first.state) == ("TLS", "to do")
    assert "certificate" in first.text.lower()


def test_an_old_python_is_on_the_list(asked: Asked) -> None:
    late = Asked(asked.settings, FakeClock(asked.clock.now() + timedelta(days=3650)))
    assert states(versions.look(late))["python"] in ("to do", "unknown")
    assert states(versions.look(asked))["git"] in ("good", "to do")


def test_ntp_is_what_systemd_says() -> None:
    assert [ntp.understood(said).state for said in ("yes", "no", "")] == ["good", "to do", "unknown"]


def test_the_command_ends_with_one_where_anything_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(application(("doctor",)), ["doctor", "--prod"])
    assert done.exit_code == 1
    assert "to do or not looked at" in done.output
