"""Settings: where each comes from, what is refused, and that nothing secret is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.refusals import refused
from bot.settings import ServerSettings, load
from bot.settings_report import lines
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "hunter2-hunter2-hunter2"


def repository(**more: object) -> str:
    return json.dumps([{"forge": "local", "id": "campus", "location": "/srv/campus.git", **more}])


def test_without_anything_a_person_can_try_it_out() -> None:
    loaded = load({}, env_file=None)
    assert (loaded.settings.profile, loaded.settings.host) == ("dev", "127.0.0.1")
    assert loaded.settings.url == "sqlite:///.gains/gains.db"
    assert set(loaded.sources) == set(ServerSettings.model_fields)
    assert refused(loaded.settings) == ()


def test_the_environment_wins_over_the_file_and_the_file_over_the_profile(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("GAINS_PORT=1\nGAINS_SWEEP_SECONDS=7\nOTHER=1\n")
    loaded = load({"GAINS_PORT": "2", "PATH": "/bin"}, env_file=file)
    assert (loaded.settings.port, loaded.settings.sweep_seconds, loaded.settings.log_level) == (2, 7.0, "DEBUG")
    assert loaded.sources["port"] == "environment, GAINS_PORT"
    assert loaded.sources["sweep_seconds"] == f"{file}, GAINS_SWEEP_SECONDS"
    assert loaded.sources["log_level"] == "profile dev"
    assert loaded.sources["host"] == "default"


def test_a_secret_may_lie_in_a_file_but_not_in_two_places(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{SECRET}\n")
    loaded = load({"GAINS_METRICS_TOKEN_FILE": str(file)}, env_file=None)
    assert loaded.settings.metrics_token
    assert loaded.settings.metrics_token.get_secret_value() == SECRET
    assert str(file) in loaded.sources["metrics_token"]
    with pytest.raises(SettingsError, match="twice"):
        load({"GAINS_METRICS_TOKEN_FILE": str(file), "GAINS_METRICS_TOKEN": "x"}, env_file=None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"GAINS_PORT": "x"}, "port"),
        ({"GAINS_PROFILE": "production"}, "expected one of dev, ci, prod"),
        ({"GAINS_REPOSITORIES": "{"}, "no JSON"),
        ({"GAINS_REPOSITORIES": '[{"forge": "local"}]'}, "repositories.0.id"),
        ({"GAINS_REPOSITORIES": repository(nonsense=1)}, "nonsense"),
        ({"GAINS_REPOSITORIES": json.dumps(json.loads(repository()) * 2)}, "named twice"),
        ({"GAINS_METRICS_TOKEN_FILE": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load(given, env_file=None)


def test_production_refuses_what_is_only_for_trying_out() -> None:
    found = "; ".join(refused(load({"GAINS_PROFILE": "prod"}, env_file=None).settings))
    for word in ("GAINS_REPOSITORIES", "GAINS_AUDIT_KEY_FILE", "GAINS_METRICS_TOKEN_FILE"):
        assert word in found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"GAINS_REPOSITORIES": repository()}, "no webhook secret"),
        ({"GAINS_REPOSITORIES": repository(webhook_secrets=["short"])}, "shorter than"),
        ({"GAINS_REPOSITORIES": repository(forge="github", webhook_secrets=[SECRET])}, "no log-in"),
        ({"GAINS_WORKERS": "2"}, "cannot share SQLite"),
    ],
)
def test_production_names_each_danger(given: dict[str, str], said: str) -> None:
    found = refused(load({"GAINS_PROFILE": "prod", **given}, env_file=None).settings)
    assert any(said in line for line in found), found


def test_production_starts_with_everything_in_its_place(tmp_path: Path) -> None:
    for name in ("hook", "key", "metrics"):
        (tmp_path / name).write_text(SECRET)
        (tmp_path / name).chmod(0o640)
    given = {
        "GAINS_PROFILE": "prod",
        "GAINS_WORKERS": "2",
        "GAINS_DATABASE_URL": "postgresql://gains@db/gains",
        "GAINS_AUDIT_KEY_FILE": str(tmp_path / "key"),
        "GAINS_METRICS_TOKEN_FILE": str(tmp_path / "metrics"),
        "GAINS_REPOSITORIES": repository(webhook_secret_files=[str(tmp_path / "hook")]),
    }
    assert refused(load(given, env_file=None).settings) == ()
    (tmp_path / "hook").write_text(" short\n")
    assert any("holds 5 characters" in line for line in refused(load(given, env_file=None).settings))
    (tmp_path / "key.pem").touch(mode=0o640)
    given["GAINS_REPOSITORIES"] = repository(webhook_secret_files=[str(tmp_path / "key")]).replace(
        '"local"', '"github"'
    )
    given["GAINS_REPOSITORIES"] = given["GAINS_REPOSITORIES"].replace(
        '"forge"', f'"app_id": "1", "app_key_file": "{tmp_path / "key.pem"}", "forge"'
    )
    assert any(
        "key.pem of github" in line and "is empty" in line for line in refused(load(given, env_file=None).settings)
    )
    given["GAINS_REPOSITORIES"] = repository(webhook_secret_files=[str(tmp_path / "hook")])
    (tmp_path / "hook").chmod(0o644)
    assert any("read by everybody" in line for line in refused(load(given, env_file=None).settings))


def test_the_report_names_every_setting_with_its_source_and_no_secret() -> None:
    given = {
        "GAINS_METRICS_TOKEN": SECRET,
        "GAINS_REPOSITORIES": repository(webhook_secrets=[SECRET]),
        "GAINS_DATABASE_URL": f"postgresql://gains:{SECRET}@db.example.net/gains",
    }
    text = "\n".join(lines(load({**given, "GAINS_REPOSITORYS": "[]", "GAINS_ASSISTANT_KEY_FILE": "x"}, env_file=None)))
    assert [line for line in text.splitlines() if line.startswith("not read")] == [
        "not read: GAINS_REPOSITORYS: there is no such setting; is it misspelt?"
    ]
    for name in ServerSettings.model_fields:
        assert name in text
    assert SECRET not in text
    assert "db.example.net" in text
    assert "environment, GAINS_METRICS_TOKEN" in text
    assert "refused" not in text
