"""Bring an intent in by a pull request of the bot's own, from the branch `gains/<intent>`; its requester travels along.

That is for what was submitted elsewhere, pushed straight to the default branch, or came from a fork. The bot is its
author then, so the forge would let the requester approve: the requester stands in the commit, and the gate leaves him
out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.hands import REQUESTER, hands
from bot.making import PREFIX
from bot.markdown import code, text
from bot.trailers import AUTHOR, SOURCE, by_bot, with_trailers
from pipeline.errors import ForgeError
from pipeline.guard import read
from schemas.finding import Finding
from schemas.forge import NewPull
from schemas.workspace import NewCommit

if TYPE_CHECKING:
    from bot.ports import Clock, Desk, Repository
    from schemas.forge import PullRequest

REQUESTED = ".requested"
"""Holds a place on the branch until the package is there."""
_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent that somebody wants."""

    intent: str
    content: bytes
    requesters: tuple[str, ...]
    """Logins, or names where there is no login; none of them can approve."""
    target: str
    """The branch that it is to be merged into."""
    why: str
    """Where it comes from, one line."""
    job: str = ""
    """The job that it was submitted as, if it was."""
    anew: bool = False
    """Somebody asked for the branch to be built anew, over commits of people."""


def bring(desk: Desk, repository: Repository, wish: Wish, clock: Clock) -> PullRequest:
    """Open the pull request, or find the one that is open; asked again, nothing new is written.

    A branch that somebody else wrote to is left alone: raise `ForgeError`.
    """
    if not _NAME.fullmatch(wish.intent):
        raise ForgeError(f"{wish.intent!r} is no name of an intent", hint="lower case, digits and dashes")
    if isinstance(found := read(f"intents/{wish.intent}.yaml", wish.content), Finding):
        raise ForgeError(f"intents/{wish.intent}.yaml cannot be read: {found.message}", hint=found.hint)
    branch, path = f"{PREFIX}{wish.intent}", f"intents/{wish.intent}.yaml"
    base = repository.head(wish.target)
    if base is None:
        raise ForgeError(f"branch {wish.target} does not exist", hint="name the default branch")
    head = repository.head(branch)
    if head is not None and not wish.anew:
        _only_ours(repository, base, head, branch)
    if head is None or wish.anew or repository.read(head, path) != wish.content or not repository.changed(base, head):
        files = ((path, wish.content),)
        if repository.read(base, path) == wish.content:  # it is there already; the package alone is to be brought in
            files = ((f"changes/{wish.intent}/{REQUESTED}", b"asked for on the default branch\n"),)
        trailers = [(SOURCE, base), *((REQUESTER, login) for login in wish.requesters), ("Gains-Job", wish.job)]
        head = repository.commit(
            NewCommit(
                branch=branch,
                parent=base,
                expected_head=head,
                files=files,
                message=with_trailers(f"Ask for {wish.intent}", trailers),
                author=AUTHOR,
                when=clock.now(),
            )
        )
    mine = (one for one in desk.pulls() if (one.source_branch, one.target_branch) == (branch, wish.target))
    if pull := next(mine, None):
        return pull
    who = ", ".join(code(login) for login in wish.requesters) or "nobody that is known"
    body = f"Requested by {who}, {text(wish.why)}. Whoever requested it cannot approve it.\n"
    new = NewPull(title=f"Intent {wish.intent}", source_branch=branch, target_branch=wish.target, body=body)
    return desk.open_pull(new)


def _only_ours(repository: Repository, base: str, head: str, branch: str) -> None:
    """A person's commit on the bot's branch is never written over."""
    if theirs := [one for one in repository.commits(base, head) if not by_bot(one)]:
        raise ForgeError(
            f"{branch} holds {theirs[-1].sha[:12]}, which is not the bot's",
            hint="merge it, or delete the branch, then ask again; or build it anew by the comment /gains rebuild",
        )


def bring_pushed(desk: Desk, repository: Repository, branch: str, clock: Clock) -> tuple[PullRequest, ...]:
    """Bring in what was pushed straight to the default branch: intents there that have no change package yet."""
    head = repository.head(branch)
    if head is None:
        return ()
    packaged = {entry.path.split("/")[1] for entry in repository.entries(head, "changes")}
    opened = []
    for entry in repository.entries(head, "intents"):
        name = entry.path.removeprefix("intents/").removesuffix(".yaml")
        if entry.kind != "file" or not _NAME.fullmatch(name) or name in packaged:
            continue
        content = repository.read(head, entry.path) or b""
        if isinstance(read(entry.path, content), Finding):
            continue
        last = repository.touching(head, entry.path)[:1]
        logins = tuple(one.login for one in hands(last))
        wish = Wish(intent=name, content=content, requesters=logins, target=branch, why=f"pushed to {branch}")
        opened.append(bring(desk, repository, wish, clock))
    return tuple(opened)
