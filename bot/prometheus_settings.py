"""Credentials for Prometheus: `GAINS_PROMETHEUS_URL` and a token, a user with a password, or a certificate of its own.

A network repository names the server it wants asked; the surroundings say for which server these credentials are. They
go nowhere else, whatever a repository says.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import SettingsError

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class PrometheusSettings(BaseSettings):
    """Settings of the surroundings, each secret by value or by the file that holds it."""

    model_config = SettingsConfigDict(
        env_prefix="GAINS_PROMETHEUS_", env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    url: str = ""
    """The server that the credentials are for."""
    token: SecretStr | None = None
    token_file: Path | None = None
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    """Who may vouch for the server, where that is nobody the system knows."""
    certificate_file: Path | None = None
    """Our own certificate, for a server that asks for one; with `key_file`."""
    key_file: Path | None = None

    def headers(self, url: str) -> dict[str, str]:
        """Return the bearer token for a server; raise `SettingsError` where it must not go there."""
        token = _secret(self.token, self.token_file)
        if not token:
            return {}
        self._meant_for(url)
        return {"Authorization": f"Bearer {token}"}

    def login(self, url: str) -> tuple[str, str] | None:
        """Return user and password for a server; raise `SettingsError` where they must not go there."""
        password = _secret(self.password, self.password_file)
        if not self.user and not password:
            return None
        if not self.user or not password:
            raise SettingsError(
                "GAINS_PROMETHEUS_USER and …_PASSWORD (or …_PASSWORD_FILE) go together", hint="set both, or neither"
            )
        if self.token or self.token_file:
            raise SettingsError("GAINS_PROMETHEUS has a token and a password", hint="one of them")
        self._meant_for(url)
        return self.user, password

    def trust(self, url: str) -> ssl.SSLContext | None:
        """Return how a connection is secured; None for the usual way; raise `SettingsError` for files of no use."""
        if self.ca_file is None and self.certificate_file is None and self.key_file is None:
            return None
        if (self.certificate_file is None) != (self.key_file is None):
            raise SettingsError(
                "GAINS_PROMETHEUS_CERTIFICATE_FILE and …_KEY_FILE go together", hint="set both, or neither"
            )
        if self.certificate_file is not None:
            self._meant_for(url)
        try:
            context = ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
            if self.certificate_file is not None:
                context.load_cert_chain(self.certificate_file, self.key_file)
        except (OSError, ssl.SSLError) as error:
            named = ", ".join(str(one) for one in (self.ca_file, self.certificate_file, self.key_file) if one)
            raise SettingsError(f"{named}: {error}", hint="PEM files; are the secrets mounted?") from error
        return context

    def _meant_for(self, url: str) -> None:
        if not self.url:
            raise SettingsError(
                "credentials for Prometheus, but no GAINS_PROMETHEUS_URL that says for which",
                hint="set it to the address in gains.yaml",
            )
        if _origin(self.url) != _origin(url):
            raise SettingsError(
                f"gains.yaml names {url}, and the credentials are for {self.url}", hint="they are sent nowhere else"
            )
        there = urlsplit(url)
        if there.scheme != "https" and there.hostname not in _LOOPBACK:
            raise SettingsError(f"{url}: credentials do not go over plain HTTP", hint="use https")


def _origin(url: str) -> tuple[str, str, int | None]:
    there = urlsplit(url)
    return there.scheme, (there.hostname or "").casefold(), there.port or {"http": 80, "https": 443}.get(there.scheme)


def _secret(value: SecretStr | None, file: Path | None) -> str:
    if file is None:
        return value.get_secret_value() if value else ""
    try:
        found = file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read", hint="is the secret mounted?") from error
    if not found:
        raise SettingsError(f"{file} is empty", hint="a secret, or no file at all")
    return found
