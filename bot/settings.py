"""The server's settings: typed, from the environment, `.env` and secret files; nothing else reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from bot.repositories import RepositorySettings
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_settings import PydanticBaseSettingsSource

PREFIX = "GAINS_"
Profile = Literal["dev", "ci", "prod"]
"""dev: a person's machine; ci: a throw-away runner; prod: nothing is made up, everything must be said."""
_DEFAULTS: dict[str, dict[str, Any]] = {
    "dev": {"log_level": "DEBUG", "sweep_seconds": 5.0},
    "ci": {"sweep_seconds": 0.0},
    "prod": {"data_dir": Path("/var/lib/gains"), "host": "0.0.0.0"},  # noqa: S104 - a container's own interface
}


class ServerSettings(BaseSettings):
    """How the bot runs; what a network repository wants of it stands in that repository's `gains.yaml`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    profile: Profile = "dev"
    """Which defaults hold and how much is refused at the start."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=8080, ge=0, le=65535)
    """Port to listen on."""
    data_dir: Path = Path(".gains")
    """Folder for the database (where it is SQLite), for keys and for mirrors of repositories."""
    database_url: SecretStr | None = None
    """`postgresql://…` when several processes run; without it, SQLite in the data folder."""
    repositories: tuple[RepositorySettings, ...] = ()
    """The network repositories that are served, by their ids; every other is ignored."""
    workers: int = Field(default=1, ge=0, le=64)
    """How many worker processes share the database; `gains serve` runs one of them itself, with 0 none."""
    concurrency: int = Field(default=4, ge=1, le=64)
    """Jobs that one worker works on at a time."""
    executor: str = ""
    """Name of this worker, unique among all; made up at every start where it is empty."""
    lease_seconds: float = Field(default=15.0, gt=0)
    """A worker that has not been heard of for so long is taken for dead, and its jobs are taken over."""
    poll_seconds: float = Field(default=0.2, gt=0)
    """How often a worker looks for new work."""
    sweep_seconds: float = Field(default=300.0, ge=0)
    """How often all open pull requests are looked at, in case a webhook was lost; 0: never."""
    attempts: int = Field(default=8, ge=1)
    """How often work is tried before it is put aside for a person to look at."""
    retry_seconds: float = Field(default=2.0, gt=0)
    """Pause before the second try; it doubles with each one."""
    retry_longest_seconds: float = Field(default=600.0, gt=0)
    """Up to this."""
    body_bytes: int = Field(default=5_000_000, ge=1_000)
    """Largest body of a request."""
    requests_per_minute: int = Field(default=600, ge=1)
    """Requests to the API for each key; for webhooks, for each sender's address, ten times as many."""
    release: Literal["people", "bot"] = "people"
    """Who merges an approved pull request."""
    expire_days: int = Field(default=30, ge=1)
    """A package that nobody approved for so long expires."""
    audit_key: SecretStr | None = None
    """Private ed25519 key (PEM) that signs the audit trail; in dev and ci one is made in the data folder."""
    oidc_issuer: str = ""
    """Issuer of bearer tokens; without it, only API keys are taken."""
    oidc_audience: str = "gains"
    """Audience that a bearer token must be for."""
    oidc_account_claim: str = "sub"
    """The claim that names a caller's account on the forge; only one that people cannot change themselves."""
    oidc_jwks_url: str = ""
    """Where the issuer's keys are; `file:` is taken, too."""
    pages: Literal["login", "open", "off"] = "login"
    """Who sees the pages of jobs: whoever signs in with an API key or a token; everybody; nobody."""
    public_url: str = Field(default="", pattern=r"^(https?://[^\s?#]+)?$")
    """Address by which people reach the server; where it is given, checks and comments link to the pages of jobs."""
    metrics_token: SecretStr | None = None
    """Bearer token that `/metrics` asks for; without it, open in dev and ci, and refused in prod."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """What is logged."""
    traces_endpoint: str = ""
    """Where traces are sent to (OTLP over HTTP); needs the extra `tracing`."""

    @field_validator("repositories")
    @classmethod
    def _unique(cls, value: tuple[RepositorySettings, ...]) -> tuple[RepositorySettings, ...]:
        keys = [one.key for one in value]
        if doubled := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"{doubled[0]} is named twice")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given and nothing else: `load` has gathered it, with its sources."""
        return (init_settings,)

    @property
    def url(self) -> str:
        """The database's address, for SQLAlchemy."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir / 'gains.db'}"
        return self.database_url.get_secret_value()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and where each comes from."""

    settings: ServerSettings
    sources: Mapping[str, str]
    """By name of the setting; those with a default are named, too."""
    given: tuple[str, ...] = ()
    """All names in the environment and in `.env` that begin as ours do, whether or not a setting has them."""


def load(environment: Mapping[str, str] | None = None, *, env_file: Path | None = Path(".env")) -> Loaded:
    """Return the settings in force; raise `SettingsError` for what cannot be used.

    A setting X comes from `GAINS_X`, from the file that `GAINS_X_FILE` names, from `.env`, from the profile, in this
    order; X and X_FILE together are refused. Names that no setting has belong to somebody else.
    """
    given = dict(os.environ) if environment is None else dict(environment)  # noqa: TID251
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    told = {name: (text, f"environment, {name}") for name, text in given.items() if name.startswith(PREFIX)}
    for name, text in _env_file(env_file).items():
        told.setdefault(name, (text, f"{env_file}, {name}"))
    for name, (text, source) in sorted(told.items()):
        key = name.removeprefix(PREFIX).lower()
        if key.endswith("_file") and key.removesuffix("_file") in ServerSettings.model_fields:
            key, source = key.removesuffix("_file"), f"{source}={text}"
            text = _secret(name, text)
        if key not in ServerSettings.model_fields:
            continue
        if key in values:
            raise SettingsError(f"{PREFIX}{key.upper()} is given twice: {sources[key]} and {source}", hint="keep one")
        values[key], sources[key] = text, source
    profile = values.get("profile", "dev")
    if profile not in get_args(Profile):
        raise SettingsError(f"profile {profile!r} is not known; expected one of {', '.join(get_args(Profile))}")
    for key, value in _DEFAULTS[profile].items():
        if key not in values:
            values[key], sources[key] = value, f"profile {profile}"
    for key in ServerSettings.model_fields:
        sources.setdefault(key, "default")
    return Loaded(_valid(values, sources), sources, tuple(sorted(told)))


def _env_file(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    read = DotEnvSettingsSource(ServerSettings, env_file=path, env_prefix=PREFIX, case_sensitive=True).env_vars
    return {name: text for name, text in read.items() if name.startswith(PREFIX) and text is not None}


def _secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text().rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: {path} cannot be read", hint="is the secret mounted?") from error


def _valid(values: Mapping[str, Any], sources: Mapping[str, str]) -> ServerSettings:
    decode = EnvSettingsSource(ServerSettings, env_prefix=PREFIX)
    try:
        if isinstance(raw := values.get("repositories"), str):
            field = ServerSettings.model_fields["repositories"]
            values = {**values, "repositories": decode.decode_complex_value("repositories", field, raw)}
        return ServerSettings(**values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{where}: {first['msg']} (from {sources.get(name, '?')})", hint="see docs/reference"
        ) from None
    except ValueError as error:
        raise SettingsError(f"repositories are no JSON: {error} (from {sources['repositories']})") from None
