"""What a job keeps of an answer, and what the gate is told of a job: pure translations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answer import CHECK
from schemas.approval import People
from schemas.canonical import digest_of
from schemas.forge import Account, Review, is_login

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answer import Answered
    from bot.jobs.records import Word
    from bot.jobs.store import Job
    from bot.ports import Desk
    from schemas.forge import PullRequest


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of an answer."""

    intents: tuple[str, ...]
    sites: tuple[str, ...]
    digest: str
    decision_digest: str
    files: tuple[tuple[str, bytes], ...]


def facts_of(answered: Answered) -> Facts:
    """Return what is kept of an answer."""
    packages = answered.packages
    return Facts(
        intents=tuple(sorted(one.intent for one in packages)),
        sites=tuple(sorted({site for one in packages for site in _sites(dict(one.files))})),
        digest=digest_of({one.intent: one.digest for one in packages}),
        decision_digest=digest_of({one.intent: one.decision_digest for one in packages}),
        files=tuple((f"{one.intent}/{path}", content) for one in packages for path, content in one.files),
    )


def _sites(files: dict[str, bytes]) -> set[str]:
    """Where the devices stand that a plan changes."""
    plan = json.loads(files.get("change-plan.json", b"{}"))
    return set(plan.get("blast_radius", {}).get("sites", ()))


def reviews(words: Iterable[Word], desk: Desk) -> tuple[Review, ...]:
    """Return what people said through the API as reviews; an approval counts while its account may write."""
    may: dict[str, bool] = {}

    def eligible(word: Word) -> bool:
        if word.account not in may:
            may[word.account] = desk.may_write(Account(login=word.account))
        return may[word.account]

    return tuple(
        Review(
            id=f"api-{word.id}",
            author=Account(login=word.account),
            state="approved" if word.what == "approved" else "changes_requested",
            head_sha=word.head_sha,
            body=str(word.data.get("reason", "")),
            submitted_at=datetime.fromisoformat(word.at),
            eligible=word.what != "approved" or eligible(word),
        )
        for word in words
        if word.what != "decided" and is_login(word.account)
    )


def unsaid(desk: Desk, head: str) -> bool:
    """Tell whether a head's check still says that somebody works on it."""
    return any(one.name == CHECK and one.status == "pending" for one in desk.checks(head))


def said(desk: Desk, number: int) -> tuple[list[object], list[object]]:
    """Return what people have said about a pull request: their reviews and their comments."""
    words = [[one.id, one.state, one.head_sha, one.author.login, one.eligible] for one in desk.reviews(number)]
    return [*words], [one.id for one in desk.comments(number) if not one.author.is_same(desk.account)]


def seen(heard: tuple[list[object], list[object]], pull: PullRequest) -> str:
    """Return a digest of a pull request and of what was said about it: where it is the same, there is no news."""
    return digest_of([pull.head_sha, pull.base_sha, pull.state, pull.draft, list(pull.labels), *heard])


def people(job: Job, pull: PullRequest, bot: Account) -> People:
    """Return who had a hand in a change."""
    requester = Account(login=job.requester) if job.requester else pull.author
    return People(requester=requester, hands=(pull.author,), bots=(bot,))
