"""Talk to GitLab's API with python-gitlab: log-in, pages, and every refusal in the forge's own words.

Answers are taken leniently, as plain JSON. Addresses are made here, never taken from an answer: not for the next page
either.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import gitlab
import requests

from bot.forges.base import Heard, Token
from bot.ports import ForgeBusyError, NotFoundError
from pipeline.errors import ForgeError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.forges.base import Site

_PAGE = 100
_MOST_PAGES = 100
_BUSY = (429, 500, 502, 503, 504)


class RefusedError(ForgeError):
    """GitLab does not do what was asked, and says why."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, hint="see the message; does the account have the right to do it?")
        self.status = status


@dataclass(frozen=True, slots=True)
class GitLabApi:
    """One project's API."""

    client: gitlab.Gitlab
    project: str
    """Its number, or its path with the slashes written as %2F."""
    token: str
    pause: float
    heard: Heard = field(default_factory=Heard)
    """Who is told how many requests are left."""

    def path(self, *parts: str | int) -> str:
        """Return an address inside the project; a part may hold any sign."""
        return "/".join([f"/projects/{self.project}", *(quote(str(part), safe="") for part in parts)])

    def call(self, verb: str, path: str, body: dict[str, Any] | None = None, **query: Any) -> Any:
        """Return what a request is answered with; raise `NotFoundError`, `ForgeBusyError` or `ForgeError`."""
        if verb != "get" and self.pause:
            time.sleep(self.pause)  # GitLab asks writers for patience, and counts them per minute
        try:
            answer = self.client.http_request(
                verb, path, query_data=query, post_data=body, obey_rate_limit=False, retry_transient_errors=False
            )
        except gitlab.GitlabError as error:
            raise self._refused(f"{verb.upper()} {path}: {error}", error.response_code or 0) from None
        except requests.RequestException as error:
            raise ForgeBusyError(self._clean(f"{verb} {path}: {error}"), hint="is the forge up?") from None
        if (left := answer.headers.get("RateLimit-Remaining", "")).isdigit():
            self.heard.left(int(left))
        return answer.json() if answer.content else None

    def pages(self, path: str, **query: Any) -> Iterator[Any]:
        """Return all items of a list; raise `ForgeError` where it does not end."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.call("get", path, per_page=_PAGE, page=page, **query)
            yield from items
            if len(items) < _PAGE:
                return
        raise ForgeError(f"{path} has more than {_PAGE * _MOST_PAGES} items", hint="is this what it seems to be?")

    def _refused(self, message: str, status: int) -> ForgeError:
        text = self._clean(message)
        if status in _BUSY:
            return ForgeBusyError(text, hint="try again later", retry_after=60.0)
        if status == 404:
            return NotFoundError(text, hint="does it exist, and may this account see it?")
        return RefusedError(text, status)

    def _clean(self, text: str) -> str:
        return text.replace(self.token, "***")


def gitlab_api(site: Site) -> GitLabApi:
    """Log in with the token of a project's or a group's own program, or of a person."""
    if not isinstance(site.login, Token):
        raise SettingsError("GitLab has no Apps", hint="give the access token of the project or the group")
    client = gitlab.Gitlab(site.api, private_token=site.login.value, timeout=20, keep_base_url=True)
    return GitLabApi(client, quote(site.repository, safe=""), site.login.value, site.patience, site.heard)
