"""Who is behind the commits of a repository without accounts: the names in them, taken at their word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas.forge import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.workspace import CommitFacts

_LOGIN = re.compile(r"[^\x00-\x20<>\x7f]{1,255}")


def account(name: str) -> Account | None:
    """Return the account of that name; None where it cannot be one."""
    text = "-".join(name.split())
    return Account(login=text) if _LOGIN.fullmatch(text) and re.search(r"\w", text) else None


def hands(commits: Iterable[CommitFacts]) -> tuple[Account, ...]:
    """Return authors and committers, by login."""
    found = {}
    for commit in commits:
        for name, _ in (commit.author, commit.committer):
            if one := account(name):
                found[one.login.casefold()] = one
    return tuple(found[key] for key in sorted(found))


def members(owner: str) -> tuple[Account, ...]:
    """Open a name of CODEOWNERS: only single logins, there are no teams here."""
    one = account(owner.removeprefix("@")) if owner.startswith("@") and "/" not in owner else None
    return (one,) if one else ()
