"""Talk to GitHub's API with PyGithub: log-in, renewal of tokens, pages, and every refusal in the forge's own words.

Answers are taken leniently, as plain JSON: GitHub adds fields as it likes. Addresses are made here, never taken from an
answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import github
import requests
from github import Auth, GithubException

from bot.forges.base import AppKey, Heard, Token
from bot.forges.github_kept import KeptAnswers
from bot.ports import ForgeBusyError, NotFoundError
from pipeline.errors import ForgeError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.forges.base import Site
    from bot.ports import Clock

WANTED = {
    "administration": "read",
    "checks": "write",
    "contents": "write",
    "issues": "write",
    "members": "read",
    "metadata": "read",
    "pull_requests": "write",
    "statuses": "write",
}
"""What a token of ours may do at most; what the installation was not granted is left out."""
_RENEW_BEFORE = timedelta(minutes=10)
_PAGE = 100
_MOST_PAGES = 100
_BUSY = (429, 500, 502, 503, 504)


class InstallationToken(Auth.Auth):
    """A token for one repository and no more rights than needed, renewed ten minutes before it ends."""

    def __init__(self, app: github.Github, installation: int, asked: dict[str, Any], site: Site) -> None:
        self._app = app
        self._path = f"/app/installations/{installation}/access_tokens"
        self._asked = asked
        self._clock: Clock = site.clock
        self._heard = site.heard
        self._token = ""
        self._until: datetime | None = None

    @property
    def token_type(self) -> str:
        """Return how it is named in the header."""
        return "token"

    @property
    def token(self) -> str:
        """Return one that is good for another ten minutes at least."""
        if self._until is None or self._clock.now() + _RENEW_BEFORE >= self._until:
            _, made = self._app.requester.requestJsonAndCheck("POST", self._path, input=self._asked)
            self._token = made["token"]
            self._heard.secret(self._token)
            self._until = datetime.fromisoformat(made["expires_at"])
        return self._token

    def authentication(self, headers: dict[str, Any]) -> None:
        """Put it into the headers of a request."""
        headers["Authorization"] = f"{self.token_type} {self.token}"


@dataclass(frozen=True, slots=True)
class GitHubApi:
    """One repository's API."""

    client: github.Github
    repository: str
    auth: Auth.Auth
    app: dict[str, Any] = field(default_factory=dict)
    """What GitHub says about the App; empty where a token is used."""
    heard: Heard = field(default_factory=Heard)
    """Who is told how many requests are left."""
    as_app: GitHubApi | None = None
    """The same, as the App itself and not as its installation; None where a token is used."""
    kept: KeptAnswers = field(default_factory=KeptAnswers)
    """What was answered before: GitHub says whether it is still so, and does not count that."""

    @property
    def token(self) -> str:
        """The token as it is now."""
        return str(getattr(self.auth, "token", ""))

    def path(self, *parts: str | int) -> str:
        """Return an address inside the repository."""
        return "/".join([f"/repos/{self.repository}", *(quote(str(part), safe="/") for part in parts)])

    def call(self, verb: str, path: str, body: Any = None, **parameters: Any) -> Any:
        """Return what a request is answered with; raise `NotFoundError`, `ForgeBusyError` or `ForgeError`."""
        asked = (path, tuple(sorted(parameters.items()))) if verb == "GET" else None
        headers = self.kept.headers(asked) if asked else {}
        try:
            told, data = self.client.requester.requestJsonAndCheck(
                verb, path, parameters=parameters or None, headers=headers or None, input=body
            )
        except GithubException as error:
            raise self._refused(f"{verb} {path}", error) from None
        except requests.RequestException as error:
            raise ForgeBusyError(self._clean(f"{verb} {path}: {error}"), hint="is the forge up?") from None
        if (left := str(told.get("x-ratelimit-remaining", ""))).isdigit():
            self.heard.left(int(left))
        return self.kept.answer(asked, str(told.get("etag", "")), data) if asked else data

    def pages(self, path: str, **parameters: Any) -> Iterator[Any]:
        """Return all items of a list; raise `ForgeError` where it does not end."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.call("GET", path, per_page=_PAGE, page=page, **parameters)
            yield from items
            if len(items) < _PAGE:
                return
        raise ForgeError(f"{path} has more than {_PAGE * _MOST_PAGES} items", hint="is this what it seems to be?")

    def _refused(self, what: str, error: GithubException) -> ForgeError:
        return refused(self._clean(f"{what}: {error.status} {said(error)}"), error)

    def _clean(self, text: str) -> str:
        """Take the token out of a text, wherever it came from."""
        token = getattr(self.auth, "_token", "") or (self.auth.token if isinstance(self.auth, Auth.Token) else "")
        return text.replace(token, "***") if token else text


class RefusedError(ForgeError):
    """GitHub does not do what was asked, and says why."""

    def __init__(self, message: str, status: int, data: Any) -> None:
        super().__init__(message, hint="see the message; does the account have the right to do it?")
        self.status = status
        errors = data.get("errors") if isinstance(data, dict) else None
        self.fields = tuple(str(one.get("field")) for one in errors or () if isinstance(one, dict))
        """The fields that were wrong."""


def refused(message: str, error: GithubException) -> ForgeError:
    """Return our error for GitHub's."""
    status, headers = error.status, error.headers or {}
    limited = "rate limit" in message.lower() or headers.get("x-ratelimit-remaining") == "0"
    if status in _BUSY or (status == 403 and (limited or "retry-after" in headers)):
        wait = headers.get("retry-after", "")
        return ForgeBusyError(message, hint="try again later", retry_after=float(wait) if wait.isdigit() else 60.0)
    if status in (404, 410):
        return NotFoundError(message, hint="does it exist, and may this account see it?")
    return RefusedError(message, status, error.data)


def said(error: GithubException) -> str:
    """Return GitHub's message with what it says about single fields."""
    if not isinstance(error.data, dict):
        return str(error.data)[:500]
    errors = error.data.get("errors") or []
    return f"{error.data.get('message', '')} {errors or ''}".strip()[:1000]


def _client(auth: Auth.Auth, site: Site) -> github.Github:
    wait = site.patience or None
    return github.Github(
        base_url=site.api,
        auth=auth,
        retry=None,
        timeout=20,
        seconds_between_requests=wait,
        seconds_between_writes=site.patience * 4 or None,
        lazy=True,
    )


def github_api(site: Site) -> GitHubApi:
    """Log in: as an App where there is a key, otherwise with a token."""
    match site.login:
        case Token(value):
            auth = Auth.Token(value)
            return GitHubApi(_client(auth, site), site.repository, auth, heard=site.heard)
        case AppKey(number, key):
            return _as_app(site, Auth.AppAuth(int(number) if number.isdigit() else number, key))
        case _:
            raise SettingsError("GitHub takes nobody's word for who they are", hint="give an App's key, or a token")


def _as_app(site: Site, key: Auth.AppAuth) -> GitHubApi:
    first = GitHubApi(_client(key, site), site.repository, key)
    app = first.call("GET", "/app")
    installed = first.call("GET", first.path("installation"))
    granted = installed.get("permissions") or {}
    asked = {name: _least(right, granted[name]) for name, right in WANTED.items() if name in granted}
    body = {"permissions": asked, "repositories": [site.repository.partition("/")[2]]}
    auth = InstallationToken(first.client, int(installed["id"]), body, site)
    return GitHubApi(_client(auth, site), site.repository, auth, app, site.heard, first)


def _least(wanted: str, granted: str) -> str:
    return "read" if "read" in (wanted, granted) else "write"
