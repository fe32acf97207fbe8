"""Who had a hand in a change, as its commits tell: authors, committers, co-authors and requesters. Pure.

Names in commits prove nothing, so they are only used to leave people out: whoever may be one of them cannot approve.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas.forge import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.workspace import CommitFacts

REQUESTER = "Gains-Requester"
"""Trailer of the bot's own commits: the login that asked for the change."""
_CO_AUTHORS = ("Co-authored-by", "Co-committed-by", "Signed-off-by")
_PERSON = re.compile(r"\A(?P<name>[^<>]*)<(?P<mail>[^<>\s]*)>\s*\Z")
# GitHub: 123+login@users.noreply.github.com; GitLab: 123-login@users.noreply.gitlab.com; both hosts may be others.
_NOREPLY = re.compile(r"\A(?:(?P<id>\d+)[+-])?(?P<login>[^@+]+)@users\.noreply\.", re.IGNORECASE)


def hands(commits: Iterable[CommitFacts]) -> tuple[Account, ...]:
    """Return every account that may be behind the commits, by login and number."""
    found: set[Account] = set()
    for commit in commits:
        for name, mail in (commit.author, commit.committer):
            found |= _behind(name, mail)
        for key in _CO_AUTHORS:
            for value in commit.trailer(key):
                person = _PERSON.match(value)
                found |= _behind(person["name"], person["mail"]) if person else _behind(value, "")
        for login in commit.trailer(REQUESTER):
            found |= _behind(login, "")
    return tuple(sorted(found, key=lambda one: (one.login.casefold(), one.login, one.id)))


def requester(commits: Iterable[CommitFacts]) -> str:
    """Return the login that the first of the bot's commits names; empty where none does."""
    return next((value for commit in commits for value in commit.trailer(REQUESTER)), "")


def _behind(name: str, mail: str) -> set[Account]:
    known = _NOREPLY.match(mail)
    logins = {name.strip(), "-".join(name.split()), "".join(name.split()), mail.partition("@")[0]}
    out = {made for login in logins if (made := _account(login, ""))}
    if known and (made := _account(known["login"], known["id"] or "")):
        out.add(made)
    return out


def _account(login: str, number: str) -> Account | None:
    try:
        return Account(login=login, id=number)
    except ValidationError:
        return None
